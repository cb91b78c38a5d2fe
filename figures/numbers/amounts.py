"""One number with what is printed on it: hedge, sign, digits, 万 or 亿, measure word.

Works on plain text (see ``characters``) from which what is no figure has been blanked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Final

from gouji.figures.figure import Numeral, Quantity
from gouji.figures.interval import Hedge
from gouji.figures.numbers.characters import MASK, THIN
from gouji.figures.numbers.chinese_numerals import CHARACTERS, read_spoken
from gouji.figures.numbers.units import (
    SCALE,
    SCALES,
    UNIT,
    canonical,
    quantity_of,
    settle_quantity,
)

EXACT: Final = Context(prec=80)
"""Wide enough for every number the grammar admits: nothing is ever rounded on the way in."""

_HEDGES_BEFORE: Final[dict[str, Hedge]] = {
    "不超过": "at-most", "不高于": "at-most", "不多于": "at-most", "最多": "at-most",
    "至多": "at-most", "不少于": "at-least", "不低于": "at-least", "至少": "at-least",
    "超过": "over", "超": "over", "逾": "over", "突破": "over", "高于": "over", "多于": "over",
    "将近": "under", "接近": "under", "近": "under", "不足": "under", "不到": "under",
    "未满": "under", "低于": "below", "少于": "below", "小于": "below",
    "大约": "about", "约": "about", "大概": "about",
    "≥": "at-least", "≧": "at-least", "≤": "at-most", "≦": "at-most", ">": "over", "<": "below",
}  # fmt: skip
_HEDGES_AFTER: Final[dict[str, Hedge]] = {
    "余": "more", "多": "more", "有余": "more", "来": "about", "左右": "about", "上下": "about",
    "许": "about", "+": "more", "以上": "at-least", "及以上": "at-least", "以下": "at-most",
    "及以下": "at-most", "以内": "at-most", "之内": "at-most",
}  # fmt: skip

_BEFORE: Final = (
    "不超过|不高于|不多于|最多|至多|不少于|不低于|至少|超过?了?|逾|突破了?|高于|多于|将近|接近|"
    "(?<![附最邻临远])近|不足|不到|未满|(?<!不)[少小低]于|大约[为占达有]?|"
    "(?<![节预签履违公集邀制条])约[为占达有合]?|大概|[≥≧≤≦<>]"
)
_DIGITS: Final = (
    rf"[0-9]{{1,3}}(?:[,{THIN}][0-9]{{3}}){{1,6}}(?![0-9])(?:\.[0-9]{{1,12}})?|"
    rf"[0-9]{{1,3}}(?:，[0-9]{{3}}){{1,6}}(?![0-9，])(?=\s{{0,2}}(?:[(（]|{SCALE}|{UNIT}|\s*\Z))|"
    rf"[0-9]{{1,3}}(?:[ ][0-9]{{3}}){{1,4}}(?![0-9.])(?=\s{{0,2}}(?:{SCALE}|(?!%|‰){UNIT}))|"
    r"[0-9]{1,18}(?:\.[0-9]{1,12})?"
)
_UNIT_AND_HEDGES: Final = (
    rf"(?:(?P<behind>[余多来])?\s{{0,3}}(?P<unit>{UNIT})|"
    r"(?P<behind_bare>余(?![额下款年热])|多(?![\u4e00-\u9fff])))?"
    r"(?:\s?(?P<after>及?以上|及?以下|以内|之内|左右|上下|有余|许(?![多可])|"
    r"(?<=[倍时元成钟年])多|\+(?!\s?[0-9.NX])))?"
)
_SPAN: Final = r"[0-9]{1,6}\s?(?:天|个?小时|分钟?|h|min|′|')\s?零?"
_AMOUNT: Final = re.compile(
    rf"""
    (?:(?P<before>{_BEFORE})\s{{0,3}})?
    (?:
      (?P<sign>(?<![0-9A-Za-z%)\]{MASK}])[-+]|(?<=[0-9])\+(?=[0-9.]{{1,12}}%))?
      (?<![0-9.{MASK}])
      (?:
        (?P<clock>[0-9]{{1,3}}:[0-5][0-9]:[0-5][0-9])(?![0-9:])
        |
        (?P<span>(?:{_SPAN}){{1,3}}[0-9]{{1,6}}(?:\.[0-9]{{1,6}})?\s?(?:个?小时|分钟?|秒|″|"))
        |
        (?P<digits>{_DIGITS})(?![0-9])
        (?:\s{{0,3}}(?P<inside>[余多])?(?P<scale>{SCALE})
           (?:(?P<rest>[0-9]{{1,4}}(?:\.[0-9]{{1,8}})?)(?P<rest_scale>[千百]?万|千))?
        )?
        {_UNIT_AND_HEDGES}
      )
      |
      (?P<per>[百千])分之\s?(?P<parts>[{CHARACTERS}点]{{1,12}}|[0-9]{{1,6}}(?:\.[0-9]{{1,6}})?)
      (?P<parts_after>左右|以上|以下|以内)?
      |
      (?<![{CHARACTERS}第数几上])
      (?P<spoken>[{CHARACTERS}]{{1,16}}(?:点[零一二三四五六七八九]{{1,6}})?)
      (?:(?P<inside_cn>[余多])(?P<scale_cn>[万亿]))?
      {_UNIT_AND_HEDGES.replace("(?P<", "(?P<cn_")}
    )
    """,
    re.VERBOSE,
)
_SPAN_PART: Final = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s?(个?小时|分钟?|[秒天h′'″\"]|min)")
_SECONDS: Final = {
    "天": 86400, "小时": 3600, "个小时": 3600, "h": 3600, "分钟": 60, "分": 60, "min": 60,
    "′": 60, "'": 60, "秒": 1, "″": 1, '"': 1,
}  # fmt: skip
_SPAN_UNIT: Final = {3600: "小时", 60: "分钟", 1: "秒"}
_COUNTED_BY_ONE: Final = frozenset(
    [
        "件",
        "件次",
        "人次",
        "通",
        "名",
        "篇",
        "份",
        "起",
        "宗",
        "户",
        "倍",
        "成",
        "个百分点",
        "个工作日",
        "个小时",
    ]
)
_NEVER_SPOKEN: Final = frozenset("分度日年周米升席部头面")
_SIGNED_WORDS: Final = (
    "同比",
    "环比",
    "增长",
    "增减",
    "增幅",
    "变化",
    "去年",
    "上年",
    "同期",
    "下降",
    "增速",
)
_GROUPING: Final = dict.fromkeys(map(ord, f",， {THIN}"))
_SHARE: Final = {"百": "%", "千": "‰"}
_SIGNS: Final = frozenset(_SHARE.values())
"""Signs that belong to the number as printed, as no measure word does."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its hedge, sign and unit, at ``[start, end)`` of the text it was found in."""

    start: int
    end: int
    numeral: Numeral
    unit: str
    quantity: Quantity
    sign: str = ""
    """``+`` or ``-`` as printed; a minus is in the value already."""


def find_amounts(masked: str, text: str) -> Iterator[Amount]:
    """Yield the amounts of ``masked`` in order, disjoint; ``text`` is what was printed there."""
    for match in _AMOUNT.finditer(masked):
        amount = _read(match, text)
        if amount is not None:
            yield amount


def _read(match: re.Match[str], text: str) -> Amount | None:
    if match["digits"]:
        return _arabic(match, text)
    if match["span"] or match["clock"]:
        return _time_span(match, text)
    if match["parts"]:
        return _share(match, text)
    return _spoken(match, text)


def _hedge_of(word: str) -> Hedge:
    """Look a hedge up; a verb may lean on it (约占, 超过了)."""
    return _HEDGES_BEFORE.get(word) or _HEDGES_AFTER.get(word) or _HEDGES_BEFORE[word[:-1]]


def _hedge(*printed: str | None) -> Hedge:
    """Say which hedge stands by a number; two that differ (近30余) leave only ``about``."""
    found = {_hedge_of(word) for word in printed if word is not None}
    if len(found) > 1:
        return "about"
    return next(iter(found), "")


def _number(text: str) -> Decimal:
    return Decimal(text.translate(_GROUPING))


def _step(value: Decimal) -> Decimal:
    return Decimal((0, (1,), min(0, int(value.as_tuple().exponent))))


def times(value: Decimal, scale: int) -> Decimal:
    """Multiply exactly; a whole product loses the zeros after its point (57.58万 is 575800)."""
    product = EXACT.multiply(value, Decimal(scale))
    if scale > 1 and product == product.to_integral_value():
        return product.quantize(Decimal(1), context=EXACT)
    return product


def _arabic(match: re.Match[str], text: str) -> Amount:
    number = _number(match["digits"])
    scale = SCALES.get(match["scale"] or "", 1)
    value, step = times(number, scale), times(_step(number), scale)
    if match["rest"]:
        rest, rest_scale = _number(match["rest"]), SCALES[match["rest_scale"]]
        value = EXACT.add(value, times(rest, rest_scale))
        step = times(_step(rest), rest_scale)
    unit = canonical(match["unit"] or "")
    if match["unit"] == "成":
        value, step, scale = times(value, 10), times(step, 10), 10
    sign = _sign(match, unit)
    if sign == "-":
        value = value.copy_negate()
    hedge = _hedge(
        match["before"], match["inside"], match["behind"], match["behind_bare"], match["after"]
    )
    numeral = Numeral(_as_printed(match, text, unit, sign), value, step, hedge, scale)
    quantity = settle_quantity(quantity_of(unit), number, scale)
    return Amount(_start(match, sign), match.end(), numeral, unit, quantity, sign)


def _start(match: re.Match[str], sign: str) -> int:
    """Where the amount begins: a dash that is no sign stays outside."""
    printed = match["sign"] or ""
    if match["before"] or not printed or sign:
        return match.start()
    return match.start() + len(printed)


def _sign(match: re.Match[str], unit: str) -> str:
    """Take a dash behind a word for a sign only where a change is told (同比-5.2%)."""
    printed = match["sign"] or ""
    at = match.start("sign")
    before = match.string[max(0, at - 2) : at]
    if printed != "-" or not before[-1:].isalpha():
        return printed
    told = unit in {"%", "‰", "个百分点", "倍"} or before in _SIGNED_WORDS
    return "-" if told else ""


def _as_printed(match: re.Match[str], text: str, unit: str, sign: str) -> str:
    """Digits, 万 and per-cent sign as they stand, without hedge and measure word."""
    last = next(group for group in ("rest_scale", "scale", "digits") if match[group])
    start, end = match.start("sign" if sign == "-" else "digits"), match.end(last)
    if unit in _SIGNS and not match["behind"]:
        end = match.end("unit")
    if match["inside"]:
        return text[start : match.start("inside")] + text[match.end("inside") : end]
    return text[start:end]


def _time_span(match: re.Match[str], text: str) -> Amount:
    """``3分12秒`` is 192 秒, ``00:03:12`` as well: the smallest unit carries the value."""
    group = "span" if match["span"] else "clock"
    if match["clock"]:
        parts = list(zip(match["clock"].split(":"), ("小时", "分", "秒"), strict=True))
    else:
        parts = _SPAN_PART.findall(match["span"])
    factors = [_SECONDS[word] for _, word in parts]
    total = sum(times(Decimal(n), f) for (n, _), f in zip(parts, factors, strict=True))
    value = EXACT.divide(Decimal(total), Decimal(factors[-1]))
    printed = text[match.start(group) : match.end(group)]
    numeral = Numeral(printed, value, _step(Decimal(parts[-1][0])), _hedge(match["before"]))
    return Amount(match.start(), match.end(), numeral, _SPAN_UNIT[factors[-1]], "measure")


def _share(match: re.Match[str], text: str) -> Amount | None:
    """``百分之十二点五`` is 12.5 %."""
    unit = _SHARE[match["per"]]
    parts = match["parts"]
    if parts[0].isdecimal():
        value, step = Decimal(parts), _step(Decimal(parts))
    else:
        spoken = read_spoken(parts)
        if spoken is None:
            return None
        value, step = spoken.value, _step(spoken.value)
    printed = text[match.start("per") : match.end("parts")]
    numeral = Numeral(printed, value, step, _hedge(match["before"], match["parts_after"]))
    return Amount(match.start(), match.end(), numeral, unit, "rate")


def _spoken(match: re.Match[str], text: str) -> Amount | None:
    """Read characters that plainly count something: 一百二十件, 近百万条, 三万余."""
    words = match["spoken"] + (match["scale_cn"] or "")
    unit = canonical(match["cn_unit"] or "")
    hedge = _hedge(
        match["before"], match["inside_cn"], match["cn_behind"], match["cn_behind_bare"],
        match["cn_after"],
    )  # fmt: skip
    spoken = read_spoken(words)
    if spoken is None or not _counts(words, match["cn_unit"] or "", hedge, bare=spoken.bare):
        return None
    value, step, scale = spoken.value, spoken.step, spoken.scale
    if match["cn_unit"] == "成":
        value, step, scale = times(value, 10), Decimal(10), 10
    numeral = Numeral(_as_spoken(match, text), value, step, hedge, scale)
    return Amount(match.start(), match.end(), numeral, unit, quantity_of(unit) or "count")


def _as_spoken(match: re.Match[str], text: str) -> str:
    """Characters as they stand, with 万 and 成 but without hedge and measure word."""
    printed = text[match.start("spoken") : match.end("spoken")]
    if match["scale_cn"]:
        printed += text[match.start("scale_cn") : match.end("scale_cn")]
    return printed + "成" if match["cn_unit"] == "成" else printed


def _counts(words: str, unit: str, hedge: Hedge, *, bare: bool) -> bool:
    """Whether characters are a quantity, and not 一键, 千家万户, 十分 or 四位一体."""
    if unit in _NEVER_SPOKEN or (not unit and not hedge):
        return False
    if len(words) == 1 and words not in "十百千万亿":
        return unit in _COUNTED_BY_ONE and (words != "一" or unit == "倍")
    return not bare or bool(hedge)
