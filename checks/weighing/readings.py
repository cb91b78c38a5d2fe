"""Other readings of what breaks: an error means that none of them ties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from math import exp, inf, log10, pi, sqrt

from gouji.checks.equations.cells import Trial
from gouji.checks.equations.coarse_counts import is_counted
from gouji.checks.equations.forms import as_sum
from gouji.checks.material.material import Material
from gouji.checks.outcome import Outcome
from gouji.figures.figure import Figure, Numeral
from gouji.figures.interval import Interval
from gouji.figures.statements.matrix import NOUGHTS
from gouji.rules.weights import weights


def ties_otherwise(outcome: Outcome, material: Material) -> bool:
    """Whether it ties once one of its figures (of a sum, or all of them) is read another way."""
    found, gap = as_sum(outcome.check), outcome.difference
    if found is None or gap is None:
        return _ties_with_one_changed(outcome, material)
    whole, parts = found
    if _is_subtotal_apart(gap, parts, material) or abs(gap) <= _noughts(outcome, material):
        return True
    signs = [(whole, 1), *((i, -1) for i in parts)]
    moves = [
        sign * (Fraction(reading.value) - Fraction(figure.numeral.value))
        for i, sign in signs
        for figure in (material.figures[i],)
        for reading in figure.readings
    ]
    return any(gap + move == 0 for move in moves) or (len(moves) > 1 and gap + sum(moves) == 0)


def _is_subtotal_apart(gap: Fraction, parts: Sequence[int], material: Material) -> bool:
    """Whether it ties without one of the parts, and that is called the total of others."""
    called = material.meaning.is_called_total
    figures = [material.figures[i] for i in parts]
    left_out = (f for f in figures if Fraction(f.numeral.value) == -gap)
    return any(called(path[-1]) for f in left_out for path in (f.row_path, f.column_path) if path)


def _noughts(outcome: Outcome, material: Material) -> Fraction:
    """What the numbers leave open that a machine wrote noughts behind."""
    figures = [material.figures[i] for i in outcome.check.figures]
    steps = [(_as_rounded(f).numeral.step, f.numeral.step) for f in figures]
    return sum((Fraction(step) / 2 for step, own in steps if step != own), Fraction(0))


def _ties_with_one_changed(outcome: Outcome, material: Material) -> bool:
    """Whether any equation but a sum ties under another reading of one of its figures.

    Or of whole numbers that nobody says were counted, as numbers that were rounded.
    """
    trial, figures = Trial(material.figures), material.figures
    rounded = {
        i: _as_rounded(f)
        for i in outcome.check.figures
        if not ((f := figures[i]).exact and is_counted(f, material))
    }
    return (bool(rounded) and trial.with_figures(rounded).ties(outcome.check)) or any(
        trial.with_figures({i: figures[i].read_as(reading)}).ties(outcome.check)
        for i in outcome.check.figures
        for reading in figures[i].readings
    )


def _as_rounded(figure: Figure) -> Figure:
    """Numbers that may have been rounded to their last place, or before a machine wrote noughts."""
    numeral, change = _written(figure.numeral), figure.change
    interval = Interval.of(numeral.value, numeral.step, numeral.hedge)
    if change is not None:
        change = replace(change, numeral=_written(change.numeral))
    return replace(figure, exact=False, numeral=numeral, interval=interval, change=change)


def _written(numeral: Numeral) -> Numeral:
    """A numeral without the noughts that only a machine writes: 25.00000 is 25."""
    step, noughts = numeral.step, 0
    while step < 1 and numeral.value % (step * 10) == 0:
        step, noughts = step * 10, noughts + 1
    return replace(numeral, step=step) if noughts >= NOUGHTS else numeral


def counted(outcome: Outcome, others: Sequence[Outcome], material: Material) -> float:
    """Digits by which a sum of exact numbers slipped, rather than each having been rounded.

    What has a unit or an indicator was counted one by one; else the others of its family that are
    printed to the same place show it. Endless where no rounding explains its gap.
    """
    own = _exact(outcome, material)
    if own == inf:
        return own
    known = weights("counted")
    figures = [material.figures[i] for i in outcome.check.figures]
    said = known["said" if any(is_counted(f, material) for f in figures) else "unsaid"]
    place, shown = _last_place(figures), 0.0
    for other in others:
        alike = _last_place([material.figures[i] for i in other.check.figures]) == place
        if alike and (other.ties or other.failed):
            digits = _exact(other, material)
            shown += min(digits, 0.0) if other.difference else digits
    return said + own + shown


def _exact(outcome: Outcome, material: Material) -> float:
    """Digits by which a sum speaks for exact numbers, and not for ones that were rounded.

    Rounding leaves a gap that is normally distributed but never as large as half a unit for each
    number; exact numbers leave one where one of them slipped.
    """
    found = as_sum(outcome.check)
    if found is None or outcome.difference is None:
        return inf
    figures = [material.figures[i] for i in (found[0], *found[1])]
    gap, many = float(abs(outcome.difference) / _last_place(figures)), len(figures)
    if gap * 2 >= many:
        return inf
    variance = many / 12
    chance = min(exp(-(gap**2) / (2 * variance)) / sqrt(2 * pi * variance), 1.0)
    return (weights("counted")["slipped"] if gap else 0.0) - log10(chance)


def _last_place(figures: Sequence[Figure]) -> Fraction:
    """The unit of the last place that people wrote: 1511842.00 beside 6288687.00 is of ones."""
    step = max(Fraction(f.numeral.step) for f in figures)
    values = [Fraction(f.numeral.value) for f in figures]
    while step < 1 and all((value / (10 * step)).denominator == 1 for value in values):
        step *= 10
    return step
