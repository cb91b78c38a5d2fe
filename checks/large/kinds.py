"""Rows of one kind: how their numbers are read, and what is held of every one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from gouji.checks.equations.columns import Ints
from gouji.checks.large.patterns import Pattern, Read, column_of, pattern_of, reads_of
from gouji.checks.large.table import LargeTable
from gouji.checks.material import Material, Outcome
from gouji.figures.figure import Figure
from gouji.figures.grouping import grouped

MOSTLY: Final = 0.8


@dataclass(frozen=True, slots=True)
class Kind:
    """What those looked at tell of all rows of a kind."""

    read: Mapping[int, Read]
    """By column of numbers, how it is read."""
    figures: frozenset[int]
    """The columns of their figures; one that prints changes has none of its own."""
    held: Mapping[Pattern, Hashable]
    """What is held of each, with the family that it is of."""
    idle: frozenset[Pattern]
    """What could be decided of hardly any of them: another statement is meant."""
    others: int
    """How many were not looked at."""

    @property
    def tying(self) -> frozenset[Pattern]:
        return frozenset(self.held) - self.idle


def kinds_of(
    table: LargeTable, rows: Ints, material: Material, outcomes: Sequence[Outcome]
) -> list[Kind] | None:
    """What is held of each kind, by the ``rows`` looked at; None where some are not alike."""
    number, size = table.kinds, int(table.kinds.max()) + 1
    looked = np.bincount(number[rows], minlength=size)
    others = np.bincount(number, minlength=size) - looked
    figures = grouped((number[table.row_of(figure)], figure) for _, figure in material.printed())
    whose = ((material.figures[outcome.check.figures[0]], outcome) for outcome in outcomes)
    told = grouped((number[table.row_of(figure)], outcome) for figure, outcome in whose)
    counts = zip(looked.tolist(), others.tolist(), strict=True)
    found = [
        _kind(table, figures.get(kind, []), told.get(kind, []), material, *many)
        for kind, many in enumerate(counts)
    ]
    sound = [kind for kind in found if kind is not None]
    return sound if len(sound) == len(found) else None


def _kind(
    table: LargeTable,
    figures: Sequence[Figure],
    outcomes: Sequence[Outcome],
    material: Material,
    looked: int,
    others: int,
) -> Kind | None:
    """One kind; None where those looked at are not alike, and others are to be like them."""
    cells = Counter(column_of(figure, "value") for figure in figures)
    read = _read(table, figures)
    told = ((pattern_of(outcome, material), outcome) for outcome in outcomes)
    held = grouped((pattern, outcome) for pattern, outcome in told if pattern)
    alike = {*cells.values(), *map(len, held.values())} <= {looked}
    if others and (read is None or not alike):
        return None
    return Kind(
        read or {},
        frozenset(cells),
        {pattern: own[0].check.family for pattern, own in held.items()},
        # rows that break may break what is meant nowhere as well, and tie where a part is nought
        frozenset(
            pattern
            for pattern, own in held.items()
            if sum(outcome.verdict == "undecidable" for outcome in own) >= MOSTLY * len(own)
        ),
        others,
    )


def _read(table: LargeTable, figures: Sequence[Figure]) -> dict[int, Read] | None:
    """How the columns of these figures are read; None where one is not read in one way."""
    found: dict[int, Read] = {}
    for figure in figures:
        for column, case in reads_of(figure):
            printed = table.numbers.get(column)
            if printed is None:
                continue
            own = Read.of(case, printed, table.row_of(figure))
            both = found.setdefault(column, own).beside(own)
            if both is None:
                return None
            found[column] = both
    return found
