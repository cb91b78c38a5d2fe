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
from gouji.figures.interval import Interval

ABSENT: Final = -1
"""The index where an optional term has no figure."""
DECIMAL, IRREGULAR = range(2)


@dataclass(frozen=True, slots=True)
class Intervals:
    """The intervals of many figures under one reading, ends as integers of ``10^-scale``.

    What has no decimal ends, no room in int64 or no end at all is in ``irregular``; ``kind`` says
    so by figure.
    """

    low: Ints
    high: Ints
    low_open: Bools
    high_open: Bools
    scale: Ints
    kind: Ints
    irregular: Mapping[int, Interval] = field(default_factory=dict)

    @classmethod
    def of(cls, intervals: Iterable[Interval]) -> Intervals:
        """Take intervals in."""
        listed = list(intervals)
        rows = np.zeros((len(listed), 6), dtype=np.int64)
        irregular = {}
        for at, interval in enumerate(listed):
            row = _regular(interval)
            if row is None:
                irregular[at], row = interval, (0, 0, 0, 0, 0, IRREGULAR)
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

    def column(self, index: Ints) -> Column:
        """Gather figures; nothing is the number zero."""
        present = index >= 0
        low, high = np.where(present, self.low[index], 0), np.where(present, self.high[index], 0)
        bound = np.maximum(np.abs(low), np.abs(high)).astype(np.float64)
        low_open, high_open = present & self.low_open[index], present & self.high_open[index]
        scale = np.where(present, self.scale[index], 0)
        return Column(low, high, low_open, high_open, scale, bound)


@lru_cache(maxsize=1024)
def _places(denominator: int) -> int | None:
    return decimal_places(Fraction(1, denominator))


def _regular(interval: Interval) -> tuple[int, int, int, int, int, int] | None:
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
    return low, high, interval.low_open, interval.high_open, places, DECIMAL


@dataclass(frozen=True, slots=True)
class Bindings:
    """Figures in the slots of one template, for ``rows`` checks at once.

    ``one`` has an index into the figures for every row, ABSENT where there is none; a slot that is
    not in it has no figure in any row.
    """

    rows: int
    one: Mapping[str, Ints] = field(default_factory=dict)

    def taken(self, rows: Ints) -> Bindings:
        """Pick these rows, in this order."""
        return Bindings(len(rows), {key: index[rows] for key, index in self.one.items()})

    def index(self, key: str) -> Ints:
        return self.one.get(key, np.full(self.rows, ABSENT, dtype=np.int64))

    def figures(self, row: int) -> dict[str, int]:
        """Give the index of one row's figure by slot; absent ones left out."""
        return {key: int(index[row]) for key, index in self.one.items() if index[row] >= 0}
