"""Lays cells with spans into the slots of a grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gouji.documents.document import Cell, Passage, Table
from gouji.documents.files.source import Source


@dataclass(slots=True)
class Slots:
    """Which slots of a grid of ``rows`` are taken by cells laid so far."""

    source: Source
    rows: int
    taken: set[tuple[int, int]] = field(default_factory=set)
    columns: int = 0

    def lay(self, row: int, column: int, down: int, across: int) -> tuple[int, int, int]:
        """Lay a cell at the first free slot from ``column`` on; return column and true spans."""
        while (row, column) in self.taken:
            column += 1
        down = max(1, min(down, self.rows - row + 1))
        self.source.limits.check("cells", len(self.taken) + down * across, self.source.path)
        while any((row, c) in self.taken for c in range(column, column + across)):
            across -= 1
        slots = ((r, c) for r in range(row, row + down) for c in range(column, column + across))
        self.taken.update(slots)
        self.columns = max(self.columns, column + across - 1)
        return column, down, across


def spanned(table: Table) -> Table:
    """Say whether cells are merged; where none is, fill in blanks for whoever guesses spans."""
    if any(cell.rowspan * cell.colspan > 1 for cell in table.cells):
        return replace(table, cells=tuple(cell for cell in table.cells if cell.text), merged=True)
    if len(table.cells) == table.rows * table.columns:
        return table
    cells = [*table.cells, *_blanks(table.rows, table.columns, table.cells)]
    return replace(table, cells=tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _blanks(rows: int, columns: int, cells: Sequence[Cell]) -> list[Cell]:
    taken = {(cell.row, cell.column) for cell in cells}
    blank = Cell(1, 1, Passage(""))
    return [
        replace(blank, row=r, column=c)
        for r in range(1, rows + 1)
        for c in range(1, columns + 1)
        if (r, c) not in taken
    ]
