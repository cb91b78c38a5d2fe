"""Thousands that nobody quoted: ``甲,1,204`` has a field more than most rows have."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeAlias

from gouji.documents.document import Passage, Place, Unread
from gouji.documents.layout.shapes import is_sentence

Row: TypeAlias = list[Passage]

_HEAD = re.compile(r"[-+(]?[1-9]\d{0,2}")
_REST = re.compile(r"\d{3}(?:\.\d+)?[%)]?")


def without_parted(
    tables: Sequence[list[Row]], separator: str
) -> tuple[list[list[Row]], tuple[Unread, ...]]:
    """Leave out the rows in which a comma parted a number, and say so."""
    if separator != ",":
        return list(tables), ()
    parted = [row for rows in tables for row in _parted(rows)]
    lost = set(map(id, parted))
    return [[row for row in rows if id(row) not in lost] for rows in tables], _told(parted)


def _parted(rows: Sequence[Row]) -> list[Row]:
    """The rows longer than most in which a number looks parted at its comma."""
    heads = (row for row in rows if _length(row) > 1 and not any(is_sentence(c.text) for c in row))
    lengths = Counter(map(_length, heads))
    width = max(lengths, key=lambda length: lengths[length], default=0)  # of two, the first row's
    return [row for row in rows if _length(row) > width > 0 and _looks_parted(row)]


def _told(rows: Sequence[Row]) -> tuple[Unread, ...]:
    """Say that such rows were not read, and what to do."""
    if not rows:
        return ()
    line = rows[0][0].segments[0].line
    return (
        Unread(
            Place(line=line),
            f"有 {len(rows)} 行（从这里起）的字段多于表头，像是千分位逗号未加引号（1,204），"
            '这些行没有读取；请写成 "1,204" 或 1204',
            f"{len(rows)} rows from here on have more fields than the header: commas within "
            'numbers (1,204) seem not quoted; they were not read; write "1,204" or 1204',
        ),
    )


def _length(row: Row) -> int:
    return max((at for at, cell in enumerate(row, 1) if cell.text), default=0)


def _looks_parted(row: Row) -> bool:
    return any(_HEAD.fullmatch(a.text) and _REST.fullmatch(b.text) for a, b in pairwise(row))
