"""Last year's rate, as this year's and its change imply it, lies between 0 and 100 % as well."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.binding.laid_out.rate_bounds import is_of_a_whole
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.figures.figure import Change, Figure
from gouji.rules.rule import Rule

POINTS, RELATIVE = 0, 1
"""The rule's equations."""


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Every rate of a whole that prints a change, in the readings it may be meant in."""
    for i, figure in material.printed():
        ways = _ways(figure, figure.change) if figure.change else ()
        group = hash((rule.id, i)) if len(ways) > 1 else None
        for alternative in ways:
            yield Check(rule, {"比率": (i,), "变化": (i,)}, alternative, group=group)


def _ways(figure: Figure, change: Change) -> tuple[int, ...]:
    """A bare whole number behind a rate may be places in a ranking."""
    if figure.unit != "%" or not is_of_a_whole(figure) or change.numeral.hedge:
        return ()
    if change.kind == "points":
        return (POINTS,)
    told = change.kind == "relative" or (change.kind == "unstated" and change.numeral.step < 1)
    return (POINTS, RELATIVE) if told else ()
