"""How little a tie is owed to chance: decimal digits of agreement.

The chance that unrelated numbers tie is the width that their print leaves open over the size of
what is compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import reduce
from math import gcd, log10

from gouji.checks.equations.forms import as_sum
from gouji.checks.material.material import Material
from gouji.checks.outcome import Outcome
from gouji.figures.figure import Figure

WHOLE = 100
"""A rate is one of so many per cent."""


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
    if sum(v != 0 for v in values[1:]) < 2:  # a sum of one part is a repetition
        return Fraction(1), Fraction(1)
    return _width(figures) + 2 * abs(outcome.difference or Fraction(0)), max(values)


def _width(figures: Sequence[Figure]) -> Fraction:
    """The unit of all values, and what rounding leaves open."""
    step = min(Fraction(f.numeral.step) for f in figures)
    units = reduce(gcd, (int(Fraction(f.numeral.value) / step) for f in figures), 0)
    loose = sum(Fraction(f.numeral.step) for f in figures if not f.exact)
    return max(step * units, step) + loose


def _of_sum(outcome: Outcome, material: Material) -> float | None:
    found = width_and_size(outcome, material)
    return None if found is None else float(found[0] / found[1]) if found[1] else 1.0


def _of_left(outcome: Outcome, material: Material) -> float:
    """Of a share, a rate, a change: the step of what is on the left over its range."""
    figure = material.figures[outcome.check.figures[0]]
    value = abs(figure.numeral.value)
    rate = figure.quantity in ("rate", "points")
    size = WHOLE if rate else value
    return float(figure.numeral.step / size) if size else 1.0
