"""A stream of cells to a table: the one width under which labels and numbers keep their rhythm.

Every width is tried: so many headings, then rows that all hold words, numbers and shares in the
same columns, a word alone naming the rows below it. Where two widths do equally well, or numbers
are left over, the table is not read, and said so: half understood it would accuse. A stream that
prints its blank cells is only folded.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, takewhile
from typing import Final, TypeAlias

from gouji.documents.document import Paragraph, Passage
from gouji.documents.flattened.cells import FIGURES, LEAST_CELLS, Stream, may_head
from gouji.documents.flattened.folding import fold
from gouji.documents.layout.pieces import Piece, grid_of
from gouji.documents.words import cue

_WIDEST: Final = 40
_LEAST_ROWS: Final = 2
_MOST_TITLES: Final = 3
_SHORT_TITLE: Final = 4
_OF_NAMES: Final = cue("head-of-names")

_TOTAL: Final = cue("total")

Row: TypeAlias = tuple[int | None, ...]
"""The cells of a row by their number in the stream, None where a blank one was lost."""


def read_stream(stream: Stream, *, last: bool) -> tuple[list[Piece], int] | None:
    """The table that a stream opens with, perhaps under titles, and how many cells that takes.

    ``last`` says that the text ends with the stream, perhaps within a row.
    """
    if stream.whole and (folded := fold(stream)):
        return folded
    most = min(_MOST_TITLES, len(stream.cells) - 1)
    # a title and all before it are words, each a row of its own
    alone = (
        stream.looks[n] == "label" and (not stream.breaks or stream.row_end(n) == n + 1)
        for n in range(most)
    )
    counts = range(sum(takewhile(bool, alone)) + 1)
    for storeys in (True,) if stream.whole else (False, not stream.breaks):
        for titles in reversed(counts) if storeys else counts:
            body = _body(stream.behind(titles), last=last, storeys=storeys)
            if body and body.may_have_storey(storeys=storeys):
                break
            if body and _are_titles(stream, titles, body):
                return _pieces(stream, titles, body), titles + body.end
    return None


def _are_titles(stream: Stream, count: int, body: _Body) -> bool:
    """Whether cells above a table are its titles, and no headings of several columns.

    Each is longer than every heading, and not what heads a column of names itself; of the last it
    is enough to be longer than the first.
    """
    texts, names = stream.texts[count:], stream.texts[:count]
    header = [texts[n] for n in body.header if n is not None]
    longest, last = max(map(len, header)), max(len(header[0]), _SHORT_TITLE)
    return bool(stream.breaks) or all(
        name.endswith((":", "："))
        or (len(name) > (last if n == count else longest) and not _OF_NAMES.search(name))
        for n, name in enumerate(names, start=1)
    )


def _pieces(stream: Stream, titles: int, body: _Body) -> list[Piece]:
    """What stands in a row of its own is of the table, and names it."""
    rows = [
        [Passage("") if n is None else stream.cells[titles + n] for n in row]
        for row in (body.header, *body.rows)
    ]
    grid = replace(grid_of(rows, header_rows=1), inferred=len(rows[0]) > len(rows[-1]))
    above = list(stream.cells[:titles])
    if above and stream.breaks:
        grid = replace(grid, title=above.pop())
    return [*map(Paragraph, above), grid]


def _body(stream: Stream, *, last: bool, storeys: bool) -> _Body | None:
    """The rows against which least speaks, if there are no others and no number is left over."""
    found = [*_bodies(stream, storeys=storeys)]
    least = min((body.irregular for body in found), default=None)
    best = [body for body in found if body.irregular == least]
    return best[0] if len(best) == 1 and best[0].ends(last=last) else None


def _bodies(stream: Stream, *, storeys: bool) -> Iterator[_Body]:
    texts = stream.texts
    names = next((n for n, text in enumerate(texts) if not may_head(text)), len(texts))
    for width in range(2, min(_WIDEST, len(texts) // 2) + 1):
        for heads in _sizes(stream, names, width, storeys=storeys):
            ways = (_Body(stream, width, heads, section=way) for way in (False, True))
            body = max(ways, key=lambda body: body.end)
            if body.is_told() and (body.end >= LEAST_CELLS or stream.breaks):
                yield body
                break


def _sizes(stream: Stream, names: int, width: int, *, storeys: bool) -> Iterator[int]:
    """How many cells may be the header of a table of that width; so many may be ``names``.

    Headings in two ``storeys`` have lost the blanks that would tell which columns they span: there
    are as many more of them as there are groups.
    """
    in_two = range(width + 1, width + width // 2 + 1)
    for heads in in_two if storeys else [width] if stream.breaks else [width, width - 1]:
        ends = heads in stream.breaks or not stream.parted
        in_one = not any(0 < b < heads for b in stream.breaks)
        if 2 <= heads <= names and ends and in_one:
            yield heads


class _Body:
    """Rows of one width, taken one after the other as long as each column keeps its kind.

    A word alone comes first if ``section`` says so. Where blank cells are lost, that is one only
    where others follow; and one behind the last row is none.
    """

    def __init__(self, stream: Stream, width: int, start: int, *, section: bool) -> None:
        self._stream, self._looks, self._width, self._start = stream, stream.looks, width, start
        # a corner at the upper left may not be printed at all
        self.header: Row = (*(None,) * (width - start), *range(start))
        self._kinds = [""] * width
        self.rows: list[Row] = []
        self.end = 0
        for at in stream.breaks if stream.parted else ():
            if at >= start:  # what full rows hold tells where the cells of short ones belong
                self._full(at)
        self._read(section=section)

    @property
    def irregular(self) -> tuple[int, int]:
        """What speaks against them: cells that they leave over, then rows that they can't fill."""
        return -self.end, sum(None in row for row in self.rows)

    def is_told(self) -> bool:
        """Whether rows enough, and numbers among them, say that there is a table."""
        full = sum(None not in row for row in self.rows)
        least = len(self.rows) if full and self._stream.breaks else full
        if least < _LEAST_ROWS or FIGURES.isdisjoint(self._kinds):
            return False
        # two rows may stand in each, under names that are not those of two tables
        half, odd = divmod(self._width, 2)
        alike = not odd and self._kinds[:half] == self._kinds[half:]
        names = self._stream.texts[: self._start]
        return bool(self._stream.breaks) or not alike or names[:half] == names[half:]

    def may_have_storey(self, *, storeys: bool) -> bool:
        """Whether a word alone below the header may be the last of a second row of headings.

        Under two rows of them all cells must be there: what is short may have lost any.
        """
        if storeys:
            return any(None in row for row in self.rows)
        first = self.rows[0]
        if None not in first or len(first) < 3 or self._stream.breaks:
            return False
        return not self._stream.texts[first[0] or 0].endswith((":", "："))

    def ends(self, *, last: bool) -> bool:
        """Whether no number follows, which would be of a row that is not understood.

        Where the text is cut within a row, a total above would miss the parts below.
        """
        behind, texts = self._looks[self.end :], self._stream.texts
        if not FIGURES & set(behind):
            return True
        if not last or len(behind) >= len(self.header):
            return False
        printed = (n for row in self.rows for n in row if n is not None)
        return not any(is_total(texts[n]) for n in printed if self._looks[n] not in FIGURES)

    def _read(self, *, section: bool) -> None:
        at, sections, count = self._start, 0, 0
        while at < len(self._looks):
            row = None if section and not self.rows else self._full(at)
            row = row or self._short(at, alone=section)
            if row is None:
                break
            printed = [n for n in row if n is not None]
            alone = sum(self._looks[n] != "" for n in printed) == 1
            sections += alone
            self.rows.append(row)
            at = printed[-1] + 1
            if not alone:
                count, self.end = len(self.rows), at
        del self.rows[count:]
        if section and sections < 2 and not self._stream.breaks:
            self.end = 0

    def _is_full(self, at: int) -> bool:
        looks, limit = self._looks[at : at + self._width], self._stream.row_end(at) - at
        if limit < self._width or (self._stream.parted and limit > self._width):
            return False
        if len(looks) < self._width or not self._opens(at):
            return False
        of_shares = looks.count("percent") > 1 and not {*looks} & {"number", "year"}
        of_any = ["" if of_shares and kind == "number" else kind for kind in self._kinds]
        figures = set(looks[1:]) & {"number", "percent", "year", "-"}
        return bool(figures) and all(map(may_stand_in, looks, of_any))

    def _full(self, at: int) -> Row | None:
        """A row of as many cells as columns, from which these learn their kinds."""
        if not self._is_full(at):
            return None
        for c, shape in enumerate(self._looks[at : at + self._width]):
            if shape not in ("", "-", "year") or (shape == "year" and not self._kinds[c]):
                known = "label" if shape == "year" and c == 0 else shape
                self._kinds[c] = "number" if known == "year" else self._kinds[c] or known
        return tuple(range(at, at + self._width))

    def _opens(self, at: int) -> bool:
        """A row begins with a word, a year, or its number before a word, or where a break says."""
        shape, whole = self._looks[at], self._stream.whole
        if shape in ("label", "year") or at in self._stream.breaks:
            return True
        if whole and not shape:  # a total has no number
            return self._looks[at + 1 : at + 2] == ["label"]
        text = self._stream.cells[at].text
        firsts = (self._looks[row[0]] for row in self.rows if row[0] is not None)
        running = text.isdecimal() and int(text) == [*firsts].count("number") + 1
        # what is told of all rows may span them, on the left of the first
        return (running or at == self._start) and self._looks[at + 1 : at + 2] == ["label"]

    def _placed(self, at: int, behind: int) -> Sequence[int] | None:
        looks, texts = self._looks[at:behind], self._stream.texts
        if "" in looks or behind == at + 1:  # blanks before others were printed where they belong
            return range(behind - at)
        header = texts[: self._width] if self._start == self._width else []
        found = placed(looks, self._kinds, header)
        if found is None and self._stream.breaks:
            found = under_a_group(looks, self._kinds, texts[at])
        return found

    def _short(self, at: int, *, alone: bool) -> Row | None:
        """A row that lost its blank cells, where what is left fits in one way only.

        A word alone names the rows below it; before all rows it does where ``alone`` says so.
        """
        limit, parted = self._stream.row_end(at), self._stream.parted
        if self._looks[at] != "label":
            return None
        sizes = [1] if self.rows or alone else []
        if (self.rows or parted) and "label" in self._kinds:
            known = self._stream.breaks or "" not in self._kinds
            sizes += range(min(self._width - 1, limit - at), 1, -1) if known else []
        for behind in (at + size for size in sizes):
            if behind < limit and (parted or not self._is_full(behind)):
                continue
            if (places := self._placed(at, behind)) is not None:
                cells = dict(zip(places, range(at, behind), strict=True))
                return tuple(map(cells.get, range(self._width)))
        return None


def placed(
    looks: Sequence[str], kinds: Sequence[str], header: Sequence[str]
) -> tuple[int, ...] | None:
    """The columns of the cells of a row; None where they may stand in several, or in none.

    ``kinds`` say what each column holds, "" where that is not known; ``header`` names them.
    """
    n, spanned = len(looks), kinds[0] in FIGURES
    if n < len(header) and _repeats(header[:n], header):
        return tuple(range(n))  # of tables side by side the last row need not fill them all
    if spanned and _repeats(looks, kinds[1:]):
        return tuple(range(1, n + 1))  # nor beside what spans all rows
    ways = only_way(looks, kinds)
    return ways if ways and ways[0] <= kinds.index("label") else None


def _repeats(part: Sequence[str], whole: Sequence[str]) -> bool:
    return bool(part) and [*whole] == [*part] * (len(whole) // len(part))


def is_total(text: str) -> bool:
    return _TOTAL.search(text) is not None


def may_stand_in(shape: str, kind: str) -> bool:
    """Whether a cell that looks so can be of a column of that kind."""
    return not kind or shape in ("", "-", kind) or (shape == "year" and kind != "percent")


def under_a_group(looks: Sequence[str], kinds: Sequence[str], name: str) -> tuple[int, ...] | None:
    """Where only names are missing, the group on the left spans the row; a total has none."""
    names, own = (len([*takewhile("label".__eq__, row)]) for row in (kinds, looks))
    if not 0 < own < names or len(looks) - own != len(kinds) - names:
        return None
    if only_way(looks[own:], kinds[names:]) is None:
        return None
    first = 0 if is_total(name) else names - own
    return (*range(first, first + own), *range(names, len(kinds)))


def only_way(looks: Sequence[str], kinds: Sequence[str]) -> tuple[int, ...] | None:
    """The columns of cells in their order; None where they fit in several ways, or in none.

    Each stands as far on the left as it can, and as far on the right, in the same column then.
    """
    first, last = _leftmost(looks, kinds), _leftmost(looks[::-1], kinds[::-1])
    mirrored = [len(kinds) - 1 - column for column in reversed(last)]
    return tuple(first) if len(first) == len(looks) and first == mirrored else None


def _leftmost(looks: Sequence[str], kinds: Sequence[str]) -> list[int]:
    """The first column behind that of the cell before where each may stand, as far as they go."""
    columns, found = iter(enumerate(kinds)), list[int]()
    for shape in looks:
        found += islice((c for c, kind in columns if may_stand_in(shape, kind)), 1)
    return found
