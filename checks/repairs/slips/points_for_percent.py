"""Percentage points printed as per cent, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Situation

NAME = "points-for-percent"
LIKELIHOOD = 15
WORDS = Words("百分点与百分比混用", "percentage points for per cent, or the reverse")


def originals(situation: Situation) -> Iterator[Print]:
    printed = situation.print
    if printed.kind == "relative" and situation.figure.quantity == "rate":
        yield replace(printed, behind=printed.behind.replace("%", "个百分点"), kind="points")
    if printed.kind == "points":
        yield replace(printed, behind=printed.behind.replace("个百分点", "%"), kind="relative")
