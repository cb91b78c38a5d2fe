"""The arrow, the word or the sign points the wrong way."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Situation

NAME = "arrow-turned"
LIKELIHOOD = 40
WORDS = Words("箭头（正负号）方向相反", "arrow or sign turned round")


def originals(situation: Situation) -> Iterator[Print]:
    if situation.cell.of == "change" or situation.print.negative:
        yield situation.print.turned()
