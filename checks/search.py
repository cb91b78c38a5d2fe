"""The ground on which repairs are searched: the graph, the figures, and what is left to spend."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from gouji.checks.cells import Cell, Trial
from gouji.checks.graph import Graph
from gouji.checks.print_style import Print
from gouji.checks.situation import Sheet
from gouji.checks.wanted import wanted
from gouji.figures.figure import Reading
from gouji.figures.interval import Interval

LONG: Final = 8
"""Figures of a check that cost as much as looking at it."""


@dataclass
class Budget:
    """How many trials are left for one search of many; deterministic, unlike a clock."""

    each: int
    left: int = 0
    spent_out: bool = False

    def renew(self) -> None:
        """Begin another search."""
        self.left = self.each

    def spend(self, figures: int) -> bool:
        """Take what a check of so many figures costs; False where nothing is left."""
        self.left -= 1 + figures // LONG
        self.spent_out = self.spent_out or self.left < 0
        return self.left >= 0


@dataclass
class Search:
    """All that a search for repairs looks at; intervals that checks want are kept."""

    graph: Graph
    sheet: Sheet
    trial: Trial
    budget: Budget
    passed_over: frozenset[int] = frozenset()
    """Failing checks that no single cell is asked to restore."""
    truncating: frozenset[str] = frozenset()
    """Documents that cut percentages off."""
    _wanted: dict[tuple[int, Cell, Reading], Interval | None] = field(default_factory=dict)

    def wanted(self, at: int, cell: Cell, reading: Reading) -> Interval | None:
        """Look up where a check would have a cell; None where it can't tie."""
        key = (at, cell, reading)
        if key not in self._wanted:
            check = self.graph.outcomes[at].check
            if not self.budget.spend(len(check.figures)):
                return None
            self._wanted[key] = wanted(check, cell, self.trial, reading)
        return self._wanted[key]

    def outcome_of(self, puts: Sequence[tuple[Cell, Print]]) -> frozenset[int] | None:
        """Try replacements out: the failing checks that they restore, None if one breaks."""
        trial = self._with(puts)
        if trial is None:
            return None
        restored = set()
        for at in self.graph.touched(cell for cell, _ in puts):
            ties = self._ties(at, trial)
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
        moved = {cell.figure for cell, _ in puts}
        graph = self.graph.with_verdicts(holds)
        known = {k: v for k, v in self._wanted.items() if moved.isdisjoint(self._read(k[0]))}
        return replace(self, graph=graph, trial=trial, _wanted=known)

    def _read(self, at: int) -> tuple[int, ...]:
        return self.graph.outcomes[at].check.figures

    def _ties(self, at: int, trial: Trial) -> bool | None:
        """Evaluate one check; None where nothing is left to spend."""
        check = self.graph.outcomes[at].check
        return trial.ties(check) if self.budget.spend(len(check.figures)) else None

    def _with(self, puts: Sequence[tuple[Cell, Print]]) -> Trial | None:
        trial = self.trial
        for cell, print_ in puts:
            figure = print_.put_in(trial[cell.figure], cell.of)
            if figure is None:
                return None
            trial = trial.with_figure(cell.figure, figure)
        return trial
