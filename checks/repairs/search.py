"""The ground on which repairs are searched: the graph, the figures, and what is left to spend.

The graph is of equations and printed numbers. Checks are the hyperedges, cells the vertices. Checks
that fail and share a cell may share a cause; checks that tie bind what may be put into the cells
they share with them.
"""

from __future__ import annotations

from collections import ChainMap, Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from gouji.checks.equations.cells import Cell, Trial, cells_of, wanted
from gouji.checks.equations.facets import facet_of
from gouji.checks.material import Check, Outcome
from gouji.checks.slips.print_style import Print
from gouji.checks.slips.situation import Sheet
from gouji.documents.files.deadline import Deadline
from gouji.figures.figure import Figure
from gouji.figures.grouping import grouped
from gouji.figures.interval import Interval, Reading

LONG: Final = 8
"""Figures of a check that cost as much as looking at it."""


@dataclass(frozen=True)
class Graph:
    """Checks within documents by the cells they read; checks are indices into ``outcomes``.

    ``holds`` tells those that tie from those that fail, and are to be restored.
    """

    outcomes: Sequence[Outcome]
    cells: Mapping[int, tuple[Cell, ...]]
    by_cell: Mapping[Cell, Sequence[int]]
    changes: frozenset[Cell]
    """Those that a check reads as a change."""
    holds: ChainMap[int, bool]
    """What replacements change is laid upon it, as trials must not copy that of all checks."""

    @classmethod
    def of(cls, outcomes: Sequence[Outcome], sheet: Sheet) -> Graph:
        material = sheet.material
        fixed = frozenset(material.references.values())
        cells: dict[int, tuple[Cell, ...]] = {}
        changes: set[Cell] = set()
        for at, outcome in enumerate(outcomes):
            if (outcome.ties or outcome.failed) and not outcome.check.is_between:
                printed = {sheet.cell(cell): cell.of for cell in cells_of(outcome.check)}
                changes.update(cell for cell, of in printed.items() if of == "change")
                cells[at] = tuple(c for c in printed if c.figure not in fixed)
        by_cell = grouped((cell, at) for at, read in cells.items() for cell in read)
        holds = ChainMap({at: outcomes[at].ties for at in cells})
        return cls(outcomes, cells, by_cell, frozenset(changes), holds)

    def failing(self, *cells: Cell) -> tuple[int, ...]:
        return tuple(at for at in self.touched(cells) if not self.ties(at))

    def tying(self, *cells: Cell) -> tuple[int, ...]:
        return tuple(at for at in self.touched(cells) if self.ties(at))

    def ties(self, at: int) -> bool:
        return self.holds[at]

    def touched(self, cells: Iterable[Cell]) -> list[int]:
        """List the checks that read any of these cells."""
        return sorted({at for cell in cells for at in self.by_cell.get(cell, ())})

    def read_by(self, checks: Iterable[int]) -> tuple[Cell, ...]:
        """List the cells that any of these checks reads, each once."""
        return tuple(dict.fromkeys(cell for at in sorted(checks) for cell in self.cells[at]))

    def components(self) -> list[tuple[int, ...]]:
        """Join failing checks that hang together by the cells they share."""
        left = dict.fromkeys(at for at in self.cells if not self.ties(at))
        found = []
        while left:
            group, near = set[int](), [next(iter(left))]
            while near:
                at = near.pop()
                if at in left:
                    del left[at]
                    group.add(at)
                    near += self.touched(self.cells[at])
            found.append(tuple(sorted(group)))
        return found


@dataclass
class Budget:
    """How many trials are left for one search of many, and for all searches in one document.

    Deterministic, unlike the clock, which only ends what takes far too long; and what one document
    takes is not taken from another.
    """

    each: int
    in_all: Mapping[str, int]
    """By document."""
    deadline: Deadline
    left: int = 0
    spent: Counter[str] = field(default_factory=Counter)
    document: str = ""

    def renew(self, document: str) -> bool:
        """Begin another search; False where the document has had all of its trials."""
        self.document = document
        late = self.deadline.is_over("repairs")
        self.left = 0 if late else min(self.each, self.in_all[document] - self.spent[document])
        return self.left > 0

    @property
    def is_spent(self) -> bool:
        """Whether nothing is left for any further search in this document."""
        return self.spent[self.document] > self.in_all[self.document]

    def spend(self, figures: int) -> bool:
        """Take what a check of so many figures costs; False where nothing is left."""
        cost = 1 + figures // LONG
        self.left -= cost
        self.spent[self.document] += cost
        return self.left >= 0


@dataclass
class Search:
    """All that a search for repairs looks at; intervals that checks want are kept."""

    graph: Graph
    sheet: Sheet
    trial: Trial
    budget: Budget
    unsought: set[int] = field(default_factory=set)
    """Failing checks for which no trial was left."""
    _wanted: dict[tuple[object, ...], Interval | None] = field(default_factory=dict)
    """By check, cell, reading and what is replaced in the check; shared as well."""

    def document(self, at: int) -> str:
        """Name the document that a check is of."""
        return self.sheet.material.figures[self.graph.outcomes[at].check.figures[0]].document

    def wanted(self, at: int, cell: Cell, reading: Reading) -> Interval | None:
        """Look up where a check would have a cell; None where it can't tie."""
        check = self.graph.outcomes[at].check
        key = (at, cell, reading, self.trial.put_in(check))
        if key not in self._wanted:
            if not self.budget.spend(len(check.figures)):
                return None
            self._wanted[key] = wanted(check, cell, self.trial, reading, self.sheet.cell)
        return self._wanted[key]

    def leaps(self, at: int) -> bool:
        """Whether a check may tie with two numbers and not with one between: it wants a whole."""
        check = self.graph.outcomes[at].check
        priors = (i for t, held in check.terms.items() if facet_of(t) == "prior" for i in held)
        return check.rule.whole or any(self.trial[i].exact for i in priors)

    def outcome_of(
        self, puts: Sequence[tuple[Cell, Print]], *, at_any_cost: bool = False
    ) -> frozenset[int] | None:
        """Try replacements out: the failing checks that they restore, None if none or one breaks.

        Those that fail go first: most patterns restore none of them, and need no look at the rest.
        """
        ties = Trial.ties if at_any_cost else self._ties
        trial = self._with(puts)
        if trial is None:
            return None
        cells, checks = [cell for cell, _ in puts], self.graph.outcomes
        told = {at: ties(trial, checks[at].check) for at in self.graph.failing(*cells)}
        restored = frozenset(at for at, tied in told.items() if tied)
        if not restored or None in told.values():
            return None
        bound = all(ties(trial, checks[at].check) for at in self.graph.tying(*cells))
        return restored if bound else None

    def after(self, puts: Sequence[tuple[Cell, Print]]) -> Search | None:
        """Go on from replacements, whatever they break."""
        trial = self._with(puts)
        if trial is None:
            return None
        holds = {}
        for at in self.graph.touched(cell for cell, _ in puts):
            ties = self._ties(trial, self.graph.outcomes[at].check)
            if ties is None:
                return None
            holds[at] = ties
        graph = replace(self.graph, holds=self.graph.holds.new_child(holds))
        return replace(self, graph=graph, trial=trial)

    def _ties(self, trial: Trial, check: Check) -> bool | None:
        """Evaluate one check; None where nothing is left to spend."""
        return trial.ties(check) if self.budget.spend(len(check.figures)) else None

    def _with(self, puts: Sequence[tuple[Cell, Print]]) -> Trial | None:
        put: dict[int, Figure] = {}
        printed: list[tuple[Cell, Print | None]] = list(puts)
        for cell, print_ in puts:  # some figures are the same number on paper as a change
            for echo in (Cell(k, "value") for k in self.sheet.echoes.get(cell, ())):
                alone = self.sheet.print_of(echo)
                printed.append((echo, print_.echoed(alone) if alone else None))
        for cell, shown in printed:
            before = put.get(cell.figure) or self.trial[cell.figure]
            figure = shown.put_in(before, cell.of) if shown else None
            if figure is None:
                return None
            put[cell.figure] = figure
        return self.trial.with_figures(put)
