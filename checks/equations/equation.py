"""Equations compiled: each comparison becomes a polynomial over slots that figures are put in.

``rate = part / whole`` is compiled once, to the residual ``rate·whole − part`` with ``whole``
remembered as a divisor, and evaluated for as many bindings as there are. What the residual is
made of are *factors*: a slot's only figure, or what a slot with many figures adds up to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, reduce
from typing import Literal, TypeAlias, cast

from gouji.checks.equations.polynomial import Polynomial, Symbol
from gouji.rules.language import (
    Call,
    Comparison,
    EquationError,
    Expression,
    Negative,
    Number,
    Term,
    children,
    render,
)

MAX_MONOMIALS = 400
"""More than this is no relation between printed figures but an attack on our patience."""
MAX_DEGREE = 6


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for figures. ``key`` is what bindings call it: ``电话``, ``合计``, ``prior(电话)``.

    ``many``: it takes a list of figures; ``prior``: the binder puts last year's implied values in.
    """

    key: str
    term: Term
    many: bool = False
    optional: bool = False
    prior: bool = False


FactorKind: TypeAlias = Literal["sum", "count", "dot", "min", "max"]


@dataclass(frozen=True, slots=True)
class Factor:
    """What a symbol of a residual stands for.

    sum: of a slot's figures, or its only one; dot: of the products of two slots' figures;
    count: how many figures a slot has; min, max: of one slot's figures, or of ``arguments``.
    """

    kind: FactorKind
    slots: tuple[str, ...] = ()
    arguments: tuple[Polynomial, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """One comparison, and ``residual op 0`` once multiplied by the product of ``denominators``.

    None of ``divisors`` (the denominators, and the divisors within them) may be zero. ``left`` and
    ``right`` are the keys of the slots on either side; ``repeated`` those that stand in it twice,
    as the weights of a mean do by nature.
    """

    link: Comparison
    residual: Polynomial
    denominators: tuple[Polynomial, ...]
    divisors: tuple[Polynomial, ...]
    left: frozenset[str]
    right: frozenset[str]
    repeated: frozenset[str]

    @property
    def op(self) -> Literal["=", "<=", ">="]:
        return self.link.op

    @property
    def keys(self) -> frozenset[str]:
        return self.left | self.right


@dataclass(frozen=True, slots=True)
class Template:
    """A compiled equation: all ``relations`` must hold. Slots are in printed order."""

    relations: tuple[Relation, ...]
    slots: dict[str, Slot]
    factors: dict[Symbol, Factor]

    def keys_in(self, polynomial: Polynomial) -> frozenset[str]:
        """Collect the slots that a polynomial is made of."""
        return frozenset().union(*(self.keys_of(self.factors[s]) for s in polynomial.symbols))

    def keys_of(self, factor: Factor) -> frozenset[str]:
        """Collect the slots that a factor is made of."""
        return frozenset(factor.slots).union(*map(self.keys_in, factor.arguments))

    def extremes_in(self, polynomial: Polynomial) -> list[Factor]:
        """List the ``min`` and ``max`` in a polynomial, inner ones included."""
        factors = [f for s in polynomial.symbols if (f := self.factors[s]).kind in ("min", "max")]
        inner = [g for f in factors for a in f.arguments for g in self.extremes_in(a)]
        return factors + inner

    def only_slot(self, polynomial: Polynomial) -> str | None:
        """Name the slot whose one figure, times a number, is all that a polynomial is."""
        if len(polynomial.terms) != 1 or polynomial.degree != 1:
            return None
        (symbol,) = polynomial.symbols
        factor = self.factors[symbol]
        single = factor.kind == "sum" and not self.slots[factor.slots[0]].many
        return factor.slots[0] if single else None


@dataclass(frozen=True, slots=True)
class _Quotient:
    """An expression as numerator over the product of denominators, with all that divides."""

    numerator: Polynomial
    denominators: tuple[Polynomial, ...] = ()
    divisors: tuple[Polynomial, ...] = ()


@lru_cache(maxsize=1024)
def compiled(comparison: Comparison) -> Template:
    """Compile an equation; EquationError where it can't be made a polynomial of sane size."""
    compiler = _Compiler()
    relations = tuple(compiler.relation(link) for link in links(comparison))
    return Template(relations, compiler.slots, compiler.factors)


def links(comparison: Comparison) -> Iterator[Comparison]:
    """Take a chain apart into its single comparisons."""
    link: Comparison | None = comparison
    while link:
        yield link
        link = link.also


def slot_key(expression: Expression) -> str:
    """Say what bindings call a term (``合计`` for ``@合计``), or the ``prior(…)`` of one."""
    if isinstance(expression, Term):
        return expression.name
    if isinstance(expression, Call) and expression.function == "prior":
        return f"prior({slot_key(expression.arguments[0])})"
    raise EquationError(None, f"‘{render(expression)}’ where one term belongs", ("a name", "@role"))


class _Compiler:
    """Gathers slots and factors while it turns expressions into quotients of polynomials."""

    def __init__(self) -> None:
        self.slots: dict[str, Slot] = {}
        self.factors: dict[Symbol, Factor] = {}

    def relation(self, link: Comparison) -> Relation:
        left, right = self.quotient(link.left), self.quotient(link.right)
        difference = _difference(left, right)
        on_left, on_right = tuple(slot_keys(link.left)), tuple(slot_keys(link.right))
        return Relation(
            link,
            difference.numerator.whole(),
            difference.denominators,
            tuple(divisor.whole() for divisor in difference.divisors),
            frozenset(on_left),
            frozenset(on_right),
            frozenset(key for key, times in Counter(on_left + on_right).items() if times > 1),
        )

    def quotient(self, expression: Expression) -> _Quotient:
        if isinstance(expression, Number):
            return _Quotient(Polynomial.constant(Fraction(expression.value)))
        if isinstance(expression, Term):
            return self._one(expression)
        if isinstance(expression, Negative):
            return _product(self.quotient(expression.operand), _MINUS_ONE)
        if isinstance(expression, Call):
            return self._call(expression)
        left, right = self.quotient(expression.left), self.quotient(expression.right)
        return _OPERATIONS[expression.op](left, right)

    def _call(self, call: Call) -> _Quotient:
        if call.function == "prior":
            return self._one(call)
        if call.function == "sum":
            return _Quotient(self._factor("sum", self._slot(call.arguments[0], many=True)))
        if call.function == "mean":
            return self._mean(call)
        return _Quotient(self._extreme(call))

    def _one(self, expression: Expression) -> _Quotient:
        return _Quotient(self._factor("sum", self._slot(expression, many=False)))

    def _mean(self, call: Call) -> _Quotient:
        slots = [self._slot(argument, many=True) for argument in call.arguments]
        over = self._factor("sum", slots[1]) if slots[1:] else self._factor("count", slots[0])
        numerator = self._factor("dot" if slots[1:] else "sum", *slots)
        return _Quotient(numerator, (over,), (over,))

    def _extreme(self, call: Call) -> Polynomial:
        """Take ``min(@分项)`` over the slot's figures, ``min(a, b − c)`` over its arguments."""
        kind = cast('Literal["min", "max"]', call.function)
        if len(call.arguments) == 1:
            return self._factor(kind, self._slot(call.arguments[0], many=True))
        arguments = tuple(map(self.quotient, call.arguments))
        if any(argument.divisors for argument in arguments):
            raise EquationError(
                None, f"a quotient in ‘{render(call)}’", ("terms", "sums", "products")
            )
        return self._added(
            render(call), Factor(kind, arguments=tuple(a.numerator for a in arguments))
        )

    def _slot(self, expression: Expression, *, many: bool) -> Slot:
        key = slot_key(expression)
        term = cast("Term", expression.arguments[0] if isinstance(expression, Call) else expression)
        known = self.slots.get(key)
        if known and known.many != many:
            raise EquationError(None, f"‘{key}’ both as one figure and as many")
        if known and known.term.role != term.role:
            raise EquationError(None, f"‘{key}’ both as a name and as a role")
        optional = term.optional and (known is None or known.optional)
        self.slots[key] = Slot(key, term, many, optional, isinstance(expression, Call))
        return self.slots[key]

    def _factor(self, kind: FactorKind, *slots: Slot) -> Polynomial:
        keys = tuple(slot.key for slot in slots)
        return self._added(f"{kind}({', '.join(map(repr, keys))})", Factor(kind, keys))

    def _added(self, symbol: Symbol, factor: Factor) -> Polynomial:
        self.factors[symbol] = factor
        return Polynomial.of(symbol)


_MINUS_ONE = _Quotient(Polynomial.constant(-1))


def slot_keys(expression: Expression) -> Iterator[str]:
    """Go through the keys of the slots of an expression, as often as they take part in it."""
    if isinstance(expression, Term) or (
        isinstance(expression, Call) and expression.function == "prior"
    ):
        yield slot_key(expression)
    else:
        for inner in children(expression):
            yield from slot_keys(inner)
        if isinstance(expression, Call) and expression.function == "mean":
            yield from map(slot_key, expression.arguments[1:])


def _sum(left: _Quotient, right: _Quotient) -> _Quotient:
    """Add over the least common denominator: what both divide by is not multiplied in twice."""
    mine, theirs = Counter(left.denominators), Counter(right.denominators)
    widened = _bounded(left.numerator, *(theirs - mine).elements())
    numerator = widened + _bounded(right.numerator, *(mine - theirs).elements())
    denominators = tuple((mine | theirs).elements())
    return _Quotient(numerator, denominators, _once(left.divisors + right.divisors))


def _difference(left: _Quotient, right: _Quotient) -> _Quotient:
    return _sum(left, _product(right, _MINUS_ONE))


def _product(left: _Quotient, right: _Quotient) -> _Quotient:
    return _Quotient(
        _bounded(left.numerator, right.numerator),
        left.denominators + right.denominators,
        _once(left.divisors + right.divisors),
    )


def _inverse(quotient: _Quotient) -> _Quotient:
    """Turn it over. A number is divided by at once, and only there zero is an error already."""
    below = quotient.numerator
    if below.value == 0:
        raise EquationError(None, "a division by zero")
    above = _bounded(Polynomial.constant(1), *quotient.denominators)
    if below.value is not None:
        return _Quotient(above.scaled(1 / below.value), (), quotient.divisors)
    return _Quotient(above, (below,), _once((*quotient.divisors, below)))


_OPERATIONS: dict[str, Callable[[_Quotient, _Quotient], _Quotient]] = {
    "+": _sum,
    "-": _difference,
    "*": _product,
    "/": lambda left, right: _product(left, _inverse(right)),
}


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
