"""What of a figure a term of an equation means: its value, its change, or its implied prior.

``prior(x)`` means the value that x had a year before as x and its change imply it; ``变化`` and
``另一变化`` mean the change itself; every other term means the value.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from gouji.figures.figure import CHANGE_UNITS, Change, Figure, Numeral
from gouji.figures.interval import Interval, Reading
from gouji.rules.rule import RateChange

Facet: TypeAlias = Literal["value", "change", "prior"]
CHANGE_TERMS: Final = frozenset({"变化", "另一变化"})
REMEMBERED: Final = 1 << 15
"""Printed numbers kept: columns and the diagnosis bring the same ones over and over."""
SHARES: Final = {"%": Fraction(1, 100), "‰": Fraction(1, 1000), "个百分点": Fraction(1, 100)}
"""Units whose figures are evaluated as fractions of one."""
KINDS: Final[dict[str, RateChange]] = {"%": "relative", "个百分点": "points", "倍": "multiple"}
"""Kinds of changes by their unit."""
FROM_NOTHING: Final = 100
"""The rise that is printed by convention where there was nothing before."""
_ONE: Final = Fraction(1)


@dataclass(frozen=True, slots=True)
class CaseFigure:
    """One figure, as evaluation wants it: a percentage is a fraction."""

    text: str
    value: Fraction
    rounded: Interval
    truncated: Interval
    step: Fraction
    unit: str
    scale: int = 1
    """What its digits were multiplied by: 10 000 for 万."""

    def __hash__(self) -> int:
        """By its print: figures are looked up at every trial, and fractions hash slowly."""
        return hash((self.text, self.unit, self.scale))

    def interval(self, reading: Reading) -> Interval:
        return self.rounded if reading == "rounded" else self.truncated

    def exactly(self) -> CaseFigure:
        """The same, standing for what is printed and nothing beside it."""
        point = Interval.point(self.value)
        return replace(self, rounded=point, truncated=point)


@lru_cache(maxsize=1024)
def facet_of(term: str) -> Facet:
    """Which facet a term's key asks for."""
    if term.startswith("prior("):
        return "prior"
    return "change" if term in CHANGE_TERMS else "value"


def seen(figure: Figure, facet: Facet) -> CaseFigure | None:
    """The facet as evaluation wants it; None where it is not printed or not possible."""
    if facet == "prior":
        return implied_prior(figure)
    if facet == "value" or figure.change is None:
        return as_value(figure)  # running text tells some changes as figures of their own
    return of_change(figure.change, figure.unit if figure.change.kind == "unstated" else "")


def as_value(figure: Figure) -> CaseFigure:
    """The value of a figure, which is always printed."""
    numeral, own = figure.numeral, figure.interval
    rounded = numeral.interval(figure.exact)
    printed = as_printed(figure.text, numeral, figure.unit, figure.exact)
    if own is rounded or own == rounded:
        return printed
    own = own.scaled(SHARES.get(figure.unit, _ONE))  # reference data is wider than its print
    return replace(printed, rounded=own, truncated=own)


def of_change(change: Change, own_unit: str = "") -> CaseFigure:
    """A change by itself; an arrow without a unit, ``97.73(↑2.58)``, has that of its figure."""
    unit = "%" if change.is_flat else CHANGE_UNITS.get(change.kind, own_unit)
    return as_printed(change.text, change.numeral, unit, exact=False)


@lru_cache(maxsize=REMEMBERED)
def as_printed(text: str, numeral: Numeral, unit: str, exact: bool) -> CaseFigure:
    """Take a numeral as it is printed: percentages as fractions, both readings of its interval."""
    factor = SHARES.get(unit, _ONE)
    value, step, hedge = numeral.value, numeral.step, numeral.hedge
    return CaseFigure(
        text,
        Fraction(value) * factor,
        Interval.of(value, step, hedge, exact).scaled(factor),
        Interval.of(value, step, hedge, exact, "truncated").scaled(factor),
        Fraction(step) * factor,
        unit,
        numeral.scale,
    )


def implied_prior(figure: Figure) -> CaseFigure | None:
    """What a change implies of the prior, of a whole count a whole number; None if none is.

    A change whose unit is not printed has two readings, so it says nothing of a prior.
    """
    if figure.change is None or figure.change.kind == "unstated":
        return None
    return _before(as_value(figure), figure.change, whole=figure.exact)


@lru_cache(maxsize=REMEMBERED)
def _before(now: CaseFigure, change: Change, *, whole: bool) -> CaseFigure | None:
    by = of_change(change, now.unit)
    if change.kind in ("points", "difference"):
        value = now.value - by.value
        found = [now.rounded - by.rounded, now.truncated - by.truncated]
    else:
        of_it = 0 if change.kind == "multiple" else 1
        factor = by.value + of_it
        found = list(_undone(now, by, of_it))
        if factor < 0 or len(found) < 2:
            return None
        value = now.value / factor if factor else Fraction(0)
    if whole and not (found := _as_whole(found, change.numeral.value == FROM_NOTHING)):
        return None
    return CaseFigure("", value, found[0], found[-1], now.step, now.unit)


def _undone(now: CaseFigure, by: CaseFigure, of_it: int = 1) -> list[Interval]:
    """What a number was before it grew by so much, rounded and cut off; ``of_it`` it had kept."""
    found = []
    for own, growth in ((now.rounded, by.rounded), (now.truncated, by.truncated)):
        grown = growth + Interval.point(of_it)
        positive = grown.intersection(Interval(Fraction(0), None, True))
        if positive is not None:
            found.append(own / positive)
        elif 0 in own:
            found.append(Interval(Fraction(0), None))
    return found


def _as_whole(priors: list[Interval], from_nothing: bool) -> list[Interval]:
    """Shrink the priors of a count to whole numbers, as far as there are any.

    From nothing to something is printed as ↑100 % by convention: there it may be zero too.
    """
    wholes, zero = [prior.whole() for prior in priors], Interval.point(0)
    if from_nothing:
        return [whole.hull(zero) if whole else zero for whole in wholes]
    return [whole for whole in wholes if whole]


def undone(figure: Figure) -> Interval | None:
    """The whole numbers that a count and its change go back to; None where there are none."""
    if figure.change is None or figure.change.kind != "relative":
        return None
    return next(iter(_as_whole(_undone(as_value(figure), of_change(figure.change)), False)), None)
