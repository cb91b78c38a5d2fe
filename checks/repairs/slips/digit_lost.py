"""One digit was left out."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Situation

NAME = "digit-lost"
LIKELIHOOD = 12
MOST_DECIMALS = 2
"""Percentages and 万 print no more, so that none of them can have been lost."""
WORDS = Words("漏掉一位数字", "one digit lost")


def originals(situation: Situation) -> Iterator[Print]:
    digits = situation.print.digits
    whole, _, decimals = digits.partition(".")
    end = len(digits) if len(decimals) < MOST_DECIMALS else len(whole)
    seen = set()
    for i in range(end + 1):
        for new in "0123456789":
            longer = f"{digits[:i]}{new}{digits[i:]}"
            if longer not in seen and not longer.startswith(("0", ".")):
                seen.add(longer)
                yield situation.print.with_digits(longer)
