"""Digits that count nothing: dates, clause numbers, telephone numbers, names with numbers in them.

Each pattern says what it looks like and what it is; ``mask`` blanks the digits it finds and leaves
all else standing, so that a unit, an arrow or ``较2018年增长`` around them can still be read.
Every pattern begins where no digit stands before and is bounded: the work is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from gouji.figures.numbers.characters import MASK
from gouji.figures.numbers.chinese_numerals import CHARACTERS
from gouji.figures.numbers.units import SCALE, UNIT

_HAN: Final = "\u4e00-\u9fff"
_OPEN: Final = "(?<![0-9.])"
_YEAR: Final = rf"{_OPEN}(?:19|20)[0-9]{{2}}"
_DASH: Final = r"\s?(?:-{1,2}|—{1,2}|–|~|至|到)\s?"
_MONTH: Final = r"(?:1[0-2]|0?[1-9])"
_DAY: Final = r"(?:3[01]|[12][0-9]|0?[1-9])"
_CN: Final = f"[{CHARACTERS}]"
_N: Final = rf"(?:[0-9]{{1,4}}|{_CN}{{1,4}})"
_SPACE: Final = r"[ \t\u2009]"
_START: Final = rf"(?m:^){_SPACE}{{0,8}}(?:[#>*·•-]{{1,6}}{_SPACE}{{1,4}})?"

_HOTLINE: Final = (
    "(?:12345|12315|12333|12328|12329|12306|12348|12350|12355|12356|12360|12365|12366|12367|12369|"
    "12371|12377|12378|12380|12381|12385|12388|12389|12393|12320|12319|12318|12317|12312|12305|"
    "12301|12309|12310|12321|12338|12339|12340|12341|12342|12343|12344|12351|12358|12363|12386)"
)
_ALARM: Final = "(?:110|119|120|122)"
_NO_COUNT: Final = rf"(?![0-9.]|,[0-9])(?!\s{{0,2}}(?:[余多]?\s?{UNIT}|[余多]?万|亿))"
_ALARM_WORDS: Final = (
    "联动|报警|转|警|急救|高效|对接|互联|指挥|平台|非警|热线|接处|服务|电话|及时|双号|移交|"
    "消防|火警"
)
_RATE_NAME: Final = rf"[{_HAN}]{{0,10}}?(?:率|占比|比例|比重)"
_TIME: Final = r"(?:秒钟?|分钟|个?小时|天|日|个?工作日)"
_ROUND_THE_CLOCK: Final = (
    "畅通|在线|不间断|值守|值班|服务|全天|全时|热线|人工|受理|响应|不打烊|无休|运行|待命|接听|监测|"
    "实时|开通|客服|自助"
)

_CHANNEL: Final = "(?:[Aa][Pp][Pp]|[Ww][Ee][Bb]|PC|IVR|[Qq][Qq])"
"""Ways to the hotline whose names a count may follow: APP2400件."""

_ADDRESSES: Final = {
    "a link": r"(?:https?://|www\.)[A-Za-z0-9./:_?=&%#~+-]{1,2000}",
    "a mail address": r"(?<![A-Za-z0-9._+-])[A-Za-z0-9._+-]{1,64}@[A-Za-z0-9.-]{1,255}",
    "a telephone number": (
        rf"{_OPEN}(?:0[0-9]{{2,3}}-[0-9]{{5,8}}(?:-[0-9]{{1,6}})?|[48]00-[0-9]{{3,4}}-?[0-9]{{3,4}}"
        r"|\+86-?[0-9]{5,12})(?![0-9])"
    ),
    "a run of digits too long to count anything": r"(?<![0-9])[0-9]{19,}(?:\.[0-9]{0,40})?",
    "decimals too long to be printed": r"(?<![0-9.])[0-9]{1,18}\.[0-9]{13,}",
}

_DATES: Final = {
    "a dotted date": rf"{_YEAR}(?P<dot>[./-]){_MONTH}(?P=dot){_DAY}(?![0-9])",
    "years in a row": (
        rf"{_YEAR}(?=(?:{_SPACE}?[、，和与及]{_SPACE}?(?:19|20)[0-9]{{2}}){{1,5}}{_SPACE}?年)"
    ),
    "a span of years": (
        rf"{_YEAR}(?:\.{_MONTH}(?![0-9]))?{_SPACE}?年?{_DASH}(?:19|20)[0-9]{{2}}"
        rf"(?:\.{_MONTH}(?![0-9]))?(?![0-9.])"
    ),
    "a dotted month": rf"{_YEAR}[./-]{_MONTH}{_SPACE}?月",
    "a year and its month": (
        rf"{_YEAR}\s{{0,3}}年度?(?:\s{{0,3}}{_MONTH}(?:{_DASH}{_MONTH})?\s{{0,3}}月"
        rf"(?:\s{{0,3}}{_DAY}\s{{0,3}}[日号])?)?"
    ),
    "a year without 年": (rf"(?<=[较比自从]){_SPACE}?(?:19|20)[0-9]{{2}}{_NO_COUNT}|{_YEAR}(?=版)"),
    "a year in characters": r"[一二][〇零九八一二三四五六七]{3}年",
    "months": rf"{_OPEN}{_MONTH}月?{_DASH}{_MONTH}\s{{0,2}}月(?!均)",
    "a month and its day": (
        rf"{_OPEN}{_MONTH}\s{{0,2}}月(?:份|\s{{0,2}}{_DAY}\s{{0,2}}[日号]|(?!均))"
    ),
    "a day with a dot (3·15)": rf"{_OPEN}{_MONTH}·{_DAY}(?![0-9.])",
    "a day": rf"{_OPEN}{_DAY}(?:日?{_DASH}{_DAY})?\s{{0,2}}日(?!内|以内|之内|均)",
    "months and days in characters": rf"{_CN}{{1,3}}(?:月(?!均)|日(?!内))",
    "a date so far": rf"前{_SPACE}?{_N}{_SPACE}?个?(?:季度|月)",
    "quarters": rf"(?:{_OPEN}[1-4]|[一二三四])(?:{_DASH}[1-4一二三四])?\s?季度",
    "a time of day": (
        rf"{_OPEN}[0-9]{{1,2}}:[0-9]{{2}}(?::[0-9]{{2}})?(?![0-9])|"
        rf"{_OPEN}[0-9]{{1,2}}(?:{_DASH}[0-9]{{1,2}})?\s?(?:时(?!长)|点(?!位))"
        r"(?:[0-9]{1,2}分|半|整)?"
    ),
    "recent years": (
        r"(?<![附最邻临远])近\s?(?:[0-9]{1,2}|[一二两三四五六七八九十])\s?个?(?:年|月|天|日|周)"
    ),
    "years since": rf"(?:{_OPEN}[0-9]{{1,3}}|{_CN}{{1,4}})周年",
    "a day in brackets": r"(?<=[昨今前当]\()[0-9]{1,2}(?=\)[日天])",
    "a decade": rf"{_OPEN}[0-9]0(?:后|年代)|{_OPEN}[0-9]{{1,2}}世纪",
}

_NUMBERINGS: Final = {
    "a document number": r"[〔\[【(](?:19|20)[0-9]{2}[〕\]】)]\s?第?\s?[0-9]{1,5}\s?号",
    "the year of an issue": rf"{_YEAR}(?={_SPACE}?第{_SPACE}?{_N}{_SPACE}?[期号周])",
    "ordinals in a row": (
        rf"第{_SPACE}?{_N}[周期]?(?:{_SPACE}?[、和及至~-]{_SPACE}?(?:第{_SPACE}?)?{_N}[周期]?){{1,4}}"
        r"(?<=[周期])(?!日|间|限)"
    ),
    "an index number": rf"索引号{_SPACE}?:?{_SPACE}?[0-9A-Za-z/_.-]{{4,60}}",
    "an ordinal": rf"第{_SPACE}?{_N}",
    "number so-and-so": rf"(?:{_OPEN}[0-9]{{1,5}}|{_CN}{{1,4}})\s?号(?!召)",
    "a rank": (
        rf"(?<![目之以当此提年日较从])前{_SPACE}?{_N}(?![0-9])|"
        rf"[Tt][Oo][Pp]{_SPACE}?[0-9]{{1,3}}|(?:位列|位居|排名){_N}"
    ),
    "a pollutant": (r"(?<![A-Za-z])(?:PM\s?(?:2\.5|10)|(?:O|CO|NO|SO|NH)\s?[2-4])(?![0-9.])"),
    "a figure or table by number": (
        rf"(?:(?<![{_HAN}])|(?<=[如见下上]))(?:图表?|表格?|附件|附表|附图|专栏|注|公式|案例)"
        rf"{_SPACE}?[0-9]{{1,3}}(?:[-.][0-9]{{1,3}})?(?![0-9])"
    ),
    "a page number": (
        rf"{_START}[-—–]{_SPACE}?[0-9]{{1,4}}{_SPACE}?[-—–]{_SPACE}*(?m:$)|"
        rf"{_OPEN}[0-9]{{1,4}}\s?/\s?共?[0-9]{{1,4}}\s?页|页[\s,，/]{{0,3}}共\s?[0-9]{{1,4}}\s?页"
    ),
    "a heading before a year or a hotline": (
        rf"(?:{_START}|(?<=[\s:;。“]))[0-9]{{1,2}}\.(?={_SPACE}?(?:(?:19|20)[0-9]{{2}}{_SPACE}?年|"
        rf"{_HOTLINE}(?![0-9.])|24{_SPACE}?小时))"
    ),
    "a clause number": (
        rf"{_START}[0-9]{{1,2}}[.、)]{_SPACE}{{0,4}}(?=[{_HAN}A-Za-z“\"‘《「{MASK}])|"
        rf"(?<=[\s:;。])[0-9]{{1,2}}\.{_SPACE}{{0,4}}(?=[{_HAN}A-Za-z“\"‘《「{MASK}])"
    ),
    "a section number": (
        rf"{_START}[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,3}}{_SPACE}{{1,4}}(?=[{_HAN}“])"
        rf"(?!{SCALE}|{UNIT}|左右|以[上下内]|和|与)"
    ),
    "a clause in brackets": (
        rf"(?:{_START}|(?<=[:;。，]))\([0-9]{{1,2}}\)(?={_SPACE}{{0,2}}[{_HAN}A-Za-z“《{MASK}])"
    ),
    "a version": rf"{_OPEN}[0-9]{{1,4}}(?:\.[0-9]{{1,4}}){{2,6}}(?![0-9])",
    "a version in a name": (
        rf"(?<=[{_HAN}A-Za-z])[0-9]{{1,2}}\.[0-9](?=版|时代|[”\"’」』》])|"
        rf"{_OPEN}[0-9]\.0(?=版|时代)"
    ),
    "a standard": r"(?:GB|DB|ISO|GA)[0-9]{0,4}(?:/[TZ])?\s?[0-9]{1,6}(?:[.-][0-9]{1,6}){0,3}",
    "a code": (
        rf"(?<![A-Za-z0-9])(?!{_CHANNEL}[0-9]{{1,9}}(?:件|条|人次|次|起|宗))"
        r"[A-Za-z]{1,24}[-_]?[0-9][A-Za-z0-9_-]{0,24}(?:\.[0-9]{1,4}){0,3}|"
        rf"{_OPEN}[0-9]{{1,6}}(?!(?:km|kg|kWh|[GTM]B|ms|m²|m³|pp|pct)(?![A-Za-z]))"
        r"[A-Za-z][A-Za-z0-9]*|"
        rf"{_OPEN}[0-9]{{7,18}}[A-Z][0-9A-Z]{{0,12}}(?:/[0-9]{{4}}-[0-9]{{1,6}})?(?![0-9.])|"
        rf"{_OPEN}[0-9]{{1,8}}(?:-[0-9]{{1,8}}){{2,6}}(?![0-9.])"
    ),
    "a storey, a room": rf"{_OPEN}[0-9]{{1,4}}(?:楼|室(?!内)|号线)",
}

_NAMES: Final = {
    "a base of a rate": rf"每\s?(?:[0-9]{{1,6}}|{_CN}{{1,4}})\s?[{CHARACTERS}]?",
    "a product": rf"{_OPEN}[0-9]{{1,4}}\s?[天日]?\s?[×xX*✕]\s?[0-9]{{1,4}}(?![0-9.])",
    "a ratio": (
        rf"(?<!之比)(?<!之比为)(?<!之比是)(?<!之比约为)(?<!比例为){_OPEN}[0-9]{{1,3}}\s?[:∶比]"
        r"\s?[0-9]{1,3}(?![0-9.%])"
    ),
    "digits in quotation marks": r"(?<=[“\"「‘])[0-9]{1,6}(?=[”\"」’])",
    "times a hundred per cent": r"[×xX*✕]\s?100\s?%",
    "a formula of parts": (
        rf"{_OPEN}(?:[0-9]{{1,2}}|[NXnx])(?:\s?\+\s?(?:[0-9]{{1,2}}|[NXnx])){{1,6}}(?![0-9.%‰万])"
    ),
    "round the clock": (
        rf"{_OPEN}24\s?小时(?=\s?(?:{_ROUND_THE_CLOCK}))|"
        rf"(?<=[全每]天)\s?24\s?小时|{_OPEN}36[56]\s?天|二十四小时(?={_ROUND_THE_CLOCK})"
    ),
    "a rate with its limit in the name": (
        rf"(?:{_OPEN}[0-9]{{1,4}}|{_CN}{{1,3}})\s?{_TIME}(?:{_RATE_NAME}|以?内?(?:人工)?接[通听])"
    ),
    "a motto": r"[0-9一二两]件事",
}

_IN_CELLS: Final = {
    "a hotline": (
        rf"{_OPEN}{_HOTLINE}{_NO_COUNT}(?=\s?[{_HAN}“”+])|"
        rf"(?<=[打转与和]){_SPACE}?{_HOTLINE}{_NO_COUNT}"
    ),
}

_DOTTED_DAY: Final = rf"{_MONTH}\.(?:3[01]|[12][0-9]|0[1-9])"
_PLACES: Final = "区|县|市|州|镇|街道|乡镇|部门|单位|局|方面|渠道|城市|平台"

_IN_TEXT: Final = {
    "a span of dotted days": rf"{_OPEN}{_DOTTED_DAY}{_DASH}{_DOTTED_DAY}{_NO_COUNT}",
    "a compact date": (
        rf"{_OPEN}(?:19|20)[0-9]{{2}}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])?{_NO_COUNT}"
    ),
    "how many a name has": (
        rf"(?:{_OPEN}[0-9]{{1,3}}|{_CN}{{1,4}})个(?=[{_HAN}]{{0,8}}(?:{_PLACES})的"
        rf"(?:[{_HAN}]{{0,8}}(?:数|数量|总量|总数|量)(?:[为是达共有]|分别为|约)?)?{_SPACE}?[0-9])"
    ),
    "a hotline": rf"{_OPEN}{_HOTLINE}{_NO_COUNT}",
    "a service number": (
        r"(?<=热线|电话|拨打|客服)[:为]?\s?9[56][0-9]{3,4}(?![0-9.])|"
        rf"{_OPEN}9[56][0-9]{{3,4}}(?=\s?(?:热线|客服|平台|电话|等|[、和与及]\s?{MASK}))"
    ),
    "a heading by a bare number": (
        rf"{_START}[0-9]{{1,2}}{_SPACE}{{1,4}}(?=[{_HAN}“])"
        rf"(?!{SCALE}|{UNIT}|左右|以[上下内]|[和与余多])"
    ),
    "a fraction or a day": rf"{_OPEN}[0-9]{{1,2}}/[0-9]{{1,2}}(?![0-9.%])",
    "a number that identifies": rf"(?<=[号编群码])[:为]?\s?[0-9]{{4,18}}{_NO_COUNT}",
    "a subscriber's number": (
        rf"(?<=电话|热线|传真|手机)(?:号码)?[:为]?\s?[1-9][0-9]{{6,10}}{_NO_COUNT}|"
        rf"{_OPEN}1[3-9][0-9]{{9}}{_NO_COUNT}"
    ),
}

# after the hotlines: 12345与110 is told by the hotline beside it
_ALARMS: Final = {
    "alarm numbers in a row": rf"{_OPEN}{_ALARM}(?:[、与和及]{_ALARM}){{1,4}}{_NO_COUNT}",
    "an alarm number": (
        rf"{_OPEN}{_ALARM}{_NO_COUNT}"
        rf"(?=\s{{0,2}}(?:{_ALARM_WORDS}|[与和及、转]\s{{0,2}}{MASK}|[”\"]))|"
        rf"{MASK}\s{{0,2}}[与和转及、/]\s{{0,2}}{_ALARM}{_NO_COUNT}|(?<=[打转“]){_ALARM}{_NO_COUNT}"
    ),
}


def _compiled(*groups: dict[str, str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for group in groups for pattern in group.values())


_EVERYWHERE: Final = (_ADDRESSES, _DATES, _NUMBERINGS, _NAMES)
_CELL: Final = _compiled(*_EVERYWHERE, _IN_CELLS, _ALARMS)
_TEXT: Final = _compiled(*_EVERYWHERE, _IN_TEXT, _ALARMS)
_BLANKED: Final = str.maketrans(dict.fromkeys("0123456789" + CHARACTERS, MASK))
_BARE: Final = re.compile(
    r"\s*+[0-9][0-9,]*+(?:\.[0-9]++)?\s*+[%‰]?\s*+|\s*+[0-9]{1,3}:[0-5][0-9]:[0-5][0-9]\s*+"
)


def _blank(match: re.Match[str]) -> str:
    return match[0].translate(_BLANKED)


def _masked(plain: str, patterns: Iterable[re.Pattern[str]]) -> str:
    for pattern in patterns:
        plain = pattern.sub(_blank, plain)
    return plain


def mask_cell(plain: str) -> str:
    """Blank what is no figure in a cell; a cell of a bare number always is one, 12345 as well."""
    return plain if _BARE.fullmatch(plain) else _masked(plain, _CELL)


def mask_text(plain: str) -> str:
    """Blank what is no figure in running text."""
    return _masked(plain, _TEXT)
