"""What the numbers of a table have to do with each other, as they themselves show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.figures.figure import Figure
from gouji.figures.meaning import Meaning
from gouji.figures.statements.matrix import AXES, Matrix, matrices, mixed
from gouji.figures.statements.ratios_of_lines import quotients, with_changes
from gouji.figures.statements.sums_of_lines import Pattern, patterns


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
    scale: int
    members: tuple[Member, ...]

    @property
    def ties(self) -> int:
        return sum(member.ties for member in self.members)


def shown(figures: Sequence[Figure], meaning: Meaning) -> list[Shown]:
    """The relations of one table, weightiest first."""
    found = [*_sums(figures, meaning), *_quotients(figures, meaning)]
    return sorted(found, key=lambda relation: -relation.weight)


def _sums(figures: Sequence[Figure], meaning: Meaning) -> Iterator[Shown]:
    for matrix in matrices(figures, meaning):
        for p in _nearest(patterns(matrix)):
            members = _members(matrix, figures, p.whole, p.parts, p.ties, p.breaks)
            labels = tuple(matrix.labels[n] for n in p.parts)
            yield Shown("sum", matrix.axis, matrix.labels[p.whole], labels, p.weight, 1, members)


def _nearest(found: Sequence[Pattern]) -> Iterator[Pattern]:
    """Of totals that repeat each other the one that most lanes show, else beside the parts."""
    best: dict[tuple[int, ...], Pattern] = {}
    for p in sorted(found, key=lambda p: (-len(p.ties), abs(p.whole - min(p.parts)))):
        best.setdefault(p.parts, p)
    return (p for p in found if best[p.parts] is p)


def _quotients(figures: Sequence[Figure], meaning: Meaning) -> Iterator[Shown]:
    for axis in AXES:
        beside, _ = with_changes(figures, axis)
        matrix = mixed(beside, meaning, axis)
        if matrix is None:
            continue
        for q in quotients(matrix):
            pair = (q.part, q.whole)
            members = _members(matrix, beside, q.line, pair, q.ties, q.breaks)
            labels = tuple(matrix.labels[n] for n in pair)
            yield Shown(q.form, axis, matrix.labels[q.line], labels, q.weight, q.scale, members)


def _members(
    matrix: Matrix,
    figures: Sequence[Figure],
    whole: int,
    parts: Sequence[int],
    ties: Sequence[int],
    breaks: Sequence[int],
) -> tuple[Member, ...]:
    return tuple(
        Member(
            figures[matrix.at[whole, lane]],
            tuple(figures[matrix.at[n, lane]] for n in parts if matrix.there[n, lane]),
            lane in ties,
        )
        for lane in sorted((*ties, *breaks))
    )
