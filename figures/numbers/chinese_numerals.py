"""Numbers in Chinese characters: ``一百二十``, ``三万``, ``百万``, ``十二点五``."""

from __future__ import annotations

from decimal import Decimal
from typing import Final, NamedTuple

DIGITS: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_PLACES: Final = {"十": 10, "百": 100, "千": 1000}
_MYRIADS: Final = {"万": 10**4, "亿": 10**8}
CHARACTERS: Final = "".join(DIGITS) + "".join(_PLACES) + "".join(_MYRIADS)
ROUND: Final = {"百": 100, "千": 1000, **_MYRIADS}
_LONGEST: Final = 24


class Spoken(NamedTuple):
    """A number said in characters; ``scale`` is the round word it ends in: 10 000 for 三万."""

    value: Decimal
    step: Decimal
    scale: int
    bare: bool
    """It begins with 百, 千, 万 or 亿 with no digit before: an idiom unless a hedge stands by."""


def _below_myriad(text: str) -> int | None:
    """Read what stands before 万 or 亿 or at the end; None where it is no number."""
    total, digit, place = 0, -1, 10**4
    for character in text:
        if character in DIGITS:
            if digit > 0:
                return None
            digit = DIGITS[character]
            continue
        worth = _PLACES[character]
        if worth >= place or (digit < 0 and total):
            return None
        total, digit, place = total + (digit if digit >= 0 else 1) * worth, -1, worth
    if digit > 0 and place > 10 and total and "零" not in text and "〇" not in text:
        return total + digit * place // 10  # 一百二 is 120
    return total + max(digit, 0)


def _whole(text: str) -> int | None:
    for myriad, worth in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = text.rpartition(myriad)
        if found:
            high = _whole(head) if head else 1
            low = _colloquial(tail, worth) if tail else 0
            return None if high is None or low is None else high * worth + low
    return _below_myriad(text)


def _colloquial(tail: str, worth: int) -> int | None:
    """三万五 is 35 000: a lone digit behind a myriad counts its tenths."""
    return DIGITS[tail] * worth // 10 if tail in DIGITS else _whole(tail)


def _decimals(text: str) -> str | None:
    digits = [DIGITS.get(c) for c in text]
    return None if None in digits else "".join(map(str, digits))


def _last_round_word(whole: str) -> int:
    """十万 ends in 万, 百万 as well; 三百 in 百; 一百二十 in none: it is said in full."""
    return ROUND.get(whole[-1], 1)


def read_spoken(text: str) -> Spoken | None:
    """Read ``text`` or say None where it is no number (``二〇二〇``, ``三四``)."""
    whole, point, tail = text[:_LONGEST].partition("点")
    value = _whole(whole) if len(text) <= _LONGEST else None
    decimals = _decimals(tail) if point else ""
    if value is None or decimals is None or not whole or bool(point) != bool(tail):
        return None
    if decimals:
        number = Decimal(f"{value}.{decimals}")
        return Spoken(number, Decimal(1).scaleb(-len(decimals)), 1, bare=False)
    scale = _last_round_word(whole)
    return Spoken(Decimal(value), Decimal(scale), scale, bare=whole[0] in ROUND)
