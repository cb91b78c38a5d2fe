"""Which values a change is of: where those that the grammar takes do not tie, others that do.

``今年受理1000件，去年受理1050件，同比减少50件，下降4.8%``: by its place the fall is of the 1050;
of the 1000 it ties, in more digits than chance gives, so it was meant of those.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import log10

from gouji.figures.sentences.mention import Mention
from gouji.figures.statements.candidate import FORMS, Candidate, Roles
from gouji.figures.statements.text_relations import Related, same_unit
from gouji.rules.weights import weights


def settled(related: Sequence[Related], said: Sequence[Mention]) -> list[Related]:
    """Give every change that breaks the values with which it ties, where the sentence has some."""
    return [r if _stands(r) else _of_rivals(r, said) for r in related]


def _stands(related: Related) -> bool:
    return related.shape not in FORMS or Candidate(related.shape, related.roles).ties


def _of_rivals(related: Related, said: Sequence[Mention]) -> Related:
    current = related.roles["本期"][0]
    alike = [
        s
        for s in said
        if s.kind == "value" and s.mark.sentence == current.mark.sentence and same_unit(s, current)
    ]
    tried = list(_others(related.roles, alike))
    fitting = [roles for roles in tried if Candidate(related.shape, roles).ties]
    if len(fitting) != 1 or _digits(related.roles) - log10(len(tried)) < weights("text")["told"]:
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
