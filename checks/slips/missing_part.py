"""The printed total leaves out a part: what it lacks is just that part."""

from __future__ import annotations

from gouji.checks.finding import Words
from gouji.checks.print_style import Print
from gouji.checks.situation import Situation
from gouji.checks.sums import parts_of, whole_of

NAME = "missing-part"
LIKELIHOOD = 30
WORDS = Words("合计漏加了一项", "the total leaves a part out")


def accounts(situation: Situation, target: Print) -> Words | None:
    lacking = target.value - situation.print.value
    for check in situation.checks:
        if (
            lacking > 0
            and whole_of(check) == situation.cell.figure
            and situation.cell.of == "value"
        ):
            for i in parts_of(check):
                part = situation.figures[i]
                if part.numeral.value == lacking:
                    text = part.text
                    return Words(f"合计漏加了 {text}", f"the total leaves out {text}")
    return None
