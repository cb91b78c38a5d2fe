"""Tables of a page saved as text with nothing left of them but their cells, one a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from gouji.documents.document import Passage, Place
from gouji.documents.flattened.chunking import may_be_cut
from gouji.documents.flattened.paired import paired
from gouji.documents.flattened.placing import is_homogeneous, kind_of
from gouji.documents.layout.lines import Line
from gouji.documents.layout.outline import is_heading, numbering
from gouji.documents.layout.pieces import UNREAD, Grid, Piece, Prose, grid_of
from gouji.documents.layout.shapes import (
    is_date,
    is_figure_caption,
    is_note,
    is_sentence,
    is_signed,
    is_table_caption,
    is_terminated,
    is_unit_line,
    kind,
)

_WIDEST: Final = 16
_LONGEST_CELL: Final = 40
_LEAST_ROWS: Final = 3
_NARROWEST: Final = 3
_LOOK_AHEAD: Final = 36
_LEAST_UNREAD: Final = 8
_MOST_BLANK: Final = 2
"""Blank lines between two cells; more part what stands above from what stands below."""
_CAPTION: Final = re.compile(r"[表况](?:[(（][^()（）]*[)）])?[:：]?$")
_FIGURES: Final = frozenset({"number", "percent", ""})


def take_stacked(lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """Read the table whose first heading is ``lines[at]``.

    As many headings as cells in a row, then rows that begin with a word and go on with numbers,
    three at least: nothing else is believed, and nothing that numbers follow. A long run of cells
    that is not such a table is one that can't be read.
    """
    first = lines[at].text.strip()
    if kind(first) != "label" or not _is_cell(first) or _CAPTION.search(first):
        return None
    if not _is_figured(_cells(lines, at, _LOOK_AHEAD)) or not _may_begin(lines, at):
        return None
    cells = _cells(lines, at, len(lines))
    rows = _table(cells, lines)
    if rows is not None:
        return [grid_of([[cell.passage() for cell in row] for row in rows])], _behind(
            lines, at, rows[-1][-1]
        )
    if pair := _pair(cells):
        return [*pair], _behind(lines, at, cells[-1])
    figures = [cell for cell in cells if kind(cell.text) == "number"]
    if len(figures) < _LEAST_UNREAD or 3 * len(figures) < len(cells):
        return None
    unread = Prose(lines[at].passage(), role=UNREAD, place=Place(line=lines[at].number))
    return [unread], _behind(lines, at, figures[-1])


def _pair(cells: Sequence[Line]) -> list[Grid] | None:
    """Names one below the other, then as many values, and nothing else."""
    half, rest = divmod(len(cells), 2)
    if rest or half > _WIDEST:
        return None
    return paired([[cell.passage() for cell in cells[:half]], [c.passage() for c in cells[half:]]])


def _is_figured(cells: Sequence[Line]) -> bool:
    return sum(kind(cell.text) in ("number", "dash") for cell in cells) * 3 >= len(cells)


def _table(cells: Sequence[Line], lines: Sequence[Line]) -> list[list[Line]] | None:
    width = _width([cell.text.strip() for cell in cells[: _WIDEST + 2]])
    rows = _rows(cells, width) if width else []
    if not width or len(rows) <= _LEAST_ROWS:
        return None
    if not is_homogeneous([_texts(row) for row in rows[1:]]):
        return None
    behind = cells[len(rows) * width :]
    return rows if _ends_here(behind, lines, rows, width) else None


def _behind(lines: Sequence[Line], at: int, last: Line) -> int:
    return next(n + 1 for n in range(at, len(lines)) if lines[n] is last)


def _is_cell(text: str) -> bool:
    tests = (is_heading, is_table_caption, is_figure_caption, is_note, is_unit_line, is_date)
    if len(text) > _LONGEST_CELL or is_sentence(text) or is_terminated(text) or "\t" in text:
        return False
    return not any(test(text) for test in tests) and numbering(text) is None


def _may_begin(lines: Sequence[Line], at: int) -> bool:
    """A further short line right above the headings may be one of them: then all is unsure."""
    index = at - 1
    while index >= 0 and lines[index].blank:
        index -= 1
    above = lines[index].text.strip() if index >= 0 else ""
    if not above or not _is_cell(above):
        return True
    return bool(_CAPTION.search(above)) or is_signed(above)


def _cells(lines: Sequence[Line], at: int, most: int) -> list[Line]:
    """Lines that may be cells, down to the first that may not."""
    cells: list[Line] = []
    blanks = 0
    for index in range(at, len(lines)):
        line = lines[index]
        if len(cells) == most:
            break
        blanks = blanks + 1 if line.blank else 0
        if blanks > _MOST_BLANK or not (line.blank or _is_value(line.text.strip())):
            break
        if not line.blank:
            cells.append(line)
    return cells


def _is_value(text: str) -> bool:
    return _is_cell(text) or kind(text) in ("number", "dash")


def _width(texts: Sequence[str]) -> int | None:
    """Headings, then a word, then numbers: as many headings as a row has cells."""
    words = next((n for n, text in enumerate(texts) if kind(text) != "label"), 0)
    return words - 1 if _NARROWEST <= words - 1 <= _WIDEST else None


def _rows(cells: Sequence[Line], width: int) -> list[list[Line]]:
    rows = [list(cells[:width])]
    for start in range(width, len(cells) - width + 1, width):
        row = list(cells[start : start + width])
        kinds = [kind_of(text) for text in _texts(row)]
        if kinds[0] != "label" or not set(kinds[1:]) <= _FIGURES:
            break
        rows.append(row)
    return rows


def _texts(row: Sequence[Line]) -> list[str]:
    return [cell.text.strip() for cell in row]


def _ends_here(
    behind: Sequence[Line], lines: Sequence[Line], rows: Sequence[Sequence[Line]], width: int
) -> bool:
    """Whether no number follows, which would be of a row that is not understood.

    Where the text is cut within a row, a total above would miss the parts below.
    """
    if not any(kind(cell.text) == "number" for cell in behind):
        return True
    cut = len(behind) < width and not any(
        not line.blank and line.number > behind[-1].number for line in lines
    )
    return cut and may_be_cut([[Passage(text) for text in _texts(row)] for row in rows[1:]])
