"""Whether words say rose or fell as the values beside them do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gouji.figures.sentences.mention import Mention
from gouji.figures.sentences.phrases import turns
from gouji.figures.statements.statement import Statement, same_unit
from gouji.rules import cues


def fell_by_a_negative(change: Mention) -> Iterator[Statement]:
    """A negative number behind 下降; behind 增长 or 增长率 it is custom and says that it fell."""
    printed = change.mark.change
    if printed is None or printed.numeral.value >= 0 or "-" not in printed.numeral.text:
        return
    if cues.DOWN.search(printed.text) and not cues.UP.search(printed.text):
        yield Statement("fell-by-a-negative", {"变化": (change,)})


def find_turns(sentence: Sequence[Mention], before: Sequence[Mention]) -> Iterator[Statement]:
    """``由X件增加到Y件``, ``rose from X to Y``, ``Y, up from X``: words against values.

    ``This was up from 12,782``, ``Down from 24%``: what the sentence ``before`` told.
    """
    if any(cues.TOLD_RANKED.search(words) for one in sentence for words in one.around):
        return
    goes_on = sentence[0].mark.sentence and cues.TOLD_APART.match(sentence[0].around[0])
    run = [*(before if goes_on else ()), *sentence]
    for at, (one, then) in enumerate(pairwise(run)):
        if one.kind != "value" or then.kind != "value" or not same_unit(one, then):
            continue
        turned = _turned(one, then)
        words = turned or _turned_from(one, then, run[:at], run[at + 2 : at + 3])
        sign = bool(cues.UP.search(words)) - bool(cues.DOWN.search(words))
        if sign:
            current, prior = (then, one) if turned else (one, then)
            shape = "direction-rose" if sign > 0 else "direction-fell"
            yield Statement(shape, {"本期": (current,), "上期": (prior,)}, certain=True)


def _turned(before: Mention, one: Mention) -> str:
    """What words between two values say of the way from one to the other: ``由``…``增加到``."""
    match = cues.TO.search(one.words)
    if match and match["direction"] and cues.FROM.search(before.words):
        return str(match["direction"])
    told = cues.TOLD_FROM.search(before.around[0]) if turns(before, one) else None
    return told[0] if told else ""


def _turned_from(
    one: Mention, then: Mention, earlier: Sequence[Mention], behind: Sequence[Mention]
) -> str:
    """``rose to`` 15 ``from`` 12; 15, ``up from`` 12: what says how the first came about."""
    reached = cues.TOLD_BEFORE_CURRENT.search(one.around[0])
    if reached and then.noun in ("", one.noun) and cues.TOLD_FROM.search(then.around[0]):
        return reached[0]
    apart = cues.TOLD_APART.match(then.around[0])
    alone = not earlier or cues.TOLD_CLAUSE.search(one.around[0]) is not None
    goes_on = any(turns(then, other) for other in behind)
    return apart["way"] if apart and alone and not goes_on else ""
