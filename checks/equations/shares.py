"""Checks that say ``share = part / whole``."""

from __future__ import annotations

from typing import NamedTuple

from gouji.checks.equations.addition import adds_up
from gouji.checks.material.check import Check
from gouji.rules.language import Binary, Term, terms


class Share(NamedTuple):
    """The figures of a share."""

    share: int
    parts: tuple[int, ...]
    whole: int


def as_share(check: Check) -> Share | None:
    """Take a check for a share of one figure in another; None of any other check."""
    comparison = check.rule.equations[check.alternative]
    right = comparison.right
    if comparison.op != "=" or comparison.also or not isinstance(comparison.left, Term):
        return None
    if not isinstance(right, Binary) or right.op != "/":
        return None
    if not isinstance(right.right, Term):
        return None
    share = check.terms.get(comparison.left.name, ())
    whole = check.terms.get(right.right.name, ())
    parts = tuple(i for t in terms(right.left) for i in check.terms.get(t.name, ()))
    if len(share) != 1 or len(whole) != 1 or not parts or not adds_up(right.left):
        return None
    return Share(share[0], parts, whole[0])
