"""A document drawn again from what its reader saw, with its figures marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

from gouji.documents.document import Cell, Document, Paragraph, Passage, Place, Table
from gouji.reports.marking.marks import Mark
from gouji.reports.saying.quoting import found_in, spots

MOST_CELLS = 100_000
"""Rows of a table beyond so many cells are left out, and that is said."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text, and the figure it is, if it is one."""

    text: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """A heading (``level`` 1…) or a paragraph."""

    pieces: tuple[Piece, ...]
    level: int | None = None
    kind: str = "line"


@dataclass(frozen=True, slots=True)
class GridCell:
    pieces: tuple[Piece, ...]
    rowspan: int
    colspan: int
    header: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; ``cut`` rows were too many to draw."""

    number: int
    caption: tuple[Piece, ...]
    rows: tuple[tuple[GridCell, ...], ...]
    notes: tuple[tuple[Piece, ...], ...]
    cut: int = 0
    kind: str = "grid"


@dataclass(frozen=True, slots=True)
class Redrawn:
    """The blocks of a document, and the ids of the marks that found their place in it."""

    blocks: tuple[Line | Grid, ...]
    placed: frozenset[str]


def redraw(document: Document, marks: Iterable[Mark]) -> Redrawn:
    """Draw ``document`` again with those of ``marks`` that stand in it."""
    pen = _Pen(document.path, marks, {paragraph.text for paragraph in document.paragraphs})
    blocks = tuple(pen.block(block) for block in document.blocks)
    return Redrawn(blocks, frozenset(pen.placed))


@dataclass
class _Pen:
    """Knows where marks are due, and which have been set."""

    path: str
    marks: Iterable[Mark]
    prose: set[str]
    """What stands in paragraphs of its own: a reader may also have given it to a table."""
    placed: set[str] = field(default_factory=set)
    _cells: dict[tuple[int, int, int], list[Mark]] = field(init=False)
    _flowing: dict[Place, list[Mark]] = field(init=False)

    def __post_init__(self) -> None:
        self._cells, self._flowing = defaultdict(list), defaultdict(list)
        for mark in self.marks:
            place = mark.figure.place
            if mark.figure.document != self.path:
                continue
            if place.table and place.row and place.column:
                self._cells[place.table, place.row, place.column].append(mark)
            else:
                self._flowing[replace(place, span=None)].append(mark)

    def block(self, block: Paragraph | Table) -> Line | Grid:
        if isinstance(block, Paragraph):
            return Line(self._flow(block.passage, block.place), block.level)
        return self._grid(block)

    def _grid(self, table: Table) -> Grid:
        rows = min(table.rows, MOST_CELLS // max(table.columns, 1))
        first_row = {cell.text for cell in table.cells if cell.row == 1}
        around = replace(table.place, table=None)
        caption = self._apart(table.title, first_row, around) if table.title else ()
        notes = tuple(filter(None, (self._apart(note, set(), around) for note in table.notes)))
        drawn = tuple(tuple(row) for row in self._rows(table, rows))
        return Grid(table.number, caption, drawn, notes, table.rows - rows)

    def _rows(self, table: Table, rows: int) -> Iterator[Iterator[GridCell]]:
        printed = {(cell.row, cell.column): cell for cell in table.cells if cell.row <= rows}
        heads = self._header_rows(table)
        spans = {place: (cell.rowspan, cell.colspan) for place, cell in printed.items()}
        hidden = _covered(spans, rows, table.columns)
        for row in range(1, rows + 1):
            yield (
                self._cell(table.number, printed.get(at), at, spans.get(at, (1, 1)), row <= heads)
                for at in ((row, column) for column in range(1, table.columns + 1))
                if at not in hidden
            )

    def _cell(
        self, table: int, cell: Cell | None, at: tuple[int, int], span: tuple[int, int], head: bool
    ) -> GridCell:
        marks = self._cells.get((table, *at), [])
        pieces = self._cut(cell.passage, marks) if cell else ()
        return GridCell(pieces, *span, header=head)

    def _header_rows(self, table: Table) -> int:
        """Count the header's rows; where the format is silent, those above the first figure."""
        if table.header_rows is not None:
            return table.header_rows
        rows = [row for number, row, _ in self._cells if number == table.number]
        return min(rows) - 1 if rows else 1

    def _apart(self, passage: Passage, cells: set[str], within: Place) -> tuple[Piece, ...]:
        """Draw a caption or a note, unless it is drawn anyway."""
        return () if passage.text in self.prose | cells else self._flow(passage, within)

    def _flow(self, passage: Passage, within: Place) -> tuple[Piece, ...]:
        stands = spots(passage, within)
        marks = [mark for spot in stands for mark in self._flowing.get(spot, [])]
        return self._cut(passage, [mark for mark in marks if mark.id not in self.placed])

    def _cut(self, passage: Passage, marks: list[Mark]) -> tuple[Piece, ...]:
        """Cut the text where marked figures begin and end; of two that overlap the first stays."""
        spans = [(span, mark) for mark in marks if (span := found_in(passage, mark.figure))]
        pieces, at = [], 0
        for (start, end), mark in sorted(spans, key=lambda found: found[0]):
            if start < at:
                continue
            pieces += [Piece(passage.text[at:start]), Piece(passage.text[start:end], mark)]
            self.placed.add(mark.id)
            at = end
        return tuple(piece for piece in (*pieces, Piece(passage.text[at:])) if piece.text)


def _covered(
    spans: Mapping[tuple[int, int], tuple[int, int]], rows: int, columns: int
) -> set[tuple[int, int]]:
    """Find the places of the grid that a span of another cell covers."""
    return {
        place
        for (row, column), (tall, wide) in spans.items()
        if tall > 1 or wide > 1
        for place in product(
            range(row, min(row + tall, rows + 1)), range(column, min(column + wide, columns + 1))
        )
        if place != (row, column)
    }
