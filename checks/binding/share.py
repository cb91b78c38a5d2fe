"""Shares: a percentage in brackets or in a 占比 column is its count over a base.

Where the base is not named, the shares themselves imply it: each count over its share is an
interval that the base lies in, and the base of a list lies in all of them. The printed figure that
most shares of a list agree on is taken for the base; a share that alone disagrees then breaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gouji.checks.check import Check, Material, TableView
from gouji.figures.figure import Figure
from gouji.figures.interval import Interval
from gouji.rules.rule import Rule

LEAST_AGREEING = 2
"""How many shares of a list must agree on a base before a third is held against it."""
WHOLE = 100
"""The row that prints 100 % is the base of the others."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A count with its share, as indices of figures."""

    count: int
    share: int
    base: Interval
    """What the whole must be for rounded or truncated print: count / share."""


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """One check per share whose base is printed in its document."""
    for table in material.tables():
        for pairs in lists_of(table):
            yield from _checks(rule, table, pairs)


def lists_of(table: TableView) -> list[list[Pair]]:
    """Pairs that share a base: those of one row (or of rows under one label), or of one column."""
    lists: dict[object, list[Pair]] = {}
    above: dict[int | None, int] = {}
    for row, indices in table.rows().items():
        counts: list[int] = []
        for i in indices:
            figure = table[i]
            if figure.column_role == "share" and figure.quantity == "rate" and counts:
                key = ("row", row) if figure.bracketed else ("column", figure.place.column)
                if pair := _pair(table, counts[-1], i):
                    lists.setdefault(key, []).append(pair)
            elif figure.column_role == "share" and figure.place.column in above:
                if pair := _pair(table, above[figure.place.column], i):
                    lists.setdefault(("row", row), []).append(pair)
            elif figure.adds and figure.quantity == "count" and figure.period != "prior":
                counts.append(i)
                above[figure.place.column] = i
    return _by_axis(table, list(lists.values()))


def _by_axis(table: TableView, lists: list[list[Pair]]) -> list[list[Pair]]:
    """Bracketed shares one a row belong together down their column instead."""
    long = [pairs for pairs in lists if len(pairs) > 1]
    single = [pairs[0] for pairs in lists if len(pairs) == 1]
    columns: dict[object, list[Pair]] = {}
    for pair in single:
        columns.setdefault(table[pair.share].place.column, []).append(pair)
    return [*long, *columns.values()]


def _pair(table: TableView, count: int, share: int) -> Pair | None:
    rate = table[share].interval
    step = Fraction(table[share].numeral.step)
    if rate.low is None or rate.high is None or rate.low <= 0:
        return None
    wide = Interval(rate.low, rate.low + step * 3 / 2)  # rounded or truncated
    base = (table[count].interval / wide).scaled(Fraction(100))
    return Pair(count, share, base)


def _checks(rule: Rule, table: TableView, pairs: Sequence[Pair]) -> Iterator[Check]:
    base, agreeing = base_of(table, pairs)
    if base is None:  # all shares may be of a wrong base: the row of 100 % says which is meant
        base, agreeing = _whole_of(table, pairs), LEAST_AGREEING
    if base is None or (len(pairs) == 1 and not same_table(table[base], table[pairs[0].count])):
        return
    for pair in pairs:
        if pair.count == base:
            continue
        sure = agreeing >= LEAST_AGREEING
        if sure or table[base].interval.meets(pair.base):
            terms = {"占比": (pair.share,), "部分": (pair.count,), "总体": (base,)}
            yield Check(rule, terms)


def _whole_of(table: TableView, pairs: Sequence[Pair]) -> int | None:
    return next((p.count for p in pairs if table[p.share].numeral.value == WHOLE), None)


def same_table(one: Figure, other: Figure) -> bool:
    """A single share fits some count anywhere by chance."""
    return one.place.table == other.place.table


def base_of(table: TableView, pairs: Sequence[Pair]) -> tuple[int | None, int]:
    """The printed count that most of the shares agree on; the nearest by its place when several."""
    largest = max(table[p.count].numeral.value for p in pairs)
    best: tuple[int, int, int] | None = None
    found: int | None = None
    for i in _candidates(table, pairs):
        figure = table.material.figures[i]
        if figure.numeral.value < largest:
            continue
        agreeing = sum(figure.interval.meets(p.base) for p in pairs)
        rounded = sum(_ties_rounded(table, p, figure) for p in pairs)
        rank = (agreeing, rounded, _closeness(table, pairs[0], figure))
        if agreeing and agreeing * 2 > len(pairs) and (best is None or rank > best):
            best, found = rank, i
    return found, best[0] if best else 0


def _ties_rounded(table: TableView, pair: Pair, base: Figure) -> bool:
    """Whether the share is what rounding prints, without reading it as cut off."""
    share = table[pair.share].interval.scaled(Fraction(1, 100))
    return (share * base.interval).meets(table[pair.count].interval)


def _candidates(table: TableView, pairs: Sequence[Pair]) -> Iterator[int]:
    material = table.material
    own = table[pairs[0].count].document
    span = next(
        s for s, d in zip(material.spans, material.disclosures, strict=True) if d.path == own
    )
    listed = {p.count for p in pairs if table[p.share].numeral.value != WHOLE}
    for i in span:
        figure = material.figures[i]
        if figure.quantity == "count" and not figure.bracketed and i not in listed:
            yield i


def _closeness(table: TableView, pair: Pair, figure: Figure) -> int:
    """A base of the same row label, of the same row, of the same table is the likelier one."""
    count = table[pair.count]
    beside = same_table(figure, count)
    shared = bool(set(figure.scope) & set(count.scope)) or figure.scope == count.scope
    exact = figure.exact
    return 8 * shared + 4 * (beside and figure.place.row == count.place.row) + 2 * beside + exact
