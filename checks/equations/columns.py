"""One equation over many rows of a frame at once, exactly, a figure a term.

A column does for a million rows what ``Interval`` does for one: it holds the ends of one quantity
as whole numbers of ``1/unit``, in int64 while ``bound`` shows that they fit, and as Python's own,
which are slower, where they might not. Where an end is infinite, a figure without a fixed value
stands twice in the equation or a divisor may be zero, the row is decided by itself in
checks/equations/verdict, whose answers all of this is tested against.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from gouji.checks.equations.arithmetic import over_slots
from gouji.checks.equations.equation import Relation, Template
from gouji.checks.equations.polynomial import Monomial, Polynomial
from gouji.checks.equations.verdict import settle
from gouji.figures.interval import Interval, Reading

Ints: TypeAlias = NDArray[Any]
"""int64, or Python's own."""
Bools: TypeAlias = NDArray[np.bool_]

ROOM: Final = 2**62
NOWHERE: Final[Any] = np.False_
EVERYWHERE: Final[Any] = np.True_
"""They stand for what holds of no row, or of all."""


@dataclass(frozen=True, slots=True)
class Column:
    """Ends of intervals, row by row; all finite. An open end is not included.

    Where ``low`` is ``high`` itself, all of them are points.
    """

    low: Ints
    high: Ints
    unit: int = 1
    low_open: Bools = NOWHERE
    high_open: Bools = NOWHERE
    bound: int = 0
    """What no end is larger than."""

    @classmethod
    def of(
        cls,
        low: Ints,
        high: Ints,
        unit: int = 1,
        low_open: Bools = NOWHERE,
        high_open: Bools = NOWHERE,
    ) -> Column:
        """Bound ends as they stand."""
        return cls(low, high, unit, low_open, high_open, largest(low, high))

    @classmethod
    def same(cls, value: int, rows: int) -> Column:
        """One small number in every row."""
        values = np.full(rows, value, dtype=np.int64)
        return cls(values, values, bound=abs(value))

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

    def at(self, rows: Ints) -> Column:
        """Take some rows, in any order."""
        low_open, high_open = (
            np.broadcast_to(is_open, self.low.shape)[rows]
            for is_open in (self.low_open, self.high_open)
        )
        return replace(self._ends(self.low[rows], self.high[rows]), low_open=low_open,
                       high_open=high_open)  # fmt: skip

    def times(self, other: Column) -> Column:
        """Multiply independent columns: extreme in a corner."""
        bound, unit = self.bound * other.bound, self.unit * other.unit
        mine, theirs = self.fitting(bound), other.fitting(bound)
        if mine.is_of_points and theirs.is_of_points:
            product = mine.low * theirs.low
            return Column(product, product, unit, bound=bound)
        corners = [
            _corner(*one, *another)
            for one in ((mine.low, mine.low_open), (mine.high, mine.high_open))
            for another in ((theirs.low, theirs.low_open), (theirs.high, theirs.high_open))
        ]
        low, low_open = _outermost(np.minimum, corners)
        high, high_open = _outermost(np.maximum, corners)
        return Column(low, high, unit, low_open, high_open, bound)

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
        opens = mine.low_open | theirs.high_open, mine.high_open | theirs.low_open
        return Column(low, high, mine.unit, *opens, mine.bound + theirs.bound)

    def flipped(self, rows: Bools) -> Column:
        """Negated in these rows."""
        if not rows.any():
            return self
        return Column(
            np.where(rows, -self.high, self.low),
            np.where(rows, -self.low, self.high),
            self.unit,
            np.where(rows, self.high_open, self.low_open),
            np.where(rows, self.low_open, self.high_open),
            self.bound,
        )

    def reaches_down(self) -> Bools:
        """Whether zero or something below it is included."""
        return np.asarray((self.low < 0) | ((self.low == 0) & ~self.low_open), dtype=np.bool_)

    def reaches_up(self) -> Bools:
        """Whether zero or something above it is included."""
        return np.asarray((self.high > 0) | ((self.high == 0) & ~self.high_open), dtype=np.bool_)

    def reaches_zero(self) -> Bools:
        if self.is_of_points:
            return np.asarray(self.low == 0, dtype=np.bool_)
        return self.reaches_down() & self.reaches_up()


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
    low_open = reduce(np.logical_or, [c.low_open for c in listed])
    high_open = reduce(np.logical_or, [c.high_open for c in listed])
    bound = sum(c.bound for c in listed)
    return Column(low, high, listed[0].unit, low_open, high_open, bound)


def largest(low: Ints, high: Ints) -> int:
    """The largest size of numbers between these."""
    return max(int(high.max(initial=0)), -int(low.min(initial=0)))


_Ends: TypeAlias = tuple[Ints, Bools]


def _corner(mine: Ints, mine_open: Bools, theirs: Ints, theirs_open: Bools) -> _Ends:
    """One corner of a product; a zero that is reached wins over whatever stands beside it."""
    if mine_open is NOWHERE and theirs_open is NOWHERE:
        return mine * theirs, NOWHERE
    reached = ((mine == 0) & ~mine_open) | ((theirs == 0) & ~theirs_open)
    return mine * theirs, (mine_open | theirs_open) & ~reached.astype(np.bool_)


def _outermost(end: np.ufunc, corners: Sequence[_Ends]) -> _Ends:
    """The least or greatest of corners; open where none that is so far out is reached."""
    found = reduce(end, [corner for corner, _ in corners])
    if all(is_open is NOWHERE for _, is_open in corners):
        return found, NOWHERE
    return found, reduce(np.logical_and, [is_open | (at != found) for at, is_open in corners])


@dataclass(frozen=True, slots=True)
class SlotColumn:
    """What a slot of an equation has row by row; nothing is the number zero.

    What has no end is in ``odd``, by row.
    """

    column: Column
    present: Bools
    odd: Mapping[int, Interval] = field(default_factory=dict)

    @classmethod
    def of(cls, intervals: Sequence[Interval | None]) -> SlotColumn:
        """Take intervals in, and None where there is no figure."""
        ends = [_finite(interval) for interval in intervals]
        unit = lcm(*(end.denominator for low, high, _, _ in ends for end in (low, high)))
        low, high = (_ints(int(own[side] * unit) for own in ends) for side in (0, 1))
        opens = (np.array([own[side] for own in ends], dtype=np.bool_) for side in (2, 3))
        odd = {row: i for row, i in enumerate(intervals) if i and None in (i.low, i.high)}
        present = np.array([i is not None for i in intervals], dtype=np.bool_)
        return cls(Column.of(low, high, unit, *opens), present, odd)

    @classmethod
    def where(cls, present: Bools, column: Column) -> SlotColumn:
        """Take a column in, but for the rows that have no figure."""
        if present.all():
            return cls(column, EVERYWHERE)
        low, high = np.where(present, column.low, 0), np.where(present, column.high, 0)
        opens = column.low_open & present, column.high_open & present
        return cls(Column.of(low, high, column.unit, *opens), present)

    def at(self, row: int) -> Interval | None:
        """Look up the interval of one row, in fractions."""
        if row in self.odd or not np.broadcast_to(self.present, self.column.low.shape)[row]:
            return self.odd.get(row)
        own = self.column.at(np.array([row]))
        low, high = (Fraction(int(end[0]), own.unit) for end in (own.low, own.high))
        return Interval(low, high, bool(own.low_open[0]), bool(own.high_open[0]))

    def put(self, rows: Ints, other: SlotColumn, at: Ints) -> SlotColumn:
        """Put into these rows what another slot has at some of its own."""
        mine, theirs = _together((self.column, other.column))
        bound, theirs = max(mine.bound, theirs.bound), theirs.at(at)
        parts = []
        for name in ("low", "high", "low_open", "high_open"):
            part = np.broadcast_to(getattr(mine, name), mine.low.shape).copy()
            part[rows] = getattr(theirs, name)
            parts.append(part)
        low, high, low_open, high_open = parts
        present = np.broadcast_to(self.present, mine.low.shape).copy()
        present[rows] = other.present[at]
        odd = zip(rows.tolist(), map(other.odd.get, at.tolist()), strict=True)
        column = Column(low, high, mine.unit, low_open, high_open, bound)
        return SlotColumn(column, present, {row: i for row, i in odd if i})


def _finite(interval: Interval | None) -> tuple[Fraction, Fraction, bool, bool]:
    if interval is None or interval.low is None or interval.high is None:
        return Fraction(0), Fraction(0), False, False
    return interval.low, interval.high, interval.low_open, interval.high_open


def _ints(values: Iterable[int]) -> Ints:
    """In int64 where they fit."""
    listed = list(values)
    wide = max(map(abs, listed), default=0) >= ROOM
    return np.array(listed, dtype=object if wide else np.int64)


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
