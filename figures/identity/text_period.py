"""Which period a clause speaks of (``去年同期``, ``5月份``) and how many days it has."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from gouji.figures.identity.period import canonical, days_in, months_in, prior_of

_Y: Final = r"(?:(?P<year>(?:19|20)\d{2})年)?"
_CLOCK: Final = r"(?:\d{1,2}(?::\d{2}|[时点]))?"
_PRIOR: Final = re.compile(
    r"(?<!较)(?<!比)(?<!与)(?:去年|上一?年度?|上个?月|上一?季度?|上周|上期|同期)(?:同期|同月|全年|度)?"
)
_MONTHS: Final = re.compile(r"(?<![HQ\d])\d{2}")
_LAST: Final = re.compile(r"上周|上个?月")
_SINCE: Final = re.compile(
    r"(?:自|从)[^，,；;。]{0,24}?(?:以来|起)|(?:开通|成立|运行|上线|启动|建成)以来|"
    r"[一二两三四五六七八九十\d]{1,3}年(?:多|间)?来|近[一二两三四五六七八九十\d]{1,3}年|期间|历年|历史|"
    r"(?:元旦|春节|清明|五一|端午|中秋|国庆|双节|节日?|小长)假期?|黄金周|春运|第[一二三四五六七八九十\d]{1,3}期"
)
_DATES: Final = re.compile(
    rf"{_Y}(?P<m1>\d{{1,2}})月(?P<d1>\d{{1,2}})[日号]?{_CLOCK}(?:至|到|-|—|–|~)+"
    rf"(?:{_Y.replace('year', 'year2')}(?P<m2>\d{{1,2}})月)?(?P<d2>\d{{1,2}})[日号]"
)
_UNTIL: Final = re.compile(
    rf"(?:截至|截止到?|到){_Y}(?P<month>\d{{1,2}})月(?:(?P<day>\d{{1,2}})日|(?P<end>底|末|份)?)"
)
_SO_FAR: Final = re.compile(r"今年以来|年初以来|本年以来|年内|本年度?累计")
_NAMED: Final = re.compile(
    rf"{_Y}(?:(?P<half>上半年|下半年)|第?(?P<quarter>[一二三四1-4])季度|前(?P<quarters>[二两三23])个?季度|"
    r"(?P<from>\d{1,2})月?(?:-|—|–|~|至|到)+(?P<to>\d{1,2})月|前(?P<months>[一二两三四五六七八九十\d]{1,2})个月|"
    r"(?P<month>\d{1,2})月(?:份|(?!\d{1,2}[日号])))"
)
_WEEK: Final = re.compile(rf"{_Y}第(?P<week>\d{{1,2}})周")
_YEAR: Final = re.compile(r"(?P<year>(?:19|20)\d{2})年(?:度|全年)?(?!\d{1,2}月)")
_THIS: Final = re.compile(
    r"截至(?:目前|报告期末)|全年|今年|本年度?|当年|年度|本月|当月|本周|当周|本季度|当季|本期|全月|全周"
)
_ALL: Final = (_DATES, _UNTIL, _SINCE, _WEEK, _NAMED, _YEAR, _SO_FAR, _PRIOR, _THIS)
WORDS: Final = re.compile(
    "|".join(f"(?:{re.sub(r'[?]P<[a-z0-9]+>', '?:', p.pattern)})" for p in _ALL)
)
"""Any wording of a period; to be taken out of labels."""

_WEEK_DAYS: Final = 7

OTHER: Final = "?"
"""A period whose bounds are not known."""


@dataclass(frozen=True, slots=True)
class Span:
    """A period a clause states: its canonical name (``2024-05``), what is printed, its days."""

    name: str
    printed: str
    days: int | None = None
    open: bool = False
    """``今年``: it runs to a day that is told elsewhere, or not at all."""
    until: bool = False
    """``截至6月30日``: it says where an open period ends."""

    @property
    def just_before(self) -> bool:
        """``上周``: in a report of last week what it tells of, else what it compares with."""
        return self.name == "prior" and _LAST.fullmatch(self.printed) is not None

    @property
    def dated(self) -> bool:
        return self.days is not None


def read_period(text: str, document: str) -> Span | None:
    """Find the period that ``text`` states; ``document`` is the disclosure's own (``2024``)."""
    for pattern, read in _READERS:
        if match := pattern.search(text):
            return read(match, document)
    return None


def closest(stated: Sequence[Span]) -> Span | None:
    """The one stated nearest; ``截至6月30日，今年…`` ends the year that is still open."""
    if not stated:
        return None
    ends = next((s for s in stated if s.until), None)
    return ends if stated[0].open and ends else stated[0]


def as_figure_period(span: Span | None, document: str) -> str:
    """``""`` for the disclosure's own period, ``prior`` for the one before, else as printed."""
    if span is None or (document and canonical(span.name) == document):
        return ""
    if span.name == "prior" or (document and canonical(span.name) == prior_of(document)):
        return "prior"
    return span.printed


def days_of(span: Span | None, document: str) -> int | None:
    """How many days a total of this period covers."""
    if span is None:
        return days_in(document)
    return span.days if span.dated else days_in(_whole(span))


def months_of(span: Span | None, document: str) -> int | None:
    """How many months a total of this period covers."""
    return months_in(document if span is None else _whole(span))


def _whole(span: Span) -> str | None:
    """The name of a period that is told in full."""
    return None if span.open else _known(span.name)


def _known(name: str) -> str | None:
    return name if re.match(r"(?:19|20)\d{2}", name) else None


def _year(match: re.Match[str], document: str, group: str = "year") -> str:
    return match[group] or document[:4]


def _dated(match: re.Match[str], document: str) -> Span:
    year = _year(match, document)
    if not year:
        days = int(match["d2"]) - int(match["d1"]) + 1
        same = match["m2"] in (None, match["m1"]) and days > 0
        return Span(OTHER, match[0], days if same else None)
    year2, month2 = match["year2"] or year, match["m2"] or match["m1"]
    first = _date(year, match["m1"], match["d1"])
    last = _date(year2, month2, match["d2"])
    if first is None or last is None or last < first:
        return Span(OTHER, match[0])
    return Span(OTHER, match[0], (last - first).days + 1)


def _until(match: re.Match[str], document: str) -> Span:
    year, month = _year(match, document), int(match["month"])
    if not year or not 1 <= month <= 12:
        return Span(OTHER, match[0])
    if match["day"] is None or (month, match["day"]) == (12, "31"):
        return Span(year if month == 12 else f"{year}-01~{month:02d}", match[0], until=True)
    last = _date(year, str(month), match["day"])
    days = (last - date(int(year), 1, 1)).days + 1 if last else None
    return Span(OTHER, match[0], days, until=True)


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _named(match: re.Match[str], document: str) -> Span:
    year, part = _year(match, document), _part(match)
    known = year and not any(m and not 1 <= int(m) <= 12 for m in _MONTHS.findall(part))
    return Span(f"{year}-{part}" if known else OTHER, match[0])


def _part(match: re.Match[str]) -> str:
    if match["half"]:
        return "H1" if match["half"] == "上半年" else "H2"
    if match["quarter"]:
        return f"Q{_digit(match['quarter'])}"
    if match["quarters"]:
        return f"01~{3 * _digit(match['quarters']):02d}"
    if match["to"]:
        return f"{int(match['from']):02d}~{int(match['to']):02d}"
    if match["months"]:
        return f"01~{_digit(match['months']):02d}"
    return f"{int(match['month']):02d}"


def _digit(text: str) -> int:
    if text.isascii():
        return int(text)
    return 2 if text == "两" else "一二三四五六七八九十".find(text) + 1


def _this(match: re.Match[str], document: str) -> Span:
    printed = match[0]
    for words, sign in (("月", "month"), ("周", "week"), ("季", "quarter"), ("年", "year")):
        if words in printed:
            own = _kind(document) in (sign, "")
            whole = document[:4] if sign == "year" and document else OTHER
            if sign == "week" and (not own or not document):
                return Span(OTHER, printed, _WEEK_DAYS)
            return Span(document if own else whole, printed, open="今年" in printed)
    return Span(document, printed)


def _kind(period: str) -> str:
    rest = period[5:]
    if not rest:
        return "year" if period else ""
    if rest.isdecimal():
        return "month"
    if rest[0].isdecimal() and "-" in rest:
        return {7: "week"}.get(days_in(period) or 0, "span")
    return {"W": "week", "Q": "quarter"}.get(rest[0], "span")


def _weekly(match: re.Match[str], document: str) -> Span:
    year, week = _year(match, document), int(match["week"])
    return Span(f"{year}-W{week:02d}" if year else OTHER, match[0], _WEEK_DAYS)


def _so_far(match: re.Match[str], document: str) -> Span:
    own = _kind(document) in ("year", "")
    return Span(document if own else OTHER, match[0], open=True)


_READERS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str], str], Span]], ...]] = (
    (_SINCE, lambda m, d: _so_far(m, d) if _SO_FAR.search(m[0]) else Span(OTHER, m[0])),
    (_PRIOR, lambda m, d: Span("prior", m[0], _WEEK_DAYS if m[0].startswith("上周") else None)),
    (_DATES, _dated),
    (_UNTIL, _until),
    (_WEEK, _weekly),
    (_NAMED, _named),
    (_YEAR, lambda m, d: Span(m["year"], m[0])),
    (_SO_FAR, _so_far),
    (_THIS, _this),
)
