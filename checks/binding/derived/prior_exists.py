"""Nothing falls by more than all of it."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.rules.rule import Rule


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Every count that prints a relative change."""
    for i in counts_with_change(material):
        yield Check(rule, {"变化": (i,)})


def counts_with_change(material: Material) -> Iterator[int]:
    """Indices of whole counts with a relative change against the year before."""
    for i, figure in material.printed():
        change = figure.change
        if change is not None and change.kind == "relative" and figure.quantity == "count":
            yield i
