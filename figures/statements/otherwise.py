"""What a sentence means instead, where a statement read from it breaks and other numbers tie.

Words that nobody knows between the numbers of a sentence bind the wrong ones. A number beside
those of a statement that ties in the place of one of them, as chance hardly would, shows it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import combinations, pairwise, product
from math import log10
from operator import ge, gt, lt
from typing import Any, Final

from gouji.figures.sentences.mention import Mention, same_sentence, sentence_of, sentences
from gouji.figures.statements.statement import FORMS, Statement, same_unit
from gouji.rules.bundled import weights

_MOST, _FEWEST, _FEW = 12, 2, 6
"""Numbers beside those of a statement that are tried in their places, parts of a list, and of one
that is tried without any of them."""
_WHOLE: Final = "总体"
"""One figure may be the whole of many statements; in any other place it belongs to one."""
_BOUNDS: Final = {
    "direction-rose": ("本期", gt),
    "direction-fell": ("本期", lt),
    "text-of-which": (_WHOLE, ge),
}
"""By shape what is bounded by its other figures, and how."""


def as_meant(told: Sequence[Statement], said: Sequence[Mention]) -> list[Statement]:
    """Leave out of ``told`` what breaks where its sentences, of ``said``, mean something else.

    Or where what it tells is that of numbers with which it ties: two have one share, one change,
    and a share is of one whole.
    """
    bounds = [one for one in told if one.shape in _BOUNDS]
    broken = [one for one in told if one.shape in FORMS and not one.ties]
    if not (bounds or broken):
        return list(told)
    spoken = [[], *sentences(said)]
    beside = {sentence_of(then[0]): [*last, *then] for last, then in pairwise(spoken)}
    tied = [one for one in told if one.shape in FORMS and one.ties]
    taken = {
        (one.shape, role, s.number)
        for one in tied
        for role, members in one.roles.items()
        for s in members
        if role != _WHOLE
    }
    held = {_held(one) for one in tied} - {None}
    known = {_told(one): one.evidence for one in tied if _held(one)}

    def is_another(one: Statement) -> bool:
        again = _held(one) and _told(one) in known and _is_better(known[_told(one)], one)
        return again or _held(one) in held or _means_another(one, beside, taken)

    aside = {id(one) for one in broken if is_another(one)}
    aside |= {id(one) for one in bounds if _is_bound_to_another(one, beside)}
    return [one for one in told if id(one) not in aside]


def _held(one: Statement) -> tuple[str, tuple[int, ...]] | None:
    """What it tells of which numbers, and its own aside; None where it is a sum."""
    first, *others = FORMS[one.shape][1]
    numbers = tuple(s.number for role in others for s in one.roles[role])
    return (one.shape, numbers) if others and first != _WHOLE else None


def _told(one: Statement) -> tuple[Any, int]:
    """The number that is told of others, and what of them: a share has one whole."""
    return FORMS[one.shape][0], one.figures[0].number


def _is_better(evidence: float, one: Statement, tried: int = 1) -> bool:
    """Whether a tie, one of so many tried, says more than a slip that explains a break."""
    least = one.evidence + weights("text")["otherwise"] + log10(max(tried, 1))
    least += one.odds * ("占比" in one.roles)  # other shares that tie speak for its whole
    return evidence > max(least, 0.0)


def _means_another(
    one: Statement,
    beside: Mapping[tuple[int, int], Sequence[Mention]],
    taken: AbstractSet[tuple[str, str, int]],
) -> bool:
    """Whether other numbers tie better than a slip explains, less how many were tried."""
    places = dict.fromkeys(map(sentence_of, one.figures))
    near = (
        s for at in places for s in beside.get(at, ()) if _held(one) or sentence_of(s) in places
    )
    own = [s.number for s in one.figures]
    others = [s for s in dict.fromkeys(near) if s.number not in own]
    ways = [*_ways(one, [*one.figures, *others[:_MOST]], taken)]
    return any(way.ties and _is_better(way.evidence, one, len(ways)) for way in ways)


def _ways(
    one: Statement, others: Sequence[Mention], taken: AbstractSet[tuple[str, str, int]]
) -> Iterator[Statement]:
    """With one or two of several figures left out, or replaced by those beside them.

    What is told of the others, their share or change, stays where two are replaced; it may be the
    percentage of which no known word says that it is a change.
    """
    places = [(role, at) for role, members in one.roles.items() for at in range(len(members))]
    for role, members in ((r, m) for r, m in one.roles.items() if len(m) > _FEWEST):
        more = [s for s in others if s not in one.figures and same_unit(s, members[0])]
        # of many shares some two are always over 100 %; 999 and 101 may be numbers that are called
        every = len(one.roles) > 1 and len(members) <= _FEW
        for left in range(1, len(members) - 1) if every else (1, _FEWEST)[: len(one.roles)]:
            for some in combinations(members, len(members) - left):
                yield replace(one, roles={**one.roles, role: some})
                if more and left == 1:  # what was taken for one of a list kept others from it
                    yield replace(one, roles={**one.roles, role: (*some, *more)})
    aside = FORMS[one.shape][1][0]
    if one.shape == "text-increase":  # turned down 30,069 of them, 22.4% fewer than 38,766
        (change,), (rise,), (current,) = (one.roles[role] for role in FORMS[one.shape][1])
        now = {"变化": (change,), "本期": (rise.told_as_value(),), "上期": (current,)}
        yield replace(one, shape="text-change", roles=now)
    if one.roles[aside][0].change:
        for other, down in product((s for s in others if s.unit == "%"), (False, True)):
            if other.kind == "value":
                way = other.told_as_change("", other.numeral.text, down=down)
                yield replace(one, roles={**one.roles, aside: (way,)})
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


def _is_bound_to_another(
    one: Statement, beside: Mapping[tuple[int, int], Sequence[Mention]]
) -> bool:
    """``309 at 28 sites, up from 116``: not so of what stands there, but of a number before it.

    Likewise ``900 came, despite 31 days of snow, of whom 120 were late``.
    """
    role, holds = _BOUNDS[one.shape]
    (bound,), others = one.roles[role], one.roles["分项" if role == _WHOLE else "上期"]
    least = sum(s.value for s in others)
    before = [s for s in beside.get(sentence_of(bound), ()) if s.number < bound.number]
    return not holds(bound.value, least) and any(
        s.kind == bound.kind and same_unit(s, bound) and holds(s.value, least)
        for s in before
        if s not in others and same_sentence(s, bound)
    )
