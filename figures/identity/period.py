"""Periods: what a title, a clause, a header or a file's name says of when, and their names.

The forms in which they are printed are classes of words (``period-…`` in ``rules/words``), each
with named groups for the year, the months, the days that it prints; a year that is not printed is
the document's own. Each period has a canonical name:

======================  ==================================================================
``2024``                a year (also 1—12月)
``2023-FY24``           a year that begins in one year and ends in the next (2023/24)
``2024-05``             a month
``2024-Q1`` ``2024-H1`` a quarter (also 1—3月), half a year (also 1—6月)
``2024-01~11``          months of one year (1至11月, 前11个月, 截至11月底)
``2024-W03``            a week
``2024-05-06~05-12``    days
``2024-N12``            an issue of a bulletin that says no more than its number (第12期)
======================  ==================================================================
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from gouji.figures.numbers.values import read_value
from gouji.figures.numbers.words import grammar, numbers
from gouji.rules import cues
from gouji.rules.words import Cue, cue

_NAME: Final = grammar("period-name")
_NAMED: Final = {
    "": range(1, 13),
    **{f"-H{half}": range(6 * half - 5, 6 * half + 1) for half in (1, 2)},
    **{f"-Q{quarter}": range(3 * quarter - 2, 3 * quarter + 1) for quarter in (1, 2, 3, 4)},
}
"""The months that have a name together."""
WEEK: Final = 7
_DATED: Final = ("days", "until", "week", "months", "year")
_KINDS: Final = ("since", "prior", *_DATED, "so-far", "this")
_FORMS: Final[Mapping[str, Cue]] = {kind: cue(f"period-{kind}") for kind in _KINDS}
_WORTH: Final = numbers("period-words")
WORDS: Final = re.compile(
    "|".join(f"(?:{re.sub(r'[?]P<[a-z0-9]+>', '?:', f.pattern)})" for f in _FORMS.values())
)
"""Any wording of a period; to be taken out of labels."""

OTHER: Final = "?"
"""A period whose bounds are not known."""


@dataclass(frozen=True, slots=True)
class Span:
    """A period as it is printed: its canonical name (``2024-05``), the print, its days."""

    name: str
    printed: str
    days: int | None = None
    """How many, where dates tell them."""
    open: bool = False
    """``今年``: it runs to a day that is told elsewhere, or not at all."""
    until: bool = False
    """``截至6月30日``: it says where an open period ends."""

    @property
    def just_before(self) -> bool:
        """``上周``: in a report of last week what it tells of, else what it compares with."""
        return self.name == "prior" and cues.LAST_WEEK_OR_MONTH.fullmatch(self.printed) is not None


def read_period(text: str, document: str) -> Span | None:
    """Find the period that ``text`` states; ``document`` is the disclosure's own (``2024``)."""
    for kind, form in _FORMS.items():
        if match := form.search(text):
            return _span(kind, match, document)
    return None


def stated(text: str, *, bare_year: bool = False) -> str | None:
    """Read the period that ``text`` states with its year; ``bare_year`` lets ``2024`` count."""
    forms = [*((kind, _FORMS[kind]) for kind in _DATED), ("months", cues.PERIOD_COMPACT)]
    forms += [("year", cues.PERIOD_BARE_YEAR)] * bare_year
    return _first_named(
        (kind, match)
        for kind, form in forms
        for match in form.finditer(text)
        if match["year"] and not cues.PERIOD_RANGE_BEFORE.search(text[: match.start()][-12:])
    )


def undated(text: str, year: str) -> str | None:
    """Read ``5月份``, ``一季度``, ``第3周``, whose year stands elsewhere."""
    found = ((kind, match) for kind in ("months", "week") for match in _FORMS[kind].finditer(text))
    return _first_named(((kind, match) for kind, match in found if not match["year"]), year)


def _first_named(found: Iterable[tuple[str, re.Match[str]]], year: str = "") -> str | None:
    names = (_span(kind, match, year).name for kind, match in found)
    return next(filter(is_period, names), None)


def closest(stated: Sequence[Span]) -> Span | None:
    """The one stated nearest; ``截至6月30日，今年…`` ends the year that is still open."""
    nearest = next(iter(stated), None)
    ends = next((s for s in stated if s.until), nearest)
    return ends if nearest and nearest.open else nearest


def as_figure_period(span: Span | None, document: str) -> str:
    """``""`` for the disclosure's own period, ``prior`` for the one before, else as printed."""
    if span is None or (document and span.name == document):
        return ""
    if span.name == "prior" or (document and span.name == prior_of(document)):
        return "prior"
    return span.printed


def days_of(span: Span | None, document: str) -> int | None:
    """How many days a total of this period covers."""
    return span.days if span and span.days else days_in(_whole(span, document))


def whole_months_of(span: Span | None, document: str) -> int | None:
    """How many whole months a total of this period covers; None of weeks and of dates."""
    return len(months_of(_whole(span, document)) or ()) or None


def _whole(span: Span | None, document: str) -> str:
    """The name of a period that is told in full, the document's own where none is told."""
    return document if span is None else "" if span.open else span.name


def _span(kind: str, match: re.Match[str], document: str) -> Span:
    printed, parts = match[0], match.groupdict()
    year = parts.get("year") or document[:4]
    if kind == "prior":
        return Span("prior", printed, WEEK if "周" in printed else None)
    if kind in ("week", "months", "year"):
        return Span(_named(parts, year) or OTHER, printed, WEEK if kind == "week" else None)
    if kind in ("days", "until"):
        return (_days if kind == "days" else _until)(parts, year, printed)
    if kind == "this":
        return _this(printed, document)
    so_far = _FORMS["so-far"].search(printed) is not None
    own = so_far and _unit(document) in ("year", "")
    return Span(document if own else OTHER, printed, open=so_far)


def _named(parts: Mapping[str, str | None], year: str) -> str | None:
    """The canonical name of what the groups of a form say; None where the calendar has none."""
    if not year:
        return None
    told = {name: _number(text) for name, text in parts.items() if text}
    if across := _across_years(told, year):
        return across if is_period(across) else None
    if week := told.get("week"):
        return f"{year}-W{week:02d}" if week <= 53 else None
    for name, each in (("half", 6), ("quarter", 3), ("nth", 3), ("month", 1)):
        if name in told:
            return of_months(year, each * (told[name] - 1) + 1, each * told[name])
    if to := told.get("months", told.get("to", 3 * told.get("quarters", 0))):
        many = told.get("many", to)
        return of_months(year, told.get("from", to - many + 1), to)
    return year if told.keys() <= {"year"} else None


def _across_years(told: Mapping[str, int], year: str) -> str:
    """A year that ends in the next: 2023/24, to March 2024, from April 2023 to March 2024.

    ``""`` where nothing reaches beyond ``year``, OTHER where it is no such year.
    """
    to, whole = told.get("to", 0), 12
    if told.get("many") == whole and to < whole:
        return fiscal_year(str(int(year) - 1)) or OTHER
    if "y2" in told and told["y2"] != int(year):
        runs_on = told["y2"] == int(year) + 1 and to == told["from"] - 1
        return (fiscal_year(year) if runs_on else None) or OTHER
    return (fiscal_year(year, f"{told['fiscal']:02d}") or OTHER) if "fiscal" in told else ""


def _number(text: str) -> int:
    """``5``, ``十二``, ``March``, ``third``, 上 and 下 of a year; 0 where it is none."""
    if text in "上下":
        return "上下".index(text) + 1
    if (word := text[:3].lower()) in _WORTH:
        return _WORTH[word]
    value = read_value(text)
    return int(value.value) if value else 0


def _days(parts: Mapping[str, str | None], year: str, printed: str) -> Span:
    """From a day to a day; from noon to noon, or any hour but midnight, a day less."""
    m1, d1, d2 = (str(parts[name]) for name in ("m1", "d1", "d2"))
    m2 = parts["m2"] or m1
    if not year:
        days = int(d2) - int(d1) + 1
        return Span(OTHER, printed, days if m2 == m1 and days > 0 else None)
    first, last = day_of(year, m1, d1), day_of(parts.get("y2") or year, m2, d2)
    if first is None or last is None or last < first:
        return Span(OTHER, printed)
    last -= timedelta(1 if (parts.get("clock") or "0").lstrip("0")[:1].isdigit() else 0)
    return Span(of_days(first, last) or OTHER, printed, (last - first).days + 1)


def _until(parts: Mapping[str, str | None], year: str, printed: str) -> Span:
    """Since the year began; with a day in it, whole months alone have a name."""
    month, day = int(parts["to"] or 0), parts["day"]
    if year and (day is None or (month, day) == (12, "31")):
        return Span(of_months(year, 1, month) or OTHER, printed, until=True)
    last = day_of(year, month, day) if year and day else None
    days = last.timetuple().tm_yday if last else None
    return Span(OTHER, printed, days, until=bool(year))


def _this(printed: str, document: str) -> Span:
    for word, unit in (("月", "month"), ("周", "week"), ("季", "quarter"), ("年", "year")):
        if word in printed:
            own = _unit(document) in (unit, "")
            whole = document[:4] if unit == "year" and document else OTHER
            if unit == "week" and (not own or not document):
                return Span(OTHER, printed, WEEK)
            return Span(document if own else whole, printed, open="今年" in printed)
    return Span(document, printed)


def _unit(period: str) -> str:
    """Whether a period is a year, a quarter, a month, a week, or a span of its own length."""
    months, sign = months_of(period) if period else None, period[5:6]
    if not period or sign == "W":
        return "week" if period else ""
    if months is None:
        return "week" if days_in(period) == WEEK else "span"
    return {12: "year", 1: "month"}.get(len(months), "quarter" if sign == "Q" else "span")


def is_period(text: str) -> bool:
    """Whether ``text`` is a canonical name (see the module)."""
    return _NAME.fullmatch(text) is not None


def months_of(period: str) -> range | None:
    """The months of a year that a period covers; None of weeks, issues, dates and fiscal years."""
    match = _NAME.fullmatch(period)
    if match and (first := match["from"]):
        return range(int(first), int(match["to"] or first) + 1)
    return _NAMED.get(period[4:]) if match else None


def fiscal_year(year: str, last: str = "") -> str | None:
    """Name the year that begins in ``year``; None where it ends in another than the next."""
    ends = f"{(int(year) + 1) % 100:02d}"
    return f"{year}-FY{ends}" if last in ("", ends) else None


def canonical(period: str) -> str:
    """Give a span of months its own name: ``2024-01~06`` is ``2024-H1``."""
    months = months_of(period)
    return next((period[:4] + name for name, named in _NAMED.items() if named == months), period)


def of_months(year: str, first: int, last: int) -> str | None:
    """Name the months of a year; None where they are none."""
    if not 1 <= first <= last <= 12:
        return None
    return canonical(f"{year}-{first:02d}" + (f"~{last:02d}" if first < last else ""))


def of_days(first: date, last: date) -> str | None:
    """Name some days of one year, whole months by their own name; None where they are not."""
    if first >= last or first.year != last.year:
        return None
    if first.day == 1 and (last + timedelta(1)).day == 1:
        return of_months(str(first.year), first.month, last.month)
    return f"{first.year}-{first:%m-%d}~{last:%m-%d}"


def says_when(period: str | None) -> bool:
    """Whether a period tells of when it is: the number of an issue (第12期) does not."""
    return period is not None and "N" not in period


def days_in(period: str | None) -> int | None:
    """How many days a period has: ``2024`` 366, ``2023-02`` 28, ``2024-Q1`` 91."""
    match = _NAME.fullmatch(period or "")
    if match is None:
        return None
    year = int(match["year"])
    if match["days"]:
        first, last = (day_of(year, match[f"m{n}"], match[f"d{n}"]) for n in (1, 2))
        return (last - first).days + 1 if first and last else None
    days = sum(calendar.monthrange(year, m)[1] for m in months_of(match[0]) or ())
    return days or (WEEK if match["week"] else None)


def day_of(year: int | str, month: int | str, day: int | str) -> date | None:
    """A date, or None where the calendar has none."""
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def prior_of(period: str, comparison: str = "year-on-year") -> str | None:
    """The period that a change compares with: ``2024-05`` → ``2023-05``, or ``2024-04``.

    None where it can't be said: the week of a year before is another, and so is an issue.
    """
    year, _, rest = period.partition("-")
    if comparison == "year-on-year":
        if rest.startswith("FY"):
            return fiscal_year(str(int(year) - 1))
        if rest.startswith("N") or "-" in rest:
            return None
        return f"{int(year) - 1}-{rest}" if rest else str(int(year) - 1)
    match = re.fullmatch(r"([QHW]?)(\d+)", rest)
    if match is None:
        return None
    sign, number, of = match[1], int(match[2]) - 1, int(year)
    if not number:
        of -= 1
        last_week = date(of, 12, 28).isocalendar().week
        number = {"": 12, "Q": 4, "H": 2, "W": last_week}[sign]
    return f"{of}-{sign}{number:0{len(match[2])}d}"
