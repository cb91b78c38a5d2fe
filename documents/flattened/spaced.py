"""Tables whose columns are parted by blanks only, wide gaps or single ones, each row a line.

Where columns stand one under the other, what is blank shows by its place: a line is a row of a
page of characters, whose columns are found as on a printed page. Else blank cells are lost, and
what is left of a row has to fit in one way only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import Final, TypeAlias

from gouji.documents.document import Passage, Segment, Table
from gouji.documents.flattened.cells import FIGURES, MOST_LINES, Stream, is_value, look, may_head
from gouji.documents.flattened.rhythm import read_stream
from gouji.documents.flattened.stacked import paired, unread
from gouji.documents.layout.lines import Line, runs, width
from gouji.documents.layout.outline import numbering
from gouji.documents.layout.pieces import Piece, grid_of
from gouji.documents.layout.shapes import is_change, is_date
from gouji.documents.pages.printed import (
    PrintedLine,
    Stripe,
    Word,
    column_of,
    has_number,
    labelled_columns,
    passage_of,
    stripes_of,
)

_GAP: Final = re.compile(r"[ \u3000\u2003\u00a0]+")
_WIDE_GAP: Final = re.compile(r"[ \u3000\u00a0\u2000-\u200a\u202f]{2,}")
"""Thin blanks part digits too, but never two of them."""
_BLANKS_BETWEEN: Final = 2
_FEW: Final = 2
"""Where wide gaps part more texts, none is of a paragraph, however long."""
_MOST_ABOVE: Final = 3
"""Lines of several fields that may stand above a header."""
_ONE_CHARACTER: Final = re.compile(r"[\u4e00-\u9fff]")
_SIZE: Final = 10.0
"""Points that half a Chinese character is wide, and that a line is high."""
_LEAST_NUMBERS: Final = 3
"""Numbers that make a table in one row; of two rows each two columns do."""
_MEASURES: Final[tuple[Callable[[str], int], ...]] = (width, len)
"""Programs that pad columns count a Chinese character as two, or as one like any other."""

Span: TypeAlias = tuple[int, int]
Fields: TypeAlias = tuple[Line, Sequence[Span]]
"""A line, and from where to where its fields go."""
Mend: TypeAlias = Callable[[Sequence[Span], str, int], Sequence[Span]]
"""Joins the fields of a line that are one cell; it is told how many the first line has."""


def take_spaced(lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """Read the table whose header is ``lines[at]``: each line a row, some of its blanks lost."""
    text = lines[at].text.strip()
    if numbering(text) is not None or is_date(text):
        return None
    unclear = None
    for gap in (_WIDE_GAP, _GAP):
        # words that single blanks part may stand over a header with wide ones
        below = lines[min(at + 1, len(lines) - 1)]
        is_title = len(_spans(lines[at], _WIDE_GAP)) == 1 and _may_head(below, _WIDE_GAP)
        if is_title or not _may_head(lines[at], gap) or _is_within(lines, at, gap):
            continue
        as_set = _rows(lines, at, gap)
        if gap is _WIDE_GAP and (grid := _aligned(as_set)):
            return [grid], _behind(as_set, at)[-1]
        rows = _rows(lines, at, gap, _mended)
        cells = tuple(line.passage(*span) for line, spans in rows for span in spans)
        breaks = tuple(accumulate((len(spans) for _, spans in rows), initial=0))
        stream = Stream(cells, tuple(_behind(rows, at)), False, breaks, parted=True)
        if not FIGURES & set(map(look, stream.texts)):
            continue
        if found := read_stream(stream, last=False):
            return found[0], stream.ends[found[1] - 1]
        if pair := paired([stream.cells[a:b] for a, b in pairwise(stream.breaks)]):
            return [*pair], stream.ends[-1]
        unclear = unclear or (unread(stream) if gap is _WIDE_GAP else None)
    return unclear


def _is_within(lines: Sequence[Line], at: int, gap: re.Pattern[str]) -> bool:
    """Whether so many lines of several fields stand above that these were refused already."""
    above = lines[max(0, at - _MOST_ABOVE) : at]
    return len(above) == _MOST_ABOVE and all(len(_spans(line, gap)) > 1 for line in above)


def _may_head(line: Line, gap: re.Pattern[str]) -> bool:
    fields = [line.text[slice(*span)] for span in _spans(line, gap)]
    return len(fields) > 1 and all(is_value(f) and may_head(f) for f in fields)


def _rows(
    lines: Sequence[Line], at: int, gap: re.Pattern[str], mend: Mend = lambda spans, *_: spans
) -> list[Fields]:
    """The fields of the lines down to one that is none of a table, or to a wide blank.

    Words behind a blank line, once there were numbers, head what follows.
    """
    rows: list[Fields] = []
    blanks = above = 0
    figured = False
    for line in lines[at : at + MOST_LINES]:
        above, blanks = blanks, blanks + 1 if line.blank else 0
        if blanks > _BLANKS_BETWEEN:
            break
        if blanks:
            continue
        fields = _spans(line, gap)
        spans = mend(fields, line.text, len(rows[0][1]) if rows else len(fields))
        texts = [line.text[slice(*span)].strip() for span in spans]
        figures = any(look(text) in FIGURES for text in texts)
        apart = gap is _WIDE_GAP and len(texts) > _FEW and not any("。" in text for text in texts)
        is_row = texts and (apart or all(map(is_value, texts)))
        if not is_row or (above and figured and not figures):
            break
        figured = figured or figures
        rows.append((line, spans))
    return rows


def _behind(rows: Sequence[Fields], at: int) -> list[int]:
    """The line behind each field; the first is of line ``at``."""
    first = rows[0][0].number
    return [at + line.number - first + 1 for line, spans in rows for _ in spans]


def _mended(spans: Sequence[Span], text: str, headings: int) -> Sequence[Span]:
    """Join a change to the number before it, and a name that was set apart to fill its column."""
    spans = _joined(spans, text, lambda _, after: is_change(after))
    if len(spans) == headings:
        return spans
    one = _ONE_CHARACTER.fullmatch
    return _joined(spans, text, lambda before, after: bool(one(before) and one(after)))


def _joined(spans: Sequence[Span], text: str, are_one: Callable[[str, str], bool]) -> list[Span]:
    groups = runs(spans, lambda a, b: not are_one(text[slice(*a)], text[slice(*b)]))
    return [(group[0][0], group[-1][1]) for group in groups]


def _spans(line: Line, gap: re.Pattern[str]) -> list[Span]:
    if "\t" in line.text or "|" in line.text:
        return []
    text, start = line.text.rstrip(), len(line.text) - len(line.text.lstrip())
    gaps = [found.span() for found in gap.finditer(text, start)]
    edges = [start, *(edge for span in gaps for edge in span), len(text)]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def _aligned(rows: Sequence[Fields]) -> Table | None:
    """The table of rows whose fields all stand in columns; None where one may be of two.

    Names of rows may all stand on lines above their own.
    """
    for measure in _MEASURES:
        lines = [_printed(fields, measure) for fields in rows]
        numeric = [line for line in lines if has_number(line)]
        left = min((line.left for line in numeric), default=0.0)
        names = [word for line in lines for word in line.words if word.right < left]
        stripes = stripes_of([*(line.words for line in numeric), names])
        least = 2 if len(numeric) > 1 else _LEAST_NUMBERS
        if not numeric or len(stripes) < least or not _are_set(numeric, stripes):
            continue
        found = [row for n in range(len(lines)) if (row := _row(lines, n, stripes))]
        if len(found) < len(lines):
            continue
        tops = (next((c.text for c in column if c.text), "") for column in zip(*found, strict=True))
        if not any(map(is_change, tops)):  # else they are of the numbers before them
            return grid_of(found)
    return None


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
