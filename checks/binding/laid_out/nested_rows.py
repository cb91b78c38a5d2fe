"""Rows that hold the rows below them, though no label says so.

    合计 768 / 工业 641 / 食品 209 / 纺织 432 / 其他 127

工业 is 食品 + 纺织 in every column: the total is made up of 工业 and 其他. What is shown to the
last unit in all columns is no chance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

MOST_CHILDREN: Final = 60
TELLING: Final = 20
"""A row of smaller numbers may be the sum of the next two by chance."""
OVERLAP: Final = 1.5
"""Parts that make so many times their total in every column are not parts beside each other."""

Values = Mapping[int, int]
"""Row → printed count, of one column."""


def top_rows(rows: Sequence[int], columns: Sequence[Values]) -> list[int]:
    """Leave out of ``rows`` those that a row above them holds, by the counts of ``columns``."""
    top: list[int] = []  # the rows below the one looked at, the nearest last
    for row in reversed(rows):
        held = _held(row, top[-MOST_CHILDREN:][::-1], columns)
        del top[len(top) - held :]
        top.append(row)
    return top[::-1]


def _held(row: int, below: Sequence[int], columns: Sequence[Values]) -> int:
    """How many of the next rows ``row`` is the sum of, in every column that prints it."""
    own = [column for column in columns if row in column]
    if not own or max(column[row] for column in own) < TELLING:
        return 0
    sums = [0] * len(own)
    for many, child in enumerate(below, start=1):
        sums = [s + column.get(child, 0) for s, column in zip(sums, own, strict=True)]
        if many > 1 and all(s == column[row] for s, column in zip(sums, own, strict=True)):
            return many
    return 0


def overlap(total: int, parts: Sequence[int], columns: Sequence[Values]) -> bool:
    """Whether the parts make far more than their total in all of several columns."""
    own = [column for column in columns if column.get(total)]
    sums = [sum(column.get(part, 0) for part in parts) for column in own]
    pairs = list(zip(sums, own, strict=True))
    return len(pairs) > 1 and all(s >= OVERLAP * column[total] for s, column in pairs)
