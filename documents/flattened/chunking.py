"""A run of cells to rows: the one width under which headings, words and numbers fall in line.

Pages saved as text print a table's cells one after the other; a cell that a merged one covers is
left out, and blanks are added at the end of its row. Which cell is missing, the columns tell. Where
two readings are left, there is none: a table half understood would accuse.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from gouji.documents.document import Cell, Passage
from gouji.documents.flattened.placing import (
    Kind,
    is_homogeneous,
    kind_of,
    kinds_of,
    place,
    place_labels,
    spread,
)
from gouji.documents.layout.pieces import Grid, Piece, Prose, grid_of
from gouji.documents.layout.shapes import is_sentence

WIDEST: Final = 40
LEAST_ROWS: Final = 2
_TOTAL: Final = re.compile(r"[合总總小]\s*[计計]|[总總]\s*[数數]|全[市县縣区區省州]|平均")

Row: TypeAlias = list[Passage]


@dataclass(frozen=True, slots=True)
class Cells:
    """Cells in the order of the page; ``starts`` and ``ends`` are where rows must begin or end."""

    passages: tuple[Passage, ...]
    starts: frozenset[int] = frozenset()
    ends: frozenset[int] = frozenset()
    last: bool = False
    """Nothing stands below: the page may have been cut within a row."""


def chunk(cells: Cells) -> list[Piece] | None:
    """Read the table that ``cells`` make, with a title row above it; None where it is not clear."""
    found: list[Piece] | None = None
    for width in range(2, min(WIDEST, len(cells.passages) // 2) + 1):
        rows = _in_rows(cells, width)
        read = settle(rows, width, last=cells.last, parted=bool(cells.starts)) if rows else None
        if read is None:
            continue
        if found is not None:
            return None
        found = read
    return found


def _in_rows(cells: Cells, width: int) -> list[Row] | None:
    edges = cells.starts | cells.ends
    if any(edge % width for edge in edges):
        return None
    passages = cells.passages
    return [list(passages[i : i + width]) for i in range(0, len(passages), width)]


def settle(rows: Sequence[Row], width: int, *, last: bool, parted: bool) -> list[Piece] | None:
    """Make a table of rows of at most ``width`` cells; blanks at a row's end may belong elsewhere.

    ``last`` says that the text ends here, perhaps within a row; ``parted`` that the page itself
    shows where rows begin, else a row must begin with a name.
    """
    titles, rows = _titles(rows)
    top = next((n for n, row in enumerate(rows) if any(map(_is_figure, row))), 0)
    header = list(rows[:top])
    if not header or any(is_sentence(cell.text) for row in header for cell in row):
        return None
    filled = [_filled(row, width) for row in rows[top:]]
    body = _whole(filled, rows, header[-1], last=last)
    kinds = _kinds(body, parted=parted)
    placed = _placed(body, kinds, header) if kinds else None
    grid = _headed(header, placed, kinds) if placed is not None else None
    if grid is None:
        return None
    return [*map(Prose, titles[:-1]), replace(grid, caption=titles[-1] if titles else None)]


def _whole(body: list[Row], printed: Sequence[Row], header: Row, *, last: bool) -> list[Row]:
    """Leave out the row within which the text was cut; anywhere else no row may be short."""
    short = len(printed[-1])
    if not body or short == len(body[-1]) or _is_beside(_texts(header), short):
        return body
    return body[:-1] if last and may_be_cut(body) else []


def _kinds(body: Sequence[Row], *, parted: bool) -> tuple[Kind, ...]:
    """What the columns hold, told by the full rows; nothing where they don't make a table."""
    full = [[cell.text for cell in row] for row in body if all(cell.text for cell in row)]
    if len(body) < LEAST_ROWS or not full or not is_homogeneous(full):
        return ()
    kinds = kinds_of(full)
    told = (parted or "label" in kinds[:2]) and {"number", "percent"} & set(kinds)
    return kinds if told else ()


def _titles(rows: Sequence[Row]) -> tuple[list[Passage], Sequence[Row]]:
    """Leading rows with one cell only name the table."""
    titles: list[Passage] = []
    for n, row in enumerate(rows):
        printed = [cell for cell in row if cell.text]
        if len(printed) != 1 or _is_figure(printed[0]):
            return titles, rows[n:]
        titles.append(printed[0])
    return titles, []


def _is_figure(cell: Passage) -> bool:
    return kind_of(cell.text) in ("number", "percent")


def _filled(row: Row, width: int) -> Row:
    return [*row, *(Passage("") for _ in range(width - len(row)))]


def may_be_cut(body: Sequence[Row]) -> bool:
    """A total printed first would miss the parts that were cut off below."""
    return not any(_TOTAL.search(cell.text) for row in body for cell in row if not _is_figure(cell))


def _placed(body: Sequence[Row], kinds: Sequence[Kind], header: Sequence[Row]) -> list[Row] | None:
    rows: list[Row] = []
    for row in body:
        texts = [cell.text for cell in row]
        count = len(texts) - _blanks_behind(texts)
        if count in (0, len(texts)) or "" in texts[:count] or _is_section(texts):
            rows.append(row)
            continue
        places = _placement(texts[:count], kinds, [cell.text for cell in header[-1]])
        if places is None:
            return None
        rows.append(_at(row, places))
    return rows if is_homogeneous([[cell.text for cell in row] for row in rows]) else None


def _is_section(texts: Sequence[str]) -> bool:
    """One word alone names the rows below it."""
    return kind_of(texts[0]) == "label" and not any(texts[1:])


def _blanks_behind(texts: Sequence[str]) -> int:
    return next((n for n, text in enumerate(reversed(texts)) if text), len(texts))


def _placement(
    texts: Sequence[str], kinds: Sequence[Kind], labels: Sequence[str]
) -> tuple[int, ...] | None:
    if _is_beside(labels, len(texts)):
        return tuple(range(len(texts)))
    return place(texts, kinds) or _under_a_group(texts, kinds)


def _is_beside(labels: Sequence[str], n: int) -> bool:
    """Tables side by side repeat their headings; the last row need not fill them all."""
    return 0 < n < len(labels) and list(labels) == [*labels[:n]] * (len(labels) // n)


def _texts(row: Row) -> list[str]:
    return [cell.text for cell in row]


def _under_a_group(texts: Sequence[str], kinds: Sequence[Kind]) -> tuple[int, ...] | None:
    """Where only names are missing, the group on the left spans the row; a total has none."""
    names = _leading_labels(kinds)
    own = _leading_labels([kind_of(text) for text in texts])
    rest = len(kinds) - names
    if not 0 < own < names or len(texts) - own != rest:
        return None
    if place(texts[own:], kinds[names:]) is None:
        return None
    first = 0 if _TOTAL.search(texts[0]) else names - own
    return (*range(first, first + own), *range(names, len(kinds)))


def _leading_labels(kinds: Sequence[Kind]) -> int:
    return next((n for n, kind in enumerate(kinds) if kind != "label"), len(kinds))


def _at(row: Row, places: Sequence[int]) -> Row:
    moved = [Passage("") for _ in row]
    for cell, column in zip(row, places, strict=False):
        moved[column] = cell
    return moved


def _headed(header: Sequence[Row], body: Sequence[Row], kinds: Sequence[Kind]) -> Grid | None:
    if len(header) == 1:
        labels = [cell for cell in header[0] if cell.text]
        if len(labels) == len(kinds) or _as_printed(header[0], len(kinds)):
            return grid_of([header[0], *body])
        places = place_labels([cell.text for cell in labels], kinds)
        if places is None:
            return None
        return grid_of([_at(_filled(labels, len(kinds)), places), *body])
    return _two_storeyed(header, body, kinds) if len(header) == 2 else None


def _as_printed(row: Row, width: int) -> bool:
    """Blanks that stand before a label were printed where they belong."""
    texts = [cell.text for cell in row]
    return len(row) == width and "" in texts[: len(texts) - _blanks_behind(texts)]


def _two_storeyed(header: Sequence[Row], body: Sequence[Row], kinds: Sequence[Kind]) -> Grid | None:
    upper, lower = ([cell for cell in row if cell.text] for row in header)
    if any(_as_printed(row, len(kinds)) for row in header):
        return grid_of([*header, *body])
    widths = spread([cell.text for cell in upper], [cell.text for cell in lower], kinds)
    if widths is None:
        return None
    cells: list[Cell] = []
    below = iter(lower)
    column = 1
    for passage, width in zip(upper, widths, strict=True):
        cells.append(Cell(1, column, passage, rowspan=2 if width == 1 else 1, colspan=width))
        if width > 1:
            cells += [Cell(2, column + n, next(below)) for n in range(width)]
        column += width
    grid = grid_of(body)
    moved = [replace(cell, row=cell.row + 2) for cell in grid.cells if cell.text]
    place_of = replace(cells[0].passage.place(0, 0), span=None)
    return Grid(
        grid.rows + 2,
        len(kinds),
        (*cells, *moved),
        merged=True,
        header_rows=2,
        place=place_of,
    )
