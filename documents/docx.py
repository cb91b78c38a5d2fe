"""Word documents: paragraphs, tables with their true merged cells, text boxes, footnotes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import replace
from importlib import import_module
from typing import Any

from lxml import etree

from gouji.documents.document import (
    Document,
    Paragraph,
    Passage,
    Place,
    Segment,
    Table,
    Unread,
    set_in,
    told,
)
from gouji.documents.files.archive import check_archive, parsed, refusing_damage
from gouji.documents.files.office import WORD, main_type, retyped, transitional
from gouji.documents.files.source import Source
from gouji.documents.layout.assembly import assembled
from gouji.documents.layout.pieces import Piece, Slots, pictures_unread
from gouji.documents.office.docx_styles import (
    Numbering,
    Styles,
    W,
    is_on,
    list_of,
    outline_depth,
    value,
)
from gouji.documents.office.docx_text import Words, read_words, runs_on, style_id

_WRAPPERS = frozenset(f"{W}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml"))
_GALLERY = f"{W}sdtPr/{W}docPartObj/{W}docPartGallery"
_LARGEST_SPAN = 1_000


def read(source: Source) -> Document:
    """Read a docx file as it is printed with every tracked change accepted."""
    walk = walked(source)
    return assembled(source, "docx", walk.pieces, unread=walk.unread)


def walked(source: Source) -> Walk:
    """Go through a docx file, and keep the elements that its words were read from."""
    check_archive(source)
    library = import_module("docx")
    with refusing_damage(source):
        package = library.Document(io.BytesIO(opened(source.data)))
        walk, body = Walk(source, package), package.element.body
    if body is not None:
        walk.blocks(body, 0)
        walk.unread += pictures_unread(walk.pictures)
    return walk


def opened(data: bytes) -> bytes:
    """A package that python-docx takes: it knows neither templates, macros nor strict Open XML."""
    data = transitional(data)
    kind = main_type(data, WORD)
    return data if kind is None else retyped(data, kind, next(iter(WORD)))


def _part(main: object, kind: str) -> etree._Element | None:
    """Parse the part that ``main`` relates to as ``kind``: styles, numbering, footnotes."""
    for relation in main.rels.values():  # type: ignore[attr-defined]
        if relation.reltype.rsplit("/", 1)[-1] == kind and not relation.is_external:
            return parsed(relation.target_part.blob)
    return None


class Walk:
    """Goes through the body in the order of reading.

    ``paragraphs`` are the elements behind the numbers that places give, from 1; ``cells`` those
    behind the passages of cells, by their identity: passages outlive all that is done to grids.
    """

    def __init__(self, source: Source, package: Any) -> None:
        main = package.part
        self.source, self.package = source, package
        self.paragraphs: list[etree._Element] = []
        self.cells: dict[int, etree._Element] = {}
        self.pieces: list[Piece] = []
        self.unread: list[Unread] = []
        self.pictures: list[Place] = []
        self._styles = Styles(_part(main, "styles"))
        self._numbering = Numbering(_part(main, "numbering"))
        self._notes = {kind: _notes(_part(main, f"{kind}s")) for kind in ("footnote", "endnote")}
        self._shown: set[str] = set()
        """Pictures that were counted."""
        self._begun = ""
        """The words of paragraphs whose end is deleted, which the next one goes on with."""

    def blocks(self, parent: etree._Element, depth: int) -> None:
        """Read the paragraphs and tables below ``parent``."""
        self.source.limits.check("nesting", depth, self.source.path)
        for child in _unwrapped(parent):
            if child.tag == f"{W}p":
                self.paragraphs.append(child)
                self._read_paragraph(child, depth)
            elif child.tag == f"{W}tbl":
                self._table(child, depth)
            elif child.tag == f"{W}altChunk":
                place = Place(paragraph=max(len(self.paragraphs), 1))
                self.unread.append(Unread(place, told("embedded")))

    def words(self, paragraph: etree._Element) -> Words:
        """The words of a paragraph, in the looks of this document's styles."""
        return read_words(paragraph, self._styles)

    def _read_paragraph(self, element: etree._Element, depth: int) -> None:
        words = self.words(element)
        self._begun += str(words)
        passage = Passage("") if runs_on(element) else self._numbered(element, self._begun)
        self._begun = self._begun if runs_on(element) else ""
        place = Place(paragraph=len(self.paragraphs))
        if passage.text:
            style = self._styles.of(style_id(element))
            controls = element.iterancestors(f"{W}sdt")
            listed = words.lists_contents or any(
                value(control, _GALLERY) == "Table of Contents" for control in controls
            )
            role = "contents" if listed else style.role
            level = None if listed else outline_depth(element) or style.depth
            self.pieces.append(Paragraph(passage, level, role=role, place=place, adjacent=True))
        self._hanging(words, place, depth)

    def _numbered(self, element: etree._Element, text: str) -> Passage:
        lead = len(text) - len(text.lstrip())
        counted = list_of(element) or self._styles.of(style_id(element)).numbering
        number = self._numbering.next(*counted) if counted and text.strip() else ""
        segments = [Segment(0)] if number else []
        return Passage(number + text.strip(), (*segments, Segment(len(number), column=lead)))

    def _hanging(self, words: Words, place: Place, depth: int) -> None:
        """Read what hangs on a paragraph: text boxes, footnotes, pictures."""
        for box in words.boxes:
            self.blocks(box, depth + 1)
        for kind, number in words.notes:
            for note in self._notes[kind].get(number, ()):
                if text := str(self.words(note)).strip():
                    self.pieces.append(Paragraph(Passage(text), role="footnote", place=place))
        self.pictures += [place for name in words.pictures if name not in self._shown]
        self._shown.update(filter(None, words.pictures))

    def _table(self, table: etree._Element, depth: int) -> None:
        reader = _Table(self.source, table, self._styles)
        if len(reader.cells) < 2:
            for frame in reader.elements:
                self.blocks(frame, depth + 1)
            return
        grid = reader.grid(Place(paragraph=len(self.paragraphs)))
        self.source.count(grid.rows, len(grid.cells))
        self.pieces.append(grid)
        passages = (id(cell.passage) for cell in reader.cells)
        self.cells |= zip(passages, reader.elements, strict=True)
        for nested in (inner for c in reader.elements for inner in c.iterchildren(f"{W}tbl")):
            self._table(nested, depth + 1)
        for words in reader.words:
            self._hanging(words, Place(paragraph=len(self.paragraphs)), depth)


def _notes(root: etree._Element | None) -> dict[str, list[etree._Element]]:
    notes = root if root is not None else ()
    printed = [note for note in notes if note.get(f"{W}type") in {None, "normal"}]
    return {note.get(f"{W}id", ""): list(note.iter(f"{W}p")) for note in printed}


def _unwrapped(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the children of ``parent``, looking through content controls."""
    for child in parent:
        if child.tag in _WRAPPERS:
            yield from _unwrapped(child)
        else:
            yield child


class _Table:
    """Reads one table's own rows."""

    def __init__(self, source: Source, table: etree._Element, styles: Styles) -> None:
        rows = [row for row in _unwrapped(table) if row.tag == f"{W}tr"]
        self._rows = [row for row in rows if row.find(f"{W}trPr/{W}del") is None]
        self._styles = styles
        self.words: list[Words] = []
        self.elements: list[etree._Element] = []
        self._slots = Slots(source, len(self._rows))
        self.cells = self._slots.cells
        self._open: dict[int, int] = {}
        for number, row in enumerate(self._rows, start=1):
            source.hurry()
            self._row(number, row)

    def grid(self, place: Place) -> Table:
        header = [is_on(row.find(f"{W}trPr/{W}tblHeader")) for row in self._rows]
        hidden = [is_on(row.find(f"{W}trPr/{W}hidden")) for row in self._rows]
        return self._slots.table(place, [*header, False].index(False), hidden=hidden)

    def _row(self, number: int, row: etree._Element) -> None:
        column = 1 + _span(value(row, f"{W}trPr/{W}gridBefore"), least=0)
        for element in _unwrapped(row):
            if element.tag != f"{W}tc":
                continue
            across = _span(value(element, f"{W}tcPr/{W}gridSpan"))
            if not self._continues(element, column, number, across):
                self._cell(element, number, column, across)
            column += across

    def _continues(self, element: etree._Element, column: int, row: int, across: int) -> bool:
        """Let the cell above reach down where this one only continues it."""
        merge = element.find(f"{W}tcPr/{W}vMerge")
        at = self._open.get(column)
        if merge is None or merge.get(f"{W}val") == "restart" or at is None:
            self._open.pop(column, None)
            if merge is not None:
                self._open[column] = len(self.cells)
            return False
        above = self.cells[at]
        if above.row + above.rowspan != row:
            return False
        self.cells[at] = replace(above, rowspan=row - above.row + 1)
        self._slots.lay(row, column, 1, across)
        return True

    def _cell(self, element: etree._Element, row: int, column: int, across: int) -> None:
        paragraphs = [p for p in _unwrapped(element) if p.tag == f"{W}p"]
        words = [read_words(p, self._styles) for p in paragraphs]
        self.words += words
        self.elements.append(element)
        lines = [""]
        for said, paragraph in zip(words, paragraphs, strict=True):
            lines[-1] += str(said)
            lines += [""] * (not runs_on(paragraph))
        printed = [line for line in lines if line.strip()]
        text = "\n".join([*(line.rstrip() for line in printed[:1]), *map(str.strip, printed[1:])])
        self._slots.put(row, column, set_in(text), 1, across)


def _span(text: str | None, least: int = 1) -> int:
    if text is None or not text.isdecimal():
        return least
    return max(least, min(int(text), _LARGEST_SPAN))
