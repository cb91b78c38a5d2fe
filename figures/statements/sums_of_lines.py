"""Lines of a table that are the sum of others, as the numbers show it in all lanes at once.

Nothing here knows a word. For every line the runs of lines beside it are tried, above and below;
what is found once is taken for one line (its parts fall away), and what then stand beside each
other are tried again: sums of sums, totals above their parts, differences (revenue = cost + profit
stands as revenue, cost, profit), groups of columns that bear the same names. After Jiang et al.,
*Aggregation Detection in CSV Files*, EDBT 2022, whose adjacency this follows; weights instead of
thresholds are ours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence, Set
from dataclasses import replace
from itertools import combinations, takewhile
from math import log10
from typing import NamedTuple

import numpy as np

from gouji.figures.statements import levels
from gouji.figures.statements.matrix import Bools, Floats, Ints, Matrix, Pattern, where
from gouji.rules.weights import weights

MANY = 400
"""Of a longer table only runs of a few lines are tried, so that the work grows with its length."""

SURE_ENOUGH = 2.0
"""Standard deviations by which fewer than expected may tie to the last place."""
NO_PARTS = frozenset({"of-which", "mean"})
OVERLAP = 1.5
"""Parts that make so many times their whole in every lane are not parts beside each other."""
"""Roles of lines that add nothing to the total beside them."""
SMALL = 60
TELLING = 5
"""Unless a table is small, some lane must show a sum by more than so many times its rounding."""


class _Parts(NamedTuple):
    """What candidates add up to, by lane: candidates × lanes."""

    sums: Ints
    there: Ints
    """How many parts are printed, and how many of them are not zero."""
    counted: Ints
    half: Ints
    step: Ints
    largest: Ints
    unknown: Bools


class _Trials(NamedTuple):
    """Several candidates for one whole, by lane: candidates × lanes."""

    ties: Bools
    breaks: Bools
    exact: Bools
    """Which tie to the last place printed."""
    surprise: Floats
    by_rounding: Floats
    """The chance that rounded numbers tie to the last place."""

    def nearly(self) -> Bools:
        """Which candidates are nearly equal, and do not add up: too few of their ties are exact."""
        chance = self.by_rounding * self.ties
        few = chance.sum(axis=1) - SURE_ENOUGH * np.sqrt((chance * (1 - chance)).sum(axis=1))
        nearly: Bools = self.exact.sum(axis=1) < few
        return nearly


def patterns(matrix: Matrix) -> list[Pattern]:
    """What the numbers show, weightiest first; no two say the same equation."""
    found: dict[frozenset[int], Pattern] = {}
    for live in _live_lists(matrix):
        consumed: set[int] = set()
        for _ in range(int(weights("sums")["rounds"])):
            fresh = [p for p in _round(matrix, live, consumed) if p.lines not in found]
            if not fresh:
                break
            for pattern in sorted(fresh, key=_rank):
                if pattern.lines not in found:
                    found[pattern.lines] = pattern
                    consumed |= set(pattern.parts)
    wholes = {p.line for p in found.values()}
    for pattern in sorted(_pairs(matrix), key=_rank):
        if pattern.line not in wholes and not matrix.totals[pattern.line]:
            found.setdefault(pattern.lines, pattern)
    return sorted(found.values(), key=_rank)


def _rank(pattern: Pattern) -> tuple[float, int, tuple[int, ...]]:
    return -pattern.weight, pattern.line, pattern.parts


def _live_lists(matrix: Matrix) -> Iterator[tuple[int, ...]]:
    """All lines; those that are no 其中; those of one name under several; whole numbers."""
    everything = tuple(range(len(matrix)))
    yield everything
    plain = tuple(n for n in everything if matrix.roles[n] not in NO_PARTS)
    if len(plain) < len(everything):
        yield plain
    named: dict[str, list[int]] = {}
    for n, path in enumerate(matrix.labels):
        if path:
            named.setdefault(path[-1], []).append(n)
    whole = [n for n in everything if matrix.is_whole[n]]
    for lines in (*named.values(), whole):
        if 2 < len(lines) < len(everything):
            yield tuple(lines)


def _round(matrix: Matrix, live: Sequence[int], consumed: set[int]) -> Iterator[Pattern]:
    """Try the lines beside each line; one that another holds already may hold others itself."""
    reach = int(weights("sums")["window"] if len(live) <= MANY else weights("sums")["narrow"])
    left = np.asarray([n for n in live if n not in consumed], dtype=np.int64)
    wholes = np.asarray(live)
    above = np.searchsorted(left, wholes)
    below = above + (left[np.minimum(above, len(left) - 1)] == wholes) if len(left) else above
    for n in np.flatnonzero(_promising(matrix, left, wholes, above, -1, reach)):
        run = left[max(0, above[n] - reach) : above[n]][::-1].tolist()
        if best := _best_run(matrix, int(wholes[n]), run, len(left)):
            yield best
    for n in np.flatnonzero(_promising(matrix, left, wholes, below, 1, reach)):
        run = left[below[n] : below[n] + reach].tolist()
        if best := _best_run(matrix, int(wholes[n]), run, len(left)):
            yield best


def _promising(
    matrix: Matrix, left: Ints, wholes: Ints, start: Ints, way: int, reach: int
) -> Bools:
    """Which lines some run that begins beside them may make up in some lane: a quick sieve."""
    sums = np.concatenate((np.zeros_like(matrix.values[:1]), np.cumsum(matrix.values[left], 0)))
    values, loose, half = matrix.values[wholes], matrix.step.max(axis=0), matrix.half.max(axis=0)
    telling = TELLING if len(left) > SMALL else 0
    found = np.zeros(len(wholes), dtype=np.bool_)
    for many in range(2, min(reach, len(left)) + 1):
        end = start + way * many
        inside = (end >= 0) & (end <= len(left))
        gap = (sums[np.clip(end, 0, len(left))] - sums[start]) * way - values
        off = half * (many + 1) + loose * (1 + many**0.5 / 2)
        near = (np.abs(gap) <= off) & (np.abs(values) > off * telling)
        found |= inside & near.any(axis=1)
    return found


def _best_run(matrix: Matrix, whole: int, run: Sequence[int], tried: int) -> Pattern | None:
    """The run beside a line, of any length, that makes it up best."""
    rows = np.asarray(run)
    parts = _Parts(
        sums=np.cumsum(matrix.values[rows], axis=0),
        there=np.cumsum(matrix.there[rows], axis=0),
        counted=np.cumsum(matrix.values[rows] != 0, axis=0),
        half=np.cumsum(matrix.half[rows], axis=0),
        step=np.maximum.accumulate(matrix.step[rows], axis=0),
        largest=np.maximum.accumulate(np.abs(matrix.values[rows]), axis=0),
        unknown=np.logical_or.accumulate(matrix.unknown[rows], axis=0),
    )
    runs = [tuple(run[: k + 1]) for k in range(len(run))]
    return _chosen(matrix, whole, _tried(matrix, whole, parts), 2 * tried, runs)


def _tried(matrix: Matrix, whole: int, parts: _Parts) -> _Trials:
    """Which candidates tie in which lanes, to the last place or by what rounding may leave."""
    value, step = matrix.values[whole], np.maximum(parts.step, matrix.step[whole])
    gap = np.abs(parts.sums - value)
    off = parts.half + matrix.half[whole]
    drift = np.where(gap <= off, off, (step * (1 + np.sqrt(parts.there) / 2)).astype(np.int64))
    speaking = matrix.there[whole] & (parts.there > 0) & ~parts.unknown
    several = parts.counted > 1
    ties = speaking & ((gap <= off) | ((gap <= drift) & several))
    size = np.maximum(np.abs(value), parts.largest).astype(np.float64)
    width = 2.0 * drift + np.maximum(matrix.unit, matrix.step[whole])
    surprise = np.log10(np.maximum(size, width) / width) * (several & (value != 0))
    exact = ties & (gap <= off)
    by_rounding = 1 / np.sqrt(1 + np.pi * parts.there / 6)
    return _Trials(ties, speaking & ~ties, exact, surprise * ties * matrix.fresh, by_rounding)


def _chosen(
    matrix: Matrix,
    whole: int,
    trials: _Trials,
    tried: int,
    parts: Sequence[tuple[int, ...]],
    how: str = "unlabelled",
) -> Pattern | None:
    """Of several candidates the one with most weight, if that is enough; the shortest of equals."""
    known = weights("sums")
    score = trials.surprise.sum(axis=1) + known["break"] * trials.breaks.sum(axis=1)
    score[~(trials.surprise > 0).any(axis=1)] = -np.inf  # so one line by itself is no sum
    telling = (trials.surprise > 0).sum(axis=1)  # one part beside nothing but noughts says nothing
    fewer = telling < trials.breaks.sum(axis=1)
    score[trials.nearly() | fewer] = -np.inf
    k = int(np.argmax(score))
    labelled = matrix.totals[whole]
    tried *= 1 if labelled else len(matrix)  # any line may be one that nothing labels
    prior = known["labelled" if labelled and how == "unlabelled" else how]
    weight = float(score[k]) + prior - log10(tried)
    if weight < known["believed"]:
        return None
    lanes = where(trials.ties[k]), where(trials.breaks[k])
    return Pattern("sum", whole, tuple(sorted(parts[k])), weight, tried, *lanes, prior)


def _pairs(matrix: Matrix) -> Iterator[Pattern]:
    """Two lines near a third, not both beside it; in a long table too many would do by chance."""
    if len(matrix) > MANY:
        return
    reach = int(weights("sums")["pairs"])
    for whole in np.flatnonzero(_promising_pairs(matrix, reach)).tolist():
        near = range(max(0, whole - reach), min(len(matrix), whole + reach + 1))
        pairs = [p for p in combinations(near, 2) if whole not in p]
        trials = _tried(matrix, whole, _pair(matrix, *np.asarray(pairs).T))
        if best := _chosen(matrix, whole, trials, len(pairs), pairs, "apart"):
            yield best


def _promising_pairs(matrix: Matrix, reach: int) -> Bools:
    values, loose = matrix.values, 3 * matrix.step.max(axis=0)
    telling = np.abs(values) > loose * (TELLING if len(matrix) > SMALL else 0)
    found = np.zeros(len(matrix), dtype=np.bool_)
    for at in np.flatnonzero(telling.any(axis=1)).tolist():
        lanes = telling[at]
        near = np.delete(values[max(0, at - reach) : at + reach + 1], at - max(0, at - reach), 0)
        gaps = near[:, None, lanes] + near[None, :, lanes] - values[at, lanes]
        ties = (np.abs(gaps) <= loose[lanes]).any(axis=2)
        found[at] = (ties & ~np.eye(len(near), dtype=np.bool_)).any()
    return found


def _pair(matrix: Matrix, one: Ints, other: Ints) -> _Parts:
    both = (one, other)
    return _Parts(
        sums=matrix.values[one] + matrix.values[other],
        there=np.where(matrix.there[one] & matrix.there[other], 2, 0),
        counted=sum(matrix.values[x] != 0 for x in both),
        half=matrix.half[one] + matrix.half[other],
        step=np.maximum(*(matrix.step[x] for x in both)),
        largest=np.maximum(*(np.abs(matrix.values[x]) for x in both)),
        unknown=matrix.unknown[one] | matrix.unknown[other],
    )


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
