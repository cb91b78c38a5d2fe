"""What a gap itself says: far likelier under "meant, with a slip" than under "unrelated", or not.

The ratio of both likelihoods is evidence, at any size of the gap.
"""

from __future__ import annotations

from fractions import Fraction
from math import log, log10

from gouji.checks.equations.forms import as_sum
from gouji.checks.material.material import Material
from gouji.checks.outcome import Outcome
from gouji.checks.slips.print_style import Print
from gouji.checks.slips.slip import explains, ways
from gouji.checks.weighing.surprise import width_and_size
from gouji.figures.interval import Interval
from gouji.rules.weights import weights

MOST_PARTS = 80
"""Of longer sums the gap alone speaks: some part of so many fits any gap."""


def evidence_of(outcome: Outcome, material: Material) -> float:
    """Digits by which a gap speaks for a slip; of what is no sum nothing is known."""
    found, measured = as_sum(outcome.check), width_and_size(outcome, material)
    gap = outcome.difference
    if found is None or measured is None or not gap:
        return 0.0
    known = weights("breaks")
    whole, parts = found
    _, size = measured
    width = measured[0] - abs(gap) * 2
    chance = float(width / (2 * size)) if size else 1.0
    near = float(width / (2 * abs(gap))) / log(max(float(size / width), 3.0))
    dropped = sum(abs(Fraction(material.figures[i].numeral.value)) == abs(gap) for i in parts)
    mass = (
        known["one"] * _one_slip(whole, parts, gap, material)
        + known["part"] * dropped / (2 * len(parts))
        + known["near"] * near
    )
    return max(log10(mass / chance) if mass else known["least"], known["least"])


def _one_slip(whole: int, parts: tuple[int, ...], gap: Fraction, material: Material) -> float:
    """How likely one slip in one figure makes just this gap, of all slips in all figures."""
    if len(parts) > MOST_PARTS:
        return 0.0
    wanted = [(whole, -gap), *((i, gap) for i in parts)]
    return sum(_slipped(i, by, material) for i, by in wanted) / len(wanted)


def _slipped(i: int, by: Fraction, material: Material) -> float:
    figure = material.figures[i]
    printed = Print.of_value(figure)
    if printed is None:
        return 0.0
    value = Fraction(figure.numeral.value) + by
    half = 0 if figure.exact else Fraction(figure.numeral.step) / 2
    wanted = Interval(value - half, value + half)
    if explains(printed, wanted, exact=figure.exact) is None:
        return 0.0
    return 1.0 / max(ways(printed), 1)
