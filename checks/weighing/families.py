"""Families: what stands together is believed together, the member that breaks like the others."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import log10
from typing import Final

from gouji.checks.equations.cells import Trial, cells_of, number_of, wanted
from gouji.checks.finding import Kin, Step
from gouji.checks.material import Material, Outcome
from gouji.checks.weighing.surprise import surprise
from gouji.figures.figure import Numeral
from gouji.figures.grouping import grouped
from gouji.figures.interval import Interval
from gouji.rules.bundled import weights

MOST_EXCHANGED: Final = 6
MOST_LINES: Final = 80
"""Breaks of a family, and lines of theirs, that are looked at for numbers exchanged."""
LEAST: Final = 2
"""Lanes of which no number lies below zero that fall short, where a line is missing."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A family with what its ties show, in decimal digits; ``weight`` holds no break."""

    members: tuple[int, ...]
    """Indices of its outcomes."""
    ties: tuple[int, ...]
    breaks: tuple[int, ...]
    prior: float
    tried: int
    shown: float
    """The surprise of its ties."""
    lacking: frozenset[int]
    """Those of its breaks that may be for a part which is blank there and printed in others."""

    exchanged: Mapping[int, float]
    """What its breaks that want each other's number in a line of theirs show so, in digits."""
    circles: Mapping[int, int]
    """By number, in which line each of these does."""
    all_short: bool = False
    """Nothing ties, as all that stands beside a total makes less than it in every member."""
    aside: int = 0
    """How many more tie in rows of a large table that were not looked at one by one."""

    @property
    def weight(self) -> float:
        """What its licence and its ties say, less the chance of finding one among all tried."""
        return self.prior - log10(self.tried) + self.shown

    @property
    def kin(self) -> Kin:
        return Kin(self.tied + len(self.breaks), self.tied)

    @property
    def tied(self) -> int:
        """How many of its statements tie, those in rows that were not looked at among them."""
        return len(self.ties) + self.aside

    def beside(self, break_: int) -> Iterator[Step]:
        """What the family lends to one that breaks: its ties less the other breaks.

        Where all parts together fall short everywhere, one line may be missing: that is one break.
        """
        apart = len(self.apart(break_))
        yield Step("prior", self.prior)
        yield Step("tried", -log10(self.tried), self.tried)
        yield Step("ties", self.shown, self.tied)
        yield Step("breaks", weights("sums")["break"] * apart, apart)

    def apart(self, break_: int) -> list[int]:
        """The others that break in their own way, and not by numbers exchanged with this one.

        One of which a part is blank cannot tie, and says nothing of what is meant.
        """
        if self.all_short:
            return []
        own = self.circles.get(break_, break_)
        silent = self.lacking if self.ties else frozenset[int]()
        others = (at for at in self.breaks if at != break_ and at not in silent)
        return [at for at in others if self.circles.get(at) != own]


def families(outcomes: Sequence[Outcome], material: Material) -> Mapping[Hashable, Weighed]:
    """Weigh every family of which a check is told, with those in rows not looked at."""
    told = ((o.check.family, at) for at, o in enumerate(outcomes) if o.check.family is not None)
    known = {key: _weighed(at, outcomes, material) for key, at in grouped(told).items()}
    for key, family in known.items():  # ties that were not looked at show as much as the others
        if family.ties and (more := material.aside.get(key, 0)):
            shown = family.shown * (1 + more / len(family.ties))
            known[key] = replace(family, aside=more, shown=shown)
    for key, family in list(known.items()):
        base = known.get(outcomes[family.members[0]].check.inherits)
        if base is not None:
            known[key] = replace(family, shown=family.shown + base.weight)
    return known


def _weighed(members: Sequence[int], outcomes: Sequence[Outcome], material: Material) -> Weighed:
    check = outcomes[members[0]].check
    values = {
        at: tuple(material.figures[i].numeral.value for i in outcomes[at].check.figures)
        for at in members
    }
    ties = tuple(at for at in members if outcomes[at].ties)
    breaks = tuple(at for at in members if outcomes[at].failed)
    # what repeats the same numbers shows nothing more
    shown = {values[at]: surprise(outcomes[at], material) for at in ties}
    partial = not ties and material.is_partial(material.figures[check.figures[0]])
    prior = min(check.prior, weights("sums")["unlabelled"]) if partial else check.prior
    gaps = {at: outcomes[at].difference or Fraction(0) for at in breaks}
    most = max(map(len, values.values()))
    # in a lane with numbers below zero a line that is missing may have either sign
    plainly = [at for at in breaks if min(values[at]) >= 0] or breaks
    alone = len(plainly) < min(LEAST, len(breaks))
    short = all(0 < gaps[at] * 2 < abs(values[at][0]) for at in plainly)
    return Weighed(
        tuple(members),
        ties,
        breaks,
        prior,
        check.tried,
        sum(shown.values()),
        frozenset(at for at in breaks if len(values[at]) < most and gaps[at] > 0),
        *_exchanged(breaks, outcomes, material),
        prior >= weights("sums")["plain"] and not ties and not alone and short,
    )


def _exchanged(
    breaks: Sequence[int], outcomes: Sequence[Outcome], material: Material
) -> tuple[dict[int, float], dict[int, int]]:
    """Breaks that want, in a line of theirs, the number that another of them prints there.

    Each wants one and has one that is wanted: two numbers are exchanged, or some moved in a circle.
    Of each what that shows, in digits, and the line that it does so in.
    """
    shown: dict[int, float] = {}
    circles: dict[int, int] = {}
    if not 1 < len(breaks) <= MOST_EXCHANGED:
        return shown, circles
    trial = Trial(material.figures)
    cells = ((at, cell) for at in breaks for cell in cells_of(outcomes[at].check))
    placed = ((at, cell, material.figures[cell.figure].place) for at, cell in cells)
    lines = grouped(
        ((*along, cell.of), (at, cell))
        for at, cell, place in placed
        for along in (("row", place.row), ("column", place.column))
    )
    several = [line for told in lines.values() if len(line := dict(told)) > 1][:MOST_LINES]
    for number, line in enumerate(several):
        printed = {at: number_of(material.figures[cell.figure], cell) for at, cell in line.items()}
        wants = {
            at: wanted(outcomes[at].check, cell, trial, "rounded") for at, cell in line.items()
        }
        takes = {
            at: {k for k in line if w and k != at and Fraction(printed[k].value) in w}
            for at, w in wants.items()
        }
        while stale := {
            at for at in takes if not takes[at] or not any(at in own for own in takes.values())
        }:
            takes = {at: own - stale for at, own in takes.items() if at not in stale}
        digits = [_narrow(wants[at], printed[at]) for at in takes]
        told = sum(digits) - log10(len(several) * len(breaks))
        if told >= weights("breaks")["exchanged"]:
            shown |= {at: told / len(takes) for at in takes}
            circles |= dict.fromkeys(takes, -1 - number)
    return shown, circles


def _narrow(wanted: Interval | None, printed: Numeral) -> float:
    """How unlikely a number of its size is wanted by chance, in digits."""
    if wanted is None or wanted.low is None or wanted.high is None or not printed.value:
        return 0.0
    width = max(Fraction(wanted.high - wanted.low), Fraction(printed.step))
    return max(0.0, log10(abs(Fraction(printed.value)) / width))
