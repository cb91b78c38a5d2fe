"""A row of arrows of which most can't be: shifted by a cell, or divided by this year's figures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from gouji.checks.finding import Words
from gouji.checks.material.material import Material
from gouji.checks.outcomes import Outcome
from gouji.checks.slips.situation import Sheet
from gouji.figures.figure import Change, Figure
from gouji.figures.interval import Interval

LEAST_ROW = 3
"""Failing arrows in one row; fewer are single slips."""
BETTER = 2
"""How many more arrows must be possible after a shift than as printed."""
_ONE = Interval.point(1)


def arrow_rows(
    failed: Sequence[int], outcomes: Sequence[Outcome], material: Material
) -> list[tuple[int, ...]]:
    """Group impossible arrows by the row they stand in."""
    rows: dict[object, list[int]] = {}
    for at in failed:
        check = outcomes[at].check
        place = material.figures[check.figures[0]].place
        if check.rule.cause == "row" and place.table is not None:
            key = material.figures[check.figures[0]].document, place.table, place.row
            rows.setdefault(key, []).append(at)
    return [tuple(group) for group in rows.values() if len(group) >= LEAST_ROW]


def row_words(figure: int, sheet: Sheet) -> tuple[Words, ...]:
    """Say which shift of the row's arrows makes them possible."""
    row = sheet.row(figure)
    figures = [sheet.material.figures[i] for i in row]
    tries = {by: _possible(figures, by) for by in (0, 1, -1)}
    by = max((1, -1), key=lambda s: sum(tries[s]))
    proper, other = tries[by]
    if proper + other < sum(tries[0]) + BETTER or proper + other <= tries[0][0] + BETTER:
        return ()
    return (_words(by, proper, other, _arrows(figures)),)


def _words(by: int, proper: int, other: int, arrows: int) -> Words:
    zh = f"箭头像是整行错开一格：向{'右' if by > 0 else '左'}移一格后，{arrows} 处中有 "
    zh += f"{proper + other} 处能推算出整数的上年同期数"
    side = "right" if by > 0 else "left"
    en = f"the arrows seem to stand one cell off: moved one to the {side}, "
    en += f"{proper + other} of {arrows} imply a whole number a year before"
    if other:
        zh += f"（其中 {other} 处须以本期数为分母）"
        en += f" ({other} of them only when divided by this year's figure)"
    return Words(zh, en)


def _arrows(figures: Sequence[Figure]) -> int:
    return sum(f.change is not None for f in figures)


def _possible(figures: Sequence[Figure], by: int) -> tuple[int, int]:
    """How many arrows can be, properly and only over this year's figure, each moved by ``by``."""
    proper = other = 0
    for at, figure in enumerate(figures):
        source = at - by
        change = figures[source].change if 0 <= source < len(figures) else None
        if change is None or not figure.exact:
            continue
        if _whole_prior(figure, change, over_this_year=False):
            proper += 1
        elif by and _whole_prior(figure, change, over_this_year=True):
            other += 1
    return proper, other


def _whole_prior(figure: Figure, change: Change, *, over_this_year: bool) -> bool:
    numeral = change.numeral
    cut = Interval.of(numeral.value, numeral.step, numeral.hedge, reading="truncated")
    for interval in (change.interval, cut):
        if interval is None or change.kind != "relative":
            continue
        by = interval.scaled(Fraction(1, 100))
        if over_this_year:
            prior: Interval | None = (_ONE - by) * figure.interval
        else:
            grown = (_ONE + by).intersection(Interval(Fraction(0), None, True))
            prior = figure.interval / grown if grown else None
        prior = prior.intersection(Interval(Fraction(0), None)) if prior else None
        if prior is not None and prior.whole() is not None:
            return True
    return False
