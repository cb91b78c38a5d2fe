"""What of a figure a term of an equation means: its value, its change, or its implied prior.

``prior(x)`` means the value that x had a year before as x and its change imply it; ``变化`` and
``另一变化`` mean the change itself; every other term means the value.
"""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction
from typing import Literal, TypeAlias

from gouji.checks.equations.case_figures import SHARES, CaseFigure, as_printed, as_whole
from gouji.figures.figure import Change, Figure
from gouji.figures.interval import Interval

Facet: TypeAlias = Literal["value", "change", "prior"]
CHANGE_TERMS = frozenset({"变化", "另一变化"})
_WHOLE = Fraction(1)
_ALL_OF_IT = Interval.point(1)
_POSITIVE = Interval(Fraction(0), None, True)
_ABOUT = re.compile("基本|大体")
_UNITS = {"relative": "%", "points": "个百分点", "multiple": "倍"}


def facet_of(term: str) -> Facet:
    """Which facet a term's key asks for."""
    if term.startswith("prior("):
        return "prior"
    return "change" if term in CHANGE_TERMS else "value"


def seen(figure: Figure, facet: Facet) -> CaseFigure | None:
    """The facet as evaluation wants it; None where it is not printed or not possible."""
    if facet == "value":
        return _value(figure)
    if facet == "change" and figure.change is None:
        return _value(figure)  # running text tells some changes as figures of their own
    if figure.change is not None and figure.change.kind == "unstated":
        unit = "%" if figure.change.is_flat else figure.unit
        return _change(figure.change, unit) if facet == "change" else None
    if figure.change is None:
        return None
    return _change(figure.change) if facet == "change" else prior_of(figure)


def _value(figure: Figure) -> CaseFigure:
    numeral, own = figure.numeral, figure.interval
    rounded = Interval.of(numeral.value, numeral.step, numeral.hedge, figure.exact)
    printed = as_printed(figure.text, numeral, figure.unit, figure.exact)
    if own is rounded or own == rounded:
        return printed
    own = own.scaled(SHARES.get(figure.unit, _WHOLE))  # reference data is wider than its print
    return replace(printed, rounded=own, truncated=own)


def _change(change: Change, own_unit: str = "") -> CaseFigure:
    """The change itself; an arrow without a unit, ``97.73(↑2.58)``, has that of its figure."""
    unit = _UNITS.get(change.kind, own_unit)
    return as_printed(change.text, change.numeral, unit, exact=False)


def prior_of(figure: Figure) -> CaseFigure | None:
    """The prior of a relative change, for a whole count a whole number; None if none is."""
    change = figure.change
    if change is None or not (change.kind == "relative" or _is_level(change)):
        return None
    now, by = _value(figure), _change(change, "%")
    factor = 1 + by.value
    if factor < 0:
        return None
    value = now.value / factor if factor else Fraction(0)
    rounded, truncated = _before(now.rounded, by.rounded), _before(now.truncated, by.truncated)
    if rounded is None or truncated is None:
        return None
    prior = CaseFigure("", value, rounded, truncated, now.step, figure.unit)
    return as_whole(prior, from_nothing=change.numeral.value == 100) if figure.exact else prior


def _is_level(change: Change) -> bool:
    """持平, but not 基本持平: nobody says how much that may hide."""
    return change.is_flat and not _ABOUT.search(change.text)


def undone(figure: Figure) -> Interval | None:
    """The whole numbers that a count and its change go back to; None where there are none."""
    if figure.change is None or figure.change.kind != "relative":
        return None
    now, by = _value(figure), _change(figure.change)
    ways = (_before(now.rounded, by.rounded), _before(now.truncated, by.truncated))
    return next((whole for way in ways if way and (whole := way.whole())), None)


def _before(now: Interval, by: Interval) -> Interval | None:
    positive = (by + _ALL_OF_IT).intersection(_POSITIVE)
    if positive is None:
        return Interval(Fraction(0), None) if 0 in now else None
    return now / positive
