"""Whether counts are parts of one whole: alike in kind, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from gouji.figures.interval import Interval
from gouji.figures.sentences.mention import Mention
from gouji.figures.statements.candidate import total_of as sum_of
from gouji.figures.statements.text_relations import interval_of
from gouji.rules import cues
from gouji.rules.words import words

_HUNDRED: Final = Fraction(100)
_FEWEST: Final = 2


def are_alike(parts: Sequence[Mention]) -> bool:
    """Whether parts may be added: not 受理, 派单 and 回访, stages of the same requests."""
    if is_split(parts):
        return True
    stages = {frozenset(map(_stage, cues.STAGE.findall(p.label))) for p in parts}
    return len(stages) == 1 or (len(stages) == _FEWEST and frozenset() in stages and by_way(parts))


def _stage(word: str) -> str:
    """办结 for 审结 as well: what a court says of the stage that an office calls so."""
    return next((stage for stage, others in cues.ONE_STAGE.items() if word in others), word)


def by_way(parts: Sequence[Mention]) -> bool:
    """``省平台转派工单``, ``书记信箱信件``, ``湘易办转派工单``: from where, not how far."""
    found = [(p.label, m) for p in parts for m in list(cues.STAGE.finditer(p.label))[:1]]
    ways, tails = {t[: m.start()] for t, m in found}, {t[m.start() :] for t, m in found}
    return "" not in ways and len(tails) == 1 and len(ways) == len(found) >= _FEWEST


def is_split(parts: Sequence[Mention]) -> bool:
    """``直接办结`` and ``转派``, ``满意`` and ``不满意``: each request is one of them."""
    return words().is_split([p.label for p in parts])


def total_of(parts: Sequence[Mention]) -> Interval:
    return sum_of([interval_of(part) for part in parts])


def exceeds(parts: Sequence[Mention], whole: Mention) -> bool:
    """Whether parts come to more than a whole, whatever their rounding."""
    rest = interval_of(whole) - total_of(parts)
    return rest.high is not None and rest.high < 0


def is_share_of(told: Mention, parts: Sequence[Mention], *whole: Mention, moved: int = 0) -> bool:
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
