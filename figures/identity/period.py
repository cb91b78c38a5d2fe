"""Periods by their canonical names: how long they are, and which lies before them.

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
from datetime import date, timedelta
from typing import Final

_MONTH: Final = "(?:0[1-9]|1[0-2])"
_NAME: Final = re.compile(
    rf"(?P<year>(?:19|20)\d\d)(?:-(?:(?P<from>{_MONTH})(?:~(?P<to>{_MONTH}))?|"
    r"(?P<part>Q[1-4]|H[12])|W(?P<week>\d\d)|N\d{1,3}|FY(?P<fiscal>\d\d)|"
    r"(?P<days>(?P<m1>\d\d)-(?P<d1>\d\d)~(?P<m2>\d\d)-(?P<d2>\d\d))))?"
)
_PARTS: Final = {"Q": 3, "H": 6}
"""How many months they have."""
_NAMED: Final = ("", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4")
WEEK: Final = 7


def is_period(text: str) -> bool:
    """Whether ``text`` is a canonical name (see the module)."""
    return _NAME.fullmatch(text) is not None


def months_of(period: str) -> range | None:
    """The months of a year that a period covers; None of weeks, issues, dates and fiscal years."""
    match = _NAME.fullmatch(period)
    if match is None or match["week"] or match["days"] or match["fiscal"] or "N" in period:
        return None
    if part := match["part"]:
        each = _PARTS[part[0]]
        return range(each * (int(part[1]) - 1) + 1, each * int(part[1]) + 1)
    if first := match["from"]:
        return range(int(first), int(match["to"] or first) + 1)
    return range(1, 13)


def fiscal_year(year: str, last: str = "") -> str | None:
    """Name the year that begins in ``year``; None where it ends in another than the next."""
    ends = f"{(int(year) + 1) % 100:02d}"
    return f"{year}-FY{ends}" if last in ("", ends) else None


def canonical(period: str) -> str:
    """Give a span of months its own name: ``2024-01~06`` is ``2024-H1``."""
    year, months = period[:4], months_of(period)
    if months is None or len(months) == 1:
        return period
    return next((year + n for n in _NAMED if months_of(year + n) == months), period)


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


def days_in(period: str | None) -> int | None:
    """How many days a period has: ``2024`` 366, ``2023-02`` 28, ``2024-Q1`` 91."""
    match = _NAME.fullmatch(period or "")
    if match is None:
        return None
    year = int(match["year"])
    if match["days"]:
        first, last = (day_of(year, match[f"m{n}"], match[f"d{n}"]) for n in (1, 2))
        return (last - first).days + 1 if first and last else None
    months = months_of(match[0])
    if months is None:
        return WEEK if match["week"] else None
    return sum(calendar.monthrange(year, m)[1] for m in months)


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
    if rest.startswith("FY"):
        return fiscal_year(str(int(year) - 1)) if comparison == "year-on-year" else None
    if comparison == "year-on-year":
        if rest.startswith("N") or "-" in rest:
            return None
        return f"{int(year) - 1}-{rest}" if rest else str(int(year) - 1)
    match = re.fullmatch(r"([QHW]?)(\d+)", rest)
    return _before(int(year), match[1], int(match[2]), len(match[2])) if match else None


def _before(year: int, sign: str, number: int, width: int) -> str:
    """The month, quarter, half or week before."""
    if number == 1:
        last_week = date(year - 1, 12, 28).isocalendar().week
        year, number = year - 1, {"": 12, "Q": 4, "H": 2, "W": last_week}[sign] + 1
    return f"{year}-{sign}{number - 1:0{width}d}"
