"""Shares that stand together, in one row or down one column, and what they are of.

Where no base is named, the shares themselves imply it: each count over its share is an interval
that the base lies in. The printed figure in most of these intervals is the base of those shares,
the next one of those that are left: a column with subtotals prints shares of them, of the grand
total, or of both. A share that agrees with none is of what at least half of its
group agree on.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import chain, pairwise
from math import log10

from gouji.checks.equations.forms import WHOLE, base_of, with_adjusted
from gouji.checks.material import Check, Material, TableView
from gouji.figures.grouping import grouped
from gouji.figures.interval import Interval
from gouji.figures.statements.matrix import RATES
from gouji.rules.rule import Rule

LEAST_AGREEING = 2
"""So many shares agree on a base in their own table, or elsewhere if most do."""
TELLING = 1.0
"""Decimal digits by which they agree on it beyond what chance does among all that are tried."""
SURELY = 2.0
"""Decimal digits by which they agree on the one base that a row of 100 % names."""
SURE_ANYWHERE = 3
"""So many agree on a base in another table or in the text by no chance."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A count with its share, as indices of figures."""

    count: int
    share: int
    base: Interval
    """What the whole must be for rounded or truncated print: count / share."""


def share_lists(rule: Rule, material: Material) -> Iterator[Check]:
    """Each share of the lists of every table whose base is printed in its document."""
    for table in material.tables():
        parted = (_parted(table, listed) for listed in _lists(table))
        for base, pairs in chain.from_iterable(parted):
            roles = ({"占比": (p.share,), "部分": (p.count,), "总体": (base,)} for p in pairs)
            checks = [Check(rule, terms) for terms in roles]
            yield from with_adjusted(checks, [checks], material)


def _lists(table: TableView) -> list[list[Pair]]:
    """Shares with a count before them in their row, or above them in a row of counts.

    Several in brackets in one row are a list along it, as are those of a row of shares; all others
    are lists down their columns. Of several lines of counts they are of the one that they fit best.
    """
    lists: dict[object, dict[int | None, list[Pair]]] = {}
    for share, counts, key, along in _shares(table):
        ways = lists.setdefault(key, {})
        for count in counts:
            base, place = base_of(table[count], table[share]), table[count].place
            if base and table[share].interval.high:
                pair = Pair(count, share, base.scaled(Fraction(WHOLE)))
                ways.setdefault(place.row if along else place.column, []).append(pair)
    for key in [key for key in lists if isinstance(key, tuple)]:
        if max(map(len, lists[key].values()), default=0) == 1:  # one alone is of its column
            alone = next(iter(lists.pop(key).values()))
            column = table[alone[0].share].place.column
            lists.setdefault(column, {}).setdefault(None, []).extend(alone)
    chosen = (_of_what(table, list(ways.values())) for ways in lists.values())
    return [pairs for pairs in chosen if len(pairs) > 1]


def _shares(table: TableView) -> Iterator[tuple[int, list[int], object, bool]]:
    """Each share, what it may be of, the nearest first, its list, and whether that is a row's."""
    above: dict[int | None, list[int]] = {}
    for row, indices in table.rows.items():
        before: list[int] = []
        told = False
        rates = all(table[i].quantity == "rate" for i in indices)
        of_one = rates and sum(table[i].numeral.value == WHOLE for i in indices) == 1
        for i in indices:
            figure = table[i]
            column = figure.place.column
            of_all = figure.quantity == "rate" and figure.numeral.value == WHOLE
            of_all = of_one or (of_all and figure.column_role == "total")
            if figure.column_role == "share" or of_all:
                if figure.quantity == "rate" and before:
                    if figure.bracketed:
                        yield i, before[-1:], ("row", row), True
                    else:
                        yield i, before[::-1], column, False
                    told = True
                elif column in above:  # the shares of two years are of two wholes
                    yield i, above[column][::-1], ("row", row, figure.period), True
            elif figure.quantity not in RATES and figure.period != "prior":
                before = [i] if told else [*before, i]
                told = False
                if figure.adds:
                    above.setdefault(column, []).append(i)


def _of_what(table: TableView, columns: Sequence[list[Pair]]) -> list[Pair]:
    """The shares with the column, of several before them, that most agree to be of."""
    if len(columns) == 1 and all(table[pair.count].adds for pair in columns[0]):
        return columns[0]
    agreed = [_shown_bases(table, pairs, _groups(table, pairs)[0]) for pairs in columns]
    best = max(agreed, key=len, default={})
    return columns[agreed.index(best)] if best else []


def _parted(table: TableView, pairs: Sequence[Pair]) -> Iterable[tuple[int, list[Pair]]]:
    """The shares of each base."""
    wholes, groups = _groups(table, pairs)
    bases = _bases(table, pairs, wholes)
    based = []
    for group in groups:
        agreed = Counter(bases[p.share] for p in group if p.share in bases)
        common = next((b for b, votes in agreed.items() if 2 * votes >= len(group)), None)
        based += [(bases.get(pair.share, common), pair) for pair in group]
    known = ((base, pair) for base, pair in based if base is not None and base != pair.count)
    return grouped(known).items()


def _groups(table: TableView, pairs: Sequence[Pair]) -> tuple[set[int], list[list[Pair]]]:
    """The counts of rows that hold others; and the shares between two of these, under one label.

    Rows that hold others are totals, subtotals, and each that is followed by its parts (``其中``).
    What they print as shares is one more group, but for subtotals that are 100 % of themselves.
    """
    if len({table[p.share].place.row for p in pairs}) < len(pairs):
        return set(), [list(pairs)]
    by_row = {table[p.share].place.row or 0: p for p in pairs}
    column = table[pairs[0].count].place.column
    counts = {
        row: i
        for row, indices in table.rows.items()
        for i in reversed(indices)
        if table[i].place.column == column and table[i].quantity not in RATES
    }
    leads = {row: table[table.rows[row][0]].row_role for row in counts}
    wholes = {row for row, role in leads.items() if role in ("total", "subtotal")}
    wholes |= {a for a, b in pairwise(leads) if leads[b] == "of-which" != leads[a]}
    listed: list[tuple[object, Pair]] = []
    passed = 0
    for row, i in counts.items():
        passed += row in wholes
        key = () if row in wholes else (passed, table[i].row_path[:-1])
        if row in by_row and not (row in wholes and _is_all(table, by_row[row])):
            listed.append((key, by_row[row]))
    return {counts[row] for row in wholes}, list(grouped(listed).values())


def _is_all(table: TableView, pair: Pair) -> bool:
    return table[pair.share].numeral.value == WHOLE


def _bases(table: TableView, pairs: Sequence[Pair], wholes: set[int]) -> dict[int, int]:
    """Share → the base that it agrees with: that of most shares, then that of most that are left.

    Where they agree on none, all may be of a wrong base: the row of 100 % says which is meant, if
    most of them imply one.
    """
    found = _shown_bases(table, pairs, wholes)
    of_itself = next((p.count for p in pairs if _is_all(table, p)), None)
    others = [p for p in pairs if not _is_all(table, p)]
    implied = max(map(_agreeing(others), (p.base for p in others)), default=0)
    enough = 2 * implied > max(len(others), LEAST_AGREEING)
    if of_itself is not None and not enough:  # one of two that the base of all explains
        own = [p for p in others if table.material.figures[of_itself].interval.meets(p.base)]
        enough = 2 * len(own) >= len(others) and sum(_narrow(p.base) for p in own) >= SURELY
    if not found and of_itself is not None and enough:
        return {p.share: of_itself for p in pairs}
    return found


def _shown_bases(table: TableView, pairs: Sequence[Pair], wholes: set[int]) -> dict[int, int]:
    found: dict[int, int] = {}
    left = list(pairs)
    while left and (base := _agreed(table, left, len(pairs), wholes)) is not None:
        own = [p for p in left if table.material.figures[base].interval.meets(p.base)]
        found |= {p.share: base for p in own}
        left = [p for p in left if p not in own]
    return found


def _agreed(table: TableView, pairs: Sequence[Pair], all_of: int, wholes: set[int]) -> int | None:
    """The printed count that most of the shares agree on, of several the nearest.

    A base of the same row label, of the same row, of the same table is the likelier one.
    """
    figures, agreeing = table.material.figures, _agreeing(pairs)
    votes = {i: agreeing(figures[i].interval) for i in _candidates(table, pairs, wholes)}
    beside = {i for i in votes if figures[i].place.table == table[pairs[0].count].place.table}

    def is_enough(i: int) -> bool:
        if all_of == 1:  # a single share fits some count anywhere by chance
            return votes[i] == 1 and i in beside
        many = i in beside or votes[i] >= SURE_ANYWHERE or 2 * votes[i] > all_of
        tried = beside if i in beside else votes
        return votes[i] >= LEAST_AGREEING and many and digits(i) >= log10(len(tried)) + TELLING

    def digits(i: int) -> float:
        return sum(_narrow(p.base) for p in pairs if figures[i].interval.meets(p.base))

    def rank(i: int) -> tuple[int, *tuple[bool, ...]]:
        figure, count = figures[i], table[pairs[0].count]
        # whether each share is what rounding prints, without reading it as cut off
        due = (table[p.share].interval.scaled(Fraction(1, WHOLE)) * figure.interval for p in pairs)
        rounded = sum(d.meets(table[p.count].interval) for d, p in zip(due, pairs, strict=True))
        shared = bool(set(figure.scope) & set(count.scope)) or figure.scope == count.scope
        in_row = i in beside and figure.place.row == count.place.row
        return rounded, shared, in_row, i in beside, figure.exact

    most = max((votes[i] for i in votes if is_enough(i)), default=0)
    return max((i for i in votes if votes[i] == most and is_enough(i)), key=rank, default=None)


def _narrow(base: Interval) -> float:
    """How unlikely a figure of its size meets it by chance, in decimal digits."""
    if base.low is None or base.high is None or not 0 < base.low < base.high:
        return 0.0
    return max(0.0, log10((base.low + base.high) / (2 * (base.high - base.low))))


def _agreeing(pairs: Sequence[Pair]) -> Callable[[Interval], int]:
    """How many of the bases meet an interval, by their sorted ends."""
    lows = sorted(p.base.low for p in pairs if p.base.low is not None)
    highs = sorted(p.base.high for p in pairs if p.base.high is not None)

    def count(interval: Interval) -> int:
        below = 0 if interval.low is None else bisect_left(highs, interval.low)
        above = 0 if interval.high is None else len(lows) - bisect_right(lows, interval.high)
        return len(pairs) - below - above

    return count


def _candidates(table: TableView, pairs: Sequence[Pair], wholes: set[int]) -> Iterator[int]:
    """The counts of the document but those of the list itself, of which only some hold others."""
    quantity = table[pairs[0].count].quantity
    listed = {p.count for p in pairs if not _is_all(table, p)} - wholes
    for i, figure in table.material.printed_with(pairs[0].count):
        if figure.quantity == quantity and not figure.bracketed and i not in listed:
            yield i
