"""Tables without rules: rows of cells under each other, with numbers among them.

Columns are where the text of the rows with numbers stands. Where that, or which rows belong to a
table, is only likely, the table says so: it is ``inferred``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from gouji.documents.document import Passage, Place
from gouji.documents.layout.lines import join
from gouji.documents.layout.outline import numbering
from gouji.documents.layout.pieces import grid_of
from gouji.documents.layout.shapes import is_label, is_sentence, kind
from gouji.documents.pages.printed import (
    Printed,
    PrintedLine,
    PrintedTable,
    Stripe,
    Word,
    column_of,
    has_number,
    labelled_columns,
    parts_of,
    passage_of,
    row_of,
    stripes_of,
)

_LEAST_ROWS = 3
_LONGEST_CELL = 40
_BESIDE = 1.2
"""In heights of a line: a line of one cell so near to rows is a part of them."""
_MOST_LONE = 2
_NEARER = 0.75


@dataclass(frozen=True, slots=True)
class _Run:
    """Rows of cells that follow each other in one column of a page."""

    lines: tuple[PrintedLine, ...]

    @property
    def numeric(self) -> list[PrintedLine]:
        return [line for line in self.lines if has_number(line)]

    @property
    def stripes(self) -> tuple[Stripe, ...]:
        """What the text of its rows with numbers covers, and of labels on lines of their own."""
        lone = (line for line in self.lines if not _is_row(line))
        rows = [line.cells() for line in (*self.numeric, *lone)]
        stripes = stripes_of(rows)
        return stripes_of(
            [[c for c in row if not _reaches_over(c, row, rows, stripes)] for row in rows]
        )


def open_tables(prints: Sequence[Printed]) -> list[Printed]:
    """Put tables in the place of the lines that make them; ``prints`` are in order of reading."""
    found: list[Printed] = []
    items = list(_gathered(prints))
    at = 0
    while at < len(items):
        one, after = items[at], items[at + 1] if at + 1 < len(items) else None
        if not isinstance(one, _Run):
            found.append(one)
        elif isinstance(after, _Run) and (joint := _joint(one, after)) is not None:
            found += joint
            at += 1
        else:
            stripes = one.stripes
            whole = _is_table(one) and len(stripes) > 1
            found += [_table(one, stripes)] if whole else one.lines
        at += 1
    return found


def doubted(prints: Sequence[Printed]) -> list[Printed]:
    """Doubt tables, after they were joined over pages, that may have lost rows.

    On their pages rows are left outside of any table, or stand in one without a header.
    """
    pages = {printed.page for printed in prints if _is_stray(printed)}

    def is_doubted(table: PrintedTable) -> bool:
        own = {table.grid.place.page or table.page, table.page}
        return bool(table.stripes) and not pages.isdisjoint(own)

    return [p.unsure if isinstance(p, PrintedTable) and is_doubted(p) else p for p in prints]


def _is_stray(printed: Printed) -> bool:
    if isinstance(printed, PrintedLine):
        return sum(kind(cell.text) == "number" for cell in printed.cells()) > 1
    return bool(printed.stripes) and any(kind(c.text) == "number" for c in printed.grid.row(1))


def _gathered(prints: Sequence[Printed]) -> Iterator[_Run | Printed]:
    at = 0
    while at < len(prints):
        run = _run(prints, at)
        yield run if run.lines else prints[at]
        at += len(run.lines) or 1


def _run(prints: Sequence[Printed], start: int) -> _Run:
    lines: list[PrintedLine] = []
    for printed in prints[start:]:
        if not isinstance(printed, PrintedLine) or not (_is_row(printed) or _may_be_lone(printed)):
            break
        if lines and (printed.page != lines[-1].page or printed.top < lines[-1].top):
            break
        lines.append(printed)
    stray = (n for n, line in enumerate(lines) if not _is_row(line) and not _belongs(lines, n))
    end = next(stray, len(lines))
    while end and not _is_row(lines[end - 1]):
        end -= 1
    return _Run(tuple(lines[:end]))


def _is_row(line: PrintedLine) -> bool:
    cells = line.cells()
    fit = (len(cell.text) <= _LONGEST_CELL and not is_sentence(cell.text) for cell in cells)
    return len(cells) > 1 and all(fit)


def _may_be_lone(line: PrintedLine) -> bool:
    """A piece of a label that is broken over lines, or stands in the middle of its rows."""
    text = line.text
    if len(line.cells()) > 1 or len(text) > _LONGEST_CELL or kind(text) != "label":
        return False
    return numbering(text) is None and not is_sentence(text) and not is_label(text)


def _belongs(lines: Sequence[PrintedLine], at: int) -> bool:
    """Whether a line of one cell stands close to rows, in the first column of both."""
    line = lines[at]
    near = lines[max(0, at - _MOST_LONE) : at][::-1], lines[at + 1 : at + 1 + _MOST_LONE]
    rows = [row for side in near for row in [*filter(_is_row, side)][:1]]
    if len(rows) < len(near):
        return False
    second = min(row.cells()[1].left for row in rows)
    gaps = line.top - lines[at - 1].bottom, lines[at + 1].top - line.bottom
    return line.right < second and max(gaps) < line.height * _BESIDE


def _is_table(*runs: _Run) -> bool:
    rows = sum(_is_row(line) for run in runs for line in run.lines)
    return rows >= _LEAST_ROWS and sum(len(run.numeric) for run in runs) * 2 >= rows


def _joint(one: _Run, after: _Run) -> Sequence[Printed] | None:
    """Read two runs on both sides of the end of a page or a column, one too short for a table.

    It has the columns of the longer one; where it does not fit them beyond doubt, that one is not
    sure to be whole. Whether they are one table is told where tables are joined.
    """
    if all(map(_is_table, (one, after))) or not _is_table(one, after):
        return None
    long, short = (one, after) if len(one.lines) >= len(after.lines) else (after, one)
    stripes = long.stripes
    if len(stripes) < 2:
        return None
    across = min(line.left for line in short.lines) - min(line.left for line in long.lines)
    for shift in (0.0, across):
        moved = tuple((left + shift, right + shift) for left, right in stripes)
        parts = ([column_of(part, moved) for part in parts_of(line, moved)] for line in short.lines)
        if all(columns == [*range(len(moved))] for columns in parts):  # one in every column
            tables = _table(short, moved), _table(long, stripes)
            return tables if short is one else tables[::-1]
    if not _is_table(long):
        return None
    unsure = _table(long, stripes).unsure
    return [*short.lines, unsure] if short is one else [unsure, *short.lines]


def _table(run: _Run, stripes: Sequence[Stripe]) -> PrintedTable:
    header = len(list(takewhile(lambda line: not has_number(line), run.lines)))
    alone = [line for line in run.lines if not _is_row(line)]
    heads = [line for line in run.lines[:header] if line in alone and _column(line, stripes)]
    lines = [line for line in run.lines if line not in alone or line in heads]
    rows = [
        row_of(line, stripes, labelled_columns(lines[n:], stripes))
        for n, line in enumerate(lines, start=1)
    ]
    lone: list[tuple[float, Passage]] = []
    unclear = False
    for line in (line for line in alone if line not in heads):
        at, column = _position(line, lines), _column(line, stripes)
        label = passage_of(line.cells()[0], line)
        if at % 1 and not column:
            lone.append((at, label))
        else:
            own = rows[int(at)][column]
            above = line.top < lines[int(at)].top
            rows[int(at)][column] = join([label, own] if above else [own, label])
            unclear = unclear or at % 1 > 0
    level = _level(rows, lines)
    fewer = len(rows) - len(level)
    rows, sure = with_labels_on_top(level, [(at - fewer, label) for at, label in lone])
    page = run.lines[0].page
    grid = replace(grid_of(rows), place=Place(page=page), inferred=unclear or not sure)
    edges = (*(left for left, _ in stripes), max(line.right for line in run.lines))
    ends = run.lines[0].top, run.lines[-1].bottom
    return PrintedTable(page, grid, *ends, edges, tuple(stripes))


def _column(line: PrintedLine, stripes: Sequence[Stripe]) -> int:
    """The column of a line of one cell."""
    return column_of(line.cells()[0], stripes) or 0


def _level(rows: list[list[Passage]], lines: Sequence[PrintedLine]) -> list[list[Passage]]:
    """Join header lines that overlap: labels of one row, some in the middle of two lines."""
    header = sum(1 for _ in takewhile(lambda line: not has_number(line), lines))
    levelled = rows[: min(header, 1)]
    for at in range(1, header):
        both = list(zip(levelled[-1], rows[at], strict=True))
        if lines[at].top < lines[at - 1].bottom and not any(a.text and b.text for a, b in both):
            levelled[-1] = [a if a.text else b for a, b in both]
        else:
            levelled.append(rows[at])
    return [*levelled, *rows[header:]]


def _position(line: PrintedLine, rows: Sequence[PrintedLine]) -> float:
    """The row that a line of one cell stands by, or the middle of the two it stands between."""
    middle = (line.top + line.bottom) / 2
    apart = [abs((row.top + row.bottom) / 2 - middle) for row in rows]
    near, other = sorted(range(len(rows)), key=lambda n: apart[n])[:2]
    return float(near) if apart[near] < apart[other] * _NEARER else (near + other) / 2


def _reaches_over(
    cell: Word, row: Sequence[Word], rows: Sequence[Sequence[Word]], stripes: Sequence[Stripe]
) -> bool:
    """Whether a label stands where no other row has text, its row having none at its sides."""
    at = column_of(cell, stripes)
    if at is None or kind(cell.text) == "number" or not 0 < at < len(stripes) - 1:
        return False
    alone = sum(column_of(other, stripes) == at for one in rows for other in one) == 1
    return alone and not {at - 1, at + 1} & {column_of(other, stripes) for other in row}


def with_labels_on_top(
    rows: list[list[Passage]], lone: Sequence[tuple[float, Passage]]
) -> tuple[list[list[Passage]], bool]:
    """Move labels of the first column that stand in the middle of their rows to the uppermost.

    ``lone`` ones stand between two rows. Says too whether it is sure which rows a label is of.
    """
    head = next((n for n, row in enumerate(rows) if any(kind(c.text) == "number" for c in row)), 0)
    body = [(float(n), row[0]) for n, row in enumerate(rows) if n >= head]
    if all(label.text for _, label in body) and not lone:
        return rows, True
    labels = sorted((pair for pair in [*body, *lone] if pair[1].text), key=lambda pair: pair[0])
    firsts = _firsts_of_groups([at for at, _ in labels], head, len(rows))
    if firsts is None or body[0][1].text:
        whole = [list(row) for row in rows]
        for at, label in lone:  # what stands under a row was broken off its label
            whole[int(at)][0] = join([whole[int(at)][0], label])
        return whole, not labels
    blank = [row if n < head else [Passage(""), *row[1:]] for n, row in enumerate(rows)]
    for first, (_, label) in zip(firsts, labels, strict=True):
        blank[first][0] = label
    return blank, True


def _firsts_of_groups(labels: Sequence[float], start: int, rows: int) -> list[int] | None:
    """Where groups begin in whose middle each label stands; None where they don't fit."""
    firsts = []
    for label in labels:
        if label < start:
            return None
        firsts.append(start)
        start = int(2 * label) - start + 1
    return firsts if start == rows else None
