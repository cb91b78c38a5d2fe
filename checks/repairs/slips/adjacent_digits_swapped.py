"""Two digits next to each other changed places, across the decimal point as well."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Situation

NAME = "adjacent-digits-swapped"
LIKELIHOOD = 40
WORDS = Words("相邻两位数字颠倒", "two adjacent digits swapped")


def originals(situation: Situation) -> Iterator[Print]:
    digits = situation.print.digits
    at = [i for i, c in enumerate(digits) if c != "."]
    for i, k in pairwise(at):
        if digits[i] != digits[k]:
            between = digits[i + 1 : k]
            swapped = f"{digits[:i]}{digits[k]}{between}{digits[i]}{digits[k + 1 :]}"
            yield situation.print.with_digits(swapped)
