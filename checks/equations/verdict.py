"""The only judge: what becomes of a check, given what is printed for its terms.

The audit, the trial of a repair, the cases of rules and the re-check of frames all ask it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Final, TypeAlias

from gouji.checks.equations.arithmetic import difference
from gouji.checks.equations.decide import Outcome, decide
from gouji.checks.equations.facets import CaseFigure, facet_of
from gouji.checks.equations.forms import as_sum
from gouji.checks.material.check import Check
from gouji.figures.interval import Reading
from gouji.rules.language import Comparison
from gouji.rules.rule import Verdict

PLAUSIBLE: Final = Fraction(1, 5)
"""A sum that was only inferred from the layout is held against a figure when it misses by
less than this share of it; further off, it is likelier that there is no such relation."""
TIES: Final[tuple[Verdict, Verdict]] = ("ties", "ties-truncated")
_STANDING: Final[Mapping[Verdict, int]] = {"ties": 0, "ties-truncated": 1, "undecidable": 3}

Printed: TypeAlias = Mapping[str, tuple[CaseFigure, ...]]
"""By term; where a figure of one is lost (a prior that can't be), it has fewer than the check."""


def standing(verdict: Verdict) -> int:
    """Rank the verdicts on alternatives: one that ties speaks for all, then one that breaks."""
    return _STANDING.get(verdict, 2)


def judge(check: Check, printed: Printed) -> Verdict:
    """Judge a check from what is printed for its terms."""
    return judgement(check, printed)[0]


def judgement(check: Check, printed: Printed) -> tuple[Verdict, Fraction | None]:
    """Judge a check, and say what left − right is as printed; None where that can't be told."""
    if check.missing or _is_lacking(check, printed):
        return _judged(check, "undecidable", printed, None), None
    comparison = check.comparison
    found = reckoned(comparison, printed)
    by = None
    if found != "undecidable":
        by = difference(comparison, {t: tuple(f.value for f in fs) for t, fs in printed.items()})
    return _judged(check, found, printed, by), by


def reckoned(comparison: Comparison, printed: Printed) -> Verdict:
    """Decide an equation with rounding first, then with what is printed cut off."""
    rounded = read_as(comparison, printed, "rounded")
    if rounded == "breaks" and read_as(comparison, printed, "truncated") == "ties":
        return "ties-truncated"
    return rounded


def read_as(comparison: Comparison, printed: Printed, reading: Reading) -> Outcome:
    """Decide an equation over what is printed, in one reading."""
    return decide(
        comparison, {t: tuple(f.interval(reading) for f in fs) for t, fs in printed.items()}
    )


def _judged(check: Check, verdict: Verdict, printed: Printed, by: Fraction | None) -> Verdict:
    """Say what an evaluation means for this kind of check; ``by`` is left − right as printed."""
    if verdict == "undecidable":
        lost = check.asks_whole_prior and _is_lacking(check, printed, "prior")
        return check.rule.kind if lost else verdict
    if check.rule.whole and not check.asks_whole_prior and not _is_reachable(printed):
        return check.rule.kind
    return _broken(check, printed, by) if verdict == "breaks" else verdict


def _is_lacking(check: Check, printed: Printed, facet: str | None = None) -> bool:
    """Whether figures of some term (of one facet) are lost."""
    return any(
        len(printed.get(term, ())) < len(figures)
        for term, figures in check.terms.items()
        if facet in (None, facet_of(term))
    )


def _is_reachable(printed: Printed) -> bool:
    """Whether some whole count over the whole prints as the rate: 71.00 % of 31 can't be.

    After the GRIM test for means (N. J. L. Brown, J. A. J. Heathers, 2017), for percentages.
    """
    rate, whole = (figures[0] for figures in printed.values())
    readings = (rate.rounded, rate.truncated)
    return any(reading.scaled(whole.value).whole() is not None for reading in readings)


def _broken(check: Check, printed: Printed, by: Fraction | None) -> Verdict:
    if not check.rule.exhaustive and by is not None and by > 0 and as_sum(check):
        return "unexplained-remainder"
    # what has a family is weighed with it
    inferred = check.declared == "warning" and check.family is None
    if inferred and as_sum(check) and by is not None and not _is_plausible(printed, by):
        return "undecidable"
    return check.rule.kind


def _is_plausible(printed: Printed, by: Fraction) -> bool:
    whole = next(iter(printed.values()))[0].value
    return abs(by) <= PLAUSIBLE * abs(whole)
