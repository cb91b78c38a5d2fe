"""How little a tie is owed to chance: decimal digits of agreement.

The chance that unrelated numbers tie is the width that their print leaves open over the size of
what is compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from math import gcd, log10
from typing import Final

from gouji.checks.equations.case_figures import SHARES
from gouji.checks.equations.facets import facet_of, seen
from gouji.checks.equations.forms import as_sum
from gouji.checks.material.check import Check, Outcome
from gouji.checks.material.material import Material
from gouji.figures.figure import Figure

STEPS: Final = 100
"""So many last places at least a number could have had."""


def surprise(outcome: Outcome, material: Material) -> float:
    """Digits of agreement of a check that ties; 0 where it would tie by chance."""
    measured = width_and_size(outcome, material)
    if measured is None or not measured[1] or _is_trivial(outcome.check, material):
        return 0.0
    width, size = measured
    if as_sum(outcome.check):
        width += 2 * abs(outcome.difference or Fraction(0))
    chance = float(width / size)
    return -log10(chance) if 0 < chance < 1 else 0.0


def _is_trivial(check: Check, material: Material) -> bool:
    """Whether it repeats a number: all of it is 100 %, and what is alike grew by 0."""
    if total := as_sum(check):
        return sum(material.figures[i].numeral.value != 0 for i in total.parts) < 2
    others = list(check.terms.values())[1:]
    return (
        len(others) > 1
        and len({material.figures[i].numeral.value for at in others for i in at}) == 1
    )


def width_and_size(outcome: Outcome, material: Material) -> tuple[Fraction, Fraction] | None:
    """What the print leaves open, and the size of what is compared.

    All figures of a sum are; of a share, a rate, a change what is on the left, as equations read
    it, over its range. None where nothing is there to be read.
    """
    total = as_sum(outcome.check)
    if total:
        figures = [material.figures[i] for i in (total.whole, *total.parts)]
        return _width(figures), max(abs(Fraction(f.numeral.value)) for f in figures)
    term, indices = next(iter(outcome.check.terms.items()))
    case = seen(material.figures[indices[0]], facet_of(term))
    if case is None:
        return None
    low, high = case.rounded.low, case.rounded.high
    width = max(case.step, high - low) if low is not None and high is not None else case.step
    return width, Fraction(1) if case.unit in SHARES else max(abs(case.value), STEPS * case.step)


def _width(figures: Sequence[Figure]) -> Fraction:
    """The unit of all values, and what rounding leaves open."""
    step = min(Fraction(f.numeral.step) for f in figures)
    units = reduce(gcd, (int(Fraction(f.numeral.value) / step) for f in figures), 0)
    loose = sum(Fraction(f.numeral.step) for f in figures if not f.exact)
    return max(step * units, step) + loose
