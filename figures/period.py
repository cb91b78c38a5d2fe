"""Whose figures these are and of which period, from titles, headings and the file's name."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath

from gouji.documents.document import Document, Paragraph

TITLE_LINES = 12
"""How many first lines may name issuer and period."""

_YEAR = r"(?P<year>(?:19|20)\d{2})"
_MONTHS = "一 二 三 四 五 六 七 八 九 十 十一 十二".split()
_CITY = re.compile(r"(?<![一-鿿])(?P<name>[一-鿿]{2,7}?(?:自治州|地区|市|盟|州|县|区|旗))")
_NAMED = re.compile(r"(?P<name>[一-鿿]{2,4}?)[“\"” ]{0,3}12345")
_NOT_A_CITY = re.compile(r"(?:全|本|我|各|该|附件|年|月|季|度|城|地|省|超|都)[市县区州]|.*(?:附件|年度|工作|服务|关于)")

_PERIODS: tuple[tuple[str, str], ...] = (
    (rf"{_YEAR}\s*年\s*(?:第\s*)?(?P<week>\d{{1,2}})\s*周", "week"),
    (rf"{_YEAR}\s*年\s*(?P<half>上半年|下半年)", "half"),
    (rf"{_YEAR}\s*年\s*(?:第\s*)?(?P<quarter>[一二三四1-4])\s*季度", "quarter"),
    (rf"{_YEAR}\s*年\s*(?P<from>\d{{1,2}})\s*[-—–~至到]\s*(?P<to>\d{{1,2}})\s*月", "span"),
    (rf"{_YEAR}\s*年\s*(?P<month>\d{{1,2}}|十[一二]?|[一二三四五六七八九])\s*月(?!\s*\d{{1,2}}\s*日)", "month"),
    (rf"{_YEAR}\s*(?:年度|年|annual)(?!\s*\d{{1,2}}\s*月)", "year"),
)  # fmt: skip
_COMPILED = tuple((re.compile(pattern), kind) for pattern, kind in _PERIODS)
_FILE_YEAR = re.compile(rf"(?<!\d){_YEAR}(?:[-_.]?(?P<month>0[1-9]|1[0-2]))?(?!\d)")


@dataclass(frozen=True, slots=True)
class Identity:
    """Issuer (宿迁市), period (``2024``, ``2024-05``, ``2024-Q1``, ``2024-H1``, ``2024-W03``) and
    title of a disclosure; None where nothing says it.
    """

    issuer: str | None
    period: str | None
    title: str


def identify(document: Document) -> Identity:
    """Recognise issuer and period of ``document``; metadata (a sidecar) goes before all else."""
    lines = list(_first_lines(document))
    title = document.metadata.get("title") or _title(lines) or PurePath(document.path).stem
    issuer = document.metadata.get("issuer") or _issuer([title, *lines], document)
    period = document.metadata.get("period") or _period([title, *lines], document)
    return Identity(issuer, period, " ".join(title.split()))


def days_in(period: str | None) -> int | None:
    """How many days a period has: ``2024`` 366, ``2023-02`` 28, ``2024-Q1`` 91."""
    if not period:
        return None
    year = int(period[:4])
    months = _months_of(period)
    if months is None:
        return 7 if "-W" in period else None
    return sum(calendar.monthrange(year, m)[1] for m in months)


def prior_of(period: str, comparison: str = "year-on-year") -> str | None:
    """The period that a change compares with: ``2024-05`` → ``2023-05``, or ``2024-04``."""
    year, _, rest = period.partition("-")
    if comparison == "year-on-year":
        return f"{int(year) - 1}-{rest}" if rest else str(int(year) - 1)
    if not rest.isdecimal():
        return None
    month = int(rest)
    return f"{year}-{month - 1:02d}" if month > 1 else f"{int(year) - 1}-12"


def _months_of(period: str) -> range | None:
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


def _first_lines(document: Document) -> Iterator[str]:
    texts = (b.text for b in document.blocks[: 2 * TITLE_LINES] if isinstance(b, Paragraph))
    for _, text in zip(range(TITLE_LINES), texts, strict=False):
        yield text[:200]


def _title(lines: list[str]) -> str:
    """The first lines up to the one that says what the document is."""
    for line in lines:
        if re.search(r"报告|公报|通报|月报|周报|季报|年报|分析|情况|发布|公开|专报|简报", line) and len(line) < 80:
            return line.strip("# ")
    return lines[0].strip("# ")[:80] if lines else ""


def _issuer(lines: list[str], document: Document) -> str | None:
    for line in lines[:4]:
        for pattern in (_CITY, _NAMED):
            for match in pattern.finditer(re.sub(r"[\s“”\"]+", " ", line)):
                if not _NOT_A_CITY.match(match["name"]):
                    return _as_city(match["name"])
    text = " ".join(b.text for b in document.paragraphs)[:20000]
    named = Counter(
        _as_city(m["name"])
        for m in (*_NAMED.finditer(text), *_CITY.finditer(text))
        if not _NOT_A_CITY.match(m["name"])
    )
    return named.most_common(1)[0][0] if named else None


def _as_city(name: str) -> str:
    name = name.removeprefix("江苏省") if len(name) > 4 else name
    return name if name[-1] in "市县区州盟旗省" else f"{name}市"


def _period(lines: list[str], document: Document) -> str | None:
    for line in lines:
        for pattern, kind in _COMPILED:
            if match := pattern.search(line):
                return _as_period(kind, match.groupdict())
    if match := _FILE_YEAR.search(PurePath(document.path).stem):
        return f"{match['year']}-{match['month']}" if match["month"] else match["year"]
    years = Counter(re.findall(r"(?<!\d)((?:19|20)\d{2})\s*年", " ".join(p.text for p in document.paragraphs)))
    return years.most_common(1)[0][0] if years else None


def _as_period(kind: str, part: dict[str, str]) -> str:
    year = part["year"]
    if kind == "week":
        return f"{year}-W{int(part['week']):02d}"
    if kind == "half":
        return f"{year}-H{1 if part['half'] == '上半年' else 2}"
    if kind == "quarter":
        return f"{year}-Q{'一二三四'.find(part['quarter']) + 1 or part['quarter']}"
    if kind == "span":
        return f"{year}-{int(part['from']):02d}~{int(part['to']):02d}"
    if kind == "month":
        month = part["month"]
        return f"{year}-{int(month) if month.isdecimal() else _MONTHS.index(month) + 1:02d}"
    return year
