"""One equation over many rows of a frame at once, exactly, a figure a term.

Most rows fit int64. Where that is not proven, where an end is no decimal number, a figure without
a fixed value stands twice in the equation or a divisor may be zero, the row is decided by itself
in checks/equations/decide, whose answers all of this is tested against.
"""

from __future__ import annotations

from functools import reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gouji.checks.equations.arithmetic import over_slots
from gouji.checks.equations.bindings import DECIMAL, Bindings, Intervals
from gouji.checks.equations.columns import ROOM, Bools, Column, added, is_small
from gouji.checks.equations.decide import settle
from gouji.checks.equations.equation import Relation, Template
from gouji.checks.equations.polynomial import Polynomial

TIES, UNDECIDABLE, BREAKS, TIES_TRUNCATED = range(4)
VERDICTS: Final = ("ties", "undecidable", "breaks", "ties-truncated")
"""What the codes mean; of the links of a chain the highest one counts."""


def evaluate(template: Template, intervals: Intervals, bindings: Bindings) -> NDArray[np.int8]:
    """Evaluate a template over all its bindings under one reading; codes of ``VERDICTS``."""
    links = [_settled(r, template, intervals, bindings) for r in template.relations]
    return reduce(np.maximum, links)


def evaluate_readings(
    template: Template, rounded: Intervals, truncated: Intervals, bindings: Bindings
) -> NDArray[np.int8]:
    """Evaluate with rounding first; what ties only when truncated is TIES_TRUNCATED."""
    verdict = evaluate(template, rounded, bindings)
    rows = np.flatnonzero(verdict == BREAKS)
    again = evaluate(template, truncated, bindings.taken(rows))
    verdict[rows[again == TIES]] = TIES_TRUNCATED
    return verdict


def _settled(
    relation: Relation, template: Template, intervals: Intervals, bindings: Bindings
) -> NDArray[np.int8]:
    """Decide one relation: columns first, then row by row what they are not sure of."""
    verdict = np.full(bindings.rows, UNDECIDABLE, dtype=np.int8)
    speaking = _speaking(relation, template, bindings)
    if not speaking.any():
        return verdict
    together = speaking & _suited(relation, template, intervals, bindings)
    rows = np.flatnonzero(together)
    if rows.size:
        verdict[rows], sure = _in_columns(relation, intervals, bindings.taken(rows))
        together[rows] = sure
    for row in np.flatnonzero(speaking & ~together).tolist():
        bound = {key: (intervals[i],) for key, i in bindings.figures(row).items()}
        verdict[row] = VERDICTS.index(settle(relation, template, bound))
    return verdict


def _speaking(relation: Relation, template: Template, bindings: Bindings) -> Bools:
    """Find the rows in which enough is printed, as ``is_silent`` does for one."""
    present = {key: bindings.index(key) >= 0 for key in relation.keys}
    speaking = np.ones(bindings.rows, dtype=np.bool_)
    for key, there in present.items():
        if not template.slots[key].optional:
            speaking &= there
    for side in (relation.left, relation.right):
        if side:
            speaking &= reduce(np.logical_or, [present[key] for key in side])
    return speaking


def _suited(
    relation: Relation, template: Template, intervals: Intervals, bindings: Bindings
) -> Bools:
    """Find the rows that columns get right: decimals, and nothing that moves stands there twice."""
    gap = over_slots(relation.link)
    polynomials = (gap.numerator, *gap.divisors, *gap.denominators)
    small = all(is_small(c) for p in polynomials for c in p.terms.values())
    plain = all(symbol in relation.keys for p in polynomials for symbol in p.symbols)
    suited = np.full(bindings.rows, small and plain)
    moves = intervals.low != intervals.high
    for key in relation.keys:
        index = bindings.index(key)
        odd = intervals.kind != DECIMAL
        if template.slots[key].many:
            suited &= index >= 0
        suited &= (index < 0) | ~(odd | (moves & (key in relation.repeated)))[index]
    return suited


def _in_columns(
    relation: Relation, intervals: Intervals, bindings: Bindings
) -> tuple[NDArray[np.int8], Bools]:
    """Decide all rows at once, and say which of the answers are sure."""
    columns = {key: intervals.column(bindings.index(key)) for key in relation.keys}

    def over(polynomial: Polynomial) -> Column:
        one = Column.whole(np.ones(bindings.rows, dtype=np.int64))
        monomials = [
            reduce(Column.times, [columns[s] for s in monomial] or [one]).scaled(coefficient)
            for monomial, coefficient in polynomial.terms.items()
        ]
        return added(monomials) if monomials else Column.whole(one.low * 0)

    apart = over_slots(relation.link)
    gap, divisors = over(apart.numerator), [over(d) for d in apart.divisors]
    for denominator in map(over, apart.denominators):
        gap = gap.flipped(~denominator.reaches_up())
    sure = reduce(np.logical_and, [c.bound < ROOM for c in (gap, *divisors)])
    for divisor in divisors:
        sure &= ~(divisor.reaches_down() & divisor.reaches_up())
    reaches = {"=": gap.reaches_down() & gap.reaches_up(), "<=": gap.reaches_down()}
    ties = reaches.get(relation.op, gap.reaches_up())
    return np.where(ties, TIES, BREAKS).astype(np.int8), sure
