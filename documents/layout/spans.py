"""Lays cells with spans into the slots of a grid."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from gouji.documents.document import Cell, Passage, Place, Table
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


def spanned_grid(
    rows: int,
    columns: int,
    cells: Sequence[Cell],
    *,
    header_rows: int | None = None,
    title: Passage | None = None,
    place: Place,
    hidden_rows: frozenset[int] = frozenset(),
) -> Table:
    """Make a grid; where nothing is merged, blanks are filled in for whoever guesses spans."""
    merged = any(cell.rowspan * cell.colspan > 1 for cell in cells)
    kept = [cell for cell in cells if cell.text or not merged]
    if not merged and len(kept) < rows * columns:
        kept += _blanks(rows, columns, kept)
        kept.sort(key=lambda cell: (cell.row, cell.column))
    return Table(
        0,
        rows,
        columns,
        tuple(kept),
        merged=merged,
        header_rows=header_rows or None,
        title=title,
        place=place,
        hidden_rows=hidden_rows,
    )


def _blanks(rows: int, columns: int, cells: Sequence[Cell]) -> list[Cell]:
    taken = {(cell.row, cell.column) for cell in cells}
    blank = Cell(1, 1, Passage(""))
    return [
        replace(blank, row=r, column=c)
        for r in range(1, rows + 1)
        for c in range(1, columns + 1)
        if (r, c) not in taken
    ]
