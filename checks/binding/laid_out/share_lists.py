"""Shares that stand together: in one row, or down one column, which may hold lists of several.

A column with subtotals prints the shares of each group either of the group's own subtotal or of
the grand total. What the shares of a group agree on decides, group by group.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from gouji.checks.binding.laid_out.share_base import WHOLE, Pair, base_of, pair_of, ties_rounded
from gouji.checks.material.material import TableView

LEAST_AGREEING = 2
"""How many shares of a group must agree on a base of its own."""
SURE_ANYWHERE = 3
"""So many agree on a base in another table or in the text by no chance."""


@dataclass(frozen=True, slots=True)
class ShareList:
    """Pairs of one base; ``base`` is named where the groups of a column show it."""

    pairs: tuple[Pair, ...]
    base: int | None = None

    def settled(self, table: TableView) -> tuple[int | None, int]:
        """The base, and how many of the shares agree on it."""
        if self.base is None:
            return base_of(table, self.pairs)
        return self.base, _agreeing(table, self.pairs, self.base)


@dataclass(frozen=True, slots=True)
class _Group:
    """Rows between two that are wholes; ``above`` and ``below`` are the counts of these."""

    pairs: tuple[Pair, ...]
    above: int | None
    below: int | None


def lists_of(table: TableView) -> Iterator[ShareList]:
    """Pairs that share a base: those of one row (or of rows under one label), or of one column."""
    for pairs in _together(table):
        rows = {table[p.share].place.row for p in pairs}
        if len(rows) == len(pairs) > LEAST_AGREEING:
            yield from _parted(table, pairs)
        else:
            yield ShareList(tuple(pairs))


def _together(table: TableView) -> list[list[Pair]]:
    lists: dict[object, list[Pair]] = {}
    above: dict[int | None, int] = {}
    for row, indices in table.rows().items():
        counts: list[int] = []
        for i in indices:
            figure = table[i]
            if figure.column_role == "share" and figure.quantity == "rate" and counts:
                key = ("row", row) if figure.bracketed else ("column", figure.place.column)
                if pair := pair_of(table, counts[-1], i):
                    lists.setdefault(key, []).append(pair)
            elif figure.column_role == "share" and figure.place.column in above:
                if pair := pair_of(table, above[figure.place.column], i):
                    # the shares of two years are of two wholes
                    lists.setdefault(("row", row, figure.period), []).append(pair)
            elif figure.adds and figure.quantity == "count" and figure.period != "prior":
                counts.append(i)
                above[figure.place.column] = i
    return _by_axis(table, list(lists.values()))


def _by_axis(table: TableView, lists: list[list[Pair]]) -> list[list[Pair]]:
    """Bracketed shares one a row belong together down their column instead."""
    long = [pairs for pairs in lists if len(pairs) > 1]
    single = [pairs[0] for pairs in lists if len(pairs) == 1]
    columns: dict[object, list[Pair]] = {}
    for pair in single:
        columns.setdefault(table[pair.share].place.column, []).append(pair)
    return [*long, *columns.values()]


def _parted(table: TableView, pairs: Sequence[Pair]) -> Iterator[ShareList]:
    """One list where all agree; else a list for each base that groups of rows agree on."""
    whole, agreeing = base_of(table, pairs)
    groups, wholes = _groups(table, pairs)
    own = [_own_base(table, group, whole) for group in groups]
    one = all(base in (None, whole) for base in own) and not _is_subtotal(table, whole)
    if one or agreeing == len(pairs):
        yield ShareList(tuple(pairs))
        return
    bases = _completed(table, groups, own)
    lists: dict[int, list[Pair]] = {}
    for group, base in zip(groups, bases, strict=True):
        for pair in group.pairs:
            other = whole is not None and not _is_of(table, pair, base)
            found = whole if other and _is_of(table, pair, whole) else base
            if found is not None:
                lists.setdefault(found, []).append(pair)
    yield from (ShareList(tuple(listed), base) for base, listed in lists.items())
    if any(table[p.share].numeral.value != WHOLE for p in wholes):
        yield ShareList(tuple(wholes))


def _is_subtotal(table: TableView, whole: int | None) -> bool:
    return whole in table.indices and table[whole].row_role == "subtotal"


def _groups(table: TableView, pairs: Sequence[Pair]) -> tuple[list[_Group], list[Pair]]:
    """The rows between subtotals, below one label, or after ``其中``; and the rows of wholes."""
    counts = _counts(table, pairs)
    wholes = _whole_rows(table, list(counts))
    by_row = {table[p.share].place.row or 0: p for p in pairs}
    groups: list[list[int]] = [[]]
    for row in counts:
        if row in wholes:
            groups.append([])
        elif row in by_row:
            last = groups[-1][-1] if groups[-1] else row
            if _label(table, counts[last]) != _label(table, counts[row]):
                groups.append([])
            groups[-1].append(row)
    found = [_group(rows, by_row, counts, wholes) for rows in groups if rows]
    return found, _of_all(table, [by_row[r] for r in counts if r in wholes and r in by_row])


def _of_all(table: TableView, wholes: Sequence[Pair]) -> list[Pair]:
    """Leave out subtotals, and totals of groups, that are 100 % of themselves."""
    largest = max((table[p.count].numeral.value for p in wholes), default=0)

    def is_all(pair: Pair) -> bool:
        count = table[pair.count]
        return count.row_role == "total" and count.numeral.value == largest

    return [p for p in wholes if table[p.share].numeral.value != WHOLE or is_all(p)]


def _counts(table: TableView, pairs: Sequence[Pair]) -> dict[int, int]:
    """Row → count, of all rows of the column that the shares are of."""
    column = table[pairs[0].count].place.column
    found: dict[int, int] = {}
    for row, indices in table.rows().items():
        same = [i for i in indices if table[i].place.column == column and table[i].adds]
        if same:
            found[row] = same[0]
    return found


def _whole_rows(table: TableView, rows: Sequence[int]) -> set[int]:
    """Totals and subtotals, and each row that is followed by its parts (``其中``)."""
    roles = {row: table[table.rows()[row][0]].row_role for row in rows}
    heads = (a for a, b in pairwise(rows) if _starts_parts(roles[a], roles[b]))
    return {row for row in rows if roles[row] in ("total", "subtotal")}.union(heads)


def _starts_parts(role: str, following: str) -> bool:
    return following == "of-which" != role


def _label(table: TableView, i: int) -> tuple[str, ...]:
    return table[i].row_path[:-1]


def _group(
    rows: Sequence[int], by_row: Mapping[int, Pair], counts: Mapping[int, int], wholes: set[int]
) -> _Group:
    above = [counts[r] for r in counts if r in wholes and r < rows[0]]
    below = [counts[r] for r in counts if r in wholes and r > rows[-1]]
    pairs = tuple(by_row[row] for row in rows)
    return _Group(pairs, above[-1] if above else None, below[0] if below else None)


def _own_base(table: TableView, group: _Group, whole: int | None) -> int | None:
    """What most shares of a group agree on, that of the whole column before all others."""
    far, agreeing = base_of(table, group.pairs)
    known = {i for i in (whole, group.above, group.below) if i is not None}
    if far is not None and agreeing >= SURE_ANYWHERE:
        known.add(far)
    ranked = sorted(known, key=lambda i: _rank(table, group, i, i == whole))
    if not ranked:
        return None
    agreeing = _agreeing(table, group.pairs, ranked[-1])
    enough = agreeing >= LEAST_AGREEING and agreeing * 2 > len(group.pairs)
    return ranked[-1] if enough else None


def _rank(table: TableView, group: _Group, base: int, usual: bool) -> tuple[int, int, bool, bool]:
    figure = table.material.figures[base]
    rounded = sum(ties_rounded(table, p, figure) for p in group.pairs)
    near = base in (group.above, group.below)
    return _agreeing(table, group.pairs, base), rounded, usual, near


def _completed(
    table: TableView, groups: Sequence[_Group], own: Sequence[int | None]
) -> list[int | None]:
    """Where all other groups are of the subtotal above (or below) them, so is one left over."""
    shown = [(g, base) for g, base in zip(groups, own, strict=True) if base is not None]
    above = all(base == g.above for g, base in shown)
    below = all(base == g.below for g, base in shown)
    if above == below:
        return list(own)
    beside = [g.above if above else g.below for g in groups]
    return [
        base if base is not None else b if any(_is_of(table, p, b) for p in g.pairs) else None
        for g, base, b in zip(groups, own, beside, strict=True)
    ]


def _agreeing(table: TableView, pairs: Sequence[Pair], base: int) -> int:
    return sum(_is_of(table, pair, base) for pair in pairs)


def _is_of(table: TableView, pair: Pair, base: int | None) -> bool:
    return base is not None and table.material.figures[base].interval.meets(pair.base)
