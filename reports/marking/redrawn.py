"""A document drawn again from what its reader saw, with its figures marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice, product
from typing import TypeAlias

from gouji.documents.document import Cell, Document, Paragraph, Passage, Place, Table
from gouji.figures.grouping import grouped
from gouji.reports.marking.marks import Mark
from gouji.reports.saying.quoting import found_in, spots

MOST_CELLS = 100_000
"""Rows of a table beyond so many cells are left out, and that is said."""
NOTHING = Passage("")
Spot: TypeAlias = Place | tuple[int, int, int]
"""Where a mark is due: the table, row and column of a cell, else a place in running text."""


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


@dataclass(frozen=True, slots=True)
class Redrawn:
    """The blocks of a document, and the ids of the marks that found their place in it."""

    blocks: tuple[Line | Grid, ...]
    placed: frozenset[str]


def redraw(document: Document, marks: Iterable[Mark]) -> Redrawn:
    """Draw ``document`` again with those of ``marks`` that stand in it."""
    own = [mark for mark in marks if mark.figure.document == document.path]
    due = grouped((_spot(mark.figure.place), mark) for mark in own)
    pen = _Pen(due, {paragraph.text for paragraph in document.paragraphs})
    return Redrawn(tuple(map(pen.block, document.blocks)), frozenset(pen.placed))


@dataclass
class _Pen:
    """Knows where marks are due, and which have been set."""

    due: Mapping[Spot, list[Mark]]
    prose: set[str]
    """What stands in paragraphs of its own: a reader may also have given it to a table."""
    placed: set[str] = field(default_factory=set)

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
        return Grid(table.number, caption, tuple(self._rows(table, rows)), notes, table.rows - rows)

    def _rows(self, table: Table, rows: int) -> Iterator[tuple[GridCell, ...]]:
        printed = {(cell.row, cell.column): cell for cell in table.cells if cell.row <= rows}
        hidden: set[tuple[int, int]] = set()
        for cell in printed.values():  # its own place left out
            down = range(cell.row, min(cell.row + cell.rowspan, rows + 1))
            across = range(cell.column, min(cell.column + cell.colspan, table.columns + 1))
            hidden.update(islice(product(down, across), 1, None))
        heads = table.header_rows
        if heads is None:  # the format is silent: those above the first figure
            cells = (spot for spot in self.due if isinstance(spot, tuple))
            heads = min((row for number, row, _ in cells if number == table.number), default=2) - 1
        for row in range(1, rows + 1):
            places = ((row, column) for column in range(1, table.columns + 1))
            drawn = []
            for at in (at for at in places if at not in hidden):
                cell = printed.get(at, Cell(*at, NOTHING))
                pieces = self._cut(cell.passage, self.due.get((table.number, *at), []))
                drawn.append(GridCell(pieces, cell.rowspan, cell.colspan, row <= heads))
            yield tuple(drawn)

    def _apart(self, passage: Passage, cells: set[str], within: Place) -> tuple[Piece, ...]:
        """Draw a caption or a note, unless it is drawn anyway."""
        return () if passage.text in self.prose | cells else self._flow(passage, within)

    def _flow(self, passage: Passage, within: Place) -> tuple[Piece, ...]:
        marks = (mark for spot in spots(passage, within) for mark in self.due.get(spot, []))
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


def _spot(place: Place) -> Spot:
    if place.table and place.row and place.column:
        return place.table, place.row, place.column
    return replace(place, span=None)
