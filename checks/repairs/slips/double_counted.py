"""The printed total counts a part twice."""

from __future__ import annotations

from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Situation, part_worth

NAME = "double-counted"
LIKELIHOOD = 30
WORDS = Words("合计把一项加了两次", "the total counts a part twice")


def accounts(situation: Situation, target: Print) -> Words | None:
    surplus = situation.print.value - target.value
    text = part_worth(situation, surplus)
    if text is None:
        return None
    return Words(f"合计把 {text} 加了两次", f"the total counts {text} twice")
