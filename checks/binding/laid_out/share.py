"""Shares: a percentage in brackets or in a 占比 column is its count over a base."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from gouji.checks.binding.laid_out.share_lists import WHOLE, Pair, ShareList, share_lists
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material, TableView
from gouji.rules.rule import Rule


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """One check per share whose base is printed in its document."""
    for table, listed in share_lists(material):
        for pair in listed.pairs:
            terms = {"占比": (pair.share,), "部分": (pair.count,), "总体": (listed.base,)}
            adjusted = _is_adjusted(table, listed, pair)
            yield Check(rule, terms, severity="note" if adjusted else None)


def _is_adjusted(table: TableView, listed: ShareList, pair: Pair) -> bool:
    """Whether a share is one last place off so that all of them print 100 %: 12, 23 and 65."""
    whole = Fraction(table.material.figures[listed.base].numeral.value)
    step = Fraction(table[pair.share].numeral.step)
    if sum(_value(table, p.share) for p in listed.pairs) != WHOLE or not whole:
        return False
    made = [WHOLE * _value(table, p.count) / whole for p in listed.pairs]
    off = abs(WHOLE * _value(table, pair.count) / whole - _value(table, pair.share))
    return sum(round(m / step) for m in made) * step != WHOLE and off <= step * 3 / 2


def _value(table: TableView, i: int) -> Fraction:
    return Fraction(table[i].numeral.value)
