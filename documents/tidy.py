"""Tidy data: one figure a row, its indicator, value, unit, period, issuer and scope in columns.

The rows become a table as a disclosure prints it, indicators across and scopes down, so that all
that reads disclosures reads them too; every cell remembers the row it came from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import isnan
from operator import attrgetter
from typing import Any, Final, TypeVar

from gouji.documents.document import (
    Cell,
    Document,
    DocumentError,
    Passage,
    Place,
    Segment,
    Table,
    refused,
    told,
)
from gouji.documents.files.source import Source
from gouji.documents.words import loaded
from gouji.texts.bilingual import Words

WHOLE = "全市"
"""The label of what is about everything. It is no 合计: nobody said that the scopes make it up."""

Key = TypeVar("Key", bound=Hashable)
Row = dict[int, Cell]
"""The cells of a row by their column."""

_QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
_HALVES = {"上半年": "H1", "下半年": "H2"}
NAMES: Final[Mapping[str, Sequence[str]]] = loaded("words")["tidy-columns"]
"""What a column is, and the names by which it is known."""
NEEDED: Final = ("indicator", "value")
_MOST_TOLD = 5
_HALF = re.compile("[\ud800-\udfff]")
"""Half a character, which JSON can write and nothing else can hold."""
_LONGEST: Final = 200
_KEY: Final = ("issuer", "period", "scope", "indicator", "unit")

_NUMERAL = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][+-]?\d+)?"
VALUE: Final = re.compile(rf"(?:超|逾|近|约)?{_NUMERAL}\s*(?:%|％|‰)?\s*[万亿]?\s*[余多]?")
CHANGE: Final = re.compile(
    rf"(?:[↑↓]\s*{_NUMERAL}\s*(?:%|个百分点|倍)?|{_NUMERAL}\s*(?:%|个百分点)|持平)"
)
PERIOD: Final = re.compile(
    r"(?P<year>(?:19|20)\d\d)(?:\s*年度?|年)?"
    r"(?:[-/.]?(?P<month>0?[1-9]|1[0-2])月?|[-]?(?:Q|第)(?P<quarter>[1-4一二三四])(?:季度)?|"
    r"-?(?P<half>H1|H2|上半年|下半年))?"
)
_SHORT: Final = re.compile(rf"(?s:.){{0,{_LONGEST}}}")
_FORMS: Final = {
    **dict.fromkeys(("unit", "issuer", "scope"), _SHORT),
    "indicator": re.compile(rf"(?s:.){{1,{_LONGEST}}}"),
    "value": re.compile(f"(?:{VALUE.pattern})?"),
    "period": re.compile(f"(?:{PERIOD.pattern})?"),
    "change": re.compile(f"(?:{CHANGE.pattern})?"),
}
"""What each value looks like; all but an indicator may be blank."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of tidy data."""

    indicator: str
    value: str
    unit: str
    period: str
    issuer: str
    scope: str
    change: str
    where: str
    line: int | None

    @property
    def column(self) -> str:
        return f"{self.indicator}({self.unit})" if self.unit else self.indicator

    @property
    def passage(self) -> Passage:
        text = f"{self.value} ({self.change})" if self.change else self.value
        return Passage(text, (Segment(0, self.line),) if self.line else ())


def tidied(source: Source, document: Document) -> Document:
    """Lay out the rows of a document that is nothing but tidy data; any other stays as it is."""
    rows = _rows(document)
    names = {column: cell.text.strip() for column, cell in rows[0].items()} if rows else {}
    at = mapped(source, names)
    if at is None:
        return document
    entries = _entries(source, rows[1:], names, at)
    table = _laid_out(source, entries)
    return source.document("tidy", (table,) if entries else (), metadata=_metadata(entries))


def _rows(document: Document) -> list[Row]:
    """The rows of the tables of the first sheet; none where they are of several breadths."""
    sheets = [(table.place.cell or "").partition("!")[0] for table in document.tables]
    tables = [t for t, sheet in zip(document.tables, sheets, strict=True) if sheet == sheets[0]]
    if len({table.columns for table in tables}) > 1:
        return []
    rows = (row for table in tables for _, row in groupby(table.cells, key=attrgetter("row")))
    return [{cell.column: cell for cell in row} for row in rows]


def _entries(
    source: Source, rows: Sequence[Row], names: Mapping[int, str], at: Mapping[str, int]
) -> list[Entry]:
    """The rows that hold a value; DocumentError says what is wrong with the first that fail."""
    columns = {key: at.get(key, 0) for key in NAMES}
    entries: list[Entry] = []
    wrong: list[Sequence[str]] = []
    seen: set[tuple[str, ...]] = set()
    for row in rows:
        said = {key: row[n].text.strip() if n in row else "" for key, n in columns.items()}
        if not (said["value"] or said["change"]):
            continue
        for key, text in _failures(said, seen):
            where = _where(source, row, at.get(key, at["value"]))
            lead = f"{where} {names.get(columns[key], key)} “{' '.join(said[key].split())[:40]}” "
            wrong.append([lead + word for word in told(text)])
        said["period"] = canonical(said["period"])
        line = row[min(row)].passage.segments[0].line
        entries.append(Entry(**said, where=_where(source, row, at["value"]), line=line))
    if more := len(wrong[_MOST_TOLD:]):
        wrong = [*wrong[:_MOST_TOLD], told("more-wrong", n=more)]
    if wrong:
        chinese, english = zip(*wrong, strict=True)
        raise DocumentError(source.path, Words("；".join(chinese), "; ".join(english)))
    return entries


def _where(source: Source, row: Row, column: int) -> str:
    """How a sheet, a line or a record calls a cell."""
    first = row[min(row)]
    told = row.get(column, first).reference or first.reference
    return told or f"{source.path.name}:{first.passage.segments[0].line}"


def canonical(period: str) -> str:
    """``2024年5月`` and ``2024/5`` are ``2024-05``."""
    found = PERIOD.fullmatch(period)
    if found is None:
        return period
    year, month, quarter, half = found.group("year", "month", "quarter", "half")
    if month:
        return f"{year}-{int(month):02}"
    if quarter:
        return f"{year}-Q{_QUARTERS.get(quarter, quarter)}"
    return f"{year}-{_HALVES.get(half, half)}" if half else year


def _metadata(entries: Sequence[Entry]) -> dict[str, str]:
    """The one issuer, and the one period; of several years the last."""
    issuers = {entry.issuer for entry in entries if entry.issuer}
    periods = {entry.period for entry in entries if entry.period}
    said = {"issuer": issuers.pop()} if len(issuers) == 1 else {}
    if len(periods) == 1 or (periods and all(p.isdecimal() for p in periods)):
        said["period"] = max(periods)
    return said


def _laid_out(source: Source, entries: Sequence[Entry]) -> Table:
    """A table of entries: a column an indicator and year, a row a scope.

    Of several issuers, and of periods that are no years, the names stand before the scope.
    """
    periods = {entry.period for entry in entries}
    years = len(periods) > 1 and all(p.isdecimal() for p in periods)
    leads: dict[str, Callable[[Entry], str]] = {}
    if len({entry.issuer for entry in entries}) > 1:
        leads["发布单位"] = attrgetter("issuer")
    if len(periods) > 1 and not years:
        leads["时期"] = attrgetter("period")
    leads["范围"] = lambda entry: entry.scope or WHOLE
    downs = [tuple(of(entry) for of in leads.values()) for entry in entries]
    across = [(entry.column, entry.period if years else "") for entry in entries]
    first = _numbered(name for name, _ in across)
    rows, columns = _numbered(downs), _numbered(sorted(across, key=lambda c: (first[c[0]], c[1])))
    top, left = 1 + years, len(leads)
    height, width = top + len(rows), left + len(columns)
    source.limits.check("cells", height * width, source.path)
    cells = [Cell(1, n, Passage(name), rowspan=top) for n, name in enumerate(leads, start=1)]
    for name, group in groupby(columns.items(), key=lambda item: item[0][0]):
        numbered = list(group)
        cells.append(Cell(1, left + numbered[0][1], Passage(name), colspan=len(numbered)))
        cells += [Cell(2, left + n, Passage(f"{year}年")) for (_, year), n in numbered if years]
    for key, row in rows.items():
        cells += [Cell(top + row, n, Passage(label)) for n, label in enumerate(key, start=1)]
    for entry, key, column in zip(entries, downs, across, strict=True):
        at = top + rows[key], left + columns[column]
        cells.append(Cell(*at, entry.passage, reference=entry.where))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return Table(1, height, width, tuple(cells), True, top, place=Place(table=1))


def _numbered(keys: Iterable[Key]) -> dict[Key, int]:
    """Number distinct keys from 1, in the order in which they come."""
    return {key: n for n, key in enumerate(dict.fromkeys(keys), start=1)}


def mapped(source: Source, columns: Mapping[int, str]) -> dict[str, int] | None:
    """Where each column of :data:`NAMES` stands; None where this is no tidy data."""
    found: dict[str, int] = {}
    for key, names in NAMES.items():
        at = [number for number, column in columns.items() if column.lower() in names]
        if len(at) > 1:
            one, other = (columns[n] for n in at[:2])
            raise refused(source.path, "same-column", one=one, other=other)
        if at:
            found[key] = at[0]
    return found if all(key in found for key in NEEDED) else None


def _failures(said: Mapping[str, str], seen: set[tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    """Each wrong value of a row, and what says so; of one that was ``seen``, the indicator."""
    for name, pattern in _FORMS.items():
        if pattern.fullmatch(said[name]) is None:
            yield name, f"wrong-{name}"
    key = tuple(said[name] for name in _KEY)
    if key in seen:
        yield "indicator", "wrong-twice"
    seen.add(key)


def plain(value: Any) -> str:
    """A value as text, a float as short as it can be: it has no trailing zeros to promise.

    What is neither text nor number is marked so that no check lets it pass.
    """
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    if isinstance(value, bool | list | dict | bytes):
        return f"<{type(value).__name__}>"
    text = f"{value:.15g}" if isinstance(value, float) else str(value)
    return _HALF.sub("\N{REPLACEMENT CHARACTER}", text).strip()


def table_of(source: Source, names: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table of as many columns as names; record n is called ``figures.json#n``."""
    cells: list[Cell] = []
    count = 0
    for count, row in enumerate((names, *rows)):
        source.limits.check("rows", count, source.path)
        source.reached("rows", count)
        told = f"{source.path.name}#{count}"
        cells += (Cell(count + 1, n, Passage(v), reference=told) for n, v in enumerate(row, 1))
        source.limits.check("cells", len(cells), source.path)
    return Table(1, count + 1, len(names), tuple(cells), place=Place(table=1))
