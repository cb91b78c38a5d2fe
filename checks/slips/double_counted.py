"""The printed total counts a part twice."""

from __future__ import annotations

from gouji.checks.finding import Words
from gouji.checks.print_style import Print
from gouji.checks.situation import Situation
from gouji.checks.sums import parts_of, whole_of

NAME = "double-counted"
LIKELIHOOD = 30
WORDS = Words("合计把一项加了两次", "the total counts a part twice")


def accounts(situation: Situation, target: Print) -> Words | None:
    surplus = situation.print.value - target.value
    for check in situation.checks:
        if (
            surplus > 0
            and whole_of(check) == situation.cell.figure
            and situation.cell.of == "value"
        ):
            for i in parts_of(check):
                part = situation.figures[i]
                if part.numeral.value == surplus:
                    text = part.text
                    return Words(f"合计把 {text} 加了两次", f"the total counts {text} twice")
    return None
