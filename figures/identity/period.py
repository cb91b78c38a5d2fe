"""Whose figures these are and of which period, from titles, headings and the file's name."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import PurePath

from gouji.documents.document import Document, Paragraph
from gouji.figures.identity.issuer import issuer_of
from gouji.figures.identity.opening_period import commonest_year, narrowed, opening_period
from gouji.figures.identity.title_period import canonical, is_period, stated, stated_without_year
from gouji.rules.traditional import simplified

__all__ = [
    "Identity",
    "canonical",
    "days_in",
    "identify",
    "is_period",
    "months_in",
    "months_of",
    "prior_of",
]

TITLE_LINES = 12
"""How many first lines may name issuer and period."""
LONGEST_HEADING = 60
"""Characters of a line that is still a heading and not running text."""
_KINDS = re.compile(r"报告|公报|通报|月报|周报|季报|年报|分析|情况|发布|公开|专报|简报|快报")
_OPENING = re.compile(r"^[^，,。；;：:]{0,24}(?=[，,。；;：:]|$)")


@dataclass(frozen=True, slots=True)
class Identity:
    """Issuer (宿迁市), period (``2024-05``: see title_period) and title; None if not said."""

    issuer: str | None
    period: str | None
    title: str


def identify(document: Document) -> Identity:
    """Recognise issuer and period of ``document``; metadata (a sidecar) goes before all else."""
    lines = list(_first_lines(document))
    given, stem = document.metadata, PurePath(document.path).stem
    title = given.get("title") or _title(lines) or stem
    text = simplified("\n".join(p.text for p in document.paragraphs))
    named = [simplified(line) for line in (title, *lines)]
    issuer = given.get("issuer") or issuer_of(named, text) or issuer_of([simplified(stem)], text)
    period = given.get("period") or _period(named, stem, text)
    return Identity(issuer, period, " ".join(title.split()))


def days_in(period: str | None) -> int | None:
    """How many days a period has: ``2024`` 366, ``2023-02`` 28, ``2024-Q1`` 91."""
    if not period:
        return None
    year = int(period[:4])
    if m := re.fullmatch(r"\d{4}-(\d\d)-(\d\d)~(\d\d)-(\d\d)", period):
        first, last = _day(year, int(m[1]), int(m[2])), _day(year, int(m[3]), int(m[4]))
        return (last - first).days + 1 if first and last else None
    months = months_of(period)
    if months is None:
        return 7 if "-W" in period else None
    return sum(calendar.monthrange(year, m)[1] for m in months)


def months_in(period: str | None) -> int | None:
    """How many whole months a period has; None of weeks and of dates."""
    months = months_of(period) if period else None
    return len(months) if months else None


def prior_of(period: str, comparison: str = "year-on-year") -> str | None:
    """The period that a change compares with: ``2024-05`` → ``2023-05``, or ``2024-04``.

    None where it can't be said: the week of a year before is another, and so is an issue.
    """
    year, _, rest = period.partition("-")
    if comparison == "year-on-year":
        if rest.startswith("N") or "-" in rest:
            return None
        return f"{int(year) - 1}-{rest}" if rest else str(int(year) - 1)
    if re.fullmatch(r"\d\d|[QHW]\d+", rest):
        return _before(int(year), rest)
    return None


def _before(year: int, rest: str) -> str:
    """The month, quarter, half or week before."""
    if rest.isdecimal():
        sign, number, last = "", int(rest), 12
    else:
        sign, number = rest[0], int(rest[1:])
        last = {"Q": 4, "H": 2, "W": date(year - 1, 12, 28).isocalendar().week}[sign]
    year, number = (year, number - 1) if number > 1 else (year - 1, last)
    return f"{year}-{sign}{number:02d}" if sign in ("", "W") else f"{year}-{sign}{number}"


def months_of(period: str) -> range | None:
    """The months of a year that a period covers; None of weeks and of dates."""
    rest = period[5:]
    if not rest:
        return range(1, 13)
    if rest.isdecimal():
        return range(int(rest), int(rest) + 1)
    if m := re.fullmatch(r"(\d{2})~(\d{2})", rest):
        return range(int(m[1]), int(m[2]) + 1)
    if rest[0] == "Q":
        return range(3 * int(rest[1]) - 2, 3 * int(rest[1]) + 1)
    if rest[0] == "H":
        return range(1, 7) if rest[1] == "1" else range(7, 13)
    return None


def _day(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= 12:
        return None
    return date(year, month, 1) + timedelta(min(day, calendar.monthrange(year, month)[1]) - 1)


def _first_lines(document: Document) -> Iterator[str]:
    texts = (b.text for b in document.blocks[: 2 * TITLE_LINES] if isinstance(b, Paragraph))
    for _, text in zip(range(TITLE_LINES), texts, strict=False):
        yield text[:200]


def _title(lines: list[str]) -> str:
    """The first line that says what the document is."""
    for line in lines:
        if _KINDS.search(simplified(line)) and len(line) < 80:
            return line.strip("# ")
    return lines[0].strip("# ")[:80] if lines else ""


def _period(lines: Sequence[str], stem: str, text: str) -> str | None:
    """What a heading states, then a heading and a date together, the file's name, the text."""
    short = [line for line in lines if len(line) <= LONGEST_HEADING]
    headings = [line for line in short if "。" not in line]
    found = _first(headings)
    if found and re.fullmatch(r"\d{4}", found):
        found = _first_narrowed(headings, found, text) or found
    if found and not re.fullmatch(r"\d{4}", found):
        return found
    for line in short[:4]:
        if part := stated_without_year(f"{lines[0]} {line}", "\n".join(lines)):
            if found and part[:4] != found and not part[4:].startswith("-N"):
                part = f"{found}{part[4:]}"
            if not (found and part[4:].startswith("-N")):
                return part
    if found or (found := stated(stem, bare_year=True)):
        return found
    if found := stated_without_year(stem, text):
        return found
    openings = [m[0] for line in lines if (m := _OPENING.match(line))]
    return _first(openings) or opening_period(text) or commonest_year(text)


def _first_narrowed(headings: Sequence[str], year: str, text: str) -> str | None:
    return next((p for line in headings if (p := narrowed(line, year, text))), None)


def _first(lines: Sequence[str]) -> str | None:
    return next((found for line in lines if (found := stated(line))), None)
