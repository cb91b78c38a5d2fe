"""Slips that account for a print: how it came about, given what should stand there.

Each looks at the number in question, at the failing checks and at what stands around it, and says
in words how the print came about, or None.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from gouji.checks.equations.equation import compiled
from gouji.checks.equations.forms import Share, added, as_share
from gouji.checks.finding import Words
from gouji.checks.slips.print_style import Print
from gouji.checks.slips.situation import Situation
from gouji.figures.figure import Figure
from gouji.figures.interval import Interval

TOO_SHORT: Final = 3
"""Numbers of fewer digits are equal by chance, and fit too many bases."""
LEAST_PART: Final = 10
"""A smaller part is by chance what a total is off by."""


def averages_added(situation: Situation, target: Print) -> Words | None:
    """Means or rates were added up as if they were counts."""
    for check in situation.checks:
        whole, *parts = check.terms.values()
        factors = compiled(check.rule.equations[0]).factors.values()
        mean = any(factor.kind == "dot" for factor in factors)
        if mean and situation.cell == (whole[0], "value"):
            listed = [Fraction(situation.figures[i].numeral.value) for i in parts[0]]
            if len(listed) > 1 and sum(listed) == situation.print.value:
                return Words("把各行的平均值（率）直接相加", "means or rates added up")
    return None


def not_updated(situation: Situation, target: Print) -> Words | None:
    """A total was left standing when its parts changed, or added up by hand."""
    for check in situation.checks:
        total = added(check)
        if total and len(total.parts) > 1 and situation.cell == (total.whole, "value"):
            return Words("合计未随分项更新", "the total was not brought up to date")
    return None


def double_counted(situation: Situation, target: Print) -> Words | None:
    """The printed total counts a part twice."""
    text = _part_worth(situation, situation.print.value - target.value)
    if text is None:
        return None
    return Words(f"合计把 {text} 加了两次", f"the total counts {text} twice")


def missing_part(situation: Situation, target: Print) -> Words | None:
    """The printed total leaves out a part: what it lacks is just that part."""
    text = _part_worth(situation, target.value - situation.print.value)
    if text is None:
        return None
    return Words(f"合计漏加了 {text}", f"the total leaves out {text}")


def _part_worth(situation: Situation, gap: Fraction) -> str | None:
    """The text of a part that is just what the changed whole is off by; None without one."""
    if gap < LEAST_PART or situation.cell.of != "value":
        return None
    for check in situation.checks:
        total = added(check)
        if total and total.whole == situation.cell.figure:
            parts = (situation.figures[i] for i in total.parts)
            if found := next((p for p in parts if p.numeral.value == gap), None):
                return found.text
    return None


def last_year_kept(situation: Situation, target: Print) -> Words | None:
    """Last year's number was left: from the same row, or from another document of the issuer."""
    figure, value = situation.figure, situation.print.value
    if situation.cell.of != "value" or target.value == value:
        return None
    for other in situation.sheet.printing(value):
        if other is not figure and _is_last_years(other, figure):
            return Words("沿用了上年的数", "last year's figure was kept")
    return None


def _is_last_years(other: Figure, figure: Figure) -> bool:
    if other.document != figure.document:
        named = other.indicator is not None and other.indicator == figure.indicator
        return named and other.scope == figure.scope
    place = figure.place
    beside = other.place.row == place.row and other.place.table == place.table
    return other.period == "prior" and beside


def neighbour_copied(situation: Situation, target: Print) -> Words | None:
    """The number of a cell beside, above or below was printed once more."""
    digits = situation.print.digits
    if len(digits) < TOO_SHORT or target.digits == digits:
        return None
    same = any(p.digits == digits for _, p in situation.neighbours())
    return Words("误抄相邻单元格", "the neighbouring cell copied") if same else None


def last_place_adjusted(situation: Situation, target: Print) -> Words | None:
    """The last digit is one off: cut off, rounded up, or adjusted so that parts add up."""
    rounded = not situation.figure.exact or situation.cell.of == "change"
    off = abs(target.value - situation.print.value)
    if not (rounded and off == situation.print.step == target.step):
        return None
    return Words("末位修约（或凑整）差 1", "the last place rounded or adjusted by one")


def next_row_share(situation: Situation, target: Print) -> Words | None:
    """The share that belongs to another row of the list was printed."""
    for share in _shares(situation):
        whole = _value(situation, share.whole)
        if len(share.parts) > 1 or not whole:
            continue
        for i in situation.sheet.neighbours(share.parts[0]):
            if situation.figures[i].quantity == "count" and _prints(
                situation.print, _value(situation, i) / whole
            ):
                return Words("误用了相邻一项的占比", "the share of the item beside it")
    return None


def rounded_inputs(situation: Situation, target: Print) -> Words | None:
    """A share was computed from figures that are printed rounded, in 万, elsewhere in the text."""
    for share in _shares(situation):
        total = sum((_value(situation, i) for i in share.parts), Fraction(0))
        for a in _rounded(situation, total):
            for b in _rounded(situation, _value(situation, share.whole)):
                if not b.value or _prints(target, a.value / b.value):
                    continue
                if _prints(situation.print, a.value / b.value):
                    zh = f"用修约后的 {a.text} ÷ {b.text} 算得"
                    return Words(zh, f"computed from the rounded {a.text} ÷ {b.text}")
    return None


def _rounded(situation: Situation, value: Fraction) -> list[Print]:
    """How a number is printed in 万 in the same document, if it is."""
    found = []
    for figure in situation.sheet.scaled:
        numeral = figure.numeral
        if figure.document != situation.figure.document:
            continue
        if abs(Fraction(numeral.value) - value) <= numeral.step and (p := Print.of_value(figure)):
            found.append(p)
    return found


def wrong_base(situation: Situation, target: Print) -> Words | None:
    """A share was taken of another printed count than the one it should be of; near ones first."""
    if len(situation.print.digits.replace(".", "")) < TOO_SHORT:
        return None
    share = next(_shares(situation), None)
    rate, half = situation.print.value, situation.print.step / 2
    if share is None or rate <= half:
        return None
    total = sum((_value(situation, i) for i in share.parts), Fraction(0))
    wanted = Interval(Fraction(100) / (rate + half), Fraction(100) / (rate - half)).scaled(total)
    count = situation.figures[share.parts[0]]
    of_it = {share.whole, *share.parts}
    bases = [
        f
        for i, f in situation.sheet.counts_within(wanted)
        if i not in of_it and f.document == count.document
    ]
    if not bases:
        return None
    best = min(bases, key=lambda f: (f.place.table != count.place.table, f.number))
    return Words(f"占比以 {best.text} 为分母", f"the share was taken of {best.text}")


def _shares(situation: Situation) -> Iterator[Share]:
    """The failing shares that the number in question is the percentage of."""
    for check in situation.checks:
        share = as_share(check)
        if share is not None and situation.cell == (share.share, "value"):
            yield share


def _value(situation: Situation, i: int) -> Fraction:
    return Fraction(situation.figures[i].numeral.value)


def _prints(printed: Print, ratio: Fraction) -> bool:
    return printed.with_value(ratio * 100).digits == printed.digits
