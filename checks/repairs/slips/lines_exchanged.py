"""The arrows of two rows, or of two columns, stand in each other's place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from gouji.checks.equations.cells import Cell
from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Sheet

NAME = "lines-exchanged"
LIKELIHOOD = 21
WORDS = Words("两行（列）的变化互换", "the changes of two rows or columns are exchanged")
LEAST = 3
"""Arrows in a line; fewer are exchanged cell by cell."""
MOST_LINES = 12
"""So many rows or columns are tried in pairs."""


def patterns(sheet: Sheet, cells: tuple[Cell, ...]) -> Iterator[dict[Cell, Print]]:
    """Exchange the arrows of any two lines that the cells stand in."""
    changed = [cell.figure for cell in cells if cell.of == "change"]
    for lines, across in ((sheet.row, sheet.column), (sheet.column, sheet.row)):
        listed = list(dict.fromkeys(tuple(lines(i)) for i in changed))[:MOST_LINES]
        for one, other in combinations(listed, 2):
            pairs = [(i, k) for i in one for k in other if i != k and across(i) == across(k)]
            if exchanged := _exchanged(sheet, pairs):
                yield exchanged


def _exchanged(sheet: Sheet, pairs: Sequence[tuple[int, int]]) -> dict[Cell, Print]:
    found: dict[Cell, Print] = {}
    for i, k in pairs:
        one, other = Cell(i, "change"), Cell(k, "change")
        prints = sheet.print_of(one), sheet.print_of(other)
        if prints[0] is not None and prints[1] is not None:
            found |= {one: prints[1], other: prints[0]}
    return found if len(found) >= 2 * LEAST else {}
