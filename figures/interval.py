"""Intervals with exact ends: what a printed number can stand for, and how such numbers combine.

The algebra is Moore's (R. E. Moore, *Interval Analysis*, 1966), on fractions instead of floats and
with ends that remember whether they are reached. Sums and products of independent intervals are
exact: the result holds every value that the operands can yield, and no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor, inf, lcm
from typing import Final, Literal, NamedTuple, TypeAlias

Hedge: TypeAlias = Literal[
    "", "over", "under", "below", "about", "more", "at-least", "at-most", "missing", "unknown"
]
"""over 超/逾/突破; under 近/不足/不到; below 少于/<; about 约/左右; more 余/多 (30余次);
at-least 以上; at-most 以内; missing 未统计/***: a count not printed; unknown: the like where
numbers may be negative."""

Reading: TypeAlias = Literal["rounded", "truncated"]

Exact: TypeAlias = Fraction | int

REMEMBERED: Final = 1 << 15
"""Intervals of printed numbers kept: one column prints the same rates over and over."""


class End(NamedTuple):
    """One end, in an order that sorts: ``infinite`` is −1, 0 or 1, and so is ``value`` beyond."""

    infinite: int
    value: Exact
    open: bool

    def __mul__(self, other: End) -> End:  # type: ignore[override]  # a tuple only for its order
        """Multiply ends; a zero that is reached wins over whatever stands beside it."""
        value = self.value * other.value
        if not value:
            return End(0, 0, all(end.value or end.open for end in (self, other)))
        if self.infinite or other.infinite:
            sign = 1 if value > 0 else -1
            return End(sign, sign, True)
        return End(0, value, self.open or other.open)

    @property
    def finite(self) -> Exact | None:
        return None if self.infinite else self.value


@dataclass(frozen=True, slots=True)
class Interval:
    """All numbers between ``low`` and ``high``; None is unbounded; an open end is not included.

    Never empty: what would be is a ValueError here, and None where an operation may yield it.
    An unbounded end counts as open.
    """

    low: Exact | None
    high: Exact | None
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if self.low is None:
            object.__setattr__(self, "low_open", True)
        if self.high is None:
            object.__setattr__(self, "high_open", True)
        order = _apart(self.high, self.low)
        if order < 0 or (order == 0 and (self.low_open or self.high_open)):
            raise ValueError(f"no number lies in {self}")

    @classmethod
    def point(cls, value: Exact | Decimal) -> Interval:
        """Exactly this number."""
        fraction = value if type(value) is Fraction else Fraction(value)
        # a whole number as such: fractions take many times as long to add up
        exact = fraction if fraction.denominator > 1 else fraction.numerator
        return _made(exact, exact, low_open=False, high_open=False)

    @classmethod
    def of(
        cls,
        value: Decimal,
        step: Decimal,
        hedge: Hedge = "",
        exact: bool = False,
        reading: Reading = "rounded",
    ) -> Interval:
        """Say what a printed number stands for.

        ``step`` is one unit in the last printed place, 万 and 亿 multiplied out. Without a hedge:

        ========= ======================== =====================================================
        exact     the value alone          a whole count printed in full, 575774件
        rounded   ``[v − step/2, v + …]``  both ends closed: rounding half up and GB/T 8170's
                                           half to even are both accepted
        truncated ``[v, v + step)``        at zero ``(−step, step)``: cut towards it from both sides
        ========= ======================== =====================================================

        A hedge says what the number is near to, so it takes the place of both ``exact`` and
        ``reading``. Its width ``u`` is the unit of the last digit that is not zero, which is what
        the writer was thinking in: 10 for 近120, 100 for 近7.65万 (for a bare 0, ``step``).

        ========= ======================== =====================================================
        over      ``(v, ∞)``               超、逾、突破: v itself is passed
        at-least  ``[v, ∞)``               以上
        under     ``(v − u, v]``           近、不足: still on v's own doorstep
        below     ``(−∞, v)``              少于、<5: somewhere below
        at-most   ``(−∞, v]``              以内
        more      ``[v, v + u)``           余、多: 30余次 is 30 … 39
        about     ``[v − u, v + u]``       约、左右
        missing   ``[0, ∞)``               未统计、***: any count
        unknown   ``(−∞, ∞)``              the same among negative numbers
        ========= ======================== =====================================================

        A negative value (a fall) mirrors all of this: words and digits speak of its size.
        """
        return _printed(value, step, hedge, exact, reading)

    @classmethod
    def least(cls, items: Iterable[Interval]) -> Interval:
        """Find what the smallest of independent numbers can be; at least one item."""
        listed = tuple(items)
        low = min(i.lower for i in listed)
        # the smallest reaches the lowest upper end only if no item stops short of that end
        high = min((i.upper for i in listed), key=lambda e: (e.infinite, e.value, not e.open))
        return between(low, high)

    @classmethod
    def total(cls, items: Sequence[Interval]) -> Interval:
        """Add independent numbers up; at least one item."""
        if not items[1:]:
            return items[0]
        return _made(
            _sum([i.low for i in items]),
            _sum([i.high for i in items]),
            any(i.low_open for i in items),
            any(i.high_open for i in items),
        )

    @classmethod
    def greatest(cls, items: Iterable[Interval]) -> Interval:
        """Find what the largest of independent numbers can be; at least one item."""
        return -cls.least(-i for i in items)

    @property
    def lower(self) -> End:
        if self.low is None:
            return End(-1, -1, True)
        return End(0, self.low, self.low_open)

    @property
    def upper(self) -> End:
        if self.high is None:
            return End(1, 1, True)
        return End(0, self.high, self.high_open)

    @property
    def _is_positive(self) -> bool:
        return self.low is not None and self.low.numerator > 0

    @property
    def is_point(self) -> bool:
        return self.low is not None and self.low == self.high

    def __contains__(self, value: Exact) -> bool:
        above, below = _apart(value, self.low), _apart(self.high, value)
        return (above > 0 or (above == 0 and not self.low_open)) and (
            below > 0 or (below == 0 and not self.high_open)
        )

    def __neg__(self) -> Interval:
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return _made(low, high, self.high_open, self.low_open)

    def __add__(self, other: Interval) -> Interval:
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return _made(low, high, self.low_open or other.low_open, self.high_open or other.high_open)

    def __sub__(self, other: Interval) -> Interval:
        low = None if self.low is None or other.high is None else self.low - other.high
        high = None if self.high is None or other.low is None else self.high - other.low
        return _made(low, high, self.low_open or other.high_open, self.high_open or other.low_open)

    def __mul__(self, other: Interval) -> Interval:
        """Exact, as a product is extreme in a corner of the box (or along a side at zero)."""
        if self._is_positive and other._is_positive:  # as nearly all are: two corners will do
            low = self.low * other.low  # type: ignore[operator]
            high = None if self.high is None or other.high is None else self.high * other.high
            opens = self.low_open or other.low_open, self.high_open or other.high_open
            return _made(low, high, *opens)
        corners = [a * b for a in (self.lower, self.upper) for b in (other.lower, other.upper)]
        return between(min(corners), max(corners, key=outermost))

    def __truediv__(self, other: Interval) -> Interval:
        """Divide by all of ``other`` except zero, which never divides.

        Where zero is an end of ``other`` the quotients are unbounded on that side; where it lies
        inside, the hull of both branches, all numbers, is returned. Where there is nothing but
        zero to divide by: ZeroDivisionError.
        """
        return self * other.reciprocal()

    def reciprocal(self) -> Interval:
        """``1 / x`` for every x but zero, with the conventions of division."""
        if self.is_point and not self.low:
            raise ZeroDivisionError("the divisor is zero and nothing else")
        below, above = _apart(0, self.low) > 0, _apart(self.high, 0) > 0
        if below and above:
            return EVERYTHING
        low, low_open = _inverse(self.high, self.high_open)
        high, high_open = _inverse(self.low, self.low_open)
        return Interval(low, high, low_open, high_open)

    def scaled(self, factor: Exact) -> Interval:
        """Multiplied by an exact number: ``scaled(Fraction(1, 100))`` makes 49.17% a fraction."""
        return self if factor == 1 else self * Interval.point(factor)

    def hull(self, other: Interval) -> Interval:
        """Find the smallest interval that holds both."""
        high = max(self.upper, other.upper, key=outermost)
        return between(min(self.lower, other.lower), high)

    def intersection(self, other: Interval) -> Interval | None:
        """Find what both hold; None where they have nothing in common."""
        if not self.meets(other):
            return None
        high = min(self.upper, other.upper, key=outermost)
        return between(max(self.lower, other.lower), high)

    def meets(self, other: Interval) -> bool:
        """Whether some number lies in both: what "ties" means."""
        above, below = _apart(self.high, other.low), _apart(other.high, self.low)
        return (above > 0 or (above == 0 and not (self.high_open or other.low_open))) and (
            below > 0 or (below == 0 and not (other.high_open or self.low_open))
        )

    def whole(self) -> Interval | None:
        """Shrink to whole numbers, ends included; None where no whole number lies between."""
        low = high = None
        if self.low is not None:
            low = floor(self.low) + 1 if self.low_open else ceil(self.low)
        if self.high is not None:
            high = ceil(self.high) - 1 if self.high_open else floor(self.high)
        empty = low is not None and high is not None and low > high
        return None if empty else Interval(low, high)

    @property
    def in_floats(self) -> FloatInterval:
        low = -inf if self.low is None else float(self.low)
        return FloatInterval(low, inf if self.high is None else float(self.high))

    def __str__(self) -> str:
        low = "−∞" if self.low is None else self.low
        high = "∞" if self.high is None else self.high
        return f"{'(' if self.low_open else '['}{low}, {high}{')' if self.high_open else ']'}"


def _made(low: Exact | None, high: Exact | None, low_open: bool, high_open: bool) -> Interval:
    """Make an interval of ends that an operation leaves in order, without looking at them again."""
    interval = object.__new__(Interval)
    put = object.__setattr__
    put(interval, "low", low)
    put(interval, "high", high)
    put(interval, "low_open", low_open or low is None)
    put(interval, "high_open", high_open or high is None)
    return interval


def _apart(one: Exact | None, other: Exact | None) -> int:
    """The sign of a difference, several times as fast as fractions compare; 1 to infinity."""
    if one is None or other is None:
        return 1
    return one.numerator * other.denominator - other.numerator * one.denominator


def _sum(ends: Sequence[Exact | None]) -> Exact | None:
    """Add ends up over their common denominator: fractions look for it at each."""
    finite = [end for end in ends if end is not None]
    if len(finite) < len(ends):
        return None
    below = lcm(*(end.denominator for end in finite))
    if below == 1:
        return sum(end.numerator for end in finite)
    return Fraction(sum(end.numerator * (below // end.denominator) for end in finite), below)


class FloatInterval(NamedTuple):
    """An interval in floats, many times as fast: it serves where nothing all but touches."""

    low: float
    high: float

    def __add__(self, other: FloatInterval) -> FloatInterval:  # type: ignore[override]
        return FloatInterval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: FloatInterval) -> FloatInterval:
        return FloatInterval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: FloatInterval) -> FloatInterval:  # type: ignore[override]
        corners = [a * b for a in self for b in other]
        return FloatInterval(min(corners), max(corners))

    def __truediv__(self, other: FloatInterval) -> FloatInterval:
        """Divide by what is above zero."""
        return self * FloatInterval(1 / other.high, 1 / other.low)


EVERYTHING = Interval(None, None)
"""All numbers: what nothing is known about."""


def last_unit(value: Decimal) -> Fraction:
    """Say what the last digit that is not zero counts: 10 for 120, 1/100 for 7.650."""
    _, digits, exponent = value.as_tuple()
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return Fraction(10) ** (int(exponent) + zeros)


@lru_cache(maxsize=REMEMBERED)
def _printed(
    value: Decimal, step: Decimal, hedge: Hedge, exact: bool, reading: Reading
) -> Interval:
    size, unit = abs(Fraction(value)), Fraction(step)
    if hedge:
        unit = last_unit(value) if value else unit
        interval = _HEDGED[hedge](size, unit)
    elif exact:
        interval = Interval.point(size)
    elif reading == "rounded":
        interval = Interval(size - unit / 2, size + unit / 2)
    else:
        low = size if value else -unit
        interval = Interval(low, size + unit, not value, True)
    return -interval if value < 0 else interval


_HEDGED: dict[str, Callable[[Fraction, Fraction], Interval]] = {
    "over": lambda size, unit: Interval(size, None, True),
    "at-least": lambda size, unit: Interval(size, None),
    "under": lambda size, unit: Interval(size - unit, size, True),
    "below": lambda size, unit: Interval(None, size, high_open=True),
    "at-most": lambda size, unit: Interval(None, size),
    "more": lambda size, unit: Interval(size, size + unit, False, True),
    "about": lambda size, unit: Interval(size - unit, size + unit),
    "missing": lambda size, unit: Interval(0, None),
    "unknown": lambda size, unit: EVERYTHING,
}


def outermost(end: End) -> tuple[int, Exact, bool]:
    """Order for upper ends: of two at one place, the closed one lies further out."""
    return end.infinite, end.value, not end.open


def between(low: End, high: End) -> Interval:
    """All from one end to another, which are in order."""
    return _made(low.finite, high.finite, low.open, high.open)


def _inverse(end: Exact | None, is_open: bool) -> tuple[Exact | None, bool]:
    """Turn one end of a divisor over: the unbounded becomes an open zero, and zero unbounded."""
    if end is None:
        return 0, True
    return (Fraction(1, end), is_open) if end else (None, True)
