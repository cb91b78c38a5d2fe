"""What became of many checks: a verdict, a gap and a flag for every row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gouji.checks.equations.bindings import DECIMAL, FRACTION, Intervals
from gouji.checks.equations.columns import Bools, Column, Ints
from gouji.checks.equations.decide import Decision
from gouji.figures.interval import Interval

TIES, UNDECIDABLE, BREAKS, TIES_TRUNCATED = range(4)
VERDICTS: Final = ("ties", "undecidable", "breaks", "ties-truncated")
"""What the codes in ``Outcomes.verdict`` mean; of the links of a chain the highest one counts."""
_PENDING: Final = -1


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What became of every row: ``verdict`` codes, and ``gaps`` to look up with ``gap``.

    The gap is of the link that settled the row: left − right with denominators and fractional
    coefficients cleared. Where not ``exact`` it may be too wide (see ``Decision``).
    """

    verdict: NDArray[np.int8]
    gaps: Intervals
    exact: Bools

    def gap(self, row: int) -> Interval | None:
        """Look up what left − right can be; None where the row is undecidable."""
        return None if self.verdict[row] == UNDECIDABLE else self.gaps[row]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Outcomes while they are being written: of several links the worse one stays."""

    verdict: NDArray[np.int8]
    exact: Bools
    ends: Ints
    """Low and high."""
    opens: Bools
    scale: Ints
    kind: Ints
    irregular: dict[int, Interval] = field(default_factory=dict)

    @classmethod
    def of(cls, rows: int) -> Ledger:
        """Open a ledger in which nothing is decided yet."""
        ends, scale = np.zeros((2, rows), dtype=np.int64), np.zeros(rows, dtype=np.int64)
        verdict, exact = np.full(rows, _PENDING, dtype=np.int8), np.ones(rows, dtype=np.bool_)
        opens = np.zeros((2, rows), dtype=np.bool_)
        return cls(verdict, exact, ends, opens, scale, np.zeros_like(scale))

    def outcomes(self) -> Outcomes:
        (low, high), (low_open, high_open) = self.ends, self.opens
        gaps = Intervals(low, high, low_open, high_open, self.scale, self.kind, self.irregular)
        return Outcomes(self.verdict, gaps, self.exact)

    def write(self, rows: Ints, verdict: NDArray[np.int8], gap: Column) -> None:
        """Enter what columns found for these rows."""
        worse = np.flatnonzero(verdict > self.verdict[rows])
        at = rows[worse]
        self.verdict[at], self.exact[at] = verdict[worse], True
        if gap.low.dtype == object:
            self.irregular.update(zip(at.tolist(), _intervals(gap, worse), strict=True))
            self.kind[at] = FRACTION
            return
        self.ends[:, at] = gap.low[worse], gap.high[worse]
        self.opens[:, at] = gap.low_open[worse], gap.high_open[worse]
        self.scale[at], self.kind[at] = gap.scale[worse], DECIMAL

    def write_one(self, row: int, decision: Decision) -> None:
        """Enter what was decided for one row."""
        code = VERDICTS.index(decision.verdict)
        if code > self.verdict[row]:
            self.verdict[row], self.exact[row] = code, decision.exact
            if decision.gap:
                self.irregular[row], self.kind[row] = decision.gap, FRACTION

    def write_undecidable(self, rows: Ints) -> None:
        self.verdict[rows] = np.maximum(self.verdict[rows], UNDECIDABLE)


def _intervals(gap: Column, rows: Ints) -> Iterator[Interval]:
    """Make intervals of columns of dtype object."""
    for row in rows:
        unit = Fraction(1, 10 ** int(gap.scale[row]))
        yield Interval(
            gap.low[row] * unit,
            gap.high[row] * unit,
            bool(gap.low_open[row]),
            bool(gap.high_open[row]),
        )
