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
from gouji.checks.material.check import Outcome
from gouji.checks.material.material import Material
from gouji.figures.figure import Figure

STEPS: Final = 100
"""So many last places at least a number could have had."""


def surprise(outcome: Outcome, material: Material) -> float:
    """Digits of agreement of a check that ties; 0 where it would tie by chance."""
    chance = _of_sum(outcome, material)
    if chance is None:
        chance = _of_left(outcome, material)
    return -log10(chance) if 0 < chance < 1 else 0.0


def width_and_size(outcome: Outcome, material: Material) -> tuple[Fraction, Fraction] | None:
    """What the print of a sum leaves open, and the size of what is compared; None of no sum."""
    found = as_sum(outcome.check)
    if found is None:
        return None
    figures = [material.figures[i] for i in (found[0], *found[1])]
    values = [abs(Fraction(f.numeral.value)) for f in figures]
    return _width(figures) + 2 * abs(outcome.difference or Fraction(0)), max(values)


def _width(figures: Sequence[Figure]) -> Fraction:
    """The unit of all values, and what rounding leaves open."""
    step = min(Fraction(f.numeral.step) for f in figures)
    units = reduce(gcd, (int(Fraction(f.numeral.value) / step) for f in figures), 0)
    loose = sum(Fraction(f.numeral.step) for f in figures if not f.exact)
    return max(step * units, step) + loose


def _of_sum(outcome: Outcome, material: Material) -> float | None:
    found, terms = width_and_size(outcome, material), as_sum(outcome.check)
    if found is None or terms is None:
        return None
    repeats = sum(material.figures[i].numeral.value != 0 for i in terms.parts) < 2
    return 1.0 if repeats or not found[1] else float(found[0] / found[1])


def _of_left(outcome: Outcome, material: Material) -> float:
    """Of a share, a rate, a change: the step of what is on the left over its range."""
    measured, found = step_and_size(outcome, material), list(outcome.check.terms.values())
    values = {material.figures[i].numeral.value for at in found[1:] for i in at}
    trivial = len(found) > 2 and len(values) == 1  # all of it is 100 %, and what is alike grew by 0
    return float(measured[0] / measured[1]) if measured and measured[1] and not trivial else 1.0


def step_and_size(outcome: Outcome, material: Material) -> tuple[Fraction, Fraction] | None:
    """The last place of what is on the left, and how large it may be, as equations read it."""
    term, figures = next(iter(outcome.check.terms.items()))
    case = seen(material.figures[figures[0]], facet_of(term))
    if case is None:
        return None
    low, high = case.rounded.low, case.rounded.high
    width = max(case.step, high - low) if low is not None and high is not None else case.step
    return width, Fraction(1) if case.unit in SHARES else max(abs(case.value), STEPS * case.step)
