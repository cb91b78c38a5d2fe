"""Intervals by the column: what ``Interval`` does for one row, done exactly for a million.

A column holds the ends of one quantity for many rows, as integers in units of ``10^-scale``, each
row at a scale of its own. The same code runs on int64 and, where that might overflow, on dtype
``object`` with Python integers and fractions. ``bound`` follows every operation with an upper
bound of what int64 was asked to hold; rows where it comes near the limit are not believed but
computed again. It is the only float here, has four times the room its rounding could need, and
chooses between two exact ways; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]
Floats: TypeAlias = NDArray[np.float64]
Exact: TypeAlias = NDArray[Any]
"""int64, or object with Python integers and fractions."""

ROOM = 2**60
"""Rows with a bound below this are computed in int64 without a doubt."""
MAX_PLACES = 18
_POWERS = 10 ** np.arange(MAX_PLACES + 1, dtype=np.int64)


def powers_of_ten(exponents: Ints, like: Exact) -> Exact:
    """Raise 10 to these exponents; in int64 capped where they overflow, as ``bound`` tells."""
    if like.dtype == np.int64:
        return _POWERS[np.minimum(exponents, MAX_PLACES)]
    return np.array([10 ** int(k) for k in exponents], dtype=object)


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

    low: Exact
    high: Exact
    low_open: Bools
    high_open: Bools
    scale: Ints
    bound: Floats

    @classmethod
    def whole(cls, values: Exact) -> Column:
        """Exactly these numbers."""
        closed = np.zeros(len(values), dtype=np.bool_)
        scale = np.zeros(len(values), dtype=np.int64)
        return cls(values, values, closed, closed, scale, np.abs(values).astype(np.float64))

    @property
    def is_point(self) -> Bools:
        return np.asarray(self.low == self.high, dtype=np.bool_)

    def at_scale(self, scale: Ints) -> Column:
        """Express it in units of ``10^-scale``, which must be no coarser than it is."""
        shift = scale - self.scale
        if not shift.any():
            return self
        power = powers_of_ten(shift, self.low)
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
        """Multiplied by a number other than zero; for int64 it must be ``is_small``."""
        if factor == 1:
            return self
        places = 0 if self.low.dtype == object else decimal_places(factor) or 0
        times = factor if self.low.dtype == object else int(factor * 10**places)
        low, high = self.low * times, self.high * times
        bound, scale = self.bound * float(abs(times)), self.scale + places
        if factor > 0:
            return Column(low, high, self.low_open, self.high_open, scale, bound)
        return Column(high, low, self.high_open, self.low_open, scale, bound)

    def opened_at_zero(self) -> Column:
        """Zero taken off the ends of what divides."""
        wide = ~self.is_point
        return replace(
            self,
            low_open=self.low_open | (wide & (self.low == 0)),
            high_open=self.high_open | (wide & (self.high == 0)),
        )

    def flipped(self, rows: Bools) -> Column:
        """Negated in these rows."""
        return replace(
            self,
            low=np.where(rows, -self.high, self.low),
            high=np.where(rows, -self.low, self.high),
            low_open=np.where(rows, self.high_open, self.low_open),
            high_open=np.where(rows, self.low_open, self.high_open),
        )

    def taken(self, rows: Bools) -> Column:
        """Pick these rows only."""
        ends = self.low[rows], self.high[rows], self.low_open[rows], self.high_open[rows]
        return Column(*ends, self.scale[rows], self.bound[rows])

    def reaches_down(self) -> Bools:
        """Whether zero or something below it is included."""
        return np.asarray((self.low < 0) | ((self.low == 0) & ~self.low_open), dtype=np.bool_)

    def reaches_up(self) -> Bools:
        """Whether zero or something above it is included."""
        return np.asarray((self.high > 0) | ((self.high == 0) & ~self.high_open), dtype=np.bool_)

    def slices(self) -> list[Column]:
        """Both ends, and a point within where an end is open: see checks/polynomial."""
        finer = self.at_scale(self.scale + 1)
        ends = [finer.held(finer.low, self.low_open), finer.held(finer.high, self.high_open)]
        if not (self.low_open | self.high_open).any():
            return ends
        return [*ends, finer.held(_middle(finer.low, finer.high), np.zeros_like(self.low_open))]

    def held(self, at: Exact, is_open: Bools) -> Column:
        """Points ``at`` which the rows are held, as a slice that is not there where ``is_open``."""
        return replace(self, low=at, high=at, low_open=is_open, high_open=is_open)


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


def hull(columns: Sequence[Column]) -> Column:
    """Find the smallest intervals that hold those of all columns; all at one scale."""
    low, low_open = _lowest([(c.low, c.low_open) for c in columns])
    high, high_open = _highest([(c.high, c.high_open) for c in columns])
    bound = reduce(np.maximum, [c.bound for c in columns])
    return Column(low, high, low_open, high_open, columns[0].scale, bound)


def least(columns: Sequence[Column]) -> Column:
    """Find the smallest of independent columns."""
    scale = reduce(np.maximum, [c.scale for c in columns])
    aligned = [c.at_scale(scale) for c in columns]
    low, low_open = _lowest([(c.low, c.low_open) for c in aligned])
    high = reduce(np.minimum, [c.high for c in aligned])
    # it reaches the lowest upper end only if no column stops short of that end
    high_open = reduce(np.logical_or, [c.high_open & (c.high == high) for c in aligned])
    bound = reduce(np.maximum, [c.bound for c in aligned])
    return Column(low, high, low_open, high_open, scale, bound)


def greatest(columns: Sequence[Column]) -> Column:
    """Find the largest of independent columns."""
    return least([c.scaled(_MINUS) for c in columns]).scaled(_MINUS)


_MINUS = Fraction(-1)


@dataclass(frozen=True, slots=True)
class Ragged:
    """Many figures a row: row i has the elements from ``offsets[i]`` to ``offsets[i + 1]``."""

    elements: Column
    offsets: Ints

    @property
    def counts(self) -> Ints:
        return np.diff(self.offsets)

    def _reduced(self, how: np.ufunc, values: Exact, empty: object) -> Exact:
        """Reduce row by row; ``reduceat`` alone would take an empty row for its neighbour."""
        filled = self.counts > 0
        result = np.full(len(filled), empty, dtype=values.dtype)
        if filled.any():
            result[filled] = how.reduceat(values, self.offsets[:-1][filled])
        return result

    def _spread(self, rows: Exact) -> Exact:
        return np.repeat(rows, self.counts)

    def _aligned(self) -> tuple[Column, Ints]:
        scale = self._reduced(np.maximum, self.elements.scale, 0)
        return self.elements.at_scale(self._spread(scale)), scale

    def total(self) -> Column:
        """Add up each row; zero for an empty row."""
        aligned, scale = self._aligned()
        return Column(
            self._reduced(np.add, aligned.low, 0),
            self._reduced(np.add, aligned.high, 0),
            self._reduced(np.logical_or, aligned.low_open, False),
            self._reduced(np.logical_or, aligned.high_open, False),
            scale,
            self._reduced(np.add, aligned.bound, 0.0),
        )

    def greatest(self) -> Column:
        """Find the largest of each row, as the smallest of the negatives."""
        return Ragged(self.elements.scaled(_MINUS), self.offsets).least().scaled(_MINUS)

    def least(self) -> Column:
        """Find the smallest of each row; empty rows come out as zero and mean nothing."""
        aligned, scale = self._aligned()
        low = self._reduced(np.minimum, aligned.low, 0)
        high = self._reduced(np.minimum, aligned.high, 0)
        not_reached = aligned.low_open | (aligned.low != self._spread(low))
        stops_short = aligned.high_open & (aligned.high == self._spread(high))
        return Column(
            low,
            high,
            self._reduced(np.logical_and, not_reached, False),
            self._reduced(np.logical_or, stops_short, False),
            scale,
            self._reduced(np.maximum, aligned.bound, 0.0),
        )

    def times(self, other: Ragged) -> Ragged:
        """Element by element, with another that runs in parallel."""
        return Ragged(self.elements.times(other.elements), self.offsets)


_Ends: TypeAlias = tuple[Exact, Bools]


def _corner(mine: Exact, mine_open: Bools, theirs: Exact, theirs_open: Bools) -> _Ends:
    """One corner of a product; a zero that is reached wins over whatever stands beside it."""
    reached = ((mine == 0) & ~mine_open) | ((theirs == 0) & ~theirs_open)
    return mine * theirs, (mine_open | theirs_open) & ~reached.astype(np.bool_)


def _lowest(ends: Sequence[_Ends]) -> _Ends:
    low = reduce(np.minimum, [end for end, _ in ends])
    return low, reduce(np.logical_and, [is_open | (end != low) for end, is_open in ends])


def _highest(ends: Sequence[_Ends]) -> _Ends:
    high = reduce(np.maximum, [end for end, _ in ends])
    return high, reduce(np.logical_and, [is_open | (end != high) for end, is_open in ends])


def _middle(low: Exact, high: Exact) -> Exact:
    """Find a point within; after ``slices`` made the scale finer, whole units suffice for int64."""
    if low.dtype == object:
        return np.asarray((low + high) * Fraction(1, 2))
    return np.asarray((low + high) // 2)
