"""From bound checks to verdicts: one evaluation per equation over all its bindings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from gouji.checks.equations.bindings import Bindings, Intervals
from gouji.checks.equations.case_figures import CaseFigure
from gouji.checks.equations.coarse_counts import forgiving
from gouji.checks.equations.equation import compiled
from gouji.checks.equations.evaluate import VERDICTS, evaluate, evaluate_readings
from gouji.checks.equations.facets import Facet, facet_of, seen
from gouji.checks.equations.implied import difference
from gouji.checks.equations.rate_changes import in_one_reading
from gouji.checks.equations.rounding_strain import strain
from gouji.checks.equations.verdict import judged, standing
from gouji.checks.finding import Verdict
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.checks.outcome import Outcome
from gouji.documents.files.deadline import NEVER, Deadline
from gouji.figures.interval import Interval, Reading

__all__ = ["Outcome", "settle"]


def settle(
    checks: Sequence[Check], material: Material, deadline: Deadline = NEVER
) -> list[Outcome]:
    """Evaluate all checks, and keep of alternatives the one that ties, or else the first.

    What ``deadline`` leaves undone is undecidable, and counted there.
    """
    outcomes: list[Outcome | None] = [None] * len(checks)
    for members in _by_equation(checks).values():
        if deadline.is_over("checks", len(members)):
            for at in members:
                outcomes[at] = Outcome(checks[at], "undecidable", None, None)
            continue
        for at, outcome in zip(
            members, _evaluate([checks[i] for i in members], material), strict=True
        ):
            outcomes[at] = outcome
    decided = in_one_reading([o for o in outcomes if o is not None], material)
    return forgiving(_one_of_each_group(decided), material)


def _by_equation(checks: Iterable[Check]) -> dict[tuple[str, int], list[int]]:
    grouped: dict[tuple[str, int], list[int]] = {}
    for at, check in enumerate(checks):
        grouped.setdefault((check.rule.id, check.alternative), []).append(at)
    return grouped


def _evaluate(checks: Sequence[Check], material: Material) -> list[Outcome]:
    """All bindings of one equation at once. Figures are numbered anew, facet by facet."""
    comparison = checks[0].rule.equations[checks[0].alternative]
    template = compiled(comparison)
    facets = _Facets(material)
    rows = [{term: facets.indices(term, f) for term, f in c.terms.items()} for c in checks]
    decidable = [
        (check.partial or not check.missing)
        and all(None not in indices for indices in row.values())
        for check, row in zip(checks, rows, strict=True)
    ]
    chosen = [at for at, good in enumerate(decidable) if good]
    bindings = Bindings.of(template, [_sure(rows[at]) for at in chosen])
    rounded, truncated = facets.intervals("rounded"), facets.intervals("truncated")
    found = evaluate_readings(template, rounded, truncated, bindings)
    cut = evaluate(template, truncated, bindings)
    strained = strain(template, rounded, bindings)
    row_of = {at: row for row, at in enumerate(chosen)}
    outcomes = []
    for at, check in enumerate(checks):
        row = row_of.get(at)
        verdict: Verdict = "undecidable" if row is None else VERDICTS[found.verdict[row]]
        gap = None if row is None else found.gap(row)
        outcome = _outcome(check, verdict, gap, facets)
        if row is not None and verdict == "ties":
            also_cut = VERDICTS[cut.verdict[row]] == "ties"
            outcome = replace(outcome, ties_cut=also_cut, strain=float(strained[row]))
        outcomes.append(outcome)
    return outcomes


class _Facets:
    """The facets that the bindings of one equation ask for, as one list."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._at: dict[tuple[Facet, int], int | None] = {}
        self.listed: list[CaseFigure] = []

    def indices(self, term: str, figures: Sequence[int]) -> tuple[int | None, ...]:
        return tuple(self._index(facet_of(term), i) for i in figures)

    def _index(self, facet: Facet, i: int) -> int | None:
        if (facet, i) not in self._at:
            figure = seen(self._material.figures[i], facet)
            self._at[facet, i] = None if figure is None else len(self.listed)
            if figure is not None:
                self.listed.append(figure)
        return self._at[facet, i]

    def intervals(self, reading: Reading) -> Intervals:
        return Intervals.of(f.interval(reading) for f in self.listed)

    def printed(self, check: Check) -> dict[str, tuple[CaseFigure, ...]]:
        found = {}
        for term, figures in check.terms.items():
            indices = [k for k in self.indices(term, figures) if k is not None]
            found[term] = tuple(self.listed[k] for k in indices)
        return found


def _sure(row: Mapping[str, tuple[int | None, ...]]) -> dict[str, tuple[int, ...]]:
    return {term: tuple(i for i in indices if i is not None) for term, indices in row.items()}


def _outcome(check: Check, verdict: Verdict, gap: Interval | None, facets: _Facets) -> Outcome:
    printed = facets.printed(check)
    by = None
    if verdict != "undecidable":
        values = {term: tuple(f.value for f in figures) for term, figures in printed.items()}
        by = difference(check.rule.equations[check.alternative], values)
    return Outcome(check, judged(check, verdict, printed, by), gap, by)


def _one_of_each_group(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Of alternatives the one that ties speaks for all, else the first that breaks."""
    best: dict[int, Outcome] = {}
    for outcome in outcomes:
        group = outcome.check.group
        if group is None:
            continue
        earlier = best.get(group)
        if earlier is None or standing(outcome.verdict) < standing(earlier.verdict):
            best[group] = outcome
    return [o for o in outcomes if o.check.group is None or best[o.check.group] is o]
