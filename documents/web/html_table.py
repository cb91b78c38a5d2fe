"""An HTML table to a grid, with the spans that it states."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias, cast

from lxml import etree, html

from gouji.documents.document import Passage, Place, Table, refused, set_in
from gouji.documents.files.source import Source
from gouji.documents.layout.inline import as_printed
from gouji.documents.layout.pieces import Slots
from gouji.documents.words import cue, loaded

RAW = frozenset({"script", "style", "noscript", "template", "iframe", "svg", "math"})
"""Elements whose content is no text of the page."""
_FIXED = frozenset("\u00a0\u202f")
"""Blanks that part the thousands of a number, and stay as they are between digits."""
_COLLAPSED = " \t\n\r\f"
_UNSEEN = frozenset("\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What a parser lets in and a tree does not take back."""
_BLOCKS = frozenset(loaded("words")["blocks"].split())
"""Elements that begin and end a line."""

_LARGEST_SPAN = 1_000
_HIDDEN = cue("hidden", re.IGNORECASE)
_LINE, _PARAGRAPHS = 20, 2
"""Characters of a paragraph, and paragraphs, that no cell of figures has."""
_APART = re.compile(r"display\s*:\s*(?:inline-)?(?:table|flex|grid|block|list-item)", re.IGNORECASE)
_BOXES = re.compile(r"flex|grid")
_READERS_ONLY = re.compile(r"(?:^|\s)(?:sr-only|visually-hidden|screen-reader-text)(?:$|\s)")
_GONE = frozenset({"del", "s", "strike", "rt", "rp"})
"""Elements whose content is struck out, or says how other words are pronounced."""

_BEFORE = 12
_RAISED = re.compile(r"vertical-align\s*:\s*super", re.IGNORECASE)
_LONGEST_MARK = 4

Pieces: TypeAlias = list[tuple[etree._Element, bool] | str]


def parse(source: Source, text: str) -> etree._Element:
    """Parse without network, entities of its own or unbounded trees."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        data = text.encode("utf-8", "replace")
        root: etree._Element = html.document_fromstring(data, parser=parser)
    except etree.LxmlError as damage:
        raise refused(source.path, "no-tree") from damage
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > source.limits.nesting:
            raise source.limits.exceeded("nesting", source.path)
        if event == "end":
            element.text, element.tail = _allowed(element.text), _allowed(element.tail)
    return root


def _allowed(text: str | None) -> str | None:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text) if text else text


def is_hidden(element: etree._Element) -> bool:
    """Whether nobody sees an element, or what it says is struck out."""
    if element.get("hidden") is not None or element.tag in _GONE:
        return True
    if _READERS_ONLY.search(element.get("class", "")):
        return True
    if element.get("aria-hidden") == "true" and element.find(".//p") is None:
        return element.find(".//table") is None and element.tag != "table"
    return bool(_HIDDEN.search(element.get("style", "")))


def _is_skipped(node: etree._Element) -> bool:
    return node.tag in RAW or is_hidden(node) or (node.tag == "table" and not is_layout(node))


def text_pieces(
    element: etree._Element,
    leaves: Callable[[etree._Element], bool] = _is_skipped,
    between_cells: str = " ",
) -> Iterator[tuple[etree._Element, bool] | str]:
    """The text nodes below ``element``, with line breaks where blocks begin and end.

    What it ``leaves`` is left out, the text behind it is not: tables within a cell are read for
    themselves.
    """
    walk = etree.iterwalk(element, events=("start", "end", "comment", "pi"))
    for event, node in walk:
        if event == "start" and node is not element and leaves(node):
            walk.skip_subtree()
        elif event == "start":
            if node.tag in {"td", "th"}:
                yield between_cells
            elif node.tag == "br" or _breaks(node):
                yield "\n"
            yield node, False
        elif node is not element:
            if event == "end" and _breaks(node):
                yield "\n"
            yield node, True


def passage_of(pieces: Iterable[tuple[etree._Element, bool] | str]) -> Passage:
    """Join text nodes (an element, and whether its tail is meant) and literal breaks.

    Blanks are collapsed as a browser does; the end of a source line between Chinese is none.
    """
    text: list[str] = []
    blank = ""
    for piece in pieces:
        if isinstance(piece, str):
            blank = "\n" if piece == "\n" else blank or piece
            continue
        element, is_tail = piece
        for char in (element.tail if is_tail else element.text) or "":
            if char.isspace():
                blank = blank or {"\n": "\r"}.get(char, char if char in _FIXED else " ")
            elif char not in _UNSEEN:
                if blank in _FIXED and not (text and text[-1].isdigit() and char.isdigit()):
                    blank = " "
                if blank == "\r":
                    blank = " " if text and text[-1].isascii() and char.isascii() else ""
                text += (blank, char) if text and blank else char
                blank = ""
    return Passage("".join(text))


def is_layout(table: etree._Element) -> bool:
    """Whether a table only arranges the page: one cell, or cells that hold tables or articles."""
    cells = [cell for row in own_rows(table) for cell in own_cells(row)]
    filled = [cell for cell in cells if any(text.strip() for text in cell.itertext())]
    if len(filled) < 2:
        return True
    holding = 0
    for cell in filled:
        lines = ("".join(map(str, p.itertext())).strip() for p in cell.iter("p"))
        is_article = sum(len(line) > _LINE for line in lines) >= _PARAGRAPHS
        holding += is_article or cell.find(".//table") is not None
    return holding * 2 >= len(filled)


def nested_tables(table: etree._Element) -> Iterator[etree._Element]:
    """The tables of figures that stand in cells of ``table``, not those in these."""
    for inner in table.iter("table"):
        if inner is not table and not is_layout(inner):
            around = inner.iterancestors("table")
            if next(outer for outer in around if outer is table or not is_layout(outer)) is table:
                yield inner


def _breaks(node: etree._Element) -> bool:
    """Whether an element is a block, or drawn as one, or as a part of a row of boxes."""
    if node.tag in _BLOCKS or _APART.search(node.get("style", "")):
        return True
    parent = node.getparent()
    return parent is not None and _BOXES.search(parent.get("style", "")) is not None


def own_rows(table: etree._Element) -> list[etree._Element]:
    """List the rows of ``table`` itself, in the order in which a browser shows them."""
    parts = (table.xpath(path) for path in ("thead/tr", "tr | tbody/tr", "tfoot/tr"))
    return [row for rows in parts for row in cast("list[etree._Element]", rows)]


def own_cells(row: etree._Element) -> list[etree._Element]:
    """List the cells of ``row`` that are seen; the others move up in a browser as well."""
    return [cell for cell in row if cell.tag in {"td", "th"} and not is_hidden(cell)]


def _span(cell: etree._Element, name: str) -> int:
    digits = re.match(r"\s*([0-9]{1,6})", cell.get(name, "1"))
    return min(int(digits.group(1)), _LARGEST_SPAN) if digits else 1


def read_table(source: Source, table: etree._Element, place: Place) -> Table:
    """Make a grid of ``table``; without any span its blanks are kept for whoever guesses them."""
    rows = own_rows(table)
    slots = Slots(source, len(rows))
    for number, row in enumerate(rows, start=1):
        source.hurry()
        column = 1
        for element in own_cells(row):
            down, across = _span(element, "rowspan") or len(rows), _span(element, "colspan") or 1
            text = "".join(map(str, element.itertext())).lstrip(_COLLAPSED)
            lead = text[: len(text) - len(text.lstrip())]
            passage = set_in(lead + passage_of(text_pieces(element)).text)
            column = slots.put(number, column, passage, down, across)
    caption = next((passage_of(text_pieces(c)) for c in table.iterchildren("caption")), None)
    return slots.table(
        place,
        _header_rows(rows),
        caption if caption is not None and caption.text else None,
        map(is_hidden, rows),
    )


def _header_rows(rows: list[etree._Element]) -> int:
    for count, row in enumerate(rows):
        tags, parent = {cell.tag for cell in own_cells(row)}, row.getparent()
        if tags != {"th"} and (parent is None or parent.tag != "thead"):
            return count
    return len(rows)


def mark_raised(root: etree._Element) -> None:
    """Take the raised marks of notes out of the tree; raise the digits of exponents."""
    for element in [e for e in root.iter(etree.Element) if _is_raised(e)]:
        text = "".join(map(str, element.itertext()))
        said = as_printed(" ".join(text.split()), _before(element))
        is_power = any(c in "⁰¹²³⁴⁵⁶⁷⁸⁹" for c in said)
        for node in element.iter(etree.Element):
            for part in ("text", "tail") if node is not element else ("text",):
                own = getattr(node, part)
                kept = as_printed(own, "×10") if own and is_power else own
                setattr(node, part, kept if said else None)


def _is_raised(element: etree._Element) -> bool:
    """A ``sup``, or the few characters that a style raises behind others; no cell of a table."""
    if element.tag == "sup":
        return True
    if element.tag in {"td", "th"} or not _RAISED.search(element.get("style", "")):
        return False
    words = "".join(map(str, element.itertext())).strip()
    return len(words) <= _LONGEST_MARK and bool(_before(element))


def _before(element: etree._Element) -> str:
    """The last characters in front of ``element``."""
    sibling, parent = element.getprevious(), element.getparent()
    if sibling is not None:
        text = (sibling.tail or "") or "".join(map(str, sibling.itertext()))
    else:
        text = (parent.text or "") if parent is not None else ""
    return text.rstrip()[-_BEFORE:]
