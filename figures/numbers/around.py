"""What stands around a number: hedge, sign and currency before it, unit and hedge behind it."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from gouji.figures.interval import Hedge
from gouji.figures.numbers.characters import MASK
from gouji.figures.numbers.core import DIGIT, GAP
from gouji.figures.numbers.units import UNIT, canonical
from gouji.figures.numbers.values import CHARACTERS
from gouji.figures.numbers.words import WORDS, by_word, one_of
from gouji.rules.kept import compiled

_HEDGES: Final[dict[str, Hedge]] = {**by_word("behind"), **by_word("before")}  # type: ignore[dict-item]
_SIGNED_WORDS: Final = frozenset(WORDS["signed-words"])
_CHANGES: Final = frozenset({"%", "‰", "个百分点", "倍"})
_DATED: Final = tuple("年月日号季时周期")
_NOT_BEHIND: Final[dict[str, str]] = WORDS["not-behind"]

_BEHIND: Final = compiled(
    rf"""
    (?:{GAP}(?P<tenths>成)(?:{GAP}(?P<tenth>{DIGIT}|半)(?![{CHARACTERS}]))?(?![{WORDS["tenths"]}])
      |(?P<behind>[余多来几])?\s{{0,4}}
       (?:(?P<points>个?{GAP}百{GAP}分{GAP}点)|(?P<fold>倍)(?P<half>半)(?![\u4e00-\u9fff])|(?P<unit>{UNIT})|(?P<dozen>打)(?={UNIT}))
      |(?P<bare>余(?![额下款年热])|多(?![\u4e00-\u9fff])))?
    (?:\s?(?P<after>及?以上|及?以下|以内|之内|左右|上下|有余|许(?![多可])|
      (?<=[倍时元成钟年])多|\+(?!\s?[0-9.NX])))?
    """,
    re.VERBOSE,
)
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
_WIDEST: Final = 12


class Before(NamedTuple):
    """What stands before a number, and where that begins."""

    start: int
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


def behind(text: str, end: int) -> Behind:
    """Read what stands behind a number that ends at ``end``."""
    match = _BEHIND.match(text, end)
    assert match is not None  # every part of it may be missing
    hedges = tuple(h for h in (match["behind"], match["bare"], match["after"]) if h)
    unit_end = match.end("after") - len(match["after"]) if match["after"] else match.end()
    if match["tenths"]:
        return Behind(match.end(), unit_end, "成", hedges, match["tenth"] or "")
    if match["fold"]:
        return Behind(match.end(), unit_end, "倍", hedges, "半")
    unit = "个百分点" if match["points"] else canonical(match["unit"] or "")
    return Behind(match.end(), unit_end, unit, hedges, dozens=match["dozen"] is not None)


def hedges_only(text: str, end: int) -> Behind:
    """Read only the hedge behind: the unit is printed in the number itself (百分之五)."""
    match = _BEHIND.match(text, end)
    if match is None or match["unit"] or match["tenths"] or match["points"] or match["dozen"]:
        return Behind(end, end)
    return Behind(match.end(), end, "", tuple(h for h in (match["bare"], match["after"]) if h))


def before(text: str, start: int, behind: Behind, *, cell: bool, since: int) -> Before:
    """Read what stands before a number that begins at ``start``, after ``since``."""
    at = _without_mark(text, start, since)
    sign, width = _sign(text, at, since, behind.unit, cell=cell)
    at = _without_mark(text, at - width, since)
    word = _BEFORE.search(text[max(since, at - _WIDEST) : at])
    if word is None:
        return Before(at, sign)
    return Before(at - len(word[0]), sign, word["word"].lower())


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
    if printed == "+" and leading.isdecimal() and unit == "%" and not spaced:
        return "+", 1
    if _OPERAND.match(leading) or where == since > 0 or (spaced and not leading.isalpha()):
        return "", 0
    if printed == "-" and leading.isalpha() and not _signs(text, where, unit, cell=cell):
        return "", 0
    return printed, 1 + spaced


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
