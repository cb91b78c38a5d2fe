"""What a text may state of its numbers, and how much speaks for it, whatever its form.

The words give the odds beforehand. A statement that ties could hardly do so by chance; one that
breaks is either meant and misprinted, by a slip of the pen as a rule, or it was never meant, and
then the gap may be anything. The ratio of these two chances is what the numbers add. All in
decimal digits (log₁₀ of odds).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from functools import cached_property, lru_cache, reduce
from math import isfinite, log, log10
from operator import add
from typing import Any, Final, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from gouji.figures.figure import Numeral
from gouji.figures.interval import FloatInterval, Interval, last_unit
from gouji.figures.numbers.digits import slips_into
from gouji.figures.sentences.mention import Mention
from gouji.rules import cues
from gouji.rules.bundled import weights

Roles: TypeAlias = Mapping[str, tuple[Mention, ...]]
Floats: TypeAlias = NDArray[np.float64]
N = TypeVar("N", Interval, FloatInterval, float)
S = TypeVar("S", Interval, FloatInterval)
Values: TypeAlias = Sequence[Sequence[N]]
"""What the figures of each role stand for, in the order of the roles."""
_MOST_SLIPS: Final = 40
"""Of a statement with more figures the gap alone speaks: some slip of so many fits any gap."""


def total_of(values: Sequence[N]) -> N:
    return reduce(add, values)


def _per_cent(v: Values[N], hundred: N) -> tuple[N, N]:
    return v[0][0], total_of(v[1]) / total_of(v[2]) * hundred


def _mean(v: Values[N], _: N) -> tuple[N, N]:
    return v[0][0], v[1][0] / v[2][0]


def _sum(v: Values[N], _: N) -> tuple[N, N]:
    return total_of(v[0]), total_of(v[1])


def _change(v: Values[N], hundred: N) -> tuple[N, N]:
    return v[0][0], (v[1][0] - v[2][0]) / v[2][0] * hundred


def _increase(v: Values[N], hundred: N) -> tuple[N, N]:
    return v[0][0], v[1][0] / (v[2][0] - v[1][0]) * hundred


FORMS: Final[Mapping[str, tuple[Callable[..., tuple[Any, Any]], tuple[str, ...]]]] = {
    "text-share": (_per_cent, ("占比", "部分", "总体")),
    "text-joint-share": (_per_cent, ("占比", "部分", "总体")),
    "text-share-of-all": (_per_cent, ("占比", "部分", "各项")),
    "text-shares": (lambda v, hundred: (total_of(v[0]), hundred), ("占比",)),
    "text-rate": (_per_cent, ("比率", "分子", "分母")),
    "text-per-day": (_mean, ("日均", "总量")),
    "text-per-week": (_mean, ("周均", "总量")),
    "text-per-month": (_mean, ("月均", "总量")),
    "text-per-head": (_mean, ("人均", "总量", "人数")),
    "text-mean": (_mean, ("平均", "总量", "个数")),
    "text-multiple": (_mean, ("倍数", "本期", "上期")),
    "text-ratio": (_mean, ("比", "甲", "乙")),
    "text-sum": (_sum, ("总体", "分项")),
    "text-of-which": (_sum, ("总体", "分项")),
    "text-balance": (_sum, ("来", "去")),
    "text-spelled-out": (_sum, ("大写", "小写")),
    "text-once-more": (_sum, ("一处", "又一处")),
    "text-change": (_change, ("变化", "本期", "上期")),
    "text-difference": (lambda v, _: (v[0][0], v[1][0] - v[2][0]), ("变化", "本期", "上期")),
    "text-increase": (_increase, ("增幅", "增量", "本期")),
}
"""By the id of its rule: both sides of a form, and the roles of its figures in that order."""


@dataclass(frozen=True, slots=True)
class TextRelation:
    """One relation that running text states, over figures by their positions.

    Its shape is the id of its rule, and its roles are the names in the equation of that.
    """

    shape: str
    roles: Mapping[str, tuple[int, ...]]
    certain: bool
    """The sentence names the whole itself; else it is the nearest that the grammar allows."""
    over: int | None = None
    """How many days or months a mean is taken over."""


@dataclass(frozen=True)
class Statement:
    """A relation over numbers of the text, before they are figures."""

    shape: str
    roles: Roles
    odds: float = 0.0
    """Those of its words, that it is meant."""
    over: int | None = None
    certain: bool = False

    @cached_property
    def figures(self) -> tuple[Mention, ...]:
        return tuple(one for role in FORMS[self.shape][1] for one in self.roles[role])

    @cached_property
    def sides(self) -> tuple[Interval, Interval] | None:
        """What is told and what it comes to; None where that can't be reckoned."""
        return self._sides(lambda one: one.interval, Interval.point)

    @cached_property
    def _in_floats(self) -> tuple[FloatInterval, FloatInterval] | None:
        """The same in floats."""
        return self._sides(lambda one: one.in_floats, lambda n: FloatInterval(n, n))

    def _sides(
        self, stands_for: Callable[[Mention], S], point: Callable[[int], S]
    ) -> tuple[S, S] | None:
        of, roles = FORMS[self.shape]
        values = [[stands_for(one) for one in self.roles[role]] for role in roles]
        if not all(values):
            return None
        if self.over is not None:
            values.append([point(self.over)])
        per = point(self._per)
        divisor = values[-1][0] if of in _DIVIDES else per
        if of is _increase:
            divisor = divisor - values[1][0]
        return of(values, per) if divisor.low is not None and divisor.low > 0 else None

    @property
    def _per(self) -> int:
        """Of how many its rate or change tells so many: per cent, or per thousand."""
        return 1000 if self.figures[0].unit == "‰" else 100

    @property
    def ties_in_thousands(self) -> bool:
        """Whether it ties if amounts that all end in three noughts or more were rounded so."""
        bare = [one for one in self.figures if one.unit not in _PER_CENT and one.numeral.in_full]
        unit = min((last_unit(one.numeral.value) for one in bare), default=Fraction(1))
        slack = Interval(-unit / 2, unit / 2)
        known = {one.number: one.interval + slack for one in bare}
        sides = self._sides(lambda one: known.get(one.number) or one.interval, Interval.point)
        return unit >= _THOUSAND and sides is not None and sides[0].meets(sides[1])

    @cached_property
    def ties(self) -> bool:
        """Whether both sides meet: in floats, and exactly where they all but touch."""
        if self._in_floats is not None:
            told, made = self._in_floats
            apart = max(told.low - made.high, made.low - told.high)
            if abs(apart) > _NEARLY * max(map(abs, (*told, *made))):
                return apart < 0
        return self.sides is not None and self.sides[0].meets(self.sides[1])

    def is_within(self, most: Decimal) -> bool:
        """Whether what is told and what it comes to are no more than so much apart."""
        slack = Interval(-Fraction(most), Fraction(most))
        return self.sides is not None and (self.sides[0] + slack).meets(self.sides[1])

    def weight(self, tried: int = 1) -> float:
        """What words and numbers say together, less how many were tried."""
        return self.odds + self.evidence - log10(max(tried, 1))

    @property
    def evidence(self) -> float:
        """What the numbers say: surprise of a tie, a slip that explains a break, or none."""
        width, size = self._scale
        chance = min(1.0, width / size) if width else 1.0  # that unrelated numbers tie
        if self.ties:
            return -log10(chance)
        known = weights("text")
        mass = known["one"] * self.slipped() + known["any"] * chance + known["near"] * self._near
        return log10(known["misprinted"] * mass / chance)

    @property
    def _near(self) -> float:
        """The chance of this gap where small ones are as likely as large ones."""
        (width, size), ends = self._scale, self._in_floats
        if not width or ends is None:
            return 0.0
        told, made = (sum(filter(isfinite, side)) / 2 for side in ends)
        return width / (2 * abs(told - made) * log(max(size / width, 3.0))) if told != made else 1.0

    @cached_property
    def _scale(self) -> tuple[float, float]:
        """The width that the print leaves open, 0 without bounds, and the size of what is told.

        What is more than a number ties with anything above it.
        """
        first = self.figures[0]
        of_hundred = first.unit == "%" and self.shape in _OF_HUNDRED
        size = 100.0 if of_hundred else abs(float(first.numeral.value)) or 1.0
        width = self._width
        least = float(self._unit or first.numeral.step)
        return (0.0 if width is None else max(width, least)), size

    @cached_property
    def _width(self) -> float | None:
        """How much both sides leave open together; None without bounds."""
        width = sum(side.high - side.low for side in self._in_floats or ())
        return width if self._in_floats and isfinite(width) else None

    @cached_property
    def _unit(self) -> Decimal | None:
        """The last place of all; noughts at the end of every one (2400, 900) say nothing."""
        if self.shape not in _IN_ONE_UNIT:
            return None
        numerals = [one.numeral for one in self.figures]
        step = min(n.step for n in numerals)
        whole = [int(n.value / step) for n in numerals]
        while any(whole) and all(n % 10 == 0 for n in whole):
            whole, step = [n // 10 for n in whole], step * 10
        return step

    def slipped(self) -> float:
        """How likely a slip in one of the figures made just this of what is meant."""
        of, roles = FORMS[self.shape]
        values: list[list[Any]] = [
            [float(one.numeral.value) for one in self.roles[r]] for r in roles
        ]
        many = sum(map(len, values))
        if self._width is None or many > _MOST_SLIPS:
            return 0.0
        if self.over is not None:
            values.append([float(self.over)])
        slack, found = self._width / 2, 0.0
        for role, numbers in zip(roles, values, strict=False):
            for at, one in enumerate(self.roles[role]):
                printed = numbers[at]
                numbers[at], likelihoods = meant_by(one.numeral, self._unit, one.change is not None)
                found += float((likelihoods * _meets(of, values, slack, self._per)).sum())
                numbers[at] = printed
        return found / many


def of_whole(
    share: Mention, parts: tuple[Mention, ...], whole: Mention, odds: float = 0.0
) -> Statement:
    """That a share is that of its parts, one or several together, of a whole."""
    shape = "text-joint-share" if len(parts) > 1 else "text-share"
    return Statement(shape, {"占比": (share,), "部分": parts, "总体": (whole,)}, odds)


def meant(ways: Sequence[Statement]) -> Iterator[Statement]:
    """Which of several ways to read one number is meant, if any.

    The likeliest that ties; where none does, the only one of which words or a slip leave no doubt.
    Each way counts as tried by as much as its words make it likely beside the others.
    """
    told, known = weights("text")["told"], [10**w.odds for w in ways]

    def weight(way: Statement) -> float:
        return way.weight() - log10(sum(min(1.0, k / 10**way.odds) for k in known))

    fitting = [w for w in ways if w.ties and weight(w) > 0]
    likely = fitting or [w for w in ways if w.odds >= told or weight(w) >= told]
    best = max((w.odds for w in likely), default=0.0)
    likeliest = [w for w in likely if w.odds == best]
    if fitting or len(likeliest) == 1:
        yield likeliest[-1]


_THOUSAND: Final = 1000
_NEARLY: Final = 1e-9
"""Of the largest number: nearer than this floats do not tell apart what touches."""
_PER_CENT: Final = frozenset({"%", "‰"})
_IN_ONE_UNIT: Final = frozenset({"text-sum", "text-balance", "text-difference"})
_OF_HUNDRED: Final = frozenset(
    {"text-share", "text-joint-share", "text-share-of-all", "text-shares", "text-rate"}
)
_DIVIDES: Final = frozenset({_per_cent, _mean, _change, _increase})


def _meets(of: Callable[..., tuple[Any, Any]], values: Values[Any], slack: float, per: int) -> Any:
    """Whether both sides meet, for each of the numbers that stand for one of them."""
    try:
        with np.errstate(divide="ignore", invalid="ignore"):
            told, made = of(values, float(per))
    except ZeroDivisionError:
        return False
    return abs(told - made) <= slack


def counted_together(told: Iterable[Statement]) -> frozenset[int]:
    """``Visits came to 4,310; 2,905 of those visitors were old``: the numbers that count one thing.

    What adds up is of one kind: where one of it is named and none measured, all were counted. What
    ties only if it was rounded, and no slip explains otherwise, was never meant to add up.
    """
    adding = (
        one for one in told if one.shape in _IN_ONE_UNIT and any(s.is_exact for s in one.figures)
    )
    counted = (_as_counted(one) for one in adding if all(map(_is_bare, one.figures)))
    meant = (one for one in counted if one.ties or one.evidence > 0)
    return frozenset(s.number for one in meant for s in one.figures)


def _as_counted(one: Statement) -> Statement:
    named = next(s.noun for s in one.figures if s.is_exact)
    roles = {
        role: tuple(replace(s, noun=named) for s in members) for role, members in one.roles.items()
    }
    return replace(one, roles=roles)


def _is_bare(one: Mention) -> bool:
    whole = one.numeral.in_full and not one.numeral.hedge and not one.unit
    return whole and not cues.TOLD_MEASURED.match(one.around[1])


def same_unit(one: Mention, other: Mention) -> bool:
    return one.unit == other.unit and one.quantity == other.quantity


def one_unit(one: Mention, other: Mention) -> bool:
    """One unit, or two measure words of requests: letters and calls are both counted."""
    requests = one.unit in cues.REQUEST_UNITS and other.unit in cues.REQUEST_UNITS
    return requests or same_unit(one, other)


@lru_cache(maxsize=1 << 12)
def meant_by(printed: Numeral, unit: Decimal | None, turns: bool) -> tuple[Floats, Floats]:
    """What else may have been meant by a print, and how likely a slip makes this print of it.

    Its digits are those printed, or how many ``unit`` it counts; ``turns`` where it rises or falls.
    """
    scale = unit or Decimal(printed.scale)
    places = 0 if unit else -(printed.step / scale).adjusted()
    digits = format(abs(printed.value) / scale, f".{max(0, places)}f")
    sign = -float(scale) if printed.value < 0 else float(scale)
    others, likelihoods = zip(*slips_into(digits), strict=True)
    turned = weights("text")["turned"] if turns else 0.0
    values = [*(np.array(others, dtype=float) * sign), -float(printed.value)]
    return np.array(values), np.array([*(np.array(likelihoods) * (1 - turned)), turned])
