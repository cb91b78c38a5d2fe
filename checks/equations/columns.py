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
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gouji.checks.equations.arithmetic import apart
from gouji.checks.equations.equation import Relation, Template
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
    def same(cls, value: Fraction, rows: int) -> Column:
        """One number in every row."""
        kind = np.int64 if abs(value.numerator) < ROOM else object
        values = np.full(rows, value.numerator, dtype=kind)
        return cls.of(values, values, value.denominator)

    @classmethod
    def every(cls, interval: Interval, rows: int) -> Column | None:
        """One interval in every row; None where it has no end."""
        if interval.low is None or interval.high is None:
            return None
        ends = [cls.same(end, rows) for end in (interval.low, interval.high)]
        least, most = ends[:1] * 2 if interval.is_point else _together(ends)
        return cls.of(least.low, most.low, least.unit)

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

    def __neg__(self) -> Column:
        low = high = -self.high
        return replace(self, low=low, high=high if self.is_of_points else -self.low)

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


@dataclass(frozen=True, slots=True)
class Quotient:
    """A column over the product of others, as an equation makes it of figures.

    ``uses`` and ``under`` count how often each figure stands above and below the line: what moves
    and stands above it twice would move twice. ``divisors`` are all that may not be zero.
    """

    above: Column
    uses: Counter[str] = field(default_factory=Counter)
    below: tuple[Column, ...] = ()
    under: Counter[str] = field(default_factory=Counter)
    divisors: tuple[Column, ...] = ()

    def __neg__(self) -> Quotient:
        return replace(self, above=-self.above)

    def __add__(self, other: Quotient) -> Quotient:
        mine, theirs = self._widened(other), other._widened(self)
        below, under = self.below + other.below, self.under + other.under
        uses, divisors = mine.uses + theirs.uses, self.divisors + other.divisors
        return Quotient(added([mine.above, theirs.above]), uses, below, under, divisors)

    def _widened(self, other: Quotient) -> Quotient:
        """Multiply by what the other has below the line."""
        above = reduce(Column.times, other.below, self.above)
        return replace(self, above=above, uses=self.uses + other.under)

    def __sub__(self, other: Quotient) -> Quotient:
        return self + -other

    def __mul__(self, other: Quotient) -> Quotient:
        above, uses = self.above.times(other.above), self.uses + other.uses
        below, under = self.below + other.below, self.under + other.under
        return Quotient(above, uses, below, under, self.divisors + other.divisors)

    def __truediv__(self, other: Quotient) -> Quotient:
        mine, divisors = self._widened(other), (*self.divisors, *other.divisors, other.above)
        below, under = (*self.below, other.above), self.under + other.uses
        return Quotient(mine.above, mine.uses, below, under, divisors)


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
    absent = Filled(Column.same(Fraction(0), rows), NOWHERE)
    own = {key: slots.get(key, absent) for key in relation.keys}
    verdict = np.full(rows, UNDECIDABLE, dtype=np.int8)
    if not own:  # numbers alone
        verdict[:] = VERDICTS.index(settle(relation, {}))
        return verdict
    speaking = _speaking(relation, own)
    together = speaking & np.bool_(not relation.extremes)
    if together.any():
        ties, sure = _in_columns(relation, own, rows)
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


def _in_columns(relation: Relation, own: Slots, rows: int) -> tuple[Bools, Bools]:
    """Decide all rows at once: which tie, and which of the answers are sure."""
    figures = {key: (Quotient(slot.column, Counter([key])),) for key, slot in own.items()}
    made = apart(relation.link, figures, lambda value: Quotient(Column.same(value, rows)))
    gap, sure = made.above, EVERYWHERE
    for divisor in made.below:
        gap = gap.flipped(~divisor.reaches(">="))
    for divisor in made.divisors:
        sure = sure & ~divisor.reaches("=")
    for key, slot in own.items():
        if key in relation.many:
            sure = sure & slot.present
        if made.uses[key] > 1 and not slot.column.is_of_points:
            sure = sure & ~slot.column.moves
    return gap.reaches(relation.op), sure
