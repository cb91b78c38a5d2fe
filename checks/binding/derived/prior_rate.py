"""Last year's rate, as this year's and its change imply it, lies between 0 and 100 % as well."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.binding.laid_out.rate_bounds import is_of_a_whole
from gouji.checks.equations.rate_changes import ways_of
from gouji.checks.material.check import Check, in_each_way
from gouji.checks.material.material import Material
from gouji.figures.figure import Change, Figure
from gouji.rules.rule import Rule


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Every rate of a whole that prints a change, in the readings it may be meant in."""
    for i, figure in material.printed():
        if figure.change is not None and _is_told(figure, figure.change):
            ways = ways_of(rule, figure.change.kind, is_rate=True)
            yield from in_each_way(rule, {"比率": (i,), "变化": (i,)}, ways)


def _is_told(figure: Figure, change: Change) -> bool:
    """A bare whole number behind a rate may be places in a ranking."""
    if figure.unit != "%" or not is_of_a_whole(figure) or change.numeral.hedge:
        return False
    places = change.kind == "unstated" and change.numeral.step >= 1
    return not places and change.kind != "difference"
