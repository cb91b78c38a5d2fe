"""Minimal repairs: the fewest replacements under which failing checks tie (Fellegi–Holt).

I. P. Fellegi and D. Holt, "A systematic approach to automatic edit and imputation", 1976: change
as few fields as possible, and leave alone what holds. One replacement that restores a whole
component is looked for first, then two, then three, each on the ground that the ones before left;
beyond that the one that restores most is taken, again and again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from gouji.checks.finding import Words
from gouji.checks.repairs.pairs import paired_options
from gouji.checks.repairs.patterns import pattern_options
from gouji.checks.repairs.replacements import Option, options_of
from gouji.checks.repairs.search import Search

MAX_STEPS: Final = 3
"""Replacements in one component that are searched for thoroughly."""
WIDTH: Final = 5
"""Options followed up at each step of that."""
MAX_SEARCHED: Final = 10
"""Failing checks in one component up to which that is done."""
MAX_GREEDY: Final = 6
"""Replacements in one component at all: where more are needed, it was not a slip or two."""
LEAST_RESTORED: Final = 2
"""Checks that a replacement must restore to be believed in so large a component."""


@dataclass(frozen=True, slots=True)
class Block:
    """Failing checks with one cause, and every replacement that restores them."""

    checks: tuple[int, ...]
    options: tuple[Option, ...] = ()
    explanations: tuple[Words, ...] = ()


@dataclass(frozen=True, slots=True)
class _Plan:
    """Blocks that follow each other, and how likely their slips are together."""

    blocks: tuple[Block, ...] = ()
    likelihood: float = 0.0

    @property
    def restored(self) -> frozenset[int]:
        return frozenset(at for block in self.blocks for at in block.checks)

    @property
    def rank(self) -> tuple[int, int, float]:
        return len(self.restored), -len(self.blocks), self.likelihood


def single_repairs(search: Search) -> tuple[list[Block], list[int]]:
    """Repair component by component, one cell or one known pattern a block; and what is left."""
    blocks: list[Block] = []
    left: list[int] = []
    for component in search.graph.components():
        if not search.begin(component[0]):
            search.unsought.update(component)
            left += component
            continue
        plan = _planned(frozenset(component), search)
        blocks += plan.blocks
        unrepaired = [at for at in component if at not in plan.restored]
        search.unsought.update(unrepaired if search.budget.is_spent else ())
        left += unrepaired
    return _joined(blocks), left


def _joined(blocks: Sequence[Block]) -> list[Block]:
    """Make one block of several that one known pattern explains (two cells exchanged)."""
    kept = list(blocks)
    for option in dict.fromkeys(o for b in blocks for o in b.options if len(o.puts) > 1):
        inside = [b for b in kept if option.restores.issuperset(b.checks)]
        if len(inside) < 2:
            continue
        checks = tuple(sorted(at for b in inside for at in b.checks))
        options = dict.fromkeys(o for b in inside for o in b.options if o.restores >= set(checks))
        at = kept.index(inside[0])
        kept[at] = Block(checks, tuple(options))
        kept = [b for b in kept if b is kept[at] or b not in inside]
    return kept


def paired_repairs(left: Sequence[int], search: Search) -> tuple[list[Block], list[int]]:
    """Repair what single cells can't, across components: checks that tie may hold them together."""
    blocks: list[Block] = []
    options = paired_options(left, search)
    wanted = frozenset(left)
    while found := [o for o in options if o.restores & wanted]:
        block = _block(min(found, key=lambda o: _rank(o, wanted)), found, wanted)
        blocks.append(block)
        wanted -= frozenset(block.checks)
    return blocks, sorted(wanted)


def _planned(component: frozenset[int], search: Search) -> _Plan:
    """Deepen until everything that any option restores is restored."""
    options = _options(component, search)
    restorable = component & frozenset(at for o in options for at in o.restores)
    plan = _Plan()
    searched = MAX_STEPS if len(component) <= MAX_SEARCHED else 1
    for steps in range(1, searched + 1):
        plan = max(plan, _plan(component, options, search, (), steps), key=lambda p: p.rank)
        if plan.restored >= restorable:
            return plan
    greedy = _plan(component, options, search, (), MAX_GREEDY, width=1)
    best = max(plan, greedy, key=lambda p: p.rank)
    sound = tuple(b for b in best.blocks if len(b.checks) >= LEAST_RESTORED)
    return best if len(best.blocks) <= searched else replace(best, blocks=sound)


def _plan(
    wanted: frozenset[int],
    options: Sequence[Option],
    search: Search,
    before: tuple[Option, ...],
    steps: int,
    width: int = WIDTH,
) -> _Plan:
    """The best that so many steps can do; ``before`` are those already taken."""
    best = _Plan()
    for option in sorted(options, key=lambda o: _rank(o, wanted))[:width]:
        share = option.restores & wanted
        if steps == 1 and best.blocks and len(share) <= len(best.restored):
            break
        block = _block(option, options, wanted)
        rest = _Plan()
        if wanted - share and steps > 1 and (after := _followed(option, search)):
            done = (*before, option)
            found = _options(wanted - share, after)
            rest = _plan(wanted - share, found, after, done, steps - 1, width)
            rest = _Plan(tuple(_upon(b, done, search) for b in rest.blocks), rest.likelihood)
        plan = _Plan((block, *rest.blocks), option.likelihood + rest.likelihood)
        best = max(best, plan, key=lambda p: p.rank)
        if best.restored >= wanted:
            break
    return best


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


def _upon(block: Block, done: tuple[Option, ...], search: Search) -> Block:
    """Where a replacement alone would break what ties, name it with those it builds upon."""
    return Block(block.checks, tuple(_whole(o, done, search) for o in block.options))


def _whole(option: Option, done: tuple[Option, ...], search: Search) -> Option:
    puts = [(put.cell, put.print) for put in option.puts if put.print is not None]
    if not puts or option.restores & (search.outcome_of(puts) or frozenset()):
        return option
    cells = option.cells
    earlier = tuple(p for o in done for p in o.puts if p.cell not in cells)
    restores = option.restores.union(*(o.restores for o in done))
    return Option((*earlier, *option.puts), restores, option.likelihood)


def _block(chosen: Option, options: Sequence[Option], wanted: frozenset[int]) -> Block:
    """The checks that an option restores, with all options that restore them."""
    share = chosen.restores & wanted
    alike = minimal([o for o in options if share <= o.restores])
    ordered = sorted(alike, key=lambda o: (-o.likelihood, len(o.cells), sorted(o.cells)))
    return Block(tuple(sorted(share)), tuple(dict.fromkeys(ordered)))


def minimal(options: Sequence[Option]) -> list[Option]:
    """Leave out what changes more than a likelier option does, and restores no more."""
    return [o for o in options if not any(_outdoes(p, o) for p in options)]


def _outdoes(one: Option, other: Option) -> bool:
    fewer = one.cells < other.cells and one.restores >= other.restores
    return fewer and one.likelihood >= other.likelihood


def _rank(option: Option, wanted: frozenset[int]) -> tuple[int, float, int, object]:
    """Most checks first, then the likelier slip, then fewer cells, then reading order."""
    cells = sorted(option.cells)
    return -len(option.restores & wanted), -option.likelihood, len(cells), cells
