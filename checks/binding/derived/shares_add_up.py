"""Shares of an exhaustive list add up to the 100 % that its total row prints."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.binding.laid_out.table_sum import totals_of
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.rules.rule import Rule

ALL = (1, 100)
"""The whole of shares, as fractions or in per cent."""


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """A 占比 column whose total row says 100 %, or 1.00."""
    for table, total in totals_of(material):
        for i, parts in total.columns(table):
            share = table[i].column_role == "share" and table[i].numeral.value in ALL
            if share and len(parts) == len(total.parts):
                yield Check(rule, {"合计": (i,), "分项": tuple(parts.values())})
