"""Tables whose columns are parted by blanks only: by wide gaps below each other, or by single ones.

Where the columns of the page tell, blank cells may stand in a row; else every row has as many
fields as the header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, NamedTuple, TypeAlias

from gouji.documents.document import Passage
from gouji.documents.flattened.cells import look
from gouji.documents.layout.lines import Line, width
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

_GAP: Final = re.compile(r"[ \u3000\u2003\u00a0]+")
_WIDE_GAP: Final = re.compile(r"[ \u3000\u00a0\u2000-\u200a\u202f]{2,}")
"""Thin blanks part digits too, but never two of them."""
_BLANKS_BETWEEN: Final = 2
_MOST_ABOVE: Final = 3
"""Lines of several fields that may stand above a header; a longer run was refused from its top."""
_FIGURES: Final = frozenset({"number", "percent"})
_NUMERIC: Final = _FIGURES | {"-", "", "year"}
_LEAST_ROWS, _LEAST_ALIGNED = 3, 2
_BROAD: Final = 4
"""Fields in every line that make two lines a table: a header and the numbers under it."""
_ONE_CHARACTER: Final = re.compile(r"[\u4e00-\u9fff]")


class _Field(NamedTuple):
    """Text between two gaps, and the columns of the page that it covers."""

    passage: Passage
    left: int
    right: int

    @property
    def text(self) -> str:
        return self.passage.text


Row: TypeAlias = Sequence[Passage]
Span: TypeAlias = tuple[int, int]


def take_aligned(lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """Read the table whose header is ``lines[at]``: every field stands in one column only.

    A line of one field is of the first column: it names the rows below it.
    """
    header = _fields(lines[at], _WIDE_GAP)
    above = lines[max(0, at - _MOST_ABOVE) : at]
    if len(above) == _MOST_ABOVE and all(len(_fields(line, _WIDE_GAP)) > 1 for line in above):
        return None
    if len(header) < 2 or look(header[0].text) in _FIGURES:
        return None
    rows = _aligned_rows(lines, at)
    wide = [row for row in rows if len(row) > 1]
    edges = _columns(wide) if len({len(row) for row in wide}) > 1 else []
    grid = [_placed(row, edges, len(edges) or len(header)) for row in rows]
    if len(grid) <= _LEAST_ALIGNED or not all(grid) or not _has_numbers(grid):
        return None
    return [grid_of(grid)], at + len(rows)


def _aligned_rows(lines: Sequence[Line], at: int) -> list[list[_Field]]:
    rows: list[list[_Field]] = []
    for line in lines[at:]:
        row = _fields(line, _WIDE_GAP)
        if not row or is_note(line.text) or is_unit_line(line.text):
            break
        if any(is_sentence(field.text) for field in row):
            break
        rows.append(row)
    while rows and len(rows[-1]) == 1:
        rows.pop()
    return rows


def _columns(rows: Sequence[Sequence[_Field]]) -> list[Span]:
    """The stretches of the page that fields cover, as far as they overlap."""
    found: list[Span] = []
    for left, right in sorted((field.left, field.right) for row in rows for field in row):
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _placed(row: Sequence[_Field], edges: Sequence[Span], columns: int) -> list[Passage]:
    """The fields of a row in their columns, in order without any; nothing where two share one."""
    if len(row) == 1 or not edges:
        return [*(f.passage for f in row), *(Passage("") for _ in range(columns - len(row)))]
    cells = [Passage("") for _ in edges]
    places = [next(n for n, (_, right) in enumerate(edges) if f.left < right) for f in row]
    if any(a == b for a, b in pairwise(places)):
        return []
    for place, field in zip(places, row, strict=True):
        cells[place] = field.passage
    return cells


def take_spaced(lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """Read the table whose header is ``lines[at]``; None where those below don't bear it out."""
    text = lines[at].text.strip()
    tests = (is_heading, is_table_caption, is_figure_caption, is_note, is_unit_line, is_date)
    if is_sentence(text) or numbering(text) is not None or any(test(text) for test in tests):
        return None
    rows, end = _run(lines, at)
    if (len(rows) > _LEAST_ROWS and _has_numbers(rows)) or _is_broad(rows):
        return [grid_of(rows)], end
    return None


def _is_broad(rows: Sequence[Row]) -> bool:
    """Labels over rows in which all but the first field are numbers, too many to be chance."""
    body = [[look(cell.text) for cell in row[1:]] for row in rows[1:]]
    numbers = _NUMERIC - {""}
    return bool(body) and len(rows[0]) >= _BROAD and all(set(r) <= numbers for r in body)


def _run(lines: Sequence[Line], at: int) -> tuple[list[Row], int]:
    """Collect lines with as many fields as the first, as long as some column is all numbers."""
    header = [field.passage for field in _fields(lines[at], _GAP)]
    rows, end, blanks = [header], at + 1, 0
    if len(header) < 2 or any(kind(cell.text) != "label" for cell in header):
        return [header], end
    numeric = set(range(1, len(header)))
    for index in range(at + 1, len(lines)):
        blanks = blanks + 1 if lines[index].blank else 0
        if blanks > _BLANKS_BETWEEN:
            break
        if blanks:
            continue
        row = _fitted(lines[index], header)
        numeric = {c for c in numeric if c < len(row) and look(row[c].text) in _NUMERIC}
        running = any("。" in cell.text or "；" in cell.text for cell in row)
        if len(row) != len(header) or not numeric or running:
            break
        rows.append(row)
        end = index + 1
    return [*rows], end


def _fitted(line: Line, header: Row) -> list[Passage]:
    """Split a line into the fields that the header has, where blanks alone hide them.

    Blanks may stand inside a name (``其  他``). Where tables stand side by side, the last rows fill
    only the first of them.
    """
    spans, side = _spans(line, _GAP), _side(header)
    if len(spans) % side:
        spans = _names_joined(spans, line.text)
    if spans and len(spans) % side == 0:
        spans += [(len(line.text),) * 2] * (len(header) - len(spans))
    return [line.passage(*span) for span in spans]


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


def _fields(line: Line, gap: re.Pattern[str]) -> list[_Field]:
    text = line.text
    return [
        _Field(line.passage(a, b), width(text[:a]), width(text[:b])) for a, b in _spans(line, gap)
    ]


def _spans(line: Line, gap: re.Pattern[str]) -> list[Span]:
    """Split a line; a change in brackets stays with the number before it."""
    if "\t" in line.text or "|" in line.text:
        return []
    spans: list[Span] = []
    text, start = line.text.rstrip(), len(line.indent)
    for found in [*gap.finditer(text, start), None]:
        end = found.start() if found else len(text)
        if spans and is_change(text[start:end]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        start = found.end() if found else end
    return [span for span in spans if span[0] < span[1]]


def _has_numbers(rows: Sequence[Row]) -> bool:
    """Whether a column below the header holds numbers and nothing else."""
    columns = zip(*[[look(cell.text) for cell in row] for row in rows[1:]], strict=True)
    numeric = [shapes for n, shapes in enumerate(columns) if n and set(shapes) <= _NUMERIC]
    return any(sum(shape in _FIGURES for shape in shapes) > 1 for shapes in numeric)
