"""From arithmetic to a verdict: what a residual that misses zero means for this kind of check."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import TypeAlias

from gouji.checks.equations.case_figures import CaseFigure
from gouji.checks.equations.facets import facet_of
from gouji.checks.equations.forms import as_sum
from gouji.checks.equations.possible import is_reachable
from gouji.checks.finding import Verdict
from gouji.checks.material.check import Check

PLAUSIBLE = Fraction(1, 5)
"""A relation that was only inferred from the layout is held against a figure when it misses by
less than this share of it; further off, it is likelier that there is no such relation."""

Printed: TypeAlias = Mapping[str, tuple[CaseFigure, ...]]


def judged(check: Check, verdict: Verdict, printed: Printed, by: Fraction | None) -> Verdict:
    """Judge what evaluation found; ``by`` is left − right at the printed values."""
    if verdict == "undecidable":
        lacking = check.asks_whole_prior and _lacks_a_prior(check, printed)
        return check.rule.kind if lacking else verdict
    if check.rule.whole and not check.asks_whole_prior and not is_reachable(*_rate(printed)):
        return check.rule.kind
    return _broken(check, printed, by) if verdict == "breaks" else verdict


def _rate(printed: Printed) -> tuple[CaseFigure, CaseFigure]:
    """The rate and its whole, the two figures of such a check."""
    rate, whole = (figures[0] for figures in printed.values())
    return rate, whole


def _lacks_a_prior(check: Check, printed: Printed) -> bool:
    """Whether a count and its arrow imply no prior at all."""
    return any(
        facet_of(term) == "prior" and len(printed.get(term, ())) < len(figures)
        for term, figures in check.terms.items()
    )


def _broken(check: Check, printed: Printed, by: Fraction | None) -> Verdict:
    if check.partial and by is not None and by > 0:
        return "undecidable"
    if not check.rule.exhaustive and by is not None and by > 0 and as_sum(check):
        return "unexplained-remainder"
    severity = check.severity or check.rule.severity
    unsure = check.inferred or (severity == "warning" and as_sum(check))
    if unsure and by is not None and not _is_plausible(printed, by):
        return "undecidable"
    return check.rule.kind


def _is_plausible(printed: Printed, by: Fraction) -> bool:
    whole = next(iter(printed.values()))[0].value
    return abs(by) <= PLAUSIBLE * abs(whole)
