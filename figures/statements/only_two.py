"""What is told of the only two amounts that stand before it, or with it in its sentence.

``1,347 crore as against 1,103 crore, up 22.1%``; ``arrears of £3.6m on rents of £129.3m, or 2.8%``;
``we took 1,795 and spent 1,636, leaving 159``: their change, their share, or what is left of one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from typing import Final

from gouji.figures.sentences.mention import Mention, sentences, subject_of
from gouji.figures.sentences.phrases import stems
from gouji.figures.statements.change_bases import is_earlier
from gouji.figures.statements.statement import Statement, of_whole, same_unit
from gouji.rules import cues
from gouji.rules.bundled import weights

_ODDS: Final = weights("text")["of-base"]
_TWO, _MOST = 2, 8
"""Amounts that are meant, sentences back that they may stand, and those tried with a rate."""
_ALL: Final = 100
_SHARES: Final = frozenset({"%", "‰"})


def find_pairs(said: Sequence[Mention], known: set[int]) -> Iterator[Statement]:
    """Find what numbers tell of two amounts, but for ``known`` ones, which tell something else."""
    told: list[list[Mention]] = []
    for sentence in sentences(s for s in said if any(s.around)):
        if told and told[-1][0].paragraph != sentence[0].paragraph:
            told = []
        for at, one in enumerate(sentence):
            here = sentence if one.kind == "change" else sentence[:at]
            if not (one.number in known or one.numeral.hedge or one.is_prior or one.basis):
                yield from _told_of([*told[-_TWO:], here], one)
        told.append(sentence)


def _told_of(told: Sequence[Sequence[Mention]], one: Mention) -> Iterator[Statement]:
    """The one thing that a number may tell of two amounts: a change, a share, or what is left."""
    change, (left, right) = one.change, one.around
    if change and change.kind != "multiple":
        shape = "text-change" if change.kind == "relative" else "text-difference"
        own = [s for s in told[-1] if _is_of(s, one)]
        goes_on = cues.TOLD_OF_BEFORE.match(told[-1][0].around[0])
        near = told if goes_on or any(map(_is_compared, own)) else told[-1:]
        for current, prior in _in_order(_two(near, one)):
            roles = {"本期": (current,), "上期": (prior,), "变化": (one,)}
            least = "slipped-from" if prior.is_prior else "slipped"
            yield from _if_meant(Statement(shape, roles, _ODDS), least)
    elif one.unit not in _SHARES:
        left_of_it = cues.TOLD_OFF_BY.match(right) or cues.TOLD_LEFT.search(left)
        two = sorted(_two(told, one), key=lambda s: s.value) if left_of_it else []
        if two and one.value < two[1].value:
            roles = {"本期": (two[1],), "上期": (two[0],), "变化": (one,)}
            yield from _if_meant(Statement("text-difference", roles, _ODDS))
    elif cues.TOLD_RATE.search(left) or cues.TOLD_SO_MUCH.fullmatch(left):
        before = [s for sentence in told for s in sentence if _is_of(s, one)]
        pairs = combinations(before[: -_MOST - 1 : -1], 2)
        ties = [way for pair in pairs for way in _share(one, pair) if way.ties]
        # of more than two it is of those of its own sentence: a margin of what, nobody says
        near = told if len(before) == _TWO else told[-1:]
        for way in ties[:1] or _share(one, _two(near, one)):
            yield from _if_meant(way, "slipped-of-two")
    elif cues.TOLD_BESIDE.search(left) and cues.TOLD_SHARE_ENDS.match(right):
        two = _two(told[-1:], one)
        for way in _share(one, two) if _are_called_alike(*two) else ():
            yield from _if_meant(way)


def _if_meant(way: Statement, least: str = "slipped") -> Iterator[Statement]:
    """What ties, or breaks as a slip explains, at ``least`` as well as that."""
    if way.ties or (way.slipped() and way.evidence > weights("text")[least]):
        yield way


def _share(one: Mention, two: Sequence[Mention]) -> Iterator[Statement]:
    """Of two told before it, of today both, the share that one is of the other."""
    if len(two) == _TWO and not any(map(_is_compared, two)):
        part, whole = sorted(two, key=lambda s: s.value, reverse=one.value > _ALL)
        yield of_whole(one, (part,), whole, _ODDS)


def _two(told: Sequence[Sequence[Mention]], one: Mention) -> list[Mention]:
    """The only two amounts of its sentence, or with those of the sentences before; else none.

    Brackets are left out where two stand outside them.
    """
    found: list[Mention] = []
    for sentence in reversed(told):
        may = [s for s in sentence if _is_of(s, one)]
        plain = [s for s in may if s.bracket in (0, one.bracket)]
        may = plain if len(plain) == _TWO else may
        if found and len(may) > 1:  # the one that the change names, or what is told of first
            named = set(stems(cues.TOLD_CLAUSE.split(one.around[0])[-1]))
            called = [s for s in may if s.label and named.issuperset(stems(s.label))]
            may = called or [s for s in may if s is subject_of(sentence)]
        found = [*may, *found]
        if len(found) >= _TWO:
            break
    scales = {s.numeral.scale for s in found}
    return found if len(found) == _TWO and same_unit(*found) and len(scales) == 1 else []


def _is_of(amount: Mention, one: Mention) -> bool:
    """Whether it counts things or money as the other does; points are of two rates."""
    of_rates = one.quantity == "points"
    told = amount.kind == "value" or (of_rates and amount.kind == "share")
    fits = told and (amount.quantity == "rate") == of_rates
    fits &= of_rates or one.unit in _SHARES or same_unit(amount, one)
    lasts = cues.TOLD_LASTING.match(amount.around[1])
    return amount is not one and fits and not lasts and amount.value > 0


def _are_called_alike(*two: Mention) -> bool:
    """Whether two are of one thing, where both say of what."""
    return len({stems(s.noun)[-1] for s in two if s.noun}) < _TWO


def _in_order(two: Sequence[Mention]) -> Iterator[tuple[Mention, Mention]]:
    """The value of today before the one that it is compared with, where words or years tell."""
    if len(two) == _TWO and _are_called_alike(*two):
        compared = [s for s in two if _is_compared(s)]
        for current, prior in permutations(two):
            if compared == [prior] or (not compared and is_earlier(prior, current)):
                yield current, prior


def _is_compared(one: Mention) -> bool:
    words = f"{one.around[0]} … {cues.TOLD_CLAUSE.split(one.around[1])[0]}"
    told = cues.TOLD_COMPARED.search(one.around[0]) or cues.TOLD_EARLIER.search(words)
    return one.is_prior or told is not None
