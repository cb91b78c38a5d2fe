"""Columns that its table's own rows show to be the sum of others: 承办 = 办结 + 在办 + 超时.

Headers seldom say which columns make up which. Where one column is the sum of the same two or
three others in every row, or in all rows but one, that is how it is made up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from gouji.checks.material.check import Check
from gouji.checks.material.material import Material, TableView
from gouji.rules.rule import Rule

LEAST_TELLING = 4
"""Rows in which at least two parts are printed and not zero; a sum of one part is a repetition."""
MOST_DISAGREEING = 1
MOST_PARTS = 3
MOST_COLUMNS = 12
"""Of a wider table only the first columns are tried, so that the work is bounded."""

Column = Mapping[int, int]


class _Made(NamedTuple):
    whole: Column
    parts: tuple[Column, ...]


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """One check per row of every column that the table shows to be a sum."""
    for table in material.tables():
        for made in _made(table):
            yield from _checks(rule, made)


def _made(table: TableView) -> Iterator[_Made]:
    counts = [c for c in table.columns().values() if _counts(table, c)][:MOST_COLUMNS]
    for whole in counts:
        others = [c for c in counts if c is not whole]
        if found := _sum_of(table, whole, others):
            yield found


def _counts(table: TableView, column: Column) -> bool:
    figures = [table[i] for i in column.values()]
    return len(figures) > LEAST_TELLING and all(
        f.quantity == "count" and f.exact and f.adds and not f.bracketed for f in figures
    )


def _sum_of(table: TableView, whole: Column, others: Sequence[Column]) -> _Made | None:
    """The fewest columns that make it up in all rows; else the only ones that do in all but one."""
    nearly = []
    for count in range(2, MOST_PARTS + 1):
        for parts in combinations(others, count):
            wrong = _disagreeing(table, whole, parts)
            if wrong == 0:
                return _Made(whole, parts)
            if wrong is not None:
                nearly.append(_Made(whole, parts))
    return nearly[0] if len(nearly) == 1 else None


def _disagreeing(table: TableView, whole: Column, parts: Sequence[Column]) -> int | None:
    """How many rows are no sum; None where too many, too few tell it, or a part never counts."""
    told = wrong = 0
    counted: set[int] = set()
    for row, total in whole.items():
        if any(row not in part for part in parts):
            continue
        values = [table[part[row]].numeral.value for part in parts]
        if sum(values) != table[total].numeral.value:
            wrong += 1
        elif sum(value != 0 for value in values) > 1:
            told += 1
            counted.update(n for n, value in enumerate(values) if value)
        if wrong > MOST_DISAGREEING:
            return None
    return wrong if told >= LEAST_TELLING and len(counted) == len(parts) else None


def _checks(rule: Rule, made: _Made) -> Iterator[Check]:
    for row, total in made.whole.items():
        if all(row in part for part in made.parts):
            yield Check(rule, {"总体": (total,), "分项": tuple(part[row] for part in made.parts)})
