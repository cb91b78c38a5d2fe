"""Tables whose columns are parted by blanks only, wide gaps or single ones, each row a line.

Blank cells are lost; what is left of a row has to fit in one way only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final, TypeAlias

from gouji.documents.document import Passage
from gouji.documents.flattened.cells import MOST_LINES, Stream, is_value, look
from gouji.documents.flattened.paired import paired
from gouji.documents.flattened.rhythm import FIGURES, read_stream
from gouji.documents.layout.lines import Line
from gouji.documents.layout.outline import numbering
from gouji.documents.layout.pieces import Piece
from gouji.documents.layout.shapes import is_change, is_date

_GAP: Final = re.compile(r"[ \u3000\u2003\u00a0]+")
_WIDE_GAP: Final = re.compile(r"[ \u3000\u00a0\u2000-\u200a\u202f]{2,}")
"""Thin blanks part digits too, but never two of them."""
_BLANKS_BETWEEN: Final = 2
_MOST_ABOVE: Final = 3
"""Lines of several fields that may stand above a header."""
_ONE_CHARACTER: Final = re.compile(r"[\u4e00-\u9fff]")

Span: TypeAlias = tuple[int, int]


def take_spaced(lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """Read the table whose header is ``lines[at]``: each line a row, some of its blanks lost."""
    text = lines[at].text.strip()
    if numbering(text) is not None or is_date(text):
        return None
    for gap in (_WIDE_GAP, _GAP):
        if not _may_head(lines[at], gap) or _is_within(lines, at, gap):
            continue
        stream = _stream(lines, at, gap)
        if not _has_figure(stream.cells):
            continue
        if found := read_stream(stream, last=False):
            return found[0], stream.ends[found[1] - 1]
        if pair := paired([stream.cells[a:b] for a, b in pairwise(stream.breaks)]):
            return [*pair], stream.ends[-1]
    return None


def _is_within(lines: Sequence[Line], at: int, gap: re.Pattern[str]) -> bool:
    """Whether so many lines of several fields stand above that these were refused already."""
    above = lines[max(0, at - _MOST_ABOVE) : at]
    return len(above) == _MOST_ABOVE and all(len(_spans(line, gap)) > 1 for line in above)


def _may_head(line: Line, gap: re.Pattern[str]) -> bool:
    fields = [line.text[slice(*span)] for span in _spans(line, gap)]
    return len(fields) > 1 and all(is_value(f) and look(f) not in FIGURES for f in fields)


def _stream(lines: Sequence[Line], at: int, gap: re.Pattern[str]) -> Stream:
    """The fields of the lines down to one that is none of a table, or to a wide blank.

    Words behind a blank line, once there were numbers, head what follows.
    """
    cells: list[Passage] = []
    ends: list[int] = []
    breaks = [0]
    blanks = above = 0
    for index, line in enumerate(lines[at : at + MOST_LINES], start=at + 1):
        above, blanks = blanks, blanks + 1 if line.blank else 0
        spans = _spans(line, gap)
        if len(breaks) > 1 and len(spans) != breaks[1]:
            spans = _names_joined(spans, line.text)
        row = [line.passage(*span) for span in spans]
        is_row = row and all(is_value(cell.text) for cell in row)
        if blanks > _BLANKS_BETWEEN or not (is_row or blanks):
            break
        if row and above and _has_figure(cells) and not _has_figure(row):
            break
        cells += row
        ends += [index] * len(row)
        breaks += [len(cells)] * bool(row)
    return Stream(tuple(cells), tuple(ends), whole=False, breaks=tuple(breaks), parted=True)


def _has_figure(cells: Sequence[Passage]) -> bool:
    return any(look(cell.text) in FIGURES for cell in cells)


def _names_joined(spans: Sequence[Span], text: str) -> list[Span]:
    """Join two neighbours of one character each: the name was set apart to fill its column."""
    joined = list(spans[:1])
    for span in spans[1:]:
        if all(_ONE_CHARACTER.fullmatch(text[slice(*s)]) for s in (joined[-1], span)):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def _spans(line: Line, gap: re.Pattern[str]) -> list[Span]:
    """Split a line; a change in brackets stays with the number before it."""
    if "\t" in line.text or "|" in line.text:
        return []
    spans: list[Span] = []
    text, start = line.text.rstrip(), len(line.indent)
    for found in [*gap.finditer(text, start), None]:
        end = found.start() if found else len(text)
        if spans and is_change(text[start:end]):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
        start = found.end() if found else end
    return [span for span in spans if span[0] < span[1]]
