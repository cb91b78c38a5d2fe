"""Sets aside the findings that waivers accept, and tells of waivers that are past or idle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fnmatch import fnmatchcase

from gouji.checks.accepted.acceptance import Acceptance, is_audited, means, note
from gouji.checks.finding import Finding, Operand, Result, Suppressed, Words
from gouji.rules.waiver import Waiver

RULE = "waiver"
"""What findings about waivers themselves name as their rule."""


def waive(
    findings: Iterable[Finding], waivers: Sequence[Waiver], result: Result, today: date
) -> Acceptance:
    """Part ``findings`` by the waivers that hold ``today``; ``result`` says what was audited."""
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    used: set[int] = set()
    for finding in findings:
        accepting = [n for n, w in enumerate(waivers) if accepts(w, finding)]
        used.update(accepting)
        holding = [waivers[n] for n in accepting if not _is_past(waivers[n], today)]
        if holding:
            suppressed.append(Suppressed(finding, "waiver", _reason(holding[0])))
        else:
            kept.append(finding)
    notes = [_past(w) for w in waivers if _is_past(w, today)]
    idle = (w for n, w in enumerate(waivers) if n not in used and not _is_past(w, today))
    notes += [_unused(w) for w in idle if not w.document or is_audited(w.document, result)]
    return Acceptance(tuple(kept), tuple(suppressed), tuple(notes))


def accepts(waiver: Waiver, finding: Finding) -> bool:
    """Say whether a waiver is about a finding: all that it tells must hold of it."""
    if waiver.id and waiver.id != finding.id:
        return False
    if waiver.rule and waiver.rule != finding.rule:
        return False
    if waiver.document and not means(waiver.document, finding.document):
        return False
    if not (waiver.label or waiver.place):
        return True
    return any(_is_about(waiver, operand) for operand in finding.operands)


def _is_about(waiver: Waiver, operand: Operand) -> bool:
    label, place = operand.figure.label, operand.figure.place
    named = not waiver.label or label == waiver.label or fnmatchcase(label, waiver.label)
    return named and all(getattr(place, name) == at for name, at in waiver.place.items())


def _is_past(waiver: Waiver, today: date) -> bool:
    return waiver.expires is not None and waiver.expires < today


def _reason(waiver: Waiver) -> str:
    return f"{waiver.reason} ({waiver.author})" if waiver.author else waiver.reason


def _past(waiver: Waiver) -> Finding:
    title = Words("豁免已过期", "A waiver has expired")
    said = Words(
        f"豁免“{_target(waiver)}”已于 {waiver.expires} 过期，不再生效；请复核后续期或删去",
        f"the waiver of {_target(waiver)} expired on {waiver.expires} and accepts nothing now; "
        "look again, then renew or remove it",
    )
    return _told(waiver, title, said)


def _unused(waiver: Waiver) -> Finding:
    title = Words("豁免未用到", "A waiver is not used")
    said = Words(
        f"豁免“{_target(waiver)}”没有对应的疑点；请核对或删去",
        f"the waiver of {_target(waiver)} meets no finding; correct or remove it",
    )
    return _told(waiver, title, said)


def _told(waiver: Waiver, title: Words, said: Words) -> Finding:
    at = waiver.written
    message = Words(f"{said.zh}（{at}）", f"{said.en} ({at})") if at else said
    return note(RULE, f"{_target(waiver)}|{at}", at.rpartition(":")[0], title, message)


def _target(waiver: Waiver) -> str:
    return " ".join(_parts(waiver))


def _parts(waiver: Waiver) -> Iterator[str]:
    yield from filter(None, (waiver.id, waiver.rule, waiver.label, waiver.document))
    yield from (f"{name} {at}" for name, at in waiver.place.items())
