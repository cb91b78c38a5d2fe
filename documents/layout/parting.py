"""Where one table ends: another may be drawn as one with it, or go on below it or overleaf (续表).

A new title, a header again or other columns begin a table; a blank row under a header ends none.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import takewhile
from operator import attrgetter

from gouji.documents.document import Cell, Paragraph, Table
from gouji.documents.layout.outline import is_heading
from gouji.documents.layout.pieces import Piece, has_number, spanned
from gouji.documents.layout.shapes import is_sentence, is_table_caption, is_unit_line, kind
from gouji.documents.words import cue

_CONTINUED = cue("continued")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DEEPEST = 4
"""Rows of words over a table, its titles included."""


def headed(pieces: Iterable[Piece]) -> list[Piece]:
    """Put tables back under a header that only a blank row parts from them."""
    joined: list[Piece] = []
    for piece in pieces:
        above = joined[-1] if joined else None
        if isinstance(piece, Table) and isinstance(above, Table) and _heads(above, piece):
            joined[-1] = above.over(piece)
        else:
            joined.append(piece)
    return joined


def _heads(above: Table, below: Table) -> bool:
    """Whether nothing but words stands over a row of as many cells with numbers among them."""
    if above.rows > _DEEPEST or below.title or not above.columns == below.columns > 1:
        return False
    last = [cell.text for cell in above.row(above.rows) if cell.column > 1]
    words = all(_YEAR.fullmatch(text) or kind(text) == "label" for text in last)
    higher = (cell for cell in above.cells if cell.row < above.rows and cell.column > 1)
    numbers = any(kind(cell.text) == "number" for cell in below.row(1) if cell.column > 1)
    full = len(last) == above.columns - 1
    return full and words and numbers and all(kind(cell.text) != "number" for cell in higher)


def continues(text: str) -> bool:
    """Tell ``续表1``, ``表1 各县区情况（续）``, ``接上页``."""
    return bool(_CONTINUED.fullmatch(text.strip())) and not is_sentence(text)


def continued(pieces: Sequence[Piece]) -> list[Piece]:
    """Put tables together that go on under the same header (续表).

    Under another header they stand apart, and are marked: which rows are whose is open.
    """
    kept: list[Piece] = []
    last: int | None = None
    told = False
    for piece in pieces:
        if isinstance(piece, Paragraph):
            told = told or continues(piece.text)
            if not (continues(piece.text) or is_unit_line(piece.text) or not piece.text):
                last, told = None, False
            kept.append(piece)
            continue
        told = told or (piece.title is not None and continues(piece.title.text))
        above = kept[last] if last is not None and told else None
        told = False
        if isinstance(above, Table) and last is not None and above.columns == piece.columns:
            if header := header_again(above, piece):
                kept[last:] = [above.over(piece, header)]
                continue
            kept[last] = replace(above, inferred=True)
            kept.append(replace(piece, inferred=True))
        else:
            kept.append(piece)
        last = len(kept) - 1
    return kept


def header_again(above: Table, below: Table) -> int:
    """How many rows both begin with alike before the first that has a number."""
    count = 0
    while count < min(above.rows, below.rows - 1):
        here, there = above.row(count + 1), below.row(count + 1)
        if [c.text for c in here] != [c.text for c in there] or has_number(here):
            break
        count += 1
    return count


def part(grid: Table) -> list[Table]:
    """Part ``grid`` at the rows that begin a table of their own."""
    rows: dict[int, list[Cell]] = {number: [] for number in range(1, grid.rows + 1)}
    for cell in filter(attrgetter("text"), grid.cells):
        rows[cell.row].append(cell)
    starts = [1]
    for number in range(2, grid.rows):
        if _begins(rows, starts[-1], number, grid):
            starts.append(number)
    if len(starts) == 1:
        return [grid]
    ends = [*(start - 1 for start in starts[1:]), grid.rows]
    return [_slice(grid, top, bottom) for top, bottom in zip(starts, ends, strict=True)]


def _begins(rows: dict[int, list[Cell]], start: int, number: int, grid: Table) -> bool:
    row, below = rows[number], rows.get(number + 1, [])
    if not row or row[0].column != 1 or has_number(row):
        return False
    if not any(has_number(rows[n]) for n in range(start + 1, number)):
        return False
    if any(cell.row < number < cell.row + cell.rowspan for cell in grid.cells):
        return False
    if len(row) == 1:
        named = is_heading(row[0].text) or is_table_caption(row[0].text)
        wide = grid.merged and row[0].colspan == grid.columns and len(row[0].text) > 4
        return (named or wide) and len(below) > 1 and not has_number(below)
    above = [rows[n] for n in range(start, number)]
    header = next((row for row in above if len(row) > 1), [])
    if len(header) < 2:
        return False
    # the word at the upper left of the header stands there once more, over other labels
    again = header[0].column == 1 and header[0].text == row[0].text and len(row) > 2
    return (again and all(kind(cell.text) == "label" for cell in row)) or _is_laid_otherwise(
        above, [rows[n] for n in range(number, min(number + _DEEPEST, grid.rows) + 1)], grid.columns
    )


def _is_laid_otherwise(
    above: Sequence[Sequence[Cell]], below: Sequence[Sequence[Cell]], columns: int
) -> bool:
    """Labels over numbers, whose columns hardly begin where those of the numbers above do."""
    labels = [*takewhile(lambda row: not has_number(row), below)]
    last, first = (next(filter(has_number, rows), []) for rows in (above[::-1], below))
    if any(sum(cell.colspan for cell in row) < columns for row in (last, first)):
        return False
    over, before, begins = (
        {cell.column for row in rows for cell in row[1:]} for rows in (labels, [last], [first])
    )
    fewer = min(len(before), len(begins))
    return over <= begins and 2 * len(before & begins) < fewer


def _slice(grid: Table, top: int, bottom: int) -> Table:
    """Cut rows out of a grid; columns that only other rows distinguish fall together."""
    cells = [cell for cell in grid.cells if top <= cell.row <= bottom]
    edges = list(range(1, grid.columns + 2))
    if grid.merged:
        edges = sorted({edge for c in cells for edge in (c.column, c.column + c.colspan)})
    moved = []
    for cell in cells:
        left, right = (bisect_left(edges, cell.column + n) for n in (0, cell.colspan))
        moved.append(replace(cell, row=cell.row - top + 1, column=left + 1, colspan=right - left))
    place = moved[0].passage.place(0, 0, grid.place) if moved else grid.place
    sliced = replace(
        grid,
        rows=bottom - top + 1,
        columns=len(edges) - 1,
        cells=tuple(moved),
        merged=False,
        header_rows=grid.header_rows if top == 1 else None,
        title=grid.title if top == 1 else None,
        place=replace(place, span=None, cell=moved[0].reference if moved else None),
        hidden_rows=frozenset(n - top + 1 for n in grid.hidden_rows if top <= n <= bottom),
    )
    return spanned(sliced)
