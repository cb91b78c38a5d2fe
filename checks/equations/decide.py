"""One equation over one set of figures, decided with fractions.

A verdict may be too lenient where squares, or more entangled figures than are taken apart, let the
gap seem wider than it is: a break is still a break.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import prod
from typing import Literal, TypeAlias

from gouji.checks.equations.arithmetic import apart
from gouji.checks.equations.equation import Relation, Template, compiled
from gouji.checks.equations.polynomial import Quotient, Symbol, reach
from gouji.figures.interval import Interval
from gouji.rules.language import Comparison, EquationError

Outcome: TypeAlias = Literal["ties", "breaks", "undecidable"]
Bound: TypeAlias = Mapping[str, tuple[Interval, ...]]
"""By slot key, percentages as fractions."""


def decide(comparison: Comparison, figures: Bound) -> Outcome:
    """Decide an equation over the figures given; what is not given is not printed.

    A chain breaks at its first link that does, and cannot be told if any link can't.
    """
    template = compiled(comparison)
    decisions = [settle(relation, template, figures) for relation in template.relations]
    order: tuple[Outcome, ...] = ("breaks", "undecidable", "ties")
    return min(decisions, key=order.index)


def settle(relation: Relation, template: Template, bound: Bound) -> Outcome:
    """Decide one relation of a template.

    Where a figure moves within an interval and stands there twice, its sides seem to lie nearer
    than they do: what ties is then looked at again, with each figure kept one.
    """
    if is_silent(relation, template, bound):
        return "undecidable"
    try:
        ties = _reaches(relation.op, apart(relation.link, bound, Interval.point))
    except ZeroDivisionError:
        return _taken_apart(relation, bound) or "undecidable"
    if ties and not all(i.is_point for key in relation.repeated for i in bound.get(key, ())):
        return _taken_apart(relation, bound) or "ties"
    return "ties" if ties else "breaks"


def _taken_apart(relation: Relation, bound: Bound) -> Outcome | None:
    """Decide it over polynomials of its figures; None where they don't tell more."""
    box: dict[Symbol, Interval] = {}
    figures = {
        key: tuple(_figure(f"{key}[{at}]", interval, box) for at, interval in enumerate(listed))
        for key, listed in bound.items()
    }
    try:
        gap = apart(relation.link, figures, Quotient.constant)
    except (EquationError, ZeroDivisionError):
        return None
    if not gap.numerator.symbols.union(*(d.symbols for d in gap.divisors)) <= box.keys():
        return None
    for divisor in gap.divisors:
        if len(divisor.terms) == divisor.degree == 1:
            (symbol,) = divisor.symbols
            box[symbol] = _off_zero(box[symbol])
    may_vanish = any(0 in reach(divisor, box) for divisor in gap.divisors)
    signs = [sign_of(reach(denominator, box)) for denominator in gap.denominators]
    reached = reach(gap.numerator, box).scaled(prod(signs))
    if may_vanish and (relation.op != "=" or 0 in reached):
        return "undecidable"
    return "ties" if _reaches(relation.op, reached) else "breaks"


def _figure(symbol: Symbol, interval: Interval, box: dict[Symbol, Interval]) -> Quotient:
    """A symbol of its own for a figure, or its number where it is exact."""
    if interval.is_point and interval.low is not None:
        return Quotient.constant(interval.low)
    box[symbol] = interval
    return Quotient.of(symbol)


def _reaches(op: str, gap: Interval) -> bool:
    """Whether a gap of left − right reaches a side of zero that the comparison allows."""
    if op == "=":
        return 0 in gap
    return gap.meets(Interval(None, Fraction(0)) if op == "<=" else Interval(Fraction(0), None))


def is_silent(relation: Relation, template: Template, bound: Bound) -> bool:
    """Whether a figure is missing that must be there: silence is not consent.

    That is any required one, all of the optional ones that make up a side, and everything that a
    smallest or largest is to be taken of.
    """
    present = {key for key in relation.keys if bound.get(key)}
    if any(not template.slots[key].optional for key in relation.keys - present):
        return True
    if any(side and side.isdisjoint(present) for side in (relation.left, relation.right)):
        return True
    return any(keys and keys.isdisjoint(present) for keys in relation.extremes)


def _off_zero(interval: Interval) -> Interval:
    if interval.is_point:
        return interval
    low_open = interval.low_open or interval.low == 0
    high_open = interval.high_open or interval.high == 0
    return Interval(interval.low, interval.high, low_open, high_open)


def sign_of(interval: Interval) -> int:
    """Tell −1, for what lies below zero throughout, from 1."""
    return 1 if interval.meets(Interval(Fraction(0), None)) else -1
