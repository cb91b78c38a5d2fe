"""Tables that were drawn as one: a new title or the same header again begins the next."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from gouji.documents.document import Cell, Table
from gouji.documents.layout.outline import is_heading
from gouji.documents.layout.shapes import is_table_caption, kind


def part(grid: Table) -> list[Table]:
    """Part ``grid`` at the rows that begin a table of their own."""
    rows = _by_row(grid)
    starts = [1]
    for number in range(2, grid.rows):
        if _begins(rows, starts[-1], number, grid) and not _is_crossed(grid, number):
            starts.append(number)
    if len(starts) == 1:
        return [grid]
    ends = [*(start - 1 for start in starts[1:]), grid.rows]
    return [_slice(grid, top, bottom) for top, bottom in zip(starts, ends, strict=True)]


def _by_row(grid: Table) -> dict[int, list[Cell]]:
    rows: dict[int, list[Cell]] = {number: [] for number in range(1, grid.rows + 1)}
    for cell in grid.cells:
        if cell.text:
            rows[cell.row].append(cell)
    return rows


def _begins(rows: dict[int, list[Cell]], start: int, number: int, grid: Table) -> bool:
    row, below = rows[number], rows.get(number + 1, [])
    if not row or row[0].column != 1 or _has_number(row):
        return False
    if not any(_has_number(rows[n]) for n in range(start + 1, number)):
        return False
    if len(row) == 1:
        return _is_title(row[0], grid) and len(below) > 1 and not _has_number(below)
    header = next((rows[n] for n in range(start, number) if len(rows[n]) > 1), [])
    return len(header) > 1 and _is_header_again(header, row)


def _is_title(cell: Cell, grid: Table) -> bool:
    if is_heading(cell.text) or is_table_caption(cell.text):
        return True
    return grid.merged and cell.colspan == grid.columns and len(cell.text) > 4


def _is_header_again(header: Sequence[Cell], row: Sequence[Cell]) -> bool:
    """The word at the upper left of the header stands there once more, over other labels."""
    if header[0].column != 1 or header[0].text != row[0].text or len(row) < 3:
        return False
    return all(kind(cell.text) == "label" for cell in row)


def _has_number(row: Sequence[Cell]) -> bool:
    return any(kind(cell.text) == "number" for cell in row)


def _is_crossed(grid: Table, number: int) -> bool:
    return any(cell.row < number < cell.row + cell.rowspan for cell in grid.cells)


def _slice(grid: Table, top: int, bottom: int) -> Table:
    """Cut rows out of a grid; columns that only other rows distinguish fall together."""
    cells = [cell for cell in grid.cells if top <= cell.row <= bottom]
    edges = list(range(1, grid.columns + 2))
    if grid.merged:
        sides = {edge for c in cells for edge in (c.column, c.column + c.colspan)}
        edges = sorted(sides)
    moved = tuple(_moved(cell, top, edges) for cell in cells)
    place = moved[0].passage.place(0, 0, grid.place) if moved else grid.place
    return replace(
        grid,
        rows=bottom - top + 1,
        columns=len(edges) - 1,
        cells=moved,
        merged=any(cell.rowspan * cell.colspan > 1 for cell in moved),
        header_rows=grid.header_rows if top == 1 else None,
        title=grid.title if top == 1 else None,
        place=replace(place, span=None, cell=moved[0].reference if moved else None),
        hidden_rows=frozenset(n - top + 1 for n in grid.hidden_rows if top <= n <= bottom),
    )


def _moved(cell: Cell, top: int, edges: Sequence[int]) -> Cell:
    left = bisect_left(edges, cell.column)
    right = bisect_left(edges, cell.column + cell.colspan)
    return replace(cell, row=cell.row - top + 1, column=left + 1, colspan=right - left)
