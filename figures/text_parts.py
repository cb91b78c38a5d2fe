"""Whether counts are parts of one whole: alike in kind, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from gouji.figures import cues
from gouji.figures.interval import Interval
from gouji.figures.said import Said
from gouji.figures.text_relations import interval_of

_HUNDRED: Final = Fraction(100)


def are_alike(parts: Sequence[Said]) -> bool:
    """Whether parts may be added: not 受理, 派单 and 回访, stages of the same requests."""
    if is_split(parts):
        return True
    stages = {frozenset(cues.STAGE.findall(p.label)) for p in parts}
    return len(stages) == 1


def is_split(parts: Sequence[Said]) -> bool:
    """``直接办结`` and ``转派``, ``满意`` and ``不满意``: each request is one of them."""
    for kinds in cues.SPLITS:
        if len(parts) > len(kinds):
            continue
        found = [
            next((n for n, kind in enumerate(kinds) if kind.search(p.label)), None) for p in parts
        ]
        if len(parts) > 1 and None not in found and len(set(found)) == len(parts):
            return True
    return False


def total_of(parts: Sequence[Said]) -> Interval:
    total = interval_of(parts[0])
    for part in parts[1:]:
        total = total + interval_of(part)
    return total


def exceeds(parts: Sequence[Said], whole: Said) -> bool:
    """Whether parts come to more than a whole, whatever their rounding."""
    rest = interval_of(whole) - total_of(parts)
    return rest.high is not None and rest.high < 0


def adds_up(parts: Sequence[Said], whole: Said) -> bool:
    return total_of(parts).meets(interval_of(whole))


def is_share_of(told: Said, parts: Sequence[Said], *whole: Said, moved: int = 0) -> bool:
    """Whether a percentage is that of the parts, rounded or cut off; ``moved`` last units off."""
    numeral, base = told.mark.printed.numeral, total_of(whole)
    value, step = Fraction(numeral.value), Fraction(numeral.step)
    off = moved * step
    printed = (
        interval_of(told) if numeral.hedge else Interval(value - step / 2 - off, value + step + off)
    )
    if base.low is None or base.low <= 0:
        return False
    return printed.meets((total_of(parts) / base).scaled(_HUNDRED))
