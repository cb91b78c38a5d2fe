"""Tables of a printed page by their ruled lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence

from gouji.documents.document import Cell, Passage, Place, Table
from gouji.documents.files.source import Source
from gouji.documents.layout.lines import join
from gouji.documents.layout.shapes import is_open
from gouji.documents.layout.spans import Slots, spanned
from gouji.documents.pages.printed import Box, PrintedTable, Word, lines_of

_SAME_EDGE = 3.0
_LEAST_SLOTS = 3
_ALIKE = 0.5
_WHOLE = re.compile(r"[0-9][0-9,，]*")
_TAIL = re.compile(r"[0-9,，]{1,12}\s*[(（]\s*[↑↓↗↘▲▼+＋\-－−]")


def ruled_table(
    source: Source, page: int, boxes: Sequence[Box], words: Sequence[Word]
) -> PrintedTable | None:
    """Make a table of the boxes that its lines draw; None where they draw no grid."""
    lefts = _edges([box[0] for box in boxes] + [box[2] for box in boxes])
    tops = _edges([box[1] for box in boxes] + [box[3] for box in boxes])
    rows, columns = len(tops) - 1, len(lefts) - 1
    if columns < 2 or rows * columns < _LEAST_SLOTS:
        return None
    slots = Slots(source, rows)
    inside = _sorted_into(boxes, words)
    cells = []
    inferred = False
    for box in sorted(boxes, key=lambda b: (b[1], b[0])):
        row, column = _slot(tops, box[1]), _slot(lefts, box[0])
        down, across = _slot(tops, box[3]) - row, _slot(lefts, box[2]) - column
        if down < 1 or across < 1 or (row, column) in slots.taken:
            continue
        column, down, across = slots.lay(row, column, down, across)
        text, guessed = _cell_text(page, box, inside[box])
        inferred = inferred or guessed
        cells.append(Cell(row, column, text, down, across))
    grid = spanned(Table(0, rows, columns, tuple(cells), place=Place(page=page), inferred=inferred))
    return PrintedTable(page, grid, tops[0], tops[-1], tuple(lefts))


def stacked(boxes: Sequence[Box]) -> list[list[Box]]:
    """Part tables that touch: where a row shares hardly an edge with those above, one begins."""
    tables: list[list[Box]] = []
    edges: list[float] = []
    pending: list[Box] = []
    for band in _bands(boxes):
        inner = _edges(box[0] for box in band)[1:]
        if not inner:
            pending += band
            continue
        if not tables or (edges and _shared(edges, inner) < _ALIKE):
            tables.append([])
            edges = []
        tables[-1] += [*pending, *band]
        edges = _edges([*edges, *inner])
        pending = []
    return [*tables[:-1], [*tables[-1], *pending]] if tables else [pending]


def _bands(boxes: Sequence[Box]) -> list[list[Box]]:
    """Gather boxes into the bands that a line parts across the whole table."""
    bands: list[list[Box]] = []
    bottom = 0.0
    for box in sorted(boxes, key=lambda b: (b[1], b[0])):
        if not bands or box[1] > bottom - _SAME_EDGE:
            bands.append([])
        bands[-1].append(box)
        bottom = max(bottom, box[3])
    return bands


def _shared(above: Sequence[float], below: Sequence[float]) -> float:
    same = sum(any(abs(a - b) <= _SAME_EDGE for b in below) for a in above)
    return same / min(len(above), len(below))


def _edges(numbers: Iterable[float]) -> list[float]:
    """Reduce coordinates to the distinct edges that they mean."""
    edges: list[float] = []
    for number in sorted(numbers):
        if not edges or number - edges[-1] > _SAME_EDGE:
            edges.append(number)
    return edges


def _slot(edges: Sequence[float], at: float) -> int:
    return bisect_right(edges, at + _SAME_EDGE / 2)


def _sorted_into(boxes: Sequence[Box], words: Sequence[Word]) -> dict[Box, list[Word]]:
    """Give each word to the box that its middle stands in."""
    inside: dict[Box, list[Word]] = {box: [] for box in boxes}
    for word in words:
        across = (word.left + word.right) / 2
        for box in boxes:
            if box[0] <= across <= box[2] and box[1] <= word.middle <= box[3]:
                inside[box].append(word)
                break
    return inside


def _cell_text(page: int, box: Box, words: Sequence[Word]) -> tuple[Passage, bool]:
    """Join the lines of a cell, and say whether that was a guess.

    A line that fills the cell's width was only broken by it. So was a number whose change in
    brackets stands behind its last digits; but two numbers may stand there as well.
    """
    lines = lines_of(words, page)
    whole, guessed = Passage(""), False
    for before, line in zip([None, *lines], lines, strict=False):
        piece = Passage(line.text, (line.word.segment(page),))
        if before is None:
            whole = piece
            continue
        full = box[2] - before.right < before.height * 1.2
        digits = whole.text[-1:].isdigit() and line.text[:1].isdigit()
        broken = full or is_open(whole.text)
        if digits and not broken and _WHOLE.fullmatch(whole.text) and _TAIL.match(line.text):
            broken = guessed = True
        whole = join([whole, piece], "\n" if digits and not broken else None)
    return whole, guessed
