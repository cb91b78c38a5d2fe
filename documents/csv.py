"""Comma-separated values, whatever they are separated by."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from gouji.documents.document import (
    Block,
    Document,
    Passage,
    Place,
    Segment,
    Table,
    Unread,
    refused,
    told,
)
from gouji.documents.files.decoding import decode
from gouji.documents.files.sniffing import separator, stated_separator, without_formulas
from gouji.documents.files.source import Source
from gouji.documents.layout.assembly import assembled
from gouji.documents.layout.lines import Line, split_lines
from gouji.documents.layout.pieces import Row, filled, with_prose
from gouji.documents.layout.shapes import is_label, is_sentence
from gouji.documents.tidy import tidied

_BARE = re.compile(r"^'(?=[-+(↑↓0-9.])")
"""The mark that spreadsheets put before digits that are text."""
_FEW = 2
"""Lines that may part tables of one line each."""
_HEAD = re.compile(r"[-+(]?[1-9]\d{0,2}")
_REST = re.compile(r"\d{3}(?:\.\d+)?[%)]?")


def read(source: Source) -> Document:
    """Read rows of separated values; blank lines part tables."""
    decoded = decode(source)
    dialect = separator(decoded.text, source.path.suffix) or ","
    stated = stated_separator(decoded.text) is not None
    lines = split_lines(decoded.text, source.only)
    text = "\n".join(line.text for line in lines) if source.only else decoded.text
    text = without_formulas(text)
    tables: list[list[Row]] = [[]]
    cells = 0
    try:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=dialect, strict=False)
        for row in reader:
            if stated and reader.line_num == 1:
                continue
            cells += len(row)
            source.limits.check("cells", cells, source.path)
            source.reached("rows", reader.line_num)
            if any(field.strip() for field in row):
                tables[-1].append(_passages(row, lines[min(reader.line_num, len(lines)) - 1]))
            elif tables[-1]:
                tables.append([])
    except csv.Error as damage:
        raise refused(source.path, "not-csv", damage=damage) from damage
    last = tables[-1][-1][-1].text if tables[-1] and tables[-1][-1] else ""
    if text.count('"') % 2 and "\n" in last:  # one never closed takes in all that follows
        raise refused(source.path, "open-quote")
    parted = [row for rows in tables for row in _parted(rows)] if dialect == "," else []
    lost = set(map(id, parted))
    tables = [[row for row in rows if id(row) not in lost] for rows in tables]
    pieces = [piece for rows in _rejoined(tables) for piece in with_prose(rows, _is_single)]
    for table in (piece for piece in pieces if isinstance(piece, Table)):
        source.count(table.rows, len(table.cells))
    unread = list(decoded.unread)
    if parted:
        first = Place(line=parted[0][0].segments[0].line)
        unread.append(Unread(first, told("parted-numbers", n=len(parted))))
    document = assembled(source, "csv", pieces, unread=unread)
    if source.only:
        document = replace(document, blocks=tuple(map(_numbered, document.blocks)))
    return tidied(source, document)


def _numbered(block: Block) -> Block:
    """Number the rows of a table as its lines, of which not all were read."""
    if not isinstance(block, Table):
        return block
    lines = {cell.row: cell.passage.segments[0].line or 0 for cell in block.cells}
    return replace(block, numbers=tuple(lines[row] - lines[1] + 1 for row in sorted(lines)))


def _rejoined(tables: Sequence[list[Row]]) -> list[list[Row]]:
    """Make one table of a file with a blank line behind every line."""
    filled = list(filter(None, tables))
    widths = {len(rows[-1]) for rows in filled}
    if len(filled) > _FEW and len(widths) == 1 < max(widths) and all(len(t) == 1 for t in filled):
        return [[row for rows in filled for row in rows]]
    return filled


def _passages(fields: list[str], line: Line) -> list[Passage]:
    """Find each field in its line; one that runs over lines keeps the line that ends its row."""
    found, at = [], 0
    for field in fields:
        text = _BARE.sub("", field.strip())
        start = max(line.text.find(text, at), 0)
        found.append(Passage(text, (Segment(0, line.number, start),)))
        at = start + len(text)
    return found


def _is_single(row: Row) -> bool:
    """Tell a line that is no row: a caption, a unit, a note that some export put into a field."""
    text = row[0].text
    if not text or any(cell.text for cell in row[1:]):
        return False
    return len(row) == 1 or is_sentence(text) or is_label(text)


def _parted(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows longer than most in which a number looks parted at its comma: they are not read."""
    long = [(row, len(filled(row))) for row in rows]
    lengths = Counter(n for row, n in long if n > 1 and not any(is_sentence(c.text) for c in row))
    width = max(lengths, key=lambda length: lengths[length], default=0)  # of two, the first row's
    for row in (row for row, length in long if length > width > 0):
        if any(_HEAD.fullmatch(a.text) and _REST.fullmatch(b.text) for a, b in pairwise(row)):
            yield row
