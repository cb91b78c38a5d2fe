"""Slips in the digits of a number: from what is printed, ``9731``, to what may have been meant.

Digits come with their decimal point and without separators, and go out in the same form.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import Final

from gouji.rules.bundled import bundled

MOST_DECIMALS: Final = 2
"""Percentages and 万 print no more, so that none of them can have been lost."""
FARTHEST: Final = 3
"""Places that a point slips by, or that zeros are lost at the end of a whole number."""


def adjacent_swapped(digits: str) -> Iterator[str]:
    """Swap two digits next to each other, across the decimal point as well."""
    return _swapped(digits, apart=False)


def exchanged(digits: str) -> Iterator[str]:
    """Exchange two digits apart from each other."""
    return _swapped(digits, apart=True)


def _swapped(digits: str, *, apart: bool) -> Iterator[str]:
    at = [i for i, c in enumerate(digits) if c != "."]
    for (m, i), (n, k) in combinations(enumerate(at), 2):
        if (n - m > 1) == apart and digits[i] != digits[k]:
            yield f"{digits[:i]}{digits[k]}{digits[i + 1 : k]}{digits[i]}{digits[k + 1 :]}"


def added(digits: str) -> Iterator[str]:
    """Take out a digit too many; one decimal less would only say less of the same number."""
    for i, c in enumerate(digits[:-1] if "." in digits else digits):
        shorter = (digits[:i] + digits[i + 1 :]).removesuffix(".")
        if c != "." and shorter and not shorter.startswith("."):
            yield shorter


def doubled(digits: str) -> Iterator[str]:
    """Take out a digit that was struck twice."""
    for i in range(1, len(digits)):
        if digits[i] == digits[i - 1] and digits[i - 1 : i] != digits[i - 2 : i - 1]:
            yield digits[:i] + digits[i + 1 :]


def lost(digits: str) -> Iterator[str]:
    """Put in a digit that was left out."""
    whole, _, decimals = digits.partition(".")
    end = len(digits) if len(decimals) < MOST_DECIMALS else len(whole)
    longer = (f"{digits[:i]}{new}{digits[i:]}" for i in range(end + 1) for new in "0123456789")
    yield from dict.fromkeys(d for d in longer if not d.startswith(("0", ".")))


def replaced(digits: str) -> Iterator[str]:
    """Put another digit for one that was mistyped or misread."""
    for i, old in enumerate(digits):
        for new in "0123456789":
            if old not in (".", new):
                yield f"{digits[:i]}{new}{digits[i + 1 :]}"


def point_moved(digits: str) -> Iterator[str]:
    """Move the decimal point, which slipped, came in or got lost."""
    whole, _, rest = digits.partition(".")
    bare = whole + rest
    for at in sorted(range(1, len(bare) + 1), key=lambda at: abs(at - len(whole))):
        front = bare[:at].lstrip("0") or "0"
        moved = f"{front}.{bare[at:]}".removesuffix(".")
        if moved != digits and abs(at - len(whole)) <= FARTHEST:
            yield moved
    for zeros in range(1, FARTHEST + 1):
        if not rest:
            yield bare + "0" * zeros
        elif whole == "0":
            yield f"0.{'0' * zeros}{rest}"


def slips_into(digits: str) -> tuple[tuple[str, float], ...]:
    """What one slip may have turned into these digits, and how likely each of them is.

    That there is a slip in the digits is given: the likelihoods of all add up to one.
    """
    known = [s for s in bundled("slips") if s.get("meant") in globals()]
    every = sum(s["likelihood"] for s in known)
    found: dict[str, float] = {}
    for slip in known:
        others = [d for d in globals()[slip["meant"]](digits) if d != digits]
        for other in others:
            found[other] = found.get(other, 0.0) + slip["likelihood"] / every / len(others)
    return tuple(found.items())
