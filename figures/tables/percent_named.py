"""Numbers that only their label calls per cent: ``占比 31.7`` prints no sign."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from gouji.figures.numbers.numeral import header_unit, scan_cell
from gouji.figures.tables.body import Slot
from gouji.rules.labels import normalise

_NAMED = re.compile(
    r".*(?:占比|比重|百分比|(?:办结|完结|结案|接通|满意|解答|答复|回复|参评|签收|按时|按期|及时|准时)率)"
    r"|per-?cent(?:age)?"
)
"""Ends of labels whose figures are per cent. A rate of anything else may be per thousand."""
_ALL = Decimal(100)


def cells_in_percent(
    slots: Iterable[Slot], texts: Sequence[Sequence[str]]
) -> frozenset[tuple[int, int]]:
    """Row and column of the cells that a row's or column's label makes per cent.

    All under one label must lie within 0 … 100 and one above 1: otherwise they may be fractions
    of one, or not what the label seems to say.
    """
    groups: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for slot in slots:
        if _is_named(slot.column_path):
            groups.setdefault(("column", slot.column), []).append((slot.row, slot.column))
        elif _is_named(slot.row_path):
            groups.setdefault(("row", slot.row), []).append((slot.row, slot.column))
    return frozenset(at for cells in groups.values() if _look_it(cells, texts) for at in cells)


def _is_named(path: tuple[str, ...]) -> bool:
    if not path:
        return False
    name, unit = header_unit(path[-1])
    return not unit and bool(_NAMED.fullmatch(normalise(name)))


def _look_it(cells: list[tuple[int, int]], texts: Sequence[Sequence[str]]) -> bool:
    values = [p.numeral.value for r, c in cells for p in scan_cell(texts[r][c], "") if not p.unit]
    return bool(values) and min(values) >= 0 and 1 < max(values) <= _ALL
