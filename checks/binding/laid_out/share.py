"""Shares: a percentage in brackets or in a 占比 column is its count over a base.

Where the base is not named, the shares themselves imply it: each count over its share is an
interval that the base lies in, and the base of a list lies in all of them. The printed figure that
most shares of a list agree on is taken for the base; a share that alone disagrees then breaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from gouji.checks.binding.laid_out.share_base import WHOLE, Pair, same_table
from gouji.checks.binding.laid_out.share_lists import LEAST_AGREEING, ShareList, lists_of
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material, TableView
from gouji.figures.figure import Numeral
from gouji.rules.rule import Rule


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """One check per share whose base is printed in its document."""
    for table in material.tables():
        for listed in lists_of(table):
            yield from _checks(rule, table, listed)


def _checks(rule: Rule, table: TableView, listed: ShareList) -> Iterator[Check]:
    pairs = listed.pairs
    base, agreeing = listed.settled(table)
    if listed.base is not None:
        agreeing = LEAST_AGREEING
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
            adjusted = _is_adjusted(table, listed, pair, base)
            yield Check(rule, terms, severity="note" if adjusted else None)


def _is_adjusted(table: TableView, listed: ShareList, pair: Pair, base: int) -> bool:
    """Whether a share is one last place off so that all of them print 100 %: 12, 23 and 65."""
    shares = [table[p.share].numeral for p in listed.pairs if p.count != base]
    own, whole = table[pair.share].numeral, Fraction(table[base].numeral.value)
    if sum(s.value for s in shares) != WHOLE or not whole:
        return False
    made = [round(WHOLE * _value(table, p.count) / whole / _step(own)) for p in listed.pairs]
    full = sum(n for n, p in zip(made, listed.pairs, strict=True) if p.count != base)
    off = abs(WHOLE * _value(table, pair.count) / whole - _value(table, pair.share))
    return full * _step(own) != WHOLE and off <= _step(own) * 3 / 2


def _value(table: TableView, i: int) -> Fraction:
    return Fraction(table[i].numeral.value)


def _step(numeral: Numeral) -> Fraction:
    return Fraction(numeral.step)


def _whole_of(table: TableView, pairs: Sequence[Pair]) -> int | None:
    return next((p.count for p in pairs if table[p.share].numeral.value == WHOLE), None)
