"""Tables of a page saved as text: every cell ends in a bar, a row a line or a cell a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Final, TypeAlias

from gouji.documents.document import Passage, Table
from gouji.documents.flattened.cells import Stream
from gouji.documents.flattened.paired import paired
from gouji.documents.flattened.rhythm import read_stream
from gouji.documents.layout.lines import Line
from gouji.documents.layout.pieces import Piece, Prose, grid_of, unread_at
from gouji.documents.layout.shapes import is_number, is_sentence

_BARS: Final = ("|", "｜")
_BAR: Final = re.compile(r"[|｜]")
_LEAST_LINES: Final = 2
_LEAST_BARS: Final = 8
"""So many bars behind a sentence, in its line, part the cells of a table."""
_LEAST_FIGURES: Final = 4
"""A run of bars with fewer numbers is a menu or the head of a page."""

Row: TypeAlias = Sequence[Passage]


def take_barred(lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """Read the table whose first cell or row is ``lines[at]``.

    Lines that all begin with a bar as well are a drawn table, and not read here.
    """
    if at and _is_closed(lines[at - 1]):
        return None
    if behind := _behind_prose(lines[at]):
        return behind, at + 1
    end = _end(lines, at)
    block = lines[at:end]
    if len(block) < _LEAST_LINES or all(line.text.lstrip().startswith(_BARS) for line in block):
        return None
    rows = [_row(line) for line in block]
    if (
        found := paired(rows)
        or _storeyed(rows)
        or _read(block, rows, last=all(line.blank for line in lines[end:]))
    ):
        return [*found], end
    if sum(is_number(cell.text) for row in rows for cell in row) < _LEAST_FIGURES:
        return None
    return [unread_at(block[0].passage())], end


def _storeyed(rows: Sequence[Row]) -> list[Piece] | None:
    """Two rows of headings, the upper with all its blanks: which it spans, the lower one lost."""
    upper, lower, *body = rows if len(rows) > _LEAST_LINES else [(), ()]
    if len(lower) >= len(upper) or all(cell.text for cell in upper) or not body:
        return None
    words = not any(is_number(cell.text) for cell in (*upper, *lower))
    if not words or any(len(row) != len(upper) or not is_number(row[-1].text) for row in body):
        return None
    filled = [*lower, *[Passage("")] * (len(upper) - len(lower))]
    return [grid_of([upper, filled, *body], header_rows=2)]


def _read(block: Sequence[Line], rows: Sequence[Row], *, last: bool) -> list[Piece] | None:
    for stream in _streams(block, rows):
        found = read_stream(stream, last=last)
        if found and (not stream.whole or _is_filled(found[0])):
            return found[0]
    return None


def take_lined(lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """Lines with equally many bars print all their cells, blank ones too: nothing is to guess."""
    bars = _bars(lines[at])
    if at and _bars(lines[at - 1]) == bars:  # refused with the line above
        return None
    end = at
    while end < len(lines) and bars and _bars(lines[end]) == bars:
        end += 1
    block = lines[at:end]
    if len(block) < _LEAST_LINES or (end < len(lines) and _bars(lines[end])):
        return None
    if all(line.text.lstrip().startswith(_BARS) for line in block):
        return None
    closed = all(map(_is_closed, block))
    rows = [line.cells(_BAR)[: bars if closed else None] for line in block]
    cells = [cell.text for row in rows for cell in row]
    figures = sum(map(is_number, cells))
    if len(rows[0]) < 2 or figures < _LEAST_FIGURES or any(map(is_sentence, cells)):
        return None
    return [*(paired(rows) or [grid_of(rows)])], end


def _bars(line: Line) -> int:
    return sum(map(line.text.count, _BARS))


def _behind_prose(line: Line) -> list[Piece] | None:
    """A paragraph that goes on in the cells of a table, all in one line: the prose, and the table.

    Its headings begin behind the last sentence.
    """
    bars = list(_BAR.finditer(line.text))
    if len(bars) < _LEAST_BARS:
        return None
    start = line.text.rfind("。", 0, bars[0].start()) + 1
    cells = [line.passage(start, bars[0].start())]
    for bar, end in zip(bars, [*(b.start() for b in bars[1:]), len(line.text)], strict=True):
        cells.append(line.passage(bar.end(), end))
    cells = cells if cells[-1].text else cells[:-1]
    figures = sum(is_number(cell.text) for cell in cells)
    if not start or figures < _LEAST_FIGURES or any(is_sentence(cell.text) for cell in cells):
        return None
    stream = Stream(tuple(cells), (0,) * len(cells), whole=False)
    table = read_stream(stream, last=False)
    found = table[0] if table else [unread_at(cells[0])]
    return [Prose(line.passage(0, start)), *found]


def _is_closed(line: Line) -> bool:
    return line.text.rstrip().endswith(_BARS)


def _end(lines: Sequence[Line], at: int) -> int:
    """Find the line behind those that end in a bar; the last may have lost it with its page."""
    end = at
    while end < len(lines) and _is_closed(lines[end]):
        end += 1
    if end > at and end < len(lines) and len(_BAR.findall(lines[end].text)) > 1:
        end += 1
    return end


def _row(line: Line) -> Row:
    """Cells of a line; bars before the first one and behind the last only bound the row."""
    cells = line.cells(_BAR)
    return cells[_opens(line) : None if cells[-1].text else -1]


def _streams(block: Sequence[Line], rows: Sequence[Row]) -> Iterator[Stream]:
    """The ways to take the cells: a row a line; blanks that only fill rows up; all as printed."""
    filled = [row for row in map(_without_blanks_behind, rows) if row]
    widths = sorted(map(len, filled))[-2:]
    if max(map(len, rows)) > 1:
        yield _of(filled)
    if len(filled) > 1 and widths[0] == widths[-1] > 2:  # whole rows, a line each
        return
    runs: list[list[Passage]] = [[]]
    for line, row in zip(block, rows, strict=True):
        if runs[-1] and _opens(line):
            runs.append([])
        runs[-1] += _without_blanks_behind(row)
        if not row[-1].text:
            runs.append([])
    yield _of(filter(None, runs), parted=False)
    yield _of(rows, whole=True)


def _of(rows: Iterable[Row], *, whole: bool = False, parted: bool = True) -> Stream:
    """The cells of ``rows`` as a stream that breaks between them, unless each is ``whole``."""
    kept = list(rows)
    cells = tuple(cell for row in kept for cell in row)
    breaks = () if whole else tuple(accumulate(map(len, kept), initial=0))
    return Stream(cells, (0,) * len(cells), whole, breaks, parted and not whole)


def _without_blanks_behind(row: Row) -> Row:
    return row[: max((n for n, cell in enumerate(row, start=1) if cell.text), default=0)]


def _is_filled(pieces: Sequence[Piece]) -> bool:
    """Whether each row's last cell is: a blank one may be of any column before."""
    return all(
        sum(bool(cell.text) for cell in grid.cells if cell.column == grid.columns) == grid.rows
        for grid in pieces
        if isinstance(grid, Table)
    )


def _opens(line: Line) -> bool:
    text = line.text.strip()
    return bool(_BAR.match(text)) and bool(_BAR.sub("", text).strip())
