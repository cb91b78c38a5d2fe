"""What the sides of an equation come to: one walk over its tree.

It goes in fractions, in intervals, and in quotients of columns of these.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, Any, Final, TypeAlias, TypeVar

from gouji.checks.equations.equation import links, slot_key, slot_keys
from gouji.figures.interval import EVERYTHING, Interval
from gouji.rules.language import Binary, Call, Comparison, Expression, Negative, Number

if TYPE_CHECKING:  # columns load numpy
    from gouji.checks.equations.columns import Quotient

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
