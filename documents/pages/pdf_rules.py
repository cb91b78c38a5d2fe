"""The cells that lines draw on a page of a PDF, outer lines supplied where none are printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from gouji.documents.pages.pdf_table import Box

_MOST_EDGES = 20_000
"""A page with more lines than this is a drawing, whatever tables it may hold."""
_THIN = 3.0
"""A filled shape that is broader than this is ground, not a line."""
_JUTS = 8.0
"""So far lines reach over the last one across them where that was left out."""
_SAME = 3.0
_MOST = 0.6


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
    ends = _usual([e["x0"] for e in level]), _usual([e["x1"] for e in level])
    tops = _usual([e["top"] for e in upright]), _usual([e["bottom"] for e in upright])
    first = min(top, tops[0]) if tops[0] is not None else top
    last = max(bottom, tops[1]) if tops[1] is not None else bottom
    start = min(left, ends[0]) if ends[0] is not None else left
    end = max(right, ends[1]) if ends[1] is not None else right
    for at, own in ((start, left), (end, right)):
        if abs(at - own) > _JUTS:
            yield _line("v", at, first, at, last)
    for at, own in ((first, top), (last, bottom)):
        if abs(at - own) > _JUTS:
            yield _line("h", start, at, end, at)


def _runs_in(edge: dict[str, Any], box: Box) -> bool:
    """Whether a line runs through a table, beginning or ending outside it perhaps."""
    left, top, right, bottom = box
    if edge["orientation"] == "h":
        across = edge["x0"] < right and edge["x1"] > left
        return bool(across and top - _SAME <= edge["top"] <= bottom + _SAME)
    down = edge["top"] < bottom and edge["bottom"] > top
    return bool(down and left - _SAME <= edge["x0"] <= right + _SAME)


def _usual(ends: Sequence[float]) -> float | None:
    """Where most of at least two lines end."""
    counts = Counter(round(end / _SAME) for end in ends)
    near = [(counts[n - 1] + counts[n] + counts[n + 1], n) for n in counts]
    most, at = max(near, default=(0, 0))
    if most < 2 or most < len(ends) * _MOST:
        return None
    return next(end for end in ends if round(end / _SAME) == at)


def _line(way: str, x0: float, top: float, x1: float, bottom: float) -> dict[str, Any]:
    return {
        "orientation": way,
        "object_type": "line",
        **{"x0": x0, "x1": x1, "top": top, "bottom": bottom},
        **{"width": x1 - x0, "height": bottom - top},
    }
