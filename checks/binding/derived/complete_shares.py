"""A list whose shares make up 100 % is complete: its counts add up to the base of the shares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.checks.binding.laid_out.share_lists import WHOLE, Pair, share_lists
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material, TableView
from gouji.figures.interval import Interval
from gouji.rules.rule import Rule

LEAST_PARTS = 3
"""Two shares may add up to 100 by chance: a part and what is left of another list."""


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Lists without a total of their own, whose base is printed elsewhere in the document."""
    for table, listed in share_lists(material):
        figures, pairs, base = material.figures, listed.pairs, listed.base
        agreeing = sum(figures[base].interval.meets(p.base) for p in pairs)
        apart = figures[base].place.table != table[pairs[0].count].place.table
        if apart and agreeing >= len(pairs) - 1 and _is_complete(table, pairs):
            yield Check(rule, {"合计": (base,), "分项": tuple(p.count for p in pairs)})


def _is_complete(table: TableView, pairs: Sequence[Pair]) -> bool:
    shares = [table[p.share] for p in pairs]
    if len(shares) < LEAST_PARTS or any(s.numeral.value == WHOLE for s in shares):
        return False
    total = sum((s.interval for s in shares), start=Interval.point(0))
    return WHOLE in total
