"""One indicator of one scope and period printed twice must agree within both precisions."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.check import Check, Material
from gouji.checks.finding import Severity
from gouji.figures.figure import Figure
from gouji.rules.rule import Rule

NEAR = 0.2
"""Printings further apart than this share are likelier about two things than one slipped."""


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Every further printing against the most precise one, within each document."""
    for span in material.spans:
        printings: dict[tuple[str, tuple[str, ...], str, str], list[int]] = {}
        for i in span:
            figure = material.figures[i]
            if figure.indicator is not None and not figure.numeral.hedge:
                key = (figure.indicator, figure.scope, figure.period, figure.quantity)
                printings.setdefault(key, []).append(i)
        for indices in printings.values():
            yield from _pairs(rule, material, indices)


def _pairs(rule: Rule, material: Material, indices: list[int]) -> Iterator[Check]:
    figures = material.figures
    sharpest = min(indices, key=lambda i: (figures[i].numeral.step, figures[i].place.table is None))
    for i in indices:
        if i != sharpest and comparable(figures[i], figures[sharpest]):
            slight = _is_slight(figures[i], figures[sharpest])
            severity: Severity | None = "warning" if slight else None
            yield Check(rule, {"另一处": (i,), "此处": (sharpest,)}, severity=severity)


def _is_slight(one: Figure, other: Figure) -> bool:
    """Off by one in the last printed place: perhaps adjusted so that a sum prints well."""
    apart = abs(one.numeral.value - other.numeral.value)
    return apart < 2 * max(one.numeral.step, other.numeral.step) and not (one.exact and other.exact)


def comparable(one: Figure, other: Figure) -> bool:
    """Whether two printings are surely of one thing: of near value, or alike but for their digits."""
    if one.place.table is not None and one.place.table == other.place.table:
        return False
    a, b = one.numeral.value, other.numeral.value
    near = abs(float(a) - float(b)) <= NEAR * max(abs(float(a)), abs(float(b)))
    return near or sorted(one.text) == sorted(other.text)
