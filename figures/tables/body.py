"""The body of a table: which cells label a row, which rows only label the columns below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from gouji.figures.numbers.numeral import is_blank
from gouji.figures.numbers.units import resolve
from gouji.figures.tables.grid import Grid, is_label, is_serial, is_year
from gouji.figures.tables.header import Header
from gouji.rules import cues
from gouji.rules.labels import normalise

MAX_LABEL = 40
"""A longer text in a label column explains the row rather than names it."""

LEAST_TELLING_DIGITS = 3
"""Cells that agree in shorter numbers agree by chance."""
LEAST_TELLING_CELLS = 3
"""Two may agree because one follows from the other: equal counts have equal shares."""
_NOUGHTS = re.compile(r"(?<=\.)0+$")
_NUMBERED = re.compile(r"(?P<name>[^\W\d_]{1,8})\s?(?P<number>[0-9]{1,9})")
LONGEST_UNIT = 8
_UNIT_HEADINGS = frozenset({"单位", "计量单位", "数据单位"})


@dataclass(frozen=True, slots=True)
class Slot:
    """A body cell with figures: its labels, and the group of rows that share one sub-header."""

    row: int
    column: int
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    block: int
    """Counts the in-body header rows above: TOP lists that each bring their own labels."""
    repeats: bool = False
    """The same merged cell printed again in this row."""
    spans: bool = False
    """A merged cell that holds for several rows: it is about none of them alone."""
    unit: str = ""
    """The unit that a column of units prints for this row."""

    @property
    def at(self) -> tuple[int, int]:
        return self.row, self.column


def read_body(grid: Grid, header: Header) -> Iterator[Slot]:
    """Yield every body slot that holds something to read, in printed order."""
    labels = _label_columns(grid, header)
    units = _unit_columns(grid, header, labels)
    section: tuple[str, ...] = ()
    sub: dict[int, str] = {}
    block = 0
    above: dict[int, str] = {}
    for r in range(header.rows, grid.rows):
        row = grid.texts[r]
        above = _carried(grid, r, labels, above)
        if _is_section(grid, r, labels):
            section, above = (row[0],), {}
            continue
        if _is_sub_header(grid, r, labels):
            sub = {c: t for c, t in enumerate(row) if c not in labels and is_label(t)}
            block += 1
            continue
        for c in range(grid.columns):
            if c not in labels and row[c] and grid.starts(r, c):
                yield Slot(
                    r,
                    c,
                    section + _row_path(labels - units, above, c, header),
                    header.paths[c] + ((sub[c],) if c in sub else ()),
                    block,
                    _repeats(grid, header, r, c),
                    _spans(grid, header, labels, r, c),
                    next((above[k] for k in sorted(units) if not is_blank(above.get(k, ""))), ""),
                )


def _label_columns(grid: Grid, header: Header) -> frozenset[int]:
    """Columns whose body cells are mostly words and that stand left of a column of figures."""
    kinds = []
    numbered: set[tuple[str, ...]] = set()
    for c in range(grid.columns):
        rows = _printed(grid, header, c)
        texts = [grid.texts[r][c] for r in rows]
        figures = sum(grid.numbers[r][c] for r in rows)
        # 序号 | … | 序号 | …: 1 2 3 and 4 5 6; a row before words may be lost, and ranks shared
        words = grid.columns > 1 and all(is_label(grid.texts[r][1]) for r in rows)
        goes_on = header.paths[c] in numbered or (c == 0 and words)
        runs = _serials(texts, _steps(grid, rows), goes_on=goes_on) or _codes(header, c, texts)
        numbered |= {header.paths[c]} if runs else set()
        named = runs or sum(map(is_label, texts)) > figures
        kinds.append("label" if named else "figure" if figures else "")
    last = max((c for c, kind in enumerate(kinds) if kind == "figure"), default=-1)
    first = int(grid.columns > 1 and _is_of_all_rows(grid, header))
    leading = first + sum(1 for _ in takewhile("label".__eq__, kinds[first:]))
    chosen: set[int] = set()
    for c in (c for c, kind in enumerate(kinds[: max(last, 0)]) if kind == "label"):
        if c < leading or c - 1 in chosen or _starts_own_table(header, c, first):
            chosen.add(c)
    return frozenset(chosen)


def _printed(grid: Grid, header: Header, c: int) -> list[int]:
    """The rows of the body in which a cell of column ``c`` begins that is not blank."""
    body = range(header.rows, grid.rows)
    return [r for r in body if grid.texts[r][c] and grid.starts(r, c)]


def _is_of_all_rows(grid: Grid, header: Header) -> bool:
    """Whether the first column prints one number, on top: a whole, left of what it is made of."""
    first = header.rows
    alone = _printed(grid, header, 0) == [first] and grid.rows - first > 1
    return alone and grid.numbers[first][0]


def _unit_columns(grid: Grid, header: Header, labels: frozenset[int]) -> frozenset[int]:
    """``指标 | 单位 | 2023年``: words down a column that are units name no row."""
    headed = (c for c in labels - {0} if header.paths[c])
    named = (c for c in headed if normalise(header.paths[c][-1]) in _UNIT_HEADINGS)
    body = grid.texts[header.rows :]
    return frozenset(c for c in named if _are_units([row[c] for row in body]))


def _are_units(texts: Sequence[str]) -> bool:
    """Whether most of them are known for units, and the rest (吨/万元) short enough to be some."""
    printed = [text for text in texts if not is_blank(text)]
    known = sum(resolve(text).quantity is not None for text in printed)
    return 2 * known >= len(printed) and all(len(text) <= LONGEST_UNIT for text in printed)


def _codes(header: Header, c: int, texts: Sequence[str]) -> bool:
    """``热线号码 12315 12333 …``, ``行次 1 2 4 …``: numbers that name rows and count nothing."""
    heading = normalise(header.paths[c][-1]) if header.paths[c] else ""
    headed = cues.ROW_NUMBERS.fullmatch(heading) or (c == 0 and cues.ROW_CODES.fullmatch(heading))
    return bool(headed) and all(
        is_serial(text) or text.isdecimal() or is_label(text) or is_blank(text) for text in texts
    )


def _steps(grid: Grid, rows: Sequence[int]) -> list[int]:
    """By how much each row is beyond the one before."""
    if not grid.table.numbers:
        return [1] * len(rows)
    return [b - a for a, b in pairwise(grid.table.number_of(r + 1) for r in rows)]


def _serials(texts: Sequence[str], steps: Sequence[int], *, goes_on: bool = False) -> bool:
    """``1 2 3 …`` and ``街道01 街道02 … 合计`` run on, ``2021 2022 Total`` name their rows."""
    if sum(map(is_year, texts)) > 1 and all(is_year(text) or is_label(text) for text in texts):
        return True
    named = [m for m in map(_NUMBERED.fullmatch, texts) if m]
    alike = len({m["name"] for m in named}) == 1 and 1 < len(named) >= len(texts) - 1
    if alike and _run_on([int(m["number"]) for m in named], steps):
        return True
    serial = list(filter(is_serial, texts))
    digits = [int(text) for text in serial if text.isdecimal()]
    if not serial or len(serial) < len(texts) - 1:
        return False
    first = digits[:1] == [1] or goes_on
    return not digits or (len(digits) > 2 and first and _run_on(digits, steps, goes_on))


def _run_on(numbers: Sequence[int], steps: Sequence[int], loosely: bool = False) -> bool:
    """Whether each number is the next one, or where rows in between are not here, may follow.

    ``loosely`` it may be the same, or the one after the next.
    """
    least, more = (0, 1) if loosely else (1, 0)
    apart = (b - a for a, b in pairwise(numbers))
    return all(least <= by <= most + more for by, most in zip(apart, steps, strict=False))


def _starts_own_table(header: Header, c: int, first: int) -> bool:
    """A second table beside the first repeats its label's heading or has its own title."""
    if c == 0 or header.titles[c] != header.titles[c - 1]:
        return True
    # one heading may stand over several columns of labels
    return header.paths[c] != header.paths[c - 1] and _named_alike(header, c, first)


def _named_alike(header: Header, c: int, first: int) -> bool:
    """``单位 … 单位``, ``基础指标 … 比率指标``: both columns name what stands behind them.

    So they do where what stands behind them bears the same names: ``收入 数量 … 支出 数量``.
    """
    ends = [normalise(path[-1]) if path else "" for path in header.paths]
    there, here, behind = ends[first], ends[c], ends[c + 1 : 2 * c - first]
    alike = there == here or (there[-2:] == here[-2:] and len(here) > 2)
    again = any(behind) and behind == ends[first + 1 : first + 1 + len(behind)]
    return bool(here) and (alike or again)


def _carried(grid: Grid, r: int, labels: frozenset[int], above: dict[int, str]) -> dict[int, str]:
    """The labels of row r; blanks before its first own label repeat the row above."""
    row = grid.texts[r]
    own = sorted(c for c in labels if row[c])
    first = own[0] if own else grid.columns
    carried = {c: t for c, t in above.items() if c < first and not grid.table.merged}
    return carried | {c: row[c] for c in own}


def _is_section(grid: Grid, r: int, labels: frozenset[int]) -> bool:
    """A word alone heads the rows below; beside one column of figures it must say that it does."""
    filled = [c for c in range(grid.columns) if grid.texts[r][c] and grid.starts(r, c)]
    if filled != [0] or 0 not in labels or r + 1 >= grid.rows:
        return False
    text = grid.texts[r][0]
    splits = grid.columns > 2 or cues.SPLIT_HEADING.fullmatch(text.strip(" :："))
    return bool(splits and is_label(text) and grid.texts[r + 1][0])


def _is_sub_header(grid: Grid, r: int, labels: frozenset[int]) -> bool:
    """A row of words right above figures in the same columns labels those figures."""
    others = [c for c in range(grid.columns) if c not in labels]
    words = [c for c in others if is_label(grid.texts[r][c])]
    if len(words) < 2 or r + 1 >= grid.rows or any(grid.numbers[r][c] for c in others):
        return False
    return sum(grid.numbers[r + 1][c] for c in words) * 2 > len(words)


def _row_path(
    labels: frozenset[int], above: dict[int, str], c: int, header: Header
) -> tuple[str, ...]:
    own = [k for k in sorted(labels) if k < c]
    starts = [k for k in own if k and _starts_own_table(header, k, min(labels))]
    if starts:
        own = [k for k in own if k >= starts[-1]]
    texts = [above[k] for k in own if k in above and not is_serial(above[k])]
    named = [t for t in texts if len(t) <= MAX_LABEL and not is_blank(t)] or texts[:1]
    return tuple(t for i, t in enumerate(named) if i == 0 or t != named[i - 1])


def _repeats(grid: Grid, header: Header, r: int, c: int) -> bool:
    """Whether this slot prints the merged cell above it once more (flattened text does that).

    Only a run of neighbouring columns that agree in several telling numbers, each another, is
    taken for a merged cell, and never where the row is one of totals: 全市 may well equal 市本级.
    """
    if grid.table.merged or r == header.rows or "全" in grid.texts[r][0]:
        return False
    pairs = zip(grid.texts[r], grid.texts[r - 1], strict=True)
    agree = [text if text == up else "" for text, up in pairs]
    if not agree[c]:
        return False
    left = takewhile(bool, reversed(agree[1:c]))
    run = {_NOUGHTS.sub("", text) for text in (*left, *takewhile(bool, agree[c : grid.columns]))}
    telling = [t for t in run if sum(ch.isdigit() for ch in t) >= LEAST_TELLING_DIGITS]
    return len(telling) >= LEAST_TELLING_CELLS


def _spans(grid: Grid, header: Header, labels: frozenset[int], r: int, c: int) -> bool:
    """Whether the cell holds for the rows below as well: merged, repeated, or blank to the end.

    A blank says so only where the rows below have labels of their own and none is a total, and a
    neighbouring column is blank likewise: a single hole is just missing.
    """
    cell = grid.at[r][c]
    if grid.table.merged:
        return cell is not None and cell.rowspan > 1
    below = range(r + 1, grid.rows)
    if not below or not labels or r > header.rows:
        return False
    if _repeats(grid, header, r + 1, c):
        return True
    return all(grid.texts[k][0] and _is_open(grid, k, c) for k in below)


def _is_open(grid: Grid, r: int, c: int) -> bool:
    row = grid.texts[r]
    beside = [k for k in (c - 1, c + 1) if 0 < k < grid.columns]
    return not row[c] and any(not row[k] for k in beside)
