"""What an agreement shows, and what a gap: decimal digits of evidence.

The chance that unrelated numbers tie is the width that their print leaves open over the size of
what is compared. A gap is far likelier under "meant, with a slip" than under "unrelated", or not:
the ratio of both likelihoods is evidence, at any size of the gap.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from itertools import pairwise
from math import gcd, log, log10
from typing import Final

from gouji.checks.equations.cells import Cell, Trial, cells_of, wanted
from gouji.checks.equations.facets import SHARES, facet_of, seen
from gouji.checks.equations.forms import as_share, as_sum
from gouji.checks.material import Check, Material, Outcome
from gouji.checks.slips.print_style import Print
from gouji.checks.slips.slip import leading, originals
from gouji.figures.figure import Figure
from gouji.figures.interval import Exact, Interval
from gouji.rules.bundled import weights

STEPS: Final = 100
"""So many last places at least a number could have had."""
BESIDE: Final = 4
"""So many figures before or behind a share another may stand that was copied to its place."""
MOST_PARTS = 80
"""Of longer sums the gap alone speaks: some part of so many fits any gap."""


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


def width_and_size(outcome: Outcome, material: Material) -> tuple[Exact, Fraction] | None:
    """What the print leaves open, and the size of what is compared.

    All figures of a sum are; of a share, a rate, a change what is on the left, as equations read
    it, over its range. None where nothing is there to be read.
    """
    total = as_sum(outcome.check)
    if total:
        figures = [material.figures[i] for i in (total.whole, *total.parts)]
        values = [Fraction(f.numeral.value) for f in figures]
        step = min(Fraction(f.numeral.step) for f in figures)
        unit = step * gcd(*(int(value / step) for value in values))  # that all values share
        loose = sum(Fraction(f.numeral.step) for f in figures if not f.exact)
        return max(unit, step) + loose, max(map(abs, values))
    term, indices = next(iter(outcome.check.terms.items()))
    case = seen(material.figures[indices[0]], facet_of(term))
    if case is None:
        return None
    low, high = case.rounded.low, case.rounded.high
    width = max(case.step, high - low) if low is not None and high is not None else case.step
    return width, Fraction(1) if case.unit in SHARES else max(abs(case.value), STEPS * case.step)


def evidence_of(outcome: Outcome, material: Material) -> float:
    """Digits by which a gap speaks for a slip; what is only bounded fits too many to say so.

    What a slip makes of it is weighed against what chance does over its size.
    """
    check, gap = outcome.check, abs(outcome.difference or Fraction(0))
    if not gap:
        return 0.0
    if check.is_bound:
        return weights("breaks")["least"]
    measured, total = width_and_size(outcome, material), as_sum(check)
    if measured is None:
        return 0.0
    width, size = measured
    known, dropped = weights("breaks"), len(total.worth(gap, material.figures)) if total else 0
    told = known["part"] * dropped / (2 * len(total.parts)) if total else 0.0
    chance = float(width / (2 * size)) if size else 1.0
    near = float(width / (2 * gap)) / log(max(float(size / width), 3.0))
    mass = known["one"] * _one_slip(check, material) + told + known["near"] * near
    return max(log10(mass / chance) if mass else known["least"], known["least"])


def copied(check: Check, material: Material) -> float:
    """Digits by which two parts, or shares, beside each other that print one number say a copy."""
    total, share, known = as_sum(check), as_share(check), weights("breaks")
    pairs: Iterable[tuple[Figure, Figure]] = ()
    if total:
        pairs = pairwise(material.figures[i] for i in sorted(check.figures))
    elif share:
        own = material.figures[share.share]
        near = material.figures[max(0, share.share - BESIDE) : share.share + BESIDE + 1]
        pairs = ((own, f) for f in near if f is not own and f.unit == own.unit == "%")
    again = [
        one.numeral.text.strip("0")
        for one, other in pairs
        if one.numeral.value == other.numeral.value != 0
    ]
    digits = max((sum(map(str.isdigit, text)) for text in again), default=0)
    many = len(total.parts) if total else 1
    return min(digits + log10(known["copied"] / max(many, 1)), known["at-most"])


def _one_slip(check: Check, material: Material) -> float:
    """How likely one slip in one figure makes just this gap, of all slips in all figures."""
    cells, trial = cells_of(check), Trial(material.figures)
    if len(cells) > MOST_PARTS:
        return 0.0
    slips = [_slipped_to(cell, wanted(check, cell, trial, "rounded"), material) for cell in cells]
    return sum(slips) / len(slips)


def _slipped_to(cell: Cell, within: Interval | None, material: Material) -> float:
    """How likely a slip is to come from where a check would have a number.

    All numbers one slip away are alike, or all kinds of slips are: the likelier of both counts.
    """
    figure = material.figures[cell.figure]
    change = figure.change if cell.of == "change" else None
    printed = Print.of(figure, "change" if change else "value")
    if printed is None or within is None:
        return 0.0
    printed = printed.as_change() if cell.of == "change" else printed
    of_rate, exact = figure.quantity == "rate", figure.exact and change is None
    hits = leading(printed, within, Fraction(0) if exact else Fraction(1, 2), of_rate)
    if not hits:
        return 0.0
    every = originals(printed, of_rate)
    kinds = Counter(o.slip.name for o in every)
    return max(1 / len(every), sum(1 / kinds[o.slip.name] for o in hits) / len(kinds))
