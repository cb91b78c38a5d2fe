"""Families: what stands together is believed together, the member that breaks like the others."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from math import log10

from gouji.checks.finding import Kin
from gouji.checks.material.check import Family
from gouji.checks.material.material import Material
from gouji.checks.outcome import Outcome
from gouji.checks.weighing.surprise import surprise
from gouji.rules.weights import weights


@dataclass(frozen=True, slots=True)
class Weighed:
    """A family with what its ties show. ``weight`` holds no break; all in decimal digits."""

    members: tuple[int, ...]
    """Indices of its outcomes."""
    ties: tuple[int, ...]
    breaks: tuple[int, ...]
    weight: float

    @property
    def kin(self) -> Kin:
        return Kin(len(self.ties) + len(self.breaks), len(self.ties))

    def without(self, break_: int) -> float:
        """The weight that the family lends to one that breaks: its ties less the other breaks."""
        known = weights("sums")["break"]
        return self.weight + known * sum(at != break_ for at in self.breaks)


def families(outcomes: Sequence[Outcome], material: Material) -> Mapping[Hashable, Weighed]:
    """Weigh every family of which a check is told."""
    grouped: dict[Hashable, list[int]] = {}
    for at, outcome in enumerate(outcomes):
        if outcome.check.family is not None:
            grouped.setdefault(outcome.check.family, []).append(at)
    return {key: _weighed(at, outcomes, material) for key, at in grouped.items()}


def _weighed(members: Sequence[int], outcomes: Sequence[Outcome], material: Material) -> Weighed:
    check = outcomes[members[0]].check
    ties = tuple(at for at in members if outcomes[at].ties)
    shown: dict[object, float] = {}
    for at in ties:  # what repeats the same numbers shows nothing more
        figures = [material.figures[i].numeral.value for i in outcomes[at].check.figures]
        shown[tuple(figures)] = surprise(outcomes[at], material)
    weight = check.prior - log10(check.tried) + sum(shown.values())
    breaks = tuple(at for at in members if outcomes[at].failed)
    return Weighed(tuple(members), ties, breaks, weight)


def rivals(known: Mapping[Hashable, Weighed]) -> Mapping[Hashable, list[Weighed]]:
    """Families that say of one line that it is the whole of other lines, by that line."""
    found: dict[Hashable, list[Weighed]] = {}
    for key, family in known.items():
        if isinstance(key, Family):
            found.setdefault(key[:3], []).append(family)
    return found
