"""Sums that a total row prints of a column: of the rows looked at, and of all others at once.

What the rows that were not looked at add up to is one figure more among the parts, which no row
prints, as a reference is. So all that comes after takes a sum of a hundred thousand rows for what
it is: it is judged, weighed, repaired and told by the parts that were looked at and the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple, TypeAlias

import numpy as np

from gouji.checks.equations.cells import Trial
from gouji.checks.equations.columns import Ints
from gouji.checks.equations.facets import SHARES
from gouji.checks.equations.forms import as_sum
from gouji.checks.equations.verdict import judgement
from gouji.checks.large.kinds import Kind
from gouji.checks.large.patterns import Rows, column_of
from gouji.checks.large.table import LargeTable
from gouji.checks.material import REST, Check, Material, Outcome
from gouji.figures.figure import Figure
from gouji.figures.interval import Interval


class Total(NamedTuple):
    """What a row says to be the sum of a column over all rows of some kinds."""

    outcome: Outcome
    column: int
    kinds: tuple[int, ...]


WithTotals: TypeAlias = tuple[Material, Sequence[Outcome], Sequence[Total]]
"""What rows were looked at, all that was decided of them, and what of it a total row says."""


def total_of(outcome: Outcome, table: LargeTable, rows: Ints, material: Material) -> Total | None:
    """Take a check of the ``rows`` looked at for one; None of anything else.

    Its parts are all rows of their kinds that were looked at, and of its own kind no row is left.
    """
    found = as_sum(outcome.check)
    if found is None:
        return None
    figures = [material.figures[i] for i in (found.whole, *found.parts)]
    columns = {column_of(figure, "value") for figure in figures}
    own, *at = (table.row_of(figure) for figure in figures)
    kind, looked = table.kinds[own], table.kinds[rows]
    kinds = np.unique(table.kinds[at])
    whole = np.count_nonzero(table.kinds == kind) == np.count_nonzero(looked == kind)
    everything = sorted(at) == rows[np.isin(looked, kinds)].tolist()
    changes = any(figure.change for figure in figures)
    if len(columns) > 1 or not whole or kind in kinds or not everything or changes:
        return None
    return Total(outcome, columns.pop(), tuple(kinds.tolist()))


def with_rest(
    looked: WithTotals, kinds: Sequence[Kind], table: LargeTable, rows: Ints
) -> tuple[Material, list[Outcome]] | None:
    """Decide the totals anew, with what the rows that were not looked at add up to.

    None where a column is not read in the same way in all of them.
    """
    material, outcomes, totals = looked
    figures, references = list(material.figures), dict(material.references)
    checks: dict[int, Check] = {}
    for total in totals:
        check = total.outcome.check
        whole, *parts = check.terms
        rest = _rest(total, kinds, table, rows, figures[check.terms[whole][0]])
        if rest is None:
            return None
        references[f"{REST}/{len(figures)}"] = len(figures)
        terms = {**check.terms, parts[-1]: (*check.terms[parts[-1]], len(figures))}
        figures.append(rest)
        checks[id(check)] = replace(check, terms=terms)
    material = replace(material, figures=tuple(figures), references=references)
    trial = Trial(material.figures)

    def anew(check: Check) -> Outcome:
        return Outcome(check, *judgement(check, trial.printed(check)))

    known = ((checks.get(id(o.check)), o) for o in outcomes)
    return material, [anew(check) if check else outcome for check, outcome in known]


def _rest(
    total: Total, kinds: Sequence[Kind], table: LargeTable, rows: Ints, whole: Figure
) -> Figure | None:
    """What the rows that were not looked at add up to, as a figure like the total."""
    rest = np.ones(len(table), dtype=np.bool_)
    rest[rows] = False
    low = high = printed = Fraction(0)
    for number in total.kinds:
        at, read = np.flatnonzero(rest & (table.kinds == number)), kinds[number].read
        if not at.size:
            continue
        own = Rows(at, table.numbers, read).column(total.column)
        if own is None or read[total.column].times is None:
            return None
        below, above = (Fraction(sum(end.tolist()), own.unit) for end in (own.low, own.high))
        low, printed = low + below, printed + (below + above) / 2
        high += above + (above - below) / 2  # they may have been cut off as well
    times = 1 / SHARES.get(whole.unit, Fraction(1))
    value = printed * times
    exact = Decimal(value.numerator) / value.denominator
    return replace(
        whole,
        place=replace(whole.place, row=None, line=None, span=None),
        numeral=replace(whole.numeral, text=f"{exact:f}", value=exact, hedge="", scale=1),
        interval=Interval(low * times, high * times),
        row_path=(REST,),
        row_role="",
        readings=(),
    )
