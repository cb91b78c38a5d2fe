"""The printed total leaves out a part: what it lacks is just that part."""

from __future__ import annotations

from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Situation, part_worth

NAME = "missing-part"
LIKELIHOOD = 30
WORDS = Words("合计漏加了一项", "the total leaves a part out")


def accounts(situation: Situation, target: Print) -> Words | None:
    lacking = target.value - situation.print.value
    text = part_worth(situation, lacking)
    if text is None:
        return None
    return Words(f"合计漏加了 {text}", f"the total leaves out {text}")
