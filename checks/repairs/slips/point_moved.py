"""The decimal point slipped, came in or got lost."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Situation

NAME = "point-moved"
LIKELIHOOD = 25
WORDS = Words("小数点错位", "decimal point misplaced")
FARTHEST = 3
"""Places that a point slips by, or that zeros are lost at the end of a whole number."""


def originals(situation: Situation) -> Iterator[Print]:
    printed = situation.print
    whole, _, rest = printed.digits.partition(".")
    digits = whole + rest
    for at in range(1, len(digits) + 1):
        front = digits[:at].lstrip("0") or "0"
        moved = f"{front}.{digits[at:]}".removesuffix(".")
        if moved != printed.digits and abs(at - len(whole)) <= FARTHEST:
            yield printed.with_digits(moved)
    for zeros in range(1, FARTHEST + 1):
        if not rest:
            yield printed.with_digits(digits + "0" * zeros)
        elif whole == "0":
            yield printed.with_digits(f"0.{'0' * zeros}{rest}")
