"""Polynomials with fraction coefficients over named symbols, and quotients of them.

A residual (left − right, denominators cleared) is a polynomial over the slots of an equation: what
tells that two equations are one, and what columns of figures are put into.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import reduce
from typing import TypeAlias

from gouji.rules.language import EquationError

Symbol: TypeAlias = str
Monomial: TypeAlias = tuple[Symbol, ...]

MAX_MONOMIALS = 400
"""More than this is no relation between printed figures but an attack on our patience."""
MAX_DEGREE = 6


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
