"""Where numbers stand: one pattern each for the ways to print their core, and what is around it.

Around it stand hedge, sign and currency before, unit and hedge behind. The patterns only find a
core; ``values`` and ``amounts`` say what it is worth, or that it is no number.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from gouji.figures.interval import Hedge
from gouji.figures.numbers.characters import MASK, THIN
from gouji.figures.numbers.units import PER, SCALE, UNIT, UNIT_BEGINS, canonical
from gouji.figures.numbers.values import CHARACTERS, DIGITS
from gouji.figures.numbers.words import WORDS, by_word, one_of

_GAP: Final = r"[ \u3000]{0,4}"
"""Justified text prints blanks between characters."""
_DIGIT: Final = f"[{''.join(c for c, n in DIGITS.items() if n)}]"
_ZERO: Final = "[零〇]"
_CHARACTER: Final = f"[{CHARACTERS}]"
_NO_DIGIT: Final = rf"(?<![0-9.{MASK}])"
_NO_NUMBER: Final = rf"(?<![{CHARACTERS}第数几上])"

_PLAIN: Final = r"[0-9]{1,18}(?:\.[0-9]{1,17})?"
_NUMERAL: Final = "|".join(
    (
        # 1.250,50 and 1 234,5: a comma for the point
        rf"[0-9]{{1,3}}(?:[.{THIN} ][0-9]{{3}}){{1,6}},[0-9]{{1,2}}(?![0-9,])",
        # 1,234,567.89 and 1'234
        rf"[0-9]{{1,3}}(?:[,{THIN}'’][0-9]{{3}}){{1,6}}(?![0-9])(?:\.[0-9]{{1,17}})?",
        rf"[0-9]{{1,3}}(?:，[0-9]{{3}}){{1,6}}(?![0-9，])"
        rf"(?=\s{{0,2}}(?:[(（%‰]|{SCALE}|{UNIT_BEGINS}|\s*\Z))",
        r"[0-9]{1,3}(?:[ ][0-9]{3}){1,4}(?![0-9])(?:\.[0-9]{1,17})?"
        rf"(?=\s{{0,2}}(?:{SCALE}|{UNIT_BEGINS}))",
        # 1.2E+05, 1.2×10³
        rf"{_PLAIN}[eE][+-]?[0-9]{{1,2}}(?![0-9A-Za-z])",
        rf"{_PLAIN}\s?[×xX]\s?10(?:\^-?[0-9]{{1,2}}|[⁰¹²³⁴-⁹]{{1,2}})",
        r"[0-9]{1,3}·[0-9]{1,4}(?=\s?[%‰万亿])",
        _PLAIN,
        rf"(?<![0-9A-Za-z])\.[0-9]{{1,17}}(?=[kKMG%‰]|\s?{UNIT_BEGINS}|\s*\Z)",
    )
)
_ARABIC: Final = rf"(?<![0-9][,'’])(?:{_NUMERAL})(?![0-9]|,[0-9])"
_PLACED: Final = rf"(?:零?[0-9]{{1,4}}(?:\.[0-9]{{1,8}})?\s{{0,3}}|{_DIGIT}{_GAP})"
_SCALED: Final = r"(?:[千百十]?[万亿]|千(?![米克瓦])|百(?!分)|十)"
_CHAIN: Final = (
    rf"\s{{0,3}}[余多几]?\s{{0,2}}(?:{SCALE})(?:{_GAP}[万亿](?!元))?"
    rf"(?:\s{{0,2}}{_PLACED}{_SCALED}){{0,5}}"
    r"(?:零?(?:[0-9],[0-9]{3}|[0-9]{1,4})(?![0-9.,:]|\s?[%‰]|个?百分点))?"
)
"""What may follow digits: 万, 万4000, 亿2345万6789."""
_SPOKEN: Final = (
    rf"{_CHARACTER}(?:{_GAP}[余多几来](?={_GAP}[万亿])|{_GAP}{_CHARACTER}){{0,40}}"
    rf"(?:{_GAP}点{_GAP}(?:{_GAP}(?:{_ZERO}|[0-9]|{_DIGIT})){{1,8}})?"
)
_TOPS: Final = one_of(WORDS["fraction-tops"])
_PARTS: Final = one_of(WORDS["fraction-parts"])
_IN_WORDS: Final = (
    rf"(?<![A-Za-z-])(?i:(?:(?P<top>{_TOPS})(?:[\s-]|\s(?:in|out\sof)(?:\severy)?\s))?"
    rf"(?P<under_it>(?(top)(?:{_PARTS})|half))\b)(?!\s(?:year|day|hour)){WORDS['fractions-of']}"
)
_PART: Final = rf"(?:(?<![0-9.]){_ARABIC}|{_SPOKEN})"
_SPAN: Final = r"[0-9]{1,6}\s?(?:天|个?小时|分钟?|h|min|′|')\s?零?"

CORE: Final = re.compile(
    rf"""
    {_NO_DIGIT}(?P<span>[0-9]{{1,3}}:[0-5][0-9]:[0-5][0-9](?![0-9:])
       |(?:{_SPAN}){{1,3}}[0-9]{{1,6}}(?:\.[0-9]{{1,6}})?\s?(?:个?小时|分钟?|秒|″|"))
    |{_NO_DIGIT}{_NO_NUMBER}
     (?P<fraction>(?=[^,，。；\n]{{1,40}}?分{_GAP}之)(?:(?P<whole>{_PART}){_GAP}又{_GAP})?
       (?P<below>{_PART}){_GAP}分{_GAP}之{_GAP}(?P<above>[0-9]{{1,3}}(?:，[0-9]{{3}})+|负?{_PART})
       (?:{_GAP}(?P<thousand>[kK])(?![A-Za-z]))?)
    |{_NO_DIGIT}(?<!/)(?P<vulgar>(?:(?P<ones>[0-9]{{1,3}})\s)?(?P<over>[0-9]{{1,3}})/
       (?P<under>[2-9]|10))(?![0-9.%‰/])(?=\s?{UNIT_BEGINS})
    |{_NO_DIGIT}{_NO_NUMBER}
     (?P<discount>(?:[0-9](?:[\s.]?[0-9])?|{_DIGIT}{_GAP}(?:点?{_GAP}{_DIGIT})?){_GAP}折)
       (?![{WORDS["discounts"]}])
    |(?P<in_words>{_IN_WORDS})
    |{_NO_DIGIT}(?P<money>(?<=[$€£¥])|(?<=[$€£¥]\s))?
     (?P<arabic>{_ARABIC}(?:(?P<suffix>[kKMG])(?=\s?{UNIT})
       |[\s-]?(?P<multiple>{one_of(WORDS["multiples"])})(?![A-Za-z])
       |(?(money)(?P<letter>[{"".join(WORDS["of-money"])}])(?![A-Za-z0-9²³])|(?!))|{_CHAIN})?)
    |{_NO_NUMBER}(?P<half>一半(?![天半])|半数|半[百成]|半(?=个{UNIT_BEGINS}))
    |(?P<doubled>翻了?(?P<doublings>[一两二三四])?番)
    |{_NO_NUMBER}(?P<spoken>{_SPOKEN}|零(?=个))
    """,
    re.VERBOSE,
)
"""The group that closes last names the production."""
INSIDE: Final = re.compile(r"[余多几来]")
"""A hedge within a number: 30余万."""

_HEDGES: Final[dict[str, Hedge]] = {**by_word("behind"), **by_word("before")}  # type: ignore[dict-item]
_SIGNED_WORDS: Final = frozenset(WORDS["signed-words"])
_CHANGES: Final = frozenset({"%", "‰", "个百分点", "倍"})
_DATED: Final = tuple("年月日号季时周期")
_NOT_BEHIND: Final[dict[str, str]] = WORDS["not-behind"]

_BEHIND: Final = re.compile(
    rf"""
    (?:{_GAP}(?P<tenths>成)(?:{_GAP}(?P<tenth>{_DIGIT}|半)(?![{CHARACTERS}]))?(?![{WORDS["tenths"]}])
      |(?P<behind>[余多来几])?\s{{0,4}}
       (?:(?P<points>个?{_GAP}百{_GAP}分{_GAP}点)|(?P<fold>倍)(?P<half>半)(?![\u4e00-\u9fff])|(?P<unit>{UNIT}{PER})|(?P<dozen>打)(?={UNIT_BEGINS}))
      |(?P<bare>余(?![额下款年热])|多(?![\u4e00-\u9fff])))?
    (?:\s?(?P<after>及?以上|及?以下|以内|之内|左右|上下|有余|许(?![多可])|
      (?<=[倍时元成钟年])多(?!了?[\u4e00-\u9fff]?了?\s?[0-9])|\+(?!\s?[0-9.NX])))?
    """,
    re.VERBOSE,
)
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
