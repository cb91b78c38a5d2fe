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
from gouji.checks.material.material import Check

PLAUSIBLE = Fraction(1, 5)
"""A relation that was only inferred from the layout is held against a figure when it misses by
less than this share of it; further off, it is likelier that there is no such relation."""

Printed: TypeAlias = Mapping[str, tuple[CaseFigure, ...]]

_KIND_OF_BREAK: Mapping[str | None, Verdict] = {
    "prior-exists": "impossible",
    "rate-bounds": "impossible",
    "prior-rate": "impossible",
    "fall-of-all": "impossible",
    "same-figure": "conflict",
    "other-label": "conflict",
    "across-documents": "conflict",
    "told-alike": "conflict",
    "restated-later": "conflict",
}


def judged(check: Check, verdict: Verdict, printed: Printed, by: Fraction | None) -> Verdict:
    """Judge what evaluation found; ``by`` is left − right at the printed values."""
    shape = check.rule.shape
    if verdict == "undecidable":
        impossible = shape == "prior-whole" and _lacks_a_prior(check, printed)
        return "impossible" if impossible else verdict
    if shape == "rate-possible" and not is_reachable(printed["比率"][0], printed["总体"][0]):
        return "impossible"
    return _broken(check, printed, by) if verdict == "breaks" else verdict


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
    return _KIND_OF_BREAK.get(check.rule.shape, "breaks")


def _is_plausible(printed: Printed, by: Fraction) -> bool:
    whole = next(iter(printed.values()))[0].value
    return abs(by) <= PLAUSIBLE * abs(whole)
