"""Checks that say ``share = part / whole``, and the base that several of them imply."""

from __future__ import annotations

from typing import NamedTuple

from gouji.checks.check import Check
from gouji.rules.language import Binary, Term


class Share(NamedTuple):
    """The figures of a share."""

    share: int
    part: int
    whole: int


def as_share(check: Check) -> Share | None:
    """Take a check for a share of one figure in another; None of any other check."""
    comparison = check.rule.equations[check.alternative]
    right = comparison.right
    if comparison.op != "=" or comparison.also or not isinstance(comparison.left, Term):
        return None
    if not isinstance(right, Binary) or right.op != "/":
        return None
    if not isinstance(right.left, Term) or not isinstance(right.right, Term):
        return None
    names = (comparison.left.name, right.left.name, right.right.name)
    figures = [check.terms.get(name, ()) for name in names]
    if any(len(found) != 1 for found in figures):
        return None
    return Share(*(found[0] for found in figures))
