"""What an equation asks of one figure, given the others; and by how much it is missed as printed.

Both serve the diagnosis: which value would repair a break, and what to tell the reader.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from math import prod
from typing import TypeAlias

from gouji.checks.equations.decide import (
    Bound,
    Figures,
    Scene,
    bound_by,
    figure_symbol,
    is_silent,
    sign_of,
    without_zeros,
)
from gouji.checks.equations.equation import Relation, Template, compiled, links, slot_key
from gouji.checks.equations.polynomial import Symbol, reach, solved
from gouji.figures.interval import EVERYTHING, Interval
from gouji.rules.language import Binary, Call, Comparison, Expression, Negative, Number, Term

Printed: TypeAlias = Mapping[str, Fraction | tuple[Fraction, ...]]
"""Printed values by slot key, percentages as fractions; a slot with many figures takes a tuple."""


def implied(
    comparison: Comparison, term: str, others: Figures, at: int | None = None
) -> Interval | None:
    """Find where one figure must lie for an equation to tie, given the other figures.

    ``term`` is the key of its slot; in a slot with many figures it is the one at index ``at``,
    and ``others`` holds the whole tuple (what stands at ``at`` does not matter). None where the
    equation says nothing of it, is not linear in it, has no answer, or lacks other figures. The
    answer may be too wide, never too narrow.
    """
    template, bound = compiled(comparison), bound_by(others)
    figures = list(bound.get(term, ())) if at is not None else [EVERYTHING]
    figures[at or 0] = EVERYTHING
    bound[term] = tuple(figures)
    found: Interval | None = EVERYTHING
    said = False
    for relation in template.relations:
        answer = _answer(relation, template, bound, figure_symbol(term, at or 0))
        if answer and found:
            found, said = found.intersection(answer), True
    return found if said else None


def _answer(
    relation: Relation, template: Template, bound: Bound, unknown: Symbol
) -> Interval | None:
    """Find what one relation asks of the unknown figure; None where it asks nothing."""
    if is_silent(relation, template, bound):
        return None
    scene = Scene(template, without_zeros(relation, template, bound), unknown)
    if any(scene.expanded(divisor).value == 0 for divisor in relation.divisors):
        return None
    residual = scene.expanded(relation.residual)
    answer = solved(residual, unknown, scene.box)
    if answer is None or relation.op == "=":
        return answer
    slope = reach(residual.divided(unknown)[0], scene.box).interval
    slopes = [slope, *(scene.reach(d) for d in relation.denominators)]
    if any(0 in s for s in slopes):
        return EVERYTHING
    rises = prod(map(sign_of, slopes)) > 0
    if rises == (relation.op == "<="):
        return Interval(None, answer.high, high_open=answer.high_open)
    return Interval(answer.low, None, answer.low_open)


def difference(comparison: Comparison, printed: Printed) -> Fraction | None:
    """Left minus right at the printed values, in the unit of the left side.

    In a chain it is that of the first link that the printed values break, else of the first.
    None where something can't be divided, or nothing is there to take the mean or an extreme of.
    """
    try:
        gaps = [
            (k.op, _value(k.left, printed) - _value(k.right, printed)) for k in links(comparison)
        ]
    except _NothingError:
        return None
    return next((gap for op, gap in gaps if not _HOLDS[op](gap)), gaps[0][1])


class _NothingError(ArithmeticError):
    """An expression has no value."""


_HOLDS: dict[str, Callable[[Fraction], bool]] = {
    "=": lambda gap: gap == 0,
    "<=": lambda gap: gap <= 0,
    ">=": lambda gap: gap >= 0,
}


def _value(expression: Expression, printed: Printed) -> Fraction:
    if isinstance(expression, Number):
        return Fraction(expression.value)
    if isinstance(expression, Negative):
        return -_value(expression.operand, printed)
    if isinstance(expression, Binary):
        return _combined(expression, printed)
    if isinstance(expression, Call) and expression.function != "prior":
        return _called(expression, printed)
    return sum(_listed(expression, printed), Fraction(0))


def _combined(expression: Binary, printed: Printed) -> Fraction:
    left, right = _value(expression.left, printed), _value(expression.right, printed)
    if expression.op == "+":
        return left + right
    if expression.op == "-":
        return left - right
    if expression.op == "*":
        return left * right
    if not right:
        raise _NothingError
    return left / right


def _called(call: Call, printed: Printed) -> Fraction:
    if call.function in ("min", "max"):
        return _extreme(call, printed)
    values = _listed(call.arguments[0], printed)
    if call.function == "sum":
        return sum(values, Fraction(0))
    weights = [Fraction(1)] * len(values)
    if call.arguments[1:]:
        weights = list(_listed(call.arguments[1], printed))
    if not sum(weights):
        raise _NothingError
    weighted = (w * v for w, v in zip(weights, values, strict=True))
    return sum(weighted, Fraction(0)) / sum(weights)


def _extreme(call: Call, printed: Printed) -> Fraction:
    values: list[Fraction] = []
    for argument in call.arguments:
        is_slot = isinstance(argument, Term | Call) and _names_slot(argument)
        values += _listed(argument, printed) if is_slot else [_value(argument, printed)]
    if not values:
        raise _NothingError
    return min(values) if call.function == "min" else max(values)


def _names_slot(expression: Term | Call) -> bool:
    return isinstance(expression, Term) or expression.function == "prior"


def _listed(expression: Expression, printed: Printed) -> tuple[Fraction, ...]:
    values = printed.get(slot_key(expression), ())
    return (values,) if isinstance(values, Fraction) else values
