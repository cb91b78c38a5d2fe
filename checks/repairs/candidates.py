"""Numbers that could be printed in a cell: what may have been meant, and what is computed."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, floor
from typing import Final

from gouji.checks.equations.cells import Cell
from gouji.checks.slips.print_style import Print
from gouji.checks.slips.situation import Situation
from gouji.checks.slips.slip import Original, leading
from gouji.figures.figure import Figure
from gouji.figures.interval import Interval

MAX_LISTED: Final = 40
"""Where more printed numbers than these would tie, the value is not pinned down."""


def domain(figure: Figure, cell: Cell) -> Interval:
    """No count is negative, and nothing falls by more than all of it."""
    if cell.of == "change":
        relative = figure.change is not None and figure.change.kind == "relative"
        low = Fraction(-100) if relative and figure.quantity != "rate" else None
        return Interval(low, None)
    return Interval(None if figure.numeral.value < 0 else Fraction(0), None)


def meant(situation: Situation, within: Interval, *, cut: bool = False) -> list[Original]:
    """List what the known slips say was meant, within the interval, likeliest first."""
    usual = situation.sheet.usual_decimals(situation.cell)
    found = leading(
        situation.print, within, _slack(situation, cut=cut), situation.figure.quantity == "rate"
    )
    return [o for o in found if usual is None or not _is_unusual(o.print, situation.print, usual)]


def _slack(situation: Situation, *, cut: bool) -> Fraction:
    """How far from its print a number may be, in units of its last place."""
    return Fraction(0) if is_exact(situation) else Fraction(1, 1 if cut else 2)


def _is_unusual(print_: Print, printed: Print, usual: int) -> bool:
    """Whether a number has other decimals than all around it."""
    return print_.scale == printed.scale and print_.decimals not in (usual, printed.decimals)


def is_exact(situation: Situation) -> bool:
    return situation.cell.of == "value" and situation.figure.exact


def listed(situation: Situation, within: Interval, *, cut: bool = False) -> list[Print] | None:
    """Every number of this style in the interval, from its middle out; None if there are many."""
    if within.low is None or within.high is None:
        return None
    printed, exact = situation.style, is_exact(situation)
    step, offset = printed.step, printed.offset
    margin = _slack(situation, cut=cut)
    low, high = (within.low - offset) / step, (within.high - offset) / step
    units = range(ceil(low - margin), floor(high + margin) + 1)
    if len(units) > MAX_LISTED:
        return _by_prior(situation, within)
    middle = (low + high) / 2 - (Fraction(1, 2) if cut and not exact else 0)
    ordered = sorted(units, key=lambda k: abs(k - middle))
    return [printed.with_value(k * step + offset) for k in ordered]


def _by_prior(situation: Situation, within: Interval) -> list[Print] | None:
    """The arrows that whole numbers a year before would have; None if they are many."""
    priors = _priors(situation, within)
    if priors is None or len(priors) > MAX_LISTED:
        return None
    middle = Fraction(priors.start + priors.stop - 1, 2)
    ordered = sorted(priors, key=lambda p: abs(p - middle))
    return [_arrow(situation, prior) for prior in ordered]


def _priors(situation: Situation, within: Interval) -> range | None:
    """The whole numbers a year before that arrows in the interval go back to."""
    figure, printed = situation.figure, situation.style
    if situation.cell.of != "change" or printed.kind != "relative" or not figure.exact:
        return None
    if within.low is None or within.high is None or within.low <= -100 or not figure.numeral.value:
        return None
    now = Fraction(figure.numeral.value)
    first, last = (now / (1 + end / 100) for end in (within.high, within.low))
    return range(max(1, ceil(first)), floor(last) + 1)


def _arrow(situation: Situation, prior: int) -> Print:
    now = Fraction(situation.figure.numeral.value)
    return situation.style.with_value((now / prior - 1) * 100)


def ends(situation: Situation, within: Interval) -> list[Print]:
    """The first and the last number of this style in an interval; one where it has one end."""
    style = situation.style
    low, high = within.low, within.high
    found = []
    if low is not None:
        first = ceil((low - style.offset) / style.step)
        found.append(style.with_value(first * style.step + style.offset))
    if high is not None:
        last = floor((high - style.offset) / style.step)
        found.append(style.with_value(last * style.step + style.offset))
    return found


def range_text(within: Interval, printed: Sequence[Print]) -> str:
    """Write the interval between the first and the last number, or from one of them on."""
    if len(printed) == 2:
        return f"{printed[0].text}～{printed[1].text}"
    return f"{'≥' if within.high is None else '≤'} {printed[0].text}"
