"""Polynomials with fraction coefficients over named symbols, and what they reach over a box.

A residual (left − right, denominators cleared) is a polynomial; an equation can hold if the
residual reaches zero while every figure moves within its interval. Where each symbol occurs once,
Moore's interval arithmetic reaches exactly what it should. Where one occurs in several monomials
it would move independently in each, and reach too much. Two facts make that exact again:

* ``v·Q + R`` with no symbol common to Q and R, nor v in either, is a sum of independent products;
* a polynomial that is multilinear (no squares) is, as a function of one symbol with the others
  held, a straight line: its extremes over a box lie at vertices (A. D. Rikun, "A convex envelope
  formula for multilinear functions", 1997), so it may be taken apart at both ends of a symbol.

An extreme is reached if some face of the box on which the polynomial is constantly extreme is met
by the box itself, ends that are open left away. That is why ``_slices`` looks at an inner point
too: it sees the faces that run along the open symbol.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import reduce
from math import lcm
from typing import TypeAlias

from gouji.figures.interval import EVERYTHING, End, Interval, between, outermost
from gouji.rules.language import EquationError

Symbol: TypeAlias = str
Monomial: TypeAlias = tuple[Symbol, ...]
Box: TypeAlias = Mapping[Symbol, Interval]

MAX_MONOMIALS = 400
"""More than this is no relation between printed figures but an attack on our patience."""
MAX_DEGREE = 6
MAX_SPLITS = 6
"""Symbols taken apart at their ends, at most; 3⁶ polynomials are then looked at."""


@dataclass(frozen=True)
class Polynomial:
    """``terms`` maps sorted products of symbols to coefficients other than zero."""

    terms: Mapping[Monomial, Fraction] = field(default_factory=dict)

    @classmethod
    def constant(cls, value: Fraction | int) -> Polynomial:
        return cls({(): Fraction(value)} if value else {})

    @classmethod
    def of(cls, *symbols: Symbol) -> Polynomial:
        """Multiply symbols."""
        return cls({tuple(sorted(symbols)): Fraction(1)})

    def __hash__(self) -> int:
        return hash(frozenset(self.terms.items()))

    def __add__(self, other: Polynomial) -> Polynomial:
        terms = dict(self.terms)
        for monomial, coefficient in other.terms.items():
            terms[monomial] = terms.get(monomial, Fraction(0)) + coefficient
        return Polynomial({m: c for m, c in terms.items() if c})

    def __neg__(self) -> Polynomial:
        return self.scaled(Fraction(-1))

    def __sub__(self, other: Polynomial) -> Polynomial:
        return self + -other

    def __mul__(self, other: Polynomial) -> Polynomial:
        terms: dict[Monomial, Fraction] = {}
        for mine, a in self.terms.items():
            for theirs, b in other.terms.items():
                product = tuple(sorted(mine + theirs))
                terms[product] = terms.get(product, Fraction(0)) + a * b
        return Polynomial({m: c for m, c in terms.items() if c})

    def scaled(self, factor: Fraction) -> Polynomial:
        """Multiplied by a number other than zero."""
        return Polynomial({m: c * factor for m, c in self.terms.items()})

    @property
    def value(self) -> Fraction | None:
        """The number that a polynomial without symbols is; None with symbols."""
        return self.terms.get((), Fraction(0)) if not any(self.terms) else None

    @property
    def symbols(self) -> frozenset[Symbol]:
        return frozenset(s for monomial in self.terms for s in monomial)

    @property
    def degree(self) -> int:
        return max(map(len, self.terms), default=0)

    @property
    def is_multilinear(self) -> bool:
        return all(len(set(monomial)) == len(monomial) for monomial in self.terms)

    def repeated(self) -> list[Symbol]:
        """List the symbols that occur in more than one monomial, most frequent first."""
        # in printed order, not a set's: which is split first must not depend on the hash seed
        counts = Counter(s for monomial in self.terms for s in dict.fromkeys(monomial))
        return [s for s, count in counts.most_common() if count > 1]

    def whole(self) -> Polynomial:
        """Multiply by the least positive number that clears its coefficients."""
        return self.scaled(Fraction(lcm(*(c.denominator for c in self.terms.values()))))

    def divided(self, symbol: Symbol) -> tuple[Polynomial, Polynomial]:
        """Q and R of ``symbol·Q + R``, with R free of ``symbol``; Q is so where no square is."""
        quotient, rest = {}, {}
        for monomial, coefficient in self.terms.items():
            if symbol in monomial:
                at = monomial.index(symbol)
                quotient[monomial[:at] + monomial[at + 1 :]] = coefficient
            else:
                rest[monomial] = coefficient
        return Polynomial(quotient), Polynomial(rest)

    def at(self, symbol: Symbol, value: Fraction) -> Polynomial:
        """Hold one symbol at a value."""
        terms: dict[Monomial, Fraction] = {}
        for monomial, coefficient in self.terms.items():
            rest = tuple(s for s in monomial if s != symbol)
            held = coefficient * value ** (len(monomial) - len(rest))
            terms[rest] = terms.get(rest, Fraction(0)) + held
        return Polynomial({m: c for m, c in terms.items() if c})


@dataclass(frozen=True, slots=True)
class Quotient:
    """A numerator over the product of denominators; ``divisors`` are all that may not be zero.

    EquationError where it is divided by the number zero, or grows beyond measure.
    """

    numerator: Polynomial
    denominators: tuple[Polynomial, ...] = ()
    divisors: tuple[Polynomial, ...] = ()

    @classmethod
    def constant(cls, value: Fraction | int) -> Quotient:
        return cls(Polynomial.constant(value))

    @classmethod
    def of(cls, symbol: Symbol) -> Quotient:
        return cls(Polynomial.of(symbol))

    def __neg__(self) -> Quotient:
        return replace(self, numerator=-self.numerator)

    def __add__(self, other: Quotient) -> Quotient:
        """Add over the least common denominator: what both divide by is not multiplied in twice."""
        mine, theirs = Counter(self.denominators), Counter(other.denominators)
        widened = _bounded(self.numerator, *(theirs - mine).elements())
        numerator = widened + _bounded(other.numerator, *(mine - theirs).elements())
        denominators = tuple((mine | theirs).elements())
        return Quotient(numerator, denominators, _once(self.divisors + other.divisors))

    def __sub__(self, other: Quotient) -> Quotient:
        return self + -other

    def __mul__(self, other: Quotient) -> Quotient:
        return Quotient(
            _bounded(self.numerator, other.numerator),
            self.denominators + other.denominators,
            _once(self.divisors + other.divisors),
        )

    def __truediv__(self, other: Quotient) -> Quotient:
        """Multiply by the other turned over; by a number at once."""
        below = other.numerator
        if below.value == 0:
            raise EquationError(None, "a division by zero")
        above = _bounded(Polynomial.constant(1), *other.denominators)
        if below.value is not None:
            return self * Quotient(above.scaled(1 / below.value), (), other.divisors)
        return self * Quotient(above, (below,), _once((*other.divisors, below)))


def _once(polynomials: tuple[Polynomial, ...]) -> tuple[Polynomial, ...]:
    return tuple(dict.fromkeys(polynomials))


def _bounded(*polynomials: Polynomial) -> Polynomial:
    """Multiply, but refuse before it grows beyond measure."""
    return reduce(_bounded_product, polynomials)


def _bounded_product(left: Polynomial, right: Polynomial) -> Polynomial:
    too_many = len(left.terms) * len(right.terms) > MAX_MONOMIALS
    if too_many or left.degree + right.degree > MAX_DEGREE:
        raise EquationError(
            None,
            "an equation too entangled to evaluate",
            (f"at most {MAX_DEGREE} figures multiplied, {MAX_MONOMIALS} products",),
        )
    return left * right


def reach(polynomial: Polynomial, box: Box, splits: int = MAX_SPLITS) -> Interval:
    """Find the values of a polynomial while its symbols move independently within the box.

    The hull may be too wide where symbols are squared, or more of them repeated than are split.
    """
    if not polynomial.is_multilinear:
        return _sum_of_products(polynomial, box)
    total = Interval.point(0)
    while repeated := polynomial.repeated():
        part = _factored(polynomial, repeated)
        if part is None:
            return total + _split(polynomial, repeated[0], box, splits)
        symbol, quotient, polynomial = part
        total = total + box[symbol] * reach(quotient, box, splits)
    return total + _sum_of_products(polynomial, box)


def _sum_of_products(polynomial: Polynomial, box: Box) -> Interval:
    """Moore's arithmetic: exact if no symbol repeats, else at least wide enough."""
    total = Interval.point(0)
    for monomial, coefficient in polynomial.terms.items():
        product = Interval.point(coefficient)
        for symbol in monomial:
            product = product * box[symbol]
        total = total + product
    return total


def _factored(
    polynomial: Polynomial, repeated: list[Symbol]
) -> tuple[Symbol, Polynomial, Polynomial] | None:
    """Find a symbol v with ``v·Q + R`` where Q and R have nothing in common."""
    for symbol in reversed(repeated):
        quotient, rest = polynomial.divided(symbol)
        if quotient.symbols.isdisjoint(rest.symbols):
            return symbol, quotient, rest
    return None


def _split(polynomial: Polynomial, symbol: Symbol, box: Box, splits: int) -> Interval:
    """Take the polynomial apart along one symbol, and join what the slices reach."""
    if not splits:
        return _sum_of_products(polynomial, box)
    ends = []
    for at, is_open in _slices(box[symbol]):
        found = reach(polynomial.at(symbol, at), box, splits - 1)
        ends += [end._replace(open=end.open or is_open) for end in (found.lower, found.upper)]
    if None in (box[symbol].low, box[symbol].high):
        slope = reach(polynomial.divided(symbol)[0], box, splits - 1)
        ends += _runaway(slope, box[symbol])
    return between(min(ends), max(ends, key=outermost))


def _slices(interval: Interval) -> Iterator[tuple[Fraction, bool]]:
    """Both ends with whether they are open; an inner point as well if one is (or is not there)."""
    if interval.low is not None:
        yield interval.low, interval.low_open
    if interval.high is not None:
        yield interval.high, interval.high_open
    if interval.low_open or interval.high_open:
        yield _inner(interval), False


def _inner(interval: Interval) -> Fraction:
    if interval.low is None:
        return Fraction(0) if interval.high is None else interval.high - 1
    return interval.low + 1 if interval.high is None else (interval.low + interval.high) / 2


def _runaway(slope: Interval, along: Interval) -> list[End]:
    """List the infinities that a line with one of these slopes leaves for, along an interval."""
    rises = slope.high is None or slope.high > 0
    falls = slope.low is None or slope.low < 0
    right, left = along.high is None, along.low is None
    up = (right and rises) or (left and falls)
    down = (right and falls) or (left and rises)
    return [EVERYTHING.lower] * down + [EVERYTHING.upper] * up
