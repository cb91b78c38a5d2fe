"""Headers whose labels stand in order and nothing more: every way to put them over the columns.

What stands in a column says which labels suit it: a share, a count, a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, combinations, islice
from typing import Final, TypeAlias

from gouji.figures.tables.grid import Grid, is_label

MOST: Final = 24
"""Ways that are held against each other; a header of more is not understood."""
MOST_TRIED: Final = 2000
_RATE: Final = re.compile(r"(?:率|占比|比重|比例|比|度)(?:\s*[(（][^()（）]*[)）])?$|[%％]")
_CHANGE: Final = re.compile(r"同比|环比|增|减|升|降|幅|变化|上年|上月|较")
_COUNT: Final = re.compile(
    r"(?:[数量件宗起条次人分]|[总合小]计|数据)(?:\s*[(（][^()（）]*[)）])?$|[(（][件宗起条次个人][)）]"
)
_PERCENT: Final = re.compile(r"[%％‰]")

Path: TypeAlias = tuple[str, ...]


def spreads(grid: Grid, rows: int) -> list[tuple[Path, ...]]:
    """The labels over each column, in every way that suits them all; none where those are many."""
    labels = [[text for text in grid.texts[r] if text] for r in range(rows)]
    kinds = [_kind(grid, rows, c) for c in range(grid.columns)]
    found = (w for w in islice(_ways(grid, labels), MOST_TRIED) if _suits(w, kinds))
    ways = list(islice(found, MOST + 1))
    return ways if len(ways) <= MOST else []


def _kind(grid: Grid, top: int, c: int) -> str:
    """``label``, ``number`` or ``percent``, or "" for a column of several or of none."""
    cells = [(grid.texts[r][c], grid.numbers[r][c]) for r in range(top, grid.rows)]
    kinds = {
        ("percent" if _PERCENT.search(text) else "number") if number else "label"
        for text, number in cells
        if number or is_label(text)
    }
    return kinds.pop() if len(kinds) == 1 else ""


def _ways(grid: Grid, labels: Sequence[list[str]]) -> Iterator[tuple[Path, ...]]:
    columns = grid.columns
    if len(labels) == 1:
        return _placed(labels[0], columns)
    if grid.table.loose == "spans":
        return _two_storeyed(labels[0], labels[1], columns)
    names = list(chain(*labels))
    cuts = range(2, len(names) - 1)
    return chain(*(_two_storeyed(names[:cut], names[cut:], columns) for cut in cuts))


def _placed(labels: Sequence[str], columns: int) -> Iterator[tuple[Path, ...]]:
    """Over so many of the columns, in their order, the others without a label."""
    for over in combinations(range(columns), len(labels)):
        named = dict(zip(over, labels, strict=True))
        yield tuple((named[c],) if c in named else () for c in range(columns))


def _two_storeyed(
    upper: Sequence[str], lower: Sequence[str], columns: int
) -> Iterator[tuple[Path, ...]]:
    for widths in _widths(len(upper), len(lower), columns):
        below = iter(lower)
        yield tuple(
            (label,) if width == 1 else (label, next(below))
            for label, width in zip(upper, widths, strict=True)
            for _ in range(width)
        )


def _widths(cells: int, below: int, columns: int) -> Iterator[list[int]]:
    """How many columns each upper label spans; those of several, together, all that are below."""
    if cells == 0:
        if below == columns == 0:
            yield []
        return
    if columns - below > cells or below > columns or cells > columns:
        return
    for rest in _widths(cells - 1, below, columns - 1):
        yield [1, *rest]
    for width in range(2, below + 1):
        for rest in _widths(cells - 1, below - width, columns - width):
            yield [width, *rest]


def _suits(paths: Sequence[Path], kinds: Sequence[str]) -> bool:
    """Whether each label may head what its column holds; the first heads the names of rows."""
    if len(paths[0]) > 1 and kinds[0] == "label":
        return False
    return all(_may_head(path[-1], kind) for path, kind in zip(paths, kinds, strict=True) if path)


def _may_head(label: str, kind: str) -> bool:
    rate, change, count = (bool(p.search(label)) for p in (_RATE, _CHANGE, _COUNT))
    if kind == "percent":
        return (rate or change) and not (count and not change)
    if kind == "number":
        return not rate or bool(_PERCENT.search(label))
    return kind != "label" or not (rate or change or count)
