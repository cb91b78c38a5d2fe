"""万 or 亿 is missing, too many, or one stands for the other."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Situation

NAME = "unit-misplaced"
LIKELIHOOD = 30
WORDS = Words("“万”“亿”单位多写、漏写或写错", "万 or 亿 missing, too many or confused")


def originals(situation: Situation) -> Iterator[Print]:
    for scale in (1, 10**4, 10**8):
        if scale != situation.print.scale and (found := situation.print.scaled(scale)):
            yield found
