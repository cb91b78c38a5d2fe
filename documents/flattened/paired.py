"""Names with one value each: all names and then as many values, or each behind its name."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Final

from gouji.documents.document import Passage, Table
from gouji.documents.flattened.cells import FIGURES, Stream, look
from gouji.documents.layout.pieces import Piece, Prose, Row, filled, grid_of
from gouji.documents.layout.shapes import is_sentence

LEAST_NAMES: Final = 3


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
    if len({name.text for name, _ in rows}) < max(len(rows), LEAST_NAMES) or behind in FIGURES:
        return None
    end = stream.ends[len(titles) + 2 * len(rows) - 1]
    return [*map(Prose, titles), grid_of(rows, header_rows=0)], end


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
    return len(figures) >= LEAST_NAMES and set(figures) <= FIGURES
