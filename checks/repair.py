"""Minimal repairs: the fewest replacements under which failing checks tie (Fellegi–Holt).

I. P. Fellegi and D. Holt, "A systematic approach to automatic edit and imputation", 1976: change
as few fields as possible, and leave alone what holds. Every option of a single cell is found
first; then the fewest options that cover all failing checks of a component.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from gouji.checks.finding import Words
from gouji.checks.joint import paired_options
from gouji.checks.options import Option, options_of
from gouji.checks.patterns import pattern_options
from gouji.checks.search import Search

MAX_PAIRED: Final = 60
"""Options of which all pairs are looked at; beyond, the likeliest that restores most is taken."""


@dataclass(frozen=True, slots=True)
class Block:
    """Failing checks with one cause, and every replacement that restores them."""

    checks: tuple[int, ...]
    options: tuple[Option, ...] = ()
    explanations: tuple[Words, ...] = ()


def single_repairs(search: Search) -> tuple[list[Block], list[int]]:
    """Repair component by component, one cell or one known pattern a block; and what is left."""
    blocks: list[Block] = []
    left: list[int] = []
    for component in search.graph.components():
        cells = dict.fromkeys(c for at in component for c in search.graph.cells[at])
        options = [o for cell in cells for o in options_of(cell, search)]
        options += pattern_options(component, search)
        found, rest = _blocks(component, options, search)
        blocks += found
        left += rest
    return blocks, left


def paired_repairs(left: Sequence[int], search: Search) -> tuple[list[Block], list[int]]:
    """Repair what single cells can't, across components: checks that tie may hold them together."""
    return _blocks(left, paired_options(left, search), search)


def _blocks(
    component: Sequence[int], options: Sequence[Option], search: Search
) -> tuple[list[Block], list[int]]:
    """Take the fewest options, and say what none restores."""
    blocks = []
    left = frozenset(component)
    for chosen in _cover(left, options, search):
        share = chosen.restores & left
        alike = [o for o in options if share <= o.restores]
        blocks.append(Block(tuple(sorted(share)), _ranked(alike)))
        left -= share
    return blocks, sorted(left)


def _cover(left: frozenset[int], options: Sequence[Option], search: Search) -> list[Option]:
    """Choose the fewest options that restore all that can be restored, likeliest among equals."""
    coverable = left & frozenset(at for o in options for at in o.restores)
    chosen: list[Option] = []
    while coverable:
        ranked = sorted(options, key=lambda o: _rank(o, coverable))
        if not coverable <= ranked[0].restores and (pair := _pair(ranked, coverable, search)):
            return [*chosen, *pair]
        chosen.append(ranked[0])
        coverable -= ranked[0].restores
    return chosen


def _rank(option: Option, wanted: frozenset[int]) -> tuple[int, int, int, object]:
    """Most checks first, then fewest cells unless the slip is likelier, then reading order."""
    cells = sorted(option.cells)
    return -len(option.restores & wanted), -option.likelihood, len(cells), cells


def _pair(
    ranked: Sequence[Option], wanted: frozenset[int], search: Search
) -> tuple[Option, Option] | None:
    """Two options that restore everything and do not get in each other's way."""
    best: tuple[int, tuple[Option, Option]] | None = None
    for one, other in combinations(ranked[:MAX_PAIRED], 2):
        score = one.likelihood + other.likelihood
        apart = one.cells.isdisjoint(other.cells)
        if not apart or not wanted <= one.restores | other.restores:
            continue
        if (best is None or score > best[0]) and agree((one, other), search):
            best = score, (one, other)
    return best[1] if best else None


def agree(options: Iterable[Option], search: Search) -> bool:
    """Whether options still restore what they do when taken together."""
    listed = list(options)
    puts = [(p.cell, p.print) for o in listed for p in o.puts]
    sure = [(cell, print_) for cell, print_ in puts if print_ is not None]
    if len(sure) < len(puts):
        return True
    restored = search.outcome_of(sure)
    return restored is not None and restored >= frozenset().union(*(o.restores for o in listed))


def _ranked(options: Sequence[Option]) -> tuple[Option, ...]:
    ordered = sorted(options, key=lambda o: (-o.likelihood, len(o.cells), sorted(o.cells)))
    return tuple(dict.fromkeys(ordered))
