"""Other readings of what breaks: an error means that none of them ties.

A figure may be read otherwise, and so may a header: two tables that touch, or a heading that
reaches further than it seems to, give a whole the parts of another, and nothing ties anywhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from functools import reduce
from typing import Final

from gouji.checks.equations.cells import Trial
from gouji.checks.equations.forms import Sum, as_sum, taken_off
from gouji.checks.material import Check, Material, Outcome, is_counted, lane_of
from gouji.figures.figure import Figure, Numeral
from gouji.figures.grouping import grouped
from gouji.figures.interval import Interval
from gouji.figures.statements.matrix import NOUGHTS

NOWHERE: Final = 3
"""Lanes in which a relation of the same lines breaks, and ties in none: it is not meant."""


def ties_otherwise(outcome: Outcome, material: Material) -> bool:
    """Whether it ties once one of its figures (of a sum, or all of them) is read another way."""
    found, gap = as_sum(outcome.check), outcome.difference
    if found is None or gap is None:
        return _ties_with_one_changed(outcome, material)
    whole, parts = found
    if _is_subtotal_apart(found, gap, material) or _has_another(found, material):
        return True
    numerals = [material.figures[i].numeral for i in outcome.check.figures]
    loose = (Fraction(_written(n).step) / 2 for n in numerals if _written(n).step != n.step)
    if abs(gap) <= sum(loose):  # what noughts leave open that a machine wrote
        return True
    signs = [(whole, 1), *((i, -1) for i in parts)]
    moves = [
        sign * (Fraction(reading.value) - Fraction(figure.numeral.value))
        for i, sign in signs
        for figure in (material.figures[i],)
        for reading in figure.readings
    ]
    return any(gap + move == 0 for move in moves) or (len(moves) > 1 and gap + sum(moves) == 0)


def _is_subtotal_apart(total: Sum, gap: Fraction, material: Material) -> bool:
    """Whether it ties without one of the parts, and that is called the total of others."""
    called = material.meaning.is_called_total
    left_out = (f for f in total.worth(gap, material.figures) if f.numeral.value == -gap)
    return any(called(path[-1]) for f in left_out for path in (f.row_path, f.column_path) if path)


def _has_another(total: Sum, material: Material) -> bool:
    """Whether a sum that is told leaves out what a table prints beside its whole and its parts."""
    figures = material.figures
    whole = figures[total.whole]
    if whole.place.table is not None:
        return False
    wanted = [whole.interval, *(figures[i].interval for i in total.parts)]
    wanted.append(reduce(Interval.__sub__, wanted))
    return any(
        all(any(figures[i].interval.meets(one) for i in line) for one in wanted)
        for table in material.tables()
        if table[table.indices[0]].document == whole.document
        for line in (*table.rows.values(), *(c.values() for c in table.columns.values()))
    )


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
    # what is so much for each of a unit is reckoned as the row prints it: 1.229 for each 万千瓦时;
    # but a 万 that stands in the cell itself is meant
    as_printed = {
        i: f.read_as(replace(n, value=n.value / n.scale, step=n.step / n.scale, scale=1))
        for i in outcome.check.figures
        if (n := (f := figures[i]).numeral).scale > 1 and f.place.table is not None
        if not any(map(str.isalpha, n.text))
    }
    ways = [way for way in (rounded, _turned(outcome.check, figures), as_printed) if way]
    return any(trial.with_figures(way).ties(outcome.check) for way in ways) or any(
        trial.with_figures({i: figures[i].read_as(reading)}).ties(outcome.check)
        for i in outcome.check.figures
        for reading in figures[i].readings
    )


def _turned(check: Check, figures: Sequence[Figure]) -> dict[int, Figure]:
    """What an equation takes off and a table has below zero already: expenses as ``-140``."""
    return {
        i: figures[i].read_as(replace(figures[i].numeral, value=-figures[i].numeral.value))
        for key in taken_off(check.comparison)
        for i in check.terms.get(key, ())
        if figures[i].numeral.value < 0 and figures[i].place.table is not None
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


def misread(outcomes: Sequence[Outcome], material: Material) -> frozenset[int]:
    """What ties in none of many lanes, as the layout says it or a rule that may be mistaken.

    Its lines are taken for something else. Priors are as the values are that tie; a whole line of
    arrows may be that of another one.
    """
    placed = []
    for at, outcome in enumerate(outcomes):
        check, decided = outcome.check, outcome.ties or outcome.difference is not None
        inferred = check.licence == "laid-out" or check.rule.severity != "error"
        if check.family is None and inferred and decided and not check.ties_priors:
            lane = lane_of([material.figures[i] for i in check.figures])
            if lane is not None and lane.table is not None:
                placed.append(((check.rule.id, lane._replace(at=None)), at))
    nowhere = (m for m in grouped(placed).values() if not any(outcomes[at].ties for at in m))
    return frozenset(at for m in nowhere if len(m) >= NOWHERE for at in m)
