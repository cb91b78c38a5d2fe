"""Tables whose columns are parted by blanks only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeAlias

from gouji.documents.document import Passage
from gouji.documents.layout.lines import Line
from gouji.documents.layout.outline import is_heading, numbering
from gouji.documents.layout.pieces import Piece, grid_of
from gouji.documents.layout.shapes import (
    is_change,
    is_date,
    is_figure_caption,
    is_note,
    is_sentence,
    is_table_caption,
    is_unit_line,
    kind,
)

_ANY_GAP = re.compile(r"[ \u3000\u00a0]+")
_BLANKS_BETWEEN = 2
_NUMERIC = frozenset({"number", "dash"})
_BLANK_OR_NUMERIC = _NUMERIC | {"blank"}
_LEAST_ROWS = 3
_BROAD = 4
"""Fields in every line that make two lines a table: a header and the numbers under it."""
_ONE_CHARACTER = re.compile(r"[\u4e00-\u9fff]")

Row: TypeAlias = tuple[Passage, ...]
Span: TypeAlias = tuple[int, int]


def take_spaced(lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """Read the table whose header is ``lines[at]``; None where those below don't bear it out."""
    if _is_own_line(lines[at].text.strip()):
        return None
    rows, end = _run(lines, at, _ANY_GAP)
    if (len(rows) > _LEAST_ROWS and _is_table(rows)) or _is_broad(rows):
        return [grid_of(rows)], end
    return None


def _is_broad(rows: Sequence[Row]) -> bool:
    """Labels over rows in which all but the first field are numbers, too many to be chance."""
    body = [[kind(cell.text) for cell in row[1:]] for row in rows[1:]]
    return bool(body) and len(rows[0]) >= _BROAD and all(set(r) <= _NUMERIC for r in body)


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
        row = _fitted(lines[index], gap, header)
        numeric = {c for c in numeric if c < len(row) and kind(row[c].text) in _BLANK_OR_NUMERIC}
        if len(row) != len(header) or not numeric or any(_is_running(c.text) for c in row):
            break
        rows.append(row)
        end = index + 1
    return rows, end


def _fitted(line: Line, gap: re.Pattern[str], header: Row) -> Row:
    """Split a line into the fields that the header has, where blanks alone hide them.

    Blanks may stand inside a name (``其  他``). Where tables stand side by side, the last rows fill
    only the first of them.
    """
    spans, side = _spans(line, gap), _side(header)
    if len(spans) % side:
        spans = _names_joined(spans, line.text)
    if spans and len(spans) % side == 0:
        spans += [(len(line.text),) * 2] * (len(header) - len(spans))
    return tuple(line.passage(*span) for span in spans)


def _names_joined(spans: Sequence[Span], text: str) -> list[Span]:
    """Join two neighbours of one character each: the name was set apart to fill its column."""
    joined = list(spans[:1])
    for span in spans[1:]:
        if all(_ONE_CHARACTER.fullmatch(text[slice(*s)]) for s in (joined[-1], span)):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def _side(header: Row) -> int:
    """How many fields of the header make one of the tables that stand side by side."""
    texts = [cell.text for cell in header]
    widths = (n for n in range(2, len(texts)) if len(texts) % n == 0)
    return next((n for n in widths if texts == texts[:n] * (len(texts) // n)), len(texts))


def _is_running(text: str) -> bool:
    return "。" in text or "；" in text


def _fields(line: Line, gap: re.Pattern[str]) -> Row:
    return tuple(line.passage(*span) for span in _spans(line, gap))


def _spans(line: Line, gap: re.Pattern[str]) -> list[Span]:
    """Split a line; a change in brackets stays with the number before it."""
    if "\t" in line.text:
        return []
    spans: list[Span] = []
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
    return joined


def _is_table(rows: Sequence[Row]) -> bool:
    """Ask for one column below the header that holds numbers and nothing else."""
    body = rows[1:]
    return any(_is_numeric([row[c].text for row in body]) for c in range(1, len(rows[0])))


def _is_numeric(texts: Sequence[str]) -> bool:
    kinds = {kind(text) for text in texts}
    return "number" in kinds and kinds <= _BLANK_OR_NUMERIC
