"""Which checks say that a whole is the sum of its parts, or a rate a quotient of two figures."""

from __future__ import annotations

from gouji.checks.equations.addition import adds_up
from gouji.checks.material.check import Check
from gouji.rules.language import Binary, Term


def as_sum(check: Check) -> tuple[int, tuple[int, ...]] | None:
    """The whole and the parts of a check that says ``whole = part + part``; None of any other."""
    comparison = check.rule.equations[check.alternative]
    if comparison.op != "=" or comparison.also or check.missing or check.inferred:
        return None
    if not isinstance(comparison.left, Term) or not adds_up(comparison.right):
        return None
    whole, *parts = check.terms.values()
    flat = tuple(i for indices in parts for i in indices)
    return (whole[0], flat) if len(flat) > 1 else None


def as_ratio(check: Check) -> tuple[int, int, int] | None:
    """The rate, its numerator and its denominator of ``rate = part / whole``; else None."""
    comparison = check.rule.equations[check.alternative]
    right = comparison.right
    if comparison.op != "=" or check.missing or not isinstance(comparison.left, Term):
        return None
    if not (isinstance(right, Binary) and right.op == "/"):
        return None
    if not (isinstance(right.left, Term) and isinstance(right.right, Term)):
        return None
    names = (comparison.left.name, right.left.name, right.right.name)
    found = [check.terms.get(n, ()) for n in names]
    return tuple(f[0] for f in found) if all(len(f) == 1 for f in found) else None  # type: ignore[return-value]
