"""What is evaluated: the intervals of all figures, and which figures stand in which slots."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from math import lcm
from typing import Final

import numpy as np

from gouji.checks.equations.columns import ROOM, Bools, Column, Ints, decimal_places
from gouji.checks.equations.equation import Template
from gouji.figures.interval import Interval

ABSENT: Final = -1
"""The index where an optional term has no figure."""
DECIMAL, FRACTION, UNBOUNDED = range(3)


@dataclass(frozen=True, slots=True)
class Intervals:
    """The intervals of many figures under one reading, ends as integers of ``10^-scale``.

    What has no decimal ends (an implied prior), no room in int64 or no end at all is in
    ``irregular``; ``kind`` says so by figure.
    """

    low: Ints
    high: Ints
    low_open: Bools
    high_open: Bools
    scale: Ints
    kind: Ints
    irregular: Mapping[int, Interval] = field(default_factory=dict)

    @classmethod
    def of(cls, intervals: Iterable[Interval], places: Sequence[int] | None = None) -> Intervals:
        """Take intervals in; those of figure i are divided by ``10^places[i]``."""
        listed = list(intervals)
        shifts = [0] * len(listed) if places is None else places
        rows = np.zeros((len(listed), 6), dtype=np.int64)
        irregular = {}
        for at, (interval, shift) in enumerate(zip(listed, shifts, strict=True)):
            row = _regular(interval, shift)
            if row is None:
                irregular[at] = interval.scaled(Fraction(1, 10**shift))
                bounded = interval.low is not None and interval.high is not None
                row = (0, 0, 0, 0, 0, FRACTION if bounded else UNBOUNDED)
            rows[at] = row
        low, high, low_open, high_open, scale, kind = np.ascontiguousarray(rows.T)
        return cls(low, high, low_open.astype(bool), high_open.astype(bool), scale, kind, irregular)

    @classmethod
    def joined(cls, parts: Sequence[Intervals]) -> Intervals:
        """String lists together."""
        starts = accumulate(map(len, parts), initial=0)
        irregular = {
            start + at: interval
            for start, part in zip(starts, parts, strict=False)
            for at, interval in part.irregular.items()
        }
        return cls(
            np.concatenate([part.low for part in parts]),
            np.concatenate([part.high for part in parts]),
            np.concatenate([part.low_open for part in parts]),
            np.concatenate([part.high_open for part in parts]),
            np.concatenate([part.scale for part in parts]),
            np.concatenate([part.kind for part in parts]),
            irregular,
        )

    @classmethod
    def whole(cls, values: Ints) -> Intervals:
        """Exact whole counts below 2⁶⁰."""
        closed, zeros = np.zeros(len(values), dtype=np.bool_), np.zeros(len(values), dtype=np.int64)
        return cls(values, values, closed, closed, zeros, zeros)

    def __len__(self) -> int:
        return len(self.low)

    def __getitem__(self, at: int) -> Interval:
        """Look up the interval of one figure, in fractions."""
        if self.kind[at] != DECIMAL:
            return self.irregular[at]
        unit = Fraction(1, 10 ** int(self.scale[at]))
        return Interval(
            int(self.low[at]) * unit,
            int(self.high[at]) * unit,
            bool(self.low_open[at]),
            bool(self.high_open[at]),
        )

    def column(self, index: Ints, *, exact: bool) -> Column:
        """Gather figures; nothing is the number zero. ``exact`` asks for Python's numbers."""
        present = index >= 0
        low, high = np.where(present, self.low[index], 0), np.where(present, self.high[index], 0)
        bound = np.maximum(np.abs(low), np.abs(high)).astype(np.float64)
        low_open, high_open = present & self.low_open[index], present & self.high_open[index]
        scale = np.where(present, self.scale[index], 0)
        if not exact:
            return Column(low, high, low_open, high_open, scale, bound)
        lows, highs = low.astype(object), high.astype(object)
        for row in np.flatnonzero(present & (self.kind[index] == FRACTION)):
            interval = self.irregular[int(index[row])]
            lows[row], highs[row] = interval.low, interval.high
            low_open[row], high_open[row] = interval.low_open, interval.high_open
        return Column(lows, highs, low_open, high_open, scale, bound)


@lru_cache(maxsize=1024)
def _places(denominator: int) -> int | None:
    return decimal_places(Fraction(1, denominator))


def _regular(interval: Interval, shift: int) -> tuple[int, int, int, int, int, int] | None:
    """Find ends as integers, flags, scale and kind; None where int64 has no such decimals."""
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
    return low, high, interval.low_open, interval.high_open, places + shift, DECIMAL


@dataclass(frozen=True, slots=True)
class Many:
    """The figures of a slot that takes many: row i has ``indices[offsets[i]:offsets[i + 1]]``."""

    offsets: Ints
    indices: Ints

    @classmethod
    def of(cls, rows: Sequence[Sequence[int]]) -> Many:
        offsets = np.cumsum([0, *map(len, rows)], dtype=np.int64)
        return cls(offsets, np.array([i for row in rows for i in row], dtype=np.int64))

    def taken(self, rows: Ints) -> Many:
        """Pick these rows only."""
        counts = np.diff(self.offsets)[rows]
        offsets = np.concatenate(([0], np.cumsum(counts, dtype=np.int64)))
        within = np.arange(offsets[-1]) - np.repeat(offsets[:-1], counts)
        return Many(offsets, self.indices[np.repeat(self.offsets[:-1][rows], counts) + within])

    def worst(self, values: Ints) -> Ints:
        """Find the largest of the values of each row's figures."""
        result = np.zeros(len(self.offsets) - 1, dtype=np.int64)
        np.maximum.at(result, np.repeat(np.arange(len(result)), np.diff(self.offsets)), values)
        return result


@dataclass(frozen=True, slots=True)
class Bindings:
    """Figures in the slots of one template, for ``rows`` checks at once.

    ``one`` has an index into the figures for every row (ABSENT for an optional term that is not
    there), ``many`` a ragged list. A slot in neither has no figure in any row.
    """

    rows: int
    one: Mapping[str, Ints] = field(default_factory=dict)
    many: Mapping[str, Many] = field(default_factory=dict)

    @classmethod
    def of(cls, template: Template, terms: Sequence[Mapping[str, Sequence[int]]]) -> Bindings:
        """Bind row by row: for every slot that has figures, their indices."""
        one, many = {}, {}
        for key, slot in template.slots.items():
            listed = [row.get(key, ()) for row in terms]
            if slot.many:
                many[key] = Many.of(listed)
            elif any(len(row) > 1 for row in listed):
                raise ValueError(f"{key} takes one figure")
            else:
                one[key] = np.array([row[0] if row else ABSENT for row in listed], dtype=np.int64)
        return cls(len(terms), one, many)

    def taken(self, rows: Ints) -> Bindings:
        """Pick these rows, in this order."""
        if np.array_equal(rows, np.arange(self.rows)):
            return self
        one = {key: index[rows] for key, index in self.one.items()}
        return Bindings(len(rows), one, {key: many.taken(rows) for key, many in self.many.items()})

    def present(self, key: str) -> Bools:
        """Which rows have a figure there."""
        if key in self.many:
            return np.diff(self.many[key].offsets) > 0
        return self.index(key) >= 0

    def index(self, key: str) -> Ints:
        return self.one.get(key, np.full(self.rows, ABSENT, dtype=np.int64))

    def listed(self, key: str) -> Many:
        nothing = np.zeros(0, dtype=np.int64)
        return self.many.get(key, Many(np.zeros(self.rows + 1, dtype=np.int64), nothing))

    def worst(self, key: str, values: Ints) -> Ints:
        """Find the largest value, by figure, of each row's figures in a slot; 0 without any."""
        if key in self.many:
            return self.many[key].worst(values[self.many[key].indices])
        index = self.index(key)
        return np.where(index >= 0, values[index], 0)

    def figures(self, row: int) -> dict[str, tuple[int, ...]]:
        """List the indices of one row's figures, by slot; absent ones left out."""
        found: dict[str, tuple[int, ...]] = {
            k: (int(index[row]),) for k, index in self.one.items() if index[row] >= 0
        }
        for key, many in self.many.items():
            at = slice(int(many.offsets[row]), int(many.offsets[row + 1]))
            found[key] = tuple(map(int, many.indices[at]))
        return found
