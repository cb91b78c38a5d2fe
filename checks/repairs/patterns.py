"""Slips of several cells at once: a line that stands one cell off, two cells exchanged.

What such a slip pushed out of the table can't be copied back; that one cell is computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from gouji.checks.equations.cells import Cell
from gouji.checks.repairs.replacements import Option, Put, options_of
from gouji.checks.repairs.search import LONG, Search
from gouji.checks.slips.print_style import Print
from gouji.checks.slips.slip import Slip, known

LEAST_COMPLETED: Final = 3
"""Cells of a pattern that is worth completing by one that is computed."""


def pattern_options(component: Sequence[int], search: Search) -> list[Option]:
    """Find the patterns that restore some of these checks and break none."""
    cells = tuple(dict.fromkeys(c for at in component for c in search.graph.cells[at]))
    found: dict[frozenset[tuple[Cell, str]], Option] = {}
    for slip in known():
        if slip.patterns is None or len(component) < slip.restores:
            continue
        patterns = list(slip.patterns(search.sheet, cells))
        for pattern in patterns:
            if not search.budget.spend(len(pattern) * LONG):
                break
            for option in _options(pattern, slip, frozenset(component), search):
                key = frozenset((put.cell, put.text) for put in option.puts)
                likelihood = slip.likelihood / len(patterns)
                found.setdefault(key, replace(option, likelihood=likelihood))
    return list(found.values())


def _options(
    pattern: dict[Cell, Print], slip: Slip, component: frozenset[int], search: Search
) -> Iterator[Option]:
    read = dict.fromkeys(c for at in sorted(component) for c in search.graph.cells[at])
    asked = [(c, p) for c in read if (p := pattern.get(c)) and p.text != _text(c, search)]
    promised = search.restored_of(asked, sorted(component))
    if not promised:
        return
    changes = {c: p for c, p in pattern.items() if p.text != _text(c, search)}
    puts = tuple(Put(c, p, p.text, slip.name, slip.words) for c, p in changes.items())
    restored = search.outcome_of(list(changes.items()))
    if restored and len(restored) >= slip.restores and _is_borne_out(changes, restored, search):
        yield Option(puts, restored, slip.likelihood)
    worthwhile = len(changes) >= LEAST_COMPLETED and len(promised) * 3 >= len(component)
    if worthwhile and not (restored and restored >= component):
        yield from _completed(puts, slip, component, search)


def _is_borne_out(changes: dict[Cell, Print], restored: frozenset[int], search: Search) -> bool:
    """Whether what is restored speaks for most of the cells moved, and for both of two."""
    read = {cell for at in restored for cell in search.graph.cells[at]}
    borne_out = sum(cell in read for cell in changes)
    return borne_out == len(changes) or (len(changes) > 2 and borne_out * 2 >= len(changes))


def _text(cell: Cell, search: Search) -> str:
    printed = search.sheet.print_of(cell)
    return printed.text if printed else ""


def _completed(
    puts: tuple[Put, ...], slip: Slip, component: frozenset[int], search: Search
) -> Iterator[Option]:
    """Compute the one cell without which a pattern does not tie everywhere."""
    after = search.after([(put.cell, put.print) for put in puts if put.print])
    if after is None:
        return
    graph = after.graph
    moved = frozenset(put.cell for put in puts)
    read = search.graph.touched(moved)
    wrong = [at for at in {*component, *read} if not graph.holds[at]]
    if not wrong:
        return
    common = frozenset.intersection(*(frozenset(graph.cells[at]) for at in wrong)) - moved
    for cell in sorted(common):
        for option in options_of(cell, after):
            if option.restores >= set(wrong):
                every = frozenset(at for at in {*component, *read} if not search.graph.holds[at])
                yield Option((*puts, *option.puts), every | option.restores, slip.likelihood)
                return
