"""Physical lines of a flattened table to its rows: a cell may have run over several lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TypeAlias

from gouji.documents.document import Passage
from gouji.documents.layout.lines import Line, join
from gouji.documents.layout.outline import numbering
from gouji.documents.layout.shapes import is_change, is_open, kind

Row: TypeAlias = tuple[Passage, ...]

_CLOSING = ")]}）］】》〉」』”"
_RUNNING_ON = ("：", ":", "、", "，", ",", "；", ";")


def join_rows(lines: Sequence[Line]) -> list[Row]:
    """Split lines at tabs and join those that continue a cell of the line before."""
    rows = _join_by_sign([line.cells() for line in lines])
    if not rows:
        return []
    return _join_by_count(rows, _usual_width(rows))


def runs_on(before: str, text: str) -> bool:
    """Tell the signs that ``text`` continues the cell ``before``, whatever the counts say."""
    if is_open(before):
        return any(c in text for c in _CLOSING)
    return is_change(text)


def _lists(above: str, text: str) -> bool:
    """``三种方式：`` and then, line by line, what they are."""
    if above.endswith(_RUNNING_ON):
        return True
    return "\n" in above and all(map(numbering, (above.rsplit("\n", 1)[1], text)))


def has_number(row: Row) -> bool:
    return any(kind(cell.text) == "number" for cell in row)


def _merge(row: Row, more: Row) -> Row:
    return (*row[:-1], join((row[-1], more[0]), "\n"), *more[1:])


def _join_by_sign(rows: Sequence[Row]) -> list[Row]:
    joined: list[Row] = []
    for row in rows:
        above = joined[-1][-1].text if joined else ""
        if runs_on(above, row[0].text) or (len(row) == 1 and _lists(above, row[0].text)):
            joined[-1] = _merge(joined[-1], row)
        else:
            joined.append(row)
    return joined


def _usual_width(rows: Sequence[Row]) -> int:
    counts = Counter(len(row) for row in rows if len(row) > 1)
    if not counts:
        return 1
    most = max(counts.values())
    usual = max(width for width, count in counts.items() if count == most)
    # where every row is broken, only the title or the header still shows the full width
    pieces = sum(len(row) < usual for row in rows)
    return usual if pieces * 2 <= len(rows) or (len(counts) > 1 and most > 1) else max(counts)


def _join_by_count(rows: Sequence[Row], full: int) -> list[Row]:
    numeric = _numeric_columns(rows, full)
    joined: list[Row] = []
    at = 0
    while at < len(rows):
        row, at = _reach(rows, at, full, numeric) or (rows[at], at + 1)
        joined.append(row)
    return joined


def _numeric_columns(rows: Sequence[Row], full: int) -> frozenset[int]:
    whole = [row for row in rows if len(row) == full]
    return frozenset(c for c in range(full) if any(kind(row[c].text) == "number" for row in whole))


def _reach(
    rows: Sequence[Row], at: int, full: int, numeric: frozenset[int]
) -> tuple[Row, int] | None:
    """Add following lines to a short row while they fit, until it has its full count of cells."""
    row = rows[at]
    for end in range(at + 1, len(rows)):
        more = rows[end]
        if len(row) + len(more) - 1 > full or not _may_join(row[-1].text, more[0].text):
            return None
        row = _merge(row, more)
        if len(row) == full:
            return (row, end + 1) if _agrees(row, numeric) else None
    return None


def _may_join(before: str, after: str) -> bool:
    return is_change(after) or (kind(before), kind(after)) == ("label", "label")


def _agrees(row: Row, numeric: frozenset[int]) -> bool:
    """Demand numbers under numbers; without any number, joining is a guess."""
    if not numeric and not has_number(row):
        return "\n" in row[0].text
    return not has_number(row) or all(kind(row[c].text) != "label" for c in numeric if c)
