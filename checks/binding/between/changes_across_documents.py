"""One figure of one period has one change, whichever disclosure prints it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gouji.checks.binding.between.across_documents import printed_again
from gouji.checks.binding.between.changes_told import Turn, pairs
from gouji.checks.binding.between.printings import by_issuer
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
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
LOOKED_BACK = 4
"""Documents of the same period that each is held against, the latest of them."""


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
    yield from _told(rule, material)


def _told(rule: Rule, material: Material) -> Iterator[Check]:
    """Changes that a sentence tells without the value that changed."""
    for issued in by_issuer(material):
        for sources in issued.by_period.values():
            for k, later in enumerate(sources):
                for earlier in sources[max(0, k - LOOKED_BACK) : k]:
                    one, other = (later, earlier) if later.is_audited else (earlier, later)
                    if one.is_audited:
                        yield from _checks(rule, pairs(one, other))


def _checks(rule: Rule, found: Iterable[tuple[Turn, Turn]]) -> Iterator[Check]:
    for one, other in found:
        alternative = ALTERNATIVES.get((one.kind, other.kind))
        if alternative is not None:
            yield Check(rule, {"另一变化": (one.at,), "变化": (other.at,)}, alternative)


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
