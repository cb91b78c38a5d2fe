"""The baseline: findings known at a moment. Known ones do not fail a gate, new ones do.

A finding keeps its id in every draft, so the baseline also keeps the numbers as they were printed:
when these have changed and still don't tie, that is no longer what was accepted.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date

from gouji.checks.accepted.acceptance import Acceptance, is_audited, means, note
from gouji.checks.finding import Finding, Result, Suppressed
from gouji.figures.figure import Figure
from gouji.rules.problem import Problem, RuleError

RULE = "baseline"
"""What findings about the baseline itself name as their rule."""
FORM = 1


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
    found = create(findings, today).known
    elsewhere = {i: k for i, k in baseline.known.items() if not is_audited(k.document, result)}
    renewed = {i: replace(k, since=_since(k, baseline)) for i, k in found.items()}
    return Baseline({**elsewhere, **renewed}, baseline.file)


def _since(found: Known, baseline: Baseline) -> str:
    earlier = _recognised(found, baseline)
    return found.since if earlier is None or _differs(earlier, found) else earlier.since


def prune(baseline: Baseline, found: Iterable[Finding], result: Result) -> Baseline:
    """Drop what is gone from the audited documents; other documents' findings stay."""
    earlier = (entry_of(finding, baseline) for finding in found)
    ids = {known.id for known in earlier if known}
    return Baseline(
        {
            known.id: known
            for known in baseline.known.values()
            if known.id in ids or not is_audited(known.document, result)
        },
        baseline.file,
    )


def compare(
    findings: Iterable[Finding],
    baseline: Baseline,
    result: Result,
    accepted: Iterable[Suppressed] = (),
) -> Acceptance:
    """Part ``findings`` into known and new; those ``accepted`` otherwise are known to exist."""
    kept: list[Finding] = []
    suppressed: list[Suppressed] = []
    notes: list[Finding] = []
    present = {s.finding.id for s in accepted}
    for finding in findings:
        known = entry_of(finding, baseline)
        if known is None:
            kept.append(finding)
            continue
        present.add(known.id)
        if _differs(known, _known(finding, "")):
            kept.append(finding)
            notes.append(_noted("known-changed", known, baseline))
        else:
            suppressed.append(Suppressed(finding, "baseline", f"{baseline.file} {known.since}"))
    gone = (known for id_, known in baseline.known.items() if id_ not in present)
    notes += [_noted("known-gone", k, baseline) for k in gone if is_audited(k.document, result)]
    return Acceptance(tuple(kept), tuple(suppressed), tuple(notes))


def _known(finding: Finding, since: str) -> Known:
    figures = tuple(_printed(operand.figure) for operand in finding.operands)
    return Known(finding.id, finding.rule, finding.document, since, finding.message.zh, figures)


def _printed(figure: Figure) -> Printed:
    text = f"{figure.text} {figure.change.text}" if figure.change else figure.text
    return Printed(figure.label, text)


def entry_of(finding: Finding, baseline: Baseline) -> Known | None:
    """The entry that knows a finding, be its numbers printed as they were or not."""
    return _recognised(_known(finding, ""), baseline)


def _recognised(found: Known, baseline: Baseline) -> Known | None:
    """The entry that a finding is, or is what remains of.

    A finding is about several figures where one cause upsets them. Correcting some of them leaves
    it another id, but nothing that was not known.
    """
    if (known := baseline.known.get(found.id)) is not None:
        return known
    alike = (k for k in baseline.known.values() if k.rule == found.rule)
    here = (k for k in alike if means(k.document, found.document))
    return next((k for k in here if found.figures and _is_rest(found, k)), None)


def _is_rest(found: Known, known: Known) -> bool:
    fewer = len(found.figures) < len(known.figures)
    return fewer and not Counter(found.figures) - Counter(known.figures)


def _differs(known: Known, found: Known) -> bool:
    """Say whether ``found`` has a figure that is not, or not so printed, in the entry."""
    return bool(Counter(found.figures) - Counter(known.figures))


def _noted(phrase: str, known: Known, baseline: Baseline) -> Finding:
    return note(RULE, known.id, baseline.file, phrase, id=known.id, since=known.since)


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
            raise RuleError([_misfit(file, f"version {written['gouji-baseline']}"[:40])])
        entries = TypeAdapter(tuple[Known, ...]).validate_python(written["findings"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise RuleError([_misfit(file, f"{type(error).__name__}: {error}"[:80])]) from error
    return Baseline({known.id: known for known in entries}, file)


def _misfit(file: str, found: str) -> Problem:
    return Problem(
        file,
        f"不是 gouji 基线（{found}）；请用 gouji baseline create 重建",
        f"not a baseline of gouji ({found}); make it anew by gouji baseline create",
    )
