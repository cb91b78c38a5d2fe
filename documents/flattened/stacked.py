"""Cells one a line: a table by its rhythm, or names with one value each.

These come all before as many values, or each before its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from gouji.documents.document import Paragraph, Passage, Table
from gouji.documents.flattened.cells import FIGURES, Stream, is_bar, is_cell, look, streams
from gouji.documents.flattened.rhythm import is_total, read_stream
from gouji.documents.layout.lines import Line
from gouji.documents.layout.outline import is_heading
from gouji.documents.layout.pieces import Piece, Row, filled, grid_of, unread_at
from gouji.documents.layout.shapes import is_sentence, is_terminated

_LEAST_NAMES: Final = 3
_MOST_NAMES: Final = 40
_LEAST_UNREAD: Final = 8
_LOOK_AHEAD: Final = 100


def take_stacked(lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """Read the table whose cells stand one a line from ``lines[at]`` on.

    A long run of cells that is no table by any width is one that can't be read.
    """
    first = lines[at].text.strip()
    if not is_cell(first) or is_terminated(first) or first.endswith("."):
        return None
    if is_heading(first) and not any(map(is_bar, lines[at + 1 : at + 2])):
        return None
    near = [line.text.strip() for line in lines[at : at + _LOOK_AHEAD] if not line.blank]
    looks = [look(text) for text in near if text != "|"]
    figures = sum(shape in ("number", "percent", "-") for shape in looks)
    if not figures or figures * 4 < len(looks):
        return None
    found = [stream for stream in streams(lines, at) if stream.cells]
    for stream in found:
        last = all(line.blank for line in lines[stream.ends[-1] :])
        if read := read_stream(stream, last=last):
            return read[0], stream.ends[read[1] - 1]
        if pairs := _pair(stream, lines, at) or in_turn(stream):
            return pairs
    return unread(found[-1]) if found else None


def unread(stream: Stream) -> tuple[list[Piece], int] | None:
    """What says that there is a table, where so many cells are numbers."""
    figures = [n for n, text in enumerate(stream.texts) if look(text) in FIGURES]
    least = _LEAST_UNREAD // 2 if stream.whole or stream.breaks else _LEAST_UNREAD
    if len(figures) < least or 3 * len(figures) < sum(map(bool, stream.texts)):
        return None
    return [unread_at(stream.cells[0])], stream.ends[figures[-1]]


def _pair(stream: Stream, lines: Sequence[Line], at: int) -> tuple[list[Piece], int] | None:
    """Names one below the other, then as many values, and nothing that may be one of them above.

    Before names that end with a total one more may stand, which heads them all; a heading behind
    them is of the next section.
    """
    count = next((n for n, text in enumerate(stream.texts) if n and is_heading(text)), None)
    cells = stream.cells[:count]
    half, odd = divmod(len(cells), 2)
    above = next((line.text.strip() for line in reversed(lines[:at]) if not line.blank), "")
    may_name = is_cell(above) and not (is_terminated(above) or is_heading(above))
    if half > _MOST_NAMES or (above and may_name):
        return None
    if odd and not is_total(stream.texts[half]):
        return None
    pair = paired([cells[odd : half + odd], cells[half + odd :]])
    return ([*map(Paragraph, cells[:odd]), *pair], stream.ends[len(cells) - 1]) if pair else None


def paired(rows: Sequence[Row]) -> list[Table] | None:
    """Read names over values, a pair of rows or several; None where any row is something else.

    The row of values may begin with a name of its own, under the heading of names or of the period.
    """
    printed = [row for row in map(filled, rows) if row]
    if len(printed) % 2 or not printed:
        return None
    pairs = [_level(*pair) for pair in zip(printed[::2], printed[1::2], strict=True)]
    if not all(_are_named(names, values) for names, values in pairs):
        return None
    return [grid_of([names, values], header_rows=1) for names, values in pairs]


def in_turn(stream: Stream) -> tuple[list[Piece], int] | None:
    """Read names and their figures, each a line, under titles: what stands before the first name.

    A figure behind the last would be of a wider row.
    """
    first = next((n for n, text in enumerate(stream.texts) if look(text) in FIGURES), 0)
    titles, cells = stream.cells[: max(first - 1, 0)], stream.cells[max(first - 1, 0) :]
    rows = [*takewhile(_is_named, zip(cells[::2], cells[1::2], strict=False))]
    behind = look(cells[2 * len(rows)].text) if 2 * len(rows) < len(cells) else ""
    if len({name.text for name, _ in rows}) < max(len(rows), _LEAST_NAMES) or behind in FIGURES:
        return None
    end = stream.ends[len(titles) + 2 * len(rows) - 1]
    return [*map(Paragraph, titles), grid_of(rows, header_rows=0)], end


def _is_named(pair: tuple[Passage, Passage]) -> bool:
    name, value = (cell.text for cell in pair)
    return look(name) == "label" and not is_sentence(name) and look(value) in FIGURES


def _level(names: Row, values: Row) -> tuple[Row, Row]:
    """The corner above a row's own name may not be printed at all."""
    lost = look(values[0].text) == "label" and len(names) + 1 == len(values)
    return [Passage(""), *names] if lost else names, values


def _are_named(names: Row, values: Row) -> bool:
    heads, kinds = [cell.text for cell in names], [look(cell.text) for cell in values]
    if len(heads) != len(kinds) or len(set(heads)) < len(heads):
        return False
    named = kinds[0] == "label"
    heads = heads[1:] if named and not heads[0] else heads
    if any(look(name) != "label" or is_sentence(name) for name in heads):
        return False
    figures = kinds[1:] if named else kinds
    return len(figures) >= _LEAST_NAMES and set(figures) <= FIGURES
