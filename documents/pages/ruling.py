"""The ruled lines of a page that is a picture, and the cells that they draw."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from gouji.documents.files.extras import require
from gouji.documents.files.source import Source

Box: TypeAlias = tuple[float, float, float, float]
"""Left, top, right, bottom."""

_SHORTEST = 0.03
"""A rule is at least so long, in shares of the picture's longer side: no stroke of a letter is."""
_THICKEST = 0.004
_JOIN = 0.004
"""Rules whose ends are so near meet: scans and photographs leave gaps."""
_MOST_RULES = 4_000


def ruled_cells(source: Source, picture: Any, scale: float) -> list[list[Box]]:
    """The cells of each ruled table of a grey picture, measured in ``scale`` of its pixels."""
    tables = require(source.path, "pdfplumber.table", "ocr")
    longer = max(picture.shape)
    edges = [*_rules(source, picture, "h"), *_rules(source, picture, "v")]
    if len(edges) > _MOST_RULES:
        return []
    reach = longer * _JOIN
    joined = tables.merge_edges(edges, *[reach] * 4)
    crossings = tables.edges_to_intersections(joined, reach, reach)
    cells = tables.intersections_to_cells(crossings)
    return [[_scaled(cell, scale) for cell in table] for table in tables.cells_to_tables(cells)]


def _scaled(cell: Sequence[float], scale: float) -> Box:
    left, top, right, bottom = (edge * scale for edge in cell)
    return left, top, right, bottom


def _rules(source: Source, picture: Any, way: str) -> Iterator[dict[str, Any]]:
    """What is left of the ink when all that is shorter than a rule is rubbed out."""
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
        if (tall if way == "h" else wide) <= thickest:
            yield _edge(way, left, top, wide, tall)


def _edge(way: str, left: int, top: int, wide: int, tall: int) -> dict[str, Any]:
    """A rule as pdfplumber knows edges: along its middle."""
    x0, x1, y0, y1 = left, left + wide, top, top + tall
    if way == "h":
        y0 = y1 = top + tall // 2
    else:
        x0 = x1 = left + wide // 2
    return {
        "orientation": way,
        "object_type": "line",
        **{"x0": x0, "x1": x1, "top": y0, "bottom": y1},
        **{"width": x1 - x0, "height": y1 - y0},
    }
