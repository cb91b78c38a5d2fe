"""Tables flattened to lines of tab-separated cells."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from gouji.documents.flattened.joining import Row, has_number, join_rows, runs_on
from gouji.documents.layout.lines import Line
from gouji.documents.layout.outline import is_heading, numbering
from gouji.documents.layout.pieces import Piece, with_prose
from gouji.documents.layout.shapes import is_date, is_label

_CONTENTS = re.compile(r"[#\s]*目\s*录\s*")
_LISTED = re.compile(r"[^\t]{1,80}\t+ *[0-9]{1,3}")
_LONGEST_CONTENTS = 100
_LOOK_AHEAD = 4
_COMPARED = 8
_LONGEST_LOOSE = 40
_MOST_LOOSE = 6
_RUNNING_ON = ("：", ":", "、", "，")


def take_tabbed(lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """Read the flattened tables that begin at ``lines[at]``; None where there is none.

    Returns the tables, with the lines that stand between them, and the index behind them.
    """
    if "\t" not in lines[at].text or _is_contents(lines, at):
        return None
    tables: list[list[Row]] = []
    end = at
    while (block := _block(lines, end)) is not None:
        found = _split(join_rows(lines[block.start : block.stop]))
        if tables and _continues(tables[-1], found[0]):
            tables[-1] += found.pop(0)
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
    return range(start, end) if _is_table(lines[start:end]) else None


def _is_row(line: Line) -> bool:
    return "\t" in line.text and not _is_indented_prose(line)


def _is_indented_prose(line: Line) -> bool:
    text = line.text.strip()
    return "\t" not in text and "。" in text and not line.text.endswith("\t")


def _is_table(lines: Sequence[Line]) -> bool:
    if not any("\t" in line.text.strip() for line in lines[:_LOOK_AHEAD]):
        return False
    return len(lines) > 1 or sum(bool(c.text) for c in lines[0].cells()) > 2


def _is_inside(lines: Sequence[Line], at: int, start: int) -> bool:
    """Whether a line without a tab is a piece of a cell: rows stand right above and below it."""
    line = lines[at]
    if at == start or line.blank:
        return False
    before = lines[at - 1].cells()[-1].text
    if runs_on(before, line.text.strip()):
        return True
    if not before.endswith(_RUNNING_ON) and not _is_list(lines, at, start):
        text = line.text.strip()
        if _is_own_line(text) or len(text) > _LONGEST_LOOSE or "。" in text:
            return False
    return any(_is_row(below) for below in _down_to_blank(lines, at + 1))


def _is_list(lines: Sequence[Line], at: int, start: int) -> bool:
    """``三种方式：`` / ``1. …`` / ``2. …`` within one cell."""
    text = lines[at].text.strip()
    if numbering(text) is None:
        return False
    for line in reversed(lines[max(start, at - _MOST_LOOSE) : at]):
        last = line.cells()[-1].text
        if "\t" in line.text or not numbering(last):
            return last.endswith(_RUNNING_ON) and "\t" in line.text
    return False


def _is_own_line(text: str) -> bool:
    return is_heading(text) or is_label(text) or is_date(text)


def _down_to_blank(lines: Sequence[Line], at: int) -> Iterable[Line]:
    for line in lines[at : at + _MOST_LOOSE]:
        if line.blank:
            return
        yield line


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


def _continues(above: Sequence[Row], below: Sequence[Row]) -> bool:
    """Whether a table goes on behind a blank line: as wide, and without its own header."""
    return _width(above[-_COMPARED:]) == _width(below[:_COMPARED]) and has_number(below[0])


def _pieces(rows: Sequence[Row]) -> list[Piece]:
    """Make a table; a stray last tab adds no column, what has no tab is a line of its own."""
    widest = max(map(len, rows))
    wide = [row for row in rows if len(row) == widest]
    if len(wide) < len(rows) and not any(row[-1].text for row in wide):
        rows = [row[: max(widest - 1, 1)] for row in rows]
    return with_prose(rows, lambda row: len(row) == 1)
