"""What labels set out: sums of lines, beside those that the numbers show, and accounts.

What the numbers show comes first: labels say which of it is meant, and what else should add up:
一、 over （一） and （二）, what is split 按渠道分, ``Less:`` lines.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from itertools import groupby, product, takewhile
from math import log10
from typing import Final, NamedTuple, TypeAlias

import numpy as np

from gouji.figures.statements.matrix import Ints, Matrix, Pattern, repeated_evidence, where
from gouji.figures.statements.sums_of_lines import patterns
from gouji.rules import cues
from gouji.rules.bundled import weights
from gouji.rules.labels import normalise

MOST_LINES: Final = 40
"""Of a longer table only the first lines are tried for accounts that nothing labels."""
OVERLAP = 1.5
"""Parts that make so many times their whole in every lane are not parts beside each other."""
NUMERALS: Final = "一二三四五六七八九十"
BULLETS: Final = 6
_NUMBERED: Final = re.compile(
    rf"\s*(?:([{NUMERALS}]{{1,3}}[、.．])|([（(][{NUMERALS}]{{1,3}}[)）])|"
    r"(\d{1,2}[.、．](?!\d))|([（(]\d{1,2}[)）])|([①-⑳])|([•·●○▪■◆*–-]))"
)
"""The manners of numbering, from the highest level to the lowest; bullets are of none."""


def stated(matrix: Matrix) -> list[Pattern]:
    """What the numbers show, and of labelled totals of which they show nothing what stands beside.

    Every line called a total is the whole of something: of the lines since the total before it, or
    of those below it where it stands first; lines that others hold already do not count.
    """
    found = patterns(matrix)
    shown = {p.line for p in found}
    held = {n for p in found for n in p.parts}
    called = [a or b for a, b in zip(matrix.totals, matrix.wholes, strict=True)]
    alone = [n for n, total in enumerate(called) if total and n not in shown]
    laid_out = [p for n in alone if (p := _laid_out(matrix, n, held, shown))]
    others = _in_full(matrix, found, laid_out)
    known = {p.lines: _said(p, matrix, held, others) for p in (*found, *laid_out)}
    return list((known | _set_out(matrix, known)).values())


def _set_out(
    matrix: Matrix, known: Mapping[frozenset[int], Pattern]
) -> dict[frozenset[int], Pattern]:
    """What labels set below one another, which values need not show; of several ways what ties."""
    found: dict[frozenset[int], Pattern] = {}
    for by, whole, ways in _ways(matrix):
        lines = [frozenset((whole, *parts)) for parts in ways]
        shown = [known[own] for own in lines if own in known and known[own].line == whole]
        stated = shown or [p for parts in ways if (p := _unshown(matrix, whole, parts))]
        best = max(stated, key=lambda p: len(p.ties), default=None)
        prior = weights("sums")[by]
        if best is None or best.prior >= prior or (len(ways) > 1 and _overlap(matrix, best)):
            continue
        weight = best.weight + prior - best.prior
        found[best.lines] = replace(best, prior=prior, weight=weight, tried=len(ways))
    return found


def _laid_out(matrix: Matrix, whole: int, held: Set[int], shown: Set[int]) -> Pattern | None:
    """A total of the lines beside it, and of the total before them that nothing holds, if nearer.

    ``本年收入合计``, ``年初结转``, ``总计``.
    """
    run = beside(matrix, whole, held)
    before = _before(run, whole)
    ways = [run, (*before, *run)] if before and before[0] in shown - held else [run]
    stated = [p for parts in ways if parts and (p := _unshown(matrix, whole, parts))]
    told = [p for p in stated if p.parts == run or not _without_one(matrix, p)]
    return min(told, key=lambda p: _gaps(matrix, p).sum(), default=None)


def _in_full(matrix: Matrix, found: list[Pattern], laid_out: list[Pattern]) -> Set[int]:
    """The totals that hold theirs, where lists are printed in full, but for one that does not tie.

    A balance that leaves out the smaller items does so above every total, or in no list.
    """
    called = set(np.flatnonzero(matrix.totals).tolist())
    full = any(p.line in called and called.isdisjoint(p.parts) for p in found)
    open_ = sum(p.parts[-1] < p.line for p in laid_out)
    return {p.line for p in found} & called if full and open_ == 1 else set()


def _before(run: Sequence[int], whole: int) -> tuple[int, ...]:
    """The line before those that stand above a total."""
    return (run[0] - 1,) if run and run[0] > 0 and run[-1] < whole else ()


def _gaps(matrix: Matrix, pattern: Pattern) -> Ints:
    """By lane in which all of it is printed what its parts miss it by."""
    sums = matrix.values[list(pattern.parts)].sum(axis=0)
    gaps: Ints = np.abs(sums - matrix.values[pattern.line])[list(pattern.lanes)]
    return gaps


def _said(pattern: Pattern, matrix: Matrix, held: Set[int], others: Set[int]) -> Pattern:
    """A total of all lines that nothing else holds is meant, as its label says it.

    ``others`` that hold theirs are none of the lines above it, but for the one before them.
    """
    plain = weights("sums")["plain"]
    if not matrix.totals[pattern.line] or matrix.rates or pattern.prior >= plain:
        return pattern
    lines = {n for n in range(len(matrix)) if matrix.may_hold(pattern.line, n)} - {pattern.line}
    above = others if pattern.parts[-1] < pattern.line else set()
    if not above.isdisjoint(pattern.parts) and len(pattern.lanes) > 1:
        return pattern  # several lanes show by themselves whether the total before is one of them
    apart = above - {*_before(pattern.parts, pattern.line)}
    left = lines - held - apart | {*pattern.parts}
    listed = set(top(sorted(left), matrix.labels))
    if listed != set(pattern.parts) or not _is_full(matrix, pattern) or _overlap(matrix, pattern):
        return pattern
    return replace(pattern, prior=plain, weight=pattern.weight + plain - pattern.prior)


def _without_one(matrix: Matrix, pattern: Pattern) -> bool:
    """Whether it ties in every lane without one of its lines, which is none of them then."""
    values = matrix.values[:, list(pattern.lanes)]
    parts = values[list(pattern.parts)]
    over = parts.sum(axis=0) - values[pattern.line]
    return bool((parts == over).all(axis=1).any())


def _is_full(matrix: Matrix, pattern: Pattern) -> bool:
    """Whether nothing among its lines is left out, blank, or perhaps part of another line."""
    first, last = min(pattern.lines), max(pattern.lines)
    gapless = matrix.numbers[last] - matrix.numbers[first] == last - first
    nearest = min(pattern.parts, key=lambda n: abs(n - pattern.line))
    between = range(min(nearest, pattern.line) + 1, max(nearest, pattern.line))
    gapless = gapless and not any(matrix.totals[n] for n in between)
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
            free = [n for n in lines if n not in held and matrix.may_hold(whole, n)]
            parts = tuple(sorted(top(free, matrix.labels)))
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
        return tuple(n for n in members if n != whole and matrix.may_hold(whole, n))
    return ()


def _unshown(matrix: Matrix, whole: int, parts: tuple[int, ...]) -> Pattern | None:
    rows = np.asarray(parts)
    speaking = matrix.there[whole] & matrix.there[rows].any(axis=0)
    speaking &= ~matrix.unknown[rows].any(axis=0)
    if matrix.rates or not speaking.any():
        return None
    gap = np.abs(matrix.values[rows].sum(axis=0) - matrix.values[whole])
    ties = speaking & (gap <= matrix.half[rows].sum(axis=0) + matrix.half[whole])
    prior = weights("sums")["labelled" if matrix.totals[whole] else "territory"]
    lanes = where(ties), where(speaking & ~ties)
    return Pattern("sum", whole, tuple(sorted(parts)), prior, 1, *lanes, prior)


def manner(text: str) -> int:
    """In which manner a text is numbered, from 1 on; 0 where it is not."""
    match = _NUMBERED.match(text)
    return match.lastindex or 0 if match else 0


def level(path: Sequence[str]) -> int | None:
    """How deep a line stands by its number; None where it has none."""
    found = manner(path[-1]) if path else 0
    return found if 0 < found < BULLETS else None


def top(lines: Sequence[int], labels: Sequence[Sequence[str]]) -> list[int]:
    """The lines that no number sets below others: nor do what is unnumbered between two numbers."""
    levels = {n: level(labels[n]) for n in lines}
    least = min((depth for depth in levels.values() if depth is not None), default=0)
    highest = [n for n in lines if levels[n] == least]
    inside = range(min(highest), max(highest)) if highest else range(0)
    return [n for n in lines if levels[n] == least or (levels[n] is None and n not in inside)]


Lines: TypeAlias = tuple[int, ...]


def _ways(matrix: Matrix) -> Iterator[tuple[str, int, list[Lines]]]:
    """How labels make a line the whole of others, with those; of several ways one is meant."""
    for whole, parts in _set_in(matrix):
        yield "set-in", whole, [parts]
    for whole, parts in (*_numbered(matrix.labels), *_reduced(matrix.labels)):
        yield "numbered", whole, [parts]
    for whole, lines in _by_kind(matrix.labels):  # nothing says where the last of them stands
        yield "numbered", whole, [lines[:many] for many in range(len(lines), 1, -1)]


def _set_in(matrix: Matrix) -> Iterator[tuple[int, Lines]]:
    """Each line with those that are set in below it, where these may be all there are of it."""
    for whole, depth in enumerate(matrix.depths):
        end = next((n for n in range(whole + 1, len(matrix)) if matrix.depths[n] <= depth), None)
        inside = range(len(matrix))[whole + 1 : end]
        parts = tuple(n for n in inside if matrix.depths[n] == matrix.depths[inside[0]])
        plain = all(matrix.may_hold(whole, n) and not matrix.totals[n] for n in inside)
        if len(parts) > 1 and plain:
            yield whole, parts


def _numbered(labels: Sequence[Sequence[str]]) -> Iterator[tuple[int, Lines]]:
    """Each numbered line with the lines numbered one level below it, or not numbered at all.

    What is not numbered must have a line numbered like the first behind it. Under another heading
    (``二、社会工作``, a line without numbers) the numbering begins anew. The line before the first
    that is numbered may be the whole of all of its level.
    """
    levels = [level(path) for path in labels]
    first = next((n for n, depth in enumerate(levels) if depth is not None), 0)
    all_of_them = tuple(n for n, depth in enumerate(levels) if depth == 1)  # （1） may be of which
    beside = {labels[n][:-1] for n in (first - 1, *all_of_them)}
    if first and first in all_of_them[:1] and len(all_of_them) > 2 and len(beside) == 1:
        yield first - 1, all_of_them
    for whole, depth in enumerate(levels):
        if depth is None:
            continue
        own = labels[whole][:-1]
        after = ((n, at) for n, at in enumerate(levels) if n > whole and at is not None)
        ends = (n for n, at in after if at <= depth or labels[n][: len(own)] != own)
        end = next(ends, None)
        below = range(whole + 1, len(levels) if end is None else end)
        parts = tuple(n for n in below if levels[n] == levels[below[0]])
        bare = bool(parts) and levels[parts[0]] is None
        if len(parts) > 1 and not (bare and (end is None or levels[end] != depth)):
            yield whole, parts


def _reduced(labels: Sequence[Sequence[str]]) -> Iterator[tuple[int, Lines]]:
    """A line with those that are taken off it and what is left: ``Revenue``, ``Less: costs``.

    What was added before (``加：新增``) is not all that they are taken off.
    """
    less, more = (
        [bool(path) and sign.match(path[-1]) is not None for path in labels]
        for sign in (cues.TAKEN_OFF, cues.ADDED_ON)
    )
    for n in range(1, len(labels) - 1):
        if less[n] and not less[n - 1] and not more[n - 1]:
            left = next((k for k in range(n, len(labels)) if not less[k]), None)
            if left is not None:
                yield n - 1, tuple(range(n, left + 1))


def _by_kind(labels: Sequence[Sequence[str]]) -> Iterator[tuple[int, Lines]]:
    """The line before headings that split it (``按渠道分``), with the lines under each of them."""
    whole = None
    for heading, under in groupby(range(len(labels)), lambda n: tuple(labels[n][:-1])):
        lines = tuple(under)
        if not heading or not cues.SPLIT_HEADING.fullmatch(heading[-1].strip(" :：")):
            whole = lines[-1]
        elif whole is not None and len(lines) > 1:
            yield whole, lines


class Account(NamedTuple):
    """Lines of what was there and came, and of what went; ``left`` is what is there at the end."""

    left: int
    comes: Lines
    goes: Lines
    prior: float
    """What its labels say of it before any number is looked at, in digits."""
    tried: int = 1

    @property
    def lines(self) -> frozenset[int]:
        return frozenset((self.left, *self.comes, *self.goes))


def accounts(matrix: Matrix, sums: Sequence[Pattern]) -> Collection[Account]:
    """The accounts that labels tell, and those that numbers alone show.

    Between lines of one there may stand what ``sums`` make up one of them.
    """
    held = {n for p in sums for n in p.parts}
    everything = range(len(matrix))
    lists = (everything, [n for n in everything if n not in held])
    shown = (account for live in lists for account in _shown_accounts(matrix, live[:MOST_LINES]))
    found: dict[frozenset[int], Account] = {}
    for account in (*_told_accounts(matrix.labels, held), *shown):
        found.setdefault(account.lines, account)
    return found.values()


def _shown_accounts(matrix: Matrix, live: Sequence[int]) -> Iterator[Account]:
    """Lines beside each other of which the last is the first and what came less what went."""
    known = weights("sums")
    windows = [
        (live[start : start + len(signs) + 1], live[start + len(signs) + 1], signs)
        for start in range(len(live))
        for signs in _SIGNS
        if start + len(signs) + 1 < len(live)
    ]
    for lines, left, signs in windows:
        rows = [*lines, left]
        told = matrix.there[rows].all(axis=0) & (matrix.values[rows] != 0).all(axis=0)
        made = (np.array([1, *signs])[:, None] * matrix.values[list(lines)]).sum(axis=0)
        off = matrix.half[rows].sum(axis=0)
        ties = told & (np.abs(made - matrix.values[left]) <= off)
        breaks = int((told & ~ties).sum())
        if ties.sum() <= max(breaks, 1):
            continue
        size = np.abs(matrix.values[rows]).max(axis=0).astype(np.float64)
        shown = np.log10(np.maximum(size / (2 * off + matrix.step[left]), 1.0)) * ties
        weight = shown.sum() - repeated_evidence(matrix, rows, shown) + known["break"] * breaks
        if weight + known["unlabelled"] - log10(len(windows)) >= known["believed"]:
            comes, goes = (
                tuple(n for n, s in zip(lines, (1, *signs), strict=True) if s == way)
                for way in (1, -1)
            )
            yield Account(left, comes, goes, known["unlabelled"], len(windows))


_SIGNS: Final = tuple(
    signs for many in (2, 3) for signs in product((1, -1), repeat=many) if len({*signs}) > 1
)
"""What may come (1) or go between the first line and the last: all alike makes a sum."""


def _told_accounts(labels: Sequence[Sequence[str]], held: Set[int]) -> Iterator[Account]:
    """From each line of what was there before to that of what is left, if all between have a sign.

    What stands a level below them (``本期增加`` （1）购置), or is ``held`` by another, says of what
    the lines are made.
    """
    ends = [path[-1] if path else "" for path in labels]
    for start, label in enumerate(ends):
        if not cues.ACCOUNT_OPENING.fullmatch(normalise(label)):
            continue
        signs: dict[int, str] = {}
        for n in range(start + 1, len(ends)):
            sign = _sign(ends[n])
            if level(labels[n]) not in (level(labels[start]), None) or (n in held and not sign):
                continue
            if cues.ACCOUNT_CLOSING.fullmatch(normalise(ends[n])) and len({*signs.values()}) == 2:
                comes, goes = (tuple(k for k in signs if signs[k] == sign) for sign in "+-")
                told = (ends[k] for k in signs)
                signed = all(cues.ADDED_ON.match(x) or cues.TAKEN_OFF.match(x) for x in told)
                prior = weights("sums")["numbered" if signed else "account"]
                yield Account(n, (start, *comes), goes, prior)
            if not sign:
                break
            signs[n] = sign


def _sign(label: str) -> str:
    """Whether a line adds to an account or is taken off it; empty where its label says neither."""
    text = normalise(label)
    if cues.TAKEN_OFF.match(label) or cues.ACCOUNT_OUT.fullmatch(text):
        return "-"
    return "+" if cues.ADDED_ON.match(label) or cues.ACCOUNT_IN.fullmatch(text) else ""
