"""What fell by all of it is nothing now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from gouji.checks.binding.derived.prior_exists import counts_with_change
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.figures.figure import Change, Figure
from gouji.rules.rule import Rule

ALL: Final = -100


def bind(rule: Rule, material: Material) -> Iterator[Check]:
    """Every count that is printed with ↓100 %; where none prints decimals, it may be ↓99.6 %."""
    counted = list(counts_with_change(material))
    fine = {_table(f) for i in counted if _is_fine((f := material.figures[i]).change)}
    for i in counted:
        figure = material.figures[i]
        if figure.change is not None and figure.change.numeral.value == ALL:
            severity = None if _table(figure) in fine else "warning"
            yield Check(rule, {"本期": (i,)}, severity=severity)  # type: ignore[arg-type]


def _is_fine(change: Change | None) -> bool:
    return change is not None and change.numeral.step < 1


def _table(figure: Figure) -> tuple[str, int | None]:
    return figure.document, figure.place.table
