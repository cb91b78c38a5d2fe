"""Tables with bars between their cells: drawn with borders, a row a line, or a cell a line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise, zip_longest
from typing import Final

from gouji.documents.document import Paragraph, Passage, Table
from gouji.documents.flattened.cells import Stream
from gouji.documents.flattened.rhythm import read_stream
from gouji.documents.flattened.stacked import paired
from gouji.documents.layout.lines import Line, join, without
from gouji.documents.layout.pieces import Piece, Row, filled, grid_of, unread_at
from gouji.documents.layout.shapes import is_number, is_sentence
from gouji.documents.layout.wrapping import Clean

_BARS: Final = ("|", "｜")
_BAR: Final = re.compile(r"[|｜]")
_LEAST_LINES: Final = 2
_LEAST_BARS: Final = 8
"""So many bars behind a sentence, in its line, part the cells of a table."""
_LEAST_FIGURES: Final = 4
"""A run of bars with fewer numbers is a menu or the head of a page."""

_DRAWN: Final = "|｜│┃║"
_UPRIGHT: Final = re.compile(rf"(?<!\\)[{_DRAWN}]")
_ESCAPED: Final = re.compile(rf"\\(?=[{_DRAWN}])")
_BORDER: Final = re.compile(rf"[\s{_DRAWN}+┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝┏┳┓┣╋┫┗┻┛╭╮╰╯╞╪╡─━═=:\-]+")
_STROKES: Final = re.compile(r"[─━═=-]{2,}")
_CORNER: Final = re.compile(r"[^-=:─━═ \t]")
_RULE_CELL: Final = re.compile(r"\s*:?-+:?\s*")
_FULLY_RULED: Final = 4
"""From so many borders on, they part every row, and the lines between two belong together."""


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
    if len(block) < _LEAST_LINES or _are_opened(block):
        return None
    rows = [_between(line, _BAR, opened=_opens(line)) for line in block]
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
    lower = [*lower, *[Passage("")] * (len(upper) - len(lower))]
    return [grid_of([upper, lower, *body], header_rows=2)]


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
    if len(block) < _LEAST_LINES or _are_opened(block) or any(map(_bars, lines[end : end + 1])):
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
    if _bars(line) < _LEAST_BARS:
        return None
    first = _BAR.split(line.text, maxsplit=1)[0]
    start = first.rfind("。") + 1
    cells = [line.passage(start, len(first)), *line.cells(_BAR)[1:]]
    cells = cells if cells[-1].text else cells[:-1]
    figures = sum(is_number(cell.text) for cell in cells)
    if not start or figures < _LEAST_FIGURES or any(is_sentence(cell.text) for cell in cells):
        return None
    stream = Stream(tuple(cells), (0,) * len(cells), whole=False)
    table = read_stream(stream, last=False)
    found = table[0] if table else [unread_at(cells[0])]
    return [Paragraph(line.passage(0, start)), *found]


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


def _are_opened(block: Sequence[Line]) -> bool:
    return all(line.text.lstrip().startswith(_BARS) for line in block)


def _between(line: Line, bar: re.Pattern[str], *, opened: bool) -> Row:
    """Cells of a line; bars before the first one and behind the last only bound the row."""
    cells = line.cells(bar)
    return cells[opened : None if cells[-1].text else -1]


def _streams(block: Sequence[Line], rows: Sequence[Row]) -> Iterator[Stream]:
    """The ways to take the cells: a row a line; blanks that only fill rows up; all as printed."""
    printed = [row for row in map(filled, rows) if row]
    widths = sorted(map(len, printed))[-2:]
    if max(map(len, rows)) > 1:
        yield _of(printed)
    if len(printed) > 1 and widths[0] == widths[-1] > 2:  # whole rows, a line each
        return
    runs: list[list[Passage]] = [[]]
    for line, row in zip(block, rows, strict=True):
        if runs[-1] and _opens(line):
            runs.append([])
        runs[-1] += filled(row)
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


def _is_filled(pieces: Sequence[Piece]) -> bool:
    """Whether each row's last cell is: a blank one may be of any column before."""
    grids = [piece for piece in pieces if isinstance(piece, Table)]
    lasts = ([c for c in grid.cells if c.text and c.column == grid.columns] for grid in grids)
    return all(len(cells) == grid.rows for cells, grid in zip(lasts, grids, strict=True))


def _opens(line: Line) -> bool:
    text = line.text.strip()
    return bool(_BAR.match(text)) and bool(_BAR.sub("", text).strip())


def take_ruled(lines: Sequence[Line], at: int, clean: Clean) -> tuple[list[Piece], int] | None:
    """Read the drawn table that begins at ``lines[at]``; ``clean`` strips markup from a cell."""
    if not _may_begin(lines, at) or _is_within(lines, at):
        return None
    end = at
    while end < len(lines) and _is_drawn(lines, end, at):
        end += 1
    borders = [i for i in range(at, end) if _is_border(lines[i].text)]
    edges = pairwise([at - 1, *borders, end])
    groups = [[_drawn_row(line, clean) for line in lines[a + 1 : b]] for a, b in edges if b > a + 1]
    rows = [row for group in groups for row in group]
    if max(map(len, rows), default=0) < 2 or not (len(rows) > 1 or borders):
        return None
    if len(borders) >= _FULLY_RULED:
        blank = Passage("")
        columns = (zip_longest(*group, fillvalue=blank) for group in groups)
        return [grid_of([[join(lines, "\n") for lines in group] for group in columns])], end
    return [grid_of(rows, len(groups[0]) if borders and len(groups) > 1 else None)], end


def _may_begin(lines: Sequence[Line], at: int) -> bool:
    """Look quickly, so that a long run of bars that is no table is not read over and over."""
    text = lines[at].text
    below = lines[at + 1 : at + 2]
    if _is_border(text.strip()):
        return any(not _is_border(line.text.strip()) for line in below)
    return len(_UPRIGHT.findall(text)) > 1 or any(_is_delimiter(line.text) for line in below)


def _is_within(lines: Sequence[Line], at: int) -> bool:
    """Whether the line above was refused with all that follows it, this line too."""
    above = lines[at - 1].text.strip() if at else ""
    drawn = above.startswith(tuple(_DRAWN)) and not _is_border(above)
    return drawn and _may_begin(lines, at - 1)


def _is_drawn(lines: Sequence[Line], at: int, start: int) -> bool:
    text = lines[at].text.strip()
    if text.startswith(tuple(_DRAWN)) or _is_border(text):
        return True
    bare = start + 1 < len(lines) and _is_delimiter(lines[start + 1].text)
    return bare and _UPRIGHT.search(text) is not None


def _is_border(text: str) -> bool:
    if _is_delimiter(text):
        return True
    return bool(_BORDER.fullmatch(text) and _STROKES.search(text) and _CORNER.search(text.strip()))


def _is_delimiter(text: str) -> bool:
    """Markdown's line under a header, ``|---|:-:|``."""
    cells = text.strip().removeprefix("|").removesuffix("|").split("|")
    return "|" in text and all(map(_RULE_CELL.fullmatch, cells))


def _drawn_row(line: Line, clean: Clean) -> Row:
    """The cells of a line, without the backslash before a bar that is one of their characters."""
    cells = _between(line, _UPRIGHT, opened=_UPRIGHT.match(line.text.strip()) is not None)
    return [clean(without(c, [m.span() for m in _ESCAPED.finditer(c.text)])) for c in cells]
