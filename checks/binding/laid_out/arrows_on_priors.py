"""Columns whose arrows stand beside the prior value: ``17397 | 15223 (↑14.28%)``.

The arrow tells how the figure before it changed from the number that it stands with. What the cells
say by themselves can't be told from ``15223, up by 14.28 %``; that most rows tie this way shows it.
Not a shape: the binders of changes and of implied priors share it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from gouji.checks.material.material import Material, TableView
from gouji.figures.figure import Figure

FEWEST = 2
"""Rows that must tie; a change of two decimals ties by chance in one of some thousand."""


def current_of(material: Material) -> dict[int, int]:
    """By the figure that an arrow stands with, the current one that the arrow is of."""
    return material.once(
        "arrows on priors",
        lambda: {i: now for table in material.tables() for i, now in _pairs(table)},
    )


def _pairs(table: TableView) -> Iterator[tuple[int, int]]:
    columns = list(table.columns().items())
    for ((left, _), current), ((right, _), prior) in pairwise(columns):
        pairs = [(i, current[row]) for row, i in prior.items() if row in current]
        told = [p for p in pairs if left < right and _may_be(table[p[0]], table[p[1]])]
        ties = sum(_ties(table[i], table[now]) for i, now in told)
        if ties >= FEWEST and 2 * ties > len(told):
            yield from told


def _may_be(prior: Figure, current: Figure) -> bool:
    change = prior.change
    plain = current.change is None and bool(prior.numeral.value) and not prior.bracketed
    return plain and change is not None and change.kind == "relative"


def _ties(prior: Figure, current: Figure) -> bool:
    assert prior.change is not None and prior.change.interval is not None
    change = (current.numeral.value / prior.numeral.value - 1) * 100
    low, high = prior.change.interval.low, prior.change.interval.high
    return low is not None and high is not None and low <= change <= high
