"""Whether numbers that miss by a few last places were rounded one by one, or slipped.

Counts of things are exact. But statistics print thousands as whole numbers without saying so, and
some offices round every count to a multiple of three, five or ten. A sum of such numbers may miss
by a few steps, which is no slip that one could accuse anybody of.

Worst-case intervals are lenient with long sums: twenty rounded parts may drift ten units, yet
independent rounding leaves about 1.3. The errors of rounding are close to uniform over each
interval, so that their variance is a third of the squared half-width, and variances add up (to
first order: the law of propagation of uncertainty, JCGM 100:2008, 5.1.2).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property, reduce
from math import exp, gcd, inf, log10, pi, sqrt
from typing import Final, NamedTuple, TypeAlias

from gouji.checks.equations.facets import SHARES
from gouji.checks.equations.forms import as_sum
from gouji.checks.material import Material, Outcome, is_counted
from gouji.figures.figure import Figure
from gouji.figures.grouping import grouped
from gouji.rules.bundled import weights

Table: TypeAlias = tuple[str, int | None, Fraction]
"""A table by its document and number, and a last place: who rounds one number there, rounds all."""
LEAST_MULTIPLES: Final = 7
LEAST_STEP: Final = 3
"""Seven numbers share a divisor of three by chance once in some thousand lines."""


@dataclass(frozen=True)
class Rounding:
    """What the sums of every table say of its numbers: exact, or rounded to their last place."""

    outcomes: Sequence[Outcome]
    material: Material

    @cached_property
    def missed(self) -> Mapping[Table, list[Miss]]:
        """By how much all sums of a table miss, each once."""
        found: dict[tuple[Table, frozenset[int]], Miss] = {}
        for outcome in self.outcomes:
            missed = missed_by(outcome, self.material) if outcome.ties or outcome.failed else None
            if missed is not None:
                found.setdefault((missed.table, frozenset(missed.moves)), missed)
        return grouped((table, missed) for (table, _), missed in found.items())

    def exact(self, outcome: Outcome) -> float:
        """Digits by which a sum of exact numbers slipped, rather than each having been rounded.

        What has a unit or an indicator was counted one by one; else the other sums of the table
        show it. Endless where no rounding explains the gap.
        """
        if rounded_to(outcome, self.material) > 1:
            return weights("counted")["multiples"]
        own = missed_by(outcome, self.material)
        if own is None or not own.rounded:
            return inf
        figures = (self.material.figures[i] for i in outcome.check.figures)
        counted = any(f.exact and is_counted(f, self.material) for f in figures)
        return weights("counted")["said" if counted else "unsaid"] + self._shown(outcome, own)

    def adds_up_as_printed(self, outcome: Outcome) -> bool:
        """Whether a sum ties by rounding alone, where all others of its table need none."""
        own = missed_by(outcome, self.material) if outcome.ties else None
        shown = self._shown(outcome, own) if own and own.gap else -inf
        return shown >= weights("counted")["shown"]

    def _shown(self, outcome: Outcome, own: Miss) -> float:
        """What it and the other sums of its table say for exact numbers."""
        others = self.missed[own.table] if own.table[1] is not None else ()
        beside = [m.beside(own) for m in others if m.moves.keys() != own.moves.keys()]
        # rows that were not looked at show as much as those that were
        more = self.material.aside.get(outcome.check.family, 0) / max(len(beside), 1)
        return own.exact() + sum(beside) * (1 + more)


class Miss(NamedTuple):
    """By how many last places a sum misses, and in which table.

    ``moves`` says of each of its figures by how many places more or less it would tie.
    """

    gap: float
    table: Table
    moves: Mapping[int, float]
    many: float
    """How many last places rounding moves one by one: what is finer moves by less than one."""

    @property
    def rounded(self) -> bool:
        """Whether half a unit for each number may leave it."""
        return self.gap * 2 < self.many

    def exact(self) -> float:
        """Digits by which it speaks for exact numbers, and not for ones that were rounded.

        What rounding leaves is normally distributed; exact numbers miss where one of them slipped.
        """
        variance = self.many / 12
        chance = min(exp(-(self.gap**2) / (2 * variance)) / sqrt(2 * pi * variance), 1.0)
        return (weights("counted")["slipped"] if self.gap else 0.0) - log10(chance)

    def beside(self, other: Miss) -> float:
        """What it says so beside one that misses; of what slipped apart from it, nothing.

        A figure of both by which both would tie slipped once.
        """
        if not self.rounded:
            return 0.0
        if self.gap and self.moves.items() & other.moves.items():
            return self.exact() - weights("counted")["slipped"] - log10(len(self.moves))
        return min(self.exact(), 0.0) if self.gap else self.exact()


def missed_by(outcome: Outcome, material: Material) -> Miss | None:
    """By how much a sum misses; None of anything else."""
    total = as_sum(outcome.check)
    if total is None or outcome.difference is None:
        return None
    figures = [material.figures[i] for i in (total.whole, *total.parts)]
    place, least = _last_places(figures)
    of_one = SHARES.get(material.figures[total.whole].unit, Fraction(1))
    gap = float(outcome.difference / (place * of_one))
    parts = (i for i in total.parts if material.figures[i].numeral.value)  # rounding leaves noughts
    moves = dict.fromkeys(parts, gap) | {total.whole: -gap}
    many = sum(max(Fraction(material.figures[i].numeral.step), least) for i in moves) / place
    table = figures[0].document, figures[0].place.table, place
    return Miss(abs(gap), table, moves, float(many))


def _last_places(figures: Sequence[Figure]) -> tuple[Fraction, Fraction]:
    """The coarsest and the finest last place that people wrote.

    1511842.00 beside 6288687.00 is of ones.
    """
    steps = [Fraction(f.numeral.step) for f in figures]
    values = [Fraction(f.numeral.value) for f in figures]
    least = min(steps)
    while least < 1 and all((value / (10 * least)).denominator == 1 for value in values):
        least *= 10
    return max(least, *steps), least


def rounded_to(outcome: Outcome, material: Material) -> int:
    """The step that its numbers seem to be rounded to, where that explains why a sum misses.

    1 of whole numbers that nobody says were counted; 0 where rounding explains nothing.
    """
    total, gap = as_sum(outcome.check), outcome.difference
    figures = [material.figures[i] for i in (total.whole, *total.parts)] if total else []
    if outcome.verdict != "breaks" or gap is None or not any(f.exact for f in figures):
        return 0
    lines = _lines(outcome.check.figures[0], material)
    step = max(_divisor(list({f.number: f for f in (*figures, *line)}.values())) for line in lines)
    step = step or (0 if any(is_counted(f, material) for f in figures) else 1)
    return step if abs(gap) * 2 <= step * len(figures) else 0


def _divisor(figures: Sequence[Figure]) -> int:
    """What divides them all, where it does so by no chance; else 0."""
    values = [f.numeral.value for f in figures if f.numeral.value]
    if len(values) < LEAST_MULTIPLES or any(v != int(v) for v in values):
        return 0
    step = reduce(gcd, map(int, values))
    return step if step >= LEAST_STEP else 0


def _lines(i: int, material: Material) -> Iterator[list[Figure]]:
    """The counts of its row, and those of its column: who rounds one, rounds all.

    Two digits exchanged leave a multiple of three what it was, so a sum alone shows nothing.
    """
    table, own = material.table_of(i), material.figures[i].place
    counts = [table[k] for k in table.indices if table[k].exact] if table else []
    yield [f for f in counts if f.place.row == own.row]
    yield [f for f in counts if f.place.column == own.column]
