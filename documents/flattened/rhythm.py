"""A stream of cells to a table: the one width under which labels and numbers keep their rhythm.

Every width is tried: so many headings, then rows that all hold words, numbers and shares in the
same columns, a word alone naming the rows below it. Where two widths do equally well, or numbers
are left over, the table is not read, and said so: half understood it would accuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gouji.documents.document import Passage, Place
from gouji.documents.flattened.cells import LEAST_CELLS, Stream, is_cell, look, streams
from gouji.documents.flattened.chunking import may_be_cut
from gouji.documents.flattened.paired import paired
from gouji.documents.flattened.placing import only_way
from gouji.documents.layout.lines import Line
from gouji.documents.layout.outline import is_heading
from gouji.documents.layout.pieces import UNREAD, Grid, Piece, Prose, grid_of
from gouji.documents.layout.shapes import is_terminated

_WIDEST: Final = 24
_LEAST_ROWS: Final = 2
_LEAST_UNREAD: Final = 8
_LOOK_AHEAD: Final = 100
_FIGURES: Final = frozenset({"number", "percent"})
_SHORT_TITLE: Final = 4
_OF_NAMES: Final = re.compile(
    r"(?:单位|單位|部门|部門|类别|類別|类型|名称|名稱|项目|項目|指标|地区|来源)$"
)
_WORDS: Final = re.compile(r"[^\W\d_]")
_TOTAL: Final = re.compile(r"[合总總小共]\s*[计計]|total", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Layout:
    """Which cells make which row, blank for None: the header first."""

    header: tuple[int | None, ...]
    rows: tuple[tuple[int | None, ...], ...]
    end: int


def take_stacked(lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """Read the table whose cells stand one a line from ``lines[at]`` on.

    A long run of cells that is no table by any width is one that can't be read.
    """
    first = lines[at].text.strip()
    if not is_cell(first) or is_terminated(first) or first.endswith(".") or is_heading(first):
        return None
    near = [line.text.strip() for line in lines[at : at + _LOOK_AHEAD] if not line.blank]
    if not _is_figured([text for text in near if text != "|"]):
        return None
    found = [stream for stream in streams(lines, at) if stream.cells]
    for stream in found:
        last = all(line.blank for line in lines[stream.ends[-1] :])
        if read := _read(stream, last=last) or _pair(stream, lines, at):
            return read
    return _unread(lines, at, found[-1]) if found else None


def _is_figured(texts: Sequence[str]) -> bool:
    figures = sum(look(text) in ("number", "percent", "-") for text in texts)
    return figures * 4 >= len(texts) > 0 < figures


def _unread(lines: Sequence[Line], at: int, stream: Stream) -> tuple[list[Piece], int] | None:
    figures = [n for n, text in enumerate(stream.texts) if look(text) in _FIGURES]
    least = _LEAST_UNREAD // 2 if stream.whole else _LEAST_UNREAD
    if len(figures) < least or 3 * len(figures) < len(stream.cells):
        return None
    unread = Prose(stream.cells[0], role=UNREAD, place=Place(line=lines[at].number))
    return [unread], stream.ends[figures[-1]]


def _read(stream: Stream, *, last: bool) -> tuple[list[Piece], int] | None:
    """The table that a stream opens with, or that its second cell opens under a title."""
    if grids := _grids(stream, last=last):
        return [grids[1]], stream.ends[grids[0] - 1]
    below = Stream(stream.cells[1:], stream.ends[1:], stream.whole)
    grids = _grids(below, last=last)
    if grids is None or not _is_title(stream.texts[0], [c.text for c in grids[1].row(1)]):
        return None
    return [Prose(stream.cells[0]), grids[1]], below.ends[grids[0] - 1]


def _is_title(text: str, header: Sequence[str]) -> bool:
    """Whether a line above a table is its title, and no heading of several columns.

    It is longer than the first heading, and not what heads a column of names itself.
    """
    if look(text) != "label" or _OF_NAMES.search(text):
        return False
    return len(text) > max(map(len, header)) or len(text) > max(len(header[0]), _SHORT_TITLE)


def _pair(stream: Stream, lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """Names one below the other, then as many values, and nothing that may be one of them above."""
    half, odd = divmod(len(stream.cells), 2)
    above = next((line.text.strip() for line in reversed(lines[:at]) if not line.blank), "")
    if odd or half > _WIDEST or (above and is_cell(above) and not is_terminated(above)):
        return None
    pair = paired([stream.cells[:half], stream.cells[half:]])
    return ([*pair], stream.ends[-1]) if pair else None


def _grids(stream: Stream, *, last: bool) -> tuple[int, Grid] | None:
    """The table that the stream opens with, and how many of its cells it takes."""
    looks = [look(text) for text in stream.texts]
    found = [*_layouts(stream, looks)] or [*_by_columns(stream, looks)]
    if not found:
        return None
    least = min(map(_irregular, found))
    best = [layout for layout in found if _irregular(layout) == least]
    if len(best) > 1 or not _ends(looks, best[0], stream, last=last):
        return None
    cells = [[_cell(stream, n) for n in row] for row in (best[0].header, *best[0].rows)]
    return best[0].end, grid_of(cells, header_rows=1)


def _irregular(layout: _Layout) -> tuple[int, int]:
    """What speaks against a layout: cells that it leaves over, then rows that it can't fill."""
    return -layout.end, sum(None in row for row in layout.rows)


def _cell(stream: Stream, n: int | None) -> Passage:
    return Passage("") if n is None else stream.cells[n]


def _heads(text: str, shape: str) -> bool:
    """Whether a cell can be a heading: words, a year, a number with words (``3次以上``)."""
    if text.endswith((":", "：")):
        return False
    return shape in ("label", "year", "") or (shape == "number" and bool(_WORDS.search(text)))


def _layouts(stream: Stream, looks: Sequence[str]) -> Iterator[_Layout]:
    texts = stream.texts
    for width in range(2, min(_WIDEST, len(texts) // 2) + 1):
        for heads in (width, width - 1):
            if (
                heads < 2
                or not all(map(_heads, texts[:heads], looks[:heads]))
                or "" in looks[1:heads]
            ):
                break
            body = max(_bodies(stream, looks, width, heads), key=lambda body: body.end)
            rows, end = body.rows, body.end
            header = (*[None] * (width - heads), *range(heads))
            full = [row for row in rows if None not in row]
            if len(full) >= _LEAST_ROWS and body.holds_figures() and end >= LEAST_CELLS:
                yield _Layout(header, tuple(rows), end)
                break


def _bodies(stream: Stream, looks: Sequence[str], width: int, start: int) -> Iterator[_Body]:
    for section in (False, True):
        body = _Body(stream, looks, width)
        body.read(start, section=section)
        yield body


class _Body:
    """Rows of one width, taken one after the other as long as each column keeps its kind."""

    def __init__(self, stream: Stream, looks: Sequence[str], width: int) -> None:
        self._stream, self._looks, self._width = stream, looks, width
        self._kinds = [""] * width
        self.rows: list[tuple[int | None, ...]] = []
        self.end = 0

    def holds_figures(self) -> bool:
        return bool(_FIGURES & set(self._kinds))

    def read(self, start: int, *, section: bool) -> None:
        """Take rows from ``start`` on, a word alone first if ``section`` says so.

        Where blank cells are lost, a first word alone is a section only where others follow.
        """
        at, sections = start, 0
        while at < len(self._looks):
            row = None if section and not self.rows else self._full(at)
            if self.rows or section:
                row = row or self._section(at)
            row = row or (self._short(at) if self.rows else None)
            if row is None:
                break
            printed = [n for n in row if n is not None]
            sections += sum(self._looks[n] != "" for n in printed) == 1
            self.rows.append(row)
            at = printed[-1] + 1
        if section and sections < 2 and not self._stream.whole:
            return
        self.end = at

    def _full(self, at: int) -> tuple[int | None, ...] | None:
        looks = self._looks[at : at + self._width]
        if len(looks) < self._width or not self._opens(at) or not self._agree(looks):
            return None
        if not set(looks[1:]) & {"number", "percent", "year", "-"}:
            return None
        for c, shape in enumerate(looks):
            if shape not in ("", "-", "year") or (shape == "year" and not self._kinds[c]):
                known = "label" if shape == "year" and c == 0 else shape
                self._kinds[c] = "number" if known == "year" else self._kinds[c] or known
        return tuple(range(at, at + self._width))

    def _opens(self, at: int) -> bool:
        """A row begins with a word, a year, or its number before a word."""
        shape = self._looks[at]
        if shape in ("label", "year") or (shape == "" and self._stream.whole):
            return True
        text = self._stream.cells[at].text
        running = text.isdecimal() and int(text) == sum(map(self._is_numbered, self.rows)) + 1
        return running and self._looks[at + 1 : at + 2] == ["label"]

    def _is_numbered(self, row: tuple[int | None, ...]) -> bool:
        return row[0] is not None and self._looks[row[0]] == "number"

    def _agree(self, looks: Sequence[str]) -> bool:
        return all(
            not kind or shape in ("", "-") or _alike(shape, kind)
            for shape, kind in zip(looks, self._kinds, strict=True)
        )

    def _section(self, at: int) -> tuple[int | None, ...] | None:
        """A word alone before a row."""
        if self._looks[at] != "label":
            return None
        if self._stream.whole:
            printed = self._looks[at + 1 : at + self._width]
            alone = len(printed) == self._width - 1 and not any(printed)
        else:
            alone = self._would_begin(at + 1)
        blanks = (
            range(at + 1, at + self._width) if self._stream.whole else [None] * (self._width - 1)
        )
        return (at, *blanks) if alone else None

    def _would_begin(self, at: int) -> bool:
        kinds = list(self._kinds)
        begins = self._full(at) is not None
        self._kinds = kinds
        return begins

    def _short(self, at: int) -> tuple[int | None, ...] | None:
        """A row that lost its blank cells, where what is left fits in one way only."""
        if self._stream.whole or {"", "label"} & set(self._kinds) != {"label"}:
            return None
        if self._looks[at] != "label":
            return None
        looks = self._looks
        for count in range(min(self._width - 1, len(looks) - at), 1, -1):
            behind = at + count
            if behind < len(looks) and not self._would_begin(behind):
                continue
            places = only_way(looks[at:behind], self._kinds, _may_stand_in)
            if places is None or places[0] > self._kinds.index("label"):
                continue
            row: list[int | None] = [None] * self._width
            for n, c in enumerate(places):
                row[c] = at + n
            return tuple(row)
        return None


def _alike(shape: str, kind: str) -> bool:
    return shape == kind or (shape == "year" and kind in ("label", "number"))


def _may_stand_in(shape: str, kind: str) -> bool:
    return shape == "-" or _alike(shape, kind)


def _by_columns(stream: Stream, looks: Sequence[str]) -> Iterator[_Layout]:
    """A small table printed column by column: names, then a heading and its numbers, and so on.

    The last of the names must be the total, which no reading by rows would put there.
    """
    names = next((n for n, shape in enumerate(looks) if shape not in ("label", "year")), 0) - 1
    if names < 3 or not _TOTAL.search(stream.texts[names - 1]):
        return
    count = names - 1
    ends = [names]
    while ends[-1] + names <= len(looks):
        block = looks[ends[-1] : ends[-1] + names]
        if not _heads(stream.texts[ends[-1]], block[0]):
            break
        if not all(shape in ("number", "percent", "-", "") for shape in block[1:]):
            break
        ends.append(ends[-1] + names)
    if len(ends) < 2:
        return
    starts = [0, *ends[:-1]]
    rows = [tuple(start + n for start in starts) for n in range(1, count + 1)]
    yield _Layout(tuple(starts), tuple(rows), ends[-1])


def _ends(looks: Sequence[str], layout: _Layout, stream: Stream, *, last: bool) -> bool:
    """Whether no number follows, which would be of a row that is not understood.

    Where the text is cut within a row, a total above would miss the parts below.
    """
    behind = looks[layout.end :]
    if not _FIGURES & set(behind):
        return True
    if not last or len(behind) >= len(layout.header):
        return False
    rows = [[_cell(stream, n) for n in row] for row in layout.rows]
    return may_be_cut(rows)
