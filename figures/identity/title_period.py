"""Which period a title, a heading or a file's name states, by its canonical name.

======================  ==================================================================
``2024``                a year (also 1—12月)
``2024-05``             a month
``2024-Q1`` ``2024-H1`` a quarter (also 1—3月), half a year (also 1—6月)
``2024-01~11``          months of one year (1至11月, 前11个月, 截至11月底)
``2024-W03``            a week
``2024-05-06~05-12``    days
``2024-N12``            an issue of a bulletin that says no more than its number (第12期)
======================  ==================================================================
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Final

_YEAR: Final = r"(?<!\d)(?P<year>(?:19|20)\d{2})"
_Y: Final = rf"{_YEAR}(?:年度?|[-_./])?"
_TO: Final = r"(?:月份?)?[-—–―－~～至到]+"
_CLOCK: Final = r"\d{1,2}(?:[:：]\d\d|[时時Hh点]\d{0,2}分?)"
_HOLIDAY: Final = "春节|元旦|清明|五一|端午|中秋|国庆|小长假|假期|春运|两会|高考"
_NUMBER: Final = r"\d{1,2}|[一二三四五六七八九十]{1,3}"
_DIGITS: Final = {c: i for i, c in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "◯": 0,
    "两": 2,
}
_CHINESE_YEAR: Final = re.compile(r"[一二][〇○◯零一二三四五六七八九]{3}(?=年)")
_RANGE_BEFORE: Final = re.compile(r"(?:19|20)\d{2}年?度?[-—–―－~～至到]+$")

_SHAPES: Final[tuple[tuple[str, str], ...]] = (
    (
        rf"{_YEAR}年(?P<m1>\d{{1,2}})月(?P<d1>\d{{1,2}})日?(?P<clock>{_CLOCK})?[-—–―－~～至到]+"
        rf"(?:(?P<y2>(?:19|20)\d{{2}})年)?(?:(?P<m2>\d{{1,2}})月)?(?P<d2>\d{{1,2}})日",
        "days",
    ),
    (
        rf"{_YEAR}年?第\d{{1,2}}期[)）]?\(?（?(?P<m1>\d{{1,2}})\.(?P<d1>\d\d)[-—–―－~～至到]+"
        r"(?P<m2>\d{1,2})\.(?P<d2>\d\d)(?![\d.%％])",
        "days",
    ),
    (rf"(?:截至|截止到?){_YEAR}年(?P<month>\d{{1,2}})月(?!\d{{1,2}}日)", "until"),
    (rf"{_Y}第?(?P<week>{_NUMBER})周(?![、,，和与及]?第?\d)", "week"),
    (rf"{_Y}[wW](?P<week>\d{{1,2}})(?!\d)", "week"),
    (rf"{_Y}(?P<half>上半年|下半年|[hH][12](?!\d))", "half"),
    (rf"{_Y}(?:第?(?P<quarter>[一二三四1-4])季度?|[qQ](?P<q>[1-4])(?!\d))", "quarter"),
    (rf"{_Y}前(?P<quarters>[二两三23])个?季度", "quarters"),
    (rf"{_Y}前(?P<to>{_NUMBER})个月", "so-far"),
    (rf"{_Y}(?P<from>{_NUMBER}){_TO}(?P<to>{_NUMBER})月", "span"),
    (rf"{_YEAR}年度?(?P<month>{_NUMBER})月(?!\d{{1,2}}日)", "month"),
    (rf"{_YEAR}[-_./](?P<month>0?[1-9]|1[0-2])(?![-_./\d])", "month"),
    (rf"{_YEAR}(?P<month>0[1-9]|1[0-2])(?!\d)", "month"),
    (rf"{_YEAR}(?:年度?|[-_ ]?annual)(?!度?\d{{1,2}}月|度?第?\d+[期周]|{_HOLIDAY})", "year"),
    (rf"{_YEAR}(?=度|[^\d年月日]|$)", "bare-year"),
)
_YEARED: Final = tuple((re.compile(pattern), kind) for pattern, kind in _SHAPES)
_YEARLESS: Final = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        (r"(?P<half>上半年|下半年)", "half"),
        (r"前(?P<quarters>[二两三23])个?季度", "quarters"),
        (rf"前(?P<to>{_NUMBER})个月", "so-far"),
        (r"第?(?P<quarter>[一二三四1-4])季度(?P<q>)?", "quarter"),
        (rf"(?<!\d)(?P<from>{_NUMBER}){_TO}(?P<to>{_NUMBER})月", "span"),
        (r"(?<!\d)(?P<month>\d{1,2}|十[一二]?|[一二三四五六七八九])月份", "month"),
        (rf"第(?P<week>{_NUMBER})周(?![、,，和与及]?第?\d)", "week"),
        (r"(?<![\d.、年-])(?P<month>1[0-2]|[1-9])月(?=[^\d\W]{2})(?![份底末初以至到和])", "month"),
    )
)
_ISSUE: Final = re.compile(
    r"(?:(?<!\d)(?P<year>(?:19|20)\d{2})年?度?)?[第总]?(?P<number>\d{1,3})期"
)
_BULLETINS: Final = (("月报", "month"), ("季报", "quarter"))
"""Whose issues are numbered by their period; weeks are counted from anywhere."""
_DATE: Final = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?:年(?:\d{1,2}月?[-—–―－~～至到]+)?(?P<month>\d{1,2})月(?:\d{1,2}日)?"
    r"|(?P<mark>[-./])(?P<numbered>0?[1-9]|1[0-2])(?P=mark)(?:0?[1-9]|[12]\d|3[01])(?!\d))"
)

_CANONICAL: Final = {
    "01~12": "",
    "01~06": "-H1",
    "07~12": "-H2",
    **{f"{3 * q - 2:02d}~{3 * q:02d}": f"-Q{q}" for q in (1, 2, 3, 4)},
}


def stated(text: str, *, bare_year: bool = False) -> str | None:
    """Read the period that ``text`` states with its year; ``bare_year`` lets ``2024`` count."""
    plain = _plain(text)
    for pattern, kind in _YEARED:
        if kind == "bare-year" and not bare_year:
            continue
        for match in pattern.finditer(plain):
            if _RANGE_BEFORE.search(plain[: match.start()][-12:]):
                continue
            if found := _named(kind, match.groupdict(), match["year"]):
                return found
    return None


def stated_without_year(text: str, context: str) -> str | None:
    """Read ``5月份``, ``一季度``, ``第12期`` of ``text``; the year is of ``context``'s first date.

    A disclosure of December is dated January: a month after its date is of the year before.
    """
    plain, dates = _plain(text), _DATE.search(_plain(context))
    year = int(dates["year"]) if dates else None
    last = int(dates["month"] or dates["numbered"]) if dates else 12
    for pattern, kind in _YEARLESS:
        if year is not None and (match := pattern.search(plain)):
            found = _named(kind, match.groupdict(), str(year))
            if found and _first_month(found) > last:
                found = _named(kind, match.groupdict(), str(year - 1))
            if found:
                return found
    return _issue(plain, str(year) if year else "")


def canonical(period: str) -> str:
    """Give a span of months its own name: ``2024-01~06`` is ``2024-H1``."""
    year, _, rest = period.partition("-")
    return f"{year}{_CANONICAL[rest]}" if rest in _CANONICAL else period


def is_period(text: str) -> bool:
    """Whether ``text`` is a canonical name (see the module)."""
    days = r"\d{2}-\d{2}~\d{2}-\d{2}"
    rest = rf"(?:0[1-9]|1[0-2])(?:~(?:0[1-9]|1[0-2]))?|Q[1-4]|H[12]|W\d{{2}}|N\d{{1,3}}|{days}"
    return bool(re.fullmatch(rf"(?:19|20)\d{{2}}(?:-(?:{rest}))?", text))


def _plain(text: str) -> str:
    """Full-width digits and Chinese years as ASCII, no blanks within dates."""
    text = "".join(chr(ord(c) - 0xFEE0) if "０" <= c <= "９" else c for c in text)
    text = re.sub(r"\s*([年月日季周期第至—–~～度])\s*", r"\1", text)
    return _CHINESE_YEAR.sub(lambda m: "".join(str(_DIGITS[c]) for c in m[0]), text)


def _named(kind: str, part: dict[str, str | None], year: str) -> str | None:
    if kind in ("year", "bare-year"):
        return year
    if kind == "days":
        return _days(part, year)
    if kind == "half":
        return f"{year}-H{1 if part['half'] in ('上半年', 'H1', 'h1') else 2}"
    if kind == "quarter":
        return f"{year}-Q{_number(part['quarter'] or part['q'])}"
    if kind in ("week", "month"):
        sign, last = ("W", 53) if kind == "week" else ("", 12)
        number = _number(part[kind])
        return f"{year}-{sign}{number:02d}" if 1 <= number <= last else None
    return _months(kind, part, year)


def _months(kind: str, part: dict[str, str | None], year: str) -> str | None:
    first = _number(part["from"]) if kind == "span" else 1
    last = _number(
        part["month"] if kind == "until" else part["quarters" if kind == "quarters" else "to"]
    )
    last = 3 * last if kind == "quarters" else last
    if not 1 <= first <= last <= 12:
        return None
    return _from_to(year, first, last)


def _days(part: dict[str, str | None], year: str) -> str | None:
    """A week or so within one year; whole months by their own name.

    From noon to noon is a day less than the days that are named.
    """
    if part.get("y2") not in (None, year):
        return None
    try:
        first = date(int(year), int(part["m1"] or 0), int(part["d1"] or 0))
        last = date(int(year), int(part["m2"] or part["m1"] or 0), int(part["d2"] or 0))
    except ValueError:
        return None
    last -= timedelta(1 if part.get("clock") else 0)
    if first >= last:
        return None
    if first.day == 1 and (last + timedelta(1)).day == 1:
        return _from_to(year, first.month, last.month)
    return f"{year}-{first:%m-%d}~{last:%m-%d}"


def _from_to(year: str, first: int, last: int) -> str:
    return canonical(f"{year}-{first:02d}~{last:02d}") if first < last else f"{year}-{first:02d}"


def _issue(plain: str, year: str) -> str | None:
    """``月报 2024年第5期`` is May; an issue of another bulletin is known by its number only."""
    match = _ISSUE.search(plain)
    year = (match["year"] or year) if match else ""
    if match is None or not year:
        return None
    number = int(match["number"])
    for word, kind in _BULLETINS:
        if word in plain:
            part = {"month": str(number), "quarter": str(number), "q": None}
            return _named(kind, part, year) if number <= 12 else None
    return f"{year}-N{number}"


def _number(text: str | None) -> int:
    """``5``, ``十二``, ``二十一``; 0 where it is none."""
    if not text:
        return 0
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    head = (_DIGITS.get(tens, 0) if tens else 1) * 10 if ten else 0
    return head + _DIGITS.get(ones, 0)


def _first_month(period: str) -> int:
    rest = period[5:]
    if rest[:2].isdecimal():
        return int(rest[:2])
    return (
        {"Q": 3 * int(rest[1:2] or 1) - 2, "H": 6 * int(rest[1:2] or 1) - 5}.get(rest[:1], 1)
        if rest
        else 1
    )
