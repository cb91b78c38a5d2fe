"""Tables of a printed page by their ruled lines, drawn by a PDF or seen in a picture.

Outer lines are supplied where none are printed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

from gouji.documents.document import Passage, Place
from gouji.documents.files.extras import require
from gouji.documents.files.source import Source
from gouji.documents.layout.lines import join
from gouji.documents.layout.pieces import Slots
from gouji.documents.layout.shapes import is_open
from gouji.documents.pages.printed import Box, PrintedTable, Word, lines_of, passage_of

_MOST_EDGES = 20_000
"""A page with more lines than this is a drawing, whatever tables it may hold."""
_THIN = 3.0
"""A filled shape that is broader than this is ground, not a line."""
_JUTS = 8.0
"""So far lines reach over the last one across them where that was left out."""
_SAME = 3.0
_MOST = 0.6
_SHORTEST = 0.03
"""A rule is at least so long, in shares of the picture's longer side: no stroke of a letter is."""
_THICKEST = 0.004
_JOIN = 0.004
"""Rules whose ends are so near meet: scans and photographs leave gaps."""
_MOST_RULES = 4_000
_SAME_EDGE = 3.0
_LEAST_SLOTS = 3
_ALIKE = 0.5
_WHOLE = re.compile(r"[0-9][0-9,，]*")
_TAIL = re.compile(r"[0-9,，]{1,12}\s*[(（]\s*[↑↓↗↘▲▼+＋\-－−]")


def ruled_cells(page: Any) -> list[list[Box]]:
    """The cells of each table of a page of pdfplumber's."""
    if len(page.edges) > _MOST_EDGES:
        return []
    if any(map(_is_ground, page.rects)):
        page = page.filter(lambda thing: not _is_ground(thing))
    found = page.debug_tablefinder()
    outer = [line for table in found.tables for line in _outer(found.edges, table.bbox)]
    if outer:
        upright = [line for line in outer if line["orientation"] == "v"]
        level = [line for line in outer if line["orientation"] == "h"]
        added = {"explicit_vertical_lines": upright, "explicit_horizontal_lines": level}
        found = page.debug_tablefinder(added)
    return [table.cells for table in found.tables]


def _is_ground(thing: dict[str, Any]) -> bool:
    """A shade behind a cell or a row; its border would cut the table in pieces."""
    if thing["object_type"] != "rect" or thing.get("stroke") or not thing.get("fill"):
        return False
    return min(float(thing["width"]), float(thing["height"])) > _THIN


def _outer(edges: Sequence[dict[str, Any]], box: Box) -> Iterator[dict[str, Any]]:
    """Lines at the sides over which the lines of a table jut out, all to the same end."""
    left, top, right, bottom = box
    level = [e for e in edges if e["orientation"] == "h" and _runs_in(e, box)]
    upright = [e for e in edges if e["orientation"] == "v" and _runs_in(e, box)]
    start, end = _furthest(min, left, level, "x0"), _furthest(max, right, level, "x1")
    first, last = _furthest(min, top, upright, "top"), _furthest(max, bottom, upright, "bottom")
    for at, own in ((start, left), (end, right)):
        if abs(at - own) > _JUTS:
            yield _edge("v", at, first, at, last)
    for at, own in ((first, top), (last, bottom)):
        if abs(at - own) > _JUTS:
            yield _edge("h", start, at, end, at)


def _runs_in(edge: dict[str, Any], box: Box) -> bool:
    """Whether a line runs through a table, beginning or ending outside it perhaps."""
    left, top, right, bottom = box
    wide, tall = (0.0, _SAME) if edge["orientation"] == "h" else (_SAME, 0.0)
    across = edge["x0"] < right + wide and edge["x1"] > left - wide
    return bool(across and edge["top"] < bottom + tall and edge["bottom"] > top - tall)


def _furthest(
    further: Callable[[float, float], float], own: float, lines: Sequence[dict[str, Any]], side: str
) -> float:
    """Where most of at least two lines end, or the table's own side if that is further out."""
    ends = [line[side] for line in lines]
    counts = Counter(round(end / _SAME) for end in ends)
    near = [(counts[n - 1] + counts[n] + counts[n + 1], n) for n in counts]
    most, at = max(near, default=(0, 0))
    if most < 2 or most < len(ends) * _MOST:
        return own
    return further(own, next(end for end in ends if round(end / _SAME) == at))


def drawn_cells(source: Source, picture: Any) -> list[list[Box]]:
    """The cells of each ruled table of a grey picture, measured in its pixels."""
    tables = require(source.path, "pdfplumber.table", "ocr")
    longer = max(picture.shape)
    edges = [*_rules(source, picture, "h"), *_rules(source, picture, "v")]
    if len(edges) > _MOST_RULES:
        return []
    reach = longer * _JOIN
    joined = tables.merge_edges(edges, *[reach] * 4)
    crossings = tables.edges_to_intersections(joined, reach, reach)
    found: list[list[Box]] = tables.cells_to_tables(tables.intersections_to_cells(crossings))
    return found


def _rules(source: Source, picture: Any, way: str) -> Iterator[dict[str, Any]]:
    """The middles of what is left of the ink when all that is shorter than a rule is rubbed out."""
    cv2 = require(source.path, "cv2", "ocr")
    longer = max(picture.shape)
    length, thickest = int(longer * _SHORTEST), max(4, longer * _THICKEST)
    ink = cv2.adaptiveThreshold(
        picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 10
    )
    brush = cv2.getStructuringElement(cv2.MORPH_RECT, (length, 1) if way == "h" else (1, length))
    rubbed = cv2.morphologyEx(ink, cv2.MORPH_OPEN, brush)
    _, _, found, _ = cv2.connectedComponentsWithStats(rubbed)
    for left, top, wide, tall, _ in found[1:].tolist():
        if way == "h" and tall <= thickest:
            yield _edge(way, left, top + tall // 2, left + wide, top + tall // 2)
        elif way == "v" and wide <= thickest:
            yield _edge(way, left + wide // 2, top, left + wide // 2, top + tall)


def _edge(way: str, x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    """A line as pdfplumber knows edges."""
    return {
        "orientation": way,
        "object_type": "line",
        **{"x0": x0, "x1": x1, "top": top, "bottom": bottom},
        **{"width": x1 - x0, "height": bottom - top},
    }


def ruled_table(
    source: Source, page: int, boxes: Sequence[Box], words: Sequence[Word]
) -> PrintedTable | None:
    """Make a table of the boxes that its lines draw; None where they draw no grid."""
    lefts = _edges([box[0] for box in boxes] + [box[2] for box in boxes])
    tops = _edges([box[1] for box in boxes] + [box[3] for box in boxes])
    rows, columns = len(tops) - 1, len(lefts) - 1
    if columns < 2 or rows * columns < _LEAST_SLOTS:
        return None
    slots = Slots(source, rows, columns)
    inside: dict[Box, list[Word]] = {box: [] for box in boxes}
    for word in words:
        if (around := next(filter(word.is_in, boxes), None)) is not None:
            inside[around].append(word)
    inferred = False
    for box in sorted(boxes, key=lambda b: (b[1], b[0])):
        row, column = _slot(tops, box[1]), _slot(lefts, box[0])
        down, across = _slot(tops, box[3]) - row, _slot(lefts, box[2]) - column
        if down < 1 or across < 1 or (row, column) in slots.taken:
            continue
        text, guessed = _cell_text(page, box, inside[box])
        inferred = inferred or guessed
        slots.put(row, column, text, down, across)
    grid = replace(slots.table(Place(page=page)), inferred=inferred)
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
        same = sum(any(abs(a - b) <= _SAME_EDGE for b in inner) for a in edges)
        if not tables or (edges and same < _ALIKE * min(len(edges), len(inner))):
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


def _edges(numbers: Iterable[float]) -> list[float]:
    """Reduce coordinates to the distinct edges that they mean."""
    edges: list[float] = []
    for number in sorted(numbers):
        if not edges or number - edges[-1] > _SAME_EDGE:
            edges.append(number)
    return edges


def _slot(edges: Sequence[float], at: float) -> int:
    return bisect_right(edges, at + _SAME_EDGE / 2)


def _cell_text(page: int, box: Box, words: Sequence[Word]) -> tuple[Passage, bool]:
    """Join the lines of a cell, and say whether that was a guess.

    A line that fills the cell's width was only broken by it. So was a number whose change in
    brackets stands behind its last digits; but two numbers may stand there as well.
    """
    lines = lines_of(words, page)
    pieces = [passage_of(line.word, line) for line in lines]
    whole, guessed = pieces[0] if pieces else Passage(""), False
    for (before, line), piece in zip(pairwise(lines), pieces[1:], strict=True):
        full = box[2] - before.right < before.height * 1.2
        digits = whole.text[-1:].isdigit() and line.text[:1].isdigit()
        broken = full or is_open(whole.text)
        if digits and not broken and _WHOLE.fullmatch(whole.text) and _TAIL.match(line.text):
            broken = guessed = True
        whole = join([whole, piece], "\n" if digits and not broken else None)
    return whole, guessed
