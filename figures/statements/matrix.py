"""The numbers of one table as a matrix: lines by lanes, exact, on one scale.

Rows are lines and columns lanes, or the other way round; what is found of the one holds of the
other. Percentages never stand in one matrix with what they are of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Final, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from gouji.figures.figure import Figure
from gouji.figures.meaning import Meaning
from gouji.rules.labels import normalise

Ints: TypeAlias = NDArray[np.int64]
Bools: TypeAlias = NDArray[np.bool_]
Floats: TypeAlias = NDArray[np.float64]
Axis: TypeAlias = Literal["rows", "columns"]
AXES: Final[tuple[Axis, ...]] = get_args(Axis)

LARGEST: Final = 1 << 52
"""Sums of so many lines of such numbers fit an int64."""
LEAST_LINES: Final = 3
MANY: Final = 8
SEVERAL: Final = 3
COARSE: Final = 10
"""So many values, and several, that are multiples of a few of their steps were rounded to that."""
NOUGHTS: Final = 3
"""So many noughts behind a point nobody writes by hand."""
NO_PARTS: Final = frozenset({"of-which", "mean"})
"""Roles of lines that add nothing to the total beside them."""
RATES: Final = frozenset({"rate", "points"})
LANES_BEFORE: Final = 60
"""A lane is compared with so many others, so that the work is bounded."""
IN_PROPORTION: Final = 2.0
"""So many digits two lanes have in common only where one is reckoned from the other."""


Form: TypeAlias = Literal[
    "sum", "mean", "share", "rest", "both", "change", "difference", "growth", "gain"
]
"""All parts added, or their mean; of two parts ``part / whole``, ``1 - part / whole``,
``part / (part + whole)``, ``part / whole - 1``, ``part - whole``; ``growth`` is a change from an
earlier lane of the same line, ``gain`` a difference."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """``line`` is what ``form`` makes of ``parts``, times ``scale``, in most lanes of a matrix."""

    form: Form
    line: int
    parts: tuple[int, ...]
    weight: float
    """In digits, and ``prior`` before any number was looked at."""
    tried: int
    ties: tuple[int, ...]
    """Lanes in which it ties."""
    breaks: tuple[int, ...]
    """Lanes in which all of it is printed and it does not."""
    prior: float = 0.0
    scale: int = 1
    lag: int = 0
    """So many lanes before stands the number of the last part."""

    @property
    def lanes(self) -> tuple[int, ...]:
        return tuple(sorted((*self.ties, *self.breaks)))

    @property
    def lines(self) -> frozenset[int]:
        return frozenset((self.line, *self.parts))


@dataclass(frozen=True)
class Matrix:
    """``values`` are in units of ``scale``; ``half`` is what each may be off by rounding.

    ``at`` is the position of each figure among those given, −1 where none is printed; ``step`` what
    it was rounded to, and ``unit`` what all values of a lane are multiples of.
    """

    values: Ints
    there: Bools
    half: Ints
    unit: Ints
    step: Ints
    unknown: Bools
    """Where something is printed that says no number: suppressed, below five, about so many."""
    scale: int
    at: Ints
    axis: Axis
    rates: bool
    labels: tuple[tuple[str, ...], ...]
    """Of each line, its path."""
    depths: tuple[int, ...]
    """How many steps each is set in."""
    roles: tuple[str, ...]
    totals: tuple[bool, ...]
    """Which lines are called a total."""
    wholes: tuple[bool, ...]
    """Which are called all there is of a place: 全市."""
    numbers: tuple[int, ...]
    """The number of each row or column: one that prints no number is no line."""
    units: tuple[Set[str], ...]
    """What each line prints amounts in; one word for all that is counted."""

    def __len__(self) -> int:
        return len(self.labels)

    def may_hold(self, whole: int, part: int) -> bool:
        """Whether a line may be part of another: never dollars of roubles, nor heads of money."""
        own, other = self.units[whole], self.units[part]
        one_unit = not own.isdisjoint(other) or "" in own | other
        return one_unit and self.roles[part] not in NO_PARTS

    @cached_property
    def is_whole(self) -> Bools:
        """By line, whether it prints whole numbers alone: shares of them may stand between."""
        whole: Bools = (self.values % self.scale == 0).all(axis=1)
        return whole

    @cached_property
    def written(self) -> Ints:
        """By cell, the step without the noughts that a machine wrote: 25.00000 is 25."""
        step = self.step
        for _ in range(NOUGHTS * 3):
            more = (step < self.scale) & (self.values % np.maximum(step * 10, 1) == 0)
            step = np.where(more, step * 10, step)
        return np.where(step >= self.step * 10**NOUGHTS, step, self.step)


def first_of_each(values: Ints) -> Floats:
    """By lane 1 where what stands there stands for the first time: a repeat shows nothing more."""
    fresh = np.zeros(values.shape[-1])
    fresh[np.unique(values, axis=-1, return_index=True)[1]] = 1.0
    return fresh


def surprise_of(size: Floats | Ints, sway: Floats | Ints, width: Floats, ties: Bools) -> Floats:
    """By lane (the last axis) the digits by which what ties could hardly do so by chance.

    ``size`` is that of what is compared and ``width`` what is left open. Where one lane ties,
    another may miss by no more than both sides of it move: the ``sway``.
    """
    first, further = (
        np.log10(np.maximum(at, width) / width) * ties for at in (size, np.fmin(size, sway))
    )
    best = (first - further).argmax(axis=-1)
    np.put_along_axis(further, best[..., None], np.take_along_axis(first, best[..., None], -1), -1)
    return further


def repeated_evidence(matrix: Matrix, lines: Sequence[int], shown: Floats) -> float:
    """What lanes show of some lines that another shows already, in digits.

    Lanes that repeat each other in these lines, or are in proportion as closely as they are
    printed, tie together; numbers of one or two digits are in proportion by chance, and any that
    one part makes up alone.
    """
    lanes = np.flatnonzero(shown)
    values = matrix.values[list(lines)][:, lanes].astype(np.float64)
    alone = (values[1:] != 0).sum(axis=0) == 1
    values /= np.where(alone, 1.0, np.abs(values).max(axis=0))
    loose = np.where(shown[lanes] >= IN_PROPORTION, 10.0 ** -shown[lanes], 0.0)
    repeats = np.zeros(len(lanes), dtype=np.bool_)
    for n in range(min(len(lanes) - 1, LANES_BEFORE)):
        apart = np.abs(values[:, n + 1 :] - values[:, n : n + 1]).max(axis=0)
        repeats[n + 1 :] |= apart <= loose[n + 1 :]
    return float(shown[lanes][repeats].sum())


def where(told: Bools) -> tuple[int, ...]:
    """The lanes of which something is told."""
    return tuple(map(int, np.flatnonzero(told)))


def matrices(figures: Sequence[Figure], meaning: Meaning) -> Iterator[Matrix]:
    """The matrices of one table's figures: counts and rates apart, by rows and by columns."""
    cells = _cells(figures)
    for rates in (False, True):
        own = {key: i for key, i in cells.items() if (figures[i].quantity in RATES) == rates}
        for axis in AXES:
            for side in _sides(own, figures) if axis == "rows" else (own,):
                matrix = _matrix(side, figures, axis, meaning, rates=rates)
                if matrix is not None:
                    yield matrix


def mixed(figures: Sequence[Figure], meaning: Meaning, axis: Axis) -> Matrix | None:
    """The same with counts and rates together: a rate stands beside what it is of."""
    return _matrix(_cells(figures), figures, axis, meaning, rates=False, least=2)


At: TypeAlias = tuple[int, int]
"""A row (its number, 0), or a column (its number, the ordinal within the cell)."""
Key: TypeAlias = tuple[At, At]


def _cells(figures: Sequence[Figure]) -> dict[Key, int]:
    """(row, (column, ordinal within the cell)) → figure.

    Where rows bring their own headers (TOP lists), what bears one label is one column. Tables below
    one another are one: their rows are the lines of the document.
    """
    found: dict[Key, int] = {}
    seen = Counter[tuple[int, int]]()
    named: dict[tuple[str, ...], int] = {}
    below = len({figure.place.table for figure in figures}) > 1
    several = not below and len({figure.block for figure in figures}) > 1
    for i, figure in enumerate(figures):
        row = (figure.place.line if below else figure.place.row) or 0
        column = figure.place.column or 0
        if several:
            label = tuple(map(normalise, figure.column_path))
            column = named.setdefault(label, len(named))
        found[(row, 0), (column, seen[row, column])] = i
        seen[row, column] += 1
    return found


def _sides(cells: Mapping[Key, int], figures: Sequence[Figure]) -> list[dict[Key, int]]:
    """Two tables side by side, each with labels of its own, apart: income and expenditure."""
    sides: list[tuple[dict[At, str], dict[Key, int]]] = []
    for column in sorted({key[1] for key in cells}):
        own = {key: i for key, i in cells.items() if key[1] == column}
        labels = {
            row: figures[i].row_path[-1] for (row, _), i in own.items() if figures[i].row_path
        }
        for known, side in sides:
            if all(known.get(row, label) == label for row, label in labels.items()):
                known.update(labels)
                side.update(own)
                break
        else:
            sides.append((labels, own))
    return [side for _, side in sides]


def _matrix(
    cells: Mapping[Key, int],
    figures: Sequence[Figure],
    axis: Axis,
    meaning: Meaning,
    *,
    rates: bool,
    least: int = LEAST_LINES,
) -> Matrix | None:
    keys = [(key if axis == "rows" else key[::-1], i) for key, i in sorted(cells.items())]
    lines, lanes = ({at: n for n, at in enumerate(sorted({k[x] for k, _ in keys}))} for x in (0, 1))
    if len(lines) < least:
        return None
    at = np.full((len(lines), len(lanes)), -1, dtype=np.int64)
    for (line, lane), i in keys:
        at[lines[line], lanes[lane]] = i
    leads = [figures[min(i for i in row if i >= 0)] for row in at.tolist()]
    labels = tuple(f.row_path if axis == "rows" else f.column_path for f in leads)
    ends = [path[-1] if path else "" for path in labels]
    roles = [f.row_role if axis == "rows" else f.column_role for f in leads]
    called = meaning.is_called_total if axis == "rows" else meaning.names_total
    totals = tuple(bool(end) and called(end) for end in ends)
    return Matrix(
        *_numbers(at, figures),
        at,
        axis,
        rates,
        labels,
        depths=tuple(f.depth if axis == "rows" else 0 for f in leads),
        roles=tuple(
            r or ("mean" if end and meaning.names_mean(end) else "")
            for r, end in zip(roles, ends, strict=True)
        ),
        # what every line is called tells none of them apart: Total received, Total answered
        totals=tuple(total and not all(totals) for total in totals),
        wholes=tuple(bool(end) and meaning.names_whole(end) for end in ends),
        numbers=tuple(number for number, _ in lines),
        units=tuple(
            {"count" if f.quantity == "count" and f.unit else f.unit for f in own}
            for own in ([figures[i] for i in row if i >= 0] for row in at.tolist())
        ),
    )


def _numbers(
    at: Ints, figures: Sequence[Figure]
) -> tuple[Ints, Bools, Ints, Ints, Ints, Bools, int]:
    """The first fields of a matrix: what the figures ``at`` its cells print."""
    there = at >= 0
    used = at[there].tolist()
    finest = min((figures[i].numeral.step for i in used), default=Decimal(1))
    scale = 2 / min(finest, Decimal(1))
    values, half, step = (np.zeros(at.shape, dtype=np.int64) for _ in range(3))
    unknown = np.zeros(at.shape, dtype=np.bool_)
    for i, *where_printed in zip(used, *(x.tolist() for x in np.nonzero(there)), strict=True):
        figure, cell = figures[i], tuple(where_printed)
        value = int(figure.numeral.value * scale)
        if abs(value) > LARGEST or figure.interval.low is None or figure.interval.high is None:
            there[cell], unknown[cell] = False, True
            continue
        values[cell] = value
        step[cell] = rounded = int(figure.numeral.step * scale)
        half[cell] = 0 if figure.exact else rounded // 2
    unit = np.maximum(np.gcd.reduce(np.where(there, values, 0), axis=0), 1)
    coarse = _coarse(values, step)
    half = np.maximum(half, np.where(there, coarse // 2, 0))
    return values, there, half, unit, np.maximum(step, coarse), unknown, int(scale)


def _coarse(values: Ints, step: Ints) -> Ints:
    """By cell, what all numbers of its row or column were rounded to (5, 100), or 0."""
    found = np.zeros_like(values)
    for way in (way for way in (0, 1) if values.shape[way] >= MANY):
        unit = np.gcd.reduce(values, axis=way, keepdims=True)
        finest = step.max(axis=way, keepdims=True)
        many = (values != 0).sum(axis=way, keepdims=True) >= MANY
        differ = np.diff(np.sort(values, axis=way), axis=way) > 0
        many &= differ.sum(axis=way, keepdims=True) >= SEVERAL
        found = np.maximum(
            found, np.where(many & (finest < unit) & (unit <= COARSE * finest), unit, 0)
        )
    return found
