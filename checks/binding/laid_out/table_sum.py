"""Lines of a table that are sums of others, in every column or in every row at once.

What the numbers show needs no label, and a label needs no numbers to be shown: a total in whose
lines nothing ties is held against the lines beside it, for what its label is worth. Which of it is
believed is weighed later. Some lines are an account: what was there and came is what went and is
left. A mean or rate in a total row is the weighted mean of its rows, and shares there add up to
100 %.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from gouji.checks.binding.laid_out.table_ratio import explained, running_sums
from gouji.checks.material import Check, Family, Material, TableView, once
from gouji.figures.figure import Figure
from gouji.figures.statements.labelled_sums import Account, accounts, beside, stated
from gouji.figures.statements.matrix import RATES, Axis, Matrix, Pattern, matrices
from gouji.rules import cues
from gouji.rules.rule import Rule


def table_sum(rule: Rule, material: Material) -> Iterator[Check]:
    """Sums of rows for a rule of columns, and the other way round; labelled ones or shown ones."""
    axis: Axis = "rows" if rule.for_each == "column" else "columns"
    for number, (table, found) in enumerate(_all(material)):
        for side, (matrix, patterns) in enumerate(found):
            if matrix.axis != axis:
                continue
            again = Counter(_named(matrix, pattern) for pattern in patterns)
            for pattern in patterns:
                labelled = matrix.totals[pattern.line] or matrix.wholes[pattern.line]
                if labelled == (rule.licence == "laid-out"):
                    named = _named(matrix, pattern)
                    lines = named if again[named] > 1 else (pattern.line, pattern.parts)
                    family = Family(f"sum of {axis}", (number, side), *lines)
                    yield from _checks(rule, table, matrix, pattern, family)
    if rule.licence == "shown":
        yield from running_sums(rule, material, axis)


def _named(matrix: Matrix, pattern: Pattern) -> tuple[str, tuple[str, ...]]:
    """The last labels of its lines: 城镇, 乡村 and 合计 of one year are so of every year."""
    whole, *parts = ("".join(matrix.labels[n][-1:]) for n in (pattern.line, *pattern.parts))
    return whole, tuple(parts)


def table_account(rule: Rule, material: Material) -> Iterator[Check]:
    """Every account from its opening to its closing line, lane by lane."""
    for number, (table, found) in enumerate(_all(material)):
        for side, (matrix, sums) in enumerate(found):
            for account in () if matrix.rates else accounts(matrix, sums):
                yield from _account(rule, table, matrix, account, (number, side))


def _account(
    rule: Rule, table: TableView, matrix: Matrix, account: Account, where: tuple[int, int]
) -> Iterator[Check]:
    form, lines = f"account of {matrix.axis}", (*account.comes, *account.goes)
    family = Family(form, where, account.left, lines)
    roles = {"期末": (account.left,), "加项": account.comes, "减项": account.goes}
    for lane in range(matrix.at.shape[1]):
        if not matrix.there[[n for lines in roles.values() for n in lines], lane].all():
            continue
        terms = {
            role: tuple(table.indices[matrix.at[n, lane]] for n in lines)
            for role, lines in roles.items()
        }
        if all(table[i].adds for i in terms["期末"]):
            yield Check(rule, terms, family=family, prior=account.prior, tried=account.tried)


class Totalled(NamedTuple):
    """A figure of a row called a total, and those of the rows that make it up beneath it."""

    table: TableView
    whole: int
    rows: tuple[int, ...]
    """The numbers of the rows."""
    parts: dict[int, int]
    """By row its figure, where it has one."""


def totalled(material: Material) -> Iterator[Totalled]:
    """What every total row prints, with the rows that the numbers show, or else those beside it."""
    for table, found in _all(material):
        told: dict[int, tuple[int, ...]] = {}
        for matrix, patterns in ((m, p) for m, p in found if m.axis == "rows"):
            shown = {p.line: p.parts for p in reversed(patterns)}
            for whole in (n for n, total in enumerate(matrix.totals) if total):
                parts = shown.get(whole) or beside(matrix, whole)
                told.setdefault(matrix.numbers[whole], tuple(matrix.numbers[n] for n in parts))
        for row, rows in told.items():
            for column in (c for c in table.columns.values() if rows and row in c):
                parts_of = {r: column[r] for r in rows if r in column}
                yield Totalled(table, column[row], rows, parts_of)


@once
def _all(material: Material) -> Iterator[tuple[TableView, list[tuple[Matrix, list[Pattern]]]]]:
    for table in material.tables():
        figures = [table[i] for i in table.indices]
        yield table, [(m, stated(m)) for m in matrices(figures, material.meaning)]


def _checks(
    rule: Rule, table: TableView, matrix: Matrix, pattern: Pattern, family: Family
) -> Iterator[Check]:
    material, reckoned = table.material, explained(table.material)
    wholes = {lane: table.indices[matrix.at[pattern.line, lane]] for lane in pattern.lanes}
    for lane, whole in wholes.items():
        parts = tuple(
            table.indices[matrix.at[n, lane]] for n in pattern.parts if matrix.there[n, lane]
        )
        figures = [table[i] for i in (whole, *parts)]
        if lane in pattern.breaks and (whole in reckoned or not _adds(matrix, figures, material)):
            continue
        terms = {"合计": (whole,), "分项": parts}
        if parts:
            yield Check(rule, terms, family=family, prior=pattern.prior, tried=pattern.tried)


def _adds(matrix: Matrix, figures: Sequence[Figure], material: Material) -> bool:
    """Whether parts may add up to the first where they do not.

    What is per share in every line of the matrix adds up, and in every lane does not.
    """
    whole = figures[0]
    if matrix.rates:  # shares add up, and growths do not
        ends = [path[-1] for path in (whole.row_path, whole.column_path) if path]
        return not any(map(cues.TELLS_OF_CHANGE.search, ends))
    paths = [(f.row_path, f.column_path)[:: 1 if matrix.axis == "rows" else -1] for f in figures]
    alike = all(any(map(cues.COLUMN_MEAN.search, line)) for line, _ in paths)
    return whole.adds or (alike and material.meaning.adds(paths[0][1], whole.quantity, whole.unit))


ALL = (1, 100)
"""The whole of shares, as fractions or in per cent."""
WHOLE = 100
WEIGHTS = "权重"


def shares_add_up(rule: Rule, material: Material) -> Iterator[Check]:
    """The columns of shares whose total row says 100 %, or 1.00."""
    for table, i, rows, parts in totalled(material):
        share = table[i].column_role == "share" and table[i].numeral.value in ALL
        if share and len(parts) == len(rows):
            added = _without_more_of_which(table, i, parts)
            yield Check(rule, {"合计": (i,), "分项": tuple(added)})


def _without_more_of_which(table: TableView, whole: int, parts: dict[int, int]) -> Iterable[int]:
    """The parts without those right behind 其中 that go on with it, where the others add up."""
    rows = list(table.rows)
    told = [n for n, row in enumerate(rows) if table[table.rows[row][0]].row_role == "of-which"]
    for at, end in ((n, end) for n in told for end in range(n + 2, len(rows) + 1)):
        kept = [k for row, k in parts.items() if row not in rows[at:end]]
        if _adds_up(table[whole], [table[k] for k in kept]):
            return kept
    return parts.values()


def total_row_mean(rule: Rule, material: Material) -> Iterator[Check]:
    """With the weights printed the weighted mean; without, that it lies between its parts.

    Rates of which the table shows the whole are weighted by that, and checked there; 100 % over
    some of the parts is the whole. A row that is per something may be the sum of others.
    """
    known = explained(material)
    for table, i, rows, parts in totalled(material):
        figure = table[i]
        if i in known or any(table[k].quantity != figure.quantity for k in parts.values()):
            continue
        # what a rate gains in points over all may lie outside: its weights have moved as well
        gained = figure.unit != "%" and any(map(cues.TELLS_OF_CHANGE.search, figure.column_path))
        if figure.adds or figure.quantity == "count" or figure.column_role == "share" or gained:
            continue
        below = all(table[k].numeral.value < WHOLE for k in parts.values())
        if figure.numeral.value == WHOLE and below and material.is_partial(figure):
            continue
        by_row = any(map(cues.COLUMN_MEAN.search, figure.row_path))
        if by_row or _adds_up(figure, [table[k] for k in parts.values()]):
            continue
        terms = {"合计": (i,), "分项": tuple(parts.values())}
        lacking = (r for r in rows if r not in parts)
        blank = tuple((table[table.rows[r][0]].row_path or (str(r),))[-1] for r in lacking)
        if blank and parts:
            yield Check(rule, terms, missing=blank)
        elif not blank and (weighing := _weights(table, rows, i)):
            yield Check(rule, {**terms, WEIGHTS: weighing})
        elif not blank:
            yield Check(rule, terms, alternative=1)


def _adds_up(figure: Figure, parts: Sequence[Figure]) -> bool:
    """What adds up to its total, shares or points of growth, is nothing of which it is the mean."""
    gap = abs(sum((f.numeral.value for f in parts), Decimal(0)) - figure.numeral.value)
    loose = sum((f.numeral.step for f in parts), Decimal(0)) / 2
    return figure.quantity in RATES and figure.numeral.value <= WHOLE and gap <= loose


def _weights(table: TableView, rows: Sequence[int], i: int) -> tuple[int, ...]:
    """The figures of the weighting indicator in the parts' rows, if all are printed."""
    name = table[i].indicator
    indicator = table.material.meaning.vocabulary.named(name) if name else None
    by = indicator and indicator.weight
    found = [k for r in rows for k in table.rows[r] if by and table[k].indicator == by]
    return tuple(found) if len(found) == len(rows) else ()
