"""What a page prints: words in lines, tables where they stand; measured in points from the top.

Where no rules stand, columns are stripes down the page that the text of its rows fills, one cell
in each. The page may be one of characters: a plain text. A printed line ends where the edge of the
paper broke it, or where its author had it end.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise, takewhile
from statistics import median
from typing import TypeAlias

from gouji.documents.document import Passage, Segment, Table
from gouji.documents.layout.lines import join, runs, width
from gouji.documents.layout.shapes import is_terminated, kind

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""
Stripe: TypeAlias = tuple[float, float]

_SAME_LINE = 0.5
"""Words whose middles differ by less than this share of their height stand on one line."""
_LEAST_HEIGHT = 0.01
"""In points: damaged fonts print letters of no height, and others are measured in it."""
_BLANK = 0.3
"""A gap wider than this share of a character's height was printed as a blank."""
_COLUMN_GAP = 1.2
_SAME_EDGE = 3.0
_INDENT = 1.4
_BROADEST_INDENT = 6.0
"""In heights of a line; what stands farther in is another column."""
_NARROWEST = 40
"""Columns of a line of running text: shorter ones end where they like."""
_AGREEING = 2
"""So many lines that end in the midst of a sentence show where the paper's edge is."""
_LOOSER = 0.3
_ALIKE = 0.15
"""Lines of one paragraph are as high as each other, but for what stands raised in them."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of characters without a gap."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    confidence: float | None = None
    """Least certainty of a recognised character."""
    source: Segment | None = None
    """Where it stands in a text, if the page is one of characters."""

    def segment(self, page: int, line: int | None = None) -> Segment:
        """Where it is printed."""
        if self.source is not None:
            return self.source
        box = self.left, self.top, self.right, self.bottom
        return Segment(0, line, 0, page, self.confidence, box)

    @property
    def height(self) -> float:
        return max(self.bottom - self.top, _LEAST_HEIGHT)

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def center(self) -> float:
        return (self.left + self.right) / 2

    def is_in(self, box: Box) -> bool:
        """Whether its middle stands in a box."""
        left, top, right, bottom = box
        return left <= self.center <= right and top <= self.middle <= bottom


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Words that stand side by side."""

    page: int
    words: tuple[Word, ...]

    @property
    def left(self) -> float:
        return self.words[0].left

    @property
    def right(self) -> float:
        return self.words[-1].right

    @property
    def top(self) -> float:
        return min(word.top for word in self.words)

    @property
    def bottom(self) -> float:
        return max(word.bottom for word in self.words)

    @property
    def height(self) -> float:
        return median(word.height for word in self.words)

    @property
    def text(self) -> str:
        """The words with the blanks between them."""
        gaps = (b.left - a.right > a.height * _BLANK for a, b in pairwise(self.words))
        blanks = ("", *(" " if gap else "" for gap in gaps))
        return "".join(b + word.text for b, word in zip(blanks, self.words, strict=True))

    @property
    def word(self) -> Word:
        """All of it as one word."""
        return joined(self.words, self.text)

    def cells(self) -> list[Word]:
        """Join words that stand close; what is left stands in columns."""
        groups = runs(self.words, lambda a, b: b.left - a.right > a.height * _COLUMN_GAP)
        return [PrintedLine(self.page, tuple(group)).word for group in groups]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A grid where it is printed; ``edges`` are the lefts of its columns and its right."""

    page: int
    grid: Table
    top: float
    bottom: float
    edges: tuple[float, ...]
    stripes: tuple[Stripe, ...] = ()
    """Where no rules stand: what each column's text covers."""

    @property
    def unsure(self) -> PrintedTable:
        """The same, not sure to have all of its rows, and no others."""
        return replace(self, grid=replace(self.grid, inferred=True))


Printed: TypeAlias = PrintedLine | PrintedTable


def joined(words: Sequence[Word], text: str | None = None) -> Word:
    """Words as one, which is as certain as the least certain of them."""
    return Word(
        "".join(word.text for word in words) if text is None else text,
        min(word.left for word in words),
        max(word.right for word in words),
        min(word.top for word in words),
        max(word.bottom for word in words),
        min((w.confidence for w in words if w.confidence is not None), default=None),
        words[0].source,
    )


def lines_of(words: Sequence[Word], page: int) -> list[PrintedLine]:
    """Gather words into lines, from the top down and from left to right."""
    lines: list[list[Word]] = []
    for word in sorted(words, key=lambda w: (w.middle, w.left)):
        for line in lines[-3:][::-1]:
            if abs(line[0].middle - word.middle) < _SAME_LINE * min(line[0].height, word.height):
                line.append(word)
                break
        else:
            lines.append([word])
    ordered = [tuple(sorted(line, key=lambda w: w.left)) for line in lines]
    return [PrintedLine(page, line) for line in sorted(ordered, key=lambda line: line[0].middle)]


def stripes_of(rows: Sequence[Sequence[Word]]) -> tuple[Stripe, ...]:
    """Find the stripes that the cells of these rows fill."""
    spans = sorted((cell.left, cell.right) for row in rows for cell in row)
    stripes: list[list[float]] = []
    for left, right in spans:
        if stripes and left <= stripes[-1][1]:
            stripes[-1][1] = max(stripes[-1][1], right)
        else:
            stripes.append([left, right])
    return tuple((left, right) for left, right in stripes)


def column_of(word: Word, stripes: Sequence[Stripe]) -> int | None:
    """The column that a word stands in, or over; None where it reaches over two, or none."""
    met = [n for n, (left, right) in enumerate(stripes) if word.left < right and left < word.right]
    return met[0] if len(met) == 1 else None


def parts_of(line: PrintedLine, stripes: Sequence[Stripe]) -> list[Word]:
    """The cells of a line; labels that nearly touch are parted where each has its column."""
    parts: list[Word] = []
    for cell in line.cells():
        words = [w for w in line.words if cell.left <= w.left and w.right <= cell.right]
        sure = all(column_of(word, stripes) is not None for word in words)
        groups = runs(words, lambda a, b: column_of(a, stripes) != column_of(b, stripes))
        whole = [PrintedLine(line.page, tuple(group)).word for group in groups]
        parts += whole if sure and len(whole) > 1 else [cell]
    return parts


def labelled_columns(below: Sequence[PrintedLine], stripes: Sequence[Stripe]) -> frozenset[int]:
    """The columns over which header lines, those before the first number, have labels."""
    header = takewhile(lambda line: not has_number(line), below)
    over = {column_of(part, stripes) for line in header for part in parts_of(line, stripes)}
    return frozenset(column for column in over if column is not None)


def row_of(line: PrintedLine, stripes: Sequence[Stripe], labelled: frozenset[int]) -> list[Passage]:
    """Put each cell of a line into its column: in order where there are as many as columns.

    Else it is the one that it stands over, if alone; what stands over columns that are ``labelled``
    below is the head of a group, which begins where its left edge, or its middle, falls in.
    """
    parts, row = parts_of(line, stripes), [Passage("") for _ in stripes]
    if len(parts) == len(stripes):
        return [passage_of(part, line) for part in parts]
    edges = [left for left, _ in stripes]
    for part in parts:
        at = max(bisect_right(edges, part.left + _SAME_EDGE) - 1, 0)
        middle = bisect_right(edges, part.center) - 1
        over = column_of(part, stripes)
        column = over if over is not None and over not in labelled else at
        if row[column].text:
            column = max(middle, 0)
        piece = passage_of(part, line)
        row[column] = join([row[column], piece], " ") if row[column].text else piece
    return row


def passage_of(part: Word, line: PrintedLine) -> Passage:
    return Passage(part.text, (part.segment(line.page),))


def has_number(line: PrintedLine) -> bool:
    return any(kind(cell.text) == "number" for cell in line.cells())


Run: TypeAlias = list[PrintedLine]
"""Lines one below the other, in one column of one page."""


def line_ends(prints: Sequence[Printed]) -> tuple[frozenset[int], frozenset[int]]:
    """The lines, by identity, that begin where first lines do, and those that the paper broke."""
    columns: list[Run] = []
    for _, group in groupby(prints, key=type):
        lines = [printed for printed in group if isinstance(printed, PrintedLine)]
        columns += runs(lines, lambda a, b: a.page != b.page or b.top < a.top)
    margins = dict(_margins(columns))
    every = [line for run in columns for line in run]
    indented = {id(a) for a in every if a.left - margins[id(a)] > a.height * _INDENT}
    broken = (id(a) for run in columns for a, b in _filling(run) if id(b) not in indented)
    return frozenset(indented), frozenset(broken)


def _filling(run: Run) -> Iterator[tuple[PrintedLine, PrintedLine]]:
    """The lines that end at the right edge, each with one like it close below.

    The edge is where lines end in the midst of a sentence.
    """
    right = max(line.right for line in run)
    full = [a for a in run if width(a.text) >= _NARROWEST and right - a.right < a.height]
    if sum(not is_terminated(line.text) for line in full) < _AGREEING:
        return
    filling, usual = set(map(id, full)), median(_leading(a, b) for a, b in pairwise(run))
    for a, b in pairwise(run):
        alike = abs(a.height - b.height) < a.height * _ALIKE
        if id(a) in filling and alike and _leading(a, b) <= usual + _LOOSER:
            yield a, b


def _margins(runs: Sequence[Run]) -> Iterator[tuple[int, float]]:
    """The leftmost line of the page, where the column is not further in than an indent goes."""
    lefts: dict[int, float] = {}
    for run in runs:
        own = min(line.left for line in run)
        lefts[run[0].page] = min(lefts.get(run[0].page, own), own)
    for run in runs:
        own, page = min(line.left for line in run), lefts[run[0].page]
        reach = median(line.height for line in run) * _BROADEST_INDENT
        yield from ((id(line), page if own - page < reach else own) for line in run)


def _leading(above: PrintedLine, below: PrintedLine) -> float:
    """The room between two lines, in heights of a line."""
    return (below.top - above.bottom) / above.height
