"""Means or rates were added up as if they were counts."""

from __future__ import annotations

from fractions import Fraction

from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Situation

NAME = "averages-added"
LIKELIHOOD = 60
WORDS = Words("把各行的平均值（率）直接相加", "means or rates added up")


def accounts(situation: Situation, target: Print) -> Words | None:
    for check in situation.checks:
        whole, *parts = check.terms.values()
        mean = check.rule.shape == "total-row-mean"
        if mean and situation.cell == (whole[0], "value"):
            listed = [Fraction(situation.figures[i].numeral.value) for i in parts[0]]
            if len(listed) > 1 and sum(listed) == situation.print.value:
                return WORDS
    return None
