"""What shares are of: each count over its share is an interval that the base lies in."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from gouji.checks.material.material import TableView
from gouji.figures.figure import Figure
from gouji.figures.interval import Interval

WHOLE = 100
"""The row that prints 100 % is the base of the others."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A count with its share, as indices of figures."""

    count: int
    share: int
    base: Interval
    """What the whole must be for rounded or truncated print: count / share."""


def pair_of(table: TableView, count: int, share: int) -> Pair | None:
    rate = table[share].interval
    step = Fraction(table[share].numeral.step)
    if rate.low is None or rate.high is None or rate.low <= 0:
        return None
    wide = Interval(rate.low, rate.low + step * 3 / 2)  # rounded or truncated
    base = (table[count].interval / wide).scaled(Fraction(100))
    return Pair(count, share, base)


def same_table(one: Figure, other: Figure) -> bool:
    """A single share fits some count anywhere by chance."""
    return one.place.table == other.place.table


def base_of(table: TableView, pairs: Sequence[Pair]) -> tuple[int | None, int]:
    """The printed count that most of the shares agree on; the nearest by its place when several."""
    largest = max(table[p.count].numeral.value for p in pairs)
    best: tuple[int, int, int] | None = None
    found: int | None = None
    at_most = _crowding(pairs)
    for i in _candidates(table, pairs):
        figure = table.material.figures[i]
        if figure.numeral.value < largest or at_most(figure.interval) * 2 <= len(pairs):
            continue
        agreeing = sum(figure.interval.meets(p.base) for p in pairs)
        rounded = sum(ties_rounded(table, p, figure) for p in pairs)
        rank = (agreeing, rounded, _closeness(table, pairs[0], figure))
        if agreeing and agreeing * 2 > len(pairs) and (best is None or rank > best):
            best, found = rank, i
    return found, best[0] if best else 0


def _crowding(pairs: Sequence[Pair]) -> Callable[[Interval], int]:
    """How many of the bases may meet an interval, by their sorted ends: no more do."""
    lows = sorted(p.base.low for p in pairs if p.base.low is not None)
    highs = sorted(p.base.high for p in pairs if p.base.high is not None)

    def at_most(interval: Interval) -> int:
        below = 0 if interval.low is None else bisect_left(highs, interval.low)
        above = 0 if interval.high is None else len(lows) - bisect_right(lows, interval.high)
        return len(pairs) - below - above

    return at_most


def ties_rounded(table: TableView, pair: Pair, base: Figure) -> bool:
    """Whether the share is what rounding prints, without reading it as cut off."""
    share = table[pair.share].interval.scaled(Fraction(1, 100))
    return (share * base.interval).meets(table[pair.count].interval)


def _candidates(table: TableView, pairs: Sequence[Pair]) -> Iterator[int]:
    material = table.material
    own = table[pairs[0].count].document
    span = next(
        s for s, d in zip(material.spans, material.disclosures, strict=True) if d.path == own
    )
    listed = {p.count for p in pairs if table[p.share].numeral.value != WHOLE}
    for i in span:
        figure = material.figures[i]
        if figure.quantity == "count" and not figure.bracketed and i not in listed:
            yield i


def _closeness(table: TableView, pair: Pair, figure: Figure) -> int:
    """A base of the same row label, of the same row, of the same table is the likelier one."""
    count = table[pair.count]
    beside = same_table(figure, count)
    shared = bool(set(figure.scope) & set(count.scope)) or figure.scope == count.scope
    exact = figure.exact
    return 8 * shared + 4 * (beside and figure.place.row == count.place.row) + 2 * beside + exact
