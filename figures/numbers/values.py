"""The value of a number: digits, characters and both mixed, read by recursive descent.

    number   = whole [ "点" digits ]
    whole    = [ whole myriad ] ( tail | section )      1亿2345万6789, 十万万, 4.78万亿
    tail     = digit                                    三万五, 13万2: tenths of what stands before
    section  = { [ digit ] place } [ digit ]            一千零一十二, 5千4百, 2345

A digit is a numeral (``2,345``, ``57.58``, ``1.2E+05``) or a character, plain or formal.
"""

from __future__ import annotations

import re
from decimal import Context, Decimal
from typing import Final, NamedTuple

from gouji.figures.numbers.characters import THIN
from gouji.figures.numbers.words import WORDS, numbers

EXACT: Final = Context(prec=80)
"""Wide enough for every number the grammar admits: nothing is ever rounded on the way in."""
DIGITS: Final = numbers("digits")
_PLACES: Final = numbers("places")
_MYRIADS: Final = numbers("myriads")
_CONTRACTED: Final[dict[str, str]] = WORDS["contracted"]
CHARACTERS: Final = "".join((*DIGITS, *_PLACES, *_MYRIADS, *_CONTRACTED))
_ROUND: Final = {c: n for c, n in (_PLACES | _MYRIADS).items() if n > 10}
_LARGEST_FIRST: Final = sorted(_MYRIADS, key=_MYRIADS.__getitem__, reverse=True)
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
_TOKEN: Final = re.compile(r"[0-9][0-9.,]*|.")
_NUMERAL_AND_SCALES: Final = re.compile(rf"([0-9][0-9.,]*)([{''.join((*_PLACES, *_MYRIADS))}]*)\Z")


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
        decimals = _decimals(tail)
        if decimals is None or value != value.to_integral_value():
            return None
        number = Decimal(f"{value:f}.{decimals}")
        return Value(number, step_of(number))
    step, scale = _last_place(whole, unit)
    return Value(value, step, scale, bare=all(c in _ROUND for c in whole))


def _whole(text: str) -> tuple[Decimal, int] | None:
    """A whole number and what its last digit counts where that is not said: 三万五 ends in 1000."""
    for myriad in _LARGEST_FIRST:
        head, found, tail = text.rpartition(myriad)
        if found:
            worth = _MYRIADS[myriad]
            high = _whole(head) if head else (Decimal(1), 1)
            low = _tail(tail, worth)
            if high is None or low is None:
                return None
            return EXACT.add(times(high[0], worth), low[0]), low[1]
    return _section(text)


def _tail(text: str, worth: int) -> tuple[Decimal, int] | None:
    """What follows 万 or 亿; a lone digit counts its tenths."""
    if not text:
        return Decimal(0), 1
    if len(text) == 1 and text != "零" and (text in DIGITS or text.isdecimal()):
        return Decimal(_digit(text) * worth // 10), worth // 10
    found = _whole(text)
    return found if found and found[0] < worth else None


def _section(text: str) -> tuple[Decimal, int] | None:
    """What stands before 万 or 亿, or at the end."""
    total, digit, place, gap = Decimal(0), None, 10**4, False
    token = ""
    for token in _TOKEN.findall(text):
        if token in _PLACES:
            worth = _PLACES[token]
            if worth >= place or (digit is None and total and not gap):
                return None
            total += worth * (Decimal(1) if digit is None else digit)
            digit, place, gap = None, worth, False
        elif digit is not None or token in _MYRIADS:
            return None
        elif DIGITS.get(token) == 0:
            gap = True
        else:
            digit = _digit(token)
    return _closed(total, digit, place, gap or len(token) > 1)


def _closed(
    total: Decimal, digit: Decimal | None, place: int, full: bool
) -> tuple[Decimal, int] | None:
    """End a section in a digit: 一百二 is 120, 一百零二 and 1千20 are said in full."""
    if digit is None:
        return total, 1
    if total and digit >= place:
        return None
    if total and place > 10 and not full:
        return total + digit * place // 10, place // 10
    return total + digit, 1


def _digit(token: str) -> Decimal:
    return Decimal(DIGITS[token]) if token in DIGITS else Decimal(token.replace(",", ""))


def _decimals(text: str) -> str | None:
    digits = [str(DIGITS[c]) if c in DIGITS else c for c in text]
    return "".join(digits) if all(d.isdecimal() for d in digits) else None


def _last_place(whole: str, unit: int) -> tuple[Decimal, int]:
    """Step and scale: 57.58万 counts hundreds, 三百万 ten thousands, 三万五 thousands."""
    if unit > 1:
        return Decimal(unit), unit
    if numeral := _NUMERAL_AND_SCALES.search(whole):
        scale = 1
        for word in numeral[2]:
            scale *= (_PLACES | _MYRIADS)[word]
        return times(step_of(_digit(numeral[1])), scale), scale
    scale = _ROUND.get(whole[-1], 1)
    return Decimal(scale), scale
