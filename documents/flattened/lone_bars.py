"""Tables of a page saved as text whose cells stand one a line, with a bar on a line between."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gouji.documents.document import Passage, Place
from gouji.documents.flattened.chunking import Cells, chunk
from gouji.documents.layout.lines import Line
from gouji.documents.layout.pieces import UNREAD, Piece, Prose
from gouji.documents.layout.shapes import is_number, is_sentence

_BARS: Final = frozenset("|｜")
_LEAST_BARS: Final = 6
_LEAST_FIGURES: Final = 4
_GAP: Final = 4
_LOOK_AHEAD: Final = 160
"""Lines within which a table has its first figures."""


def take_lone_bars(lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """Read the table whose first cell is ``lines[at]``; two bars in a row have none between."""
    if _is_bar(lines[at]) or not _is_bar_next(lines, at):
        return None
    ahead = lines[at : at + _LOOK_AHEAD]
    if sum(is_number(line.text) for line in ahead) < _LEAST_FIGURES:
        return None
    cells, end = _cells(lines, at)
    if end - at < 2 * _LEAST_BARS:
        return None
    last = all(line.blank for line in lines[end:])
    unread = Prose(cells[0], role=UNREAD, place=Place(line=lines[at].number))
    return chunk(Cells(tuple(cells), last=last)) or [unread], end


def _is_bar(line: Line) -> bool:
    return line.text.strip() in _BARS


def _is_bar_next(lines: Sequence[Line], at: int) -> bool:
    near = range(at + 1, min(len(lines), at + _GAP))
    behind = next((n for n in near if not lines[n].blank), None)
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
        elif (
            barred
            and not is_sentence(line.text)
            and (_is_bar_next(lines, index) or is_number(line.text))
        ):
            cells.append(line.passage())
            barred, end = False, index + 1
        else:
            break
    return cells, end
