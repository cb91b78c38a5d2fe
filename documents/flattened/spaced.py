"""Tables whose columns are parted by blanks only, wide gaps or single ones, each row a line.

Blank cells are lost; what is left of a row has to fit in one way only.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import Final, TypeAlias

from gouji.documents.document import Passage
from gouji.documents.flattened.aligned import Fields, aligned
from gouji.documents.flattened.cells import MOST_LINES, Stream, is_value, look
from gouji.documents.flattened.paired import paired
from gouji.documents.flattened.rhythm import FIGURES, may_head, read_stream, unread
from gouji.documents.layout.lines import Line
from gouji.documents.layout.outline import numbering
from gouji.documents.layout.pieces import Piece
from gouji.documents.layout.shapes import is_change, is_date

_GAP: Final = re.compile(r"[ \u3000\u2003\u00a0]+")
_WIDE_GAP: Final = re.compile(r"[ \u3000\u00a0\u2000-\u200a\u202f]{2,}")
"""Thin blanks part digits too, but never two of them."""
_BLANKS_BETWEEN: Final = 2
_FEW: Final = 2
_MOST_ABOVE: Final = 3
"""Lines of several fields that may stand above a header."""
_ONE_CHARACTER: Final = re.compile(r"[\u4e00-\u9fff]")

Span: TypeAlias = tuple[int, int]
Mend: TypeAlias = Callable[[Sequence[Span], str, int], Sequence[Span]]
"""Joins the fields of a line that are one cell; it is told how many the first line has."""


def take_spaced(lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """Read the table whose header is ``lines[at]``: each line a row, some of its blanks lost."""
    text = lines[at].text.strip()
    if numbering(text) is not None or is_date(text):
        return None
    unclear = None
    for gap in (_WIDE_GAP, _GAP):
        if not _may_head(lines[at], gap) or _is_within(lines, at, gap) or _is_title(lines, at):
            continue
        as_set = _rows(lines, at, gap, _as_set)
        if gap is _WIDE_GAP and (grid := aligned(as_set)):
            return [grid], _behind(as_set, at)[-1]
        stream = _stream(_rows(lines, at, gap, _mended), at)
        if not _has_figure(stream.cells):
            continue
        if found := read_stream(stream, last=False):
            return found[0], stream.ends[found[1] - 1]
        if pair := paired([stream.cells[a:b] for a, b in pairwise(stream.breaks)]):
            return [*pair], stream.ends[-1]
        unclear = unclear or (unread(stream) if gap is _WIDE_GAP else None)
    return unclear


def _is_title(lines: Sequence[Line], at: int) -> bool:
    """Whether words that single blanks part stand over a header with wide ones."""
    below = lines[at + 1] if at + 1 < len(lines) else lines[at]
    return len(_spans(lines[at], _WIDE_GAP)) == 1 and _may_head(below, _WIDE_GAP)


def _is_within(lines: Sequence[Line], at: int, gap: re.Pattern[str]) -> bool:
    """Whether so many lines of several fields stand above that these were refused already."""
    above = lines[max(0, at - _MOST_ABOVE) : at]
    return len(above) == _MOST_ABOVE and all(len(_spans(line, gap)) > 1 for line in above)


def _may_head(line: Line, gap: re.Pattern[str]) -> bool:
    fields = [line.text[slice(*span)] for span in _spans(line, gap)]
    return len(fields) > 1 and all(is_value(f) and may_head(f) for f in fields)


def _rows(lines: Sequence[Line], at: int, gap: re.Pattern[str], mend: Mend) -> list[Fields]:
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
        is_row = texts and (all(map(is_value, texts)) or _are_apart(texts, gap))
        if not is_row or (above and figured and not figures):
            break
        figured = figured or figures
        rows.append((line, spans))
    return rows


def _are_apart(texts: Sequence[str], gap: re.Pattern[str]) -> bool:
    """Whether wide gaps part so many texts that none is of a paragraph, however long."""
    return gap is _WIDE_GAP and len(texts) > _FEW and not any("。" in text for text in texts)


def _stream(rows: Sequence[Fields], at: int) -> Stream:
    cells = tuple(line.passage(*span) for line, spans in rows for span in spans)
    breaks = accumulate((len(spans) for _, spans in rows), initial=0)
    ends = tuple(_behind(rows, at))
    return Stream(cells, ends, whole=False, breaks=tuple(breaks), parted=True)


def _behind(rows: Sequence[Fields], at: int) -> list[int]:
    """The line behind each field; the first is of line ``at``."""
    first = rows[0][0].number
    return [at + line.number - first + 1 for line, spans in rows for _ in spans]


def _has_figure(cells: Sequence[Passage]) -> bool:
    return any(look(cell.text) in FIGURES for cell in cells)


def _as_set(spans: Sequence[Span], text: str, headings: int) -> Sequence[Span]:
    return spans


def _mended(spans: Sequence[Span], text: str, headings: int) -> Sequence[Span]:
    """Join a change to the number before it, and a name that was set apart to fill its column."""
    spans = _joined(spans, text, lambda _, after: is_change(after))
    if len(spans) == headings:
        return spans
    one = _ONE_CHARACTER.fullmatch
    return _joined(spans, text, lambda before, after: bool(one(before) and one(after)))


def _joined(spans: Sequence[Span], text: str, are_one: Callable[[str, str], bool]) -> list[Span]:
    joined = list(spans[:1])
    for span in spans[1:]:
        if are_one(text[slice(*joined[-1])], text[slice(*span)]):
            joined[-1] = (joined[-1][0], span[1])
        else:
            joined.append(span)
    return joined


def _spans(line: Line, gap: re.Pattern[str]) -> list[Span]:
    if "\t" in line.text or "|" in line.text:
        return []
    text, start = line.text.rstrip(), len(line.indent)
    gaps = [found.span() for found in gap.finditer(text, start)]
    edges = [start, *(edge for span in gaps for edge in span), len(text)]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
