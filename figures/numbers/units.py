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

REMEMBERED: Final = 1 << 13
"""Labels kept: those of a column are asked for at each of its cells."""

RATES: Final = {"%": "", "‰": ""}
POINTS: Final = {"个百分点": "", "百分点": "", "个pct": "", "pct": "", "pp": ""}
MULTIPLES: Final = {"倍": "增速"}
TENTHS: Final = {"成": "员功立为果本效年熟长交就品型分不一二三四五六七八九半"}
"""八成 is 80 %, printed to the nearest ten."""

MONEY: Final = {"元": "旦宵月素首件器"}

COUNTED: Final = {
    "件次": "", "人次": "", "条次": "", "对次": "", "户次": "", "家次": "", "车次": "",
    "班次": "", "场次": "", "批次": "", "频次": "", "架次": "",
    "件": "套", "通": "过知话报常道讯信行用办", "个": "别性体案", "条": "件例线理款",
    "人": "工才民员事社口均大机性力文", "名": "称单义", "位": "于置列居", "次": "日于序要数",
    "家": "庭园长属乡电具", "户": "籍外口型政", "起": "到来草诉源点步于以", "宗": "旨地教",
    "例": "如会行外", "项": "目", "笔": "者记试录", "份": "额", "篇": "幅章",
    "期": "间限望满末内", "场": "所景地", "对": "接于应比外口象此照标待其",
    "批": "复准示评次", "站": "点在内", "处": "理置于办罚警级长分室境", "台": "账州湾风",
    "辆": "", "艘": "", "架": "构设子", "部": "门分位委署长队属", "册": "",
    "本": "市年次级地月报省县区中平身来着应领季周期", "封": "闭面控", "面": "向对积临试貌",
    "张": "家贴", "套": "餐利", "栋": "", "幢": "", "座": "席谈位椅机", "所": "有属在以需长",
    "间": "隔接的", "门": "户诊口店", "棵": "", "株": "", "只": "有要能是需为", "头": "部条",
    "块": "状", "幅": "度", "枚": "", "支": "持付撑部援出", "组": "织成建长合", "席": "位",
    "单": "位独一元项", "票": "", "趟": "", "轮": "流换值", "种": "植", "大类": "", "小类": "",
    "类": "别型似",
    "堂": "", "节": "假约日点能", "课": "", "页": "面", "字": "样", "岗": "位亭",
    "村": "", "桩": "", "盒": "", "箱": "", "袋": "", "瓶": "", "副": "", "款": "",
    "剂": "量", "颗": "粒", "份次": "", "篇次": "", "人份": "",
}  # fmt: skip

MEASURED: Final = {
    "个工作日": "", "工作日": "", "个自然日": "", "自然日": "", "个小时": "", "小时": "",
    "分钟": "", "秒钟": "", "秒": "杀", "毫秒": "", "个月": "", "周岁": "", "岁": "月",
    "分": "别析类为布局中支公会享级管平部之发派流办配解工级行院组散段", "天": "津然气猫",
    "日": "均常报前后志益夜受接", "年": "度底初末内均份级龄间来月前后同", "周": "期边岁年到",
    "平方公里": "", "平方千米": "", "平方米": "", "立方米": "", "公里": "", "千米": "",
    "米": "", "公顷": "", "亩": "", "吨": "", "公斤": "", "千克": "", "升": "级学高至到",
    "千瓦时": "", "千瓦": "", "兆瓦": "", "度": "假过量", "㎡": "", "m²": "", "m³": "",
    "km": "", "kg": "", "kWh": "", "GB": "", "TB": "", "MB": "", "℃": "", "ms": "",
}  # fmt: skip

_SAME: Final = {
    "个工作日": "工作日", "个自然日": "自然日", "个小时": "小时", "秒钟": "秒",
    "百分点": "个百分点", "个pct": "个百分点", "pct": "个百分点", "pp": "个百分点",
    "平方千米": "平方公里", "千米": "公里", "千克": "公斤", "成": "%",
}  # fmt: skip

_KINDS: Final[tuple[tuple[dict[str, str], Quantity], ...]] = (
    (RATES, "rate"),
    (TENTHS, "rate"),
    (POINTS, "points"),
    (MULTIPLES, "multiple"),
    (MONEY, "money"),
    (COUNTED, "count"),
    (MEASURED, "measure"),
)
_QUANTITY: Final = {word: quantity for words, quantity in _KINDS for word in words}
_NOT_AFTER: Final = {word: after for words, _ in _KINDS for word, after in words.items()}
_LONGEST_FIRST: Final = sorted(_QUANTITY, key=len, reverse=True)

SCALES: Final = {
    "万亿": 10**12, "千亿": 10**11, "百亿": 10**10, "十亿": 10**9, "亿": 10**8,
    "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2,
}  # fmt: skip

_WORD: Final = "|".join(map(re.escape, _LONGEST_FIRST))
_PER: Final = rf"/\s?每?(?:十万|百万|万|千|百)?(?:{_WORD}|月|季度)"
UNIT: Final = "(?:{})(?:{})?".format(
    "|".join(
        re.escape(word) + (f"(?![{_NOT_AFTER[word]}])" if _NOT_AFTER[word] else "")
        for word in _LONGEST_FIRST
    ),
    _PER,
)
"""A measure word after a number in a sentence, perhaps per another: ``件``, ``元/人``."""

SCALE: Final = "万亿|[千百十]?亿|[千百十]?万|千(?![米克瓦])|百(?!分)"

_UNIT_ALONE: Final = re.compile(
    rf"(?P<scale>{'|'.join(SCALES)})?(?P<unit>(?:{_WORD})(?:{_PER})?)?", re.ASCII
)
_IN_BRACKETS: Final = re.compile(
    r"\s*[(\[〔【<]\s*(?:计量)?(?:单位)?\s*:?\s*"
    r"(?P<unit>[^()\[\]〔〕【】<>]{1,12}?)\s*[)\]〕】>]\s*\Z"
)
_AFTER_SIGN: Final = re.compile(
    r"\s*(?:[/,，、]\s*(?P<unit>[^/,，、\s]{1,8})|(?<=[^\d\s])\s*(?P<sign>[%‰]))\s*\Z"
)
_AFTER_WORD: Final = re.compile(r"[(\[【]?\s*(?:计量)?单位\s*:\s*(?P<unit>[^\s()\[\]【】]{1,12})")
_LONGEST_LABEL: Final = 400


class Unit(NamedTuple):
    """A unit as headers print it: ``万元`` is 10 000 times ``元``, money."""

    scale: int
    name: str
    quantity: Quantity | None
    """None where the word alone does not say (``万``, an unknown word)."""


def quantity_of(unit: str) -> Quantity | None:
    """Say what kind of quantity a measure word announces; a word per another is a measure."""
    if "/" in unit:
        return "measure"
    return _QUANTITY.get(unit)


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
    a caption names several (``单位：件、%``) none is given: which column has which is not said.
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


def _word(match: re.Match[str] | None) -> str:
    return next((group.strip() for group in match.groups() if group), "") if match else ""
