"""Intervals by the column: what ``Interval`` does for one row, done exactly for a million.

A column holds the ends of one quantity for many rows, as integers in units of ``10^-scale``, each
row at a scale of its own. ``bound`` follows every operation with an upper bound of what int64 was
asked to hold; rows where it comes near the limit are not believed but computed by themselves. It
is the only float here, has four times the room its rounding could need, and chooses between two
exact ways; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import lru_cache, reduce
from math import lcm
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gouji.figures.interval import Interval

Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]
Floats: TypeAlias = NDArray[np.float64]

ROOM = 2**60
"""Rows with a bound below this are computed in int64 without a doubt."""
MAX_PLACES = 18
PARTS = ("low", "high", "low_open", "high_open", "scale", "bound")
_POWERS = 10 ** np.arange(MAX_PLACES + 1, dtype=np.int64)


def decimal_places(value: Fraction) -> int | None:
    """How many a number needs; None where it is no decimal of up to 18 places."""
    return next((k for k in range(MAX_PLACES + 1) if 10**k % value.denominator == 0), None)


def is_small(factor: Fraction) -> bool:
    """Whether int64 can multiply by it."""
    places = decimal_places(factor)
    return places is not None and abs(factor) * 10**places < ROOM


@dataclass(frozen=True, slots=True)
class Column:
    """Ends of intervals, row by row; all finite. An open end is not included."""

    low: Ints
    high: Ints
    low_open: Bools
    high_open: Bools
    scale: Ints
    bound: Floats

    @classmethod
    def of(cls, low: Ints, high: Ints, low_open: Bools, high_open: Bools, scale: Ints) -> Column:
        """Bound ends as they stand."""
        bound = np.maximum(np.abs(low), np.abs(high)).astype(np.float64)
        return cls(low, high, low_open, high_open, scale, bound)

    @classmethod
    def whole(cls, values: Ints) -> Column:
        """Exactly these numbers."""
        closed = np.zeros(len(values), dtype=np.bool_)
        return cls.of(values, values, closed, closed, np.zeros(len(values), dtype=np.int64))

    def at(self, rows: Ints) -> Column:
        """Take some rows, in any order."""
        return Column(*(getattr(self, name)[rows] for name in PARTS))

    def at_scale(self, scale: Ints) -> Column:
        """Express it in units of ``10^-scale``, which must be no coarser than it is."""
        shift = scale - self.scale
        if not shift.any():
            return self
        power = _POWERS[np.minimum(shift, MAX_PLACES)]  # capped where it overflows, as bound tells
        return replace(
            self,
            low=self.low * power,
            high=self.high * power,
            scale=scale,
            bound=self.bound * 10.0**shift,
        )

    def times(self, other: Column) -> Column:
        """Multiply independent columns: extreme in a corner."""
        corners = [
            _corner(self.low, self.low_open, other.low, other.low_open),
            _corner(self.low, self.low_open, other.high, other.high_open),
            _corner(self.high, self.high_open, other.low, other.low_open),
            _corner(self.high, self.high_open, other.high, other.high_open),
        ]
        low, low_open = _lowest(corners)
        high, high_open = _highest(corners)
        return Column(
            low,
            high,
            low_open,
            high_open,
            self.scale + other.scale,
            self.bound * other.bound,
        )

    def scaled(self, factor: Fraction) -> Column:
        """Multiplied by a number other than zero; it must be ``is_small``."""
        if factor == 1:
            return self
        places = decimal_places(factor) or 0
        times = int(factor * 10**places)
        low, high = self.low * times, self.high * times
        bound, scale = self.bound * float(abs(times)), self.scale + places
        if factor > 0:
            return Column(low, high, self.low_open, self.high_open, scale, bound)
        return Column(high, low, self.high_open, self.low_open, scale, bound)

    def flipped(self, rows: Bools) -> Column:
        """Negated in these rows."""
        return replace(
            self,
            low=np.where(rows, -self.high, self.low),
            high=np.where(rows, -self.low, self.high),
            low_open=np.where(rows, self.high_open, self.low_open),
            high_open=np.where(rows, self.low_open, self.high_open),
        )

    def reaches_down(self) -> Bools:
        """Whether zero or something below it is included."""
        return np.asarray((self.low < 0) | ((self.low == 0) & ~self.low_open), dtype=np.bool_)

    def reaches_up(self) -> Bools:
        """Whether zero or something above it is included."""
        return np.asarray((self.high > 0) | ((self.high == 0) & ~self.high_open), dtype=np.bool_)


def added(columns: Sequence[Column]) -> Column:
    """Add independent columns, at the finest scale of each row."""
    if len(columns) == 1:
        return columns[0]
    scale = reduce(np.maximum, [c.scale for c in columns])
    aligned = [c.at_scale(scale) for c in columns]
    return Column(
        reduce(np.add, [c.low for c in aligned]),
        reduce(np.add, [c.high for c in aligned]),
        reduce(np.logical_or, [c.low_open for c in aligned]),
        reduce(np.logical_or, [c.high_open for c in aligned]),
        scale,
        reduce(np.add, [c.bound for c in aligned]),
    )


_Ends: TypeAlias = tuple[Ints, Bools]


def _corner(mine: Ints, mine_open: Bools, theirs: Ints, theirs_open: Bools) -> _Ends:
    """One corner of a product; a zero that is reached wins over whatever stands beside it."""
    reached = ((mine == 0) & ~mine_open) | ((theirs == 0) & ~theirs_open)
    return mine * theirs, (mine_open | theirs_open) & ~reached.astype(np.bool_)


def _lowest(ends: Sequence[_Ends]) -> _Ends:
    low = reduce(np.minimum, [end for end, _ in ends])
    return low, reduce(np.logical_and, [is_open | (end != low) for end, is_open in ends])


def _highest(ends: Sequence[_Ends]) -> _Ends:
    high = reduce(np.maximum, [end for end, _ in ends])
    return high, reduce(np.logical_and, [is_open | (end != high) for end, is_open in ends])


@dataclass(frozen=True, slots=True)
class SlotColumn:
    """What a slot of an equation has row by row; nothing is the number zero.

    What has no decimal ends, no room in int64 or no end at all is in ``odd``, by row.
    """

    column: Column
    present: Bools
    odd: Mapping[int, Interval] = field(default_factory=dict)

    @classmethod
    def of(cls, intervals: Sequence[Interval | None]) -> SlotColumn:
        """Take intervals in, and None where there is no figure."""
        rows, odd = np.zeros((len(intervals), 5), dtype=np.int64), {}
        for at, interval in enumerate(intervals):
            row = _decimal(interval) if interval else None
            if row:
                rows[at] = row
            elif interval:
                odd[at] = interval
        low, high, low_open, high_open, scale = np.ascontiguousarray(rows.T)
        column = Column.of(low, high, low_open.astype(bool), high_open.astype(bool), scale)
        return cls(column, np.array([i is not None for i in intervals], dtype=np.bool_), odd)

    @classmethod
    def where(cls, present: Bools, column: Column) -> SlotColumn:
        """Take a column in, but for the rows that have no figure."""
        low, high = np.where(present, column.low, 0), np.where(present, column.high, 0)
        opens = column.low_open & present, column.high_open & present
        return cls(Column.of(low, high, *opens, np.where(present, column.scale, 0)), present)

    def at(self, row: int) -> Interval | None:
        """Look up the interval of one row, in fractions."""
        if row in self.odd or not self.present[row]:
            return self.odd.get(row)
        own = self.column
        unit = Fraction(1, 10 ** int(own.scale[row]))
        opens = bool(own.low_open[row]), bool(own.high_open[row])
        return Interval(int(own.low[row]) * unit, int(own.high[row]) * unit, *opens)

    def put(self, rows: Ints, other: SlotColumn, at: Ints) -> SlotColumn:
        """Put into these rows what another slot has at some of its own."""
        parts = []
        for name in PARTS:
            part = getattr(self.column, name).copy()
            part[rows] = getattr(other.column, name)[at]
            parts.append(part)
        present = self.present.copy()
        present[rows] = other.present[at]
        odd = zip(rows.tolist(), map(other.odd.get, at.tolist()), strict=True)
        return SlotColumn(Column(*parts), present, {row: i for row, i in odd if i})


def _decimal(interval: Interval) -> tuple[int, int, int, int, int] | None:
    """Find ends as integers, flags and scale; None where int64 has no such decimals."""
    if interval.low is None or interval.high is None:
        return None
    places = _places(lcm(interval.low.denominator, interval.high.denominator))
    if places is None:
        return None
    unit = 10**places
    low = interval.low.numerator * (unit // interval.low.denominator)
    high = interval.high.numerator * (unit // interval.high.denominator)
    if max(abs(low), abs(high)) >= ROOM:
        return None
    return low, high, interval.low_open, interval.high_open, places


@lru_cache(maxsize=1024)
def _places(denominator: int) -> int | None:
    return decimal_places(Fraction(1, denominator))
