"""Slips of several cells at once: a line that stands one cell off, two cells exchanged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.checks.equations.cells import Cell
from gouji.checks.repairs.replacements import Option, Put
from gouji.checks.repairs.search import LONG, Search
from gouji.checks.slips.print_style import Print
from gouji.checks.slips.slip import known


def pattern_options(component: Sequence[int], search: Search) -> Iterator[Option]:
    """Find the patterns that restore some of these checks and break none."""
    cells = tuple(dict.fromkeys(c for at in component for c in search.graph.cells[at]))
    for slip in known():
        if slip.patterns is None or len(component) < slip.restores:
            continue
        patterns = list(slip.patterns(search.sheet, cells))
        for pattern in patterns:
            if not search.budget.spend(len(pattern) * LONG):
                break
            moved = {c: p for c, p in pattern.items() if p != search.sheet.print_of(c)}
            restored = search.outcome_of(list(moved.items())) or frozenset()
            if len(restored) >= slip.restores and _is_borne_out(moved, restored, search):
                puts = tuple(Put.of(c, p, slip) for c, p in moved.items())
                yield Option(puts, restored, slip.likelihood / len(patterns))


def _is_borne_out(moved: dict[Cell, Print], restored: frozenset[int], search: Search) -> bool:
    """Whether what is restored speaks for most of the cells moved, and for both of two."""
    read = {cell for at in restored for cell in search.graph.cells[at]}
    borne_out = sum(cell in read for cell in moved)
    return borne_out == len(moved) or (len(moved) > 2 and borne_out * 2 >= len(moved))
