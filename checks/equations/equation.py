"""Equations: the slots that figures are put in, and what their sides come to.

There is a slot for each term or list of them. Sides are worked out by one walk over their tree, in
fractions, in intervals, and in quotients of columns of these.
"""

from __future__ import annotations

import operator
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache, reduce
from itertools import chain
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from gouji.figures.interval import EVERYTHING, Interval
from gouji.rules.language import (
    Binary,
    Call,
    Comparison,
    EquationError,
    Expression,
    Negative,
    Number,
    Term,
    children,
    render,
    sides,
    terms,
)

if TYPE_CHECKING:  # columns load numpy
    from gouji.checks.equations.columns import Quotient

_OF_LISTS = ("sum", "mean")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place for figures. ``key`` is what bindings call it: ``电话``, ``合计``, ``prior(电话)``.

    ``many``: it takes a list of figures.
    """

    key: str
    term: Term
    many: bool = False
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """One comparison: ``left`` and ``right`` are the keys of the slots on either side.

    ``required`` are those that must be printed, ``many`` those that take lists, ``repeated`` those
    that stand in it twice, as the weights of a mean do by nature; ``extremes`` those that a
    smallest or largest is to be taken of, by function.
    """

    link: Comparison
    left: frozenset[str]
    right: frozenset[str]
    required: frozenset[str]
    many: frozenset[str]
    repeated: frozenset[str]
    extremes: tuple[frozenset[str], ...]

    @property
    def keys(self) -> frozenset[str]:
        return self.left | self.right


@dataclass(frozen=True, slots=True)
class Template:
    """An equation with its slots, in printed order: all ``relations`` must hold."""

    relations: tuple[Relation, ...]
    slots: dict[str, Slot]
    calls: tuple[Call, ...]
    """Its functions, but for ``prior``, which names a slot."""


@lru_cache(maxsize=1024)
def compiled(comparison: Comparison) -> Template:
    """Find the slots of an equation; EquationError where one can't be filled."""
    slots: dict[str, Slot] = {}
    for side in sides(comparison):
        _gather(side, slots)
    relations = tuple(_relation(link, slots) for link in links(comparison))
    return Template(relations, slots, tuple(chain.from_iterable(map(calls, sides(comparison)))))


def _relation(link: Comparison, slots: Mapping[str, Slot]) -> Relation:
    left, right = Counter(slot_keys(link.left)), Counter(slot_keys(link.right))
    both, functions = left + right, chain(calls(link.left), calls(link.right))
    return Relation(
        link,
        frozenset(left),
        frozenset(right),
        required=frozenset(key for key in both if not slots[key].optional),
        many=frozenset(key for key in both if slots[key].many),
        repeated=frozenset(key for key, times in both.items() if times > 1),
        extremes=tuple(
            frozenset(chain.from_iterable(map(slot_keys, call.arguments)))
            for call in functions
            if call.function in ("min", "max")
        ),
    )


def _gather(expression: Expression, slots: dict[str, Slot], *, many: bool = False) -> None:
    """Add the slots of an expression: ``sum``, ``mean`` and the like take lists."""
    if many or _is_slot(expression):
        _add(expression, slots, many=many)
        return
    inner = children(expression)
    lists = isinstance(expression, Call) and (expression.function in _OF_LISTS or len(inner) == 1)
    for one in inner:
        _gather(one, slots, many=lists)


def _add(expression: Expression, slots: dict[str, Slot], *, many: bool) -> None:
    key, (term,) = slot_key(expression), terms(expression)
    known = slots.get(key)
    if known and known.many != many:
        raise EquationError(None, f"‘{key}’ both as one figure and as many")
    if known and known.term.role != term.role:
        raise EquationError(None, f"‘{key}’ both as a name and as a role")
    optional = term.optional and (known is None or known.optional)
    slots[key] = Slot(key, term, many, optional)


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


def nodes(expression: Expression) -> Iterator[Expression]:
    """Go through an expression and all that it is made of, down to its slots."""
    yield expression
    for inner in () if _is_slot(expression) else children(expression):
        yield from nodes(inner)


def slot_keys(expression: Expression) -> Iterator[str]:
    """Go through the keys of the slots of an expression, as often as they take part in it."""
    for node in nodes(expression):
        if _is_slot(node):
            yield slot_key(node)
        elif isinstance(node, Call) and node.function == "mean":  # weights stand in it twice
            yield from map(slot_key, node.arguments[1:])


def calls(expression: Expression) -> Iterator[Call]:
    """Go through the functions in an expression, but for ``prior``, which names a slot."""
    return (n for n in nodes(expression) if isinstance(n, Call) and n.function != "prior")


def _is_slot(expression: Expression) -> bool:
    return isinstance(expression, Term) or (
        isinstance(expression, Call) and expression.function == "prior"
    )


N = TypeVar("N", Fraction, Interval, "Quotient")
Listed: TypeAlias = Mapping[str, tuple[N, ...]]
"""Numbers by slot key, percentages as fractions."""
Printed: TypeAlias = Listed[Fraction]
_HOLDS: Final[Mapping[str, Callable[[int, int], bool]]] = {
    "=": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
}


def difference(comparison: Comparison, printed: Printed) -> Fraction | None:
    """Left minus right at the printed values, in the unit of the left side.

    In a chain it is that of the first link that the printed values break, else of the first.
    None where something can't be divided, or nothing is there to take the mean or an extreme of.
    """
    try:
        gaps = [(link.op, apart(link, printed, Fraction)) for link in links(comparison)]
    except ZeroDivisionError:
        return None
    return next((gap for op, gap in gaps if not holds(op, gap)), gaps[0][1])


def holds(op: str, gap: Fraction) -> bool:
    """Whether a comparison lets its sides be so far apart."""
    return _HOLDS[op](gap.numerator, 0)


def apart(link: Comparison, figures: Listed[N], number: Callable[[Fraction], N]) -> N:
    """Take the right side of one link from its left; ``number`` makes constants of a kind.

    Of intervals the answer is exact where no figure that is not a point occurs twice.
    ZeroDivisionError where a divisor may be zero, or a mean or an extreme is of nothing.
    """
    return worth(link.left, figures, number) - worth(link.right, figures, number)


def worth(expression: Expression, figures: Listed[N], number: Callable[[Fraction], N]) -> N:
    """Say what an expression comes to, as ``apart`` does of two."""
    if isinstance(expression, Number):
        return number(Fraction(expression.value))
    if isinstance(expression, Negative):
        return -worth(expression.operand, figures, number)
    if isinstance(expression, Binary):
        left = worth(expression.left, figures, number)
        right = worth(expression.right, figures, number)
        made: N = _OPERATIONS[expression.op](left, right)
        return made
    if isinstance(expression, Call) and expression.function != "prior":
        return _called(expression, figures, number)
    return _total(figures.get(slot_key(expression), ()), number)


def _called(call: Call, figures: Listed[N], number: Callable[[Fraction], N]) -> N:
    if call.function in ("min", "max"):
        return _extreme(call, figures, number)
    values = figures.get(slot_key(call.arguments[0]), ())
    if call.function == "sum":
        return _total(values, number)
    if not call.arguments[1:]:
        return _over(_total(values, number), number(Fraction(len(values))))
    weights = figures.get(slot_key(call.arguments[1]), ())
    weighted = [w * v for w, v in zip(weights, values, strict=True)]
    return _over(_total(weighted, number), _total(weights, number))


def _extreme(call: Call, figures: Listed[N], number: Callable[[Fraction], N]) -> N:
    """Take it of a slot's figures, or of those arguments of which something is printed."""
    if call.arguments[1:]:
        items = tuple(
            worth(argument, figures, number)
            for argument in call.arguments
            if not (keys := set(slot_keys(argument))) or any(map(figures.get, keys))
        )
    else:
        items = figures.get(slot_key(call.arguments[0]), ())
    if not items:
        raise ZeroDivisionError("the mean or extreme of nothing")
    of: tuple[Callable[[Any], Any], Callable[[Any], Any]] = (min, max)
    if isinstance(items[0], Interval):
        of = (Interval.least, Interval.greatest)
    found: N = of[call.function == "max"](items)
    return found


def _total(values: Sequence[N], number: Callable[[Fraction], N]) -> N:
    if not values:
        return number(Fraction(0))
    if isinstance(values[0], Interval):
        return Interval.total(values)
    return reduce(operator.add, values)


def _over(left: N, right: N) -> N:
    if isinstance(right, Interval) and right.reciprocal() == EVERYTHING:
        raise ZeroDivisionError("it may be zero")
    return left / right


_OPERATIONS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": _over,
}
