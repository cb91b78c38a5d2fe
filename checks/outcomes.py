"""From bound checks to verdicts: one evaluation per equation over all its bindings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from gouji.checks.binding.sums import as_sum
from gouji.checks.bindings import Bindings, Intervals
from gouji.checks.case_figures import CaseFigure
from gouji.checks.check import Check, Material
from gouji.checks.equation import compiled
from gouji.checks.evaluate import VERDICTS, evaluate_readings
from gouji.checks.facets import facet_of, seen
from gouji.checks.finding import Verdict
from gouji.checks.implied import difference
from gouji.figures.interval import Interval

PLAUSIBLE = Fraction(1, 5)
"""A relation that was only inferred from the layout is held against a figure when it misses by
less than this share of it; further off, it is likelier that there is no such relation."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a check. ``difference`` is left − right as printed, a rate's as a fraction."""

    check: Check
    verdict: Verdict
    gap: Interval | None = None
    difference: Fraction | None = None

    @property
    def ties(self) -> bool:
        return self.verdict in ("ties", "ties-truncated")

    @property
    def failed(self) -> bool:
        return self.verdict in ("breaks", "impossible", "conflict", "unexplained-remainder")


def settle(checks: Sequence[Check], material: Material) -> list[Outcome]:
    """Evaluate all checks, and keep of alternatives the one that ties, or else the first."""
    outcomes: list[Outcome | None] = [None] * len(checks)
    for members in _by_equation(checks).values():
        for at, outcome in zip(
            members, _evaluate([checks[i] for i in members], material), strict=True
        ):
            outcomes[at] = outcome
    return _one_of_each_group([o for o in outcomes if o is not None])


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
    found = evaluate_readings(
        template, facets.intervals("rounded"), facets.intervals("truncated"), bindings
    )
    verdicts = dict(
        zip(chosen, ((VERDICTS[v], found.gap(i)) for i, v in enumerate(found.verdict)), strict=True)
    )
    outcomes = []
    for at, check in enumerate(checks):
        verdict, gap = verdicts.get(at, ("undecidable", None))
        outcomes.append(_judged(check, verdict, gap, facets))  # type: ignore[arg-type]
    return outcomes


class _Facets:
    """The facets that the bindings of one equation ask for, as one list."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._at: dict[tuple[str, int], int | None] = {}
        self.listed: list[CaseFigure] = []

    def indices(self, term: str, figures: Sequence[int]) -> tuple[int | None, ...]:
        return tuple(self._index(facet_of(term), i) for i in figures)

    def _index(self, facet: str, i: int) -> int | None:
        if (facet, i) not in self._at:
            figure = seen(self._material.figures[i], facet)  # type: ignore[arg-type]
            self._at[facet, i] = None if figure is None else len(self.listed)
            if figure is not None:
                self.listed.append(figure)
        return self._at[facet, i]

    def intervals(self, reading: str) -> Intervals:
        return Intervals.of(f.interval(reading) for f in self.listed)  # type: ignore[arg-type]

    def printed(self, check: Check) -> dict[str, tuple[CaseFigure, ...]]:
        found = {}
        for term, figures in check.terms.items():
            indices = [k for k in self.indices(term, figures) if k is not None]
            found[term] = tuple(self.listed[k] for k in indices)
        return found


def _sure(row: Mapping[str, tuple[int | None, ...]]) -> dict[str, tuple[int, ...]]:
    return {term: tuple(i for i in indices if i is not None) for term, indices in row.items()}


def _judged(check: Check, verdict: Verdict, gap: Interval | None, facets: _Facets) -> Outcome:
    comparison = check.rule.equations[check.alternative]
    printed = facets.printed(check)
    if verdict == "undecidable":
        lost = any(
            facet_of(t) == "prior" and len(printed.get(t, ())) < len(f)
            for t, f in check.terms.items()
        )
        return Outcome(
            check, "impossible" if lost and check.rule.shape == "prior-whole" else verdict
        )
    values = {term: tuple(f.value for f in figures) for term, figures in printed.items()}
    by = difference(comparison, values)
    outcome = Outcome(check, verdict, gap, by)
    if check.rule.shape == "rate-possible":
        return replace(outcome, verdict=verdict if _is_reachable(printed) else "impossible")
    if verdict != "breaks":
        return outcome
    if check.partial and by is not None and by > 0:
        return replace(outcome, verdict="undecidable")
    if check.rule.shape is None and _leaves_much(check, printed, by):
        return replace(outcome, verdict="unexplained-remainder")
    if check.inferred and by is not None and not _is_plausible(printed, by):
        return replace(outcome, verdict="undecidable")
    if check.rule.shape in ("prior-exists", "rate-bounds"):
        return replace(outcome, verdict="impossible")
    if check.rule.shape == "same-figure":
        return replace(outcome, verdict="conflict")
    return outcome


def _is_plausible(printed: Mapping[str, tuple[CaseFigure, ...]], by: Fraction) -> bool:
    whole = next(iter(printed.values()))[0].value
    return abs(by) <= PLAUSIBLE * abs(whole)


def _is_reachable(printed: Mapping[str, tuple[CaseFigure, ...]]) -> bool:
    """Whether some whole count over the base prints as this rate, rounded or cut off."""
    (rate,), (whole,) = printed["比率"], printed["总体"]
    readings = (rate.rounded, rate.truncated)
    return any((i.scaled(whole.value)).whole() is not None for i in readings)


def _leaves_much(
    check: Check, printed: Mapping[str, tuple[CaseFigure, ...]], by: Fraction | None
) -> bool:
    """Parts of which the rule is not sure that they are all, and that leave a large rest."""
    if by is None or by <= 0 or as_sum(check) is None:
        return False
    if not check.rule.exhaustive:
        return True
    return check.rule.severity == "warning" and not _is_plausible(printed, by)


def _one_of_each_group(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """Alternatives of one relation: the one that ties speaks for all, else the first that breaks."""
    rank = {"ties": 0, "ties-truncated": 1, "undecidable": 3}
    best: dict[int, Outcome] = {}
    for outcome in outcomes:
        group = outcome.check.group
        if group is None:
            continue
        earlier = best.get(group)
        if earlier is None or rank.get(outcome.verdict, 2) < rank.get(earlier.verdict, 2):
            best[group] = outcome
    return [o for o in outcomes if o.check.group is None or best[o.check.group] is o]
