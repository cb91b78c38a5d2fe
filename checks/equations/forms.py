"""What form a check has: a whole that is the sum of its parts, or a share of one in another."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from gouji.checks.equations.equation import slot_key, slot_keys
from gouji.checks.equations.facets import facet_of
from gouji.checks.material.check import Check
from gouji.rules.language import Binary, Call, Comparison, Expression, Term, terms


class Sum(NamedTuple):
    """The figures of a sum."""

    whole: int
    parts: tuple[int, ...]


class Share(NamedTuple):
    """The figures of a share."""

    share: int
    parts: tuple[int, ...]
    whole: int


def added(check: Check) -> Sum | None:
    """Take a check for ``whole = part + part``, of values as printed; None of any other."""
    side = sum_side(check.comparison)
    if side is None or len(check.terms) < 2 or any(facet_of(t) != "value" for t in check.terms):
        return None
    whole, *parts = check.terms.values()
    return Sum(whole[0], tuple(i for indices in parts for i in indices))


def subtracted(check: Check) -> Sum | None:
    """Take a check for ``left = whole - part``, of values as printed, as a sum of both."""
    comparison = check.comparison
    left, right = comparison.left, comparison.right
    if comparison.op != "=" or comparison.also or not isinstance(right, Binary) or right.op != "-":
        return None
    found = [
        check.terms.get(side.name, ()) if isinstance(side, Term) else ()
        for side in (right.left, right.right, left)
    ]
    if any(len(indices) != 1 for indices in found):
        return None
    whole, part, rest = (indices[0] for indices in found)
    return Sum(whole, (rest, part))


def as_sum(check: Check) -> Sum | None:
    """Take a check for a sum of several parts that is said, and of which no term is missing."""
    found = None if check.missing else added(check)
    return found if found and len(found.parts) > 1 else None


def as_share(check: Check) -> Share | None:
    """Take a check for ``share = part / whole``, of one part or several; None of any other."""
    comparison = check.comparison
    left, right = comparison.left, comparison.right
    if comparison.op != "=" or comparison.also or not isinstance(left, Term):
        return None
    if not isinstance(right, Binary) or right.op != "/" or not isinstance(right.right, Term):
        return None
    share, whole = check.terms.get(left.name, ()), check.terms.get(right.right.name, ())
    parts = tuple(i for t in terms(right.left) for i in check.terms.get(t.name, ()))
    if len(share) != 1 or len(whole) != 1 or not parts or not _adds_up(right.left):
        return None
    return Share(share[0], parts, whole[0])


def as_ratio(check: Check) -> tuple[int, int, int] | None:
    """The rate, its numerator and its denominator of ``rate = part / whole``; else None."""
    share = as_share(check)
    if share is None or check.missing or len(share.parts) > 1:
        return None
    return share.share, share.parts[0], share.whole


@lru_cache(maxsize=1024)
def sum_side(comparison: Comparison) -> str | None:
    """Find the key of ``whole`` where an equation is ``whole = part + part``, values or priors."""
    left = comparison.left
    single = isinstance(left, Term) or (isinstance(left, Call) and left.function == "prior")
    if comparison.op != "=" or comparison.also or not single or not _adds_up(comparison.right):
        return None
    (own,) = terms(left)
    return None if own.name in {t.name for t in terms(comparison.right)} else slot_key(left)


@lru_cache(maxsize=1024)
def operations(comparison: Comparison) -> tuple[str, ...]:
    """What an equation does to its terms, from left to right; ``+`` for a sum of any length."""
    return ("+",) if sum_side(comparison) else tuple(_operations(comparison.right))


@lru_cache(maxsize=1024)
def taken_off(comparison: Comparison) -> frozenset[str]:
    """The keys of the terms that the right side of an equation takes off."""
    return frozenset(_taken_off(comparison.right, taken=False))


def _taken_off(expression: Expression, *, taken: bool) -> Iterator[str]:
    if isinstance(expression, Binary):
        yield from _taken_off(expression.left, taken=taken)
        yield from _taken_off(expression.right, taken=taken != (expression.op == "-"))
    elif taken:
        yield from slot_keys(expression)


def _operations(expression: Expression) -> Iterator[str]:
    if isinstance(expression, Binary):
        yield from _operations(expression.left)
        yield expression.op
        yield from _operations(expression.right)


def _adds_up(expression: Expression) -> bool:
    """Whether an expression is made of terms and additions only."""
    if isinstance(expression, Binary):
        return expression.op == "+" and _adds_up(expression.left) and _adds_up(expression.right)
    if isinstance(expression, Call):
        return expression.function == "sum"
    return isinstance(expression, Term)
