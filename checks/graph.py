"""The graph of equations and printed numbers: which checks stand and fall together.

Checks are the hyperedges, cells the vertices. Checks that fail and share a cell may share a cause;
checks that tie bind what may be put into the cells they share with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gouji.checks.cells import Cell, cells_of
from gouji.checks.check import Material
from gouji.checks.outcomes import Outcome


@dataclass(frozen=True)
class Graph:
    """Decided checks by the cells they read; checks are indices into ``outcomes``."""

    outcomes: Sequence[Outcome]
    cells: dict[int, tuple[Cell, ...]]
    by_cell: dict[Cell, tuple[int, ...]]

    @classmethod
    def of(cls, outcomes: Sequence[Outcome], material: Material) -> Graph:
        fixed = frozenset(material.references.values())
        cells: dict[int, tuple[Cell, ...]] = {}
        by_cell: dict[Cell, list[int]] = {}
        for at, outcome in enumerate(outcomes):
            if not (outcome.ties or outcome.failed):
                continue
            cells[at] = tuple(c for c in cells_of(outcome.check) if c.figure not in fixed)
            for cell in cells[at]:
                by_cell.setdefault(cell, []).append(at)
        return cls(outcomes, cells, {cell: tuple(checks) for cell, checks in by_cell.items()})

    @property
    def failed(self) -> list[int]:
        return [at for at in self.cells if self.outcomes[at].failed]

    def failing(self, cell: Cell) -> tuple[int, ...]:
        return tuple(at for at in self.by_cell[cell] if self.outcomes[at].failed)

    def tying(self, cell: Cell) -> tuple[int, ...]:
        return tuple(at for at in self.by_cell[cell] if self.outcomes[at].ties)

    def touched(self, cells: Iterable[Cell]) -> list[int]:
        """List the decided checks that read any of these cells."""
        return sorted({at for cell in cells for at in self.by_cell.get(cell, ())})

    def components(self) -> list[tuple[int, ...]]:
        """Failing checks that hang together by the cells they share."""
        return _joined({at: self.cells[at] for at in self.failed})

    def neighbourhoods(self, failed: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
        """Join groups of failing checks that checks which tie hold together."""
        reach = {}
        for n, group in enumerate(failed):
            cells = {cell for at in group for cell in self.cells[at]}
            reach[n] = tuple(at for cell in cells for at in self.tying(cell))
        return _joined(reach)


def _joined(things: Mapping[int, Sequence[object]]) -> list[tuple[int, ...]]:
    """Union-find: things that have anything in common, in order."""
    root = {thing: thing for thing in things}
    owner: dict[object, int] = {}

    def find(thing: int) -> int:
        while root[thing] != thing:
            root[thing] = root[root[thing]]
            thing = root[thing]
        return thing

    for thing, shared in things.items():
        for one in shared:
            first = owner.setdefault(one, thing)
            a, b = find(first), find(thing)
            root[max(a, b)] = min(a, b)
    groups: dict[int, list[int]] = {}
    for thing in things:
        groups.setdefault(find(thing), []).append(thing)
    return [tuple(group) for group in groups.values()]
