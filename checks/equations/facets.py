"""What of a figure a term of an equation means: its value, its change, or its implied prior.

``prior(x)`` means the value that x had a year before as x and its change imply it; ``变化`` and
``另一变化`` mean the change itself; every other term means the value.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Literal, TypeAlias

from gouji.checks.equations.case_figures import (
    SHARES,
    CaseFigure,
    as_printed,
    before,
    of_change,
    prior_of,
)
from gouji.figures.figure import Figure
from gouji.figures.interval import Interval

Facet: TypeAlias = Literal["value", "change", "prior"]
CHANGE_TERMS = frozenset({"变化", "另一变化"})
_WHOLE = Fraction(1)


def facet_of(term: str) -> Facet:
    """Which facet a term's key asks for."""
    if term.startswith("prior("):
        return "prior"
    return "change" if term in CHANGE_TERMS else "value"


def seen(figure: Figure, facet: Facet) -> CaseFigure | None:
    """The facet as evaluation wants it; None where it is not printed or not possible."""
    if facet == "value":
        return as_value(figure)
    if facet == "change" and figure.change is None:
        return as_value(figure)  # running text tells some changes as figures of their own
    if figure.change is not None and figure.change.kind == "unstated":
        unit = "%" if figure.change.is_flat else figure.unit
        return of_change(figure.change, unit) if facet == "change" else None
    if figure.change is None:
        return None
    return of_change(figure.change) if facet == "change" else implied_prior(figure)


def as_value(figure: Figure) -> CaseFigure:
    """The value of a figure, which is always printed."""
    numeral, own = figure.numeral, figure.interval
    rounded = numeral.interval(figure.exact)
    printed = as_printed(figure.text, numeral, figure.unit, figure.exact)
    if own is rounded or own == rounded:
        return printed
    own = own.scaled(SHARES.get(figure.unit, _WHOLE))  # reference data is wider than its print
    return replace(printed, rounded=own, truncated=own)


def implied_prior(figure: Figure) -> CaseFigure | None:
    """The prior of a relative change, for a whole count a whole number; None if none is."""
    change = figure.change
    return prior_of(as_value(figure), change, whole=figure.exact) if change else None


def undone(figure: Figure) -> Interval | None:
    """The whole numbers that a count and its change go back to; None where there are none."""
    if figure.change is None or figure.change.kind != "relative":
        return None
    now, by = as_value(figure), of_change(figure.change)
    ways = (before(now.rounded, by.rounded), before(now.truncated, by.truncated))
    return next((whole for way in ways if way and (whole := way.whole())), None)
