"""Lines of a table that are the sum or mean of others, as the numbers show it in all lanes at once.

Nothing here knows a word. For every line the runs of lines beside it are tried, above and below;
what is found once is taken for one line (its parts fall away), and what then stand beside each
other are tried again: sums of sums, totals above their parts, differences (revenue = cost + profit
stands as revenue, cost, profit), groups of columns that bear the same names, sums alone. After
that two lines apart from a third, and runs that others part from their sum. After Jiang et al.,
*Aggregation Detection in CSV Files*, EDBT 2022, whose adjacency this follows; weights instead of
thresholds are ours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from math import log10
from typing import NamedTuple, TypeAlias

import numpy as np

from gouji.figures.grouping import grouped
from gouji.figures.statements.matrix import (
    LANES_BEFORE,
    LARGEST,
    NO_PARTS,
    Bools,
    Floats,
    Form,
    Ints,
    Matrix,
    Pattern,
    repeated_evidence,
    surprise_of,
    where,
)
from gouji.rules.bundled import weights

MANY = 400
"""Of a longer table only runs of a few lines are tried, so that the work grows with its length."""

SURE_ENOUGH = 2.0
"""Standard deviations by which fewer than expected may tie to the last place."""
RIVALS = 3
"""So many candidates of one whole are looked at closely."""
SMALL = 60
TELLING = 5
"""Unless a table is small, some lane must show a sum by more than so many times its rounding."""
MOST_AT_ONCE = 1 << 20
"""So many cells are looked at in one step: in a long table all of them would take gigabytes."""

_Group: TypeAlias = tuple[int, int, list[tuple[int, ...]]]
"""A line, how many candidates were tried for it, and those that may make it up."""


class _Parts(NamedTuple):
    """What candidates add up to, by lane: candidates × lanes."""

    sums: Ints
    there: Ints
    """How many parts are printed, and how many of them are not zero."""
    counted: Ints
    only: Ints
    """Where one part is not zero, its line."""
    listed: Ints
    """How many parts there are, by candidate alone."""
    unit: Ints
    """What all of them are multiples of."""
    half: Ints
    step: Ints
    largest: Ints
    spread: Ints
    """The greatest of the parts less the least."""
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


def patterns(matrix: Matrix, aside: Set[int] | None = None) -> list[Pattern]:
    """What the numbers show, weightiest first; no two say the same equation.

    Lines ``aside`` are known to be reckoned otherwise, and what stands around them adds up. Where
    they are given, all is wanted that ties: runs that others part from their sum as well, which
    may be totals that leave lines out.
    """
    found: dict[frozenset[int], Pattern] = {}
    for live in _live_lists(matrix):
        consumed: set[int] = set()
        for _ in range(int(weights("sums")["rounds"])):
            fresh = _fresh(found, _round(matrix, live, [n for n in live if n not in consumed]))
            if not fresh:
                break
            found |= fresh
            consumed |= {n for p in fresh.values() for n in p.parts}
    everything = range(len(matrix))
    for left in _left_lists(matrix, found.values(), aside or frozenset()):
        if len(left) < len(everything):  # all of them were tried first
            found |= _fresh(found, _round(matrix, everything, left))
    wholes = {p.line for p in found.values()}
    if aside is None:
        wholes |= set(np.flatnonzero(matrix.totals).tolist())
    apart = _fresh(found, _apart(matrix, everything, "sum", runs=aside is not None))
    found |= {lines: p for lines, p in apart.items() if p.line not in wholes}
    return sorted(found.values(), key=_rank)


def means(matrix: Matrix) -> list[Pattern]:
    """Lines that are the mean of those beside them, one by one or of what is no mean itself.

    A line of whole numbers without a name lies among others as any does, and is no mean.
    """
    everything = list(range(len(matrix)))
    may = [n for n in everything if not matrix.is_whole[n] or matrix.roles[n] == "mean"]
    found = _fresh({}, _round(matrix, may, everything, "mean")) if may else {}
    wholes = {p.line for p in found.values()}
    rest = [n for n in everything if n not in wholes]
    found |= _fresh(found, _round(matrix, may, rest, "mean")) if wholes else {}
    apart = _fresh(found, _apart(matrix, may, "mean", runs=True))
    found |= {lines: p for lines, p in apart.items() if p.line not in wholes}
    return sorted(found.values(), key=_rank)


def _fresh(
    found: Mapping[frozenset[int], Pattern], more: Iterable[Pattern]
) -> dict[frozenset[int], Pattern]:
    """Those of which nothing said the same before, by their lines; of equals the weightiest."""
    fresh: dict[frozenset[int], Pattern] = {}
    for pattern in sorted(more, key=_rank):
        if pattern.lines not in found:
            fresh.setdefault(pattern.lines, pattern)
    return fresh


def _rank(pattern: Pattern) -> tuple[float, int, tuple[int, ...]]:
    return -pattern.weight, pattern.line, pattern.parts


def _live_lists(matrix: Matrix) -> Iterable[tuple[int, ...]]:
    """All lines; those that are no 其中; those of one name under several; whole numbers."""
    everything = tuple(range(len(matrix)))
    plain = [n for n in everything if matrix.roles[n] not in NO_PARTS]
    named = grouped((path[-1], n) for n, path in enumerate(matrix.labels) if path)
    whole = [n for n in everything if matrix.is_whole[n]]
    some = [tuple(n) for n in (plain, *named.values(), whole) if 2 < len(n) < len(everything)]
    return dict.fromkeys((everything, *some))


def _left_lists(matrix: Matrix, found: Collection[Pattern], aside: Set[int]) -> Iterator[list[int]]:
    """What no sum holds, and the sums and totals alone: between them stand others as a rule."""
    held = {n for p in found for n in p.parts}
    wholes = {p.line for p in found}
    first = set(np.unique(matrix.values, axis=0, return_index=True)[1].tolist())
    once = [n for n in range(len(matrix)) if n in first and n not in aside]
    yield [n for n in once if n not in held]
    yield [n for n in once if n in wholes or matrix.totals[n]]


def _round(
    matrix: Matrix, live: Sequence[int], parts: Sequence[int], form: Form = "sum"
) -> Iterator[Pattern]:
    """Try the lines beside each line; one that another holds already may hold others itself."""
    if len(parts) < 2:
        return
    left, wholes = np.asarray(parts, dtype=np.int64), np.asarray(live)
    above = np.searchsorted(left, wholes)
    below = above + (left[np.minimum(above, len(left) - 1)] == wholes)
    tried = 2 * len(left)
    beside = _near(matrix, left, np.tile(wholes, 2), np.concatenate((above, below)), form)
    yield from _chosen(matrix, [(whole, tried, runs) for whole, runs in beside], form=form)


def _near(
    matrix: Matrix, left: Ints, wholes: Ints, start: Ints, form: Form
) -> Iterator[tuple[int, list[tuple[int, ...]]]]:
    """Lines with the runs beside them that may make them up in some lane, shortest first: a sieve.

    Of ``wholes`` and where their runs begin the first half looks above, the second below.
    """
    lines = len(wholes) // 2
    way = np.repeat((-1, 1), lines)
    reach = min(int(weights("sums")["window" if lines <= MANY else "narrow"]), len(left))
    sums, counts = _running(matrix.values[left]), _running(matrix.there[left])
    values, loose, half = matrix.values[wholes], matrix.step.max(axis=0), matrix.half.max(axis=0)
    telling = TELLING if len(left) > SMALL else 0
    found: dict[int, list[tuple[int, ...]]] = {}
    at_once = max(1, MOST_AT_ONCE // max(1, values.size))
    for least in range(2, reach + 1, at_once):
        many = np.arange(least, min(least + at_once, reach + 1))[:, None]
        end = start + way * many
        inside = (end >= 0) & (end <= len(left))
        end = np.clip(end, 0, len(left))
        times = np.abs(counts[end] - counts[start]) if form == "mean" else 1
        gap = (sums[end] - sums[start]) * way[:, None] - values * times
        long = many[..., None]
        off = (half * (long + 1) + loose * (1 + np.sqrt(long) / 2)) * times
        near = inside & ((np.abs(gap) <= off) & (np.abs(values) > off * telling)).any(axis=2)
        for at, n in np.argwhere(near).tolist():
            run = left[min(start[n], end[at, n]) : max(start[n], end[at, n])]
            found.setdefault(n, []).append(tuple(run.tolist()))
    return ((int(wholes[n]), runs) for n, runs in found.items())


def _running(lines: Ints | Bools) -> Ints:
    """What none of the lines, the first, the first two … add up to."""
    sums = np.cumsum(lines, axis=0, dtype=np.int64)
    return np.concatenate((np.zeros_like(sums[:1]), sums))


def _tried(matrix: Matrix, wholes: Ints, parts: _Parts) -> _Trials:
    """Which candidates tie to their wholes in which lanes, to the last place or nearly so."""
    value, step = matrix.values[wholes], np.maximum(parts.step, matrix.step[wholes])
    gap = np.abs(parts.sums - value)
    off = parts.half + matrix.half[wholes]
    drift = np.where(gap <= off, off, (step * (1 + np.sqrt(parts.there) / 2)).astype(np.int64))
    speaking = matrix.there[wholes] & (parts.there > 0)
    several = parts.counted > 1
    ties = speaking & ((gap <= off) | ((gap <= drift) & several & ~parts.unknown))
    several |= _alone_in_turn(parts, ties)
    size = np.maximum(np.abs(value), parts.largest).astype(np.float64)
    width = 2.0 * drift + np.maximum(matrix.unit, matrix.step[wholes])
    surprise = np.log10(np.maximum(size, width) / width) * several
    exact = ties & (gap <= off)
    by_rounding = 1 / np.sqrt(1 + np.pi * parts.there / 6)
    return _Trials(ties, speaking & ~ties & ~parts.unknown, exact, surprise * ties, by_rounding)


def _alone_in_turn(parts: _Parts, ties: Bools) -> Bools:
    """Lanes in which one part makes up the whole, and another than in most such lanes.

    Where it is the same part everywhere, the whole may as well repeat it.
    """
    alone = ties & (parts.counted == 1)
    found: Bools = np.zeros_like(alone)
    most, least = (np.where(alone, parts.only, end) for end in (-1, LARGEST))
    for n in np.flatnonzero(most.max(axis=1) > least.min(axis=1)).tolist():
        found[n] = alone[n] & (parts.only[n] != np.bincount(parts.only[n][alone[n]]).argmax())
    return found


def _averaged(matrix: Matrix, wholes: Ints, parts: _Parts) -> _Trials:
    """The same for means, of lines; a mean lies among its parts anyway.

    What is blank counts for nothing, or for nought: whichever more lanes show.
    """
    value, there = matrix.values[wholes], matrix.there[wholes]
    step = np.maximum(matrix.half[wholes], matrix.step[wholes] // 2)
    told = there & (parts.there > 1) & ~parts.unknown
    all_of_them = np.broadcast_to(parts.listed[:, None], value.shape)
    ties, all_tie = (
        told & (np.abs(parts.sums - value * n) <= parts.half + step * n)
        for n in (parts.there, all_of_them)
    )
    more = (all_tie.sum(axis=1) > ties.sum(axis=1))[:, None]
    ties = np.where(more, all_tie, ties)
    many = np.maximum(np.where(more, all_of_them, parts.there), 1)
    unit = np.maximum(matrix.unit, matrix.step[wholes]) * many
    width = 2.0 * (parts.half + step * many) + np.maximum(unit, parts.unit)
    most, least = (np.where(there, value, end) for end in (-LARGEST, LARGEST))
    moved = np.maximum(most.max(axis=1) - least.min(axis=1), 0)
    sway = (moved + np.ptp(parts.sums / many, axis=1) / 2)[:, None] * many
    surprise = surprise_of(parts.spread * many, sway, width, ties)
    return _Trials(ties, told & ~ties, ties, surprise, np.zeros(many.shape))


def _chosen(
    matrix: Matrix, groups: Sequence[_Group], how: str = "unlabelled", form: Form = "sum"
) -> Iterator[Pattern]:
    """Of the candidates of each whole the one with most weight, if that is enough.

    The shortest of equals; none where others part from the whole tie as well.
    """
    if not groups:
        return
    known = weights("sums")
    many = [len(parts) for _, _, parts in groups]
    wholes = np.repeat([whole for whole, _, _ in groups], many)
    of = _averaged if form == "mean" else _tried
    trials = of(matrix, wholes, _added(matrix, [run for *_, parts in groups for run in parts]))
    scores = _scored(matrix, wholes, trials)
    first = 0
    for (whole, among, parts), count in zip(groups, many, strict=True):
        score, own, first = scores[first : first + count], first, first + count
        called = matrix.totals[whole] or matrix.wholes[whole]
        labelled = called if form == "sum" else matrix.roles[whole] == "mean"
        tried = among * (1 if labelled else len(matrix))  # any may be one that nothing labels
        prior = known["labelled" if labelled and how == "unlabelled" else how]
        least = known["believed"] + log10(tried) - prior
        if score.max() < least or (how == "apart" and _has_rivals(score, parts)):
            continue
        for k in np.argsort(-score, kind="stable")[:RIVALS].tolist():
            if score[k] < least:
                break
            repeated = repeated_evidence(matrix, (whole, *parts[k]), trials.surprise[own + k])
            if score[k] - repeated >= least:
                weight = float(score[k]) - repeated + prior - log10(tried)
                lanes = where(trials.ties[own + k]), where(trials.breaks[own + k])
                yield Pattern(form, whole, tuple(sorted(parts[k])), weight, tried, *lanes, prior)
                break


def _scored(matrix: Matrix, wholes: Ints, trials: _Trials) -> Floats:
    """What speaks for each candidate, in digits; nothing does where too little is shown."""
    breaks = trials.breaks.sum(axis=1)
    score: Floats = trials.surprise.sum(axis=1) + weights("sums")["break"] * breaks
    # one part beside nothing but noughts says nothing, so one line by itself is no sum
    telling = (trials.surprise * (matrix.values[wholes] != 0) > 0).sum(axis=1)
    score[(telling == 0) | (telling < breaks) | trials.nearly()] = -np.inf
    return score


def _has_rivals(score: Floats, parts: Sequence[tuple[int, ...]]) -> bool:
    """Whether others tie as well as the best: which of them is meant then nobody can say."""
    equal = [set(parts[k]) for k in np.flatnonzero(score == score.max()).tolist()]
    return any(not equal[0] <= other for other in equal)


def _apart(matrix: Matrix, wholes: Sequence[int], form: Form, *, runs: bool) -> Iterator[Pattern]:
    """Two lines near a third, or runs that others part from it; too many tie in a long table.

    Two lines have their mean between them, and so do many others.
    """
    if len(matrix) > MANY:
        return
    lines = _running(matrix.values), _running(matrix.there)
    loose = 3 * matrix.step.max(axis=0)
    telling = np.abs(matrix.values) > loose * (TELLING if len(matrix) > SMALL else 0)
    groups: list[_Group] = []
    for whole in (n for n in wholes if telling[n].any()):
        lanes = np.flatnonzero(telling[whole])[:LANES_BEFORE]
        value, off = matrix.values[whole, lanes], loose[lanes]
        parts: list[tuple[int, ...]] = []
        tried = 0
        if form == "sum":
            near = [n for n in _around(matrix, whole, "pairs") if n != whole]
            both = matrix.values[near][:, lanes]
            parts += _ties_among(both[:, None] + both - value, off, near)
            tried += len(near) * (len(near) - 1) // 2
        far = _around(matrix, whole, "narrow")
        for side in (far[: far.index(whole)], far[far.index(whole) + 1 :]) if runs else ():
            ends, many = (x[side.start : side.stop + 1, lanes] for x in lines)
            times = np.abs(many - many[:, None]) if form == "mean" else 1
            spans = _ties_among(ends - ends[:, None] - value * times, off * times, range(len(ends)))
            parts += [tuple(side[i:j]) for i, j in spans if j - i > 1]
            tried += len(side) * (len(side) - 1) // 2
        if parts:
            groups.append((whole, tried, parts))
    yield from _chosen(matrix, groups, "apart", form)


def _around(matrix: Matrix, line: int, reach: str) -> range:
    """The lines up to so many above and below one, with itself."""
    many = int(weights("sums")[reach])
    return range(max(0, line - many), min(len(matrix), line + many + 1))


def _ties_among(gaps: Ints, off: Ints, lines: Sequence[int]) -> list[tuple[int, int]]:
    """Of pairs of lines × lanes those that tie in a third of the lanes, each once."""
    ties = 3 * (np.abs(gaps) <= off).sum(axis=2) >= gaps.shape[2]
    one, other = np.nonzero(np.triu(ties, 1))
    return [(lines[i], lines[j]) for i, j in zip(one.tolist(), other.tolist(), strict=True)]


def _added(matrix: Matrix, candidates: Sequence[Sequence[int]]) -> _Parts:
    """What each of several lists of lines adds up to."""
    rows = np.concatenate([np.asarray(lines) for lines in candidates])
    starts = np.cumsum([0, *map(len, candidates)][:-1])
    values, there = matrix.values[rows], matrix.there[rows]
    most, least = (np.where(there, values, other) for other in (-LARGEST, LARGEST))
    return _Parts(
        sums=np.add.reduceat(values, starts),
        there=np.add.reduceat(there.astype(np.int64), starts),
        unit=np.gcd.reduceat(values, starts),
        listed=np.array([len(lines) for lines in candidates]),
        counted=np.add.reduceat((values != 0).astype(np.int64), starts),
        only=np.add.reduceat(np.where(values != 0, rows[:, None], 0), starts),
        half=np.add.reduceat(matrix.half[rows], starts),
        step=np.maximum.reduceat(matrix.step[rows], starts),
        largest=np.maximum.reduceat(np.abs(values), starts),
        spread=np.maximum.reduceat(most, starts) - np.minimum.reduceat(least, starts),
        unknown=np.logical_or.reduceat(matrix.unknown[rows], starts),
    )
