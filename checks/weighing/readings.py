"""Other readings of what breaks: an error means that none of them ties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from gouji.checks.equations.cells import Trial
from gouji.checks.equations.forms import as_sum, taken_off
from gouji.checks.material.check import Check, Outcome
from gouji.checks.material.material import Material, is_counted
from gouji.figures.figure import Figure, Numeral
from gouji.figures.statements.matrix import NOUGHTS


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
    turned = _turned(outcome.check, figures)
    ways = [way for way in (rounded, turned) if way]
    return any(trial.with_figures(way).ties(outcome.check) for way in ways) or any(
        trial.with_figures({i: figures[i].read_as(reading)}).ties(outcome.check)
        for i in outcome.check.figures
        for reading in figures[i].readings
    )


def _turned(check: Check, figures: Sequence[Figure]) -> dict[int, Figure]:
    """What an equation takes off and the print has below zero already: expenses as ``-140``."""
    return {
        i: figures[i].read_as(replace(figures[i].numeral, value=-figures[i].numeral.value))
        for key in taken_off(check.comparison)
        for i in check.terms.get(key, ())
        if figures[i].numeral.value < 0
    }


def _as_rounded(figure: Figure) -> Figure:
    """Numbers that may have been rounded to their last place, or before a machine wrote noughts."""
    numeral, change = _written(figure.numeral), figure.change
    interval = numeral.interval()
    if change is not None:
        change = replace(change, numeral=_written(change.numeral))
    return replace(figure, exact=False, numeral=numeral, interval=interval, change=change)


def _written(numeral: Numeral) -> Numeral:
    """A numeral without the noughts that only a machine writes: 25.00000 is 25."""
    step, noughts = numeral.step, 0
    while step < 1 and numeral.value % (step * 10) == 0:
        step, noughts = step * 10, noughts + 1
    return replace(numeral, step=step) if noughts >= NOUGHTS else numeral
