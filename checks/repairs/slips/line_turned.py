"""All arrows of a row or a column point the wrong way."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.equations.cells import Cell
from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Sheet

NAME = "line-turned"
LIKELIHOOD = 23
WORDS = Words("整行（列）箭头方向相反", "all arrows of a row or column are turned round")
LEAST = 3
"""Arrows in a line; of two each is turned by itself."""


def patterns(sheet: Sheet, cells: tuple[Cell, ...]) -> Iterator[dict[Cell, Print]]:
    """Turn the arrows of every line that one of the cells stands in."""
    done = set()
    for cell in cells:
        for line in (sheet.row(cell.figure), sheet.column(cell.figure)):
            if cell.of == "change" and id(line) not in done:
                done.add(id(line))
                arrows = {Cell(i, cell.of): sheet.print_of(Cell(i, cell.of)) for i in line}
                turned = {c: p.turned() for c, p in arrows.items() if p is not None}
                if len(turned) >= LEAST:
                    yield turned
