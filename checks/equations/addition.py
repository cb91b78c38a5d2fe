"""Checks that say ``whole = part + part``."""

from __future__ import annotations

from gouji.checks.equations.facets import facet_of
from gouji.checks.material.check import Check
from gouji.rules.language import Binary, Call, Expression, Term


def whole_of(check: Check) -> int | None:
    """Find the figure that the others add up to; None of any other check."""
    return next(iter(check.terms.values()))[0] if is_sum(check) else None


def parts_of(check: Check) -> tuple[int, ...]:
    """List the figures that are added; none of any other check."""
    if not is_sum(check):
        return ()
    _, *parts = check.terms.values()
    return tuple(i for indices in parts for i in indices)


def is_sum(check: Check) -> bool:
    """Whether a check adds up values as printed."""
    comparison = check.rule.equations[check.alternative]
    plain = comparison.op == "=" and not comparison.also and isinstance(comparison.left, Term)
    values = all(facet_of(term) == "value" for term in check.terms)
    return plain and values and len(check.terms) > 1 and adds_up(comparison.right)


def adds_up(expression: Expression) -> bool:
    """Whether an expression is made of terms and additions only."""
    if isinstance(expression, Binary):
        return expression.op == "+" and adds_up(expression.left) and adds_up(expression.right)
    if isinstance(expression, Call):
        return expression.function == "sum"
    return isinstance(expression, Term)
