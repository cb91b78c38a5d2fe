"""The last digit is one off: cut off, rounded up, or adjusted so that parts add up."""

from __future__ import annotations

from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Situation

NAME = "last-place-adjusted"
LIKELIHOOD = 16
WORDS = Words("末位修约（或凑整）差 1", "the last place rounded or adjusted by one")


def accounts(situation: Situation, target: Print) -> Words | None:
    rounded = not situation.figure.exact or situation.cell.of == "change"
    off = abs(target.value - situation.print.value)
    return WORDS if rounded and off == situation.print.step == target.step else None
