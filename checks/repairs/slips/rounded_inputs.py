"""A share was computed from figures that are printed rounded, in 万, elsewhere in the text."""

from __future__ import annotations

from fractions import Fraction

from gouji.checks.equations.shares import as_share
from gouji.checks.finding import Words
from gouji.checks.repairs.print_style import Print
from gouji.checks.repairs.slip_context import Situation

NAME = "rounded-inputs"
LIKELIHOOD = 25
WORDS = Words("用修约后的数相除", "computed from rounded figures")


def accounts(situation: Situation, target: Print) -> Words | None:
    for check in situation.checks:
        share = as_share(check)
        if share is None or situation.cell != (share.share, "value"):
            continue
        values = [Fraction(situation.figures[i].numeral.value) for i in share.parts]
        whole = Fraction(situation.figures[share.whole].numeral.value)
        for a in _rounded(situation, sum(values, Fraction(0))):
            for b in (b for b in _rounded(situation, whole) if b.value):
                if situation.print.with_value(a.value / b.value * 100).digits == target.digits:
                    continue
                if _prints(situation.print, a.value / b.value):
                    return _words(a.text, b.text)
    return None


def _rounded(situation: Situation, value: Fraction) -> list[Print]:
    """How a number is printed in 万 in the same document, if it is."""
    found = []
    for figure in situation.figures:
        numeral = figure.numeral
        if numeral.scale == 1 or figure.document != situation.figure.document:
            continue
        if abs(Fraction(numeral.value) - value) <= numeral.step and (p := Print.of_value(figure)):
            found.append(p)
    return found


def _words(a: str, b: str) -> Words:
    return Words(f"用修约后的 {a} ÷ {b} 算得", f"computed from the rounded {a} ÷ {b}")


def _prints(printed: Print, ratio: Fraction) -> bool:
    return printed.with_value(ratio * 100).digits == printed.digits
