"""A printed change against the printed value of the period before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.checks.binding.laid_out import table_ratio
from gouji.checks.binding.laid_out.printed_prior import PrintedPriors
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material, TableView
from gouji.figures.figure import Change, Figure
from gouji.figures.tables.change_lines import comparison, is_change_column
from gouji.rules.rule import Rule

RELATIVE, POINTS, MULTIPLE = 0, 1, 5
"""Of the rule's equations; those between are of bare numbers. A difference in the figure's own
unit is one in points."""
_BY_KIND = {
    "relative": (RELATIVE,),
    "points": (POINTS,),
    "difference": (POINTS,),
    "multiple": (MULTIPLE,),
}
_OF_A_RATE = (POINTS, RELATIVE)
"""The change of a rate printed with % is in points or relative, and tables rarely say which."""
_BY_UNIT = {"%": RELATIVE, "个百分点": POINTS, "倍": MULTIPLE}


class _Told(NamedTuple):
    """A change that a table prints: where, of which figure, against what, in which readings."""

    change: int
    now: int
    comparison: str
    ways: tuple[int, ...]


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Changes whose prior stands in their row or in their column, by the words of both.

    Those of whole columns, and along series, are known without words.
    """
    held = set()
    for table in material.tables():
        printed = PrintedPriors(table)
        for told in _all_told(table):
            prior = printed.of(told.now, told.comparison)
            if prior is not None and not _has_no_rate(told, table[prior]):
                held.add(told.change)
                yield from _checks(rule, told, prior)
    yield from (c for c in table_ratio.bind(rule, material) if c.terms["变化"][0] not in held)


def _has_no_rate(told: _Told, prior: Figure) -> bool:
    """Whether no convention says what the relative change from a negative number is."""
    return RELATIVE in told.ways and prior.numeral.value < 0


def _checks(rule: Rule, told: _Told, prior: int) -> Iterator[Check]:
    terms = {"变化": (told.change,), "本期": (told.now,), "上期": (prior,)}
    group = hash((rule.id, *terms.values())) if len(told.ways) > 1 else None
    for alternative in told.ways:
        yield Check(rule, terms, alternative, group=group)


def _all_told(table: TableView) -> Iterator[_Told]:
    """Changes that belong to their figure, and second ones in a row or column of their own."""
    of_others = table_ratio.on_priors(table.material)
    for i in table.indices:
        change = None if i in of_others else table[i].change
        if change is not None and change.kind != "unstated":
            rate = table[i].quantity == "rate" and change.kind == "relative"
            yield _Told(i, i, change.comparison, _OF_A_RATE if rate else _BY_KIND[change.kind])
        elif change is not None and not change.is_flat:
            yield from _unstated(table, i, change)
    for indices in table.rows().values():
        yield from _standing_alone(table, indices, along="column_path")
    for column in table.columns().values():
        yield from _standing_alone(table, list(column.values()), along="row_path")


def _unstated(table: TableView, i: int, change: Change) -> Iterator[_Told]:
    """``97.73(↑2.58)``: of a rate in either reading."""
    if table[i].quantity == "rate":
        yield _Told(i, i, change.comparison, _OF_A_RATE)


def _standing_alone(table: TableView, indices: Sequence[int], along: str) -> Iterator[_Told]:
    """A second change of one figure: ``… | 环比 | 上年同月 | 同比``, ``增减 | 增幅``."""
    now: int | None = None
    for i in indices:
        now = i if table[i].change is not None else now
        label = (getattr(table[i], along) or ("",))[-1]
        if now is None or now == i or not is_change_column(label):
            continue
        rate = table[now].quantity == "rate" and table[i].unit == "%"
        if rate or table[i].unit in _BY_UNIT:
            ways = _OF_A_RATE if rate else (_BY_UNIT[table[i].unit],)
            yield _Told(i, now, comparison(label), ways)
