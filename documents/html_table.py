"""An HTML table to a grid, with the spans that it states."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

from lxml import etree, html

from gouji.documents.document import Cell, DocumentError, Passage, Place
from gouji.documents.html_places import RAW, SourceMap, line_of
from gouji.documents.pieces import Grid
from gouji.documents.source import Source
from gouji.documents.spans import Slots, spanned_grid

_WORDS = """
    p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd blockquote section article main center pre table
    tr caption header figure figcaption form fieldset address hr body
"""
BLOCKS = frozenset(_WORDS.split())
"""Elements that begin and end a line."""

_LARGEST_SPAN = 1_000
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)

Pieces: TypeAlias = list[tuple[etree._Element, bool] | str]


def parse(source: Source, text: str) -> etree._Element:
    """Parse without network, entities of its own or unbounded trees."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.LxmlError as damage:
        raise DocumentError(
            source.path, "网页无法解析，其中没有内容", "the page cannot be parsed: nothing is in it"
        ) from damage
    _check_depth(source, root)
    return root


def _check_depth(source: Source, root: etree._Element) -> None:
    depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > source.limits.nesting:
            raise source.limits.exceeded("nesting", source.path)


def is_hidden(element: etree._Element) -> bool:
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style", "")))


def text_pieces(element: etree._Element) -> Pieces:
    """List the text nodes below ``element``, with line breaks where blocks begin and end."""
    pieces: Pieces = []
    skipped: etree._Element | None = None
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        if skipped is not None:
            if event != "end" or node is not skipped:
                continue
            skipped = None
        elif event == "start":
            if node.tag in RAW or (node is not element and is_hidden(node)):
                skipped = node
                continue
            pieces += _opening(node)
            continue
        if event == "end" and node.tag in BLOCKS and node is not element:
            pieces.append("\n")
        if node is not element:
            pieces.append((node, True))
    return pieces


def _opening(node: etree._Element) -> Pieces:
    lead: Pieces = ["\n"] if node.tag == "br" or node.tag in BLOCKS else []
    if node.tag in {"td", "th"}:
        lead = [" "]
    return [*lead, (node, False)]


def own_rows(table: etree._Element) -> list[etree._Element]:
    """List the rows of ``table`` itself, in the order in which a browser shows them."""
    parts: dict[str, list[etree._Element]] = {"thead": [], "tbody": [], "tfoot": []}
    for child in table:
        if child.tag == "tr":
            parts["tbody"].append(child)
        elif child.tag in parts:
            parts[child.tag] += [row for row in child if row.tag == "tr"]
    return [row for rows in parts.values() for row in rows]


def own_cells(row: etree._Element) -> list[etree._Element]:
    return [cell for cell in row if cell.tag in {"td", "th"}]


def _span(cell: etree._Element, name: str) -> int:
    digits = re.match(r"\s*([0-9]{1,6})", cell.get(name, "1"))
    return min(int(digits.group(1)), _LARGEST_SPAN) if digits else 1


def read_table(source: Source, table: etree._Element, places: SourceMap) -> Grid:
    """Make a grid of ``table``; without any span its blanks are kept for whoever guesses them."""
    rows = own_rows(table)
    source.limits.check("rows", len(rows), source.path)
    slots = Slots(source, len(rows))
    cells = list(_cells(source, rows, slots, places))
    return spanned_grid(
        len(rows),
        slots.columns,
        cells,
        header_rows=_header_rows(rows),
        caption=_caption(table, places),
        place=Place(line=_first_line(cells, table)),
        hidden_rows=frozenset(n for n, row in enumerate(rows, start=1) if is_hidden(row)),
    )


def _cells(
    source: Source, rows: list[etree._Element], slots: Slots, places: SourceMap
) -> Iterator[Cell]:
    for number, row in enumerate(rows, start=1):
        source.hurry()
        column = 1
        for element in own_cells(row):
            down, across = _span(element, "rowspan") or len(rows), _span(element, "colspan") or 1
            column, down, across = slots.lay(number, column, down, across)
            passage = places.passage(text_pieces(element))
            yield Cell(number, column, passage, down, across)
            column += across


def _header_rows(rows: list[etree._Element]) -> int:
    count = 0
    for row in rows:
        cells = own_cells(row)
        parent = row.getparent()
        in_head = parent is not None and parent.tag == "thead"
        if not in_head and not (cells and all(cell.tag == "th" for cell in cells)):
            break
        count += 1
    return count


def _caption(table: etree._Element, places: SourceMap) -> Passage | None:
    for child in table:
        if child.tag == "caption":
            passage = places.passage(text_pieces(child))
            return passage if passage.text else None
    return None


def _first_line(cells: list[Cell], table: etree._Element) -> int | None:
    segments = [cell.passage.segments[0] for cell in cells if cell.passage.segments]
    return segments[0].line if segments else line_of(table)
