"""What a gap itself says: far likelier under "meant, with a slip" than under "unrelated", or not.

The ratio of both likelihoods is evidence, at any size of the gap.
"""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from math import log, log10

from gouji.checks.equations.cells import Cell, Trial, cells_of
from gouji.checks.equations.forms import as_sum
from gouji.checks.equations.wanted import wanted
from gouji.checks.material.check import Check, Outcome
from gouji.checks.material.material import Material
from gouji.checks.slips.print_style import Print
from gouji.checks.slips.slip import leading, originals
from gouji.checks.weighing.surprise import width_and_size
from gouji.figures.interval import Interval
from gouji.rules.weights import weights

MOST_PARTS = 80
"""Of longer sums the gap alone speaks: some part of so many fits any gap."""


def evidence_of(outcome: Outcome, material: Material) -> float:
    """Digits by which a gap speaks for a slip; what is only bounded fits too many to say so."""
    check, gap = outcome.check, abs(outcome.difference or 0)
    if not gap:
        return 0.0
    if check.is_bound:
        return weights("breaks")["least"]
    measured, total = width_and_size(outcome, material), as_sum(check)
    if measured is None:
        return 0.0
    told = 0.0
    if total:
        dropped = sum(abs(material.figures[i].numeral.value) == gap for i in total.parts)
        told = weights("breaks")["part"] * dropped / (2 * len(total.parts))
    return _evidence(*measured, Fraction(gap), _one_slip(check, material), told)


def _evidence(width: Fraction, size: Fraction, gap: Fraction, slips: float, told: float) -> float:
    """Weigh what a slip makes of the gap against what chance does over a size."""
    known = weights("breaks")
    chance = float(width / (2 * size)) if size else 1.0
    near = float(width / (2 * gap)) / log(max(float(size / width), 3.0))
    mass = known["one"] * slips + told + known["near"] * near
    return max(log10(mass / chance) if mass else known["least"], known["least"])


def _one_slip(check: Check, material: Material) -> float:
    """How likely one slip in one figure makes just this gap, of all slips in all figures."""
    cells, trial = cells_of(check), Trial(material.figures)
    if len(cells) > MOST_PARTS:
        return 0.0
    slips = [_slipped_to(cell, wanted(check, cell, trial, "rounded"), material) for cell in cells]
    return sum(slips) / len(slips)


def _slipped_to(cell: Cell, within: Interval | None, material: Material) -> float:
    """How likely a slip is to come from where a check would have a number."""
    figure = material.figures[cell.figure]
    change = figure.change if cell.of == "change" else None
    printed = Print.of_change(change) if change else Print.of_value(figure)
    if printed is None or within is None:
        return 0.0
    of_rate, exact = figure.quantity == "rate", figure.exact and change is None
    hits = leading(printed, within, Fraction(0) if exact else Fraction(1, 2), of_rate)
    kinds = Counter(o.slip.name for o in originals(printed, of_rate))
    return sum(1 / kinds[o.slip.name] for o in hits) / len(kinds) if kinds else 0.0
