"""A printed change against the printed value of the period before."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.check import Check, Material, TableView
from gouji.rules.rule import Rule


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Rows that print this year, last year and the change between them."""
    for table in material.tables():
        for indices in table.rows().values():
            yield from _checks(rule, table, indices)


def _checks(rule: Rule, table: TableView, indices: list[int]) -> Iterator[Check]:
    for i in indices:
        figure = table[i]
        if figure.change is None:
            continue
        prior = _prior(table, indices, i)
        if prior is None:
            continue
        alternative = {"relative": 0, "points": 1, "difference": 1, "multiple": 2}.get(
            figure.change.kind
        )
        if alternative is not None:
            yield Check(rule, {"变化": (i,), "本期": (i,), "上期": (prior,)}, alternative)


def _prior(table: TableView, indices: list[int], i: int) -> int | None:
    """The figure of the same indicator in the row, of the year before."""
    figure = table[i]
    for k in indices:
        other = table[k]
        if k == i or other.change is not None or other.unit != figure.unit or other.bracketed:
            continue
        if other.period == "prior":
            return k
    return None
