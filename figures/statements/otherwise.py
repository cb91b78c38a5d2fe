"""What a sentence means instead, where a statement read from it breaks and other numbers tie.

Words that nobody knows between the numbers of a sentence bind the wrong ones. A number beside
those of a statement that ties in the place of one of them, as chance hardly would, shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import product
from math import log10
from typing import Final

from gouji.figures.sentences.mention import Mention, sentence_of, sentences
from gouji.figures.statements.statement import FORMS, Statement, same_unit
from gouji.rules.bundled import weights

_MOST, _FEWEST = 12, 2
"""Numbers beside those of a statement that are tried in their places, and parts of a list."""
_WHOLE: Final = "总体"
"""One figure may be the whole of many statements; in any other place it belongs to one."""


def as_meant(told: Sequence[Statement], said: Sequence[Mention]) -> list[Statement]:
    """Leave out of ``told`` what breaks where its sentences, of ``said``, mean something else.

    Or where another tells the same of the same numbers and ties: two have one share, one change.
    """
    broken = [one for one in told if one.shape in FORMS and not one.ties]
    if not broken:
        return list(told)
    beside = {sentence_of(sentence[0]): sentence for sentence in sentences(said)}
    tied = [one for one in told if one.shape in FORMS and one.ties]
    held = {_held(one) for one in tied} - {None}
    taken = {
        (one.shape, role, s.number)
        for one in tied
        for role, members in one.roles.items()
        for s in members
        if role != _WHOLE
    }
    aside = {id(one) for one in broken if _held(one) in held or _means_another(one, beside, taken)}
    return [one for one in told if id(one) not in aside]


def _held(one: Statement) -> tuple[str, tuple[int, ...]] | None:
    """What it tells of which numbers, and its own aside; None where it is a sum."""
    first, *others = FORMS[one.shape][1]
    numbers = tuple(s.number for role in others for s in one.roles[role])
    return (one.shape, numbers) if others and first != _WHOLE else None


def _means_another(
    one: Statement,
    beside: Mapping[tuple[int, int], Sequence[Mention]],
    taken: AbstractSet[tuple[str, str, int]],
) -> bool:
    """Whether other numbers tie better than a slip explains, less how many were tried."""
    own = [s.number for s in one.figures]
    places = dict.fromkeys(map(sentence_of, one.figures))
    others = [s for at in places for s in beside.get(at, ()) if s.number not in own]
    ways = [*_ways(one, others[:_MOST], taken)]
    least = one.evidence + log10(max(len(ways), 1)) + weights("text")["otherwise"]
    least += one.odds * ("占比" in one.roles)  # other shares that tie speak for its whole
    return any(way.ties and way.evidence > least for way in ways)


def _ways(
    one: Statement, others: Sequence[Mention], taken: AbstractSet[tuple[str, str, int]]
) -> Iterator[Statement]:
    """With one of several figures left out, or one or two replaced by those beside them.

    What is told of the others, their share or change, stays where two are.
    """
    places = [(role, at) for role, members in one.roles.items() for at in range(len(members))]
    for role, at in places:
        members = one.roles[role]
        if len(members) > _FEWEST:
            yield replace(one, roles={**one.roles, role: (*members[:at], *members[at + 1 :])})
    aside = FORMS[one.shape][1][0]
    ways, bound = [one], places
    for _ in range(_FEWEST if len(places) == len(one.roles) else 1):
        ways = [
            replace(way, roles={**way.roles, role: (*members[:at], other, *members[at + 1 :])})
            for way, (role, at), other in product(ways, bound, others)
            if (members := way.roles[role])[at].kind == other.kind
            and same_unit(members[at], other)
            and (one.shape, role, other.number) not in taken
            and other not in way.figures
        ]
        yield from ways
        ways = [way for way in ways if way.roles[aside] == one.roles[aside]]
        bound = [(role, at) for role, at in places if role != aside]
