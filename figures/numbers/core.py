"""Where numbers stand: one pattern each for the ways to print their core, and what is around it.

Around it stand hedge, sign and currency before, unit and hedge behind. The patterns, which stand in
``rules/words/number-grammar.yaml``, only find a core; ``values`` and ``amounts`` say what it is
worth, or that it is no number.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from gouji.figures.interval import Hedge
from gouji.figures.numbers.characters import MASK
from gouji.figures.numbers.units import PER, SCALE, UNIT, UNIT_BEGINS, canonical
from gouji.figures.numbers.values import CHARACTERS, DIGITS
from gouji.figures.numbers.words import WORDS, by_word, grammar, one_of

_PIECES: Final = {
    **{"PER": PER, "SCALE": SCALE, "UNIT": UNIT, "UNIT_BEGINS": UNIT_BEGINS},
    **{"CHARACTERS": CHARACTERS, "DIGIT": f"[{''.join(c for c, n in DIGITS.items() if n)}]"},
}
CORE: Final = grammar("core", **_PIECES)
"""The group that closes last names the production."""
INSIDE: Final = re.compile(r"[余多几来]")
"""A hedge within a number: 30余万."""

_HEDGES: Final[dict[str, Hedge]] = {**by_word("behind"), **by_word("before")}  # type: ignore[dict-item]
_SIGNED_WORDS: Final = frozenset(WORDS["signed-words"])
_CHANGES: Final = frozenset({"%", "‰", "个百分点", "倍"})
_DATED: Final = tuple("年月日号季时周期")
_NOT_BEHIND: Final[dict[str, str]] = WORDS["not-behind"]
_BEHIND: Final = grammar("behind", **_PIECES)
_SPELT: Final = {"tenths": "成", "fold": "倍", "points": "个百分点"}
_BEFORE: Final = re.compile(
    "(?P<word>{})\\s{{0,3}}\\Z".format(
        "|".join(
            (f"(?<![{_NOT_BEHIND[word]}])" if word in _NOT_BEHIND else "") + re.escape(word)
            for word in sorted(by_word("before"), key=len, reverse=True)
        )
    ),
    re.IGNORECASE,
)
_MARK: Final = re.compile(rf"(?:{one_of(WORDS['currencies'])})\s{{0,2}}\Z")
_OPERAND: Final = re.compile(rf"[0-9A-Za-z%)\]{MASK}]")
"""Behind these a dash goes on, and is no sign."""
_PARTING: Final = re.compile(r"[\u4e00-\u9fff]-\s?[0-9]")
_WIDEST: Final = 16


class Before(NamedTuple):
    """What stands before a number, where that begins, and where the number with its minus does."""

    start: int
    number: int
    sign: str = ""
    hedge: str = ""


class Behind(NamedTuple):
    """What stands behind a number, where it ends, and where its unit does."""

    end: int
    unit_end: int
    unit: str = ""
    hedges: tuple[str, ...] = ()
    tenth: str = ""
    """The digit behind 成 (七成六), or 半 behind 倍."""
    dozens: bool = False


def behind(text: str, end: int, unit: str = "") -> Behind:
    """Read what stands behind a number that ends at ``end``.

    Where the number itself prints its ``unit`` (百分之五), only a hedge may follow.
    """
    match = _BEHIND.match(text, end)
    assert match is not None  # every part of it may be missing
    if unit:
        if match["unit"] or match["tenths"] or match["points"] or match["dozen"]:
            return Behind(end, end, unit)
        return Behind(match.end(), end, unit, tuple(filter(None, match.group("bare", "after"))))
    hedges = tuple(filter(None, match.group("behind", "bare", "after")))
    unit_end = match.start("after") if match["after"] else match.end()
    named = (unit for group, unit in _SPELT.items() if match[group])
    unit = next(named, canonical(match["unit"] or ""))
    tenth, dozens = match["tenth"] or match["half"] or "", match["dozen"] is not None
    return Behind(match.end(), unit_end, unit, hedges, tenth, dozens)


def before(text: str, start: int, behind: Behind, *, cell: bool, since: int) -> Before:
    """Read what stands before a number that begins at ``start``, after ``since``."""
    at = _without_mark(text, start, since)
    sign, width = _sign(text, at, since, behind.unit, cell=cell)
    number = at - width if sign == "-" else start
    at = _without_mark(text, at - width, since)
    word = _BEFORE.search(text[max(since, at - _WIDEST) : at])
    told, hedged = (word[0], word["word"].lower()) if word else ("", "")
    return Before(at - len(told), number, sign, hedged)


def _without_mark(text: str, at: int, since: int) -> int:
    """Step over a currency mark."""
    mark = _MARK.search(text[max(since, at - _WIDEST) : at])
    return at - len(mark[0]) if mark else at


def _sign(text: str, at: int, since: int, unit: str, *, cell: bool) -> tuple[str, int]:
    """The sign before ``at`` and how wide it is printed; a dash may part a name from its number."""
    left = text[max(since, at - 2) : at]
    spaced = left.endswith(" ")
    printed = left.rstrip(" ")[-1:]
    if printed == "负":
        return "-", 1 + spaced
    if printed not in ("+", "-") or (spaced and cell):
        return "", 0
    where = at - 1 - spaced
    leading = text[where - 1 : where]
    goes_on = _OPERAND.match(leading) or where == since > 0 or (spaced and not leading.isalpha())
    joins = printed == "-" and leading.isalpha() and not _signs(text, where, unit, cell=cell)
    return ("", 0) if goes_on or joins else (printed, 1 + spaced)


def _signs(text: str, where: int, unit: str, *, cell: bool) -> bool:
    """Whether a dash behind a word is a minus: of a change (同比-5.2%), or the only such dash."""
    if unit in _CHANGES or text[max(0, where - 2) : where] in _SIGNED_WORDS:
        return True
    if cell or text[where - 1 : where] in _DATED:
        return False
    return len(_PARTING.findall(text)) == 1


def hedge(*printed: str) -> Hedge:
    """Say which hedge stands by a number; two that differ (近30余) leave only ``about``."""
    found = {_HEDGES[word] for word in printed if word}
    if len(found) > 1:
        return "about"
    return next(iter(found), "")
