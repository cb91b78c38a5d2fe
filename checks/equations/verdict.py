"""The only judge: what becomes of a check, given what is printed for its terms.

The audit, the trial of a repair, the cases of rules and the re-check of frames all ask it. It goes
in fractions. A divisor is never zero, so what has it for an end does not reach it. A verdict may be
too lenient where squares, or more figures that stand there twice than are held, let the gap seem
wider than it is: a break is still a break.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache, reduce
from typing import Final, TypeAlias

from gouji.checks.equations.equation import (
    Relation,
    apart,
    compiled,
    difference,
    slot_key,
    slot_keys,
)
from gouji.checks.equations.facets import CaseFigure, facet_of
from gouji.checks.equations.forms import as_sum
from gouji.checks.material import Check
from gouji.figures.interval import Exact, Interval, Reading, between, outermost
from gouji.rules.language import Binary, Call, Comparison, Expression, children
from gouji.rules.rule import Verdict

Bound: TypeAlias = Mapping[str, tuple[Interval, ...]]
"""By slot key, percentages as fractions."""
MOST_HELD: Final = 6
"""Figures held at their ends, at most: 3⁶ gaps are then worked out."""
PLAUSIBLE: Final = Fraction(1, 5)
"""A sum that was only inferred from the layout is held against a figure when it misses by
less than this share of it; further off, it is likelier that there is no such relation."""
TIES: Final[tuple[Verdict, Verdict]] = ("ties", "ties-truncated")
_STANDING: Final[Mapping[Verdict, int]] = {"ties": 0, "ties-truncated": 1, "undecidable": 3}
ALLOWED: Final = {"=": Interval.point(0), "<=": Interval(None, 0), ">=": Interval(0, None)}
"""Where a comparison lets left − right lie."""
Printed: TypeAlias = Mapping[str, tuple[CaseFigure, ...]]
"""By term; where a figure of one is lost (a prior that can't be), it has fewer than the check."""


def decide(comparison: Comparison, figures: Bound) -> Verdict:
    """Decide an equation over the figures given; what is not given is not printed.

    A chain breaks at its first link that does, and cannot be told if any link can't.
    """
    decisions = [settle(relation, figures) for relation in compiled(comparison).relations]
    order: tuple[Verdict, ...] = ("breaks", "undecidable", "ties")
    return min(decisions, key=order.index)


def settle(relation: Relation, bound: Bound) -> Verdict:
    """Decide one relation of an equation.

    Where a figure moves within an interval and stands there twice, its sides seem to lie nearer
    than they do: what ties is then looked at again, with such figures held at their ends.
    """
    if is_silent(relation, bound):
        return "undecidable"
    try:
        gap = apart(relation.link, bound, Interval.point)
    except ZeroDivisionError:
        return "undecidable"
    allowed = ALLOWED[relation.link.op]
    twice = [
        (key, at)
        for key in sorted(relation.repeated)
        for at, interval in enumerate(bound.get(key, ()))
        if not interval.is_point and _runs_straight(relation, key)
    ]
    if twice and gap.meets(allowed):
        try:
            gap = _held(relation, bound, twice[:MOST_HELD])
        except ZeroDivisionError:  # an end that is not there, or where it has no answer
            return "ties"
    return "ties" if gap.meets(allowed) else "breaks"


@lru_cache(maxsize=1024)
def _runs_straight(relation: Relation, key: str) -> bool:
    """Whether a gap only rises or only falls as a figure does, all others held.

    So does a quotient of polynomials in which it is neither squared above nor below. Sums of
    products then have their extremes at vertices (A. D. Rikun, "A convex envelope formula for
    multilinear functions", 1997), and quotients of such sums as well.
    """
    left, right = (_degrees(side, key) for side in (relation.link.left, relation.link.right))
    straight = max(_added(left, right)) <= 1
    return straight and not any(key in keys for keys in relation.extremes)


def _degrees(expression: Expression, key: str) -> tuple[int, int]:
    """As what power at most a figure stands above and below the line of an expression."""
    inner = [_degrees(one, key) for one in children(expression)]
    if isinstance(expression, Binary) and expression.op in "*/":
        (above, below), (over, under) = inner
        if expression.op == "/":
            over, under = under, over
        return above + over, below + under
    if isinstance(expression, Call) and expression.function == "mean" and expression.arguments[1:]:
        value, weight = (int(slot_key(one) == key) for one in expression.arguments)
        return max(value, weight), weight
    if not inner or isinstance(expression, Call):
        return int(key in slot_keys(expression)), 0
    return reduce(_added, inner)


def _added(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """The powers in a sum, or a difference, over the product of what both divide by."""
    return max(one[0] + other[1], other[0] + one[1]), one[1] + other[1]


def _held(relation: Relation, bound: Bound, twice: Sequence[tuple[str, int]]) -> Interval:
    """What a gap reaches, each of ``twice`` kept one.

    An extreme along an open end is reached only where nothing changes along that figure: a point
    inside shows it. ZeroDivisionError where a figure has no end, or its end divides by zero.
    """
    if not twice:
        return apart(relation.link, bound, Interval.point)
    (key, at), *others = twice
    ends = []
    for value, is_open in _slices(bound[key][at]):
        listed = list(bound[key])
        listed[at] = Interval.point(value)
        gap = _held(relation, {**bound, key: tuple(listed)}, others)
        ends += [end._replace(open=end.open or is_open) for end in (gap.lower, gap.upper)]
    return between(min(ends), max(ends, key=outermost))


def _slices(interval: Interval) -> Iterator[tuple[Exact, bool]]:
    """Both ends with whether they are open; a point inside as well if one is."""
    low, high = interval.low, interval.high
    if low is None or high is None:
        raise ZeroDivisionError("it has no end")
    yield low, interval.low_open
    yield high, interval.high_open
    if interval.low_open or interval.high_open:
        yield Fraction(low + high) / 2, False


def is_silent(relation: Relation, bound: Bound) -> bool:
    """Whether a figure is missing that must be there: silence is not consent.

    That is any required one, all of the optional ones that make up a side, and everything that a
    smallest or largest is to be taken of.
    """
    present = {key for key, figures in bound.items() if figures}
    some = (relation.left, relation.right, *relation.extremes)
    return not relation.required <= present or any(k and k.isdisjoint(present) for k in some)


def standing(verdict: Verdict) -> int:
    """Rank the verdicts on alternatives: one that ties speaks for all, then one that breaks."""
    return _STANDING.get(verdict, 2)


def ties(check: Check, printed: Printed) -> bool:
    """Whether a check ties: the judgement of thousands of trials, which ask for no gap."""
    return _found(check, printed) in TIES and _is_reachable(check, printed)


def _found(check: Check, printed: Printed) -> Verdict:
    """Decide its equation, where all of its figures are there."""
    lacking = check.missing or is_lacking(check, printed)
    return "undecidable" if lacking else in_either_reading(check.comparison, printed)


def in_either_reading(comparison: Comparison, printed: Printed) -> Verdict:
    """Decide an equation with rounding first, then with what is printed cut off."""
    rounded = read_as(comparison, printed, "rounded")
    if rounded == "breaks" and read_as(comparison, printed, "truncated") == "ties":
        return "ties-truncated"
    return rounded


def judgement(check: Check, printed: Printed) -> tuple[Verdict, Fraction | None]:
    """Judge a check, and say what left − right is as printed; None where that can't be told."""
    found, kind, total = _found(check, printed), check.rule.kind, as_sum(check)
    if found == "undecidable":
        lost = check.asks_whole_prior and is_lacking(check, printed, "prior")
        return kind if lost else found, None
    values = {t: tuple(f.value for f in fs) for t, fs in printed.items()}
    by = difference(check.comparison, values)
    if not _is_reachable(check, printed):
        return kind, by
    if found != "breaks" or by is None or total is None:
        return found if found != "breaks" else kind, by
    if not check.rule.exhaustive and by > 0:
        return "unexplained-remainder", by
    # what has a family is weighed with it
    inferred = check.declared == "warning" and check.family is None
    far = abs(by) > PLAUSIBLE * abs(next(iter(values.values()))[0])
    return "undecidable" if inferred and far else kind, by


def read_as(comparison: Comparison, printed: Printed, reading: Reading) -> Verdict:
    """Decide an equation over what is printed, in one reading."""
    return decide(
        comparison, {t: tuple(f.interval(reading) for f in fs) for t, fs in printed.items()}
    )


def is_lacking(check: Check, printed: Printed, facet: str | None = None) -> bool:
    """Whether figures of some term (of one facet) are lost: what can't be leaves no prior."""
    return any(
        len(printed.get(term, ())) < len(figures)
        for term, figures in check.terms.items()
        if facet in (None, facet_of(term))
    )


def _is_reachable(check: Check, printed: Printed) -> bool:
    """Whether some whole count over the whole prints as a rate that asks for one.

    71.00 % of 31 can't be. After the GRIM test for means (N. J. L. Brown, J. A. J. Heathers, 2017),
    for percentages.
    """
    if not check.rule.whole or check.asks_whole_prior:
        return True
    rate, whole = (figures[0] for figures in printed.values())
    readings = (rate.rounded, rate.truncated)
    return any(reading.scaled(whole.value).whole() is not None for reading in readings)
