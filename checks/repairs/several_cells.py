"""Repairs of several cells at once: pairs that only tie together, and known patterns.

In a pair the second makes good what the first would break: a wrong total with the share that was
computed from it; two parts of one total, one too large by what the other is too small; a wrong
number that was copied from one place to another. A pattern is a slip of many cells: a line that
stands one cell off, two cells exchanged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from gouji.checks.equations.cells import READINGS, Cell
from gouji.checks.repairs.replacements import (
    AGREEING,
    COMPUTED,
    Option,
    Put,
    options_of,
    values_for,
)
from gouji.checks.repairs.search import LONG, Search
from gouji.checks.slips.print_style import Print
from gouji.checks.slips.slip import Slip, known
from gouji.rules.form import phrases

MAX_BROKEN: Final = 4
"""A change that breaks more checks than these is not made good by one other."""
MAX_FIRSTS: Final = 400
"""Cells that are tried first; where more are in doubt, no pair is the answer."""
MAX_VALUES: Final = 4
"""Values tried in the first cell."""
FOLLOWS: Final = Slip("follows", 0.01, phrases()["follows"])


def paired_options(checks: Sequence[int], search: Search) -> list[Option]:
    """Pairs of replacements that restore some of these checks and break none."""
    cells = dict.fromkeys(c for at in checks for c in search.graph.cells[at])
    best: dict[frozenset[Cell], Option] = {}
    for cell in cells if len(cells) <= MAX_FIRSTS else ():
        if search.budget.renew(search.sheet.material.figures[cell.figure].document):
            for option in _with_first(cell, search):
                known = best.setdefault(option.cells, option)
                best[option.cells] = max(known, option, key=_rank)
    return list(best.values())


def _rank(option: Option) -> tuple[int, float]:
    """Of one pair of cells the option that restores most is kept, then the likeliest."""
    return len(option.restores), option.likelihood


def _with_first(cell: Cell, search: Search) -> Iterator[Option]:
    for put in _firsts(cell, search):
        assert put.print is not None
        after = search.after([(cell, put.print)])
        if after is None:
            continue
        restored = frozenset(at for at in search.graph.failing(cell) if after.graph.holds[at])
        broken = frozenset(at for at in search.graph.tying(cell) if not after.graph.holds[at])
        if not restored or not 0 < len(broken) <= MAX_BROKEN:
            continue
        for second in _seconds(cell, broken, after):
            yield _together(put, second, restored | (second.restores - broken))


def _firsts(cell: Cell, search: Search) -> list[Put]:
    for reading in READINGS:
        found = list(islice(values_for(cell, search, reading), MAX_VALUES))
        if found:
            return found
    return []


def _seconds(first: Cell, broken: frozenset[int], after: Search) -> Iterator[Option]:
    """Replacements elsewhere that make good everything that the first one broke."""
    common = frozenset.intersection(*(frozenset(after.graph.cells[at]) for at in broken))
    for cell in sorted(common - {first}):
        for option in options_of(cell, after, broken):
            if broken <= option.restores and option.puts[0].print is not None:
                yield option


def _together(first: Put, second: Option, restores: frozenset[int]) -> Option:
    """Name slips only where both cells show one; the second alone may be chance."""
    (other,) = second.puts
    likelihood = second.likelihood
    if not {first.slip, other.slip}.isdisjoint((COMPUTED, AGREEING)):
        first, other = replace(first, slip=COMPUTED, what=""), replace(other, slip=FOLLOWS, what="")
        likelihood = COMPUTED.likelihood
    puts = tuple(sorted((first, other), key=lambda put: put.cell))
    return Option(puts, restores, likelihood)


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
