"""Columns and rows of changes (同比, 增幅 …): their numbers belong to the figures beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, Literal, TypeAlias

from gouji.figures.figure import KIND_OF, Change, Figure
from gouji.figures.numbers.changes import comparison
from gouji.figures.numbers.units import header_unit, resolve
from gouji.figures.sentences.clauses import told_in
from gouji.rules import cues
from gouji.rules.labels import REMEMBERED_LABELS, normalise

LEADING: Final = 2
"""Characters of a heading of changes that name the column it is of."""
Along: TypeAlias = Literal["row", "column"]
"""Where a change stands with its figure: behind it in a row, or below it in a column."""


def with_changes(figures: Sequence[Figure], along: Along) -> list[Figure]:
    """Attach what columns of changes print to figures of their row, or rows of them down columns.

    A change belongs to what stands before it since the last one.
    """
    kept: list[Figure] = []
    before: dict[int | None, list[int]] = {}
    for figure in figures:
        path = figure.column_path if along == "row" else figure.row_path
        line = before.setdefault(getattr(figure.place, along), [])
        if not path or not is_change_column(path[-1]) or figure.bracketed:
            if figure.change is not None:
                line.clear()
            elif not figure.bracketed and not (path and is_change_of_kind_unknown(path[-1])):
                line.append(len(kept))
            kept.append(figure)
            continue
        owner, basis = _owner(kept, line, figure, along), told_in(path)
        if owner is not None and _is_no_change_of(kept[owner], path[-1]):
            owner = None
        undecided = bool(figure.readings) and figure.numeral.value > 0
        if owner is not None and not undecided:
            kept[owner] = replace(kept[owner], change=as_change(figure, path[-1]), basis=basis)
        elif owner is not None or any(map(str.isdigit, figure.text)):  # 持平 is no number by itself
            kept.append(replace(figure, adds=False, indicator=None, basis=basis))
        line.clear()
    return kept


def _owner(kept: Sequence[Figure], line: Sequence[int], change: Figure, along: Along) -> int | None:
    """The latest year of the line, or the figure beside; None where it may be of several."""
    line = [i for i in line if kept[i].column_role != "share"] or line
    years = [i for i in line if kept[i].period[:4].isdecimal()]
    if years:
        return max(years, key=lambda i: kept[i].period)
    now = [i for i in line if kept[i].period != "prior"]
    now = [i for i in now if kept[i].column_path[:-1] == change.column_path[:-1]] or now
    whose = "".join(change.column_path[-1:])[:LEADING]  # 累计同比 is that of 1—6月累计
    now = [i for i in now if whose and whose in "".join(kept[i].column_path[-1:])] or now
    if not now:
        return None
    counts = [i for i in now if along == "column" or kept[i].quantity in ("count", "money")]
    is_total = along == "column" and kept[now[-1]].row_role == "total"
    return now[-1] if is_total or counts in ([], now[-1:]) else None


def _is_no_change_of(figure: Figure, label: str) -> bool:
    """Whether words speak of growth, but not of the share or rank that stands before them."""
    grows = cues.COLUMN_GROWTH.search(label) and not cues.COLUMN_SHARE.search(label)
    return bool(grows) and (figure.column_role == "share" or is_rank(figure))


def is_rank(figure: Figure) -> bool:
    """Whether it is a place in a ranking: nothing is reckoned from those."""
    return bool(figure.column_path and cues.RANK.search(figure.column_path[-1]))


def as_change(figure: Figure, label: str) -> Change:
    """Take a number under a heading of changes for the change it is."""
    unit = header_unit(label)[1]
    quantity = figure.quantity if figure.quantity in KIND_OF else resolve(unit).quantity or "count"
    # a bare 12 under 同比 may well be 12 %
    counted = figure.exact and (unit or is_change_of_kind_unknown(label))
    kind = KIND_OF.get(quantity, "difference" if counted else "unstated")
    return Change(figure.text, kind, figure.numeral, comparison(normalise(label)), figure.place)


@lru_cache(maxsize=REMEMBERED_LABELS)
def is_change_column(label: str) -> bool:
    """``同比(%)``, ``环比增长``, ``增幅``."""
    return bool(cues.COLUMN_CHANGE.fullmatch(normalise(label)))


def is_change_of_kind_unknown(label: str) -> bool:
    """``增减``, ``变化情况``: in units as well as in per cent."""
    return bool(cues.COLUMN_CHANGE_COUNTED.fullmatch(normalise(label)))
