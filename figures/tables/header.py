"""The header tree of a table: which rows are header, and the path of labels above every column.

Every depth is tried, and the likeliest is taken. What a cell looks like is held against the other
cells of its column: words over numbers are a name, numbers like those below are data, numbers with
words of their own (``0-14岁``, ``3次以上``, ``Level 2``) over bare ones are a name again, as years
are. The evidence of a row for being header adds up over its cells, that of a depth over its rows.

Where a format knows its merged cells the tree is read off. Where it does not (flattened text, pdf),
blanks stand for merged cells and the tree is guessed: a blank continues its left neighbour when
they share a parent, else the label above it. A row of sub-labels that lost a cell on its way is
moved to the offset at which it fills its groups best.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, combinations, pairwise
from typing import Final

from gouji.figures.identity.period import WORDS as PERIODS
from gouji.figures.numbers.numeral import is_blank
from gouji.figures.numbers.units import resolve
from gouji.figures.tables.grid import Grid, is_label, is_numbered_title, is_year, uncoined
from gouji.rules import cues

MOST_ROWS: Final = 12
"""No header is deeper."""
ROWS_LOOKED_AT: Final = 500
"""By then a column has shown what stands in it."""
REMEMBERED: Final = 1 << 13
_NAME, _HINT, _DATA = 2.0, 1.0, -2.0
_FIRST, _LATER = 0.5, -0.25
"""Nearly every table begins with a row of names; each further one is a little less usual."""
_ABOUT: Final = frozenset("约近超逾余多")
MAX_MOVES = 12
"""How far labels may move in all before the printed layout is believed instead."""
MAX_WIDE_GROUPS = 10

Row = Sequence[str]


@dataclass(frozen=True, slots=True)
class Header:
    """Rows ``[0, title_rows)`` are titles, ``[title_rows, rows)`` labels; the body follows.

    ``paths[c]`` are the labels above column c, outermost first; ``titles[c]`` the titles set in the
    grid above it (several where tables stand side by side).
    """

    title_rows: int
    rows: int
    paths: tuple[tuple[str, ...], ...]
    titles: tuple[tuple[str, ...], ...]


def read_headers(grid: Grid) -> Iterator[Header]:
    """Read the tree as printed, then, where the header lost a cell, every other it can have been.

    A header lost a cell where the body is one column wider than its labels reach: the blank that
    a group spanned is gone, and nothing in the header says which. The figures may.
    """
    end = max(_depth(grid), min(grid.table.header_rows or 0, grid.rows - 1))
    end -= _labels_below(grid, end)
    title_rows = _title_rows(grid, end)
    titles = _titles(grid, title_rows)
    for paths in _trees(grid, title_rows, end):
        yield Header(title_rows, end, _with_units(paths), titles)


def _trees(grid: Grid, first: int, end: int) -> Iterator[tuple[tuple[str, ...], ...]]:
    if grid.table.merged:
        yield tuple(_merged_path(grid, first, end, c) for c in range(grid.columns))
        return
    rows = [list(grid.texts[r][: grid.columns]) for r in range(first, end)]
    if len(rows) == 1 and grid.table.inferred and (lost := _beyond(grid, end)):
        yield ((),) * grid.columns  # which name stands over which column is not printed
        words = (c for c in range(grid.columns - lost) if _is_of_words(grid, end, c))
        for paths in _storeys(rows[0], lost, max(words, default=0) + 1):
            yield (*paths, *((),) * lost)
        return
    yield _guessed_paths(rows, grid.columns)
    if _lost_a_cell(rows):
        for _, stop in _spans(rows[0])[:-1]:
            widened = [[*row[:stop], "", *row[stop:-1]] for row in rows]
            yield _guessed_paths(widened, grid.columns)


def _beyond(grid: Grid, end: int) -> int:
    """How many cells the header has more than any row below it."""
    below = (c for row in grid.at[end:] for c, cell in enumerate(row, start=1) if cell is not None)
    return grid.columns - max(below, default=grid.columns)


def _is_of_words(grid: Grid, end: int, c: int) -> bool:
    body = range(end, grid.rows)
    return sum(is_label(grid.texts[r][c]) for r in body) > sum(grid.numbers[r][c] for r in body)


def _storeys(names: Row, groups: int, named: int) -> Iterator[list[tuple[str, ...]]]:
    """The ways in which names may stand in two rows, the second under so many of the first.

    A cell a line prints no blanks in its header: of each group one name more than it has columns.
    None stands over the first columns, which name the rows, and a total begins or ends its own.
    """
    for first in range(named + groups, len(names) - 2 * groups + 1):
        under = names[first:]
        for ends in combinations(range(2, len(under) - 1), groups - 1):
            parts = [under[a:b] for a, b in pairwise((0, *ends, len(under)))]
            inner = (name for part in parts for name in part[1:-1])
            if min(map(len, parts)) < 2 or any(map(cues.HEADER_TOTAL.fullmatch, inner)):
                continue
            for over in combinations(range(named, first), groups):
                below = dict(zip(over, parts, strict=True))
                yield [
                    (name, *leaf)
                    for n, name in enumerate(names[:first])
                    for leaf in ([(x,) for x in below[n]] if n in below else [()])
                ]


def _lost_a_cell(rows: list[list[str]]) -> bool:
    """The last column has figures but no label, and the label before it has no sub-labels."""
    last = [row[-1] for row in rows if len(row) > 2]
    return bool(last) and not any(last) and bool(rows[0][-2])


def _labels_below(grid: Grid, end: int) -> bool:
    """Whether the last row of words is the body's first: its own label spans the figures below."""
    if end < 2 or not grid.texts[end - 1][0] or not grid.texts[end - 2][0]:
        return False
    if grid.table.merged:
        return grid.at[end][0] is grid.at[end - 1][0]
    return not grid.texts[end][0]


def _title_rows(grid: Grid, end: int) -> int:
    """Leading rows that only name the table or the tables beside each other."""
    r = 0
    while r < end - 1 and _is_title(grid, r):
        r += 1
    return r


def _is_title(grid: Grid, r: int) -> bool:
    texts = [
        grid.texts[r][c] for c in range(grid.columns) if grid.starts(r, c) and grid.texts[r][c]
    ]
    if len(texts) == 1:
        below = [t for t in grid.texts[r + 1] if t]
        return len(below) > 1 and (not grid.table.merged or bool(grid.texts[r][0]))
    return bool(texts) and all(map(is_numbered_title, texts))


def _titles(grid: Grid, title_rows: int) -> tuple[tuple[str, ...], ...]:
    """The titles over every column; where cells are not known to be merged, one goes on."""
    columns: list[list[str]] = [[] for _ in range(grid.columns)]
    for r in range(title_rows):
        current = ""
        for c, title in enumerate(grid.texts[r][: grid.columns]):
            current = title if grid.table.merged else title or current
            if current:
                columns[c].append(current)
    return tuple(map(tuple, columns))


def _merged_path(grid: Grid, first: int, end: int, c: int) -> tuple[str, ...]:
    texts = {grid.at[r][c]: grid.texts[r][c] for r in range(first, end) if grid.texts[r][c]}
    return _folded(tuple(texts.values()))


def _guessed_paths(printed: list[list[str]], columns: int) -> tuple[tuple[str, ...], ...]:
    """Walk down: each level keeps, per column, the start of the group it belongs to."""
    rows = list(printed)
    for upper in range(len(rows) - 1):
        rows[upper], rows[upper + 1] = _settle(rows[upper], rows[upper + 1])
    groups = [0] * columns
    paths: list[list[str]] = [[] for _ in range(columns)]
    for depth, row in enumerate(rows):
        starts: list[int] = []
        for c in range(columns):
            goes_on = not row[c] and c and groups[c] == groups[c - 1]
            # below the first row, where the group has a label further left
            labelled = depth == 0 or any(row[groups[c] : c])
            starts.append(starts[c - 1] if goes_on and labelled else c)
            if row[starts[c]]:
                paths[c].append(row[starts[c]])
        groups = starts
    return tuple(map(_folded, paths))


def _settle(upper: Row, lower: list[str]) -> tuple[list[str], list[str]]:
    """Bring two rows of labels into line: groups of several columns are filled, or not at all.

    What flattening loses is a blank of the upper row, or the place of a label in the lower one. The
    layout with the least movement that fills its groups is taken; the printed one when none does.
    """
    if not _misfit(upper, lower):
        return list(upper), lower
    options = [
        (moved + inserted, candidate, settled)
        for candidate, inserted in _widened(upper)
        for moved, settled in _fillings(candidate, lower)
    ]
    cost, best, settled = min(options, key=lambda o: o[0], default=(MAX_MOVES + 1, upper, lower))
    return (list(best), settled) if cost <= MAX_MOVES else (list(upper), lower)


def _widened(upper: Row) -> Iterator[tuple[Row, int]]:
    """The row as it is, and with one lost blank put back behind each of its groups."""
    yield upper, 0
    if upper[-1]:
        return
    for start, stop in _spans(upper)[:-1]:
        if upper[start]:
            yield [*upper[:stop], "", *upper[stop:-1]], 1


def _fillings(upper: Row, lower: Row) -> Iterator[tuple[int, list[str]]]:
    """Ways to fill some of the wide groups with all lower labels in their order, and their cost."""
    labels = [(c, label) for c, label in enumerate(lower) if label]
    wide = [(a, b) for a, b in _spans(upper) if b - a > 1 and upper[a]][:MAX_WIDE_GROUPS]
    for count in range(1, len(wide) + 1):
        for chosen in combinations(wide, count):
            slots = [c for a, b in chosen for c in range(a, b)]
            if len(slots) != len(labels):
                continue
            moved = sum(abs(to - at) for to, (at, _) in zip(slots, labels, strict=True))
            row = [""] * len(lower)
            for to, (_, label) in zip(slots, labels, strict=True):
                row[to] = label
            yield moved, row


def _spans(row: Row) -> list[tuple[int, int]]:
    """The half-open column ranges that the labels of a row govern."""
    starts = [c for c, label in enumerate(row) if label or c == 0]
    return list(zip(starts, [*starts[1:], len(row)], strict=True))


def _misfit(upper: Row, lower: Row) -> int:
    """Count sub-labels under a label of one column, and groups that are filled only in part."""
    misfit = 0
    for start, stop in _spans(upper):
        filled = [bool(lower[c]) for c in range(start, stop)]
        if stop - start == 1:
            misfit += filled[0]
        else:
            misfit += any(filled) and not (filled[0] and (filled[-1] or stop == len(upper)))
    return misfit


def _with_units(paths: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Put units in a row of their own behind the labels above them: ``产值`` / ``亿元``.

    Under one label for several columns they tell these apart, and are labels: ``件 | %``.
    """
    named = [path for path in paths if len(path) > 1]
    alone = len({path[:-1] for path in named}) == len(named)
    if not (alone and all(resolve(path[-1]).quantity for path in named)):
        return paths
    return tuple((*p[:-2], f"{p[-2]}（{p[-1]}）") if len(p) > 1 else p for p in paths)


def _folded(path: Sequence[str]) -> tuple[str, ...]:
    """Drop a label that only repeats the one above it."""
    # bare numbers only count columns
    names = [not is_blank(text) and bool(_look(text)) for text in path]
    return tuple(p for i, p in enumerate(path) if names[i] and (i == 0 or p != path[i - 1]))


def _depth(grid: Grid) -> int:
    """Count the rows of labels from the top; 0 where a table has no header at all."""
    last = min(grid.rows - 1, MOST_ROWS)
    if last < 1:
        return 0
    words = [_column_words(grid, c) for c in range(grid.columns)]
    evidence = list(accumulate((_for_header(grid, r, words) for r in range(last)), initial=0.0))
    return evidence.index(max(evidence))


def _column_words(grid: Grid, c: int) -> Counter[str]:
    """What stands with the numbers of a column: words, or nothing; labels are counted as None."""
    rows = range(min(grid.rows, ROWS_LOOKED_AT))
    cells = (grid.texts[r][c] for r in rows if grid.starts(r, c))
    return Counter(_look(text) for text in cells if text and not is_blank(text))


@lru_cache(maxsize=REMEMBERED)
def _look(text: str) -> str:
    """``#`` for a label, ``9999`` for a year, else the words that a number stands with."""
    if is_year(text):
        return "9999"
    if is_label(text):
        return "#"
    return "".join(c for c in uncoined(text) if c.isalpha() and c not in _ABOUT)


def _for_header(grid: Grid, r: int, words: Sequence[Counter[str]]) -> float:
    """The evidence that row ``r`` holds names: above nought for a name, below for data."""
    cells = [(c, grid.texts[r][c]) for c in range(1, grid.columns) if grid.starts(r, c)]
    told = [(c, text) for c, text in cells if text]
    prior = _LATER if r else _FIRST
    if _are_column_numbers([text for _, text in told]) and (r or not grid.texts[0][0]):
        return prior + _HINT * len(told)
    years = {text for _, text in told if is_year(text)}
    return prior + sum(_of_cell(grid, r, c, words[c], len(years)) for c, text in told)


def _of_cell(grid: Grid, r: int, c: int, words: Counter[str], years: int) -> float:
    text = grid.texts[r][c]
    if is_blank(uncoined(text)):
        return _DATA / 2
    look = _look(text)
    others = words - Counter([look])
    alike = others[look] * 2 >= others.total() > 0
    if look == "#":
        return _NAME if others.total() > others["#"] * 2 else 0.0
    if look == "9999":
        return _of_year(grid, r, c, years, alike=alike)
    if alike or not look or not others.total():
        return _DATA
    # a unit alone may stand with a first number only; other words name what is below
    over_bare = others[""] * 2 >= others.total()
    return _NAME if PERIODS.fullmatch(text) or (over_bare and not resolve(look).quantity) else 0.0


def _of_year(grid: Grid, r: int, c: int, years: int, *, alike: bool) -> float:
    """A year among years is data, one of several in a row a name; a lone one under a name is data.

    Under a name that spans several columns it is a name too.
    """
    if alike and not (r == 0 or years > 1):
        return _DATA
    named = r > 0 and any(grid.starts(k, c) and grid.texts[k][c] for k in range(r))
    bare = grid.texts[r][c].isdecimal()
    return _DATA / 2 if named and bare and years < 2 else _HINT


def _are_column_numbers(texts: Sequence[str]) -> bool:
    """``1 2 3 4`` under the names: the columns' own numbers."""
    numbers = [int(text) for text in texts if text.isdecimal() and len(text) < 3]
    first = numbers[0] if len(numbers) > 2 else 0
    return first in (1, 2) and numbers == [*range(first, first + len(texts))]
