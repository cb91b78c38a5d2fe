"""Numbers with decimals under a label that says neither that they add up nor that they do not.

``12.50`` may be money, kilometres, thousands of cases, or a mean. Where a total is the sum of its
rows, they add up; where it is not, nothing says that it should lie between them.
"""

from __future__ import annotations

from collections.abc import Collection
from functools import reduce

from gouji.checks.material.material import TableView
from gouji.figures.figure import Figure
from gouji.figures.interval import Interval


def is_unnamed(figure: Figure, table: TableView) -> bool:
    """Whether a measure may as well add up: no unit, no indicator, no word of a mean or a rate."""
    if figure.quantity != "measure" or figure.unit or figure.indicator:
        return False
    vocabulary = table.material.meaning.vocabulary
    labels = (*figure.column_path, *figure.row_path, figure.in_cell)
    return not any(vocabulary.is_non_additive(label) for label in labels if label)


def add_up(total: int, parts: Collection[int], table: TableView) -> bool:
    """Whether an unnamed measure is shown to add up: its total is the sum of its parts."""
    if len(parts) < 2 or not is_unnamed(table[total], table):
        return False
    return reduce(Interval.__add__, (table[i].interval for i in parts)).meets(table[total].interval)
