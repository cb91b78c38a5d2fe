"""Which values a change is of: where those that the grammar takes do not tie, others that do.

``今年受理1000件，去年受理1050件，同比减少50件，下降4.8%``: by its place the fall is of the 1050;
of the 1000 it ties, in more digits than chance gives, so it was meant of those.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from math import log10
from typing import Final

from gouji.figures.interval import Interval
from gouji.figures.sentences.mention import Mention
from gouji.figures.statements.text_relations import Related, interval_of, same_unit

_PER_CENT: Final = Fraction(100)
_TELLING: Final = 1.0
"""Digits by which a tie must be unlikely, less what was tried."""
Roles = Mapping[str, tuple[Mention, ...]]


def settled(related: Sequence[Related], said: Sequence[Mention]) -> list[Related]:
    """Give every change that breaks the values with which it ties, where the sentence has some."""
    return [r if _ties(r.shape, r.roles) is not False else _of_rivals(r, said) for r in related]


def _of_rivals(related: Related, said: Sequence[Mention]) -> Related:
    current = related.roles["本期"][0]
    alike = [
        s
        for s in said
        if s.kind == "value" and s.mark.sentence == current.mark.sentence and same_unit(s, current)
    ]
    tried = list(_others(related.roles, alike))
    fitting = [roles for roles in tried if _ties(related.shape, roles)]
    if len(fitting) != 1 or _digits(related.roles) - log10(len(tried)) < _TELLING:
        return related
    return replace(related, roles=fitting[0])


def _others(roles: Roles, values: Sequence[Mention]) -> Iterator[Roles]:
    current, prior = roles["本期"][0], roles.get("上期", (None,))[0]
    for one in values:
        if prior is None and one is not current:
            yield {**roles, "本期": (one,)}
        if prior is not None:
            yield from (
                {**roles, "本期": (one,), "上期": (other,)}
                for other in values
                if other is not one and {one.number, other.number} != {current.number, prior.number}
            )


def _digits(roles: Roles) -> float:
    """How many digits the change itself has: as telling as that is a tie."""
    change = roles["增幅" if "增幅" in roles else "变化"][0].mark.change
    if change is None or not change.numeral.value:
        return 0.0
    return log10(abs(change.numeral.value) / change.numeral.step)


def _ties(shape: str, roles: Roles) -> bool | None:
    """Whether a change is that of its values; None for other relations."""
    if shape == "text-increase":
        rise = _told(roles["增量"][0])
        prior = interval_of(roles["本期"][0]) - rise
        return _is_ratio(rise, prior, _told(roles["增幅"][0]))
    if shape == "text-change":
        current, prior = interval_of(roles["本期"][0]), interval_of(roles["上期"][0])
        return _is_ratio(current - prior, prior, _told(roles["变化"][0]))
    if shape == "text-difference":
        current, prior = interval_of(roles["本期"][0]), interval_of(roles["上期"][0])
        return (current - prior).meets(_told(roles["变化"][0]))
    return None


def _is_ratio(part: Interval, whole: Interval, told: Interval) -> bool:
    if whole.low is None or whole.low <= 0:
        return False
    return (part / whole).scaled(_PER_CENT).meets(told)


def _told(one: Mention) -> Interval:
    change = one.mark.change
    assert change is not None
    return Interval.of(change.numeral.value, change.numeral.step, change.numeral.hedge, False)
