"""The value of a number: digits, characters and both mixed, read by recursive descent.

    number   = whole [ "点" digits ]
    whole    = [ high ] unit [ low ] | digit            1亿2345万6789, 十万万, 4.78万亿, 5千4百
    high     = whole before a myriad, digit before a place
    low      = whole, less than the unit: 一千零一十二; or a lone digit, its tenths: 三万五, 13万2

The unit is the largest, and its last. A digit is a numeral (``2,345``, ``57.58``, ``1.2E+05``) or a
character, plain or formal.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from math import prod
from typing import Final, NamedTuple

from gouji.figures.numbers.characters import THIN
from gouji.figures.numbers.words import WORDS, numbers

EXACT: Final = Context(prec=80)
"""Wide enough for every number the grammar admits: nothing is ever rounded on the way in."""
_MACHINE: Final = Context(prec=15)
"""So many digits of a float are its number; what it prints behind them is noise."""
_BY_HAND: Final = 12
"""More places behind a point only a machine prints."""
DIGITS: Final = numbers("digits")
AS_DIGITS: Final = {ord(c): str(n) for c, n in {**numbers("round-noughts"), **DIGITS}.items()}
"""Turns characters into digits one by one: 二〇二四."""
_PLACES: Final = numbers("places")
_MYRIADS: Final = numbers("myriads")
_CONTRACTED: Final[dict[str, str]] = WORDS["contracted"]
CHARACTERS: Final = "".join((*DIGITS, *_PLACES, *_MYRIADS, *_CONTRACTED))
_UNITS: Final = _PLACES | _MYRIADS
_ROUND: Final = {c: n for c, n in _UNITS.items() if n > 10}
_ZEROS: Final = "".join(c for c, n in DIGITS.items() if not n)
LONGEST: Final = 48
"""Characters of a number; what is longer is none."""
_MOST_TENS: Final = 18
"""The power of ten that a number may be printed with: all fit the width that is exact."""
_MOST_MYRIADS: Final = 4
_FOLDED: Final = {
    **dict.fromkeys(map(ord, " \t\u3000"), None),
    **{ord(short): said for short, said in _CONTRACTED.items()},
}
_SUFFIXES: Final = {**numbers("of-money"), **numbers("suffixes"), **numbers("multiples")}
_NUMERAL: Final = re.compile(r"[0-9.][^十百千万亿兆拾佰仟]*|[0-9.].*[×xX]\s?10.*")
_GROUPED: Final = dict.fromkeys(map(ord, f"{THIN}'’，"))
_NOT_PLACED: Final = dict.fromkeys(map(ord, f",，'’ {THIN}"))
_POWER: Final = re.compile(r"(?:[eE]([+-]?[0-9]+)|[×xX]10(?:\^?(-?[0-9]+)|([⁰¹²³⁴-⁹]+)))\Z")
_RAISED: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_COMMA_FOR_POINT: Final = re.compile(rf"[0-9]{{1,3}}(?:[.{THIN} ][0-9]{{3}})+,[0-9]{{1,2}}")
_DIGITS: Final = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?")
_NUMERAL_AND_SCALES: Final = re.compile(rf"([0-9][0-9.,]*)([{''.join(_UNITS)}]*)\Z")


class Value(NamedTuple):
    """A number, one unit in its last printed place, and what its last digits are multiplied by."""

    value: Decimal
    step: Decimal
    scale: int = 1
    """10 000 for 三万 and 5万, 1 for what is said in full."""
    bare: bool = False
    """Round words without a digit (百万, 千): an idiom unless a hedge stands by."""


def step_of(value: Decimal) -> Decimal:
    """One unit in the last printed place of a number with decimals, 1 of a whole one."""
    return Decimal((0, (1,), min(0, int(value.as_tuple().exponent))))


def times(value: Decimal, scale: int) -> Decimal:
    """Multiply exactly; a whole product loses the zeros after its point (57.58万 is 575800)."""
    product = EXACT.multiply(value, Decimal(scale))
    if scale > 1 and product == product.to_integral_value():
        return product.quantize(Decimal(1), context=EXACT)
    return product


def read_value(text: str, suffix: str = "") -> Value | None:
    """Read a number in digits, in characters, or in both, times what a suffix (40k) is worth.

    None where it is none: ``二〇二〇``, ``三四``, or longer than anything that is counted.
    """
    if len(text) > LONGEST:
        return None
    found = _numeral(text) if _NUMERAL.fullmatch(text) else _said(text.translate(_GROUPED))
    if found is None or not suffix:
        return found
    scale = _SUFFIXES[suffix]
    return Value(times(found.value, scale), times(found.step, scale), scale)


def _numeral(text: str) -> Value | None:
    """Read digits alone: ``1,204.50``, ``1 204,5``, ``45·3``, ``1.2E+05``, ``1.2×10³``.

    None where the power of ten is one that nobody counts with (``1e999999``).
    """
    power = _POWER.search(text)
    digits = text[: power.start()].rstrip() if power else text
    if _COMMA_FOR_POINT.fullmatch(digits):
        digits = digits.translate(str.maketrans(".,", " ."))
    value = Decimal(digits.translate(_NOT_PLACED).replace("·", "."))
    if power is None:
        value = value if step_of(value).adjusted() >= -_BY_HAND else _MACHINE.plus(value)
        return Value(value, step_of(value))
    tens = int(power[1] or power[2] or power[3].translate(_RAISED))
    if abs(tens) > _MOST_TENS:
        return None
    step = EXACT.scaleb(step_of(value), tens)
    whole = EXACT.scaleb(value, tens)
    if step >= 1:
        whole, step = (n.quantize(Decimal(1), context=EXACT) for n in (whole, step))
    return Value(whole, step, 10 ** max(0, tens))


def _said(text: str) -> Value | None:
    """Read a number in characters, or in both."""
    folded = text.translate(_FOLDED)
    whole, point, tail = folded.partition("点")
    found = _whole(whole) if whole and sum(c in _MYRIADS for c in whole) <= _MOST_MYRIADS else None
    if found is None or bool(point) != bool(tail):
        return None
    value, unit = found
    if point:
        decimals = tail.translate(AS_DIGITS)
        if not decimals.isdecimal() or value != value.to_integral_value():
            return None
        number = Decimal(f"{value:f}.{decimals}")
        return Value(number, step_of(number))
    step, scale = _last_place(whole, unit)
    return Value(value, step, scale, bare=all(c in _ROUND for c in whole))


def _whole(text: str) -> tuple[Decimal, int] | None:
    """A whole number and what its last digit counts where that is not said: 三万五 ends in 1000.

    Before 十, 百 and 千 stands a digit, before 万 and 亿 any number, behind each a lesser one.
    """
    units = [c for c in text if c in _UNITS]
    if not units:
        return _digit(text)
    largest = max(units, key=_UNITS.__getitem__)
    head, _, tail = text.rpartition(largest)
    worth, placed = _UNITS[largest], largest in _PLACES
    head = head.lstrip(_ZEROS) if placed else head
    high = (_digit if placed else _whole)(head) if head else (Decimal(1), 1)
    low = _whole(tail) if tail else (Decimal(0), 1)
    if high is None or low is None or low[0] >= worth or (placed and tail and tail[0] in _PLACES):
        return None
    if len(tail) == 1 and tail not in (*_UNITS, *_ZEROS):  # a lone digit counts tenths
        low = low[0] * worth // 10, worth // 10
    return EXACT.add(times(high[0], worth), low[0]), low[1]


def _digit(text: str) -> tuple[Decimal, int] | None:
    """A numeral, or one character behind any number of zeros."""
    told = text.lstrip(_ZEROS)
    if not told or told in DIGITS:
        return Decimal(DIGITS.get(told, 0)), 1
    return (Decimal(told.replace(",", "")), 1) if _DIGITS.fullmatch(told) else None


def _last_place(whole: str, unit: int) -> tuple[Decimal, int]:
    """Step and scale: 57.58万 counts hundreds, 三百万 ten thousands, 三万五 thousands."""
    if unit > 1:
        return Decimal(unit), unit
    if numeral := _NUMERAL_AND_SCALES.search(whole):
        scale = prod(_UNITS[word] for word in numeral[2])
        return times(step_of(Decimal(numeral[1].replace(",", ""))), scale), scale
    scale = _ROUND.get(whole[-1], 1)
    return Decimal(scale), scale
