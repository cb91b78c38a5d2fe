"""One equation over many rows of a frame at once, exactly, a figure a term.

A column does for a hundred thousand rows what ``Interval`` does for one: it holds the ends of one
quantity as whole numbers of ``1/unit``: in int64 where all are known to fit, else in Python's own
numbers, which never overflow. All ends are
finite and reached, as those of rounded numbers are. Where a figure without a fixed value stands
twice in the equation or a divisor may be zero, the row is decided by itself in
checks/equations/verdict, whose answers all of this is tested against.
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

from gouji.checks.equations.equation import Relation, Template, apart
from gouji.checks.equations.verdict import settle
from gouji.figures.interval import Exact, Interval

Ints: TypeAlias = NDArray[Any]
"""int64, or Python's own."""
ROOM: Final = 1 << 62
"""What is larger may not fit an int64 once another such number is added."""
Bools: TypeAlias = NDArray[np.bool_]

NOWHERE: Final[Any] = np.False_
EVERYWHERE: Final[Any] = np.True_
"""They stand for what holds of no row, or of all."""


@dataclass(frozen=True, slots=True)
class Column:
    """Ends of intervals, row by row."""

    low: Ints
    high: Ints
    unit: int = 1

    @classmethod
    def same(cls, value: Exact, rows: int) -> Column:
        """One number in every row."""
        kind = np.int64 if abs(value.numerator) < ROOM else object
        values = np.full(rows, value.numerator, dtype=kind)
        return cls(values, values, value.denominator)

    @classmethod
    def every(cls, interval: Interval, rows: int) -> Column | None:
        """One interval in every row; None where it has no end."""
        if interval.low is None or interval.high is None:
            return None
        least, most = _together([cls.same(end, rows) for end in (interval.low, interval.high)])
        return cls(least.low, most.low, least.unit)

    @property
    def most(self) -> int:
        """What no end is further from zero than; at least one."""
        ends = (self.low,) if self.low is self.high else (self.low, self.high)
        return max(
            1,
            *(int(end.max(initial=0)) for end in ends),
            *(-int(end.min(initial=0)) for end in ends),
        )

    def fitting(self, most: int) -> Column:
        """Ready for what comes to no more than this: in Python's own numbers where it must be."""
        if most < ROOM:
            return self
        return replace(self, low=self.low.astype(object), high=self.high.astype(object))

    @property
    def moves(self) -> Bools:
        """In which rows it is no point."""
        return np.asarray(self.low != self.high, dtype=np.bool_)

    def at(self, row: int) -> Interval:
        """Look up the interval of one row, in fractions."""
        low, high = (Fraction(int(end[row]), self.unit) for end in (self.low, self.high))
        return Interval(low, high)

    def times(self, other: Column) -> Column:
        """Multiply independent columns: extreme in a corner."""
        own, other = (c.fitting(self.most * other.most) for c in (self, other))
        corners = [one * an for one in (own.low, own.high) for an in (other.low, other.high)]
        low, high = reduce(np.minimum, corners), reduce(np.maximum, corners)
        return Column(low, high, self.unit * other.unit)

    def scaled(self, factor: Fraction | int) -> Column:
        """Multiplied by a number above zero."""
        times, unit = factor.numerator, self.unit * factor.denominator
        if times == 1:
            return replace(self, unit=unit)
        own = self.fitting(self.most * times)
        return Column(own.low * times, own.high * times, unit)

    def __neg__(self) -> Column:
        low = -self.high
        return replace(self, low=low, high=low if self.low is self.high else -self.low)

    def flipped(self, rows: Bools) -> Column:
        """Negated in these rows."""
        low, high = np.where(rows, -self.high, self.low), np.where(rows, -self.low, self.high)
        return replace(self, low=low, high=high)

    def reaches(self, op: str) -> Bools:
        """In which rows zero, or something on the side of it that ``op`` allows, is included."""
        if op == "=":
            found = self.low == 0 if self.low is self.high else (self.low <= 0) & (self.high >= 0)
        else:
            found = self.low <= 0 if op == "<=" else self.high >= 0
        return np.asarray(found, dtype=np.bool_)


def _together(columns: Sequence[Column]) -> list[Column]:
    """Express columns in one unit."""
    unit = lcm(*(column.unit for column in columns))
    return [replace(column.scaled(unit // column.unit), unit=unit) for column in columns]


def added(columns: Sequence[Column]) -> Column:
    """Add independent columns."""
    listed = _together(columns)
    most = sum(column.most for column in listed)
    listed = [column.fitting(most) for column in listed]
    low = high = reduce(np.add, [column.low for column in listed])
    if any(column.low is not column.high for column in listed):
        high = reduce(np.add, [column.high for column in listed])
    return Column(low, high, listed[0].unit)


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

    def __sub__(self, other: Quotient) -> Quotient:
        return self + -other

    def _widened(self, other: Quotient) -> Quotient:
        """Multiply by what the other has below the line."""
        above = reduce(Column.times, other.below, self.above)
        return replace(self, above=above, uses=self.uses + other.under)

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
        if made.uses[key] > 1:
            sure = sure & ~slot.column.moves
    return gap.reaches(relation.link.op), sure
