"""A share was computed from figures already rounded to 万."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

from gouji.checks.finding import Words
from gouji.checks.print_style import Print
from gouji.checks.shares import as_share
from gouji.checks.situation import Situation

NAME = "rounded-inputs"
LIKELIHOOD = 25
WORDS = Words("用修约后的数相除", "computed from rounded figures")
STEPS = (1000, 100, 10)
"""0.1万, 0.01万, 0.001万."""
TEN_THOUSAND = 10_000


def accounts(situation: Situation, target: Print) -> Words | None:
    for check in situation.checks:
        share = as_share(check)
        if share and situation.cell == (share.share, "value"):
            part, whole = (situation.figures[i].numeral.value for i in (share.part, share.whole))
            for step, other in product(STEPS, STEPS):
                a, b = _cut(Fraction(part), step), _cut(Fraction(whole), other)
                if b and _prints(situation.print, a / b):
                    return _words(a, b)
    return None


def _cut(value: Fraction, step: int) -> Fraction:
    return Fraction(int(value / step + Fraction(1, 2)) * step)


def _prints(printed: Print, ratio: Fraction) -> bool:
    return printed.with_value(ratio * 100).digits == printed.digits


def _words(part: Fraction, whole: Fraction) -> Words:
    a, b = float(part / TEN_THOUSAND), float(whole / TEN_THOUSAND)
    return Words(
        f"用修约后的 {a:g}万 ÷ {b:g}万 算得", f"computed from the rounded {a:g}万 ÷ {b:g}万"
    )
