"""How likely it is that a sum is meant, by its words and by what its numbers come to.

The words give the odds beforehand. A sum that ties could hardly do so by chance; one that breaks
is either meant and misprinted, by a slip of the pen as a rule, or it was never meant, and then the
gap may be anything. The ratio of these two chances is the weight that the numbers add.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction
from math import log10
from typing import Final

from gouji.figures.interval import Interval
from gouji.figures.sentences.mention import Mention
from gouji.figures.statements.text_relations import interval_of

_MISPRINTED: Final = 0.02
"""How many sums have a misprint; the shares of the slips follow."""
_SWAPPED: Final = 0.25
_REPLACED: Final = 0.3
_LENGTHENED: Final = 0.15
_SHIFTED: Final = 0.05
_OTHER: Final = 0.25
_LEAST: Final = 1e-12


def surprise(parts: Sequence[Mention], whole: Mention) -> float:
    """Digits by which it is unlikely that unrelated numbers tie as these do."""
    rest = interval_of(whole)
    for part in parts:
        rest = rest - interval_of(part)
    if rest.high is None or rest.low is None:
        return 0.0  # what is more than a number ties with anything above it
    width = max(float(rest.high - rest.low), float(_unit((*parts, whole))))
    size = float(abs(whole.mark.printed.numeral.value)) or 1.0
    return -log10(min(1.0, width / size))


def misprint_weight(parts: Sequence[Mention], whole: Mention) -> float:
    """Odds, in digits, that a sum which breaks is meant and misprinted."""
    step = _unit((*parts, whole))
    numbers = [int(s.mark.printed.numeral.value / step) for s in (*parts, whole)]
    *addends, total = numbers
    gap = sum(addends) - total
    size = max(abs(total), 1)
    meant = [n - gap for n in addends] + [total + gap]
    chance = sum(
        _chance(str(printed), str(true))
        for printed, true in zip(numbers, meant, strict=True)
        if true >= 0
    ) / len(numbers)
    other = _OTHER / size
    unmeant = 1 / size
    return log10(max(_MISPRINTED * (chance + other) / unmeant, _LEAST))


def may_be_meant(printed: Mention, wanted: Interval) -> bool:
    """Whether one slip of the pen leads from what is meant to what is printed."""
    numeral = printed.mark.printed.numeral
    digits = str(int(numeral.value / numeral.step))
    half = Fraction(numeral.step) / 2
    return any(
        wanted.meets(Interval(value - half, value + half))
        for meant in _one_slip_from(digits)
        for value in (Fraction(meant) * Fraction(numeral.step),)
    )


def _one_slip_from(digits: str) -> Iterator[int]:
    """Every number whose print may have become these digits."""
    for at, digit in enumerate(digits):
        yield from (int(digits[:at] + d + digits[at + 1 :]) for d in "0123456789" if d != digit)
        yield from (int(digits[:at] + d + digits[at:]) for d in "0123456789")
        if rest := digits[:at] + digits[at + 1 :]:
            yield int(rest)
        if at and digit != digits[at - 1]:
            yield int(digits[: at - 1] + digit + digits[at - 1] + digits[at + 1 :])
    yield from (int(digits + d) for d in "0123456789")


def _unit(numbers: Sequence[Mention]) -> Decimal:
    """The last place of all; noughts at the end of every one of them (2400, 900) say nothing."""
    step = min(n.mark.printed.numeral.step for n in numbers)
    whole = [int(n.mark.printed.numeral.value / step) for n in numbers]
    while any(whole) and all(n % 10 == 0 for n in whole):
        whole, step = [n // 10 for n in whole], step * 10
    return step


def _chance(printed: str, true: str) -> float:
    """How likely a number that should be ``true`` is printed so, given that it is misprinted."""
    if len(printed) == len(true):
        apart = [i for i, (a, b) in enumerate(zip(printed, true, strict=True)) if a != b]
        if len(apart) == 2 and _exchanged(printed, true, *apart):
            return _SWAPPED / max(1, len(true) - 1)
        return _REPLACED / (9 * len(true)) if len(apart) == 1 else 0.0
    longer, shorter = (printed, true) if len(printed) > len(true) else (true, printed)
    if longer.rstrip("0") == shorter.rstrip("0"):
        return _SHIFTED / 4
    if len(longer) - len(shorter) == 1 and _one_more(longer, shorter):
        return _LENGTHENED / len(longer)
    return 0.0


def _exchanged(printed: str, true: str, first: int, second: int) -> bool:
    near = second == first + 1
    return near and printed[first] == true[second] and printed[second] == true[first]


def _one_more(longer: str, shorter: str) -> bool:
    return any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))
