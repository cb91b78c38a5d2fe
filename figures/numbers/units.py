"""Measure words: what is counted, measured or paid, and what must not follow each of them.

A measure word ends a number (``868022件``), but it also begins words of its own (``30人工``,
``12345对接``): beside each word stand the characters that would make it another word.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from gouji.figures.figure import Quantity
from gouji.figures.numbers.characters import plain
from gouji.figures.numbers.words import WORDS, grammar, numbers

REMEMBERED: Final = 1 << 13
"""Labels kept: those of a column are asked for at each of its cells."""

_KINDS: Final[dict[Quantity, dict[str, str]]] = WORDS["units"]
_SAME: Final[dict[str, str]] = WORDS["same"]
_QUANTITY: Final = {word: quantity for quantity, words in _KINDS.items() for word in words}
_NOT_AFTER: Final = {word: after for words in _KINDS.values() for word, after in words.items()}
_LONGEST_FIRST: Final = sorted(_QUANTITY, key=len, reverse=True)
SCALES: Final = numbers("scales")

_WORD: Final = "|".join(map(re.escape, _LONGEST_FIRST))
UNIT: Final = "(?:{})".format(
    "|".join(
        re.escape(word) + (f"(?![{_NOT_AFTER[word]}])" if _NOT_AFTER[word] else "")
        for word in _LONGEST_FIRST
    )
)
"""A measure word after a number in a sentence; of so many words that it takes 10 ms to compile."""

PER: Final = rf"(?:/\s?每?(?:十万|百万|万|千|百)?(?:{_WORD}|月|季度))?"
"""What a measure word may be per: ``元/人``."""

UNIT_BEGINS: Final = "[{}]".format("".join(sorted({word[0] for word in _QUANTITY} - {"%", "‰"})))
"""The first character of a measure word: enough to tell that a number ends here."""

SCALE: Final = (
    "万亿|[千百十]?亿|[千百十]?万|兆(?=[元亿零一二三四五六七八九])|千(?![米克瓦])|百(?!分)"
)

_UNIT_ALONE: Final = re.compile(
    rf"(?P<scale>{'|'.join(SCALES)})?(?P<unit>(?:{_WORD}){PER})?", re.ASCII
)
_IN_BRACKETS: Final = grammar("unit-in-brackets")
_AFTER_SIGN: Final = grammar("unit-after-sign")
_AFTER_WORD: Final = re.compile(r"[(\[【]?\s*(?:计量)?单位\s*:\s*(?P<unit>[^\s()\[\]【】]{1,12})")
_LONGEST_LABEL: Final = 400
_BETWEEN: Final = re.compile("[、,，;；和及]")


class Unit(NamedTuple):
    """A unit as headers print it: ``万元`` is 10 000 times ``元``, money."""

    scale: int
    name: str
    quantity: Quantity | None
    """None where the word alone does not say (``万``, an unknown word)."""


def quantity_of(unit: str) -> Quantity | None:
    """Say what kind of quantity a measure word announces; a word per another is a measure."""
    return _QUANTITY.get(unit, "measure" if "/" in unit else None)


def canonical(unit: str) -> str:
    """``个工作日`` and ``工作日`` are one unit."""
    return _SAME.get(unit, unit)


@lru_cache(maxsize=REMEMBERED)
def resolve(printed: str) -> Unit:
    """Read a unit that stands alone, as in a header; an unknown word is kept as it is."""
    word = plain(printed).strip()
    match = _UNIT_ALONE.fullmatch(word)
    if match is None:
        return Unit(1, word, None)
    unit = match["unit"] or ""
    return Unit(SCALES.get(match["scale"] or "", 1), canonical(unit), quantity_of(unit))


def settle_quantity(said: Quantity | None, digits: Decimal, scale: int) -> Quantity:
    """Decimals count no whole things (4.1个) unless 万 or 亿 multiplies them out."""
    if said is not None and said != "count":
        return said
    return "measure" if scale == 1 and digits.as_tuple().exponent != 0 else "count"


@lru_cache(maxsize=REMEMBERED)
def header_unit(label: str) -> tuple[str, str]:
    """``诉求来源(件)`` is ``("诉求来源", "件")``; what only looks like a unit stays in the label.

    Units stand in brackets at the end, after ``/`` or a comma, or after ``单位：`` anywhere. Where
    a caption names several none is given; :func:`caption_units` has them.
    """
    text = plain(label)[-_LONGEST_LABEL:]
    said = _AFTER_WORD.search(text)
    for match in [said] if said else [_IN_BRACKETS.search(text), _AFTER_SIGN.search(text)]:
        word = _word(match)
        if match and _UNIT_ALONE.fullmatch(word):
            cut = len(label) - len(text)
            name = label[: cut + match.start()] + label[cut + match.end() :].lstrip(")）]］】 \t")
            return name.strip(), word
    return label.strip(), ""


@lru_cache(maxsize=REMEMBERED)
def caption_units(caption: str) -> tuple[str, ...]:
    """``单位：万元、%`` is ``("万元", "%")``: what a caption names, if all of it are units."""
    words = _BETWEEN.split(_word(_AFTER_WORD.search(plain(caption)[-_LONGEST_LABEL:])))
    return tuple(words) if all(map(_UNIT_ALONE.fullmatch, words)) else ()


def _word(match: re.Match[str] | None) -> str:
    return next((group.strip() for group in match.groups() if group), "") if match else ""
