"""Tables of a page saved as text whose cells stand one a line, with a bar on a line between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gouji.documents.chunking import Cells, chunk
from gouji.documents.document import Passage, Place
from gouji.documents.lines import Line
from gouji.documents.pieces import UNREAD, Piece, Prose
from gouji.documents.shapes import is_number, is_sentence

_BARS: Final = frozenset("|｜")
_LEAST_BARS: Final = 6
_LEAST_FIGURES: Final = 4


def take_lone_bars(lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """Read the table whose first cell is ``lines[at]``; two bars in a row have none between."""
    if _is_bar(lines[at]) or not _is_bar_next(lines, at):
        return None
    cells, end = _cells(lines, at)
    if end - at < 2 * _LEAST_BARS or any(is_sentence(cell.text) for cell in cells):
        return None
    if sum(is_number(cell.text) for cell in cells) < _LEAST_FIGURES:
        return None
    last = all(line.blank for line in lines[end:])
    unread = Prose(cells[0], role=UNREAD, place=Place(line=lines[at].number))
    return chunk(Cells(tuple(cells), last=last)) or [unread], end


def _is_bar(line: Line) -> bool:
    return line.text.strip() in _BARS


def _is_bar_next(lines: Sequence[Line], at: int) -> bool:
    behind = next((n for n in range(at + 1, len(lines)) if not lines[n].blank), None)
    return behind is not None and _is_bar(lines[behind])


def _cells(lines: Sequence[Line], at: int) -> tuple[list[Passage], int]:
    """Cells down to the first line that no bar parts from the one before, and where that is."""
    cells: list[Passage] = []
    barred, end = True, at
    for index in range(at, len(lines)):
        line = lines[index]
        if line.blank:
            continue
        if _is_bar(line):
            cells += [line.passage(0, 0)] * barred
            barred, end = True, index + 1
        elif barred and (_is_bar_next(lines, index) or is_number(line.text)):
            cells.append(line.passage())
            barred, end = False, index + 1
        else:
            break
    return cells, end
