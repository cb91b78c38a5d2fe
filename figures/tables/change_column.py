"""Columns of changes (同比, 增幅 …): their numbers belong to the figures beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from gouji.figures.figure import Change, ChangeKind, Figure
from gouji.figures.interval import Interval
from gouji.figures.numbers.numeral import header_unit
from gouji.figures.sentences.basis import told_in
from gouji.rules.labels import normalise
from gouji.rules.words import cue

_CHANGE = cue("column-change")
_COUNTED = re.compile(r"(?:增减|变化|变动)(?:数|量|情况)?")


def with_change_columns(figures: Sequence[Figure]) -> list[Figure]:
    """Attach the numbers of a column of changes to the figures of their row they belong to."""
    kept: list[Figure] = []
    for figure in figures:
        leaf = figure.column_path[-1] if figure.column_path else ""
        if not leaf or not is_change_column(leaf):
            kept.append(figure)
            continue
        owner, basis = _owner(kept, figure), told_in(figure.column_path)
        if owner is None and is_unchanged(figure):
            continue
        undecided = bool(figure.readings) and figure.numeral.value > 0
        if owner is None or undecided:  # every change of its column stands in brackets
            kept.append(replace(figure, adds=False, indicator=None, basis=basis))
        else:
            kept[owner] = replace(kept[owner], change=as_change(figure, leaf), basis=basis)
    return kept


def is_unchanged(figure: Figure) -> bool:
    """持平 in a column of changes: no number by itself."""
    return not any(map(str.isdigit, figure.text))


def _owner(kept: Sequence[Figure], change: Figure) -> int | None:
    """The latest year of the row, or the figure beside; None where it may be of several."""
    start = len(kept)
    while (
        start and kept[start - 1].place.row == change.place.row and kept[start - 1].change is None
    ):
        start -= 1
    row = [i for i in range(start, len(kept)) if kept[i].place.row == change.place.row]
    row = [i for i in row if kept[i].column_role != "share" and not kept[i].bracketed]
    years = [i for i in row if kept[i].period[:4].isdecimal()]
    if years:
        return max(years, key=lambda i: kept[i].period)
    row = [i for i in row if kept[i].period != "prior"]
    grouped = [i for i in row if kept[i].column_path[:-1] == change.column_path[:-1]]
    row = grouped or row
    if not row:
        return None
    beside = row[-1]
    counts = [i for i in row if kept[i].quantity in ("count", "money")]
    return None if counts not in ([], [beside]) else beside


def as_change(figure: Figure, label: str) -> Change:
    """Take a number under a heading of changes for the change it is."""
    numeral = figure.numeral
    return Change(
        text=figure.text,
        kind=_kind(figure, label),
        numeral=numeral,
        comparison=comparison(label),
        interval=Interval.of(numeral.value, numeral.step, numeral.hedge),
        place=figure.place,
    )


def _kind(figure: Figure, label: str) -> ChangeKind:
    """What a change is in; a bare 12 under 同比 may well be 12 %."""
    unit = header_unit(label)[1]
    if figure.quantity == "points" or "百分点" in unit:
        return "points"
    if figure.quantity == "rate" or unit in ("%", "％"):
        return "relative"
    if figure.quantity == "multiple":
        return "multiple"
    counted = figure.exact and (unit or is_change_of_kind_unknown(label))
    return "difference" if counted else "unstated"


def is_change_column(label: str) -> bool:
    """``同比(%)``, ``环比增长``, ``增幅``."""
    return bool(_CHANGE.fullmatch(normalise(label)))


def is_change_of_kind_unknown(label: str) -> bool:
    """``增减``, ``变化情况``: in units as well as in per cent."""
    return bool(_COUNTED.fullmatch(normalise(label)))


def comparison(label: str) -> Literal["year-on-year", "month-on-month", ""]:
    """Whether a change is told against last year or against the period before."""
    text = normalise(label)
    if "环比" in text or "上月" in text:
        return "month-on-month"
    return "year-on-year" if "同比" in text or "年" in text else ""
