"""One equation over many rows of a frame at once, exactly, a figure a term.

Where an end is infinite, a figure without a fixed value stands twice in the equation or a divisor
may be zero, the row is decided by itself in checks/equations/verdict, whose answers all of this is
tested against.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gouji.checks.equations.arithmetic import over_slots
from gouji.checks.equations.columns import EVERYWHERE, NOWHERE, Bools, Column, SlotColumn, added
from gouji.checks.equations.equation import Relation, Template
from gouji.checks.equations.polynomial import Monomial, Polynomial
from gouji.checks.equations.verdict import settle
from gouji.figures.interval import Reading

TIES, UNDECIDABLE, BREAKS, TIES_TRUNCATED = range(4)
VERDICTS: Final = ("ties", "undecidable", "breaks", "ties-truncated")
"""What the codes mean; of the links of a chain the highest one counts."""
Slots: TypeAlias = Mapping[str, SlotColumn]
"""A slot without a column has no figure in any row."""


def evaluate_readings(
    template: Template, slots: Callable[[Reading], Slots], rows: int
) -> NDArray[np.int8]:
    """Evaluate with rounding first; what ties only when truncated is TIES_TRUNCATED."""
    verdict = evaluate(template, slots("rounded"), EVERYWHERE, rows)
    broken = verdict == BREAKS
    if broken.any():
        verdict[broken & (evaluate(template, slots("truncated"), broken, rows) == TIES)] = (
            TIES_TRUNCATED
        )
    return verdict


def evaluate(template: Template, slots: Slots, among: Bools, rows: int) -> NDArray[np.int8]:
    """Evaluate a template in those of ``rows`` that are ``among``, under one reading.

    Gives codes of ``VERDICTS``; what is not among them is undecidable.
    """
    links = (_settled(relation, slots, among, rows) for relation in template.relations)
    return reduce(np.maximum, links)


def _settled(relation: Relation, slots: Slots, among: Bools, rows: int) -> NDArray[np.int8]:
    """Decide one relation: columns first, then row by row what they are not sure of."""
    absent = SlotColumn(Column.same(0, rows), NOWHERE)
    own = {key: slots.get(key, absent) for key in relation.keys}
    verdict = np.full(rows, UNDECIDABLE, dtype=np.int8)
    if not own:  # numbers alone
        verdict[among] = VERDICTS.index(settle(relation, {}))
        return verdict
    speaking = among & _speaking(relation, own)
    together = speaking & _suited(relation, own, rows)
    if together.any():
        ties, sure = _in_columns(relation, {key: slot.column for key, slot in own.items()}, rows)
        together = together & sure
        found = np.multiply(~ties, BREAKS, dtype=np.int8)  # else TIES, which is 0
        if together.all():
            return found
        np.copyto(verdict, found, where=together)
    alone = np.broadcast_to(speaking & ~together, rows)
    for row in np.flatnonzero(alone).tolist():
        bound = {key: (i,) for key, slot in own.items() if (i := slot.at(row)) is not None}
        verdict[row] = VERDICTS.index(settle(relation, bound))
    return verdict


def _speaking(relation: Relation, own: Slots) -> Bools:
    """Find the rows in which enough is printed, as ``is_silent`` does for one."""
    needed = [own[key].present for key in relation.required]
    sides = filter(None, (relation.left, relation.right))
    needed += [reduce(np.logical_or, [own[key].present for key in side]) for side in sides]
    return reduce(np.logical_and, needed)


def _suited(relation: Relation, own: Slots, rows: int) -> Bools:
    """Find the rows that columns get right: nothing that moves stands there twice."""
    gap = over_slots(relation.link)
    polynomials = (gap.numerator, *gap.divisors, *gap.denominators)
    plain = all(symbol in relation.keys for p in polynomials for symbol in p.symbols)
    moving = Counter(s for monomial in gap.numerator.terms for s in monomial)
    suited: Bools = EVERYWHERE & np.bool_(plain)
    for key, slot in own.items():
        if slot.odd:
            suited = np.broadcast_to(suited, rows).copy()
            suited[list(slot.odd)] = False
        if key in relation.many:
            suited = suited & slot.present
        twice = key in relation.repeated or moving[key] > 1  # a divisor, for one, is cleared
        if twice and not slot.column.is_of_points:
            suited = suited & ~slot.column.moves
    return suited


def _in_columns(
    relation: Relation, columns: Mapping[str, Column], rows: int
) -> tuple[Bools, Bools]:
    """Decide all rows at once: which tie, and which of the answers are sure."""

    def product(monomial: Monomial, times: Fraction) -> Column:
        factors = [columns[symbol] for symbol in monomial] or [Column.same(1, rows)]
        return reduce(Column.times, factors).scaled(abs(times))

    def over(polynomial: Polynomial) -> Column:
        terms = polynomial.terms.items()
        plus, minus = ([product(m, c) for m, c in terms if (c > 0) == up] for up in (True, False))
        whole = added(plus or [Column.same(0, rows)])
        return whole.less(added(minus)) if minus else whole

    apart = over_slots(relation.link)
    gap, sure = over(apart.numerator), EVERYWHERE
    for denominator in map(over, apart.denominators):
        gap = gap.flipped(~denominator.reaches_up())
    for divisor in map(over, apart.divisors):
        sure = sure & ~divisor.reaches_zero()
    reaches = {"=": gap.reaches_zero, "<=": gap.reaches_down, ">=": gap.reaches_up}
    return reaches[relation.op](), sure
