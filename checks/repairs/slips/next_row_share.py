"""The share that belongs to another row of the list was printed."""

from __future__ import annotations

from fractions import Fraction

from gouji.checks.equations.shares import as_share
from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Situation

NAME = "next-row-share"
LIKELIHOOD = 20
WORDS = Words("误用了相邻一项的占比", "the share of the item beside it")


def accounts(situation: Situation, target: Print) -> Words | None:
    for check in situation.checks:
        share = as_share(check)
        if share is None or len(share.parts) > 1 or situation.cell != (share.share, "value"):
            continue
        whole = Fraction(situation.figures[share.whole].numeral.value)
        for i in situation.sheet.neighbours(share.parts[0]):
            part = situation.figures[i]
            if part.quantity == "count" and whole:
                made = situation.print.with_value(Fraction(part.numeral.value) / whole * 100)
                if made.digits == situation.print.digits:
                    return WORDS
    return None
