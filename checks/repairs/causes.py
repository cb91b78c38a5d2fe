"""From repairs to causes: what fails for one reason is one block, whatever rules say so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from gouji.checks.equations.cells import Cell
from gouji.checks.equations.coarse_counts import rounded_words
from gouji.checks.equations.common_base import (
    base_words,
    common_base,
    length_words,
    shares_by_whole,
)
from gouji.checks.equations.forms import Share, added, as_share
from gouji.checks.finding import Words
from gouji.checks.material.material import Material
from gouji.checks.material.references import LENGTHS
from gouji.checks.outcomes import Outcome
from gouji.checks.repairs.arrow_rows import arrow_rows, row_words
from gouji.checks.repairs.left_out_rows import LeftOut, left_out
from gouji.checks.repairs.missing_column import lacking_groups, lacking_words, same_as_printed
from gouji.checks.repairs.prior_lines import lines_joined
from gouji.checks.repairs.prior_parts import part_words
from gouji.checks.repairs.repair import Block, minimal, paired_repairs, single_repairs
from gouji.checks.repairs.replacements import COMPUTED_LIKELIHOOD, Option
from gouji.checks.repairs.search import Search


def blocks_of(search: Search) -> list[Block]:
    """Divide all failing checks into as few blocks as causes allow, each check into one."""
    outcomes, material = search.graph.outcomes, search.sheet.material
    rows = arrow_rows(search.graph.failed, outcomes, material)
    lost = left_out(outcomes, material)
    search.passed_over = frozenset(
        at for group in (*rows, *(x.checks for x in lost)) for at in group
    )
    blocks, left = single_repairs(search)
    lacking = lacking_groups(left, outcomes, material)
    blocks += [Block(g, (), lacking_words(g, outcomes, material)) for g in lacking]
    left = _without(left, lacking)
    based = _based(left, outcomes, material)
    blocks += [Block(group) for group in based]
    found, left = paired_repairs(_without(left, based), search)
    blocks += [*found, *(Block((at,)) for at in left)]
    blocks = _rows_joined(_shares_joined(blocks, outcomes, material), rows, search)
    blocks = lines_joined(blocks, outcomes, material)
    blocks = _rows_lost(blocks, lost)
    failed = (_failed_only(block, outcomes) for block in blocks)
    return [_explained(block, outcomes, material) for block in failed if block.checks]


def _failed_only(block: Block, outcomes: Sequence[Outcome]) -> Block:
    """Leave out what could not be decided: it says more about the repair, and nothing is wrong."""
    return replace(block, checks=tuple(at for at in block.checks if outcomes[at].failed))


def _without(left: Sequence[int], groups: Iterable[Sequence[int]]) -> list[int]:
    taken = {at for group in groups for at in group}
    return [at for at in left if at not in taken]


def _based(
    left: Sequence[int], outcomes: Sequence[Outcome], material: Material
) -> list[tuple[int, ...]]:
    """Group failing shares that agree on a whole other than the one they are held against."""
    grouped = shares_by_whole(outcomes[at].check for at in left).values()
    return [
        tuple(at for at in left if as_share(outcomes[at].check) in shares)
        for shares in grouped
        if common_base(shares, material) is not None
    ]


def _rows_joined(
    blocks: Sequence[Block], rows: Sequence[Sequence[int]], search: Search
) -> list[Block]:
    """Make one block of all impossible arrows of a row."""
    outcomes = search.graph.outcomes
    kept = list(blocks)
    for row in rows:
        kept, inside, together = _gathered(kept, row)
        words = row_words(outcomes[row[0]].check.figures[0], search.sheet)
        kept.append(Block(together, _worthwhile(inside), words))
    return kept


def _gathered(
    blocks: Sequence[Block], checks: Sequence[int]
) -> tuple[list[Block], list[Block], tuple[int, ...]]:
    """The blocks apart from ``checks``, those that hold some of them, and all checks together."""
    inside = [b for b in blocks if not set(checks).isdisjoint(b.checks)]
    apart = [b for b in blocks if b not in inside]
    together = dict.fromkeys([*checks, *(at for b in inside for at in b.checks)])
    return apart, inside, tuple(together)


def _rows_lost(blocks: Sequence[Block], lost: Sequence[LeftOut]) -> list[Block]:
    """Make one block of all columns of a total that one row explains."""
    kept = list(blocks)
    for checks, words in lost:
        kept, _, together = _gathered(kept, checks)
        kept.append(Block(together, (), (words,)))
    return kept


def _shares_joined(
    blocks: Sequence[Block], outcomes: Sequence[Outcome], material: Material
) -> list[Block]:
    """Make one block of single shares that agree on another whole: they have one cause."""
    kept = list(blocks)
    lone = [b for b in blocks if len(b.checks) == 1]
    grouped = shares_by_whole(outcomes[b.checks[0]].check for b in lone)
    for shares in grouped.values():
        if common_base(shares, material) is None:
            continue
        inside = [b for b in lone if as_share(outcomes[b.checks[0]].check) in shares]
        kept = [b for b in kept if b not in inside]
        kept.append(Block(tuple(b.checks[0] for b in inside), _all_at_once(inside, shares)))
    return kept


def _all_at_once(blocks: Sequence[Block], shares: Sequence[Share]) -> tuple[Option, ...]:
    """Put every share right, taken of the whole that is printed."""
    cells = {Cell(share.share, "value") for share in shares}
    each = [next((o for o in b.options if o.cells <= cells), None) for b in blocks]
    found = [o for o in each if o is not None]
    if len(found) < len(blocks):
        return ()
    puts = tuple(put for option in found for put in option.puts)
    return (Option(puts, frozenset().union(*(o.restores for o in found)), COMPUTED_LIKELIHOOD),)


def _worthwhile(blocks: Sequence[Block]) -> tuple[Option, ...]:
    """Keep repairs that restore more than one arrow: any number makes one arrow possible."""
    options = dict.fromkeys(o for b in blocks for o in b.options if len(o.restores) > 1)
    return tuple(sorted(minimal(list(options)), key=lambda o: (-len(o.restores), -o.likelihood)))


def _explained(block: Block, outcomes: Sequence[Outcome], material: Material) -> Block:
    said = [*block.explanations, *_base_said(block, outcomes, material)]
    parts = (w for at in block.checks for w in part_words(outcomes[at].check, material))
    rounded = (w for at in block.checks for w in rounded_words(outcomes[at], material))
    said += dict.fromkeys((*parts, *rounded))
    if not block.options and not said and len(block.checks) == 1:
        outcome = outcomes[block.checks[0]]
        if added(outcome.check) and outcome.difference:
            said += same_as_printed(abs(outcome.difference), outcome.check, material)
    return replace(block, explanations=tuple(said))


def _base_said(block: Block, outcomes: Sequence[Outcome], material: Material) -> Iterable[Words]:
    checks = [outcomes[at].check for at in block.checks]
    if all(not LENGTHS.isdisjoint(check.terms) for check in checks):
        words = length_words(checks, material)
        yield from (words,) if words else ()
        return
    for whole, shares in shares_by_whole(checks).items():
        common = common_base(shares, material)
        if common is not None:
            yield base_words(whole, common, len(shares), material)
