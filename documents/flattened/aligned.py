"""Tables whose columns stand below each other on a page of fixed width, blanks between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, TypeAlias

from gouji.documents.document import Passage
from gouji.documents.flattened.cells import look
from gouji.documents.layout.lines import Line, width
from gouji.documents.layout.pieces import Piece, grid_of
from gouji.documents.layout.shapes import is_change, is_note, is_sentence, is_unit_line

_GAP: Final = re.compile(r"[ \u3000\u00a0]{2,}")
_LEAST_ROWS: Final = 2
_MOST_ABOVE: Final = 3
"""Lines of several fields that may stand above a header; a longer run was refused from its top."""
_FIGURES: Final = frozenset({"number", "percent"})
_NUMERIC: Final = _FIGURES | {"-", "", "year"}


@dataclass(frozen=True, slots=True)
class _Field:
    """Text between two gaps, and the columns of the page that it covers."""

    left: int
    right: int
    passage: Passage


_Row: TypeAlias = tuple[_Field, ...]


def take_aligned(lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """Read the table whose header is ``lines[at]``: every field stands in one column only.

    A line of one field is of the first column: it names the rows below it.
    """
    header = _fields(lines[at])
    above = lines[max(0, at - _MOST_ABOVE) : at]
    if len(above) == _MOST_ABOVE and all(len(_fields(line)) > 1 for line in above):
        return None
    if len(header) < 2 or any(look(field.passage.text) in _FIGURES for field in header[:1]):
        return None
    rows = _rows(lines, at)
    wide = [row for row in rows if len(row) > 1]
    if len({len(row) for row in wide}) == 1:
        grid = [_in_order(row, len(header)) for row in rows]
    else:
        edges = _columns(wide)
        grid = [_placed(row, edges) for row in rows]
    if len(grid) <= _LEAST_ROWS or not _is_table(grid):
        return None
    return [grid_of(grid)], at + len(rows)


def _in_order(row: _Row, columns: int) -> list[Passage]:
    return [*(f.passage for f in row), *(Passage("") for _ in range(columns - len(row)))]


def _rows(lines: Sequence[Line], at: int) -> list[_Row]:
    rows: list[_Row] = []
    for index in range(at, len(lines)):
        row = _fields(lines[index])
        text = lines[index].text
        if not row or is_note(text) or is_unit_line(text):
            break
        if any(is_sentence(field.passage.text) for field in row):
            break
        rows.append(row)
    while rows and len(rows[-1]) == 1:
        rows.pop()
    return rows


def _fields(line: Line) -> _Row:
    if "\t" in line.text or "|" in line.text:
        return ()
    text = line.text.rstrip()
    start = len(line.indent)
    edges = [start]
    for gap in _GAP.finditer(text, start):
        if not is_change(text[gap.end() :].split("  ", 1)[0]):
            edges += [gap.start(), gap.end()]
    edges.append(len(text))
    spans = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
    return tuple(_Field(width(text[:a]), width(text[:b]), line.passage(a, b)) for a, b in spans)


def _columns(rows: Sequence[_Row]) -> list[tuple[int, int]]:
    """The stretches of the page that fields cover, as far as they overlap."""
    found: list[tuple[int, int]] = []
    for left, right in sorted((field.left, field.right) for row in rows for field in row):
        if found and left < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], right))
        else:
            found.append((left, right))
    return found


def _placed(row: _Row, edges: Sequence[tuple[int, int]]) -> list[Passage]:
    """The fields of a row in their columns; nothing where two stand in one."""
    if len(row) == 1:
        return _in_order(row, len(edges))
    cells = [Passage("") for _ in edges]
    columns = [next(n for n, (_, right) in enumerate(edges) if f.left < right) for f in row]
    if any(a == b for a, b in pairwise(columns)):
        return []
    for column, field in zip(columns, row, strict=True):
        cells[column] = field.passage
    return cells


def _is_table(grid: Sequence[Sequence[Passage]]) -> bool:
    """Whether every line was placed, and a column below the header holds numbers only."""
    if not all(grid):
        return False
    columns = list(zip(*[[look(cell.text) for cell in row] for row in grid[1:]], strict=True))
    numeric = [c for c in columns[1:] if set(c) <= _NUMERIC]
    return any(sum(shape in _FIGURES for shape in c) >= _LEAST_ROWS for c in numeric)
