"""Total rows: down every column that adds, 合计 is the sum of its rows."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.binding.row_groups import Total, totals_of
from gouji.checks.check import Check, Material, TableView
from gouji.rules.rule import Rule


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """One check per total row and column that adds up."""
    for table in material.tables():
        for total in totals_of(table):
            yield from _checks(rule, table, total)


def _checks(rule: Rule, table: TableView, total: Total) -> Iterator[Check]:
    for i, parts in total.columns(table):
        if not table[i].adds or not parts:
            continue
        blank = tuple(total.name(table, row) for row in total.parts if row not in parts)
        terms = {"合计": (i,), "分项": tuple(parts.values())}
        yield Check(rule, terms, missing=blank, partial=bool(blank))
