"""What remains of an audit's findings once those that someone accepted are set aside.

Waivers accept some, with a reason and until a day; of those that are past or idle is told.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import Literal, TypeAlias

from gouji.checks.finding import SEVERITIES, Finding, Operand, Result, Suppressed, Words
from gouji.rules.rule import Severity
from gouji.rules.waiver import Waiver

Set: TypeAlias = Literal["error", "warning", "note", "off"]
RULE = "waiver"
"""What findings about waivers themselves name as their rule."""


@dataclass(frozen=True, slots=True)
class Acceptance:
    """``kept`` findings count, ``suppressed`` don't; ``notes`` tell of entries that went wrong."""

    kept: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...] = ()
    notes: tuple[Finding, ...] = ()


def remaining(result: Result, acceptance: Acceptance) -> Result:
    """Leave out of ``result`` what is accepted, and put in the notes on the entries."""
    counts = Counter(finding.document for finding in acceptance.kept)
    return replace(
        result,
        documents=tuple(replace(d, findings=counts[d.path]) for d in result.documents),
        findings=(*acceptance.kept, *acceptance.notes),
    )


def with_severities(findings: Iterable[Finding], severities: Mapping[str, Set]) -> list[Finding]:
    """Give findings the severity that a project sets for their rule; worst first, as before."""
    heard = [f for f in findings if severities.get(f.rule) != "off"]
    changed = [replace(f, severity=_severity(f, severities)) for f in heard]
    order = {document: at for at, document in enumerate(dict.fromkeys(f.document for f in heard))}
    return sorted(changed, key=lambda f: (order[f.document], SEVERITIES.index(f.severity)))


def _severity(finding: Finding, severities: Mapping[str, Set]) -> Severity:
    given = severities.get(finding.rule, finding.severity)
    return finding.severity if given == "off" else given


def note(rule: str, about: str, document: str, phrase: str, **values: object) -> Finding:
    """Report on an entry ``about`` something, which stands in ``document``."""
    title, message = Words.told(f"{phrase}-title"), Words.told(phrase, **values)
    digest = hashlib.sha256(f"{rule}|{about}|{title.en}".encode()).hexdigest()
    return Finding(
        f"{rule}-{digest[:10]}", rule, "note", "undecidable", document, title, message, (), ()
    )


def is_audited(document: str, result: Result) -> bool:
    """Say whether a document, or one that a pattern means, is among those of ``result``."""
    return any(means(document, audited.path) for audited in result.documents)


def means(pattern: str, path: str) -> bool:
    """Say whether ``pattern`` names a file: by its path or its end, and with ``*`` as in shells."""
    wanted, given = PurePath(pattern).as_posix(), PurePath(path).as_posix()
    ends = given == wanted or given.endswith(f"/{wanted}")
    return ends or fnmatchcase(given, wanted) or fnmatchcase(PurePath(path).name, wanted)


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
    at = waiver.written
    named = filter(None, (waiver.id, waiver.rule, waiver.label, waiver.document))
    target = " ".join((*named, *(f"{name} {n}" for name, n in waiver.place.items())))
    told = {"target": target, "expires": waiver.expires, "at": at}
    return note(RULE, f"{target}|{at}", at.rpartition(":")[0], phrase, **told)
