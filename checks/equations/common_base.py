"""The whole that several shares imply together: 1260 / 25.2 % ≈ 990 / 19.8 % ≈ 5000."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from math import ceil, floor

from gouji.checks.equations.forms import Share, as_share
from gouji.checks.finding import Words
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.figures.figure import Figure
from gouji.figures.interval import EVERYTHING, Interval

LEAST_SHARES = 2
WHOLE = 100
"""What all shares make; the row that prints 100 % is the base of the others."""
LEAP_YEAR = 366
_NOT_POSITIVE = Interval(None, Fraction(0))


def shares_by_whole(checks: Iterable[Check]) -> dict[int, list[Share]]:
    """Group checks that are shares by the figure that they take for the whole."""
    found: dict[int, list[Share]] = {}
    for check in checks:
        if (share := as_share(check)) and len(share.parts) == 1:
            found.setdefault(share.whole, []).append(share)
    return found


def common_base(shares: Sequence[Share], material: Material) -> Interval | None:
    """Intersect what all shares imply; None where they do not agree."""
    figures = material.figures
    rates = [(figures[share.parts[0]], figures[share.share]) for share in shares]
    if len(shares) < LEAST_SHARES or any(r.interval.meets(_NOT_POSITIVE) for _, r in rates):
        return None
    common = _met(part.interval / rate.interval for part, rate in rates)
    return common.scaled(100) if common else None


def with_adjusted(
    checks: Sequence[Check], lists: Iterable[Sequence[Check]], material: Material
) -> Iterator[Check]:
    """All checks; of the lists of shares among them those are notes that were adjusted to 100 %."""
    mild = {id(check) for listed in lists for check in _adjusted(listed, material)}
    yield from (replace(c, severity="note") if id(c) in mild else c for c in checks)


def _adjusted(listed: Sequence[Check], material: Material) -> Iterator[Check]:
    """The shares of one list that are one last place off so that all print 100 %: 12, 23 and 65."""
    shares = [(check, share) for check in listed if (share := as_share(check))]
    told = [Fraction(material.figures[share.share].numeral.value) for _, share in shares]
    wholes = {Fraction(material.figures[share.whole].numeral.value) for _, share in shares}
    if sum(told) != WHOLE or len(wholes) > 1 or not (of := wholes.pop()):
        return
    counts = (material.figures[share.parts[0]].numeral.value for _, share in shares)
    made = [WHOLE * Fraction(count) / of for count in counts]
    for (check, share), printed, due in zip(shares, told, made, strict=True):
        step = Fraction(material.figures[share.share].numeral.step)
        off = sum(round(m / step) for m in made) * step != WHOLE
        if off and abs(due - printed) <= step * 3 / 2:
            yield check


def _met(bases: Iterable[Interval | None]) -> Interval | None:
    """What all of these hold."""
    common: Interval | None = EVERYTHING
    for base in bases:
        common = common.intersection(base) if common and base else None
    return common


def other_length(checks: Iterable[Check], material: Material) -> int | None:
    """The whole number of days, weeks or months that means agree on, where it is not the one told.

    None where the means leave room for several: then they say nothing of the period.
    """
    shares = [share for check in checks if (share := as_share(check)) and len(share.parts) == 1]
    figures = material.figures
    length = _met(base_of(figures[s.parts[0]], figures[s.share]) for s in shares)
    if length is None or length.low is None or length.high is None:
        return None
    told = figures[shares[0].whole].interval
    if LEAP_YEAR in told and LEAP_YEAR - 1 in length:
        return LEAP_YEAR - 1
    one = floor(length.high)
    return one if one == ceil(length.low) and one not in told else None


def base_of(count: Figure, mean: Figure) -> Interval | None:
    """What a count was divided by to print a mean, or a share, whether it was rounded or cut off.

    Of a share it is what one per cent of the whole is.
    """
    low = mean.interval.low
    if low is None or low <= 0:
        return None
    return count.interval / Interval(low, low + Fraction(mean.numeral.step) * 3 / 2)


def base_words(whole: int, common: Interval, count: int, material: Material) -> Words:
    """Say what the shares agree on, and which printed figure lies there."""
    printed = material.figures[whole]
    low, high = common.low or Fraction(0), common.high or Fraction(0)
    others = [
        f
        for i, f in enumerate(material.figures)
        if i != whole and f.document == printed.document and f.quantity == "count"
        if Fraction(f.numeral.value) in common
    ]
    return Words.told(
        "common-base",
        n=count,
        about=f"{round((low + high) / 2):,}",
        low=f"{float(low):,.0f}",
        high=f"{float(high):,.0f}",
        there=others[0].text if others else "",
        told=printed.text,
    )
