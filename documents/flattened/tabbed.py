"""Tables flattened to lines of tab-separated cells, some of which run over several lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence, Set
from itertools import takewhile
from typing import TypeAlias

from gouji.documents.document import Passage
from gouji.documents.layout.lines import Line, join
from gouji.documents.layout.outline import is_heading
from gouji.documents.layout.pieces import Piece, has_number, with_prose
from gouji.documents.layout.shapes import is_change, is_date, is_label, is_open, kind

Row: TypeAlias = tuple[Passage, ...]

_CONTENTS = re.compile(r"[#\s]*目\s*录\s*")
_LISTED = re.compile(r"[^\t]{1,80}\t+ *[0-9]{1,3}")
_LONGEST_CONTENTS = 100
_LOOK_AHEAD = 4
_COMPARED = 8
_LONGEST_LOOSE = 40
_MOST_LOOSE = 6
_CLOSING = ")]}）］】》〉」』”"


def take_tabbed(lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """Read the flattened tables that begin at ``lines[at]``; None where there is none.

    Returns the tables, with the lines that stand between them, and the index behind them.
    """
    if "\t" not in lines[at].text or _is_contents(lines, at):
        return None
    tables: list[list[Row]] = []
    end = at
    while (block := _block(lines, end)) is not None:
        rows = _join_by_sign([line.cells() for line in lines[block.start : block.stop]])
        found = _split(_join_by_count(rows, _usual_width(rows)))
        above, below = tables[-1] if tables else [], found[0]
        same = tables and _width(above[-_COMPARED:]) == _width(below[:_COMPARED])
        if same and has_number(below[0]):  # it goes on behind a blank line, without its header
            above += found.pop(0)
        tables += found
        end = block.stop
    if not tables:
        return None
    return [piece for table in tables for piece in _pieces(table)], end


def _block(lines: Sequence[Line], start: int) -> range | None:
    """Find the next run of table lines; only blank lines may stand before it."""
    while start < len(lines) and lines[start].blank:
        start += 1
    end = start
    while end < len(lines) and (_is_row(lines[end]) or _is_inside(lines, end, start)):
        end += 1
    while end > start and lines[end - 1].blank:
        end -= 1
    block = lines[start:end]
    parted = any("\t" in line.text.strip() for line in block[:_LOOK_AHEAD])
    is_table = parted and (len(block) > 1 or sum(bool(c.text) for c in block[0].cells()) > 2)
    return range(start, end) if is_table else None


def _is_row(line: Line) -> bool:
    """Whether a line has cells; one tab may just indent a paragraph."""
    text = line.text.strip()
    prose = "\t" not in text and "。" in text and not line.text.endswith("\t")
    return "\t" in line.text and not prose


def _is_inside(lines: Sequence[Line], at: int, start: int) -> bool:
    """Whether a line without a tab is a piece of a cell: rows stand right above and below it."""
    if at == start or lines[at].blank:
        return False
    text, above = lines[at].text.strip(), lines[at - 1]
    before = above.cells()[-1].text
    if _runs_on(before, text):
        return True
    apart = is_heading(text) or is_label(text) or is_date(text) or "。" in text
    if apart or len(text) > _LONGEST_LOOSE:
        return False
    below = takewhile(lambda line: not line.blank, lines[at + 1 : at + 1 + _MOST_LOOSE])
    return any(map(_is_row, below))


def _is_contents(lines: Sequence[Line], at: int) -> bool:
    """Tell page numbers behind tabs under the word 目录, which make no table."""
    for line in reversed(lines[max(0, at - _LONGEST_CONTENTS) : at + 1]):
        if _CONTENTS.fullmatch(line.text):
            return True
        if not line.blank and not _LISTED.fullmatch(line.text.strip()):
            return False
    return False


def _split(rows: Sequence[Row]) -> list[list[Row]]:
    """Part tables that follow each other without a blank line."""
    tables: list[list[Row]] = [[]]
    for at, row in enumerate(rows):
        below = rows[at + 1] if at + 1 < len(rows) else None
        if _begins_table(tables[-1], row, below):
            tables.append([])
        tables[-1].append(row)
    return tables


def _begins_table(table: Sequence[Row], row: Row, below: Row | None) -> bool:
    if below is None or not any(map(has_number, table)) or has_number(row):
        return False
    printed = sum(bool(cell.text) for cell in row)
    if printed == 1 and row[0].text:
        return not has_number(below) and sum(bool(cell.text) for cell in below) > 1
    return printed > 1 and len(row) != _width(table) and len(row) == len(below)


def _width(rows: Sequence[Row]) -> int:
    return Counter(map(len, rows)).most_common(1)[0][0]


def _pieces(rows: Sequence[Row]) -> list[Piece]:
    """Make a table; a stray last tab adds no column, what has no tab is a line of its own."""
    widest = max(map(len, rows))
    wide = [row for row in rows if len(row) == widest]
    if len(wide) < len(rows) and not any(row[-1].text for row in wide):
        rows = [row[: max(widest - 1, 1)] for row in rows]
    return with_prose(rows, lambda row: len(row) == 1)


def _runs_on(before: str, text: str) -> bool:
    """Tell the signs that ``text`` continues the cell ``before``, whatever the counts say."""
    if is_open(before):
        return any(c in text for c in _CLOSING)
    return is_change(text)


def _merge(row: Row, more: Row) -> Row:
    return (*row[:-1], join((row[-1], more[0]), "\n"), *more[1:])


def _join_by_sign(rows: Sequence[Row]) -> list[Row]:
    """Join lines that continue a cell of the line before, as their signs tell."""
    joined: list[Row] = []
    for row in rows:
        if joined and _runs_on(joined[-1][-1].text, row[0].text):
            joined[-1] = _merge(joined[-1], row)
        else:
            joined.append(row)
    return joined


def _usual_width(rows: Sequence[Row]) -> int:
    counts = Counter(len(row) for row in rows if len(row) > 1)
    most = max(counts.values())
    usual = max(width for width, count in counts.items() if count == most)
    # where every row is broken, only the title or the header still shows the full width
    pieces = sum(len(row) < usual for row in rows)
    return usual if pieces * 2 <= len(rows) or (len(counts) > 1 and most > 1) else max(counts)


def _join_by_count(rows: Sequence[Row], full: int) -> list[Row]:
    """Join lines that are short of cells and fill each other up."""
    whole = [row for row in rows if len(row) == full]
    numeric = {c for c in range(full) if any(kind(row[c].text) == "number" for row in whole)}
    joined: list[Row] = []
    at = 0
    while at < len(rows):
        row, at = _reach(rows, at, full, numeric) or (rows[at], at + 1)
        joined.append(row)
    return joined


def _reach(rows: Sequence[Row], at: int, full: int, numeric: Set[int]) -> tuple[Row, int] | None:
    """Add following lines to a short row while they fit, until it has its full count of cells."""
    row = rows[at]
    for end in range(at + 1, len(rows)):
        more = rows[end]
        before, after = row[-1].text, more[0].text
        labels = kind(before) == kind(after) == "label"
        if len(row) + len(more) - 1 > full or not (labels or is_change(after)):
            return None
        row = _merge(row, more)
        if len(row) == full:
            figures = has_number(row)  # under numbers; without any number, joining is a guess
            fits = not figures or all(kind(row[c].text) != "label" for c in numeric if c)
            return (row, end + 1) if fits and (figures or numeric or "\n" in row[0].text) else None
    return None
