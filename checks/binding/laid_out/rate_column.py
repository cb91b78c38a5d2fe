"""A column of rates that its table's own columns explain: rows of part / whole, all but one.

What a rate is taken of is seldom said (办结率 of the requests received, passed on, or due). Where
one pair of columns gives the printed rate in nearly every row, that pair is what it is of, and
the row in which it does not is worth a look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import permutations
from typing import NamedTuple

from gouji.checks.material.check import Check
from gouji.checks.material.material import Material, TableView
from gouji.figures.interval import Interval
from gouji.rules.rule import Rule

LEAST_AGREEING = 3
"""Rows that must tie before another is held against them; two may tie by chance."""
MOST_DISAGREEING = 1
COARSEST = Decimal("0.1")
"""A rate printed without decimals is that of many quotients."""
WHOLE = 100
MOST_COLUMNS = 24
"""Of a wider table only the first columns are tried, so that the work is bounded."""

Column = Mapping[int, int]


class _Formula(NamedTuple):
    """Columns of a part and a whole; ``rest`` says that the part is what is left of the whole."""

    part: Column
    whole: Column
    rest: bool


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """One check per row of every column of rates whose formula the table shows."""
    for table in material.tables():
        for rates, formula in _explained(table):
            yield from _checks(rule, table, rates, formula)


def explained(table: TableView) -> frozenset[int]:
    """The rates of which the table's own columns show what they are of."""
    return frozenset(i for rates, _ in _explained(table) for i in rates.values())


def _explained(table: TableView) -> Iterator[tuple[Column, _Formula]]:
    columns = list(table.columns().values())
    counts = [c for c in columns if _counts(table, c)][:MOST_COLUMNS]
    for rates in columns:
        if _is_rate(table, rates) and (formula := _formula(table, rates, counts)):
            yield rates, formula


def _is_rate(table: TableView, column: Column) -> bool:
    figures = [table[i] for i in column.values()]
    rates = all(f.quantity == "rate" and not f.bracketed for f in figures)
    return rates and len(figures) > LEAST_AGREEING and figures[0].column_role != "share"


def _counts(table: TableView, column: Column) -> bool:
    figures = [table[i] for i in column.values()]
    return len(figures) > LEAST_AGREEING and all(
        f.quantity == "count" and f.exact and f.adds for f in figures
    )


def _formula(table: TableView, rates: Column, counts: Sequence[Column]) -> _Formula | None:
    """The one that explains every row; else the only one that explains all rows but one."""
    nearly = []
    for part, whole in permutations(counts, 2):
        for rest in (False, True):
            formula = _Formula(part, whole, rest)
            wrong = _disagreeing(table, rates, formula)
            if wrong == 0:
                return formula
            if wrong is not None:
                nearly.append(formula)
    sharp = all(table[i].numeral.step <= COARSEST for i in rates.values())
    return nearly[0] if len(nearly) == 1 and sharp else None


def _disagreeing(table: TableView, rates: Column, formula: _Formula) -> int | None:
    """How many rows the formula leaves unexplained; None where too many, or too few are told."""
    told = wrong = 0
    for row, rate in rates.items():
        if not _speaks(table, formula, row):
            continue
        if not _ties(table, rate, formula, row):
            wrong += 1
        elif table[rate].numeral.value != WHOLE:
            told += 1
        if wrong > MOST_DISAGREEING:
            return None
    return wrong if told >= LEAST_AGREEING else None


def _speaks(table: TableView, formula: _Formula, row: int) -> bool:
    """Whether both are printed; a rate of a negative whole is written with either sign."""
    told = row in formula.part and row in formula.whole
    return told and table[formula.whole[row]].numeral.value >= 0


def _ties(table: TableView, rate: int, formula: _Formula, row: int) -> bool:
    """Whether the row's quotient prints as its rate, rounded or truncated."""
    part, whole = (table[c[row]].numeral.value for c in (formula.part, formula.whole))
    if whole == 0:
        return False
    part = whole - part if formula.rest else part
    quotient = Interval.point(Fraction(part) / Fraction(whole) * 100)
    low, step = table[rate].interval.low, Fraction(table[rate].numeral.step)
    return low is not None and quotient.meets(Interval(low, low + step * 3 / 2))


def _checks(rule: Rule, table: TableView, rates: Column, formula: _Formula) -> Iterator[Check]:
    for row, rate in rates.items():
        if _speaks(table, formula, row):
            part, whole = (formula.part[row],), (formula.whole[row],)
            if formula.rest:
                yield Check(rule, {"比率": (rate,), "总体": whole, "其余": part}, 1)
            else:
                yield Check(rule, {"比率": (rate,), "部分": part, "总体": whole})
