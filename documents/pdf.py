"""PDF files with a text layer: prose in reading order, ruled and unruled tables, page by page."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from importlib import import_module
from itertools import groupby
from typing import Any

from gouji.documents.document import Document, Place, Table, Unread, refused, told
from gouji.documents.files.archive import check_streams, refusing_damage
from gouji.documents.files.source import Source
from gouji.documents.layout.assembly import assembled
from gouji.documents.layout.lines import Line
from gouji.documents.layout.pieces import Piece
from gouji.documents.layout.wrapping import paragraphs, wrap_width
from gouji.documents.pages import ocr
from gouji.documents.pages.pdf_pages import Page, flow, printed_page
from gouji.documents.pages.pdf_words import is_unreadable, turned, words_of
from gouji.documents.pages.printed import Printed, PrintedTable, Word, joined, line_ends
from gouji.documents.pages.ruled_tables import ruled_cells

_PARAGRAPH_GAP = 1.2
_LAYER = 0.9
"""What text is worth that another recogniser laid over a scan: nobody says, so it is not named."""
_LEAST_PAGE = 1.0
"""Points; a page of less is a fault of the file."""


def read(source: Source) -> Document:
    """Read the text layer of a PDF; pages that are pictures stay unread, and are named."""
    library = import_module("pdfplumber")
    errors = import_module("pdfminer.psexceptions")
    wrapped = import_module("pdfplumber.utils.exceptions")
    own = errors.PSException, wrapped.PdfminerException, wrapped.MalformedPDFException
    check_streams(source)
    with refusing_damage(source, *own), quiet(), library.open(io.BytesIO(source.data)) as file:
        pages, unread = _pages(source, file)
    return paged(source, "pdf", pages, unread)


def paged(source: Source, kind: str, pages: Sequence[Page], unread: Sequence[Unread]) -> Document:
    """Make a document of its pages."""
    return assembled(source, kind, _pieces(source, flow(pages)), unread=unread)


@contextmanager
def quiet() -> Iterator[None]:
    """Keep pdfminer's warnings on damaged files from the terminal."""
    logger = logging.getLogger("pdfminer")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(level)


def _pages(source: Source, file: Any) -> tuple[list[Page], list[Unread]]:
    source.limits.check("pages", len(file.pages), source.path)
    if not file.pages:
        raise refused(source.path, "no-pages")
    drawing = import_module("pypdfium2")
    reading = _Reading(source, ocr.Pictures(source))
    for page in file.pages:
        source.reached("pages", page.page_number, len(file.pages))
        try:
            reading.pages += reading.read(page)
        except drawing.PdfiumError:
            reading.unread.append(Unread(Place(page=page.page_number), told("not-drawn")))
        page.close()
    unread = reading.unread
    if scans := reading.scans:  # one word for all pages that are pictures
        joined_by = (joint.join(map(str, scans)) for joint in ("、", ", "))
        text = "picture-pages" if len(scans) > 1 else "picture-page"
        said = told(text, pages=tuple(joined_by), n=len(scans))
        unread.append(Unread(Place(page=scans[0]), said))
    return reading.pages, [*unread, *reading.pictures.unread()]


@dataclass(slots=True)
class _Reading:
    """The pages of a file as they are read, and what of them is not."""

    source: Source
    pictures: ocr.Pictures
    pages: list[Page] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    scans: list[int] = field(default_factory=list)
    """Pages that are pictures, and were not recognised."""

    def read(self, page: Any) -> Iterator[Page]:
        words = words_of(page)
        measures = _measures(page, words)
        if min(measures) < _LEAST_PAGE:
            self.unread.append(Unread(Place(page=page.page_number), told("no-size")))
            return
        unreadable = is_unreadable(words)
        if (unreadable or (not words and page.images)) and ocr.is_installed():
            prints = ocr.drawn(self.source, page, (0.0, 0.0, *measures))
            yield Page(page.page_number, *measures, prints)
            return
        if unreadable:
            self.unread.append(Unread(Place(page=page.page_number), told("no-encoding")))
            return
        self.scans += [page.page_number] * bool(not words and page.images)
        yield self._printed(page, measures, words)
        if (other := turned(page)) is not None:
            yield self._printed(other, (float(other.width), float(other.height)), words_of(other))

    def _printed(self, page: Any, measures: tuple[float, float], words: Sequence[Word]) -> Page:
        if page.images and words and ocr.is_layer(self.source, page):
            words = [replace(word, confidence=_LAYER) for word in words]
        cells = ruled_cells(page)
        own = printed_page(self.source, page.page_number, measures, words, cells)
        seen = self.pictures.read(page, words) if words else ()
        return replace(own, prints=(*own.prints, *seen))


def _measures(page: Any, words: Sequence[Word]) -> tuple[float, float]:
    """The width and height of a page; those of its text where the file gives it none."""
    width, height = float(page.width), float(page.height)
    if words and min(width, height) < _LEAST_PAGE:
        whole = joined(words)
        return whole.right - whole.left, whole.bottom - whole.top
    return width, height


def _pieces(source: Source, prints: Sequence[Printed]) -> list[Piece]:
    """Paragraphs of the lines between tables, and these."""
    found = list(_numbered(prints))
    wrap = wrap_width([one for one in found if isinstance(one, Line)])
    pieces: list[Piece] = []
    for _, run in groupby(found, key=type):
        together = list(run)
        pieces += paragraphs([one for one in together if isinstance(one, Line)], wrap)
        for grid in (one for one in together if isinstance(one, Table)):
            source.count(grid.rows, len(grid.cells))
            pieces.append(grid)
    return pieces


def _numbered(prints: Sequence[Printed]) -> Iterator[Line | Table]:
    """Tables, and printed lines as lines of a text; where room parts two, a number is left out."""
    indented, broken = line_ends(prints)
    number, on_page, last = 0, 0, None
    for printed in prints:
        if isinstance(printed, PrintedTable):
            yield printed.grid
            continue
        on_page = on_page + 1 if last is not None and last.page == printed.page else 1
        room = printed.top - last.bottom if last is not None and on_page > 1 else 0.0
        number += 2 if last is None or room > last.height * _PARAGRAPH_GAP else 1
        indent = 2 if id(printed) in indented else 0
        origin = replace(printed.word.segment(printed.page, on_page), column=-indent)
        yield Line(number, " " * indent + printed.text, origin, id(printed) in broken)
        last = printed
