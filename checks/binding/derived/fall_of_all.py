"""What fell by all of it is nothing now, unless rounding made it all."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Final

from gouji.checks.binding.derived.prior_exists import counts_with_change
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.figures.figure import Figure
from gouji.rules.rule import Rule

ALL: Final = -100


def derive(rule: Rule, material: Material, checks: Sequence[Check]) -> Iterator[Check]:
    """Every count that is printed with ↓100 %, but where its prior is printed: that decides it.

    ↓100.0 % of 20,410 leaves up to 10. Where a prior as large as rounding asks for is nowhere in
    the document it is an error, else a warning.
    """
    decided = {i for c in checks if c.terms.get("上期") for i in c.terms.get("变化", ())}
    largest: dict[str, Fraction] = {}
    for _, figure in material.printed():
        if figure.quantity == "count":
            value = max(Fraction(figure.numeral.value), largest.get(figure.document, Fraction(0)))
            largest[figure.document] = value
    for i in counts_with_change(material):
        figure = material.figures[i]
        if figure.change is None or figure.change.numeral.value != ALL or i in decided:
            continue
        possible = 0 < _least_prior(figure) <= largest[figure.document]
        yield Check(rule, {"本期": (i,)}, severity="warning" if possible else None)


def _least_prior(figure: Figure) -> Fraction:
    """The smallest prior of which the fall to this figure rounds to all of it."""
    assert figure.change is not None
    return Fraction(figure.numeral.value) * 2 * -ALL / Fraction(figure.change.numeral.step)
