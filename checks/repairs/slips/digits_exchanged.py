"""Two digits apart from each other changed places."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Situation

NAME = "digits-exchanged"
LIKELIHOOD = 9
WORDS = Words("两位数字互换", "two digits exchanged")


def originals(situation: Situation) -> Iterator[Print]:
    digits = situation.print.digits
    at = [i for i, c in enumerate(digits) if c != "."]
    for (m, i), (n, k) in combinations(enumerate(at), 2):
        if n - m > 1 and digits[i] != digits[k]:
            listed = list(digits)
            listed[i], listed[k] = digits[k], digits[i]
            yield situation.print.with_digits("".join(listed))
