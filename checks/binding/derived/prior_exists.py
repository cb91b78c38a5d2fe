"""Nothing falls by more than all of it."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.figures.figure import Figure
from gouji.rules.rule import Rule


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Every count that prints a relative change."""
    for i in counts_with_change(material):
        yield Check(rule, {"变化": (i,)})


def counts_with_change(material: Material) -> Iterator[int]:
    """Indices of whole counts with a relative change against the year before."""
    amounts = {_column(f) for _, f in material.printed() if f.numeral.value < 0}
    for i, figure in material.printed():
        change = figure.change
        relative = change is not None and change.kind == "relative"
        if not relative or figure.quantity != "count":
            continue
        if figure.place.table is None or _column(figure) not in amounts:
            yield i


def _column(figure: Figure) -> tuple[str, int | None, int | None]:
    """Where one is below zero, the others of its column are amounts as well, no things counted."""
    return figure.document, figure.place.table, figure.place.column
