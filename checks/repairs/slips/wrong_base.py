"""A share was taken of another printed figure than the one it should be of."""

from __future__ import annotations

from fractions import Fraction

from gouji.checks.equations.shares import as_share
from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Situation
from gouji.figures.interval import Interval

NAME = "wrong-base"
LIKELIHOOD = 14
WORDS = Words("占比的分母取错", "the share was taken of another whole")
LEAST_DIGITS = 3
"""A share of one or two digits fits too many bases."""


def accounts(situation: Situation, target: Print) -> Words | None:
    """Find another count whose quotient prints as this share; near ones go first."""
    printed = situation.print
    if situation.cell.of != "value" or len(printed.digits.replace(".", "")) < LEAST_DIGITS:
        return None
    for check in situation.checks:
        share = as_share(check)
        if share and share.share == situation.cell.figure:
            return _other_base(situation, share.parts, share.whole)
    return None


def _other_base(situation: Situation, parts: tuple[int, ...], whole: int) -> Words | None:
    count = situation.figures[parts[0]]
    total = sum((Fraction(situation.figures[i].numeral.value) for i in parts), Fraction(0))
    rate, half = situation.print.value, situation.print.step / 2
    if rate <= half:
        return None
    base = Interval(Fraction(100) / (rate + half), Fraction(100) / (rate - half))
    wanted = base * Interval.point(total)
    bases = [
        f
        for i, f in enumerate(situation.figures)
        if i not in (*parts, whole)
        and f.document == count.document
        and f.quantity == "count"
        and f.exact
        and f.numeral.value in wanted
    ]
    if not bases:
        return None
    best = min(bases, key=lambda f: (f.place.table != count.place.table, f.number))
    return Words(f"占比以 {best.text} 为分母", f"the share was taken of {best.text}")
