"""How hard rounding would have had to work for an equation to tie.

Worst-case intervals are lenient with long sums: twenty rounded parts may drift ten units, yet
independent rounding leaves about 1.3. The errors of rounding are close to uniform over each
interval, so that their variance is a third of the squared half-width, and variances add up (to
first order: the law of propagation of uncertainty, JCGM 100:2008, 5.1.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from math import sqrt

from gouji.checks.equations.arithmetic import apart
from gouji.checks.equations.equation import compiled
from gouji.figures.interval import Interval
from gouji.rules.language import Comparison

UNLIKELY = 4.0
"""Standard deviations beyond which a tie deserves a note."""


def strain(comparison: Comparison, intervals: Mapping[str, tuple[Interval, ...]]) -> float:
    """Say how many standard deviations of rounding its sides are apart at the centres.

    Zero where that makes no sense: for bounds and chains, for smallest and largest, for figures
    without a middle, and where all is exact.
    """
    functions = {call.function for call in compiled(comparison).calls}
    if comparison.op != "=" or comparison.also or functions & {"min", "max"}:
        return 0.0
    centres: dict[str, tuple[Fraction, ...]] = {}
    for key, listed in intervals.items():
        middles = tuple(
            (i.low + i.high) / 2 for i in listed if i.low is not None and i.high is not None
        )
        if len(middles) < len(listed):
            return 0.0
        centres[key] = middles
    try:
        off = apart(comparison, centres, Fraction)
        drifts = [apart(comparison, one, Fraction) - off for one in _drifted(centres, intervals)]
    except ZeroDivisionError:
        return 0.0
    variance = sum(float(drift) ** 2 for drift in drifts) / 3
    return abs(float(off)) / sqrt(variance) if variance else 0.0


def _drifted(
    centres: Mapping[str, tuple[Fraction, ...]], intervals: Mapping[str, tuple[Interval, ...]]
) -> Iterator[Mapping[str, tuple[Fraction, ...]]]:
    """Move one figure at a time from its centre to its upper end."""
    for key, listed in intervals.items():
        for at, interval in enumerate(listed):
            if interval.high is not None and not interval.is_point:
                moved = (*centres[key][:at], interval.high, *centres[key][at + 1 :])
                yield {**centres, key: moved}
