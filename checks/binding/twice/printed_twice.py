"""One thing printed twice has one value, and one change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from gouji.checks.binding.twice.changes_told import told_twice
from gouji.checks.binding.twice.pairs import Pair, comparable, in_one_document, pairs_for, tables_of
from gouji.checks.equations.facets import CHANGE_TERMS
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.figures.figure import Figure
from gouji.figures.interval import Interval
from gouji.rules.language import terms
from gouji.rules.rule import Rule

SAME, RELATIVE, MULTIPLE, OVER_MULTIPLE = range(4)
"""The equations of a rule of changes: what is not said to be in points may be, or relative to the
rate; one that is twice as much grew by once as much."""
_OF_MULTIPLES: Final = {("multiple", "relative"): MULTIPLE, ("relative", "multiple"): OVER_MULTIPLE}
LEAST_TELLING: Final = 10_000
"""Smaller counts are the same by chance."""


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Every two printings as far apart as the rule looks: their changes, if it names them."""
    of_changes = any(term.name in CHANGE_TERMS for term in terms(rule.equations[0]))
    return _changes(rule, material) if of_changes else _values(rule, material)


def _values(rule: Rule, material: Material) -> Iterator[Check]:
    pairs = pairs_for(rule, material)
    agreeing = {None, *(tables_of(material, pair) for pair in pairs if material.meet(*pair))}
    for pair in pairs:
        one, other = (material.figures[i] for i in pair)
        alike = tables_of(material, pair) in agreeing
        if rule.licence == "between":
            if one.quantity == "rate" and not alike:
                continue  # rates of two tables that agree in nothing have different bases
        elif not (alike and comparable(one, other)) or _fits_a_slice(material, pair):
            continue
        terms_of = {"另一处": pair[:1], "此处": pair[1:]}
        yield Check(rule, terms_of, severity="warning" if _is_slight(one, other) else None)


def _fits_a_slice(material: Material, pair: Pair) -> bool:
    """Whether the text tells just what a table prints for a slice: 人工接听 without 呼出.

    Then the words were of that slice, and the whole says nothing against them.
    """
    told = material.figures[pair[0]]
    if told.place.table is not None or material.meet(*pair):
        return False
    slices = material.once("slices", lambda: _slices(material))
    listed = slices.get((told.document, told.indicator), ())
    return any(interval.meets(told.interval) for interval in listed)


def _slices(material: Material) -> dict[tuple[str, str | None], list[Interval]]:
    """What tables print of each indicator for some slice, by document."""
    found: dict[tuple[str, str | None], list[Interval]] = {}
    for table in material.tables():
        for f in map(table.__getitem__, table.indices):
            if f.indicator is not None and f.scope:
                found.setdefault((f.document, f.indicator), []).append(f.interval)
    return found


def _is_slight(one: Figure, other: Figure) -> bool:
    """Off by one in the last printed place: perhaps adjusted so that a sum prints well."""
    apart = abs(one.numeral.value - other.numeral.value)
    return apart < 2 * max(one.numeral.step, other.numeral.step) and not (one.exact and other.exact)


def _changes(rule: Rule, material: Material) -> Iterator[Check]:
    """Those of values that agree; between documents those that turned, and changes told alone."""
    between = rule.licence == "between"
    for pair in pairs_for(rule, material):
        if material.meet(*pair) or (between and _turned(*(material.figures[i] for i in pair))):
            yield from _compared(rule, material, pair)
    if between:
        for one, other in told_twice(material):
            alternative = _OF_MULTIPLES.get((one.kind, other.kind), SAME)
            yield Check(rule, {"另一变化": (one.at,), "变化": (other.at,)}, alternative)
        return
    for pair in _told_of_a_cell(material):
        for check in _compared(rule, material, pair):
            yield replace(check, severity="warning")


def _turned(one: Figure, other: Figure) -> bool:
    """Whether it grew in one printing and fell in the other."""
    changes = [f.change for f in (one, other) if f.change is not None]
    kinds = {change.kind for change in changes}
    if len(changes) < 2 or len(kinds) > 1 or "multiple" in kinds:
        return False
    return changes[0].numeral.value * changes[1].numeral.value < 0


def _told_of_a_cell(material: Material) -> Iterator[Pair]:
    """A count of the text that no name ties to the one cell that prints the very same count.

    Its table has no name for it (合计, 本期), but a count of so many digits is no other one.
    """
    named = {i for pair in in_one_document(material) for i in pair}
    cells: dict[object, list[int]] = {}
    for i, figure in material.printed():
        if figure.place.table is not None and _is_telling(figure):
            cells.setdefault((figure.document, figure.numeral.value), []).append(i)
    for i, told in material.printed():
        if told.place.table is None and i not in named and _is_telling(told):
            same = cells.get((told.document, told.numeral.value), [])
            cell = material.figures[same[0]] if len(same) == 1 else None
            if cell and cell.unit in ("", told.unit) and cell.period == told.period:
                yield i, same[0]


def _is_telling(figure: Figure) -> bool:
    return figure.exact and figure.quantity == "count" and figure.numeral.value >= LEAST_TELLING


def _compared(rule: Rule, material: Material, pair: Pair) -> Iterator[Check]:
    changes = [c for i in pair if (c := material.figures[i].change) is not None]
    if len(changes) < 2 or len({c.comparison for c in changes} - {""}) > 1:
        return
    if rule.licence == "between" and any(c.numeral.hedge for c in changes):
        return
    one, other = pair
    is_rate = material.figures[other].unit in ("%", "‰")
    kinds = {change.kind for change in changes}
    flat = [change for change in changes if change.is_flat]
    told: dict[str, tuple[int, ...]] = {"另一变化": (one,), "变化": (other,)}
    if len(kinds) == 1 or (is_rate and kinds == {"relative", "unstated"} and not flat):
        yield Check(rule, told)
    elif flat and all(change.is_level for change in flat):
        yield Check(rule, told, severity="warning")
    elif flat:
        return
    elif is_rate and "points" in kinds and kinds <= {"points", "relative", "unstated"}:
        if changes[0].kind != "points":
            told = {"另一变化": (other,), "变化": (one,)}
        group = hash((rule.id, *told.values()))
        yield Check(rule, told, SAME, group=group)
        yield Check(rule, {**told, "比率": told["变化"]}, RELATIVE, group=group)
    elif (alternative := _OF_MULTIPLES.get((changes[0].kind, changes[1].kind))) is not None:
        yield Check(rule, told, alternative)
