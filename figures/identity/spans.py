"""The grammar of periods: what a title, a clause, a header or a file's name says of when.

Its forms are classes of words (``period-…`` in ``rules/words``), each with named groups for the
year, the months, the days that it prints; a year that is not printed is the document's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from gouji.figures.identity.period import (
    WEEK,
    day_of,
    days_in,
    fiscal_year,
    is_period,
    months_of,
    of_days,
    of_months,
    prior_of,
)
from gouji.figures.numbers.values import read_value
from gouji.figures.numbers.words import numbers
from gouji.rules import cues
from gouji.rules.words import Cue, cue

_DATED: Final = ("days", "until", "week", "months", "year")
_KINDS: Final = ("since", "prior", *_DATED, "so-far", "this")
_FORMS: Final[Mapping[str, Cue]] = {kind: cue(f"period-{kind}") for kind in _KINDS}
_COMPACT: Final = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:年?[-_./]?(?:[wW](?P<week>\d{1,2})|[hH](?P<half>[12])|"
    r"[qQ](?P<quarter>[1-4]))|[-_./]?(?P<month>0[1-9]|1[0-2]|(?<=[-_./])[1-9]))(?![-_./\d])"
)
_BARE_YEAR: Final = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d\d)(?:[-_ ]?annual|(?=度|[^\d年月日]|$))"
)
_RANGE_BEFORE: Final = re.compile(r"(?:19|20)\d{2}年?度?[-—–―~至到]+$")
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

    @property
    def dated(self) -> bool:
        return self.days is not None


def read_period(text: str, document: str) -> Span | None:
    """Find the period that ``text`` states; ``document`` is the disclosure's own (``2024``)."""
    for kind, form in _FORMS.items():
        if match := form.search(text):
            return _span(kind, match, document)
    return None


def stated(text: str, *, bare_year: bool = False) -> str | None:
    """Read the period that ``text`` states with its year; ``bare_year`` lets ``2024`` count."""
    for kind, match in _dated(text, bare_year):
        if match["year"] and not _RANGE_BEFORE.search(text[: match.start()][-12:]):
            span = _span(kind, match, "")
            if is_period(span.name):
                return span.name
    return None


def _dated(text: str, bare_year: bool) -> Iterator[tuple[str, re.Match[str]]]:
    for kind in _DATED:
        yield from ((kind, match) for match in _FORMS[kind].finditer(text))
    yield from (("months", match) for match in _COMPACT.finditer(text))
    if bare_year:
        yield from (("year", match) for match in _BARE_YEAR.finditer(text))


def undated(text: str, year: str) -> str | None:
    """Read ``5月份``, ``一季度``, ``第3周``, whose year stands elsewhere."""
    for kind in ("months", "week"):
        for match in _FORMS[kind].finditer(text):
            span = _span(kind, match, year)
            if not match["year"] and is_period(span.name):
                return span.name
    return None


def closest(stated: Sequence[Span]) -> Span | None:
    """The one stated nearest; ``截至6月30日，今年…`` ends the year that is still open."""
    if not stated:
        return None
    ends = next((s for s in stated if s.until), None)
    return ends if stated[0].open and ends else stated[0]


def as_figure_period(span: Span | None, document: str) -> str:
    """``""`` for the disclosure's own period, ``prior`` for the one before, else as printed."""
    if span is None or (document and span.name == document):
        return ""
    if span.name == "prior" or (document and span.name == prior_of(document)):
        return "prior"
    return span.printed


def days_of(span: Span | None, document: str) -> int | None:
    """How many days a total of this period covers."""
    return span.days if span and span.dated else days_in(_whole(span, document))


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
        return Span("prior", printed, WEEK if printed.startswith("上周") else None)
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
    if not year:
        return Span(OTHER, printed)
    if day is None or (month, day) == (12, "31"):
        return Span(of_months(year, 1, month) or OTHER, printed, until=True)
    last = day_of(year, month, day)
    days = (last - date(int(year), 1, 1)).days + 1 if last else None
    return Span(OTHER, printed, days, until=True)


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
