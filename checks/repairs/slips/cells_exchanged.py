"""Two neighbouring cells changed places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.checks.equations.cells import Cell
from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Sheet

NAME = "cells-exchanged"
LIKELIHOOD = 20
WORDS = Words("相邻两个单元格的数互换", "two neighbouring cells exchanged")


def patterns(sheet: Sheet, cells: tuple[Cell, ...]) -> Iterator[dict[Cell, Print]]:
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
    return replace(style, digits=other.digits, negative=other.negative)
