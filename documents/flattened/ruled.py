"""Tables drawn with pipes or box characters."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import TypeAlias

from gouji.documents.document import Passage
from gouji.documents.layout.lines import Line, join, without
from gouji.documents.layout.pieces import Piece, grid_of

_BARS = "|｜│┃║"
_BAR = re.compile(rf"(?<!\\)[{_BARS}]")
_ESCAPED = re.compile(rf"\\(?=[{_BARS}])")
_BORDER = re.compile(rf"[\s{_BARS}+┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝┏┳┓┣╋┫┗┻┛╭╮╰╯╞╪╡─━═=:\-]+")
_STROKES = re.compile(r"[─━═=-]{2,}")
_RULE_CELL = re.compile(r"\s*:?-+:?\s*")
_FULLY_RULED = 4
"""From so many borders on, they part every row, and the lines between two belong together."""

Row: TypeAlias = tuple[Passage, ...]
Clean: TypeAlias = Callable[[Passage], Passage]


def take_ruled(
    lines: Sequence[Line], at: int, clean: Clean = lambda text: text
) -> tuple[list[Piece], int] | None:
    """Read the drawn table that begins at ``lines[at]``; ``clean`` strips markup from a cell."""
    if not _may_begin(lines, at) or _is_within(lines, at):
        return None
    end = at
    while end < len(lines) and _is_drawn(lines, end, at):
        end += 1
    borders = [i for i in range(at, end) if _is_border(lines[i].text)]
    rows = [[_cells(lines[i], clean) for i in group] for group in _groups(at, end, borders)]
    if not _is_table(rows, borders):
        return None
    if len(borders) >= _FULLY_RULED:
        rows = [[_stack(group)] for group in rows]
    header = len(rows[0]) if borders and len(rows) > 1 and len(borders) < _FULLY_RULED else None
    return [grid_of([row for group in rows for row in group], header)], end


def _may_begin(lines: Sequence[Line], at: int) -> bool:
    """Look quickly, so that a long run of bars that is no table is not read over and over."""
    text = lines[at].text
    if _is_border(text.strip()):
        return at + 1 < len(lines) and not _is_border(lines[at + 1].text.strip())
    return len(_BAR.findall(text)) > 1 or (
        at + 1 < len(lines) and _is_delimiter(lines[at + 1].text)
    )


def _is_within(lines: Sequence[Line], at: int) -> bool:
    """Whether the line above was refused with all that follows it, this line too."""
    above = lines[at - 1].text.strip() if at else ""
    return (
        above[:1] in _BARS and bool(above) and not _is_border(above) and _may_begin(lines, at - 1)
    )


def _is_drawn(lines: Sequence[Line], at: int, start: int) -> bool:
    text = lines[at].text.strip()
    if not text:
        return False
    if text[0] in _BARS or _is_border(text):
        return True
    bare = start + 1 < len(lines) and _is_delimiter(lines[start + 1].text)
    return bare and _BAR.search(text) is not None


def _is_border(text: str) -> bool:
    if _is_delimiter(text):
        return True
    return bool(_BORDER.fullmatch(text) and _STROKES.search(text)) and _has_corner(text)


def _has_corner(text: str) -> bool:
    return any(c not in "-=:─━═ \t" for c in text.strip())


def _is_delimiter(text: str) -> bool:
    """Markdown's line under a header, ``|---|:-:|``."""
    cells = text.strip().removeprefix("|").removesuffix("|").split("|")
    return "|" in text and all(map(_RULE_CELL.fullmatch, cells))


def _groups(at: int, end: int, borders: Sequence[int]) -> list[range]:
    edges = [at - 1, *borders, end]
    spans = pairwise(edges)
    return [range(a + 1, b) for a, b in spans if b > a + 1]


def _cells(line: Line, clean: Clean) -> Row:
    """The cells between the bars; those at the ends only bound the row."""
    cells = line.cells(_BAR)
    first, last = _BAR.match(line.text.strip()), cells[-1].text
    return tuple(clean(_unescape(cell)) for cell in cells[bool(first) : None if last else -1])


def _unescape(cell: Passage) -> Passage:
    """Drop the backslash before a bar."""
    return without(cell, [m.span() for m in _ESCAPED.finditer(cell.text)])


def _stack(group: Sequence[Row]) -> Row:
    """Make one row of the lines between two borders."""
    columns = max(map(len, group))
    return tuple(join([row[c] for row in group if c < len(row)], "\n") for c in range(columns))


def _is_table(groups: Sequence[Sequence[Row]], borders: Sequence[int]) -> bool:
    rows = [row for group in groups for row in group]
    if not rows or max(map(len, rows)) < 2:
        return False
    return len(rows) > 1 or bool(borders)
