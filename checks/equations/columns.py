"""Intervals by the column: what ``Interval`` does for one row, done exactly for a million.

A column holds the ends of one quantity for many rows as whole numbers of ``1/unit``: in int64 while
``bound`` shows that they fit, and as Python's own, which are slower, where they might not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gouji.figures.interval import Interval

Ints: TypeAlias = NDArray[Any]
"""int64, or Python's own."""
Bools: TypeAlias = NDArray[np.bool_]

ROOM: Final = 2**62
NOWHERE: Final[Any] = np.False_
EVERYWHERE: Final[Any] = np.True_
"""They stand for what holds of no row, or of all."""


@dataclass(frozen=True, slots=True)
class Column:
    """Ends of intervals, row by row; all finite. An open end is not included.

    Where ``low`` is ``high`` itself, all of them are points.
    """

    low: Ints
    high: Ints
    unit: int = 1
    low_open: Bools = NOWHERE
    high_open: Bools = NOWHERE
    bound: int = 0
    """What no end is larger than."""

    @classmethod
    def of(
        cls,
        low: Ints,
        high: Ints,
        unit: int = 1,
        low_open: Bools = NOWHERE,
        high_open: Bools = NOWHERE,
    ) -> Column:
        """Bound ends as they stand."""
        return cls(low, high, unit, low_open, high_open, largest(low, high))

    @classmethod
    def same(cls, value: int, rows: int) -> Column:
        """One small number in every row."""
        values = np.full(rows, value, dtype=np.int64)
        return cls(values, values, bound=abs(value))

    @property
    def is_of_points(self) -> bool:
        return self.low is self.high

    @property
    def moves(self) -> Bools:
        """In which rows it is no point."""
        return np.asarray(self.low != self.high, dtype=np.bool_)

    def _ends(self, low: Ints, high: Ints) -> Column:
        return replace(self, low=low, high=low if self.is_of_points else high)

    def fitting(self, bound: int) -> Column:
        """Make room for numbers up to a bound."""
        if bound < ROOM or self.low.dtype == object:
            return self
        return self._ends(self.low.astype(object), self.high.astype(object))

    def at(self, rows: Ints) -> Column:
        """Take some rows, in any order."""
        low_open, high_open = (
            np.broadcast_to(is_open, self.low.shape)[rows]
            for is_open in (self.low_open, self.high_open)
        )
        return replace(self._ends(self.low[rows], self.high[rows]), low_open=low_open,
                       high_open=high_open)  # fmt: skip

    def times(self, other: Column) -> Column:
        """Multiply independent columns: extreme in a corner."""
        bound, unit = self.bound * other.bound, self.unit * other.unit
        mine, theirs = self.fitting(bound), other.fitting(bound)
        if mine.is_of_points and theirs.is_of_points:
            product = mine.low * theirs.low
            return Column(product, product, unit, bound=bound)
        corners = [
            _corner(*one, *another)
            for one in ((mine.low, mine.low_open), (mine.high, mine.high_open))
            for another in ((theirs.low, theirs.low_open), (theirs.high, theirs.high_open))
        ]
        low, low_open = _outermost(np.minimum, corners)
        high, high_open = _outermost(np.maximum, corners)
        return Column(low, high, unit, low_open, high_open, bound)

    def scaled(self, factor: Fraction | int) -> Column:
        """Multiplied by a number above zero."""
        times, unit = factor.numerator, self.unit * factor.denominator
        if times == 1:
            return self if unit == self.unit else replace(self, unit=unit)
        bound = self.bound * times
        own = self.fitting(max(bound, times))
        return replace(own._ends(own.low * times, own.high * times), unit=unit, bound=bound)

    def less(self, other: Column) -> Column:
        """Take another, independent column off it."""
        mine, theirs = _together((self, other))
        low = high = mine.low - theirs.high
        if not (mine.is_of_points and theirs.is_of_points):
            high = mine.high - theirs.low
        opens = mine.low_open | theirs.high_open, mine.high_open | theirs.low_open
        return Column(low, high, mine.unit, *opens, mine.bound + theirs.bound)

    def flipped(self, rows: Bools) -> Column:
        """Negated in these rows."""
        if not rows.any():
            return self
        return Column(
            np.where(rows, -self.high, self.low),
            np.where(rows, -self.low, self.high),
            self.unit,
            np.where(rows, self.high_open, self.low_open),
            np.where(rows, self.low_open, self.high_open),
            self.bound,
        )

    def reaches_down(self) -> Bools:
        """Whether zero or something below it is included."""
        return np.asarray((self.low < 0) | ((self.low == 0) & ~self.low_open), dtype=np.bool_)

    def reaches_up(self) -> Bools:
        """Whether zero or something above it is included."""
        return np.asarray((self.high > 0) | ((self.high == 0) & ~self.high_open), dtype=np.bool_)

    def reaches_zero(self) -> Bools:
        if self.is_of_points:
            return np.asarray(self.low == 0, dtype=np.bool_)
        return self.reaches_down() & self.reaches_up()


def _together(columns: Sequence[Column]) -> list[Column]:
    """Express columns in one unit, with room for the sum of all."""
    unit = lcm(*(column.unit for column in columns))
    alike = [c if c.unit == unit else replace(c.scaled(unit // c.unit), unit=unit) for c in columns]
    bound = sum(c.bound for c in alike)
    return [c.fitting(bound) for c in alike]


def added(columns: Sequence[Column]) -> Column:
    """Add independent columns."""
    if len(columns) == 1:
        return columns[0]
    listed = _together(columns)
    low = high = reduce(np.add, [c.low for c in listed])
    if not all(c.is_of_points for c in listed):
        high = reduce(np.add, [c.high for c in listed])
    low_open = reduce(np.logical_or, [c.low_open for c in listed])
    high_open = reduce(np.logical_or, [c.high_open for c in listed])
    bound = sum(c.bound for c in listed)
    return Column(low, high, listed[0].unit, low_open, high_open, bound)


def largest(low: Ints, high: Ints) -> int:
    """The largest size of numbers between these."""
    return max(int(high.max(initial=0)), -int(low.min(initial=0)))


_Ends: TypeAlias = tuple[Ints, Bools]


def _corner(mine: Ints, mine_open: Bools, theirs: Ints, theirs_open: Bools) -> _Ends:
    """One corner of a product; a zero that is reached wins over whatever stands beside it."""
    if mine_open is NOWHERE and theirs_open is NOWHERE:
        return mine * theirs, NOWHERE
    reached = ((mine == 0) & ~mine_open) | ((theirs == 0) & ~theirs_open)
    return mine * theirs, (mine_open | theirs_open) & ~reached.astype(np.bool_)


def _outermost(end: np.ufunc, corners: Sequence[_Ends]) -> _Ends:
    """The least or greatest of corners; open where none that is so far out is reached."""
    found = reduce(end, [corner for corner, _ in corners])
    if all(is_open is NOWHERE for _, is_open in corners):
        return found, NOWHERE
    return found, reduce(np.logical_and, [is_open | (at != found) for at, is_open in corners])


@dataclass(frozen=True, slots=True)
class SlotColumn:
    """What a slot of an equation has row by row; nothing is the number zero.

    What has no end is in ``odd``, by row.
    """

    column: Column
    present: Bools
    odd: Mapping[int, Interval] = field(default_factory=dict)

    @classmethod
    def of(cls, intervals: Sequence[Interval | None]) -> SlotColumn:
        """Take intervals in, and None where there is no figure."""
        ends = [_finite(interval) for interval in intervals]
        unit = lcm(*(end.denominator for low, high, _, _ in ends for end in (low, high)))
        low, high = (_ints(int(own[side] * unit) for own in ends) for side in (0, 1))
        opens = (np.array([own[side] for own in ends], dtype=np.bool_) for side in (2, 3))
        odd = {row: i for row, i in enumerate(intervals) if i and None in (i.low, i.high)}
        present = np.array([i is not None for i in intervals], dtype=np.bool_)
        return cls(Column.of(low, high, unit, *opens), present, odd)

    @classmethod
    def where(cls, present: Bools, column: Column) -> SlotColumn:
        """Take a column in, but for the rows that have no figure."""
        if present.all():
            return cls(column, EVERYWHERE)
        low, high = np.where(present, column.low, 0), np.where(present, column.high, 0)
        opens = column.low_open & present, column.high_open & present
        return cls(Column.of(low, high, column.unit, *opens), present)

    def at(self, row: int) -> Interval | None:
        """Look up the interval of one row, in fractions."""
        if row in self.odd or not np.broadcast_to(self.present, self.column.low.shape)[row]:
            return self.odd.get(row)
        own = self.column.at(np.array([row]))
        low, high = (Fraction(int(end[0]), own.unit) for end in (own.low, own.high))
        return Interval(low, high, bool(own.low_open[0]), bool(own.high_open[0]))

    def put(self, rows: Ints, other: SlotColumn, at: Ints) -> SlotColumn:
        """Put into these rows what another slot has at some of its own."""
        mine, theirs = _together((self.column, other.column))
        bound, theirs = max(mine.bound, theirs.bound), theirs.at(at)
        parts = []
        for name in ("low", "high", "low_open", "high_open"):
            part = np.broadcast_to(getattr(mine, name), mine.low.shape).copy()
            part[rows] = getattr(theirs, name)
            parts.append(part)
        low, high, low_open, high_open = parts
        present = np.broadcast_to(self.present, mine.low.shape).copy()
        present[rows] = other.present[at]
        odd = zip(rows.tolist(), map(other.odd.get, at.tolist()), strict=True)
        column = Column(low, high, mine.unit, low_open, high_open, bound)
        return SlotColumn(column, present, {row: i for row, i in odd if i})


def _finite(interval: Interval | None) -> tuple[Fraction, Fraction, bool, bool]:
    if interval is None or interval.low is None or interval.high is None:
        return Fraction(0), Fraction(0), False, False
    return interval.low, interval.high, interval.low_open, interval.high_open


def _ints(values: Iterable[int]) -> Ints:
    """In int64 where they fit."""
    listed = list(values)
    wide = max(map(abs, listed), default=0) >= ROOM
    return np.array(listed, dtype=object if wide else np.int64)
