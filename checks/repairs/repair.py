"""Minimal repairs: the fewest replacements under which failing checks tie (Fellegi–Holt).

I. P. Fellegi and D. Holt, "A systematic approach to automatic edit and imputation", 1976: change
as few fields as possible, and leave alone what holds. The replacement that restores most is taken,
of equals the likeliest, again and again, each on the ground that those before it left; then pairs
of which neither alone would do.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from gouji.checks.equations.forms import added
from gouji.checks.repairs.replacements import Option, options_of
from gouji.checks.repairs.search import Search
from gouji.checks.repairs.several_cells import paired_options, pattern_options

MAX_REPLACED: Final = 3
"""Replacements in one component that each stand for itself."""
MAX_GREEDY: Final = 6
"""Replacements in one component at all: where more are needed, it was not a slip or two."""
LEAST_RESTORED: Final = 2
"""Checks that a replacement must restore to be believed where so many are needed."""


@dataclass(frozen=True, slots=True)
class Block:
    """Failing checks with one cause, and every replacement that restores them."""

    checks: tuple[int, ...]
    options: tuple[Option, ...] = ()


def blocks_of(search: Search) -> list[Block]:
    """Divide all failing checks into as few blocks as repairs allow, each check into one."""
    blocks, left = _single_repairs(search)
    apart = _one_sided(left, search)
    found, others = _paired_repairs([at for at in left if at not in apart], search)
    return [*blocks, *found, *(Block((at,)) for at in (*others, *apart))]


def _single_repairs(search: Search) -> tuple[list[Block], list[int]]:
    """Repair component by component, one cell or one known pattern a block; and what is left."""
    blocks: list[Block] = []
    left: list[int] = []
    for component in search.graph.components():
        repaired: set[int] = set()
        if search.begin(component[0]):
            found = list(_greedy(frozenset(component), search))
            sound = len(found) <= MAX_REPLACED
            kept = [b for b in found if sound or len(b.checks) >= LEAST_RESTORED]
            repaired.update(at for block in kept for at in block.checks)
            blocks += kept
        unrepaired = [at for at in component if at not in repaired]
        search.unsought.update(unrepaired if search.budget.is_spent else ())
        left += unrepaired
    return blocks, left


def _greedy(wanted: frozenset[int], search: Search) -> Iterator[Block]:
    """Take the best replacement, and go on from there."""
    after: Search | None = search
    for _ in range(MAX_GREEDY):
        options = _options(wanted, after) if after and wanted else []
        if not options:
            return
        best = min(options, key=lambda o: _rank(o, wanted))
        block = _block(best, options, wanted)
        yield block
        wanted -= frozenset(block.checks)
        after = _followed(best, after) if after else None


def _options(wanted: frozenset[int], search: Search) -> list[Option]:
    """Everything that restores some of these checks."""
    cells = dict.fromkeys(c for at in sorted(wanted) for c in search.graph.cells[at])
    options = [o for cell in cells for o in options_of(cell, search)]
    found = [*options, *pattern_options(sorted(wanted), search)]
    return [o for o in found if o.restores & wanted]


def _followed(option: Option, search: Search) -> Search | None:
    """Go on from an option; one that leaves the value open leads nowhere further."""
    puts = [(put.cell, put.print) for put in option.puts if put.print is not None]
    return search.after(puts) if len(puts) == len(option.puts) else None


def _one_sided(left: Sequence[int], search: Search) -> list[int]:
    """Sums of one rule that all miss on one side lack the same part; no two cells repair them."""
    sides = {}
    for at in left:
        outcome = search.graph.outcomes[at]
        if added(outcome.check) and outcome.difference:
            sides[at] = outcome.check.rule.id, search.document(at), outcome.difference > 0
    many = Counter(sides.values())
    return [at for at, side in sides.items() if many[side] > 1]


def _paired_repairs(left: Sequence[int], search: Search) -> tuple[list[Block], list[int]]:
    """Repair what single cells can't, across components: checks that tie may hold them together."""
    blocks: list[Block] = []
    options = paired_options(left, search)
    wanted = frozenset(left)
    while found := [o for o in options if o.restores & wanted]:
        block = _block(min(found, key=lambda o: _rank(o, wanted)), found, wanted)
        blocks.append(block)
        wanted -= frozenset(block.checks)
    return blocks, sorted(wanted)


def _block(chosen: Option, options: Sequence[Option], wanted: frozenset[int]) -> Block:
    """The checks that an option restores, with all options that restore them."""
    share = chosen.restores & wanted
    alike = [o for o in options if share <= o.restores]
    fewest = [o for o in alike if not any(_outdoes(p, o) for p in alike)]
    ordered = sorted(fewest, key=lambda o: (-o.likelihood, len(o.cells), sorted(o.cells)))
    return Block(tuple(sorted(share)), tuple(dict.fromkeys(ordered)))


def _outdoes(one: Option, other: Option) -> bool:
    """Whether the other changes more than a likelier option does, and restores no more."""
    fewer = one.cells < other.cells and one.restores >= other.restores
    return fewer and one.likelihood >= other.likelihood


def _rank(option: Option, wanted: frozenset[int]) -> tuple[int, float, int, object]:
    """Most checks first, then the likelier slip, then fewer cells, then reading order."""
    cells = sorted(option.cells)
    return -len(option.restores & wanted), -option.likelihood, len(cells), cells
