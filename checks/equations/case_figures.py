"""Figures as evaluation wants them: what is printed, changes, and the priors that these imply."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Final

from gouji.figures.figure import CHANGE_UNITS, Change, Numeral
from gouji.figures.interval import Interval, Reading
from gouji.rules.rule import RateChange

REMEMBERED = 1 << 15
"""Printed numbers kept: columns and the diagnosis bring the same ones over and over."""
SHARES = {"%": Fraction(1, 100), "‰": Fraction(1, 1000), "个百分点": Fraction(1, 100)}
"""Units whose figures are evaluated as fractions of one."""

KINDS: Final[dict[str, RateChange]] = {"%": "relative", "个百分点": "points", "倍": "multiple"}
"""Kinds of changes by their unit."""


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

    def interval(self, reading: Reading) -> Interval:
        return self.rounded if reading == "rounded" else self.truncated


@lru_cache(maxsize=REMEMBERED)
def prior_of(now: CaseFigure, change: Change, *, whole: bool) -> CaseFigure | None:
    """Undo a change, of a count to a ``whole`` number; None where nothing was before.

    A change whose unit is not printed has two readings, so it says nothing of a prior.
    """
    if change.kind == "unstated" and not change.is_level:
        return None
    by = of_change(change, "%" if change.is_flat else now.unit)
    readings = ((now.rounded, by.rounded), (now.truncated, by.truncated))
    if change.kind in ("points", "difference"):
        value = now.value - by.value
        rounded, truncated = (one - other for one, other in readings)
    else:
        times = change.kind == "multiple"
        factor = by.value if times else 1 + by.value
        if factor < 0:
            return None
        value = now.value / factor if factor else Fraction(0)
        one = Interval.point(1 if times else 0)
        found = [before(own, growth - one) for own, growth in readings]
        if found[0] is None or found[1] is None:
            return None
        rounded, truncated = found[0], found[1]
    prior = CaseFigure("", value, rounded, truncated, now.step, now.unit)
    return as_whole(prior, from_nothing=change.numeral.value == 100) if whole else prior


def before(now: Interval, by: Interval) -> Interval | None:
    """What a number was before it grew by so much, as a fraction."""
    growth = by + Interval.point(1)
    positive = growth.intersection(Interval(Fraction(0), None, True))
    if positive is None:
        return Interval(Fraction(0), None) if 0 in now else None
    return now / positive


def of_change(change: Change, own_unit: str = "") -> CaseFigure:
    """A change by itself; an arrow without a unit, ``97.73(↑2.58)``, has that of its figure."""
    unit = CHANGE_UNITS.get(change.kind, own_unit)
    return as_printed(change.text, change.numeral, unit, exact=False)


def as_whole(prior: CaseFigure, *, from_nothing: bool) -> CaseFigure | None:
    """Shrink the prior of a count to whole numbers; None where none is.

    From nothing to something is printed as ↑100 % by convention: there it may be zero too.
    """
    rounded, truncated = prior.rounded.whole(), prior.truncated.whole()
    if from_nothing:
        zero = Interval.point(0)
        rounded = rounded.hull(zero) if rounded else zero
        truncated = truncated.hull(zero) if truncated else zero
    if rounded is None and truncated is None:
        return None
    return replace(
        prior,
        rounded=rounded or truncated or prior.rounded,
        truncated=truncated or rounded or prior.truncated,
    )


@lru_cache(maxsize=REMEMBERED)
def as_printed(text: str, numeral: Numeral, unit: str, exact: bool) -> CaseFigure:
    """Take a numeral as it is printed: percentages as fractions, both readings of its interval."""
    factor = SHARES.get(unit, Fraction(1))
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
