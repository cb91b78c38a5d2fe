"""Findings that somebody accepted: what remains of an audit once they are set aside.

Waivers accept some, with a reason and until a day; of those that are past or idle is told. The
baseline holds what was known at a moment: known findings do not fail a gate, new ones do. A finding
keeps its id in every draft, so the baseline also keeps the numbers as they were printed: when these
have changed and still don't tie, that is no longer what was accepted.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from fnmatch import fnmatchcase
from pathlib import PurePath
from typing import Literal, TypeAlias

from gouji.checks.finding import SEVERITIES, Finding, Result, Suppressed
from gouji.figures.figure import Figure
from gouji.rules.form import worded
from gouji.rules.problem import wrong
from gouji.rules.settings import Waiver

Set: TypeAlias = Literal["error", "warning", "note", "off"]
WAIVER, BASELINE = "waiver", "baseline"
"""What findings about the entries themselves name as their rule."""
FORM = 1


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
    given = ((f, severities.get(f.rule, f.severity)) for f in findings)
    heard = [replace(f, severity=severity) for f, severity in given if severity != "off"]
    order = {document: at for at, document in enumerate(dict.fromkeys(f.document for f in heard))}
    return sorted(heard, key=lambda f: (order[f.document], SEVERITIES.index(f.severity)))


def _note(rule: str, about: str, document: str, phrase: str, **values: object) -> Finding:
    """Report on an entry ``about`` something, which stands in ``document``."""
    title, message = worded(f"{phrase}-title"), worded(phrase, **values)
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
    past = [w for w in waivers if w.expires is not None and w.expires < today]
    holding = [w for w in waivers if w not in past]
    accepted = [(f, [w for w in holding if accepts(w, f)]) for f in findings]
    used = [w for _, accepting in accepted for w in accepting]
    about = [w for w in holding if not w.document or is_audited(w.document, result)]
    told = [("waiver-past", w) for w in past]
    told += [("waiver-unused", w) for w in about if w not in used]
    return Acceptance(
        tuple(f for f, accepting in accepted if not accepting),
        tuple(
            Suppressed(f, "waiver", w.reason + f" ({w.author})" * bool(w.author))
            for f, accepting in accepted
            for w in accepting[:1]
        ),
        tuple(_noted(*one) for one in told),
    )


def accepts(waiver: Waiver, finding: Finding) -> bool:
    """Say whether a waiver is about a finding: all that it tells must hold of it."""
    told = waiver.id in ("", finding.id) and waiver.rule in ("", finding.rule)
    here = not waiver.document or means(waiver.document, finding.document)
    about = not (waiver.label or waiver.place) or any(
        _is_about(waiver, operand.figure) for operand in finding.operands
    )
    return told and here and about


def _is_about(waiver: Waiver, figure: Figure) -> bool:
    named = waiver.label in ("", figure.label) or fnmatchcase(figure.label, waiver.label)
    return named and all(getattr(figure.place, name) == at for name, at in waiver.place.items())


def _noted(phrase: str, waiver: Waiver) -> Finding:
    at = waiver.written
    named = filter(None, (waiver.id, waiver.rule, waiver.label, waiver.document))
    target = " ".join((*named, *(f"{name} {n}" for name, n in waiver.place.items())))
    told = {"target": target, "expires": waiver.expires, "at": at}
    return _note(WAIVER, f"{target}|{at}", at.rpartition(":")[0], phrase, **told)


@dataclass(frozen=True, slots=True)
class Printed:
    """A figure by its label, with what was printed."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Known:
    """One finding of the baseline, as its file has it."""

    id: str
    rule: str
    document: str
    since: str
    message: str
    figures: tuple[Printed, ...]


@dataclass(frozen=True, slots=True)
class Baseline:
    """The known findings, by id; ``file`` is where they stand."""

    known: Mapping[str, Known] = field(default_factory=dict)
    file: str = ""


def create(findings: Iterable[Finding], today: date, file: str = "") -> Baseline:
    """Take all ``findings`` for known from ``today`` on."""
    return Baseline({f.id: _known(f, today.isoformat()) for f in findings}, file)


def update(
    baseline: Baseline, findings: Iterable[Finding], result: Result, today: date
) -> Baseline:
    """Add what is new, renew what has changed, drop what is gone from the audited documents."""
    entries = {i: k for i, k in baseline.known.items() if not is_audited(k.document, result)}
    for id_, known in create(findings, today).known.items():
        earlier = _recognised(known, baseline)
        same = earlier is not None and not _differs(earlier, known)
        entries[id_] = replace(known, since=earlier.since) if earlier and same else known
    return Baseline(entries, baseline.file)


def prune(baseline: Baseline, found: Iterable[Finding], result: Result) -> Baseline:
    """Drop what is gone from the audited documents; other documents' findings stay."""
    present = {known.id for finding in found if (known := entry_of(finding, baseline))}
    left = baseline.known.values()
    kept = (k for k in left if k.id in present or not is_audited(k.document, result))
    return Baseline({known.id: known for known in kept}, baseline.file)


def compare(
    findings: Iterable[Finding],
    baseline: Baseline,
    result: Result,
    accepted: Iterable[Suppressed] = (),
) -> Acceptance:
    """Part ``findings`` into known and new; those ``accepted`` otherwise are known to exist."""
    entries = [(finding, entry_of(finding, baseline)) for finding in findings]
    present = {s.finding.id for s in accepted} | {known.id for _, known in entries if known}
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    told: list[tuple[str, Known]] = []
    for finding, known in entries:
        if known and not _differs(known, _known(finding)):
            suppressed.append(Suppressed(finding, "baseline", f"{baseline.file} {known.since}"))
            continue
        kept.append(finding)
        told += [("known-changed", known)] if known else []
    gone = (known for id_, known in baseline.known.items() if id_ not in present)
    told += [("known-gone", known) for known in gone if is_audited(known.document, result)]
    notes = (
        _note(BASELINE, known.id, baseline.file, phrase, id=known.id, since=known.since)
        for phrase, known in told
    )
    return Acceptance(tuple(kept), tuple(suppressed), tuple(notes))


def _known(finding: Finding, since: str = "") -> Known:
    told = (operand.figure for operand in finding.operands)
    figures = tuple(
        Printed(f.label, f"{f.text} {f.change.text}" if f.change else f.text) for f in told
    )
    return Known(finding.id, finding.rule, finding.document, since, finding.message.zh, figures)


def entry_of(finding: Finding, baseline: Baseline) -> Known | None:
    """The entry that knows a finding, be its numbers printed as they were or not."""
    return _recognised(_known(finding), baseline)


def _recognised(found: Known, baseline: Baseline) -> Known | None:
    """The entry that a finding is, or is what remains of.

    A finding is about several figures where one cause upsets them. Correcting some of them leaves
    it another id, but nothing that was not known.
    """
    if (known := baseline.known.get(found.id)) is not None:
        return known
    alike = (k for k in baseline.known.values() if k.rule == found.rule)
    here = (k for k in alike if means(k.document, found.document))
    fewer = (k for k in here if 0 < len(found.figures) < len(k.figures))
    return next((k for k in fewer if not _differs(k, found)), None)


def _differs(known: Known, found: Known) -> bool:
    """Say whether ``found`` has a figure that is not, or not so printed, in the entry."""
    return bool(Counter(found.figures) - Counter(known.figures))


def as_json(baseline: Baseline) -> str:
    """Write a baseline, sorted, so that its changes read well in a review."""
    entries = sorted(baseline.known.values(), key=lambda k: (k.document, k.id))
    written = {"gouji-baseline": FORM, "findings": list(map(asdict, entries))}
    return json.dumps(written, ensure_ascii=False, indent=2) + "\n"


def from_json(text: str, file: str) -> Baseline:
    """Read a baseline; RuleError where ``text`` is none."""
    from pydantic import TypeAdapter  # noqa: PLC0415  # only baselines need it

    try:
        written = json.loads(text)
        if written["gouji-baseline"] != FORM:
            raise wrong(file, "no-baseline", found=f"version {written['gouji-baseline']}"[:40])
        entries = TypeAdapter(tuple[Known, ...]).validate_python(written["findings"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        found = f"{type(error).__name__}: {error}"[:80]
        raise wrong(file, "no-baseline", found=found) from error
    return Baseline({known.id: known for known in entries}, file)
