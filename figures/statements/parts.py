"""Whether counts are parts of one whole: alike in kind, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from gouji.figures.sentences.mention import Mention
from gouji.figures.statements.statement import standing_for, total_of
from gouji.rules import cues
from gouji.rules.words import words

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


def exceeds(parts: Sequence[Mention], whole: Mention) -> bool:
    """Whether parts come to more than a whole, whatever their rounding."""
    rest = standing_for(whole) - total_of([standing_for(p) for p in parts])
    return rest.high is not None and rest.high < 0
