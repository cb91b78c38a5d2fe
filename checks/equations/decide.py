"""One equation over one set of figures, decided with fractions.

A verdict may be too lenient where squares, or more entangled figures than are taken apart, let the
gap seem wider than it is: a break is still a break.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import prod
from typing import Literal, TypeAlias

from gouji.checks.equations.arithmetic import apart
from gouji.checks.equations.equation import Factor, Relation, Template, compiled
from gouji.checks.equations.polynomial import Polynomial, Symbol, reach
from gouji.figures.interval import Interval
from gouji.rules.language import Comparison

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

    Where a figure moves within an interval and stands there twice, polynomials keep it one figure.
    """
    if is_silent(relation, template, bound):
        return "undecidable"
    if all(i.is_point for key in relation.repeated for i in bound.get(key, ())):
        try:
            gap = apart(relation.link, bound, Interval.point)
        except ZeroDivisionError:
            return _taken_apart(relation, template, bound)
        return "ties" if _reaches(relation.op, gap) else "breaks"
    return _taken_apart(relation, template, bound)


def _taken_apart(relation: Relation, template: Template, bound: Bound) -> Outcome:
    scene = Scene(template, without_zeros(relation, template, bound))
    divisors = [scene.reach(divisor) for divisor in relation.divisors]
    if any(d.is_point and 0 in d for d in divisors):
        return "undecidable"
    may_vanish = any(0 in d for d in divisors)
    signs = [sign_of(scene.reach(denominator)) for denominator in relation.denominators]
    gap = scene.reach(relation.residual).scaled(prod(signs))
    if may_vanish and (relation.op != "=" or 0 in gap):
        return "undecidable"
    return "ties" if _reaches(relation.op, gap) else "breaks"


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
    polynomials = relation.residual, *relation.divisors
    extremes = [f for p in polynomials for f in template.extremes_in(p)]
    return any(not _speaking(factor, template, present) for factor in extremes)


def _speaking(factor: Factor, template: Template, present: set[str]) -> list[Polynomial | str]:
    """List the slots or arguments of a ``min`` or ``max`` that are there at all."""
    slots: list[Polynomial | str] = [key for key in factor.slots if key in present]
    for argument in factor.arguments:
        keys = template.keys_in(argument)
        if not keys or not keys.isdisjoint(present):
            slots.append(argument)
    return slots


def without_zeros(relation: Relation, template: Template, bound: Bound) -> Bound:
    """Bar zero from what divides: where a divisor is one figure, zero is taken off its end."""
    keys = {k for divisor in relation.divisors if (k := template.only_slot(divisor))}
    opened = {key: tuple(_off_zero(i) for i in bound.get(key, ())) for key in keys}
    return {**bound, **opened}


def _off_zero(interval: Interval) -> Interval:
    if interval.is_point:
        return interval
    low_open = interval.low_open or interval.low == 0
    high_open = interval.high_open or interval.high == 0
    return Interval(interval.low, interval.high, low_open, high_open)


def sign_of(interval: Interval) -> int:
    """Tell −1, for what lies below zero throughout, from 1."""
    return 1 if interval.meets(Interval(Fraction(0), None)) else -1


@dataclass(slots=True)
class Scene:
    """Figures in their slots: turns polynomials over factors into polynomials over figures.

    Every figure becomes a symbol of its own in ``box``, or a number at once where it is exact.
    """

    template: Template
    bound: Bound
    box: dict[Symbol, Interval] = field(default_factory=dict)

    def reach(self, polynomial: Polynomial) -> Interval:
        return reach(self.expanded(polynomial), self.box)

    def expanded(self, polynomial: Polynomial) -> Polynomial:
        return polynomial.substituted({s: self._factor(s) for s in polynomial.symbols})

    def _factor(self, symbol: Symbol) -> Polynomial:
        factor = self.template.factors[symbol]
        if factor.kind in ("min", "max"):
            return self._extreme(symbol, factor)
        columns = [self._figures(key) for key in factor.slots]
        if factor.kind == "count":
            return Polynomial.constant(len(columns[0]))
        return _added([prod(row[1:], start=row[0]) for row in zip(*columns, strict=True)])

    def _figures(self, key: str) -> list[Polynomial]:
        return [self._figure(key, at, i) for at, i in enumerate(self.bound.get(key, ()))]

    def _figure(self, key: str, at: int, interval: Interval) -> Polynomial:
        symbol = f"{key!r}[{at}]"
        if interval.is_point and interval.low is not None:
            return Polynomial.constant(interval.low)
        self.box[symbol] = interval
        return Polynomial.of(symbol)

    def _extreme(self, symbol: Symbol, factor: Factor) -> Polynomial:
        present = {key for key, figures in self.bound.items() if figures}
        items: list[Interval] = []
        for item in _speaking(factor, self.template, present):
            items += self.bound[item] if isinstance(item, str) else [self.reach(item)]
        self.box[symbol] = (
            Interval.least(items) if factor.kind == "min" else Interval.greatest(items)
        )
        return Polynomial.of(symbol)


def _added(polynomials: Sequence[Polynomial]) -> Polynomial:
    terms: dict[tuple[Symbol, ...], Fraction] = {}
    for polynomial in polynomials:
        for monomial, coefficient in polynomial.terms.items():
            terms[monomial] = terms.get(monomial, Fraction(0)) + coefficient
    return Polynomial({m: c for m, c in terms.items() if c})
