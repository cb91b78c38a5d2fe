"""One number with what is printed on it: hedge, sign, digits, 万 or 亿, measure word.

Works on plain text (see ``characters``) from which what is no figure has been blanked. A number is
found by its core, one production each (``core``), valued (``values``), and looked at for what
stands around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Context, Decimal
from fractions import Fraction
from math import gcd
from typing import Final

from gouji.figures.figure import Change, Numeral, Quantity
from gouji.figures.numbers.core import CORE, INSIDE, Behind, before, behind, hedge
from gouji.figures.numbers.units import quantity_of, settle_quantity
from gouji.figures.numbers.values import AS_DIGITS, DIGITS, EXACT, Value, read_value, step_of, times
from gouji.figures.numbers.words import WORDS, numbers
from gouji.rules import cues

_FORMAL: Final = frozenset(WORDS["formal"])
_SECONDS: Final = numbers("seconds")
_TOPS: Final = numbers("fraction-tops")
_PARTS: Final = numbers("fraction-parts")
_COUNTED_BY_ONE: Final = frozenset(WORDS["counted-by-one"])
_NEVER_SPOKEN: Final = frozenset(WORDS["never-spoken"])
_ENDLESS: Final = Context(prec=15)
"""A fraction that never ends is given to as many digits as spreadsheets give."""
_SPAN_PART: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s?(个?小时|分钟?|[秒天h′'″\"]|min)")
_SPAN_UNIT: Final = {3600: "小时", 60: "分钟", 1: "秒"}
_CENTS: Final = re.compile(
    "(?:(?P<dimes>{0})角)?(?:零?(?P<cents>{0})分)?[整正]?".format(f"[0-9{''.join(DIGITS)}]")
)
_CLAUSE_ENDS: Final = re.compile(r"\s*(?:[,，。;；、)）]|\Z)")
_CENT: Final = Decimal("0.01")
_HALF: Final = Decimal("0.5")
_TEN: Final = 10
"""Of ten, one counts tenths; other fractions are told from their neighbours."""
_SIGNS: Final = frozenset({"%", "‰", "成"})
"""Signs that belong to the number as printed, as no measure word does."""


@dataclass(frozen=True, slots=True)
class Printed:
    """One number as printed; ``text[start:end]`` is it with hedge, multiplier and unit."""

    start: int
    end: int
    numeral: Numeral
    unit: str
    quantity: Quantity
    label: str = ""
    """What names it right before it in a cell (参评率30.90%)."""
    change: Change | None = None
    """The change attached to it; its ``place.span`` is within the same text."""
    bracketed: bool = False
    """It stands in brackets behind another number: ``25002(9.75%)``."""
    alone: Change | None = None
    """It is itself a change with no figure before it: ``↑8.77%``, ``诉求量同比增长28.4%``."""
    readings: tuple[Printed, ...] = ()
    """The other ways to take it, likeliest first: see ``signs``."""
    sign: str = ""
    """``+`` or ``-`` as printed; a minus is in the value already."""
    doubles: bool = False
    """翻一番: it tells a change by itself."""

    @property
    def tells_change(self) -> bool:
        """Whether it is of a kind that changes are told in, and figures of some sorts as well."""
        return self.unit in {"%", "‰"} or self.quantity in {"points", "multiple"}


def find_amounts(masked: str, text: str, *, cell: bool) -> Iterator[Printed]:
    """Yield the amounts of ``masked`` in order, disjoint; ``text`` is what was printed there."""
    finder = _Finder(masked, text, cell)
    at = 0
    while match := CORE.search(masked, at):
        amount: Printed | None = getattr(finder, match.lastgroup or "")(match)
        if amount is not None:
            yield amount
            finder.since = amount.end
        at = max(match.end(), finder.since)


def _fraction_step(below: Decimal, step: Decimal = Decimal(1)) -> Fraction:
    """How coarse a fraction is: 百分之五 counts per cents, 三分之一 lies between its neighbours.

    Half the way to the next fraction of a denominator two larger, as one chooses between 一半,
    三分之一 and 四分之一 in words.
    """
    whole = Fraction(below)
    if whole in (100, 1000, 10_000) or whole > 1000:
        return Fraction(step) / whole
    return 1 / (whole * (whole + 2))


def _worth(run: str, suffix: str = "") -> tuple[Value | None, str]:
    """What digits or characters are worth, and the hedge within them."""
    inside = INSIDE.search(run)
    return read_value(INSIDE.sub("", run).rstrip(" -"), suffix), inside[0] if inside else ""


class _Finder:
    """Reads the amounts of one text, each way of printing by the method named as in ``CORE``."""

    def __init__(self, masked: str, text: str, cell: bool) -> None:
        self._masked, self._text, self._cell = masked, text, cell
        self.since = 0
        """Where the amount before ended."""

    def arabic(self, match: re.Match[str]) -> Printed | None:
        """``1,204.50``, ``57.58万``, ``3万4000``, ``40k``, ``31.0 million``, ``£37m``."""
        suffix = next(filter(None, match.group("suffix", "multiple", "letter")), "")
        value, inside = _worth(match["arabic"].removesuffix(suffix), suffix)
        return self._amount(match, value, inside) if value else None

    def spoken(self, match: re.Match[str]) -> Printed | None:
        """Characters that plainly count something: 一百二十件, 近百万条, 三万余, 七成六."""
        value, inside = _worth(match["spoken"])
        amount = self._amount(match, value, inside) if value else None
        return amount if value and amount and self._counts(match, amount, value) else None

    def fraction(self, match: re.Match[str]) -> Printed | None:
        """``百分之十二点五``, ``三分之一``: a share, or before a measure word a part of one."""
        below, above = (read_value(match[g].removeprefix("负")) for g in ("below", "above"))
        whole = read_value(match["whole"]) if match["whole"] else Value(Decimal(0), Decimal(1))
        if below is None or above is None or whole is None or not below.value:
            return None
        top = Fraction(above.value) * (1000 if match["thousand"] else 1)
        if match["above"].startswith("负"):
            top = -top
        number = Fraction(whole.value) + top / Fraction(below.value)
        return self._part(match, number, _fraction_step(below.value, above.step))

    def half(self, match: re.Match[str]) -> Printed | None:
        """``一半`` is 50 %, ``半百`` 50, ``半成`` 5 %, ``半个`` 0.5."""
        said = match["half"]
        if said in ("半百", "半成"):
            value = Value(Decimal(50 if said == "半百" else 5), Decimal(5))
            return self._made(match, value, "%" if said == "半成" else "")
        if said == "半" and not behind(self._masked, match.end() + 1).unit:
            return None
        return self._part(match, Fraction(1, 2), _fraction_step(Decimal(2)))

    def _part(self, match: re.Match[str], number: Fraction, step: Fraction) -> Printed:
        """A part of one, per cent where no measure word follows."""
        around = behind(self._masked, match.end())
        if match.group(0).startswith(("百", "千")) or quantity_of(around.unit) != "count":
            around = behind(self._masked, match.end(), "%")
            number, step = number * 100, step * 100
        printed, coarse = (_ENDLESS.divide(n.numerator, n.denominator) for n in (number, step))
        value = Value(printed, coarse)
        return self._finished(match.start(), match.end(), value, around)

    def vulgar(self, match: re.Match[str]) -> Printed | None:
        """``3/5件``, ``1 3/5件``: in lowest terms, else it is so many of so many."""
        over, under = int(match["over"]), int(match["under"])
        if gcd(over, under) != 1 or not behind(self._masked, match.end()).unit:
            return None
        number = int(match["ones"] or 0) + Fraction(over, under)
        return self._part(match, number, _fraction_step(Decimal(under)))

    def in_words(self, match: re.Match[str]) -> Printed | None:
        """``one in five of``, ``two thirds of``, ``half of``: a share told in English words."""
        top, below = _TOPS[(match["top"] or "one").lower()], _PARTS[match["under_it"].lower()]
        if self._cell or top >= below:
            return None
        step = _fraction_step(Decimal(below))
        return self._part(match, Fraction(top, below), Fraction(1, 10) if below == _TEN else step)

    def discount(self, match: re.Match[str]) -> Printed | None:
        """``八折``, ``七五折``, ``9.5折``: what is left to pay, per cent."""
        digits = "".join(filter(str.isdecimal, match["discount"].translate(AS_DIGITS)))
        value = Value(Decimal(digits.ljust(2, "0")), Decimal(10 ** (2 - len(digits))))
        return self._made(match, value, "%")

    def doubled(self, match: re.Match[str]) -> Printed | None:
        """``翻一番`` is twice, ``翻两番`` four times as many."""
        value = Value(Decimal(2 ** DIGITS[match["doublings"] or "一"]), Decimal(1))
        return replace(self._made(match, value, "倍"), doubles=True)

    def span(self, match: re.Match[str]) -> Printed | None:
        """``3分12秒`` and ``00:03:12`` are 192 秒: the smallest unit carries the value."""
        clock = zip(match["span"].split(":"), _SPAN_UNIT.values(), strict=False)
        parts = _SPAN_PART.findall(match["span"]) or list(clock)
        factors = [_SECONDS[word] for _, word in parts]
        total = sum(times(Decimal(n), f) for (n, _), f in zip(parts, factors, strict=True))
        value = EXACT.divide(Decimal(total), Decimal(factors[-1]))
        found = Value(value, step_of(Decimal(parts[-1][0])))
        return self._made(match, found, _SPAN_UNIT[factors[-1]])

    def _made(self, match: re.Match[str], value: Value, unit: str) -> Printed:
        """An amount whose unit is part of its core."""
        around = behind(self._masked, match.end(), unit)
        return self._finished(match.start(), match.end(), value, around)

    def _amount(self, match: re.Match[str], value: Value, inside: str = "") -> Printed:
        """Take the unit behind a number: 成 and 打 multiply it, 元 goes on in 角 and 分."""
        around = behind(self._masked, match.end())
        if around.unit == "成":
            tenth = Decimal(DIGITS.get(around.tenth, 5 if around.tenth else 0))
            step = Decimal(1) if around.tenth else times(value.step, 10)
            value = Value(times(value.value, 10) + tenth, step, 10)
        elif around.dozens:
            value = Value(value.value * 12, Decimal(1))
            around = behind(self._masked, around.unit_end)
        elif around.tenth:
            value = Value(value.value + _HALF, Decimal("0.1"))
        elif around.unit == "元" and not around.hedges:
            value, around = self._with_cents(value, around)
        return self._finished(match.start(), match.end(), value, around, inside)

    def _with_cents(self, value: Value, around: Behind) -> tuple[Value, Behind]:
        """``壹佰元捌角玖分``: the smaller coins behind 元."""
        coins = _CENTS.match(self._masked, around.end)
        if coins is None or not coins[0]:
            return value, around
        cents = "".join(coins[name] or "0" for name in ("dimes", "cents")).translate(AS_DIGITS)
        exact = Value(EXACT.add(value.value, Decimal(f"0.{cents}")), _CENT)
        return exact, around._replace(end=coins.end(), unit_end=coins.end())

    def _finished(
        self, start: int, end: int, value: Value, around: Behind, inside: str = ""
    ) -> Printed:
        left = before(self._masked, start, around, cell=self._cell, since=self.since)
        number = value.value.copy_negate() if left.sign == "-" else value.value
        said = hedge(left.hedge, inside, *around.hedges)
        stop = around.unit_end if around.unit in _SIGNS else end
        printed = self._text[left.number : stop].strip()
        numeral = Numeral(printed, number, value.step, said, value.scale)
        unit = "%" if around.unit == "成" else around.unit
        quantity = settle_quantity(quantity_of(unit), value.value, value.scale)
        return Printed(left.start, around.end, numeral, unit, quantity, sign=left.sign)

    def _counts(self, match: re.Match[str], amount: Printed, value: Value) -> bool:
        """Whether characters are a quantity, and not 一键, 千家万户, 十分 or 四位一体."""
        words, unit = match["spoken"], amount.unit
        if self._cell and len(words) > 1 and not unit:
            return not (self._masked[: amount.start] + self._masked[amount.end :]).strip()
        if unit in _NEVER_SPOKEN or words == "万一" or not (unit or amount.numeral.hedge):
            return False
        if len(words) == 1 and words not in "十百千万亿":
            return self._is_counted(words, amount)
        return not value.bare or bool(amount.numeral.hedge)

    def _is_counted(self, word: str, amount: Printed) -> bool:
        """Whether one digit counts: 三件, 两倍, 占一成; 一件 only where it is said to be all."""
        behind_it = self._masked[amount.end :]
        if word in _FORMAL or (amount.unit == "个" and quantity_of(behind_it[:1])):
            return True
        if word in "零〇":
            return word == "〇" or amount.unit == "个"
        if word != "一" or amount.unit == "倍":
            return amount.unit in _COUNTED_BY_ONE or amount.unit == "%"
        left = self._masked[: amount.start]
        if amount.unit == "%":
            return bool(amount.numeral.hedge or left.endswith("占"))
        return (
            amount.unit in _COUNTED_BY_ONE
            and cues.ALL_OF_IT.search(left[-16:]) is not None
            and _CLAUSE_ENDS.match(behind_it) is not None
        )
