"""Columns without rules: stripes down a page that the text of its rows fills, one cell in each.

Measures are points on a printed page, or characters of a line of plain text.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import TypeAlias

from gouji.documents.document import Passage
from gouji.documents.layout.lines import join
from gouji.documents.layout.shapes import kind
from gouji.documents.pages.printed import PrintedLine, Word

_SAME_EDGE = 3.0

Stripe: TypeAlias = tuple[float, float]


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
        over = [column_of(word, stripes) for word in words]
        if None in over or len(set(over)) < 2:
            parts.append(cell)
            continue
        starts = [0, *(n for n, (a, b) in enumerate(pairwise(over), 1) if a != b), len(words)]
        parts += [PrintedLine(line.page, tuple(words[a:b])).word for a, b in pairwise(starts)]
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
        middle = bisect_right(edges, (part.left + part.right) / 2) - 1
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
