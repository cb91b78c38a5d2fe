"""A digit too many."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Situation

NAME = "digit-added"
LIKELIHOOD = 8
WORDS = Words("多出一位数字", "one digit too many")


def originals(situation: Situation) -> Iterator[Print]:
    digits = situation.print.digits
    for i, c in enumerate(digits):
        shorter = (digits[:i] + digits[i + 1 :]).removesuffix(".")
        if c != "." and shorter and not shorter.startswith("."):
            yield situation.print.with_digits(shorter)
