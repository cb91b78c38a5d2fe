"""The graph of equations and printed numbers: which checks stand and fall together.

Checks are the hyperedges, cells the vertices. Checks that fail and share a cell may share a cause;
checks that tie bind what may be put into the cells they share with them.
"""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from gouji.checks.equations.cells import Cell, Trial, cells_of
from gouji.checks.equations.facets import facet_of
from gouji.checks.equations.forms import added, as_share
from gouji.checks.material.check import Check, Outcome
from gouji.checks.material.material import Material
from gouji.checks.slips.situation import Sheet


@dataclass(frozen=True)
class Graph:
    """Checks within documents by the cells they read; checks are indices into ``outcomes``.

    ``holds`` tells those that tie from those that are to be restored: what fails, and what could
    not be decided because an impossible arrow leaves no prior to add.
    """

    outcomes: Sequence[Outcome]
    cells: Mapping[int, tuple[Cell, ...]]
    by_cell: Mapping[Cell, tuple[int, ...]]
    holds: ChainMap[int, bool]

    @classmethod
    def of(cls, outcomes: Sequence[Outcome], material: Material) -> Graph:
        fixed = frozenset(material.references.values())
        trial, sheet = Trial(material.figures), Sheet(material)
        doubted = _doubted(outcomes, material)
        cells: dict[int, tuple[Cell, ...]] = {}
        by_cell: dict[Cell, list[int]] = {}
        for at, outcome in enumerate(outcomes):
            check, decided = outcome.check, outcome.ties or outcome.failed
            if check.is_between or at in doubted or not (decided or _is_dormant(check, trial)):
                continue
            printed = dict.fromkeys(map(sheet.cell, cells_of(check)))
            cells[at] = tuple(c for c in printed if c.figure not in fixed)
            for cell in cells[at]:
                by_cell.setdefault(cell, []).append(at)
        holds = ChainMap({at: outcomes[at].ties for at in cells})
        return cls(outcomes, cells, {c: tuple(checks) for c, checks in by_cell.items()}, holds)

    @property
    def failed(self) -> list[int]:
        """List the checks that are to be restored."""
        return [at for at, holds in self.holds.items() if not holds]

    def failing(self, cell: Cell) -> tuple[int, ...]:
        return tuple(at for at in self.by_cell[cell] if not self.holds[at])

    def tying(self, cell: Cell) -> tuple[int, ...]:
        return tuple(at for at in self.by_cell[cell] if self.holds[at])

    def touched(self, cells: Iterable[Cell]) -> list[int]:
        """List the checks that read any of these cells."""
        return sorted({at for cell in cells for at in self.by_cell.get(cell, ())})

    def with_verdicts(self, holds: dict[int, bool]) -> Graph:
        """Lay verdicts upon these: thousands of trials must not copy those of a whole document."""
        return replace(self, holds=self.holds.new_child(holds))

    def components(self) -> list[tuple[int, ...]]:
        """Join failing checks that hang together by the cells they share."""
        return _joined({at: self.cells[at] for at in self.failed})


def _is_dormant(check: Check, trial: Trial) -> bool:
    """Whether a check would speak if an arrow that can't be were put right."""
    if check.missing or not any(facet_of(t) == "prior" for t in check.terms):
        return False
    figures = [trial[i] for t, at in check.terms.items() if facet_of(t) == "prior" for i in at]
    relative = all(f.change is not None and f.change.kind == "relative" for f in figures)
    return relative and trial.lacks(check)


def _doubted(outcomes: Sequence[Outcome], material: Material) -> frozenset[int]:
    """Find what ties for a reason that is itself in doubt, so that it binds nothing.

    That are shares of some whole while a rule holds them against another: the base was looked for
    until one fitted. And sums of what does not add up, where the mean of the same figures fails.
    """
    failed = {s[:2] for o in outcomes if o.failed and (s := as_share(o.check))}
    wrong = {i: o.check for o in outcomes if o.failed for i in o.check.figures[:1]}
    found = []
    for at, outcome in enumerate(outcomes):
        share, total = as_share(outcome.check), added(outcome.check)
        if outcome.ties and share and share[:2] in failed:
            found.append(at)
        if outcome.ties and total and not material.figures[total.whole].adds:
            other = wrong.get(total.whole)
            found += [at] if other and set(outcome.check.figures) <= set(other.figures) else []
    return frozenset(found)


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
