"""Rows of tidy data out of csv, xlsx, json and parquet, every value as the text it was written as.

A number that was stored as a number has no trailing zeros to promise; it comes as short as it can.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import isnan
from typing import Any

from gouji.documents.document import DocumentError
from gouji.documents.files.archive import damaged
from gouji.documents.files.decoding import decode
from gouji.documents.files.extras import require
from gouji.documents.files.source import Source
from gouji.documents.office.sheets import letters
from gouji.documents.office.workbook import Stream, Workbook

_ROWS_BETWEEN_LOOKS = 1_000


@dataclass(frozen=True, slots=True)
class Records:
    """The columns' names and the rows; ``where`` says where row and column of a value stand."""

    columns: tuple[str, ...]
    rows: Sequence[Sequence[str]]
    where: Callable[[int, int], str]
    """Of a row and a column, both from 0: ``report.csv:7``, ``Sheet1!B7``."""
    line: Callable[[int], int | None]


def records(source: Source, form: str) -> Records | None:
    """Read the rows of a file of that form; None where it holds no rows of named values."""
    return _READERS[form](source)


def first_row(source: Source, form: str) -> tuple[str, ...]:
    """The names of the columns, read without the rest where the form lets one."""
    if form == "csv":
        return next(_fields(source, decode(source).text[:_HEAD]), (0, ()))[1]
    if form == "xlsx":
        stream = _stream(source)
        return next(iter(_sheet_rows(stream)), (0, ()))[1] if stream is not None else ()
    found = records(source, form)
    return found.columns if found else ()


_HEAD = 20_000
_HALVES = re.compile("[\ud800-\udfff]")
"""Half a character, which JSON can write and nothing else can hold."""


def _bounded(source: Source, rows: Iterable[Sequence[str]]) -> list[Sequence[str]]:
    kept: list[Sequence[str]] = []
    cells = 0
    for row in rows:
        cells += len(row)
        if len(kept) % _ROWS_BETWEEN_LOOKS == 0:
            source.reached("rows", len(kept))
        kept.append(row)
        source.limits.check("rows", len(kept), source.path)
        source.limits.check("cells", cells, source.path)
    return kept


def _fields(source: Source, text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    separator = max(",;\t|", key=text.partition("\n")[0].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for row in reader:
            if any(field.strip() for field in row):
                yield reader.line_num, tuple(field.strip() for field in row)
    except csv.Error as damage:
        raise DocumentError(
            source.path, f"不是规范的 CSV（{damage}）", f"not well-formed CSV ({damage})"
        ) from damage


def _csv(source: Source) -> Records | None:
    found = iter(_fields(source, decode(source).text))
    columns = next(found, (0, ()))[1]
    lines: list[int] = []
    rows = _bounded(source, (lines.append(n) or row for n, row in found))  # type: ignore[func-returns-value]
    name = source.path.name
    return Records(columns, rows, lambda r, _: f"{name}:{lines[r]}", lambda r: lines[r])


def _stream(source: Source) -> Stream | None:
    """The rows of the first visible sheet of a workbook."""
    book = Workbook(source)
    visible = (one for one in book.sheets if one.is_visible and one.kind == "worksheet")
    first = next(visible, None)
    return book.stream(first) if first is not None else None


def _sheet_rows(stream: Stream) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The number of each row, and its cells from the first column on, however sparse."""
    for number, cells in stream.rows():
        wide = [""] * max((column for column, _ in cells), default=0)
        for column, text in cells:
            wide[column - 1] = text
        yield number, tuple(wide)


def _xlsx(source: Source) -> Records | None:
    stream = _stream(source)
    if stream is None:
        return None
    numbers: list[int] = []
    filled = ((n, row) for n, row in _sheet_rows(stream) if any(row))
    rows = _bounded(source, (numbers.append(n) or row for n, row in filled))  # type: ignore[func-returns-value]
    if not rows:
        return None
    name = stream.listed.name

    def where(row: int, column: int) -> str:
        return f"{name}!{letters(column + 1)}{numbers[row + 1]}"

    return Records(tuple(rows[0]), rows[1:], where, lambda _: None)


def _json(source: Source) -> Records | None:
    text = decode(source).text
    try:
        found = json.loads(text, parse_float=str, parse_int=str, parse_constant=_refused)
    except (ValueError, RecursionError) as damage:
        raise DocumentError(
            source.path, f"不是规范的 JSON（{damage}）", f"not well-formed JSON ({damage})"
        ) from damage
    if isinstance(found, dict):
        lists = [held for held in found.values() if isinstance(held, list)]
        found = lists[0] if len(lists) == 1 else None
    if not isinstance(found, list) or not found or not all(isinstance(r, dict) for r in found):
        return None
    columns = tuple(dict.fromkeys(key for row in found for key in row))
    rows = _bounded(source, ([_plain(row.get(c)) for c in columns] for row in found))
    return _numbered(source, tuple(map(_plain, columns)), rows)


def _refused(name: str) -> str:
    raise ValueError(name)


def _parquet(source: Source) -> Records | None:
    library = require(source, "pyarrow", "parquet")
    parquet = require(source, "pyarrow.parquet", "parquet")
    try:
        file = parquet.ParquetFile(io.BytesIO(source.data))
        about = file.metadata
        source.limits.check("rows", about.num_rows, source.path)
        source.limits.check("cells", about.num_rows * about.num_columns, source.path)
        groups = (about.row_group(n) for n in range(about.num_row_groups))
        source.limits.check("unpacked", sum(g.total_byte_size for g in groups), source.path)
        table = file.read()
    except (library.ArrowException, OSError, ValueError, KeyError) as damage:
        raise damaged(source, damage) from damage
    columns = tuple(table.column_names)
    listed = zip(*(column.to_pylist() for column in table.columns), strict=True)
    return _numbered(source, columns, _bounded(source, (list(map(_plain, r)) for r in listed)))


def _numbered(source: Source, columns: tuple[str, ...], rows: Sequence[Sequence[str]]) -> Records:
    name = source.path.name
    return Records(columns, rows, lambda r, _: f"{name}#{r + 1}", lambda _: None)


def _plain(value: Any) -> str:
    """A value as text; what is neither text nor number is marked so that no check lets it pass."""
    if value is None or (isinstance(value, float) and isnan(value)):
        return ""
    if isinstance(value, bool | list | dict | bytes):
        return f"<{type(value).__name__}>"
    if isinstance(value, float):
        return f"{value:.15g}"
    return _HALVES.sub("\N{REPLACEMENT CHARACTER}", str(value)).strip()


_READERS: dict[str, Callable[[Source], Records | None]] = {
    "csv": _csv,
    "xlsx": _xlsx,
    "json": _json,
    "parquet": _parquet,
}
