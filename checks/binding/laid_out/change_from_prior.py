"""A printed change against the printed value of the period before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from gouji.checks.binding.laid_out import table_ratio
from gouji.checks.binding.laid_out.printed_prior import PrintedPriors
from gouji.checks.equations.case_figures import KINDS
from gouji.checks.equations.rate_changes import ways_of
from gouji.checks.material.check import Check, in_each_way
from gouji.checks.material.material import Material, TableView
from gouji.figures.figure import ChangeKind, Figure
from gouji.figures.tables.change_lines import comparison, is_change_column
from gouji.rules.rule import Rule


class _Told(NamedTuple):
    """A change that a table prints: where, of which figure, and against what."""

    change: int
    now: int
    comparison: str
    kind: ChangeKind


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
                terms = {"变化": (told.change,), "本期": (told.now,), "上期": (prior,)}
                ways = ways_of(rule, told.kind, is_rate=table[told.now].quantity == "rate")
                yield from in_each_way(rule, terms, ways)
    yield from (c for c in table_ratio.bind(rule, material) if c.terms["变化"][0] not in held)


def _has_no_rate(told: _Told, prior: Figure) -> bool:
    """Whether no convention says what the relative change from a negative number is."""
    return told.kind in ("relative", "unstated") and prior.numeral.value < 0


def _all_told(table: TableView) -> Iterator[_Told]:
    """Changes that belong to their figure, and second ones in a row or column of their own."""
    of_others = table_ratio.on_priors(table.material)
    for i in table.indices:
        change = None if i in of_others else table[i].change
        if change is None or change.is_flat:
            continue
        if change.kind != "unstated" or table[i].quantity == "rate":
            yield _Told(i, i, change.comparison, change.kind)
    for indices in table.rows().values():
        yield from _standing_alone(table, indices, along="column_path")
    for column in table.columns().values():
        yield from _standing_alone(table, list(column.values()), along="row_path")


def _standing_alone(table: TableView, indices: Sequence[int], along: str) -> Iterator[_Told]:
    """A second change of one figure: ``… | 环比 | 上年同月 | 同比``, ``增减 | 增幅``."""
    now: int | None = None
    for i in indices:
        now = i if table[i].change is not None else now
        label = (getattr(table[i], along) or ("",))[-1]
        if now is None or now == i or not is_change_column(label):
            continue
        if kind := KINDS.get(table[i].unit):
            yield _Told(i, now, comparison(label), kind)
