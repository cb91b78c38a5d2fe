"""Saved web pages: the article with its tables, without what surrounds it."""

from __future__ import annotations

import re
from typing import cast

from lxml import etree

from gouji.documents.document import Document, Paragraph, Place, refused
from gouji.documents.files.decoding import decode
from gouji.documents.files.source import Source
from gouji.documents.flattened.flow import read_lines
from gouji.documents.layout.assembly import assembled
from gouji.documents.layout.lines import Line, split_lines
from gouji.documents.layout.pieces import Piece, pictures_unread
from gouji.documents.web.article import find_article, is_page_line, is_surrounding, page_title
from gouji.documents.web.html_table import (
    RAW,
    Pieces,
    is_hidden,
    is_layout,
    mark_raised,
    nested_tables,
    parse,
    passage_of,
    read_table,
    text_pieces,
)
from gouji.documents.web.stylesheet import write_styles

_CHARSET = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w-]{2,20})"
)
_CHINESE = frozenset({"gb2312", "gbk", "gb_2312-80", "x-gbk", "gb18030"})
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ICON = re.compile(r"icon|logo|arrow|/ico|qrcode|ewm|\.ico\b|spacer|blank", re.IGNORECASE)
_SMALL = 80
"""Pixels."""


def read(source: Source) -> Document:
    """Read the article of a saved page."""
    decoded = decode(source, _declared(source.data))
    root = parse(source, decoded.text)
    walk = _Walk(source)
    article = find_article(root)
    write_styles(source, root, article)
    mark_raised(article)
    walk.enter(article)
    unread = (*decoded.unread, *pictures_unread([Place()] * walk.pictures))
    if not walk.pieces and not unread:
        raise refused(source.path, "no-article")
    return assembled(source, "html", walk.pieces, unread=unread, title=page_title(root))


def _declared(data: bytes) -> str | None:
    found = _CHARSET.search(data[:4096])
    name = found[1].decode("ascii", "ignore").lower() if found else None
    return "gb18030" if name in _CHINESE else name


class _Walk:
    """Goes through the article and collects its lines and tables."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.pieces: list[Piece] = []
        self.pictures = self.paragraphs = 0
        self._line: Pieces = []

    def enter(self, article: etree._Element) -> None:
        """Read ``article`` and what is below it."""
        if not self._takes(article):
            for piece in text_pieces(article, self._leaves, between_cells="\n"):
                if piece == "\n":
                    self._flush()
                else:
                    self._line.append(piece)
        self._flush()

    def _leaves(self, element: etree._Element) -> bool:
        return is_surrounding(element) or self._takes(element)

    def _takes(self, element: etree._Element) -> bool:
        """Whether an element is nothing to read in lines: it is hidden, or read as what it is."""
        if element.tag in RAW or is_hidden(element):
            return True
        if element.tag == "table" and not is_layout(element):
            self._flush()
            self._table(element)
            return True
        if element.tag == "pre" and element.find(".//p") is None:
            self._flush()
            self.pieces += read_lines(self.source, _preformatted(element))
            return True
        self.pictures += element.tag == "img" and not _is_ornament(element)
        return False

    def _flush(self) -> None:
        """End the paragraph that was being collected."""
        passage = passage_of(self._line)
        depth = _heading_depth(self._line)
        self._line = []
        if passage.text and not is_page_line(passage.text):
            self.paragraphs += 1
            self.pieces.append(Paragraph(passage, depth, place=Place(paragraph=self.paragraphs)))

    def _table(self, element: etree._Element) -> None:
        grid = read_table(self.source, element, Place(paragraph=max(self.paragraphs, 1)))
        self.source.count(grid.rows, len(grid.cells))
        if any(cell.text for cell in grid.cells):
            self.pieces.append(grid)
        for nested in nested_tables(element):
            self._table(nested)


def _heading_depth(line: Pieces) -> int | None:
    """The level of the heading that a line stands in."""
    for element, is_tail in (piece for piece in line[:1] if not isinstance(piece, str)):
        around = element.iterancestors(*_HEADINGS)
        own = element if element.tag in _HEADINGS and not is_tail else next(around, None)
        return int(own.tag[1]) if own is not None else None
    return None


def _preformatted(element: etree._Element) -> tuple[Line, ...]:
    """The lines of text whose breaks and blanks are meant."""
    for end in element.iter("br"):
        end.tail = f"\n{end.tail or ''}"
    text = str(element.xpath("string()"))
    first = cast("int | None", element.sourceline) or 1
    return tuple(Line(first + line.number - 1, line.text) for line in split_lines(text))


def _is_ornament(picture: etree._Element) -> bool:
    """Whether a picture is too small to hold a table, or is called an icon."""
    sizes = (re.match(r"[0-9]{1,5}", picture.get(name, "")) for name in ("width", "height"))
    if any(size is not None and int(size.group()) < _SMALL for size in sizes):
        return True
    return not picture.get("src") or _ICON.search(picture.get("src", "")[:300]) is not None
