"""One digit was typed or read as another."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Situation

NAME = "digit-replaced"
LIKELIHOOD = 10
WORDS = Words("一位数字打错", "one digit mistyped")


def originals(situation: Situation) -> Iterator[Print]:
    digits = situation.print.digits
    for i, old in enumerate(digits):
        for new in "0123456789":
            if old not in (".", new):
                yield situation.print.with_digits(f"{digits[:i]}{new}{digits[i + 1 :]}")
