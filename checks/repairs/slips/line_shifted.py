"""A row or a column of values or arrows stands one cell off."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.checks.equations.cells import Cell, Of
from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Sheet

NAME = "line-shifted"
LIKELIHOOD = 24
WORDS = Words("整行（列）错位一格", "a row or column stands one cell off")
LEAST = 3
"""Cells in a line; two are exchanged rather than shifted."""


def patterns(sheet: Sheet, cells: tuple[Cell, ...]) -> Iterator[dict[Cell, Print]]:
    """Move what is printed back by one, whole lines and the pieces of them behind a cell."""
    done = set()
    for cell in cells:
        for line in (sheet.row(cell.figure), sheet.column(cell.figure)):
            key = (cell.of, tuple(line))
            if len(line) >= LEAST and key not in done:
                done.add(key)
                yield from _shifts(sheet, line, cell.of)


def _shifts(sheet: Sheet, line: Sequence[int], of: Of) -> Iterator[dict[Cell, Print]]:
    prints = [sheet.print_of(Cell(i, of)) for i in line]
    for start in range(len(line) - LEAST + 1):
        for by in (1, -1):
            moved = _moved(line[start:], prints[start:], of, by)
            if len(moved) >= LEAST - 1:
                yield moved


def _moved(
    line: Sequence[int], prints: Sequence[Print | None], of: Of, by: int
) -> dict[Cell, Print]:
    found = {}
    for at, i in enumerate(line):
        source = at - by
        old = prints[at]
        if 0 <= source < len(line) and old is not None:
            new = prints[source]
            if new is None or new.decimals != old.decimals:
                return {}
            found[Cell(i, of)] = new if of == "change" else old.with_value(new.value)
    return found
