"""One equation over many rows of a frame at once, exactly, a figure a term.

A column does for a million rows what ``Interval`` does for one: it holds the ends of one quantity
as whole numbers of ``1/unit``, in int64 while ``bound`` shows that they fit, and as Python's own,
which are slower, where they might not. All ends are finite and reached, as those of rounded numbers
are. Where a figure without a fixed value stands twice in the equation or a divisor may be zero, the
row is decided by itself in checks/equations/verdict, whose answers all of this is tested against.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gouji.checks.equations.arithmetic import over_slots
from gouji.checks.equations.equation import Relation, Template
from gouji.checks.equations.polynomial import Monomial, Polynomial
from gouji.checks.equations.verdict import settle
from gouji.figures.interval import Interval

Ints: TypeAlias = NDArray[Any]
"""int64, or Python's own."""
Bools: TypeAlias = NDArray[np.bool_]

ROOM: Final = 2**62
NOWHERE: Final[Any] = np.False_
EVERYWHERE: Final[Any] = np.True_
"""They stand for what holds of no row, or of all."""


@dataclass(frozen=True, slots=True)
class Column:
    """Ends of intervals, row by row. Where ``low`` is ``high`` itself, all of them are points."""

    low: Ints
    high: Ints
    unit: int = 1
    bound: int = 0
    """What no end is larger than."""

    @classmethod
    def of(cls, low: Ints, high: Ints, unit: int = 1) -> Column:
        """Bound ends as they stand."""
        return cls(low, high, unit, largest(low, high))

    @classmethod
    def same(cls, value: int, rows: int) -> Column:
        """One small number in every row."""
        values = np.full(rows, value, dtype=np.int64)
        return cls(values, values, bound=abs(value))

    @classmethod
    def every(cls, interval: Interval, rows: int) -> Column | None:
        """One interval in every row; None where it has no end."""
        low, high = interval.low, interval.high
        if low is None or high is None:
            return None
        unit = lcm(low.denominator, high.denominator)
        least, most = (np.full(rows, int(end * unit), dtype=object) for end in (low, high))
        return cls.of(least, most, unit)

    @property
    def is_of_points(self) -> bool:
        return self.low is self.high

    @property
    def moves(self) -> Bools:
        """In which rows it is no point."""
        return np.asarray(self.low != self.high, dtype=np.bool_)

    def _ends(self, low: Ints, high: Ints) -> Column:
        return replace(self, low=low, high=low if self.is_of_points else high)

    def fitting(self, bound: int) -> Column:
        """Make room for numbers up to a bound."""
        if bound < ROOM or self.low.dtype == object:
            return self
        return self._ends(self.low.astype(object), self.high.astype(object))

    def at(self, row: int) -> Interval:
        """Look up the interval of one row, in fractions."""
        low, high = (Fraction(int(end[row]), self.unit) for end in (self.low, self.high))
        return Interval(low, high)

    def times(self, other: Column) -> Column:
        """Multiply independent columns: extreme in a corner."""
        bound, unit = self.bound * other.bound, self.unit * other.unit
        mine, theirs = self.fitting(bound), other.fitting(bound)
        if mine.is_of_points and theirs.is_of_points:
            product = mine.low * theirs.low
            return Column(product, product, unit, bound)
        corners = [one * an for one in (mine.low, mine.high) for an in (theirs.low, theirs.high)]
        return Column(reduce(np.minimum, corners), reduce(np.maximum, corners), unit, bound)

    def scaled(self, factor: Fraction | int) -> Column:
        """Multiplied by a number above zero."""
        times, unit = factor.numerator, self.unit * factor.denominator
        if times == 1:
            return self if unit == self.unit else replace(self, unit=unit)
        bound = self.bound * times
        own = self.fitting(max(bound, times))
        return replace(own._ends(own.low * times, own.high * times), unit=unit, bound=bound)

    def less(self, other: Column) -> Column:
        """Take another, independent column off it."""
        mine, theirs = _together((self, other))
        low = high = mine.low - theirs.high
        if not (mine.is_of_points and theirs.is_of_points):
            high = mine.high - theirs.low
        return Column(low, high, mine.unit, mine.bound + theirs.bound)

    def flipped(self, rows: Bools) -> Column:
        """Negated in these rows."""
        if not rows.any():
            return self
        low, high = np.where(rows, -self.high, self.low), np.where(rows, -self.low, self.high)
        return replace(self, low=low, high=high)

    def reaches(self, op: str) -> Bools:
        """In which rows zero, or something on the side of it that ``op`` allows, is included."""
        ends = {"=": (self.low <= 0) & (self.high >= 0), "<=": self.low <= 0, ">=": self.high >= 0}
        return np.asarray(ends[op], dtype=np.bool_)


def _together(columns: Sequence[Column]) -> list[Column]:
    """Express columns in one unit, with room for the sum of all."""
    unit = lcm(*(column.unit for column in columns))
    alike = [c if c.unit == unit else replace(c.scaled(unit // c.unit), unit=unit) for c in columns]
    bound = sum(c.bound for c in alike)
    return [c.fitting(bound) for c in alike]


def added(columns: Sequence[Column]) -> Column:
    """Add independent columns."""
    if len(columns) == 1:
        return columns[0]
    listed = _together(columns)
    low = high = reduce(np.add, [c.low for c in listed])
    if not all(c.is_of_points for c in listed):
        high = reduce(np.add, [c.high for c in listed])
    return Column(low, high, listed[0].unit, sum(c.bound for c in listed))


def largest(low: Ints, high: Ints) -> int:
    """The largest size of numbers between these."""
    return max(int(high.max(initial=0)), -int(low.min(initial=0)))


class Filled(NamedTuple):
    """What a slot of an equation has row by row, where it is ``present``: zero elsewhere."""

    column: Column
    present: Bools


TIES, UNDECIDABLE, BREAKS = range(3)
VERDICTS: Final = ("ties", "undecidable", "breaks")
"""What the codes mean; of the links of a chain the highest one counts."""
Slots: TypeAlias = Mapping[str, Filled]
"""A slot without a column has no figure in any row."""


def evaluate(template: Template, slots: Slots, rows: int) -> NDArray[np.int8]:
    """Evaluate a template in so many rows; gives codes of ``VERDICTS``."""
    return reduce(np.maximum, (_settled(relation, slots, rows) for relation in template.relations))


def _settled(relation: Relation, slots: Slots, rows: int) -> NDArray[np.int8]:
    """Decide one relation: columns first, then row by row what they are not sure of."""
    absent = Filled(Column.same(0, rows), NOWHERE)
    own = {key: slots.get(key, absent) for key in relation.keys}
    verdict = np.full(rows, UNDECIDABLE, dtype=np.int8)
    if not own:  # numbers alone
        verdict[:] = VERDICTS.index(settle(relation, {}))
        return verdict
    speaking = _speaking(relation, own)
    together = speaking & _suited(relation, own)
    if together.any():
        ties, sure = _in_columns(relation, {key: slot.column for key, slot in own.items()}, rows)
        together = together & sure
        found = np.multiply(~ties, BREAKS, dtype=np.int8)  # else TIES, which is 0
        if together.all():
            return found
        np.copyto(verdict, found, where=together)
    present = {key: np.broadcast_to(slot.present, rows) for key, slot in own.items()}
    for row in np.flatnonzero(np.broadcast_to(speaking & ~together, rows)).tolist():
        bound = {key: (slot.column.at(row),) for key, slot in own.items() if present[key][row]}
        verdict[row] = VERDICTS.index(settle(relation, bound))
    return verdict


def _speaking(relation: Relation, own: Slots) -> Bools:
    """Find the rows in which enough is printed, as ``is_silent`` does for one."""
    needed = [own[key].present for key in relation.required]
    sides = filter(None, (relation.left, relation.right))
    needed += [reduce(np.logical_or, [own[key].present for key in side]) for side in sides]
    return reduce(np.logical_and, needed)


def _suited(relation: Relation, own: Slots) -> Bools:
    """Find the rows that columns get right: nothing that moves stands there twice."""
    gap = over_slots(relation.link)
    polynomials = (gap.numerator, *gap.divisors, *gap.denominators)
    plain = all(symbol in relation.keys for p in polynomials for symbol in p.symbols)
    moving = Counter(s for monomial in gap.numerator.terms for s in monomial)
    suited: Bools = EVERYWHERE & np.bool_(plain)
    for key, slot in own.items():
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
        gap = gap.flipped(~denominator.reaches(">="))
    for divisor in map(over, apart.divisors):
        sure = sure & ~divisor.reaches("=")
    return gap.reaches(relation.op), sure
