"""Lines of a table that are reckoned from two others: shares, rates, growths, points.

Shown by all lanes at once, without a word. Candidates are found in floats and decided elsewhere,
exactly.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from math import log10
from typing import Final, NamedTuple

import numpy as np

from gouji.documents.document import Place
from gouji.figures.figure import Change, Figure
from gouji.figures.statements.matrix import (
    Axis,
    Bools,
    Floats,
    Form,
    Matrix,
    Pattern,
    first_of_each,
    surprise_of,
    where,
)
from gouji.rules.bundled import weights

FORMS: Final[tuple[Form, ...]] = ("share", "rest", "both", "change", "difference", "growth", "gain")
DIFFERENCES: Final = frozenset({"difference", "gain"})
CHANGES: Final = frozenset({"change", "growth"}) | DIFFERENCES
"""What a line that is called a change is likelier to be than a share of another change."""
OVER_LANES: Final = frozenset({"growth", "gain"})

MOST_LINES: Final = 40
"""Of a longer table only the first lines are tried, so that the work is bounded."""
MOST_LANES: Final = 60
"""So many lanes show what a line is; the others are held to it."""
LEAST_LANES: Final = 2
LEAST_RUNNING: Final = 3
"""So many show that a line goes on from lane to lane by what another prints."""
SCALES: Final = (1, 100)
"""A quotient is printed as it is, or in per cent …"""
PER_MANY: Final = (1000, 10_000, 100_000)
"""… and one count over another per thousand as well: 每千人口床位, 公斤 of 吨."""
MANIFOLD: Final = 10
"""What is larger so many times is no growth that anybody prints as a fraction."""
LAGS: Final = (1, -1, 4, -4, 12, -12)
"""A period is compared with the one before, and with the same of a year before."""
SLACK: Final = 1e-9
"""What floats are off by, and far more."""
RELATIVE: Final = frozenset({"relative", "unstated", "points", "difference"})


class _Lines(NamedTuple):
    """Numbers by line and lane, what rounding leaves open, and how far they move in their line."""

    values: Floats
    half: Floats
    sway: Floats


class _Made(NamedTuple):
    """What a form makes of two lines, part × whole × lane, and what rounding leaves open.

    ``sway`` is how far it moves as both move in their lines; ``told`` is where both are printed; of
    a growth the second axis is that of the lags. What ``repeats`` one of the two shows nothing: a
    hundred is 100 % of 100.
    """

    form: Form
    scale: int
    values: Floats
    off: Floats
    sway: Floats
    told: Bools
    repeats: Bools


class _Stack(NamedTuple):
    """All of one shape, so that a line is sought among them at once, form × part × whole × lane.

    ``low`` and ``high`` are the ends of what rounding leaves open, or no number.
    """

    made: Sequence[_Made]
    low: Floats
    high: Floats

    @classmethod
    def of(cls, made: Sequence[_Made]) -> _Stack:
        with np.errstate(invalid="ignore"):
            low, high = (
                np.stack([np.where(m.told, m.values + way * m.off, np.nan) for m in made])
                for way in (-1, 1)
            )
        return cls(made, low, high)


def quotients(
    matrix: Matrix, forms: Sequence[Form] = ("share", "change"), told: Set[int] = frozenset()
) -> list[Pattern]:
    """The likeliest quotient that each line shows, weightiest first.

    Lines ``told`` to be changes are reckoned from others, and nothing from them. Only they, and
    lines with numbers below zero, may be differences of two lines: others are parts of a sum.
    """
    found: dict[frozenset[int], Pattern] = {}
    rounded: Bools = np.any(matrix.half[:MOST_LINES], axis=1)  # counts are no quotients
    may_be = bool(rounded.any()) or "gain" in forms
    stacks = [_Stack.of(alike) for alike in _made(matrix, forms, told)] if may_be else []
    for line in range(len(rounded)):
        signed = line in told or bool((matrix.values[line] < 0).any())
        tried = (
            q
            for stack in stacks
            if rounded[line] or "gain" in {made.form for made in stack.made}
            for tying in _tying(matrix, line, stack)
            if tying[0].form == "gain"
            or (rounded[line] and (tying[0].form not in DIFFERENCES or signed))
            for q in _likeliest(matrix, line, *tying)
        )
        likely = [(q.weight + _beforehand(matrix, q, told, signed=signed), q) for q in tried]
        weight, best = max(likely, key=lambda way: way[0], default=(0.0, None))
        if best is not None and weight >= weights("ratios")["believed"]:
            best = _turned(matrix, best)
            found[best.lines] = max(found.get(best.lines, best), best, key=lambda q: q.weight)
    return sorted(
        (_in_all_lanes(matrix, q) for q in found.values()), key=lambda q: (-q.weight, q.line)
    )


def _beforehand(matrix: Matrix, found: Pattern, told: Set[int], *, signed: bool) -> float:
    """What speaks for a quotient but its numbers: its label; any line may be what is added on."""
    if found.line in told:
        return weights("ratios")["named"] * (found.form in CHANGES)
    if found.form != "gain" or (signed and matrix.half[found.line].any()):
        return 0.0
    goes_on = abs(found.lag) == 1 and len(found.ties) >= LEAST_RUNNING
    return -log10(len(matrix)) if goes_on else -np.inf


def _made(matrix: Matrix, forms: Sequence[Form], changes: Set[int]) -> Iterator[list[_Made]]:
    """All that any two lines make; changes are made of others, and make nothing."""
    value, half = (x[:MOST_LINES, :MOST_LANES] for x in _floats(matrix))
    plain = np.array([n not in changes for n in range(len(value))])
    there = matrix.there[:MOST_LINES, :MOST_LANES] & plain[:, None]
    pairs = there[:, None] & there[None] & ~np.eye(len(value), dtype=np.bool_)[..., None]
    lines = (value, half, _sway(value, there))
    one, other = _Lines(*(x[:, None] for x in lines)), _Lines(*(x[None] for x in lines))
    across, along = ([f for f in forms if (f in OVER_LANES) == over] for over in (False, True))
    if across:
        yield list(_of_forms(across, one, other, pairs))
    if along:
        *before, was_there = (
            np.stack([_later(x, lag) for lag in LAGS], axis=1) for x in (*lines, there)
        )
        told = there[:, None] & (was_there == 1)
        yield list(_of_forms(along, one, _Lines(*before), told))


def _floats(matrix: Matrix) -> tuple[Floats, Floats]:
    """The values as printed, and what each may be off by rounding."""
    return matrix.values.astype(np.float64) / matrix.scale, matrix.half / matrix.scale


def _sway(value: Floats, there: Bools) -> Floats:
    """By line half of the range of its numbers."""
    most = np.where(there, value, -np.inf).max(axis=1, keepdims=True)
    least = np.where(there, value, np.inf).min(axis=1, keepdims=True)
    return np.broadcast_to(np.where(most >= least, (most - least) / 2, 0.0), value.shape)


def _later(values: Floats, lag: int) -> Floats:
    """Each lane's number moved ``lag`` lanes on; 0 where there is none."""
    moved = np.zeros_like(values, dtype=np.float64)
    lanes = values.shape[-1]
    if abs(lag) < lanes:
        source = slice(max(0, -lag), lanes - max(0, lag))
        moved[..., max(0, lag) : lanes + min(0, lag)] = values[..., source]
    return moved


def _of_forms(forms: Sequence[Form], one: _Lines, other: _Lines, told: Bools) -> Iterator[_Made]:
    part, whole = one.values, other.values
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = part / whole
        off, sway = (
            np.abs(ratio) * (a / np.abs(part) + b / np.abs(whole))
            for a, b in ((one.half, other.half), (one.sway, other.sway))
        )
        of_both = (1 + ratio) ** 2
        made = {
            "share": (ratio, off, sway),
            "rest": (1 - ratio, off, sway),
            "both": (ratio / (1 + ratio), off / of_both, sway / of_both),
        }
    for form in forms:
        if form in DIFFERENCES:
            loose, moves = one.half + other.half, one.sway + other.sway
            nothing = (part == 0) | (whole == 0)
            yield _Made(form, 1, part - whole, loose, moves, told, nothing)
            continue
        values, loose, moves = made.get(form, (ratio - 1, off, sway))
        known = told & np.isfinite(values) & np.isfinite(loose)
        for scale in (*SCALES, *PER_MANY) if form == "share" else SCALES:
            grows = form not in made and scale == 1
            sound = known & (np.abs(values) < MANIFOLD) if grows else known
            repeats = np.abs(whole) == scale
            yield _Made(form, scale, values * scale, loose * scale, moves * scale, sound, repeats)


def _tying(matrix: Matrix, line: int, stack: _Stack) -> Iterator[tuple[_Made, Bools, Bools]]:
    """What ties to a line in enough lanes: where it does, and where both are printed."""
    lanes = stack.low.shape[3]
    value, step = (x[line, :lanes] / matrix.scale for x in (matrix.values, matrix.written))
    there, near = there_of(matrix, line, lanes), step + SLACK * np.abs(value)
    may = (stack.low <= value + near) & (value - near <= stack.high) & there
    for n in np.flatnonzero((may.sum(axis=3) >= LEAST_LANES).any(axis=(1, 2))).tolist():
        made = stack.made[n]
        speaking = made.told & there
        speaking[line] = False
        if made.form not in OVER_LANES:
            speaking[:, line] = False
        ties = speaking & _prints(value, step, made)
        if (ties.sum(axis=2) >= LEAST_LANES).any():
            yield made, ties, speaking


def _likeliest(
    matrix: Matrix, line: int, made: _Made, ties: Bools, speaking: Bools
) -> Iterator[Pattern]:
    known = weights("ratios")
    lanes = made.values.shape[2]
    value, step = (x[line, :lanes] / matrix.scale for x in (matrix.values, matrix.written))
    there = there_of(matrix, line, lanes)
    unit = np.gcd.reduce(matrix.values[line]) / matrix.scale
    width = np.maximum(2 * (step + np.where(ties, made.off, 0.0)), unit)
    telling = first_of_each(matrix.values[line, :lanes]) * (np.abs(value) != made.scale)
    telling = telling * ~made.repeats
    told = np.where(width > 0, width, 1.0)  # a line of nothing but noughts shows nothing
    sway = np.ptp(value[there]) + made.sway
    shown = surprise_of(np.abs(value), sway, told, telling * ties).sum(axis=2)
    breaks = (speaking & ~ties).sum(axis=2)
    score = shown + known["break"] * breaks + known["per-many"] * (made.scale in PER_MANY)
    least = breaks if made.form in OVER_LANES else 2 * breaks  # a value is in two growths
    score[ties.sum(axis=2) < np.maximum(least, LEAST_LANES)] = -np.inf
    one, other = map(int, np.unravel_index(int(np.argmax(score)), score.shape))
    tried = max(score.size, 1)
    weight = float(score[one, other]) - log10(tried)
    if np.isfinite(weight):
        lanes = where(ties[one, other]), where((speaking & ~ties)[one, other])
        whole, lag = (one, LAGS[other]) if made.form in OVER_LANES else (other, 0)
        parts = (one, whole)
        yield Pattern(made.form, line, parts, weight, tried, *lanes, scale=made.scale, lag=lag)


def _prints(value: Floats, step: Floats, made: _Made) -> Bools:
    """Where what was made is printed as a value: rounded to its step, or cut off."""
    beyond = np.where(value < 0, value - made.values, made.values - value)
    found: Bools = (-step / 2 - made.off <= beyond) & (beyond <= step + made.off)
    return found


def there_of(matrix: Matrix, line: int, lanes: int | None = None) -> Bools:
    """Where a line prints something other than zero."""
    told: Bools = matrix.there[line, :lanes] & (matrix.values[line, :lanes] != 0)
    return told


def _turned(matrix: Matrix, found: Pattern) -> Pattern:
    """A count is no quotient of a count and a fraction: the fraction is that of both counts."""
    part, whole = found.parts
    is_whole = (matrix.values[:, list(found.ties)] % matrix.scale == 0).all(axis=1)
    if found.form != "share" or not is_whole[found.line] or is_whole[whole]:
        return found
    return replace(found, line=whole, parts=(part, found.line))


def _in_all_lanes(matrix: Matrix, found: Pattern) -> Pattern:
    """The same, with the lanes that were too many to be tried."""
    values, half = _floats(matrix)
    part, whole = found.parts
    still = np.zeros_like(half)
    one = _Lines(values[part], half[part], still[part])
    *before, was_there = (
        _later(x[whole], found.lag) for x in (values, half, still, matrix.there.astype(np.float64))
    )
    nothing = matrix.there[found.line] & (matrix.values[[found.line, part]] == 0).all(axis=0)
    told = (there_of(matrix, found.line) | nothing) & matrix.there[part] & (was_there == 1)
    all_made = _of_forms([found.form], one, _Lines(*before), told)
    made = next(m for m in all_made if m.scale == found.scale)
    step = matrix.written[found.line] / matrix.scale
    ties = made.told & _prints(values[found.line], step, made)
    return replace(found, ties=where(ties), breaks=where(made.told & ~ties))


def with_changes(figures: Sequence[Figure], axis: Axis) -> tuple[list[Figure], list[int]]:
    """Figures and, as numbers of the table like any other, the changes printed beside them.

    Columns of changes where columns are lines, rows of them where rows are. The second list says
    which of the figures given each is, or is printed with.
    """
    found, at = list(figures), list(range(len(figures)))
    for i, figure in enumerate(figures):
        change = figure.change
        if change is None or change.kind not in RELATIVE:
            continue
        place = figure.place if change.place.column is None else change.place
        if (place.row == figure.place.row) == (axis == "columns"):
            at.append(i)
            found.append(_as_figure(figure, change, place))
    return found, at


def _as_figure(figure: Figure, change: Change, place: Place) -> Figure:
    return replace(
        figure,
        place=place,
        numeral=change.numeral,
        interval=change.interval,
        quantity="rate",
        exact=False,
        column_path=(),
        column_role="",
        change=None,
    )
