"""The number of a cell beside, above or below was printed once more."""

from __future__ import annotations

from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Situation

NAME = "neighbour-copied"
LIKELIHOOD = 22
WORDS = Words("误抄相邻单元格", "the neighbouring cell copied")
TOO_SHORT = 3
"""Numbers of fewer digits are equal by chance."""


def accounts(situation: Situation, target: Print) -> Words | None:
    digits = situation.print.digits
    if len(digits) < TOO_SHORT or target.digits == digits:
        return None
    same = (p.digits == digits for _, p in situation.neighbours())
    return WORDS if any(same) else None
