"""What a reader finds before it is a document: prose and tables in the order of the page.

Cells with spans are laid into the slots of a grid.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from gouji.documents.document import Cell, Passage, Place, Table
from gouji.documents.files.source import Source

_NOWHERE = Place()
UNREAD = "unread"
"""The role of a line that opens a table beyond doubt, whose rows are not clear."""


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph. ``depth`` is the heading level that the format states, if it states one."""

    passage: Passage
    depth: int | None = None
    role: str = ""
    """What the format knows it to be: ``title``, ``caption``, ``note``, ``footnote`` …"""
    place: Place = _NOWHERE
    adjacent: bool = False
    """Nothing blank stands between this and what is above it."""
    whole: bool = False
    """The format itself says where this paragraph begins and ends."""

    @property
    def text(self) -> str:
        return self.passage.text


Piece: TypeAlias = Prose | Table
Row: TypeAlias = Sequence[Passage]


def with_prose(rows: Sequence[Row], is_loose: Callable[[Row], bool]) -> list[Piece]:
    """A table of rows; loose ones over it and under it are lines of their own."""
    top = next((n for n, row in enumerate(rows) if not is_loose(row)), len(rows))
    bottom = next((n for n in range(len(rows), top, -1) if not is_loose(rows[n - 1])), top)
    table = [grid_of(rows[top:bottom])] if bottom > top else []
    tail = (Prose(row[0], adjacent=True) for row in rows[bottom:])
    return [*(Prose(row[0]) for row in rows[:top]), *table, *tail]


def filled(row: Row) -> Row:
    """The cells up to the last that is not blank."""
    return row[: max((n for n, cell in enumerate(row, start=1) if cell.text), default=0)]


def unread_at(passage: Passage) -> Prose:
    """What stands for a table that opens with ``passage`` and could not be read."""
    return Prose(passage, role=UNREAD, place=Place(line=passage.segments[0].line))


def is_unread(piece: Piece) -> bool:
    """Whether a piece only says where a table is that could not be read."""
    return isinstance(piece, Prose) and piece.role == UNREAD


def grid_of(rows: Sequence[Row], header_rows: int | None = None) -> Table:
    """Make a grid of cells that span one slot each; rows may differ in length."""
    cells = tuple(
        Cell(r, c, passage)
        for r, row in enumerate(rows, start=1)
        for c, passage in enumerate(row, start=1)
    )
    columns = max(map(len, rows), default=0)
    return Table(0, len(rows), columns, cells, header_rows=header_rows, place=_first_place(cells))


def _first_place(cells: Sequence[Cell]) -> Place:
    if not cells:
        return Place()
    return replace(cells[0].passage.place(0, 0), span=None)


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
