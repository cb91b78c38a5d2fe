"""Tidy data: one figure a row, its indicator, value, unit, period, issuer and scope in columns.

The rows become a table as a disclosure prints it, indicators across and scopes down, so that all
that reads disclosures reads them too; every cell remembers the row it came from.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, TypeAlias, TypeVar

from gouji.documents.document import Cell, Document, DocumentError, Passage, Place, Segment, Table
from gouji.documents.files.source import Source

WHOLE = "全市"
"""The label of what is about everything. It is no 合计: nobody said that the scopes make it up."""

Key = TypeVar("Key", bound=Hashable)
Row = dict[int, Cell]
"""The cells of a row by their column."""

_QUARTERS = {"一": "1", "二": "2", "三": "3", "四": "4"}
_HALVES = {"上半年": "H1", "下半年": "H2"}
SUFFIX: Final = ".tidy.toml"
LARGEST: Final = 64 * 1024
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "indicator": ("indicator", "指标", "指标名称"),
    "value": ("value", "数值", "指标值"),
    "unit": ("unit", "计量单位", "单位"),
    "period": ("period", "时期", "报告期", "统计期", "年份"),
    "issuer": ("issuer", "发布单位", "填报单位", "地区", "城市"),
    "scope": ("scope", "范围", "分组", "口径范围"),
    "change": ("change", "同比", "同比变化"),
}
"""What a column is, and the names by which it is known without a mapping."""
NEEDED: Final = ("indicator", "value")
_MOST_TOLD = 5
_LONGEST: Final = 200
_KEY: Final = ("issuer", "period", "scope", "indicator", "unit")
_TWICE: Final = ("与前面的行重复", "the same as a row before")

Wrong: TypeAlias = tuple[int, str, tuple[str, str]]
"""The row (from 0), the column, and what is wrong with what is there."""

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
    entries = list(_entries(source, rows[1:], names, at))
    table = _Pivot(source, entries).table()
    return source.document("tidy", (table,) if entries else (), metadata=_metadata(entries))


def _rows(document: Document) -> list[Row]:
    """The rows of the tables of the first sheet; none where they are of several breadths."""
    sheets = [table.place.cell and table.place.cell.partition("!")[0] for table in document.tables]
    tables = [t for t, sheet in zip(document.tables, sheets, strict=True) if sheet == sheets[0]]
    if len({table.columns for table in tables}) > 1:
        return []
    rows: list[Row] = []
    for table in tables:
        own: list[Row] = [{} for _ in range(table.rows)]
        for cell in table.cells:
            own[cell.row - 1][cell.column] = cell
        rows += own
    return rows


def _entries(
    source: Source, rows: Sequence[Row], names: Mapping[int, str], at: Mapping[str, int]
) -> Iterator[Entry]:
    """Check the rows, and take those that hold a value."""
    said = [{key: _text(row, at.get(key, 0)) for key in NAMES} for row in rows]
    kept = {n: told for n, told in enumerate(said) if told["value"] or told["change"]}
    if wrong := list(_failures(kept)):
        raise _invalid(
            source,
            [
                f"{_where(source, rows[n], at.get(key, at['value']))} "
                f"{names.get(at.get(key, 0), key)} “{' '.join(said[n][key].split())[:40]}” "
                for n, key, _ in wrong[:_MOST_TOLD]
            ],
            wrong,
        )
    for n in kept:
        first = min(rows[n])
        period, where = canonical(said[n]["period"]), _where(source, rows[n], at["value"])
        line = rows[n][first].passage.segments[0].line
        yield Entry(**{**said[n], "period": period}, where=where, line=line)


def _text(row: Row, column: int) -> str:
    return row[column].text.strip() if column in row else ""


def _where(source: Source, row: Row, column: int) -> str:
    """How a sheet, a line or a record calls a cell."""
    first = row[min(row)]
    told = row.get(column, first).reference or first.reference
    return told or f"{source.path.name}:{first.passage.segments[0].line}"


def _invalid(source: Source, first: Sequence[str], wrong: Sequence[Wrong]) -> DocumentError:
    """Say what is wrong with the first values that fail, and how many more do."""
    more = len(wrong) - len(first)
    told = [(lead + zh, lead + en) for lead, (_, _, (zh, en)) in zip(first, wrong, strict=False)]
    told += [(f"另有 {more} 处", f"{more} more")] * bool(more)
    return DocumentError(
        source.path, "；".join(zh for zh, _ in told), "; ".join(en for _, en in told)
    )


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


class _Pivot:
    """Lays entries out in a table: a column an indicator and year, a row a scope.

    Of several issuers, and of periods that are no years, the names stand before the scope.
    """

    def __init__(self, source: Source, entries: Sequence[Entry]) -> None:
        self.source, self.entries = source, entries
        periods = {entry.period for entry in entries}
        self.years = len(periods) > 1 and all(p.isdecimal() for p in periods)
        self.by_period = len(periods) > 1 and not self.years
        self.by_issuer = len({entry.issuer for entry in entries}) > 1
        self.rows = _numbered(map(self._row, entries))
        self.columns = _numbered(sorted(map(self._column, entries), key=self._order()))

    def table(self) -> Table:
        down = 2 if self.years else 1
        labels = 1 + self.by_period + self.by_issuer
        height, width = down + len(self.rows), labels + len(self.columns)
        self.source.limits.check("cells", height * width, self.source.path)
        cells = [*self._header(down, labels)]
        cells += [
            Cell(down + row, column, Passage(label))
            for key, row in self.rows.items()
            for column, label in enumerate(key, start=1)
        ]
        cells += [self._cell(entry, down, labels) for entry in self.entries]
        cells.sort(key=lambda cell: (cell.row, cell.column))
        place = Place(table=1)
        return Table(1, height, width, tuple(cells), True, down, place=place)

    def _row(self, entry: Entry) -> tuple[str, ...]:
        before = [entry.issuer] * self.by_issuer + [entry.period] * self.by_period
        return (*before, entry.scope or WHOLE)

    def _column(self, entry: Entry) -> tuple[str, str]:
        return entry.column, entry.period if self.years else ""

    def _order(self) -> Callable[[tuple[str, str]], tuple[int, str]]:
        """Indicators in the order in which they come, the years of each together."""
        first = _numbered((entry.column, "") for entry in self.entries)
        return lambda column: (first[column[0], ""], column[1])

    def _header(self, down: int, labels: int) -> Iterator[Cell]:
        names = ["发布单位"] * self.by_issuer + ["时期"] * self.by_period + ["范围"]
        for column, name in enumerate(names, start=1):
            yield Cell(1, column, Passage(name), rowspan=down)
        for name, group in groupby(self.columns.items(), key=lambda item: item[0][0]):
            numbered = list(group)
            yield Cell(1, labels + numbered[0][1], Passage(name), colspan=len(numbered))
            if self.years:
                for (_, year), at in numbered:
                    yield Cell(2, labels + at, Passage(f"{year}年"))

    def _cell(self, entry: Entry, down: int, labels: int) -> Cell:
        row, column = self.rows[self._row(entry)], self.columns[self._column(entry)]
        return Cell(down + row, labels + column, entry.passage, reference=entry.where)


def _numbered(keys: Iterable[Key]) -> dict[Key, int]:
    """Number distinct keys from 1, in the order in which they come."""
    return {key: n for n, key in enumerate(dict.fromkeys(keys), start=1)}


def mapped(source: Source, columns: Mapping[int, str]) -> dict[str, int] | None:
    """Where each column of :data:`NAMES` stands; None where this is no tidy data."""
    said = _sidecar(source)
    found: dict[str, int] = {}
    for key, names in NAMES.items():
        wanted = {name.lower() for name in ((said[key],) if key in said else names)}
        at = [number for number, column in columns.items() if column.lower() in wanted]
        if len(at) > 1:
            raise _twice(source, columns[at[0]], columns[at[1]])
        if at:
            found[key] = at[0]
        elif key in said:
            raise _lost(source, said[key], list(columns.values()))
    return found if all(key in found for key in NEEDED) else None


def _twice(source: Source, one: str, other: str) -> DocumentError:
    return DocumentError(
        source.path,
        f"“{one}”和“{other}”两列是同一种列；请在 {source.path.name}{SUFFIX} 中指定一列",
        f"columns '{one}' and '{other}' are the same kind; choose in {source.path.name}{SUFFIX}",
    )


def _lost(source: Source, name: str, columns: Sequence[str]) -> DocumentError:
    return DocumentError(
        f"{source.path}{SUFFIX}",
        f"没有名为“{name}”的列；有：{'、'.join(columns[:20])}",
        f"no column is called '{name}'; there are: {', '.join(columns[:20])}",
    )


def _sidecar(source: Source) -> dict[str, str]:
    """The mapping beside the file: ``indicator = "指标代码"`` and so on, a line each."""
    file = source.path.with_name(source.path.name + SUFFIX)
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST + 1)
        found = tomllib.loads(data[:LARGEST].decode("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise DocumentError(file, f"读不懂（{error}）", f"can't be read ({error})") from error
    wrong = [k for k, v in found.items() if k not in NAMES or not isinstance(v, str)]
    if wrong:
        raise DocumentError(
            file,
            f"未知的项“{wrong[0]}”；只认 {'、'.join(NAMES)}，值为列名",
            f"unknown key '{wrong[0]}' (known: {', '.join(NAMES)}; values are column names)",
        )
    return found


def _failures(rows: Mapping[int, Mapping[str, str]]) -> Iterator[Wrong]:
    """Every value that fails; of a row that comes twice, its indicator."""
    seen: set[tuple[str, ...]] = set()
    for n, row in rows.items():
        yield from ((n, k, told) for k, (form, told) in _FORMS.items() if not form(row[k]))
        key = tuple(row[name] for name in _KEY)
        if key in seen:
            yield n, "indicator", _TWICE
        seen.add(key)


def _blank_or(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    return lambda text: not text or pattern.fullmatch(text) is not None


def _is_short(text: str) -> bool:
    return len(text) <= _LONGEST


_FORMS: Final[Mapping[str, tuple[Callable[[str], bool], tuple[str, str]]]] = {
    **dict.fromkeys(("unit", "issuer", "scope"), (_is_short, ("太长", "too long"))),
    "indicator": (lambda text: bool(text) and _is_short(text), ("空或太长", "empty or too long")),
    "value": (_blank_or(VALUE), ("不是数", "no number")),
    "period": (_blank_or(PERIOD), ("不是时期", "no period")),
    "change": (_blank_or(CHANGE), ("写成 ↓8.77%", "write ↓8.77%")),
}
"""What must hold of each value, and what is said where it does not."""


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
