"""Saved web pages: the article with its tables, without what surrounds it."""

from __future__ import annotations

import re

from lxml import etree

from gouji.documents.article import find_article, is_surrounding, page_title
from gouji.documents.assembly import assemble
from gouji.documents.decoding import decode
from gouji.documents.document import Document, DocumentError, Place
from gouji.documents.html_places import RAW, SourceMap
from gouji.documents.html_table import (
    BLOCKS,
    Pieces,
    is_hidden,
    own_cells,
    own_rows,
    parse,
    read_table,
)
from gouji.documents.pieces import Piece, Prose, Tally
from gouji.documents.source import Source

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,20})"
)
_CHINESE = frozenset({"gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030"})
_HEADING = re.compile(r"h([1-6])")


def read(source: Source) -> Document:
    """Read the article of a saved page."""
    decoded = decode(source, _declared(source.data))
    root = parse(source, decoded.text)
    walk = _Walk(source, SourceMap(decoded.text, root))
    walk.enter(find_article(root))
    walk.flush()
    if not walk.pieces:
        raise DocumentError(
            source.path,
            "网页中没有正文；请保存完整网页（含正文）后重试",
            "the page has no text of its own; save the complete page and try again",
        )
    found = assemble(walk.pieces)
    title = page_title(root) or found.title
    metadata = {"encoding": decoded.encoding, **({"title": title} if title else {})}
    return source.document("html", found.blocks, metadata=metadata)


def _declared(data: bytes) -> str | None:
    found = _CHARSET.search(data[:4096])
    if found is None:
        return None
    name = found.group(1).decode("ascii", "ignore").lower()
    return "gb18030" if name in _CHINESE else name


class _Walk:
    """Goes through the article and collects its lines and tables."""

    def __init__(self, source: Source, places: SourceMap) -> None:
        self.source, self.places = source, places
        self.pieces: list[Piece] = []
        self.tally = Tally(source)
        self._line: Pieces = []
        self._depth: int | None = None

    def enter(self, element: etree._Element) -> None:
        """Read ``element`` and what is below it."""
        if not isinstance(element.tag, str) or element.tag in RAW or is_hidden(element):
            return
        if element.tag == "table" and not _is_layout(element):
            self.flush()
            self._table(element)
            return
        breaks = element.tag in BLOCKS or element.tag in {"br", "td", "th"}
        if breaks:
            self.flush()
        heading = _HEADING.fullmatch(element.tag)
        self._depth = int(heading.group(1)) if heading else self._depth
        self._line.append((element, False))
        for child in element:
            if not is_surrounding(child):
                self.enter(child)
            self._line.append((child, True))
        if breaks:
            self.flush()
        self._depth = None if heading else self._depth

    def flush(self) -> None:
        """End the paragraph that was being collected."""
        passage = self.places.passage(self._line)
        self._line = []
        if passage.text:
            line = passage.segments[0].line if passage.segments else None
            self.pieces.append(Prose(passage, self._depth, place=Place(line=line), whole=True))

    def _table(self, element: etree._Element) -> None:
        grid = read_table(self.source, element, self.places)
        self.tally.add(grid)
        if any(cell.text for cell in grid.cells):
            self.pieces.append(grid)


def _is_layout(table: etree._Element) -> bool:
    """Whether a table only arranges the page: one cell, or cells that hold tables themselves."""
    cells = [cell for row in own_rows(table) for cell in own_cells(row)]
    filled = [cell for cell in cells if any(text.strip() for text in cell.itertext())]
    if len(filled) < 2:
        return True
    holding = sum(cell.find(".//table") is not None for cell in filled)
    return holding * 2 >= len(filled)
