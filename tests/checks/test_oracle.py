"""The evaluator against brute force, more than a hundred thousand times.

Nothing here is computed with the code under test: what a printed figure stands for is written down
once more (``stands_for``), equations are decided by trying values, and the last figure is solved
for exactly. The evaluator sees only text and printed numbers. All is seeded.
"""

from __future__ import annotations

import os
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise, product
from typing import NamedTuple

import numpy as np
import pytest

from gouji.checks.equations.verdict import decide
from gouji.figures.interval import Interval
from gouji.rules.language import parse


class Span(NamedTuple):
    """What a figure stands for, in halves of its last printed place; None is unbounded."""

    low: int | None
    high: int | None
    low_open: bool = False
    high_open: bool = False

    def mirrored(self):
        low = None if self.high is None else -self.high
        high = None if self.low is None else -self.low
        return Span(low, high, self.high_open, self.low_open)

    def holds(self, x):
        above = self.low is None or x > self.low or (x == self.low and not self.low_open)
        return above and (
            self.high is None or x < self.high or (x == self.high and not self.high_open)
        )


TIMES = int(os.environ.get("GOUJI_ORACLE", "1"))
"""How many times the relations of CI are drawn; seven times are a million, some minutes by hand."""


def stands_for(value, way):
    """One digit and how it is to be read: the tables of the design, in halves."""
    if value < 0:
        return stands_for(-value, way).mirrored()
    v = 2 * value
    return {
        "exact": Span(v, v),
        "rounded": Span(v - 1, v + 1),
        "truncated": Span(v, v + 2, False, True) if v else Span(-2, 2, True, True),
        "over": Span(v, None, True),
        "at-least": Span(v, None),
        "under": Span(v - 2, v, True),
        "at-most": Span(None, v),
        "below": Span(None, v, False, True),
        "more": Span(v, v + 2, False, True),
        "about": Span(v - 2, v + 2),
        "derived": Span(v - 1, v + 1, True, True),
    }[way]


READINGS = ("exact", "rounded", "truncated")
HEDGES = ("under", "more", "about")
UNBOUNDED = ("over", "at-least", "at-most", "below")
WAYS = (*READINGS, *HEDGES, *UNBOUNDED, "derived")
"""Derived: implied by other figures, with neither end reached."""
PRINTED = list(product(range(-9, 10), WAYS))
SPANS = [stands_for(*printed) for printed in PRINTED]


def read(value, way):
    """As the code under test reads it."""
    if way == "derived":
        return Interval(Fraction(2 * value - 1, 2), Fraction(2 * value + 1, 2), True, True)
    hedge, reading = ("", way) if way in READINGS else (way, "rounded")
    return Interval.of(
        Decimal(value),
        Decimal(1),
        hedge,
        way == "exact",
        "truncated" if reading == "truncated" else "rounded",
    )


INTERVALS = [read(*printed) for printed in PRINTED]
BOUNDED = np.array([i for i, (_, way) in enumerate(PRINTED) if way not in UNBOUNDED])
ANY = np.arange(len(PRINTED))

PARTS = 4
"""Lattice points a half, so that stepping inside three open ends still leaves room before the
next end: ends lie on whole halves."""
STEPS = np.arange(4 * PARTS + 1)


def test_the_pool_is_read_as_the_design_says():
    for interval, span in zip(INTERVALS, SPANS, strict=True):
        ends = [None if end is None else Fraction(end, 2) for end in span[:2]]
        assert [interval.low, interval.high] == ends
        opens = span.low is None or span.low_open, span.high is None or span.high_open
        assert (interval.low_open, interval.high_open) == opens


def verdicts(text, terms):
    """What is decided; ``terms`` gives an array of figures, or a matrix for many."""
    comparison = parse(text)
    columns = {key: [tuple(INTERVALS[i] for i in np.atleast_1d(row)) for row in column]
               for key, column in terms.items()}  # fmt: skip
    rows = zip(*columns.values(), strict=True)
    return [decide(comparison, dict(zip(columns, row, strict=True))) for row in rows]


def lattice():
    """Every figure's values, 1/PARTS of a half apart; beyond its ends, not a value."""
    low = np.array([PARTS * (s.low or 0) + s.low_open for s in SPANS])
    high = np.array([PARTS * (s.high or 0) - s.high_open for s in SPANS])
    start = np.array([PARTS * (s.low or 0) for s in SPANS])
    points = start[:, None] + STEPS
    return points, (points >= low[:, None]) & (points <= high[:, None])


def some_value_fits(op, weights, figures):
    """Whether Σ weight·figure ``op`` 0 for some values; the first is solved for.

    All others are tried on the lattice. That is exact: for values of theirs, what the first must
    be runs over a range whose ends are whole halves (weights are whole), and so are its own ends.
    Two such ranges have either one end in common, which is on the lattice if both reach it, or at
    least a half, of which stepping inside open ends takes no more than three quarters (the other
    weights add up to three at most), and lattice points of the sum are a quarter of a half apart.
    """
    points, valid = lattice()
    rest, fine = np.zeros((len(figures), 1), dtype=int), np.ones((len(figures), 1), dtype=bool)
    for weight, column in zip(weights[1:], figures.T[1:], strict=True):
        rest = (rest[:, :, None] + weight * points[column][:, None, :]).reshape(len(figures), -1)
        fine = (fine[:, :, None] & valid[column][:, None, :]).reshape(len(figures), -1)
    spans = [SPANS[i] if weights[0] > 0 else SPANS[i].mirrored() for i in figures[:, 0]]
    far, unit = 10**6, PARTS * abs(weights[0])
    low = np.array([-far if s.low is None else unit * s.low for s in spans])[:, None]
    high = np.array([far if s.high is None else unit * s.high for s in spans])[:, None]
    low_open = np.array([s.low_open for s in spans])[:, None]
    high_open = np.array([s.high_open for s in spans])[:, None]
    up = (-rest > low) | ((-rest == low) & ~low_open)
    down = (-rest < high) | ((-rest == high) & ~high_open)
    fits = {"=": up & down, "<=": up, ">=": down}[op]
    return (fits & fine).any(axis=1)


LINEAR = [
    ("a {} b + c", (1, -1, -1), "abc", 9000),
    ("a {} b - c", (1, -1, 1), "abc", 7000),
    ("b - a {} -c", (-1, 1, 1), "abc", 7000),
    ("a {} b", (1, -1), "ab", 4000),
    ("a * 1 {} b * 2 - 3 * c / 3", (1, -2, 1), "abc", 5000),
    ("a {} b + c - d", (1, -1, -1, 1), "abcd", 1500),
]


@pytest.mark.parametrize(("text", "weights", "names", "rows"), LINEAR)
@pytest.mark.parametrize("op", ["=", "<=", ">="])
def test_sums_differences_and_bounds(text, weights, names, rows, op):
    random, rows = np.random.default_rng(sum(map(ord, text + op))), rows * TIMES
    columns = [random.choice(ANY, rows), *(random.choice(BOUNDED, rows) for _ in names[1:])]
    figures = np.stack(columns, axis=1)
    found = verdicts(text.format(op), dict(zip(names, figures.T, strict=True)))
    expected = np.concatenate(
        [some_value_fits(op, weights, chunk) for chunk in np.array_split(figures, rows // 500)]
    )
    assert found == ["ties" if fits else "breaks" for fits in expected]


def test_sums_and_means_over_lists():
    """Three parts; a plain mean is a sum with weight three on the left."""
    random = np.random.default_rng(3)
    for text, weights in (("a = sum(@x)", (1, -1, -1, -1)), ("a = mean(@x)", (3, -1, -1, -1))):
        figures = np.stack([random.choice(BOUNDED, 2000 * TIMES) for _ in weights], axis=1)
        found = verdicts(text, {"a": figures[:, 0], "x": figures[:, 1:]})
        expected = [
            fits
            for chunk in np.array_split(figures, 8 * TIMES)
            for fits in some_value_fits("=", weights, chunk)
        ]
        assert found == ["ties" if fits else "breaks" for fits in expected]


def candidates(span, critical):
    """The values of one figure at which a condition has to be tried.

    A condition made of linear inequalities in one variable changes its truth only where one of
    them becomes an equality, at a critical value. So its ends that are reached, the critical
    values, and one point between each two neighbours are as good as all values.
    """
    far = 10**4
    low = -far if span.low is None else span.low
    high = far if span.high is None else span.high
    marks = sorted({Fraction(low), Fraction(high), *(c for c in critical if low < c < high)})
    inner = [(a + b) / 2 for a, b in pairwise(marks)]
    return [x for x in (*marks, *inner) if span.holds(x)]


def overlaps(one_low, one_high, low_reached, high_reached, other):
    """Whether the values from ``one_low`` to ``one_high`` meet a span."""
    if other.high is not None and (
        one_low > other.high or (one_low == other.high and (other.high_open or not low_reached))
    ):
        return False
    return other.low is None or not (
        one_high < other.low or (one_high == other.low and (other.low_open or not high_reached))
    )


def share_fits(rate, part, whole):
    """Whether rate·whole = part: for one whole, rate·whole is an interval, met or not by part.

    Both conditions (its low end below part's high one, and so on) are linear in whole.
    """
    rates = [r for r in (rate.low, rate.high) if r]
    parts = [p for p in (part.low, part.high) if p is not None]
    critical = {Fraction(0)} | {Fraction(2 * p, r) for p in parts for r in rates}
    for w in candidates(whole, critical):
        ends = (rate.low * w / 2, not rate.low_open), (rate.high * w / 2, not rate.high_open)
        (low, low_reached), (high, high_reached) = sorted(ends)
        if not w:
            low_reached = high_reached = True
        if overlaps(low, high, low_reached, high_reached, part):
            return True
    return False


def test_shares():
    """``rate = part / whole``: a whole that may be zero, or of either sign, decides nothing."""
    random = np.random.default_rng(5)
    rows = 14000 * TIMES
    rate, part, whole = (random.choice(pool, rows) for pool in (BOUNDED, ANY, BOUNDED))
    found = verdicts("r = a / b", {"r": rate, "a": part, "b": whole})
    for verdict, r, a, b in zip(found, rate, part, whole, strict=True):
        divisor = SPANS[b]
        if divisor.low == 0 == divisor.high or divisor.low < 0 < divisor.high:
            expected = "undecidable"
        else:
            off_zero = divisor._replace(
                low_open=divisor.low_open or divisor.low == 0,
                high_open=divisor.high_open or divisor.high == 0,
            )
            expected = "ties" if share_fits(SPANS[r], SPANS[a], off_zero) else "breaks"
        assert verdict == expected, (PRINTED[r], PRINTED[a], PRINTED[b])


def own_share_fits(rate, part, other):
    """Whether rate = part / (part + other), none negative: ``part`` stands there twice.

    For one part the quotient falls as ``other`` grows, so it runs from part / (part + other.high)
    to part / (part + other.low). Multiplied out, both ends are linear in part.
    """
    critical = {
        Fraction(r) * Fraction(o, 2) / (1 - Fraction(r, 2))
        for r in (rate.low, rate.high)
        for o in (other.low, other.high)
        if r not in (None, 2)
    }
    for a in candidates(part, critical):
        lowest = Fraction(a, a + other.high) * 2
        highest = Fraction(a, a + other.low) * 2
        if overlaps(lowest, highest, not other.high_open, not other.low_open, rate):
            return True
    return False


def test_a_figure_that_occurs_twice():
    """``rate = a / (a + b)`` with a > 0 and b >= 0; rates may be unbounded."""
    random = np.random.default_rng(7)
    small = np.array([i for i in ANY if 0 <= PRINTED[i][0] <= 2])
    positive = np.array([i for i in BOUNDED if SPANS[i].low > 0])
    natural = np.array([i for i in BOUNDED if SPANS[i].low >= 0 and PRINTED[i][0] <= 2])
    rate, part, other = (random.choice(pool, 3000 * TIMES) for pool in (small, positive, natural))
    found = verdicts("r = a / (a + b)", {"r": rate, "a": part, "b": other})
    expected = [
        own_share_fits(SPANS[r], SPANS[a], SPANS[b])
        for r, a, b in zip(rate, part, other, strict=True)
    ]
    assert found == ["ties" if fits else "breaks" for fits in expected]


def mean_fits(mean, values, weights):
    """Whether a weighted mean of two fits: only t, the first one's share of the weight, matters.

    For one t strictly between 0 and 1 the mean runs from t·x₁ + (1 − t)·x₂ at the low ends to the
    same at the high ends; both are linear in t, and t's own ends are known.
    """
    (one, other), (v, w) = values, weights
    share = Span(
        Fraction(v.low, v.low + w.high),
        Fraction(v.high, v.high + w.low),
        v.low_open or w.high_open,
        v.high_open or w.low_open,
    )
    critical = {
        Fraction(m - other[end], one[end] - other[end])
        for m in (mean.low, mean.high)
        for end in (0, 1)
        if one[end] != other[end]
    }
    for t in candidates(share, critical):
        low, high = (t * one[end] + (1 - t) * other[end] for end in (0, 1))
        low_reached = not (one.low_open or other.low_open)
        high_reached = not (one.high_open or other.high_open)
        if overlaps(low, high, low_reached, high_reached, mean):
            return True
    return False


def test_weighted_means():
    """Weights exact, rounded, truncated or hedged, and positive; values of either sign."""
    random = np.random.default_rng(11)
    positive = np.array([i for i in BOUNDED if SPANS[i].low > 0])
    means = random.choice(BOUNDED, 2000 * TIMES)
    values, weights = (random.choice(pool, (2000 * TIMES, 2)) for pool in (BOUNDED, positive))
    found = verdicts("m = mean(@x, @w)", {"m": means, "x": values, "w": weights})
    expected = [
        mean_fits(SPANS[m], [SPANS[i] for i in x], [SPANS[i] for i in w])
        for m, x, w in zip(means, values, weights, strict=True)
    ]
    assert found == ["ties" if fits else "breaks" for fits in expected]


def test_smallest_and_largest():
    """``min(@x) <= m <= max(@x)`` has two links; each fits if it does with one of the parts."""
    random = np.random.default_rng(13)
    figures = random.choice(BOUNDED, (5000 * TIMES, 4))
    found = verdicts("min(@x) <= m <= max(@x)", {"m": figures[:, 0], "x": figures[:, 1:]})
    below, above = (
        np.logical_or.reduce(
            [some_value_fits(op, (1, -1), figures[:, [0, part]]) for part in (1, 2, 3)]
        )
        for op in (">=", "<=")
    )
    assert found == ["ties" if fits else "breaks" for fits in below & above]


@pytest.mark.parametrize(("op", "turned"), [("=", "="), ("<=", ">="), (">=", "<=")])
def test_the_smallest_is_one_of_them(op, turned):
    """``m op min(x)``: over all values on the lattice, exact for the reason given for sums.

    The largest is the smallest of the mirrored figures; a hedged 0 has no mirror image in print.
    """
    mirrors = np.array([i for i in BOUNDED if PRINTED[i][0]])
    figures = np.random.default_rng(17).choice(mirrors, (2000, 3))
    points, valid = lattice()
    one, other = points[figures[:, 1]][:, :, None], points[figures[:, 2]][:, None, :]
    fine = valid[figures[:, 1]][:, :, None] & valid[figures[:, 2]][:, None, :]
    least, fine = np.minimum(one, other).reshape(2000, -1), fine.reshape(2000, -1)
    spans = zip(*(SPANS[i] for i in figures[:, 0]), strict=True)
    low, high, low_open, high_open = (np.array(ends)[:, None] for ends in spans)
    above = (least > PARTS * low) | ((least == PARTS * low) & ~low_open)
    below = (least < PARTS * high) | ((least == PARTS * high) & ~high_open)
    fits = ({"=": above & below, "<=": above, ">=": below}[op] & fine).any(axis=1)
    expected = ["ties" if fit else "breaks" for fit in fits]
    assert verdicts(f"m {op} min(@x)", {"m": figures[:, 0], "x": figures[:, 1:]}) == expected
    single = dict(zip("mab", figures.T, strict=True))
    assert verdicts(f"m {op} min(a, b)", single) == expected
    mirror = np.array([PRINTED.index((-value, way)) for value, way in PRINTED])
    mirrored = {key: mirror[column] for key, column in single.items()}
    assert verdicts(f"m {turned} max(a, b)", mirrored) == expected


def test_there_are_more_than_a_hundred_thousand_cases():
    linear = 3 * sum(rows for *_, rows in LINEAR)
    assert linear + 2 * 2000 + 14000 + 3000 + 2000 + 5000 + 9 * 2000 >= 100_000
