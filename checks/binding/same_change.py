"""One figure printed twice has one change: two different arrows cannot both be right."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.binding.same_figure import printed_twice
from gouji.checks.check import Check, Material
from gouji.figures.figure import Figure
from gouji.rules.rule import Rule


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Printings whose values agree and that both print a change of one kind."""
    for pairs in printed_twice(material):
        for one, other in pairs:
            figures = material.figures[one], material.figures[other]
            if figures[0].interval.meets(figures[1].interval) and _alike(*figures):
                yield Check(rule, {"另一变化": (one,), "变化": (other,)})


def _alike(one: Figure, other: Figure) -> bool:
    if one.change is None or other.change is None:
        return False
    told = {one.change.comparison, other.change.comparison} - {""}
    return one.change.kind == other.change.kind and len(told) < 2
