"""One equation over many rows of a frame at once, exactly, a figure a term.

Most rows fit int64. Where that is not proven, where an end is no decimal number, a figure without
a fixed value stands twice in the equation or a divisor may be zero, the row is decided by itself
in checks/equations/decide, whose answers all of this is tested against.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray

from gouji.checks.equations.arithmetic import over_slots
from gouji.checks.equations.columns import ROOM, Bools, Column, SlotColumn, added, is_small
from gouji.checks.equations.decide import settle
from gouji.checks.equations.equation import Relation, Template
from gouji.checks.equations.polynomial import Polynomial

TIES, UNDECIDABLE, BREAKS, TIES_TRUNCATED = range(4)
VERDICTS: Final = ("ties", "undecidable", "breaks", "ties-truncated")
"""What the codes mean; of the links of a chain the highest one counts."""


def evaluate(template: Template, slots: Mapping[str, SlotColumn], among: Bools) -> NDArray[np.int8]:
    """Evaluate a template in the rows ``among``, under one reading; codes of ``VERDICTS``.

    A slot without a column has no figure in any row. What is not among them is undecidable.
    """
    links = [_settled(relation, template, slots, among) for relation in template.relations]
    return reduce(np.maximum, links)


def evaluate_readings(
    template: Template,
    rounded: Mapping[str, SlotColumn],
    truncated: Mapping[str, SlotColumn],
    rows: int,
) -> NDArray[np.int8]:
    """Evaluate with rounding first; what ties only when truncated is TIES_TRUNCATED."""
    verdict = evaluate(template, rounded, np.ones(rows, dtype=np.bool_))
    broken = verdict == BREAKS
    if broken.any():
        verdict[broken & (evaluate(template, truncated, broken) == TIES)] = TIES_TRUNCATED
    return verdict


def _settled(
    relation: Relation, template: Template, slots: Mapping[str, SlotColumn], among: Bools
) -> NDArray[np.int8]:
    """Decide one relation: columns first, then row by row what they are not sure of."""
    verdict = np.full(len(among), UNDECIDABLE, dtype=np.int8)
    nothing = SlotColumn.of([None] * len(among))
    own = {key: slots.get(key, nothing) for key in relation.keys}
    if not own:  # numbers alone
        verdict[among] = VERDICTS.index(settle(relation, template, {}))
        return verdict
    speaking = among & _speaking(relation, template, own)
    together = speaking & _suited(relation, template, own)
    if together.any():
        found, sure = _in_columns(relation, {key: slot.column for key, slot in own.items()})
        together &= sure
        verdict[together] = found[together]
    for row in np.flatnonzero(speaking & ~together).tolist():
        bound = {key: (i,) for key, slot in own.items() if (i := slot.at(row)) is not None}
        verdict[row] = VERDICTS.index(settle(relation, template, bound))
    return verdict


def _speaking(relation: Relation, template: Template, own: Mapping[str, SlotColumn]) -> Bools:
    """Find the rows in which enough is printed, as ``is_silent`` does for one."""
    needed = [slot.present for key, slot in own.items() if not template.slots[key].optional]
    sides = filter(None, (relation.left, relation.right))
    needed += [reduce(np.logical_or, [own[key].present for key in side]) for side in sides]
    return reduce(np.logical_and, needed)


def _suited(relation: Relation, template: Template, own: Mapping[str, SlotColumn]) -> Bools:
    """Find the rows that columns get right: decimals, and nothing that moves stands there twice."""
    gap = over_slots(relation.link)
    polynomials = (gap.numerator, *gap.divisors, *gap.denominators)
    small = all(is_small(c) for p in polynomials for c in p.terms.values())
    plain = all(symbol in relation.keys for p in polynomials for symbol in p.symbols)
    moving = Counter(s for monomial in gap.numerator.terms for s in monomial)
    suited = np.full(len(next(iter(own.values())).present), small and plain)
    for key, slot in own.items():
        suited[list(slot.odd)] = False
        if template.slots[key].many:
            suited &= slot.present
        if key in relation.repeated or moving[key] > 1:  # a divisor, for one, is cleared
            suited &= slot.column.low == slot.column.high
    return suited


def _in_columns(
    relation: Relation, columns: Mapping[str, Column]
) -> tuple[NDArray[np.int8], Bools]:
    """Decide all rows at once, and say which of the answers are sure."""
    rows = len(next(iter(columns.values())).low)

    def over(polynomial: Polynomial) -> Column:
        one = Column.whole(np.ones(rows, dtype=np.int64))
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
