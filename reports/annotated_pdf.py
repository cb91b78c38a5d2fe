"""A PDF with its figures highlighted, and findings as the notes of the highlights."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from gouji.documents.document import Document, DocumentError, Passage
from gouji.documents.files.source import Source
from gouji.documents.pdf import quiet
from gouji.figures.figure import Figure
from gouji.reports.marking.annotating import AUTHOR, FILLS, Marked, Original, Remark
from gouji.reports.marking.printed_letters import Box, Letters, Wanted, around, letters_of
from gouji.reports.marking.recognised_lines import recognised_lines
from gouji.reports.saying.quoting import found_in

FORMATS = ("pdf",)
SUFFIX = ".pdf"
_BRACKETED = re.compile(r"[(（][^()（）]*[)）]")
_ICON = (12.0, 12.0, 32.0, 32.0)
"""Where the note about the whole copy stands: from the left edge, from the upper one."""


def mark(original: Original) -> Marked:
    """Mark a copy of a PDF file."""
    located, lost = _located(original)
    library = import_module("pypdf")
    try:
        reader = library.PdfReader(io.BytesIO(original.source.data))
        writer = library.PdfWriter(clone_from=reader)
        _forget(writer)
        for remark, page, lines in located:
            _highlight(writer, page, lines, remark)
        _note(writer, original.preface(lost))
        data = io.BytesIO()
        writer.write(data)
    except (library.errors.PyPdfError, ValueError, KeyError, TypeError, RecursionError) as damage:
        raise _unmarkable(original.source) from damage
    return Marked(data.getvalue(), tuple(lost))


def _unmarkable(source: Source) -> DocumentError:
    return DocumentError(
        source.path,
        "文件内部结构有损，无法加批注；请用 PDF 阅读器另存后重试",
        "its inner structure is damaged and takes no notes; save it anew with a PDF reader",
    )


def _located(original: Original) -> tuple[list[tuple[Remark, int, list[Box]]], list[Remark]]:
    """Find the figures on their pages: page number, and a box a line."""
    library = import_module("pdfplumber")
    located, lost = [], []
    with quiet(), library.open(io.BytesIO(original.source.data)) as file:
        sight = _Sight(original.document, file.pages)
        for remark in sorted(original.remarks, key=lambda r: r.figure.number):
            lines = sight.lines(remark.figure)
            if lines:
                located.append((remark, remark.figure.place.page or 0, lines))
            else:
                lost.append(remark)
    return located, lost


@dataclass(slots=True)
class _Sight:
    """Looks figures up on their pages, no two at one spot."""

    document: Document
    pages: Sequence[Any]
    letters: dict[int, Letters] = field(default_factory=dict)
    taken: dict[int, set[int]] = field(default_factory=dict)

    def lines(self, figure: Figure) -> list[Box]:
        number = figure.place.page or 0
        if not 0 < number <= len(self.pages):
            return []
        if figure.confidence is not None:
            height = float(self.pages[number - 1].height)
            return list(recognised_lines(_passages(self.document, figure), figure, height))
        if number not in self.letters:
            self.letters[number] = letters_of(self.pages[number - 1], number)
        letters, taken = self.letters[number], self.taken.setdefault(number, set())
        for wanted in _wanted(self.document, figure):
            if span := letters.find(wanted, taken):
                taken.add(span[0])
                return letters.lines(*span)
        return []


def _passages(document: Document, figure: Figure) -> list[Passage]:
    """The cell or the paragraphs in which a figure may stand."""
    place = figure.place
    if place.table is not None:
        table = next(t for t in document.tables if t.number == place.table)
        at = place.row, place.column
        return [c.passage for c in table.cells if (c.row, c.column) == at]
    line = place.page, place.line
    passages = (p.passage for p in document.paragraphs)
    return [p for p in passages if any((s.page, s.line) == line for s in p.segments)]


def _wanted(document: Document, figure: Figure) -> Iterator[Wanted]:
    """What to look for: the figure's characters, and what its row or paragraph prints around."""
    place = figure.place
    if place.table is not None:
        table = next(t for t in document.tables if t.number == place.table)
        row = sorted((c for c in table.cells if c.row == place.row), key=lambda c: c.column)
        at = next((i for i, c in enumerate(row) if c.column == place.column), None)
        if at is not None:
            yield from _in_row([cell.passage for cell in row], at, figure)
        return
    for paragraph in document.paragraphs:
        if any(segment.line == place.line for segment in paragraph.passage.segments):
            yield from _in_row([paragraph.passage], 0, figure)


def _in_row(row: Sequence[Passage], at: int, figure: Figure) -> Iterator[Wanted]:
    """The figure with its change, then by itself: its change may stand on a line of its own."""
    own, number = row[at].text, figure.numeral.text
    span = found_in(row[at], figure)
    if span is not None and number in own[slice(*span)]:
        yield around([passage.text for passage in row], at, span)
    bare = [_BRACKETED.sub("", passage.text) for passage in row]
    start = bare[at].find(number)
    if start >= 0:
        yield around(bare, at, (start, start + len(number)))


def _forget(writer: Any) -> None:
    """Take away the notes that an earlier marking left."""
    for page in writer.pages:
        notes = page.get("/Annots")
        for note in list(notes.get_object()) if notes is not None else ():
            if note.get_object().get("/T") == AUTHOR:
                notes.get_object().remove(note)


def _highlight(writer: Any, number: int, lines: list[Box], remark: Remark) -> None:
    from pypdf.annotations import Highlight  # noqa: PLC0415
    from pypdf.generic import ArrayObject, FloatObject  # noqa: PLC0415

    page = writer.pages[number - 1]
    boxes = [_on_page(page, box) for box in lines]
    quads = [q for box in boxes for q in _corners(box)]
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    annotation = Highlight(
        rect=(min(lefts), min(bottoms), max(rights), max(tops)),
        quad_points=ArrayObject([FloatObject(q) for q in quads]),
        highlight_color=FILLS[remark.severity],
        printing=True,
        title_bar=AUTHOR,
    )
    _say(annotation, remark.text)
    writer.add_annotation(number - 1, annotation)


def _say(annotation: Any, text: str) -> None:
    from pypdf.generic import NameObject, TextStringObject  # noqa: PLC0415

    annotation[NameObject("/Contents")] = TextStringObject(text)


def _note(writer: Any, text: str) -> None:
    from pypdf.annotations import Text  # noqa: PLC0415

    page = writer.pages[0]
    width, height = _measures(page)
    left, top, right, bottom = _ICON
    box = (min(left, width), height - bottom, min(right, width), height - top)
    writer.add_annotation(0, Text(rect=_on_page(page, box), text=text, title_bar=AUTHOR))


def _corners(box: Box) -> Iterator[float]:
    left, bottom, right, top = box
    for x, y in ((left, top), (right, top), (left, bottom), (right, bottom)):
        yield from (x, y)


def _measures(page: Any) -> tuple[float, float]:
    """Width and height as the page is shown."""
    box = page.mediabox
    shown = (float(box.width), float(box.height))
    return shown if page.rotation % 180 == 0 else (shown[1], shown[0])


def _on_page(page: Any, box: Box) -> Box:
    """Turn a box from the page as it is shown into the page's own coordinates."""
    sheet = page.mediabox
    corners = [(box[0], box[1]), (box[2], box[3])]
    turned = [_turned(x, y, sheet, page.rotation % 360) for x, y in corners]
    (a, b), (c, d) = turned
    return min(a, c), min(b, d), max(a, c), max(b, d)


def _turned(x: float, y: float, sheet: Any, rotation: int) -> tuple[float, float]:
    left, bottom, right, top = (float(edge) for edge in sheet)
    if rotation == 90:
        return right - y, x + bottom
    if rotation == 180:
        return right - x, top - y
    if rotation == 270:
        return y + left, top - x
    return x + left, y + bottom
