"""What the numbers of a table have to do with each other, as they themselves show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.figures.figure import Figure
from gouji.figures.meaning import Meaning
from gouji.figures.statements.matrix import AXES, Matrix, Pattern, matrices, mixed
from gouji.figures.statements.ratios_of_lines import quotients, with_changes
from gouji.figures.statements.sums_of_lines import patterns


@dataclass(frozen=True, slots=True)
class Member:
    """One lane of a relation: its figures, and whether it ties there."""

    whole: Figure
    parts: tuple[Figure, ...]
    ties: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A relation of lines: ``sum``, ``share``, ``change``; ``weight`` in decimal digits."""

    form: str
    axis: str
    whole: tuple[str, ...]
    """The label of the line on the left."""
    parts: tuple[tuple[str, ...], ...]
    weight: float
    members: tuple[Member, ...]

    @property
    def ties(self) -> int:
        return sum(member.ties for member in self.members)


def shown(figures: Sequence[Figure], meaning: Meaning) -> list[Shown]:
    """The relations of one table, weightiest first."""
    found: list[Shown] = []
    for matrix in matrices(figures, meaning):
        found += (_shown(matrix, figures, p) for p in _nearest(patterns(matrix)))
    for axis in AXES:
        beside, _ = with_changes(figures, axis)
        if (matrix_of_all := mixed(beside, meaning, axis)) is not None:
            found += (_shown(matrix_of_all, beside, q) for q in quotients(matrix_of_all))
    return sorted(found, key=lambda relation: -relation.weight)


def _nearest(found: Sequence[Pattern]) -> Iterator[Pattern]:
    """Of totals that repeat each other the one that most lanes show, else beside the parts."""
    best: dict[tuple[int, ...], Pattern] = {}
    for p in sorted(found, key=lambda p: (-len(p.ties), abs(p.line - min(p.parts)))):
        best.setdefault(p.parts, p)
    return (p for p in found if best[p.parts] is p)


def _shown(matrix: Matrix, figures: Sequence[Figure], p: Pattern) -> Shown:
    members = tuple(
        Member(
            figures[matrix.at[p.line, lane]],
            tuple(figures[matrix.at[n, lane]] for n in p.parts if matrix.there[n, lane]),
            lane in p.ties,
        )
        for lane in p.lanes
    )
    labels = tuple(matrix.labels[n] for n in p.parts)
    return Shown(p.form, matrix.axis, matrix.labels[p.line], labels, p.weight, members)
