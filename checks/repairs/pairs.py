"""Repairs of two cells that only tie together: the second makes good what the first would break.

A wrong total with the share that was computed from it; two parts of one total, one too large by
what the other is too small; a wrong number that was copied from one place to another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
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
from gouji.checks.repairs.search import Search
from gouji.checks.slips.slip import Slip
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
    found: dict[frozenset[tuple[Cell, str]], Option] = {}
    cells = dict.fromkeys(c for at in checks for c in search.graph.cells[at])
    if len(cells) > MAX_FIRSTS:
        return []
    for cell in cells:
        if not search.budget.renew(search.sheet.material.figures[cell.figure].document):
            continue
        for option in _with_first(cell, search):
            key = frozenset((put.cell, put.text) for put in option.puts)
            found.setdefault(key, option)
    return _by_cells(found.values())


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


def _by_cells(options: Iterable[Option]) -> list[Option]:
    """One option for each pair of cells: the one that restores most, then the likeliest."""
    best: dict[frozenset[Cell], Option] = {}
    for option in options:
        known = best.get(option.cells)
        rank = (len(option.restores), option.likelihood)
        if known is None or rank > (len(known.restores), known.likelihood):
            best[option.cells] = option
    return list(best.values())
