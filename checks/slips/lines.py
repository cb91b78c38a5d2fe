"""Slips of several cells at once: lines that are shifted, turned or exchanged, and cells that are.

Each is given the cells in question and yields what all cells of such a slip would print instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Final, TypeAlias

from gouji.checks.equations.cells import Cell, Of
from gouji.checks.slips.print_style import Print
from gouji.checks.slips.situation import Sheet

Pattern: TypeAlias = dict[Cell, Print]
LEAST: Final = 3
"""Cells in a line; of two each is turned by itself, and two are exchanged rather than shifted."""
MOST_STARTS: Final = 24
"""So many cells of a line are tried as the first of those that are shifted."""
MOST_LINES: Final = 12
"""So many rows or columns are tried in pairs."""


def shifted(sheet: Sheet, cells: Sequence[Cell]) -> Iterator[Pattern]:
    """Move what is printed back by one, whole lines and the pieces of them behind a cell."""
    asked = {cell.figure for cell in cells}
    for of, line in _lines(sheet, cells):
        prints = [sheet.print_of(Cell(i, of)) for i in line]
        at_cells = [at for at, i in enumerate(line) if i in asked]
        starts = dict.fromkeys([0, *(max(0, s) for at in at_cells for s in (at - 1, at))])
        for start in list(starts)[:MOST_STARTS]:
            for by in (1, -1):
                moved = _moved(line[start:], prints[start:], of, by)
                if len(moved) >= LEAST - 1:
                    yield moved


def _lines(sheet: Sheet, cells: Sequence[Cell]) -> Iterator[tuple[Of, tuple[int, ...]]]:
    """Go through the rows and columns that the cells stand in, each once."""
    lines = (
        (cell.of, tuple(line))
        for cell in cells
        for line in (sheet.row(cell.figure), sheet.column(cell.figure))
    )
    yield from dict.fromkeys(found for found in lines if len(found[1]) >= LEAST)


def _moved(line: Sequence[int], prints: Sequence[Print | None], of: Of, by: int) -> Pattern:
    found = {}
    for at, i in enumerate(line):
        source = at - by
        old = prints[at]
        if 0 <= source < len(line) and old is not None:
            new = prints[source]
            if new is None or not _alike(new, old):
                return {}
            found[Cell(i, of)] = _taken(old, new)
    return found


def turned(sheet: Sheet, cells: Sequence[Cell]) -> Iterator[Pattern]:
    """Turn all arrows of every line that one of the cells stands in."""
    for _, line in _lines(sheet, [cell for cell in cells if cell.of == "change"]):
        arrows = {cell: sheet.print_of(cell) for i in line for cell in [Cell(i, "change")]}
        found = {cell: printed.turned() for cell, printed in arrows.items() if printed is not None}
        if len(found) >= LEAST:
            yield found


def lines_exchanged(sheet: Sheet, cells: Sequence[Cell]) -> Iterator[Pattern]:
    """Exchange the arrows of any two lines that the cells stand in."""
    changed = [cell.figure for cell in cells if cell.of == "change"]
    for lines, across in ((sheet.row, sheet.column), (sheet.column, sheet.row)):
        listed = list(dict.fromkeys(tuple(lines(i)) for i in changed))[:MOST_LINES]
        for one, other in combinations(listed, 2):
            pairs = [(i, k) for i in one for k in other if i != k and across(i) == across(k)]
            if exchanged := _exchanged(sheet, pairs):
                yield exchanged


def _exchanged(sheet: Sheet, pairs: Sequence[tuple[int, int]]) -> Pattern:
    found: Pattern = {}
    for i, k in pairs:
        one, other = Cell(i, "change"), Cell(k, "change")
        prints = sheet.print_of(one), sheet.print_of(other)
        if prints[0] is not None and prints[1] is not None:
            found |= {one: prints[1], other: prints[0]}
    return found if len(found) >= 2 * LEAST else {}


def cells_exchanged(sheet: Sheet, cells: Sequence[Cell]) -> Iterator[Pattern]:
    """Exchange two neighbouring cells."""
    for cell in cells:
        mine = sheet.print_of(cell)
        for i in sheet.neighbours(cell.figure):
            other = Cell(i, cell.of)
            theirs = sheet.print_of(other)
            if mine and theirs and mine.text != theirs.text and _alike(mine, theirs):
                yield {cell: _taken(mine, theirs), other: _taken(theirs, mine)}


def _alike(one: Print, other: Print) -> bool:
    return one.scale == other.scale and one.decimals == other.decimals and one.kind == other.kind


def _taken(style: Print, other: Print) -> Print:
    """Take the other's number: a change with its arrow, a value in its own surroundings."""
    if style.kind is not None:
        return other
    if style.negative == other.negative:
        return style.with_digits(other.digits)
    return replace(style.turned(), digits=other.digits)
