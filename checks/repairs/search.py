"""The ground on which repairs are searched: the graph, the figures, and what is left to spend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from gouji.checks.equations.cells import Cell, Trial
from gouji.checks.equations.facets import facet_of
from gouji.checks.equations.wanted import wanted
from gouji.checks.repairs.graph import Graph
from gouji.checks.slips.print_style import Print
from gouji.checks.slips.situation import Sheet
from gouji.documents.files.deadline import NEVER, Deadline
from gouji.figures.figure import Figure
from gouji.figures.interval import Interval, Reading

LONG: Final = 8
"""Figures of a check that cost as much as looking at it."""


@dataclass
class Budget:
    """How many trials are left for one search of many, and for all searches in one document.

    Deterministic, unlike the clock, which only ends what takes far too long; and what one document
    takes is not taken from another.
    """

    each: int
    in_all: Mapping[str, int]
    """By document."""
    left: int = 0
    spent: Counter[str] = field(default_factory=Counter)
    deadline: Deadline = NEVER
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
    truncating: frozenset[str] = frozenset()
    """Documents that cut percentages off."""
    unsought: set[int] = field(default_factory=set)
    """Failing checks for which no trial was left."""
    _wanted: dict[tuple[object, ...], Interval | None] = field(default_factory=dict)
    """By check, cell, reading and what is replaced in the check; shared as well."""
    _put: dict[tuple[Cell, Print], Figure | None] = field(default_factory=dict)
    """Figures of the document with one replacement, for all searches that go on from this one."""

    def begin(self, at: int) -> bool:
        """Begin a search for what repairs a check and others; False where no trial is left."""
        return self.budget.renew(self.document(at))

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
        priors = [i for t, at in check.terms.items() if facet_of(t) == "prior" for i in at]
        return check.rule.whole or any(self.trial[i].exact for i in priors)

    def outcome_of(
        self, puts: Sequence[tuple[Cell, Print]], *, at_any_cost: bool = False
    ) -> frozenset[int] | None:
        """Try replacements out: the failing checks that they restore, None if one breaks."""
        trial = self._with(puts)
        if trial is None:
            return None
        restored = set()
        for at in self.graph.touched(cell for cell, _ in puts):
            check = self.graph.outcomes[at].check
            ties = trial.ties(check) if at_any_cost else self._ties(at, trial)
            if ties is None or (self.graph.holds[at] and not ties):
                return None
            if ties and not self.graph.holds[at]:
                restored.add(at)
        return frozenset(restored)

    def after(self, puts: Sequence[tuple[Cell, Print]]) -> Search | None:
        """Go on from replacements, whatever they break."""
        trial = self._with(puts)
        if trial is None:
            return None
        holds = {}
        for at in self.graph.touched(cell for cell, _ in puts):
            ties = self._ties(at, trial)
            if ties is None:
                return None
            holds[at] = ties
        return replace(self, graph=self.graph.with_verdicts(holds), trial=trial)

    def _ties(self, at: int, trial: Trial) -> bool | None:
        """Evaluate one check; None where nothing is left to spend."""
        check = self.graph.outcomes[at].check
        return trial.ties(check) if self.budget.spend(len(check.figures)) else None

    def _with(self, puts: Sequence[tuple[Cell, Print]]) -> Trial | None:
        put: dict[int, Figure] = {}
        for cell, print_ in puts:
            figure = self._with_one(cell, print_, put.get(cell.figure))
            if figure is None:
                return None
            put[cell.figure] = figure
            for k in self.sheet.echoes(cell):
                alone = self.sheet.print_of(Cell(k, "value"))
                echo = print_.echoed(alone) if alone else None
                again = self._with_one(Cell(k, "value"), echo, put.get(k)) if echo else None
                if again is None:
                    return None
                put[k] = again
        return self.trial.with_figures(put)

    def _with_one(self, cell: Cell, print_: Print, put: Figure | None) -> Figure | None:
        if put is not None or cell.figure in self.trial.replaced:
            return print_.put_in(put or self.trial[cell.figure], cell.of)
        key = (cell, print_)
        if key not in self._put:
            self._put[key] = print_.put_in(self.trial[cell.figure], cell.of)
        return self._put[key]
