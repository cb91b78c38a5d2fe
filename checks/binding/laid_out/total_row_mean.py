"""A mean or rate in a total row is the weighted mean of its rows, and shares add up to 100 %."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.checks.binding.laid_out.table_ratio import explained
from gouji.checks.binding.laid_out.table_sum import Total, may_add, totals_of
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material, TableView
from gouji.figures.figure import Figure
from gouji.figures.statements.matrix import RATES
from gouji.rules.rule import Rule

ALL = (1, 100)
"""The whole of shares, as fractions or in per cent."""
WHOLE = 100
WEIGHTS = "权重"


def shares_add_up(rule: Rule, material: Material) -> Iterator[Check]:
    """The columns of shares whose total row says 100 %, or 1.00."""
    for table, total in totals_of(material):
        for i, parts in total.columns(table):
            share = table[i].column_role == "share" and table[i].numeral.value in ALL
            if share and len(parts) == len(total.parts):
                yield Check(rule, {"合计": (i,), "分项": tuple(parts.values())})


def total_row_mean(rule: Rule, material: Material) -> Iterator[Check]:
    """With the weights printed the weighted mean; without, that it lies between its parts."""
    for table, total in totals_of(material):
        yield from _means(rule, table, total)


def _means(rule: Rule, table: TableView, total: Total) -> Iterator[Check]:
    """Rates of which the table shows the whole are weighted by that, and checked there."""
    known = explained(table)
    for i, parts in total.columns(table):
        figure = table[i]
        if i in known or any(table[k].quantity != figure.quantity for k in parts.values()):
            continue
        if figure.adds or figure.quantity == "count" or figure.column_role == "share":
            continue
        if may_add(figure, table.material.meaning) or _adds_up(
            figure, [table[k] for k in parts.values()]
        ):
            continue
        terms = {"合计": (i,), "分项": tuple(parts.values())}
        blank = tuple(_name(table, r) for r in total.parts if r not in parts)
        if blank and parts:
            yield Check(rule, terms, missing=blank)
        elif not blank and (weights := _weights(table, total, i)):
            yield Check(rule, {**terms, WEIGHTS: weights})
        elif not blank:
            yield Check(rule, terms, alternative=1)


def _adds_up(figure: Figure, parts: Sequence[Figure]) -> bool:
    """What adds up to its total, shares or points of growth, is nothing of which it is the mean."""
    gap = abs(sum((f.numeral.value for f in parts), Decimal(0)) - figure.numeral.value)
    loose = sum((f.numeral.step for f in parts), Decimal(0)) / 2
    return figure.quantity in RATES and figure.numeral.value <= WHOLE and gap <= loose


def _weights(table: TableView, total: Total, i: int) -> tuple[int, ...]:
    """The figures of the weighting indicator in the parts' rows, if all are printed."""
    name = table[i].indicator
    indicator = table.material.meaning.vocabulary.named(name) if name else None
    if indicator is None or not indicator.weight:
        return ()
    rows = table.rows
    found = [
        next((k for k in rows[r] if table[k].indicator == indicator.weight), None)
        for r in total.parts
    ]
    return tuple(k for k in found if k is not None) if None not in found else ()


def _name(table: TableView, row: int) -> str:
    """The label of a row, for a message."""
    path = table[table.rows[row][0]].row_path
    return path[-1] if path else str(row)
