"""A share or rate of a whole lies between 0 and 100 %, this year and the year before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gouji.checks.equations.equation import compiled
from gouji.checks.equations.rate_changes import ways_of
from gouji.checks.material.check import Check, in_each_way
from gouji.checks.material.material import Material
from gouji.figures.figure import Change, Figure
from gouji.rules import cues
from gouji.rules.rule import Rule

_HUNDRED = 100
CHANGE = "变化"


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Every rate that is one of a whole by its name, or a share; or the rate before its change.

    One print beyond 100 % is a slip; two under one name are what the name means here, and such a
    name accuses nobody.
    """
    rates = [(i, f) for i, f in material.printed() if f.unit == "%" and is_of_a_whole(f)]
    if CHANGE in compiled(rule.equations[0]).slots:
        for i, change in ((i, f.change) for i, f in rates if f.change is not None):
            if _is_of_the_rate(change):
                ways = ways_of(rule, change.kind, is_rate=True)
                yield from in_each_way(rule, {"比率": (i,), CHANGE: (i,)}, ways)
        return
    beyond = Counter(_named(f) for _, f in rates if f.numeral.value > _HUNDRED)
    for i, figure in rates:
        if beyond[_named(figure)] <= 1:
            yield Check(rule, {"比率": (i,)})


def _is_of_the_rate(change: Change) -> bool:
    """A bare whole number behind a rate may be places in a ranking."""
    places = change.kind == "unstated" and change.numeral.step >= 1
    return not (places or change.kind == "difference" or change.numeral.hedge)


def is_of_a_whole(figure: Figure) -> bool:
    """Whether a percentage can't exceed 100: growth can, a satisfaction rate can't."""
    labels = [x for x in (*figure.column_path[-1:], figure.in_cell, figure.indicator or "") if x]
    if any(cues.BEYOND_THE_WHOLE.search(x) for x in labels):
        return False
    if figure.column_role == "share" and figure.numeral.value >= 0:
        return True  # a change is printed with its sign, a share never
    return any(cues.RATE_OF_A_WHOLE.fullmatch(x) for x in labels)


def _named(figure: Figure) -> tuple[str, tuple[str, ...], str]:
    """The name that a rate goes by: its document, its column or what it is called."""
    return figure.document, figure.column_path, figure.indicator or figure.in_cell or ""
