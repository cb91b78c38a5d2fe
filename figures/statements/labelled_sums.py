"""Sums of lines that labels state, beside those that the numbers show.

What the numbers show comes first: labels say which of it is meant, and what else should add up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Set
from dataclasses import replace
from itertools import takewhile

import numpy as np

from gouji.figures.statements import levels
from gouji.figures.statements.matrix import Matrix, Pattern, where
from gouji.figures.statements.sums_of_lines import NO_PARTS, patterns
from gouji.rules.bundled import weights

OVERLAP = 1.5
"""Parts that make so many times their whole in every lane are not parts beside each other."""


def stated(matrix: Matrix) -> list[Pattern]:
    """What the numbers show, and of labelled totals of which they show nothing what stands beside.

    Every line called a total is the whole of something: of the lines since the total before it, or
    of those below it where it stands first; lines that others hold already do not count.
    """
    found = patterns(matrix)
    shown = {p.line for p in found}
    held = {n for p in found for n in p.parts} | _repeated(matrix, shown)
    called = [a or b for a, b in zip(matrix.totals, matrix.wholes, strict=True)]
    alone = [n for n, total in enumerate(called) if total and n not in shown]
    listed = ((n, beside(matrix, n, held)) for n in alone)
    laid_out = [p for n, parts in listed if parts and (p := _unshown(matrix, n, parts))]
    said = [_said(p, matrix, held) for p in (*found, *laid_out)]
    return [*said, *_set_out(matrix, {p.lines for p in found})]


def _set_out(matrix: Matrix, known: Set[frozenset[int]]) -> Iterator[Pattern]:
    """What labels set below one another, where no values show it; of several ways what ties."""
    prior = weights("sums")["numbered"]
    for whole, ways in levels.set_out(matrix.labels):
        if not any({whole, *parts} in known for parts in ways):
            stated = [p for parts in ways if (p := _unshown(matrix, whole, parts))]
            best = max(stated, key=lambda p: len(p.ties), default=None)
            if best is not None and not (len(ways) > 1 and _overlap(matrix, best)):
                yield replace(best, prior=prior, weight=prior, tried=len(ways))


def _repeated(matrix: Matrix, shown: set[int]) -> set[int]:
    """Lines that a total of one repeats."""
    totals = {n for n in range(1, len(matrix)) if matrix.totals[n]} - shown
    return {n - 1 for n in totals if (matrix.values[n] == matrix.values[n - 1]).all()}


def _said(pattern: Pattern, matrix: Matrix, held: set[int]) -> Pattern:
    """A total of all lines that nothing else holds is meant, as its label says it."""
    plain = weights("sums")["plain"]
    if not matrix.totals[pattern.line] or matrix.rates or pattern.prior >= plain:
        return pattern
    lines = {n for n, role in enumerate(matrix.roles) if role not in NO_PARTS} - {pattern.line}
    listed = set(levels.top(sorted(lines - held | set(pattern.parts)), matrix.labels))
    if listed != set(pattern.parts) or not _is_full(matrix, pattern) or _overlap(matrix, pattern):
        return pattern
    return replace(pattern, prior=plain, weight=pattern.weight + plain - pattern.prior)


def _is_full(matrix: Matrix, pattern: Pattern) -> bool:
    """Whether nothing of the table is left out, blank, or perhaps part of another line."""
    gapless = matrix.numbers[-1] - matrix.numbers[0] == len(matrix) - 1
    printed = matrix.there[list(pattern.parts)][:, list(pattern.lanes)].all()
    return gapless and bool(printed) and "of-which" not in matrix.roles


def _overlap(matrix: Matrix, pattern: Pattern) -> bool:
    """Whether parts make far more than their whole in every lane: some hold others."""
    sums = matrix.values[list(pattern.parts)].sum(axis=0)
    lanes = list(pattern.lanes)
    return bool((sums >= OVERLAP * matrix.values[pattern.line])[lanes].all())


def beside(matrix: Matrix, whole: int, held: Collection[int] = ()) -> tuple[int, ...]:
    """The lines beside a total, as far as the next total of its kind; else all that are left.

    Of columns those under the same heading.
    """
    if matrix.axis == "columns":
        return _in_group(matrix, whole)
    for side in (range(whole - 1, -1, -1), range(whole + 1, len(matrix))):
        run = tuple(takewhile(lambda n: not matrix.totals[n] or n in held, side))
        for lines in (run, tuple(side)):
            free = [n for n in lines if n not in held and matrix.roles[n] not in NO_PARTS]
            parts = tuple(sorted(levels.top(free, matrix.labels)))
            if len(parts) > 1:
                return parts
            if parts:
                break
    return ()


def _in_group(matrix: Matrix, whole: int) -> tuple[int, ...]:
    group = matrix.labels[whole][:-1]
    members = [n for n, path in enumerate(matrix.labels) if path and path[:-1] == group]
    ends = not group and (matrix.roles[whole] != "total" or whole not in (members[0], members[-1]))
    alone = sum(matrix.totals[n] for n in members) > 1 or ends
    if len(members) > 2 and not alone:
        return tuple(n for n in members if n != whole and matrix.roles[n] not in NO_PARTS)
    return ()


def _unshown(matrix: Matrix, whole: int, parts: tuple[int, ...]) -> Pattern | None:
    rows = np.asarray(parts)
    speaking = (
        matrix.there[whole] & matrix.there[rows].any(axis=0) & ~matrix.unknown[rows].any(axis=0)
    )
    if matrix.rates or not speaking.any():
        return None
    gap = np.abs(matrix.values[rows].sum(axis=0) - matrix.values[whole])
    ties = speaking & (gap <= matrix.half[rows].sum(axis=0) + matrix.half[whole])
    prior = weights("sums")["labelled" if matrix.totals[whole] else "territory"]
    lanes = where(ties), where(speaking & ~ties)
    return Pattern("sum", whole, tuple(sorted(parts)), prior, 1, *lanes, prior)
