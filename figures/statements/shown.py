"""What the numbers of a table have to do with each other, as they themselves show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gouji.figures.figure import Figure
from gouji.figures.grouping import grouped
from gouji.figures.meaning import Meaning
from gouji.figures.statements.matrix import AXES, Axis, Matrix, Pattern, matrices, mixed
from gouji.figures.statements.ratios_of_lines import PER_MANY, quotients, with_changes
from gouji.figures.statements.sums_of_lines import means, patterns

NOTHING = -1
"""Stands for lines that add nothing."""


@dataclass(frozen=True, slots=True)
class Member:
    """One lane of a relation: its figures, and whether it ties there."""

    whole: Figure
    parts: tuple[Figure, ...]
    ties: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A relation of lines: sum, mean, share or change; ``weight`` in decimal digits."""

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
    reckoned: dict[Axis, set[int]] = {axis: set() for axis in AXES}
    for axis in AXES:
        beside, _ = with_changes(figures, axis)
        if (matrix_of_all := mixed(beside, meaning, axis)) is not None:
            # per thousand and more much fits by chance where nobody holds labels against it
            ratios = [q for q in quotients(matrix_of_all) if q.scale not in PER_MANY]
            found += (_shown(matrix_of_all, beside, q) for q in ratios)
            reckoned[axis] = {matrix_of_all.numbers[q.line] for q in ratios}
    for matrix in matrices(figures, meaning):
        aside = {n for n, number in enumerate(matrix.numbers) if number in reckoned[matrix.axis]}
        told = _plain(matrix, patterns(matrix, aside), means(matrix))
        found += (_shown(matrix, figures, p) for p in told)
    return sorted(found, key=lambda relation: -relation.weight)


def _plain(
    matrix: Matrix, sums: Sequence[Pattern], averages: Sequence[Pattern]
) -> Iterator[Pattern]:
    """What others do not say already, of totals that repeat each other but one.

    Nothing follows where a sum is added to its own parts, nor where parts are put in place of a
    sum; of repeated totals the one is told that most lanes show, else beside the parts.
    """
    best: dict[tuple[str, tuple[int, ...]], Pattern] = {}
    found = (*sums, *averages)
    for p in sorted(found, key=lambda p: (-len(p.ties), min(abs(p.line - n) for n in p.parts))):
        best.setdefault((p.form, p.parts), p)
    # of each line the first that prints the same
    seen: dict[bytes, int] = {}
    values = enumerate(matrix.values)
    first = [seen.setdefault(v.tobytes(), n) if v.any() else NOTHING for n, v in values]
    lists = grouped((first[p.line], _told(p, first)) for p in sums)
    for p in found:
        parts = _told(p, first)
        doubled = any(own < parts for n in parts for own in lists.get(n, ()))
        coarser = [own for own in lists.get(first[p.line], ()) if len(own) < len(parts)]
        follows = p.form == "sum" and any(_becomes(own, parts, lists) for own in coarser)
        if best[p.form, p.parts] is p and not doubled and not follows:
            yield p


def _told(pattern: Pattern, first: Sequence[int]) -> frozenset[int]:
    return frozenset(first[n] for n in pattern.parts) - {NOTHING}


def _becomes(
    lines: frozenset[int], parts: frozenset[int], lists: Mapping[int, Sequence[frozenset[int]]]
) -> bool:
    """Whether lines become those parts where their sums are written out."""
    line = next(iter(lines - parts), None)
    if line is None or len(lines) >= len(parts):
        return lines == parts
    rest = lines - {line}
    return any(_becomes(rest | own, parts, lists) for own in lists.get(line, ()) if not own & rest)


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
