"""Tables whose columns are parted by blanks only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from gouji.documents.document import Passage
from gouji.documents.lines import Line
from gouji.documents.outline import is_heading, numbering
from gouji.documents.pieces import Piece, grid_of
from gouji.documents.shapes import (
    is_change,
    is_date,
    is_figure_caption,
    is_note,
    is_sentence,
    is_table_caption,
    is_unit_line,
    kind,
)

_WIDE_GAP = re.compile(r"[ \u3000]{2,}|\u3000")
_ANY_GAP = re.compile(r"[ \u3000\u00a0]+")
_BLANKS_BETWEEN = 2
_NUMERIC = frozenset({"number", "dash"})
_LEAST_ROWS = {_WIDE_GAP: 2, _ANY_GAP: 3}

Row: TypeAlias = tuple[Passage, ...]


def take_spaced(lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """Read the table whose header is ``lines[at]``; None where those below don't bear it out."""
    if _is_own_line(lines[at].text.strip()):
        return None
    for gap in (_WIDE_GAP, _ANY_GAP):
        rows, end = _run(lines, at, gap)
        if len(rows) > _LEAST_ROWS[gap] and _is_table(rows):
            return [grid_of(rows)], end
    return None


def _is_own_line(text: str) -> bool:
    tests = (is_heading, is_table_caption, is_figure_caption, is_note, is_unit_line, is_date)
    return is_sentence(text) or numbering(text) is not None or any(test(text) for test in tests)


def _run(lines: Sequence[Line], at: int, gap: re.Pattern[str]) -> tuple[list[Row], int]:
    """Collect lines with as many fields as the first, as long as some column is all numbers."""
    header = _fields(lines[at], gap)
    rows, end, blanks = [header], at + 1, 0
    if len(header) < 2 or any(kind(cell.text) != "label" for cell in header):
        return rows, end
    numeric = set(range(1, len(header)))
    for index in range(at + 1, len(lines)):
        blanks = blanks + 1 if lines[index].blank else 0
        if blanks > _BLANKS_BETWEEN:
            break
        if blanks:
            continue
        row = _fields(lines[index], gap)
        numeric = {c for c in numeric if c < len(row) and kind(row[c].text) in _NUMERIC}
        if len(row) != len(header) or not numeric or any(_is_running(c.text) for c in row):
            break
        rows.append(row)
        end = index + 1
    return rows, end


def _is_running(text: str) -> bool:
    return "。" in text or "；" in text


def _fields(line: Line, gap: re.Pattern[str]) -> Row:
    """Split a line; a change in brackets stays with the number before it."""
    if "\t" in line.text:
        return ()
    spans: list[tuple[int, int]] = []
    start = len(line.indent)
    for found in gap.finditer(line.text.rstrip(), start):
        spans.append((start, found.start()))
        start = found.end()
    spans.append((start, len(line.text.rstrip())))
    joined = spans[:1]
    for span in spans[1:]:
        if is_change(line.text[slice(*span)]):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return tuple(line.passage(*span) for span in joined)


def _is_table(rows: Sequence[Row]) -> bool:
    """Ask for one column below the header that holds numbers and nothing else."""
    body = rows[1:]
    return any(_is_numeric([row[c].text for row in body]) for c in range(1, len(rows[0])))


def _is_numeric(texts: Sequence[str]) -> bool:
    kinds = {kind(text) for text in texts}
    return "number" in kinds and kinds <= _NUMERIC
