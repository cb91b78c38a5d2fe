"""Total rows: down every column that adds, 合计 is the sum of its rows."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.binding.laid_out.row_groups import Total, totals_of
from gouji.checks.binding.laid_out.unnamed_measures import add_up, is_unnamed
from gouji.checks.finding import Severity
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material, TableView
from gouji.rules.rule import Rule

LEAST_SHOWN = 2
"""So many columns of decimals that add up show that the others of their table do as well."""


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """One check per total row and column that adds up."""
    for table in material.tables():
        for total in totals_of(table):
            yield from _checks(rule, table, total)


def _checks(rule: Rule, table: TableView, total: Total) -> Iterator[Check]:
    columns = [(i, parts) for i, parts in total.columns(table) if parts]
    shown = sum(add_up(i, parts.values(), table) for i, parts in columns)
    for i, parts in columns:
        unnamed = is_unnamed(table[i], table)
        if unnamed and not (shown >= LEAST_SHOWN or add_up(i, parts.values(), table)):
            continue
        if unnamed or table[i].adds:
            blank = tuple(total.name(table, row) for row in total.parts if row not in parts)
            terms = {"合计": (i,), "分项": tuple(parts.values())}
            severity: Severity | None = "warning" if unnamed else None
            yield Check(rule, terms, missing=blank, partial=bool(blank), severity=severity)
