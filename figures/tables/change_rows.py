"""Rows of changes (同比 under a row of values): their numbers belong to the figures above them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from gouji.figures.figure import Figure
from gouji.figures.sentences.basis import told_in
from gouji.figures.tables.change_column import as_change, is_change_column, is_unchanged

_TIMES = re.compile(
    r"(?:(?:19|20)\d\d年)?第?(?P<time>[一二三四]|上|下|\d{1,2})(?P<unit>季度|半年|月)(?:份|度)?"
)
Above = list[tuple[int, int]]
"""Rows since the last row of changes, each with the index of the figure it has in a column."""


def with_change_rows(figures: Sequence[Figure]) -> list[Figure]:
    """Attach the numbers of a row of changes to the figures of their column they belong to."""
    kept: list[Figure | None] = list(figures)
    owners = _owners(figures)
    for i, owner in owners.items():
        whole = kept[owner] if owner is not None else None
        if owner is None or whole is None or whole.change is not None:
            alone = replace(figures[i], adds=False, indicator=None)
            kept[i] = None if is_unchanged(alone) else alone
        else:
            change = as_change(figures[i], figures[i].row_path[-1])
            kept[owner] = replace(whole, change=change, basis=told_in(figures[i].row_path))
            kept[i] = None
    return [figure for figure in kept if figure is not None]


def _owners(figures: Sequence[Figure]) -> Mapping[int, int | None]:
    """Whose change each figure of a row of changes is; None where it may be of several."""
    above: dict[object, Above] = {}
    fresh: dict[object, bool] = {}
    found: dict[int, int | None] = {}
    for i, figure in enumerate(figures):
        column = figure.place.table, figure.place.column, figure.bracketed
        if _is_change(figure):
            found[i] = _owner(figures, above.get(column, []))
            fresh[column] = True
            continue
        if fresh.pop(column, False):
            above[column] = []
        above.setdefault(column, []).append((figure.place.row or 0, i))
    return found


def _is_change(figure: Figure) -> bool:
    told = bool(figure.row_path) and is_change_column(figure.row_path[-1])
    return told and figure.change is None and not figure.bracketed


def _owner(figures: Sequence[Figure], above: Above) -> int | None:
    """The latest of rows that only differ in their period, a total, or the only row there is."""
    listed = [i for _, i in above]
    dated = [i for i in listed if figures[i].period]
    now = [i for i in listed if not figures[i].period]
    if not listed:
        return None
    if not now:
        years = [i for i in dated if figures[i].period[:4].isdecimal()]
        return max(years, key=lambda i: figures[i].period) if years == dated else None
    if len(now) == 1 or figures[now[-1]].row_role == "total":
        return now[-1]
    return now[-1] if now == listed and _follow([figures[i].row_path for i in now]) else None


def _follow(paths: Sequence[tuple[str, ...]]) -> bool:
    """Whether rows are two quarters, months or halves in order: the change is the second's."""
    named = [_TIMES.fullmatch(path[-1]) if path else None for path in paths]
    first, *rest = [(m["time"], m["unit"]) if m else ("", "") for m in named]
    if len(rest) != 1 or first[1] != rest[0][1]:
        return False
    pair = f"{first[0]}{rest[0][0]}"
    if first[0].isdecimal() and rest[0][0].isdecimal():
        return int(first[0]) + 1 == int(rest[0][0])
    return pair in ("上下", "一二", "二三", "三四")
