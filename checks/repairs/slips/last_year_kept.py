"""Last year's number was left standing."""

from __future__ import annotations

from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Situation

NAME = "last-year-kept"
LIKELIHOOD = 26
WORDS = Words("沿用了上年的数", "last year's figure was kept")


def accounts(situation: Situation, target: Print) -> Words | None:
    """Last year's figure stands in the same row, or in another document of the same issuer."""
    figure, value = situation.figure, situation.print.value
    if situation.cell.of != "value" or target.value == value:
        return None
    for other in situation.figures:
        same = other.indicator is not None and other.indicator == figure.indicator
        elsewhere = other.document != figure.document and same and other.scope == figure.scope
        beside = other.place.row == figure.place.row and other.place.table == figure.place.table
        prior = other.document == figure.document and other.period == "prior" and beside
        if (elsewhere or prior) and other is not figure and other.numeral.value == value:
            return WORDS
    return None
