"""One figure printed twice has one change: two different arrows cannot both be right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from gouji.checks.binding.laid_out.same_figure import printed_twice
from gouji.checks.equations.case_figures import ABOUT
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.figures.figure import Change, Figure
from gouji.rules.rule import Rule

POINTS, RELATIVE = 0, 1
"""The rule's equations: what is not said to be in points may be, or relative to the rate."""
LEAST_TELLING: Final = 10_000
"""Smaller counts are the same by chance."""


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Printings whose values agree and that both print a change."""
    for pairs in printed_twice(material):
        for one, other in pairs:
            figures = material.figures[one], material.figures[other]
            if figures[0].interval.meets(figures[1].interval):
                yield from _checks(rule, material, one, other)

    for one, other in _told_of_a_cell(material):
        for check in _checks(rule, material, one, other):
            yield replace(check, severity="warning")


def _told_of_a_cell(material: Material) -> Iterator[tuple[int, int]]:
    """A count of the text that no name ties to the one cell that prints the very same count.

    Its table has no name for it (合计, 本期), but a count of so many digits is no other one.
    """
    named = {i for pairs in printed_twice(material) for pair in pairs for i in pair}
    for span in material.spans:
        cells: dict[object, list[int]] = {}
        for i in span:
            if material.figures[i].place.table is not None and _is_telling(material.figures[i]):
                cells.setdefault(material.figures[i].numeral.value, []).append(i)
        for i in span:
            told = material.figures[i]
            if told.place.table is not None or i in named or not _is_telling(told):
                continue
            same = cells.get(told.numeral.value, [])
            if len(same) == 1 and _may_be_of(told, material.figures[same[0]]):
                yield i, same[0]


def _may_be_of(told: Figure, cell: Figure) -> bool:
    return cell.unit in ("", told.unit) and cell.period == told.period


def _is_telling(figure: Figure) -> bool:
    return figure.exact and figure.quantity == "count" and figure.numeral.value >= LEAST_TELLING


def _checks(rule: Rule, material: Material, one: int, other: int) -> Iterator[Check]:
    changes = [c for i in (one, other) if (c := material.figures[i].change) is not None]
    if len(changes) < 2 or not _of_one_comparison(*changes):
        return
    is_rate = material.figures[other].unit in ("%", "‰")
    kinds = {change.kind for change in changes}
    flat = [change for change in changes if change.is_flat]
    if len(kinds) == 1 or (is_rate and kinds == {"relative", "unstated"} and not flat):
        yield Check(rule, {"另一变化": (one,), "变化": (other,)})
    elif flat and not any(ABOUT.search(change.text) for change in flat):
        yield Check(rule, {"另一变化": (one,), "变化": (other,)}, severity="warning")
    elif is_rate and "points" in kinds and kinds <= {"points", "relative", "unstated"} and not flat:
        if changes[0].kind != "points":
            one, other = other, one
        terms = {"另一变化": (one,), "变化": (other,)}
        group = hash((rule.id, one, other))
        yield Check(rule, terms, POINTS, group=group)
        yield Check(rule, {**terms, "比率": (other,)}, RELATIVE, group=group)


def _of_one_comparison(one: Change, other: Change) -> bool:
    return len({one.comparison, other.comparison} - {""}) < 2
