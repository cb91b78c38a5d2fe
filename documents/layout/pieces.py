"""What a reader finds before it is a document: prose and tables in the order of the page.

Cells with spans are laid into the slots of a grid.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TypeAlias

from gouji.documents.document import Block, Cell, Paragraph, Passage, Place, Table, Unread, told
from gouji.documents.files.source import Source
from gouji.documents.layout.shapes import kind
from gouji.texts.bilingual import Words

UNREAD = "unread"
"""The role of a line that opens a table beyond doubt, whose rows are not clear."""


Piece: TypeAlias = Block
"""A paragraph or a table that does not know yet what stands above it, and which its number is."""
Row: TypeAlias = Sequence[Passage]


def with_prose(rows: Sequence[Row], is_loose: Callable[[Row], bool]) -> list[Piece]:
    """A table of rows; loose ones over it and under it are lines of their own."""
    top = next((n for n, row in enumerate(rows) if not is_loose(row)), len(rows))
    bottom = next((n for n in range(len(rows), top, -1) if not is_loose(rows[n - 1])), top)
    table = [grid_of(rows[top:bottom])] if bottom > top else []
    tail = (Paragraph(row[0], adjacent=True) for row in rows[bottom:])
    return [*(Paragraph(row[0]) for row in rows[:top]), *table, *tail]


def filled(row: Row) -> Row:
    """The cells up to the last that is not blank."""
    return row[: max((n for n, cell in enumerate(row, start=1) if cell.text), default=0)]


def has_number(row: Iterable[Cell | Passage]) -> bool:
    return any(kind(cell.text) == "number" for cell in row)


def unread_at(passage: Passage) -> Paragraph:
    """What stands for a table that opens with ``passage`` and could not be read."""
    return Paragraph(passage, role=UNREAD, place=Place(line=passage.segments[0].line))


def is_unread(piece: Piece) -> bool:
    """Whether a piece only says where a table is that could not be read."""
    return isinstance(piece, Paragraph) and piece.role == UNREAD


def pictures_unread(places: Sequence[Place], how: Words | str = "") -> Iterator[Unread]:
    """One word for all pictures and charts, and ``how`` to read them; the first gives the place."""
    if n := len(places):
        yield Unread(places[0], told("pictures", n=n, how=how))


def grid_of(rows: Sequence[Row], header_rows: int | None = None) -> Table:
    """Make a grid of cells that span one slot each; rows may differ in length."""
    cells = tuple(
        Cell(r, c, passage)
        for r, row in enumerate(rows, start=1)
        for c, passage in enumerate(row, start=1)
    )
    columns = max(map(len, rows), default=0)
    place = replace(cells[0].passage.place(0, 0), span=None) if cells else Place()
    return Table(0, len(rows), columns, cells, header_rows=header_rows, place=place)


@dataclass(slots=True)
class Slots:
    """The cells laid so far into a grid of ``rows``, and which slots they take."""

    source: Source
    rows: int
    columns: int = 0
    taken: set[tuple[int, int]] = field(default_factory=set)
    cells: list[Cell] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.source.limits.check("rows", self.rows, self.source.path)

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

    def put(self, row: int, column: int, passage: Passage, down: int, across: int) -> int:
        """Lay a cell with what it holds; return the column behind it."""
        column, down, across = self.lay(row, column, down, across)
        self.cells.append(Cell(row, column, passage, down, across))
        return column + across

    def table(
        self,
        place: Place,
        header_rows: int = 0,
        title: Passage | None = None,
        hidden: Iterable[bool] = (),
    ) -> Table:
        """The table of all cells; ``hidden`` says of each row whether it is."""
        table = Table(
            0,
            self.rows,
            self.columns,
            tuple(self.cells),
            header_rows=header_rows or None,
            title=title,
            place=place,
            hidden_rows=frozenset(n for n, is_so in enumerate(hidden, start=1) if is_so),
        )
        return spanned(table)


def spanned(table: Table) -> Table:
    """Say whether cells are merged; where none is, fill in blanks for whoever guesses spans."""
    if any(cell.rowspan * cell.colspan > 1 for cell in table.cells):
        return replace(table, cells=tuple(cell for cell in table.cells if cell.text), merged=True)
    if len(table.cells) == table.rows * table.columns:
        return table
    blank, printed = Passage(""), {(cell.row, cell.column): cell for cell in table.cells}
    slots = product(range(1, table.rows + 1), range(1, table.columns + 1))
    cells = (printed.get((r, c)) or Cell(r, c, blank) for r, c in slots)
    return replace(table, cells=tuple(cells))
