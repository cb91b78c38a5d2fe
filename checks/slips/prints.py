"""Slips in what stands around the digits: the arrow, the word or the sign, 万 and 亿, the unit.

``of_rate`` says that the number is a rate, or the change of one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from gouji.checks.slips.print_style import Print

SCALES = (1, 10**4, 10**8)


def turned(printed: Print, *, of_rate: bool) -> Iterator[Print]:
    """Point the arrow, the word or the sign the other way."""
    if printed.is_signed:
        yield printed.turned()


def rescaled(printed: Print, *, of_rate: bool) -> Iterator[Print]:
    """Write 万 or 亿 where it is missing, leave it away, or put one for the other."""
    for scale in SCALES:
        if scale != printed.scale and (found := printed.scaled(scale)):
            yield found


def points_for_percent(printed: Print, *, of_rate: bool) -> Iterator[Print]:
    """Print percentage points for per cent, or the other way round."""
    if printed.kind == "relative" and of_rate:
        yield replace(printed, behind=printed.behind.replace("%", "个百分点"), kind="points")
    if printed.kind == "points":
        yield replace(printed, behind=printed.behind.replace("个百分点", "%"), kind="relative")
