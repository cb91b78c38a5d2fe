"""Implied priors that fail in most columns over the same rows: one row of arrows is at fault.

Each column by itself could be put right by any one of its arrows, which explains nothing. The same
holds across rows, for a column of arrows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Literal, NamedTuple

from gouji.checks.finding import Words
from gouji.checks.material.check import Check
from gouji.checks.material.material import Material
from gouji.checks.outcome import Outcome
from gouji.checks.repairs.repair import Block
from gouji.figures.figure import Figure
from gouji.figures.numbers.numeral import header_unit

MOST_LINES = 24
"""Lines that are compared in pairs."""
LEAST = 3
"""Failing columns; fewer are single slips."""


class Lines(NamedTuple):
    """The rows (or columns) of one table over which checks add priors up."""

    document: str
    table: int
    along: Literal["row", "column"]
    numbers: tuple[int | None, ...]


def lines_of(check: Check, material: Material) -> Lines | None:
    """Over which lines a check adds; None where it is no such check of one table."""
    places = [material.figures[i].place for i in check.figures]
    table = places[0].table
    if not check.ties_priors or table is None or any(p.table != table for p in places):
        return None
    document = material.figures[check.figures[0]].document
    if len({p.column for p in places}) == 1:
        return Lines(document, table, "row", tuple(p.row for p in places))
    if len({p.row for p in places}) == 1:
        return Lines(document, table, "column", tuple(p.column for p in places))
    return None


def lines_joined(
    blocks: Sequence[Block], outcomes: Sequence[Outcome], material: Material
) -> list[Block]:
    """Make one block of those that fail over the same lines, where most of them do."""
    grouped: dict[Lines, list[Block]] = {}
    for block in blocks:
        over = {lines_of(outcomes[at].check, material) for at in block.checks}
        if len(over) == 1 and (lines := over.pop()) is not None:
            grouped.setdefault(lines, []).append(block)
    kept = list(blocks)
    for lines, inside in grouped.items():
        checks = tuple(at for block in inside for at in block.checks)
        if len(inside) > 1 and _are_most(checks, lines, outcomes, material):
            kept = [block for block in kept if block not in inside]
            kept.append(Block(checks, (), _words(checks, lines, outcomes, material)))
    return kept


def _are_most(
    checks: Sequence[int], lines: Lines, outcomes: Sequence[Outcome], material: Material
) -> bool:
    failed = [at for at in checks if outcomes[at].failed]
    alike = [o for o in outcomes if lines_of(o.check, material) == lines]
    ties = sum(o.ties for o in alike)
    return len(failed) >= LEAST and len(failed) >= 2 * ties


def _words(
    checks: Sequence[int], lines: Lines, outcomes: Sequence[Outcome], material: Material
) -> tuple[Words, ...]:
    alike = list(_alike(checks, lines.along, outcomes, material))
    if alike:
        return tuple(alike)
    many = len(checks)
    zh, en = ("行", "rows") if lines.along == "row" else ("列", "columns")
    return (
        Words(
            f"同样几{zh}的变化在 {many} 处都对不上，可能有一{zh}的变化整{zh}取自别处"
            "（另一年、另一张表）",
            f"the changes of the same {en} fail {many} times over; all changes of one of them may "
            "be of another year or table",
        ),
    )


def _alike(
    checks: Sequence[int], along: str, outcomes: Sequence[Outcome], material: Material
) -> Iterator[Words]:
    """Two lines that print the very same changes: one was copied from the other."""
    listed = [outcomes[at].check.figures for at in checks]
    for one, other in combinations(range(min(*map(len, listed), MOST_LINES)), 2):
        pairs = [(material.figures[f[one]], material.figures[f[other]]) for f in listed]
        texts = [tuple(f.change.text for f in pair if f.change) for pair in pairs]
        if all(len(set(pair)) == 1 for pair in texts) and len(set(texts)) > 1:
            first, second = (_named(f, along) for f in pairs[0])
            yield Words(
                f"“{first}”与“{second}”的变化完全相同，其中之一可能照抄了另一个",
                f"“{first}” and “{second}” print the very same changes: one may be a copy",
            )


def _named(figure: Figure, along: str) -> str:
    path = figure.row_path if along == "row" else figure.column_path
    return header_unit(path[-1])[0] if path else figure.label
