"""Pieces to blocks: sections get their levels, tables their numbers, titles and notes.

A number that a narrow cell breaks over two lines is put together again where its marks tell:
``1,234,`` over ``567``, ``1,23`` over ``4,567``, ``98`` over ``.5``, or ``1 300`` over ``000``,
which counts nothing by itself. Digits over digits may be two; whoever reads the column tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from gouji.documents.document import Block, Cell, Document, Paragraph, Passage, Table, Unread, told
from gouji.documents.files.source import Source
from gouji.documents.layout.lines import cut, join, without
from gouji.documents.layout.outline import Outline, find_title, is_heading, numbering, run_in
from gouji.documents.layout.parting import continued, headed, part
from gouji.documents.layout.pieces import Piece, is_unread
from gouji.documents.layout.shapes import (
    is_contents_line,
    is_figure_caption,
    is_note,
    is_table_caption,
    is_unit_line,
)

_LONGEST_NOTE_ITEM = 200
_MOST_CAPTIONS = 6
_FIRST_ITEM = re.compile(r"[：:]\s*(?:[(（]?1\s*[.．、)）]|①)")
_BROKEN = re.compile(r"(?<![0-9.,])([0-9][0-9.,]{0,30})[ \t]*\n\s*([0-9.,]{1,31})(?![0-9])")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_MARKED = re.compile(r"[0-9]+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_SERIAL = re.compile(r"[0-9]{1,2}\.")
_GROUPS = re.compile(r"(?<![0-9 ])([1-9][0-9]{0,2}(?: [0-9]{3})*)\n(?=0[0-9]{2}(?![0-9]))")
_MOST_LINES = 4


def assembled(
    source: Source,
    form: str,
    pieces: Sequence[Piece],
    *,
    unread: Iterable[Unread] = (),
    title: str | None = None,
) -> Document:
    """Turn what a reader found, in the order of the page, into numbered, titled blocks.

    ``title`` is what the format itself calls the document.
    """
    unclear = [piece.place for piece in pieces if is_unread(piece)]
    sound = headed(piece for piece in pieces if not is_unread(piece))
    parted = (
        part(replace(one, cells=tuple(map(_whole, one.cells)))) if isinstance(one, Table) else [one]
        for one in sound
    )
    whole = continued([one for parts in parted for one in parts])
    named = find_title(whole)
    title = title or (named.text if named is not None else None)
    whole = [replace(named, role="title") if one is named else one for one in whole]
    return source.document(
        form,
        _Assembly(list(_parted(whole))).run(),
        unread=(*unread, *(Unread(place, told("unclear-table")) for place in unclear)),
        metadata={"title": title} if title else {},
    )


def _parted(pieces: Iterable[Piece]) -> Iterable[Piece]:
    """Part a heading from the paragraph that it opens: ``（一）市容环境。共受理…``."""
    for piece in pieces:
        end = run_in(piece.text) if isinstance(piece, Paragraph) and not piece.role else None
        if end is None or not isinstance(piece, Paragraph):
            yield piece
            continue
        yield replace(piece, passage=cut(piece.passage, 0, end))
        yield replace(piece, passage=cut(piece.passage, end + 1), level=None, adjacent=True)


@dataclass(slots=True)
class _Assembly:
    pieces: list[Piece]
    outline: Outline = field(default_factory=Outline)
    blocks: list[Block] = field(default_factory=list)
    tables: int = 0
    at: int = 0

    def run(self) -> tuple[Block, ...]:
        while self.at < len(self.pieces):
            captions = self._captions()
            self.at += len(captions)
            piece = self.pieces[self.at]
            if isinstance(piece, Table):
                self._table(piece, captions)
            else:
                self._prose(piece)
            self.at += 1
        return tuple(self.blocks)

    def _captions(self) -> list[Passage]:
        """Captions right above a table become its title, and no paragraph.

        Above one that has a title of its own only a line with its unit does.
        """
        found: list[Passage] = []
        for piece in self.pieces[self.at : self.at + _MOST_CAPTIONS]:
            if isinstance(piece, Table):
                return found if piece.title is None or not any(map(_names, found)) else []
            names = is_unit_line(piece.text) or is_table_caption(piece.text)
            if piece.role not in {"", "caption"} or not names:
                break
            found.append(piece.passage)
        return []

    def _prose(self, piece: Paragraph) -> None:
        role, level, above = piece.role or _role(piece.text), None, self.outline.path
        if _is_section(piece, role):
            role, level = "heading", self.outline.enter(piece.text, piece.level)
            above = self.outline.path[: level - 1]
        self.blocks.append(replace(piece, level=level, headings=above, role=role))

    def _table(self, grid: Table, captions: list[Passage]) -> None:
        self.tables += 1
        title, headings = self._title(grid, captions)
        notes: list[Paragraph] = []
        for piece in islice(self.pieces, self.at + 1, None):
            if not isinstance(piece, Paragraph) or piece.level or not _is_note(piece, notes):
                break
            notes.append(piece)
        under, place = tuple(n.passage for n in notes), replace(grid.place, table=self.tables)
        grid = replace(grid, number=self.tables, title=title, headings=headings)
        self.blocks.append(replace(grid, notes=under, place=place))
        for note in notes:
            self._prose(replace(note, role="note"))
        self.at += len(notes)

    def _title(
        self, grid: Table, captions: list[Passage]
    ) -> tuple[Passage | None, tuple[str, ...]]:
        path, own = self.outline.path, grid.title
        if own is None and not any(map(_names, captions)):
            own = _title_row(grid)
        printed = [*([own] if own is not None else []), *captions]
        if grid.title is None and not any(map(_names, printed)):
            heading = self._heading_of_just_this()
            if heading is not None:
                return join([heading, *printed], " "), path[:-1]
        return (join(printed, " ") if printed else None), path

    def _heading_of_just_this(self) -> Passage | None:
        """Take a numbered line right above the only table of its section for its title."""
        last = self.blocks[-1] if self.blocks else None
        if not isinstance(last, Paragraph) or last.level is None:
            return None
        number = numbering(last.text)
        if number is None or not number.names_a_table:
            return None
        for piece in islice(self.pieces, self.at + 1, None):
            if isinstance(piece, Table):
                return None
            if _is_section(piece, piece.role or _role(piece.text)):
                break
        return last.passage


def _is_note(piece: Paragraph, before: Sequence[Paragraph]) -> bool:
    if is_note(piece.text) or piece.role == "note":
        return True
    if not before or not piece.adjacent or len(piece.text) > _LONGEST_NOTE_ITEM:
        return False
    number = numbering(piece.text)
    if number is None or not number.names_a_table:
        return False
    return not is_heading(piece.text) or _FIRST_ITEM.search(before[0].text) is not None


def _role(text: str) -> str:
    if is_note(text):
        return "note"
    if is_contents_line(text):
        return "contents"
    if is_table_caption(text) or is_figure_caption(text):
        return "caption"
    return ""


def _is_section(piece: Paragraph, role: str) -> bool:
    if role == "heading":
        return True
    return not role and (piece.level is not None or is_heading(piece.text))


def _names(passage: Passage) -> bool:
    return not is_unit_line(passage.text)


def _title_row(grid: Table) -> Passage | None:
    """Take a first row with nothing but one label at its left for the table's name."""
    first = [cell for cell in grid.row(1) if cell.text]
    if len(first) != 1 or first[0].column != 1 or grid.rows < 3 or grid.columns < 2:
        return None
    return first[0].passage


def _whole(cell: Cell) -> Cell:
    """Put the broken numbers of a cell together; all places stay."""
    passage = cell.passage
    if "\n" not in passage.text:
        return cell
    if _GROUPS.search(passage.text):
        passage = replace(passage, text=_GROUPS.sub(r"\1 ", passage.text))
    for _ in range(_MOST_LINES):
        broken = [m for m in _BROKEN.finditer(passage.text) if _is_one(m[1], m[2].rstrip(".,"))]
        if not broken:
            break
        passage = without(passage, [(m.end(1), m.start(2)) for m in broken])
    return cell if passage is cell.passage else replace(cell, passage=passage)


def _is_one(above: str, below: str) -> bool:
    """Whether two lines are a number together, and not each for itself."""
    if _SERIAL.fullmatch(above) or not _MARKED.fullmatch(above + below):
        return False
    return not (_PLAIN.fullmatch(above) and _PLAIN.fullmatch(below))
