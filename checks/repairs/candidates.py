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
    printed, usual = situation.print, situation.sheet.usual_decimals(situation.cell)
    found = leading(
        printed, within, _slack(situation, cut=cut), situation.figure.quantity == "rate"
    )
    if usual is None:
        return found
    around = (usual, printed.decimals)
    return [o for o in found if o.print.scale != printed.scale or o.print.decimals in around]


def _slack(situation: Situation, *, cut: bool) -> Fraction:
    """How far from its print a number may be, in units of its last place."""
    exact = situation.cell.of == "value" and situation.figure.exact
    return Fraction(0) if exact else Fraction(1, 1 if cut else 2)


def listed(situation: Situation, within: Interval, *, cut: bool = False) -> list[Print] | None:
    """Every number of this style in the interval, from its middle out; None if there are many."""
    if within.low is None or within.high is None:
        return None
    style, margin = situation.style, _slack(situation, cut=cut)
    low, high = ((end - style.offset) / style.step for end in (within.low, within.high))
    units = range(ceil(low - margin), floor(high + margin) + 1)
    if len(units) > MAX_LISTED:
        return None
    middle = (low + high) / 2 - (Fraction(1, 2) if cut and margin else 0)
    ordered = sorted(units, key=lambda k: abs(k - middle))
    return [style.with_value(k * style.step + style.offset) for k in ordered]


def ends(situation: Situation, within: Interval) -> list[Print]:
    """The first and the last number of this style in an interval; one where it has one end."""
    style = situation.style
    found = []
    for end, inward in ((within.low, ceil), (within.high, floor)):
        if end is not None:
            units = inward((end - style.offset) / style.step)
            found.append(style.with_value(units * style.step + style.offset))
    return found


def range_text(within: Interval, printed: Sequence[Print]) -> str:
    """Write the interval between the first and the last number, or from one of them on."""
    if len(printed) == 2:
        return f"{printed[0].text}～{printed[1].text}"
    return f"{'≥' if within.high is None else '≤'} {printed[0].text}"
