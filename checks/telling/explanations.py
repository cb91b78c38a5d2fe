"""What breaks of one cause have in common, in words: where they may come from.

Each explainer looks at the failing checks of a finding and yields what it can say of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations
from typing import Final, NamedTuple

from gouji.checks.equations.cells import Trial
from gouji.checks.equations.common_base import (
    base_words,
    common_base,
    other_length,
    shares_by_whole,
)
from gouji.checks.equations.facets import of_change, undone
from gouji.checks.equations.forms import added
from gouji.checks.finding import Words
from gouji.checks.material.check import Check, Outcome
from gouji.checks.material.material import Lane, Material, lane_of
from gouji.checks.material.references import LENGTHS
from gouji.checks.slips.situation import Sheet
from gouji.checks.weighing.rounding import rounded_to
from gouji.figures.figure import Figure
from gouji.figures.interval import Interval
from gouji.figures.numbers.units import header_unit

LEAST_ARROWS: Final = 3
"""Failing arrows in one row; fewer are single slips."""
BETTER: Final = 2
"""How many more arrows must be possible after a shift than as printed."""
LEAST_PARTS: Final = 3
"""Priors of fewer parts tie by chance when one is left out."""
LEAST_DIGITS: Final = 3
"""Shorter differences equal a printed figure by chance."""
MOST_LINES: Final = 24
"""Lines that are compared in pairs."""
_ONE: Final = Interval.point(1)


def explained(
    outcomes: Sequence[Outcome],
    unrepaired: Sequence[Outcome],
    why: object,
    material: Material,
) -> Iterator[Words]:
    """Say all that failing checks of one cause show, ``why`` they go together, for a start.

    Nothing that is suggested repairs the ``unrepaired``.
    """
    checks = [outcome.check for outcome in outcomes]
    if isinstance(why, LeftOut):
        yield _left_out(why, checks[0], material)
    if isinstance(why, Lane):
        yield from _of_lines(why, checks, material)
    yield from _shifted(checks, material)
    yield from _lacking(unrepaired, material)
    yield from _of_another_whole(checks, material)
    for check in checks:
        yield from _without_a_part(check, material)
    for outcome in outcomes:
        if rounded_to(outcome, material):
            yield Words.told("whole-numbers")


def _shifted(checks: Sequence[Check], material: Material) -> Iterator[Words]:
    """A row of arrows that can't be stands one cell off, or is divided by this year's figures."""
    arrows = [check for check in checks if check.rule.cause == "row"]
    if len(arrows) < LEAST_ARROWS:
        return
    row = [material.figures[i] for i in Sheet(material).row(arrows[0].figures[0])]
    tries = {by: _possible(row, by) for by in (0, 1, -1)}
    by = max((1, -1), key=lambda s: sum(tries[s]))
    proper, other = tries[by]
    if proper + other >= sum(tries[0]) + BETTER and proper + other > tries[0][0] + BETTER:
        printed = sum(figure.change is not None for figure in row)
        found = proper + other
        yield Words.told("shifted", right=by > 0, n=printed, found=found, other=other or "")


def _possible(row: Sequence[Figure], by: int) -> tuple[int, int]:
    """How many arrows can be, properly and only over this year's figure, each moved by ``by``."""
    moved = [
        replace(figure, change=row[at - by].change)
        for at, figure in enumerate(row)
        if 0 <= at - by < len(row) and figure.exact
    ]
    others = [f for f in moved if undone(f) is None]
    over_this_year = sum(map(_is_over_this_year, others)) if by else 0
    return len(moved) - len(others), over_this_year


def _is_over_this_year(figure: Figure) -> bool:
    """Whether a whole number lies a year before if the change was divided by this year's."""
    if figure.change is None or figure.change.kind != "relative":
        return False
    by = of_change(figure.change)
    priors = ((_ONE - change) * figure.interval for change in (by.rounded, by.truncated))
    counts = (prior.intersection(Interval(Fraction(0), None)) for prior in priors)
    return any(count and count.whole() for count in counts)


class LeftOut(NamedTuple):
    """A row that a total misses by in every column: it left it out, or counted it ``twice``."""

    row: int | None
    twice: bool


def rows_missed(outcome: Outcome, material: Material) -> Iterator[LeftOut]:
    """The rows that are just what a sum of rows misses by."""
    total, gap = added(outcome.check), outcome.difference
    for figure in (material.figures[i] for i in total.parts) if total and gap else ():
        if figure.exact and abs(gap or 0) == figure.numeral.value:
            yield LeftOut(figure.place.row, gap == figure.numeral.value)


def prints_row(check: Check, row: int | None, material: Material) -> bool:
    """Whether a sum of rows holds something of a row."""
    total = added(check)
    parts = [material.figures[i] for i in total.parts] if total else []
    return any(f.place.row == row and f.numeral.value for f in parts)


def _left_out(row: LeftOut, check: Check, material: Material) -> Words:
    figures = [material.figures[i] for i in check.figures]
    part = next(f for f in figures[1:] if f.place.row == row.row)
    total, name = (" / ".join(figure.row_path) for figure in (figures[0], part))
    return Words.told("left-out", total=total, row=name, twice=row.twice)


def lines_of(check: Check, material: Material) -> Lane | None:
    """Over which lines of one table a check adds priors up; None where it does not."""
    lane = lane_of([material.figures[i] for i in check.figures]) if check.ties_priors else None
    return lane._replace(at=None) if lane and lane.table is not None else None


def _of_lines(lines: Lane, checks: Sequence[Check], material: Material) -> Iterator[Words]:
    """Arrows fail along the same lines: two print the same ones, or one is from elsewhere."""
    figures = [[material.figures[i] for i in check.figures] for check in checks]
    rows, copied = lines.along == "column", False
    for one, other in combinations(range(min(*map(len, figures), MOST_LINES)), 2):
        pairs = [(row[one], row[other]) for row in figures]
        texts = [tuple(f.change.text for f in pair if f.change) for pair in pairs]
        if all(len(set(pair)) == 1 for pair in texts) and len(set(texts)) > 1:
            paths = (f.row_path if rows else f.column_path for f in pairs[0])
            names = [header_unit(path[-1])[0] if path else "" for path in paths]
            copied = True
            yield Words.told("arrows-copied", one=names[0], other=names[1])
    if not copied:
        yield Words.told("arrows-elsewhere", rows=rows, n=len(checks))


def _lacking(outcomes: Sequence[Outcome], material: Material) -> Iterator[Words]:
    """Sums that lack a part throughout a table: what is missing in each row adds up by itself."""
    own = (o for o in outcomes if not o.check.is_between)
    sums = [o for o in own if added(o.check) and o.difference]
    if not sums:
        return
    lead = sums[0]
    exact = [o for o in sums if all(material.figures[i].exact for i in o.check.figures)]
    sizes = [abs(o.difference) for o in exact or sums if o.difference]
    if len({(o.check.rule.id, (o.difference or 0) > 0) for o in sums}) == 1 < len(sums):
        alone = len(sizes) > 2 and any(size * 2 == sum(sizes) for size in sizes)
        listed = Words("、".join(map(_count, sizes)), ", ".join(map(_count, sizes)))
        yield Words.told("lacking", less=(lead.difference or 0) > 0, sizes=listed, alone=alone)
    yield from _printed(sizes[0], lead.check, material)


def _printed(gap: Fraction, check: Check, material: Material) -> Iterator[Words]:
    """A printed figure equals what is missing."""
    others = ((i, f) for i, f in material.printed_with(check.figures[0]) if f.exact)
    same = (f for i, f in others if f.numeral.value == gap and i not in check.figures)
    if len(_count(gap).replace(",", "")) >= LEAST_DIGITS and (figure := next(same, None)):
        yield Words.told("printed-gap", text=figure.text, label=figure.label)


def _count(value: Fraction) -> str:
    return f"{value.numerator:,}" if value.denominator == 1 else f"{float(value):g}"


def _of_another_whole(checks: Sequence[Check], material: Material) -> Iterator[Words]:
    """Shares or means agree on a whole other than the one they are held against."""
    if all(LENGTHS.keys() & check.terms.keys() for check in checks):
        if (length := other_length(checks, material)) is not None:
            told = material.figures[list(checks[0].terms.values())[-1][0]]
            yield Words.told("other-length", length=length, unit=told.unit, told=told.text)
        return
    for whole, shares in shares_by_whole(checks).items():
        common = common_base(shares, material)
        if common is not None:
            yield base_words(whole, common, len(shares), material)


def _without_a_part(check: Check, material: Material) -> Iterator[Words]:
    """Implied priors tie once a part is left out: last year's whole did not hold it."""
    if not check.ties_priors:
        return
    (whole_term, whole), (part_term, parts) = check.terms.items()
    for left_out in parts if len(parts) >= LEAST_PARTS else ():
        others = tuple(i for i in parts if i != left_out)
        without = replace(check, terms={whole_term: whole, part_term: others})
        if Trial.of(material).ties(without):
            figure = material.figures[left_out]
            name = figure.column_path[-1] if figure.column_path else figure.label
            yield Words.told("prior-part", name=name)
