"""One figure of one period has one change, whichever disclosure prints it."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.binding.across_documents import printed_again
from gouji.checks.check import Check, Material
from gouji.figures.figure import Change, Figure
from gouji.rules.rule import Rule

ALTERNATIVES = {
    ("relative", "relative"): 0,
    ("points", "points"): 0,
    ("difference", "difference"): 0,
    ("multiple", "multiple"): 0,
    ("multiple", "relative"): 1,
    ("relative", "multiple"): 2,
}
"""Kinds of the later and of the earlier change → which of the rule's equations compares them."""


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Values that agree, or changes that point to opposite sides."""
    for later, earlier in printed_again(material, restated=False):
        one, other = material.figures[later], material.figures[earlier]
        if one.change is None or other.change is None or not _of_one_kind(one.change, other.change):
            continue
        alternative = ALTERNATIVES.get((one.change.kind, other.change.kind))
        if alternative is None:
            continue
        if one.interval.meets(other.interval) or _turned(one, other):
            yield Check(rule, {"另一变化": (later,), "变化": (earlier,)}, alternative)


def _of_one_kind(one: Change, other: Change) -> bool:
    hedged = one.numeral.hedge or other.numeral.hedge
    return not hedged and len({one.comparison, other.comparison} - {""}) < 2


def _turned(one: Figure, other: Figure) -> bool:
    """Whether it grew in one document and fell in the other."""
    if one.change is None or other.change is None or one.change.kind != other.change.kind:
        return False
    return (
        one.change.kind != "multiple" and one.change.numeral.value * other.change.numeral.value < 0
    )
