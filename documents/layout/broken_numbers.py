"""A number that a narrow cell breaks over two lines, put together again.

Only where its marks tell: ``1,234,`` over ``567``, ``1,23`` over ``4,567``, ``98`` over ``.5``, or
``1 300`` over ``000``, which counts nothing by itself. Digits over digits may be two numbers;
whoever reads the column tells.
"""

from __future__ import annotations

import re
from dataclasses import replace

from gouji.documents.document import Cell, Table
from gouji.documents.layout.lines import without

_BROKEN = re.compile(r"(?<![0-9.,])([0-9][0-9.,]{0,30})[ \t]*\n\s*([0-9.,]{1,31})(?![0-9])")
_PLAIN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_MARKED = re.compile(r"[0-9]+\.[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_SERIAL = re.compile(r"[0-9]{1,2}\.")
_GROUPS = re.compile(r"(?<![0-9 ])([1-9][0-9]{0,2}(?: [0-9]{3})*)\n(?=0[0-9]{2}(?![0-9]))")
_MOST_LINES = 4


def rejoined(grid: Table) -> Table:
    """Put the broken numbers of each cell together; all places stay."""
    if not any("\n" in cell.text for cell in grid.cells):
        return grid
    return replace(grid, cells=tuple(map(_whole, grid.cells)))


def _whole(cell: Cell) -> Cell:
    passage = cell.passage
    if _GROUPS.search(passage.text):
        passage = replace(passage, text=_GROUPS.sub(r"\1 ", passage.text))
    for _ in range(_MOST_LINES):
        broken = [m for m in _BROKEN.finditer(passage.text) if _is_one(m[1], m[2].rstrip(".,"))]
        if not broken:
            break
        passage = without(passage, [(m.end(1), m.start(2)) for m in broken])
    return cell if passage is cell.passage else replace(cell, passage=passage)


def _is_one(above: str, below: str) -> bool:
    """Whether two lines are a number together, and not each for itself."""
    if _SERIAL.fullmatch(above) or not _MARKED.fullmatch(above + below):
        return False
    return not (_PLAIN.fullmatch(above) and _PLAIN.fullmatch(below))
