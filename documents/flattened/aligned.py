"""Rows of a text whose columns stand one under the other: what is blank shows by its place.

A line is a row of a page of characters, whose columns are found as on a printed page.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, TypeAlias

from gouji.documents.document import Passage, Segment, Table
from gouji.documents.layout.lines import Line, width
from gouji.documents.layout.pieces import grid_of
from gouji.documents.layout.shapes import is_change
from gouji.documents.pages.printed import PrintedLine, Word
from gouji.documents.pages.stripes import (
    Stripe,
    column_of,
    has_number,
    labelled_columns,
    passage_of,
    stripes_of,
)

_SIZE: Final = 10.0
"""Points that half a Chinese character is wide, and that a line is high."""
_LEAST_NUMBERS: Final = 3
"""Numbers that make a table in one row; of two rows each two columns do."""
_MEASURES: Final[tuple[Callable[[str], int], ...]] = (width, len)
"""Programs that pad columns count a Chinese character as two, or as one like any other."""

Fields: TypeAlias = tuple[Line, Sequence[tuple[int, int]]]
"""A line, and from where to where its fields go."""


def aligned(rows: Sequence[Fields]) -> Table | None:
    """The table of rows whose fields all stand in columns; None where one may be of two."""
    for measure in _MEASURES:
        lines = [_printed(fields, measure) for fields in rows]
        numeric = [line for line in lines if has_number(line)]
        stripes = _stripes(lines, numeric)
        least = 2 if len(numeric) > 1 else _LEAST_NUMBERS
        if not numeric or len(stripes) < least or not _are_set(numeric, stripes):
            continue
        found = [row for n in range(len(lines)) if (row := _row(lines, n, stripes))]
        if len(found) == len(lines) and _are_named(found):
            return grid_of(found)
    return None


def _stripes(lines: Sequence[PrintedLine], numeric: Sequence[PrintedLine]) -> tuple[Stripe, ...]:
    """What rows with numbers cover, and names of rows that all stand on lines above their own."""
    rows = [line.words for line in numeric]
    left = min((row[0].left for row in rows), default=0.0)
    return stripes_of([*rows, [w for line in lines for w in line.words if w.right < left]])


def _printed(fields: Fields, measure: Callable[[str], int]) -> PrintedLine:
    line, spans = fields
    top = 2 * _SIZE * line.number
    words = [
        Word(
            line.passage(start, end).text,
            _SIZE * measure(line.text[:start]),
            _SIZE * measure(line.text[:end]),
            top,
            top + _SIZE,
            source=Segment(0, line.number, start),
        )
        for start, end in spans
    ]
    return PrintedLine(0, tuple(words))


def _are_set(rows: Sequence[PrintedLine], stripes: Sequence[Stripe]) -> bool:
    """Whether the fields of each column but the first, which is indented, begin or end alike."""
    columns: list[list[Word]] = [[] for _ in stripes]
    for word in (word for row in rows for word in row.words):
        if (column := column_of(word, stripes)) is None:
            return False
        columns[column].append(word)
    edges = [({w.left for w in words}, {w.right for w in words}) for words in columns[1:]]
    return all(1 in (len(lefts), len(rights)) for lefts, rights in edges)


def _row(lines: Sequence[PrintedLine], at: int, stripes: Sequence[Stripe]) -> list[Passage] | None:
    """The cells of a line, each column's at most once."""
    below = lines[at + 1 :]
    groups = labelled_columns(below, stripes) if not has_number(lines[at]) else frozenset()
    row = [Passage("") for _ in stripes]
    for word in lines[at].words:
        column = column_of(word, stripes)
        if column is None or column in groups:
            column = _first_of_group(word, below, stripes)
        if column is None or row[column].text:
            return None
        row[column] = passage_of(word, lines[at])
    return row


def _are_named(rows: Sequence[Sequence[Passage]]) -> bool:
    """Whether each column of changes has a heading; else they are of the numbers before them."""
    columns = ([cell.text for cell in column if cell.text] for column in zip(*rows, strict=True))
    return not any(is_change(column[0]) for column in columns if column)


def _first_of_group(
    head: Word, below: Sequence[PrintedLine], stripes: Sequence[Stripe]
) -> int | None:
    """The column with whose cells the heading of several begins or ends, if it is the only one."""
    found = {
        column_of(word, stripes)
        for line in below
        for word in line.words
        if word.left == head.left or word.right == head.right
    }
    return found.pop() if len(found) == 1 else None
