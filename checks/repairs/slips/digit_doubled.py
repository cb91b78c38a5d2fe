"""A digit was struck twice."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Situation

NAME = "digit-doubled"
LIKELIHOOD = 20
WORDS = Words("一位数字重复输入", "one digit doubled")


def originals(situation: Situation) -> Iterator[Print]:
    digits = situation.print.digits
    for i in range(1, len(digits)):
        if digits[i] == digits[i - 1] and digits[i - 1 : i] != digits[i - 2 : i - 1]:
            yield situation.print.with_digits(digits[:i] + digits[i + 1 :])
