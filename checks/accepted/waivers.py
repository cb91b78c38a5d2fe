"""Sets aside the findings that waivers accept, and tells of waivers that are past or idle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from fnmatch import fnmatchcase

from gouji.checks.accepted.acceptance import Acceptance, is_audited, means, note
from gouji.checks.finding import Finding, Operand, Result, Suppressed
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
    notes = [_noted("waiver-past", w) for w in waivers if _is_past(w, today)]
    idle = (w for n, w in enumerate(waivers) if n not in used and not _is_past(w, today))
    unused = (w for w in idle if not w.document or is_audited(w.document, result))
    notes += [_noted("waiver-unused", w) for w in unused]
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


def _noted(phrase: str, waiver: Waiver) -> Finding:
    at, target = waiver.written, _target(waiver)
    told = {"target": target, "expires": waiver.expires, "at": at}
    return note(RULE, f"{target}|{at}", at.rpartition(":")[0], phrase, **told)


def _target(waiver: Waiver) -> str:
    return " ".join(_parts(waiver))


def _parts(waiver: Waiver) -> Iterator[str]:
    yield from filter(None, (waiver.id, waiver.rule, waiver.label, waiver.document))
    yield from (f"{name} {at}" for name, at in waiver.place.items())
