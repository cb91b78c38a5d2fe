"""One indicator of one scope and period printed twice must agree within both precisions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from gouji.checks.finding import Severity
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.figures.figure import Figure
from gouji.figures.interval import Interval
from gouji.rules.labels import normalise
from gouji.rules.rule import Rule

LEAST_TELLING_LABEL = 3
"""A shorter label (总数, 数量) names nothing by itself."""
LEAST_TELLING_VALUE = 10
"""Smaller counts differ by chance as easily as by a slip."""
NEAR = 0.2
"""Printings further apart than this share are likelier about two things than one slipped."""


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Every further printing against the most precise one, within each document."""
    pairs = [pair for pairs in printed_twice(material) for pair in pairs]
    alike = {tables_of(material, *pair) for pair in pairs if material.meet(*pair)}
    for one, other in pairs:
        figures = material.figures[one], material.figures[other]
        if _fits_a_slice(material, one, other):
            continue
        if comparable(*figures) and tables_of(material, one, other) in {None, *alike}:
            severity: Severity | None = "warning" if _is_slight(*figures) else None
            yield Check(rule, {"另一处": (one,), "此处": (other,)}, severity=severity)


def _fits_a_slice(material: Material, one: int, other: int) -> bool:
    """Whether the text tells just what a table prints for a slice: 人工接听 without 呼出.

    Then the words were of that slice, and the whole says nothing against them.
    """
    told = material.figures[one]
    if told.place.table is not None or material.meet(one, other):
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


def tables_of(material: Material, one: int, other: int) -> tuple[str, ...] | None:
    """The two tables that print a figure; None where one of the printings is in the text.

    Two tables that agree in nothing count on different bases (省考 and 市级回访): no slip.
    """
    figures = material.figures[one], material.figures[other]
    if any(f.place.table is None for f in figures):
        return None
    return tuple(sorted(f"{f.document}#{f.place.table}" for f in figures))


def printed_twice(material: Material) -> Iterator[list[tuple[int, int]]]:
    """Printings of one thing in one document, each paired with the most precise one."""
    for span in material.spans:
        printings: dict[object, list[int]] = {}
        for i in span:
            if (key := identity(material.figures[i])) is not None:
                printings.setdefault(key, []).append(i)
        for key, indices in printings.items():
            if not isinstance(key, Known) and not _once_each(material, indices):
                continue
            sharpest = material.sharpest(indices)
            yield [(i, sharpest) for i in indices if i != sharpest]


def identity(figure: Figure) -> object:
    """What makes two printings one figure: indicator, scope, period; None where it is not known.

    A label that no vocabulary knows names the same thing only under the same title.
    """
    if figure.bracketed or figure.row_role == "of-which":
        return None
    shared = (figure.scope, figure.period, figure.quantity == "rate")
    if figure.indicator is not None:
        return Known(figure.indicator, *shared)
    if figure.row_path or not figure.column_path or not figure.subject:
        return None
    title, leaf = normalise(figure.subject[-1]), normalise(figure.column_path[-1])
    return (title, leaf, figure.unit, *shared) if len(leaf) >= LEAST_TELLING_LABEL else None


class Known(NamedTuple):
    indicator: str
    scope: tuple[str, ...]
    period: str
    is_rate: bool


def _once_each(material: Material, indices: list[int]) -> bool:
    """Whether a label is printed once in the text and once in a table."""
    in_tables = [material.figures[i].place.table is not None for i in indices]
    return in_tables.count(True) == 1 and in_tables.count(False) == 1


def _is_slight(one: Figure, other: Figure) -> bool:
    """Off by one in the last printed place: perhaps adjusted so that a sum prints well."""
    apart = abs(one.numeral.value - other.numeral.value)
    return apart < 2 * max(one.numeral.step, other.numeral.step) and not (one.exact and other.exact)


def _table(figure: Figure) -> tuple[str, int | None]:
    return figure.document, figure.place.table


def comparable(one: Figure, other: Figure, near: float = NEAR) -> bool:
    """Whether two printings are surely of one thing: near in value, or of the same digits."""
    if one.place.table is not None and _table(one) == _table(other):
        return False
    if one.interval.meets(other.interval):
        return True
    if one.place.table is None and other.place.table is None and _in_one_line(one, other):
        return False
    a, b = float(one.numeral.value), float(other.numeral.value)
    if min(abs(a), abs(b)) < LEAST_TELLING_VALUE and one.quantity == "count":
        return False
    return abs(a - b) <= near * max(abs(a), abs(b)) or sorted(one.text) == sorted(other.text)


def _in_one_line(one: Figure, other: Figure) -> bool:
    """No one tells one thing twice in a breath: the second is of a part, or of another period."""
    told = (one.document, one.place.line), (other.document, other.place.line)
    return one.place.line is not None and told[0] == told[1]
