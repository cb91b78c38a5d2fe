"""What an equation asks of one figure, given the others: the value that would repair a break."""

from __future__ import annotations

from functools import reduce
from typing import NamedTuple

from gouji.checks.equations.arithmetic import worth
from gouji.checks.equations.decide import Bound, is_silent
from gouji.checks.equations.equation import Relation, compiled, slot_key, slot_keys
from gouji.figures.interval import EVERYTHING, Interval
from gouji.rules.language import Binary, Call, Comparison, Expression, Negative


def implied(
    comparison: Comparison, term: str, others: Bound, at: int | None = None
) -> Interval | None:
    """Find where one figure must lie for an equation to tie, given the other figures.

    ``term`` is the key of its slot; in a slot with many figures it is the one at index ``at``,
    and ``others`` holds the whole tuple (what stands at ``at`` does not matter). None where the
    equation says nothing of it, has no answer, or lacks other figures. The answer may be too wide,
    never too narrow; it is everything where the figure stands there twice.
    """
    template = compiled(comparison)
    figures = list(others.get(term, ())) if at is not None else [EVERYTHING]
    figures[at or 0] = EVERYTHING
    bound = {**others, term: tuple(figures)}
    found: Interval | None = None
    for relation in template.relations:
        if term in relation.keys and not is_silent(relation, template, bound):
            try:
                answer = _Unknown(term, at or 0, bound).within(relation)
            except ZeroDivisionError:
                continue
            found = answer if found is None else found.intersection(answer)
            if found is None:
                return None
    return found


class _Unknown(NamedTuple):
    """The figure asked for, among the others: each step down the tree is undone on what is asked.

    ZeroDivisionError where something is divided by zero, or nothing is asked.
    """

    key: str
    at: int
    figures: Bound

    def within(self, relation: Relation) -> Interval:
        """Find where it must lie for one comparison to hold."""
        left, right = relation.link.left, relation.link.right
        op: str = relation.op
        if self.key in relation.repeated:
            return EVERYTHING
        if self.key in relation.right:
            left, right, op = right, left, {"<=": ">=", ">=": "<="}.get(op, op)
        other = self._worth(right)
        if op == "<=":
            other = Interval(None, other.high, high_open=other.high_open)
        elif op == ">=":
            other = Interval(other.low, None, other.low_open)
        return self._asked(left, other)

    def _asked(self, expression: Expression, target: Interval) -> Interval:
        """Find where it must lie for an expression that holds it to lie within the target."""
        if isinstance(expression, Negative):
            return self._asked(expression.operand, -target)
        if isinstance(expression, Binary):
            return self._undone(expression, target)
        if isinstance(expression, Call) and expression.function != "prior":
            return self._listed(expression, target)
        return target

    def _undone(self, expression: Binary, target: Interval) -> Interval:
        inner, outer, op = expression.left, expression.right, expression.op
        behind = self.key in slot_keys(outer)
        if behind:
            inner, outer = outer, inner
        other = self._worth(outer)
        if op in "*/" and other == _ZERO and not (behind and op == "/"):
            raise ZeroDivisionError("nothing is asked of it")
        back = {
            "+": Interval.__sub__,
            "-": (lambda t, o: o - t) if behind else Interval.__add__,
            "*": Interval.__truediv__,
            "/": (lambda t, o: o / t) if behind else Interval.__mul__,
        }[op]
        return self._asked(inner, back(target, other))

    def _listed(self, call: Call, target: Interval) -> Interval:
        """Undo the sum or mean of a list."""
        if call.function in ("min", "max"):
            raise ZeroDivisionError("nothing is asked of one of several")
        values = self.figures[self.key]
        weights = [Interval.point(1)] * len(values)
        if call.arguments[1:]:
            weights = list(self.figures[slot_key(call.arguments[1])])
        if call.function == "mean":
            target = target * reduce(Interval.__add__, weights)
        for at, (value, weight) in enumerate(zip(values, weights, strict=True)):
            target = target if at == self.at else target - value * weight
        return target / weights[self.at]

    def _worth(self, expression: Expression) -> Interval:
        return worth(expression, self.figures, Interval.point)


_ZERO = Interval.point(0)
