from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.checks.equations.bindings import (
    ABSENT,
    DECIMAL,
    FRACTION,
    UNBOUNDED,
    Bindings,
    Intervals,
    Many,
)
from gouji.checks.equations.columns import Column, decimal_places, is_small
from gouji.checks.equations.decide import decide
from gouji.checks.equations.equation import compiled
from gouji.checks.equations.evaluate import VERDICTS, evaluate, evaluate_readings
from gouji.checks.equations.rounding_strain import UNLIKELY, strain
from gouji.figures.interval import EVERYTHING, Interval
from gouji.rules.language import parse

F = Fraction


def exactly(value):
    return Interval.point(F(value))


def spread(low, high, opens=""):
    return Interval(F(low), F(high), "(" in opens, ")" in opens)


def verdicts(text, figures, rows, again=None):
    template = compiled(parse(text))
    intervals, bindings = Intervals.of(figures), Bindings.of(template, rows)
    if again is None:
        return [VERDICTS[v] for v in evaluate(template, intervals, bindings).verdict]
    found = evaluate_readings(template, intervals, Intervals.of(again), bindings)
    return [VERDICTS[v] for v in found.verdict]


EQUATIONS = [
    "a = b + c + [d]",
    "a = b - c / 3",
    "r = a / b",
    "r = a / b - 1",
    "r = a / (a + b)",
    "a / (b - c) <= d",
    "r * a + r * b = a * c",
    "(a + b) * c = a * d",
    "a / sum(@x) = b",
    "a >= b + sum(@x)",
    "m = mean(@x, @w)",
    "m = mean(@x)",
    "min(@x) <= m <= max(@x)",
    "min(a, b / 7 + [c]) <= max(d, 3)",
    "0 <= a <= 100%",
    "a = b * b",
    "a * b + b * c + c * d + d * a = 1",
    "a = 100000000000000000000 * b",
    "a - a + 2 = 2",
]


@st.composite
def figures(draw):
    """Mostly printed decimals; some with thirds for ends, some huge, some without an end."""
    value = F(draw(st.integers(-12, 24)), draw(st.sampled_from([1, 1, 2, 10, 100, 3])))
    value *= draw(st.sampled_from([1] * 8 + [10**9, 10**17]))
    width = F(draw(st.integers(0, 6)), draw(st.sampled_from([1, 10, 3])))
    low_open, high_open = (width > 0 and draw(st.booleans()) for _ in range(2))
    low, high = draw(
        st.sampled_from(
            [(value, value + width)] * 12 + [(None, value), (value, None), (None, None)]
        )
    )
    return Interval(low, high, low_open, high_open)


@st.composite
def bound(draw):
    comparison = parse(draw(st.sampled_from(EQUATIONS)))
    pool = draw(st.lists(figures(), min_size=1, max_size=12))
    at = st.integers(0, len(pool) - 1)
    rows = []
    for _ in range(draw(st.integers(1, 8))):
        many = draw(st.integers(0, 3))
        rows.append(
            {
                key: draw(st.lists(at, min_size=many, max_size=many))
                if slot.many
                else draw(st.lists(at, min_size=1 - slot.optional, max_size=1))
                for key, slot in compiled(comparison).slots.items()
            }
        )
    return comparison, pool, rows


@settings(max_examples=300, deadline=None)
@given(bound())
def test_all_ways_give_one_answer(case):
    """Columns of int64 or of Python's numbers, and one row at a time: verdict, gap and flag."""
    comparison, pool, rows = case
    template = compiled(comparison)
    bindings = Bindings.of(template, rows)
    plain = Intervals.of(pool)
    # as if no end were a decimal, so that nothing is computed in int64
    pythonic = Intervals(
        *(np.zeros_like(ends) for ends in (plain.low, plain.high)),
        *(np.zeros_like(opens) for opens in (plain.low_open, plain.high_open)),
        np.zeros_like(plain.scale),
        np.where(plain.kind == UNBOUNDED, UNBOUNDED, FRACTION),
        dict(enumerate(pool)),
    )
    for intervals in (plain, pythonic):
        outcomes = evaluate(template, intervals, bindings)
        for at, row in enumerate(rows):
            decision = decide(comparison, {k: tuple(pool[i] for i in v) for k, v in row.items()})
            assert VERDICTS[outcomes.verdict[at]] == decision.verdict
            assert outcomes.gap(at) == decision.gap
            assert outcomes.exact[at] == decision.exact


def test_what_would_overflow_is_computed_again():
    big = 3 * 10**12
    pool = [exactly(v) for v in (big, big, big * big, big * big + 1)]
    rows = [{"a": [2], "b": [0], "c": [1]}, {"a": [3], "b": [0], "c": [1]}]
    assert verdicts("a = b * c", pool, rows) == ["ties", "breaks"]
    # 2^64 would have wrapped to the very product
    pool = [exactly(v) for v in (2**32, 2**32, 0)]
    assert verdicts("a = b * c", pool, [{"a": [2], "b": [0], "c": [1]}]) == ["breaks"]


def test_rows_keep_their_verdicts_whichever_way_they_go():
    """Rows that leave int64 late come behind those that never entered it."""
    pool = [exactly(F(1, 3)), exactly(10**9), exactly(1), exactly(10**18)]
    rows = [{"a": [0], "b": [2], "c": [2]}, {"a": [3], "b": [1], "c": [1]}]
    assert verdicts("a = b * c", pool, rows) == ["breaks", "ties"]
    assert verdicts("a = b * c", pool, rows[::-1]) == ["ties", "breaks"]


def test_truncation_is_tried_where_rounding_breaks():
    rounded = [exactly(2), spread("0.5", "1.5"), spread("-0.5", "0.5"), exactly(5)]
    truncated = [exactly(2), spread(1, 2, ")"), spread(0, 1, ")"), exactly(5)]
    rows = [{"a": [0], "b": [1], "c": [2]}, {"a": [3], "b": [1], "c": [2]}, {"a": [0], "b": [1]}]
    assert verdicts("a = b + c", rounded, rows) == ["ties", "breaks", "undecidable"]
    narrow = [exactly("2.5"), *rounded[1:]]
    cut = [exactly("2.5"), *truncated[1:]]
    expected = ["ties-truncated", "breaks", "undecidable"]
    assert verdicts("a = b + c", narrow, rows, again=cut) == expected


def test_no_rows_are_no_work():
    assert verdicts("a = b", [], []) == []
    assert verdicts("a = sum(@x)", [exactly(1)], []) == []


@pytest.mark.parametrize("way", [spread(2, 3), spread(2, F(10, 3)), Interval(F(2), None)])
def test_every_kind_of_factor_goes_every_way(way):
    """In int64, with Python's numbers, row by row: the same verdicts."""
    pool = [way, exactly(2), exactly(5), spread(0, 2, "()")]
    row = {"a": [0], "b": [1], "c": [2], "d": [3], "m": [1], "x": [0, 1, 2], "w": [1, 1, 2]}
    for text, verdict in (
        ("min(@x) <= m <= max(@x)", "ties"),
        ("m = max(@x)", "breaks"),
        ("a = max(b, 1)", "ties"),
        ("a <= min(b, c) - 1", "breaks"),
        ("a = b * d / d", "ties"),
        ("c / a + a / a = 1", "breaks"),
        ("m = mean(@x, @w)", "breaks"),
        ("2 <= a <= b <= 1", "breaks"),
        ("b = 2 = c * d / (b - b * d)", "undecidable"),
        ("a - a + 2 = b", "ties"),
        ("a * b = a * b", "ties"),
        ("m = mean(@x)", "breaks"),
        ("m = m * m + sum([@y])", "breaks"),
        ("a * b + a * c + b * d + d * c = a * d + d", "breaks"),
        ("b <= b + d * a - 2 * a", "breaks"),
    ):
        assert verdicts(text, pool, [row]) == [verdict], text


def test_what_columns_hand_on():
    """Four figures that all occur twice; a chain with two links that nothing can be said of."""
    row = {"a": [0], "b": [0], "c": [0], "d": [0]}
    text = "a * b + b * c + c * d + d * a = 9"
    assert verdicts(text, [spread(0, 1)], [row]) == ["breaks"]
    assert verdicts(text, [spread(1, 2)], [row]) == ["ties"]
    pool = [EVERYTHING, spread(-1, 1)]
    assert verdicts("a <= b / c <= d", pool, [row | {"c": [1]}]) == ["undecidable"]


def test_an_empty_optional_list_adds_nothing():
    rows = [{"a": [0], "b": [0], "x": []}]
    assert verdicts("a = b + sum([@x])", [exactly(1)], rows) == ["ties"]


def test_a_slot_that_is_bound_nowhere_is_silent():
    template = compiled(parse("a = sum(@x) + b"))
    outcomes = evaluate(template, Intervals.of([exactly(1)]), Bindings(1, {"a": np.array([0])}))
    assert VERDICTS[outcomes.verdict[0]] == "undecidable"
    assert outcomes.gap(0) is None


def test_uneven_bindings_are_the_binders_fault():
    rows = [{"m": [0], "x": [0, 0], "w": [0]}]
    with pytest.raises(ValueError, match="x and w do not run in parallel"):
        verdicts("m = mean(@x, @w)", [exactly(1)], rows)
    with pytest.raises(ValueError, match="a takes one figure"):
        verdicts("a = b", [exactly(1)], [{"a": [0, 0], "b": [0]}])


def test_intervals_keep_what_they_are_given():
    given_ = [exactly(3), spread("0.1", "0.25", ")"), exactly(F(1, 3)), EVERYTHING, exactly(2**70)]
    intervals = Intervals.of(given_)
    assert len(intervals) == 5
    assert [intervals[i] for i in range(5)] == given_
    assert intervals.kind.tolist() == [DECIMAL, DECIMAL, FRACTION, UNBOUNDED, FRACTION]
    assert intervals.scale[:2].tolist() == [0, 2]


def test_percentages_are_shifted():
    intervals = Intervals.of([spread("49.165", "49.175"), exactly(F(100, 3))], [2, 2])
    assert intervals[0] == spread("0.49165", "0.49175")
    assert intervals[1] == exactly(F(1, 3))


def test_whole_counts_go_in_as_they_are():
    assert Intervals.whole(np.array([3, 4]))[1] == exactly(4)


def test_rows_can_be_picked():
    many = Many.of([[1, 2], [], [3], [4, 5, 6]])
    picked = many.taken(np.array([3, 1, 0]))
    assert picked.offsets.tolist() == [0, 3, 3, 5]
    assert picked.indices.tolist() == [4, 5, 6, 1, 2]
    bindings = Bindings(4, {"a": np.array([0, ABSENT, 2, 3])}, {"x": many})
    assert bindings.taken(np.arange(4)) is bindings
    assert bindings.taken(np.array([3, 2, 1, 0])).figures(0) == {"a": (3,), "x": (4, 5, 6)}
    assert bindings.taken(np.array([1, 3])).figures(1) == {"a": (3,), "x": (4, 5, 6)}
    assert bindings.figures(1) == {"x": ()}


def test_decimals_are_told_from_thirds():
    assert decimal_places(F(1, 8)) == 3
    assert decimal_places(F(1, 3)) is None
    assert is_small(F(1, 8))
    assert not is_small(F(1, 3))
    assert not is_small(F(2**61))


def test_bounds_grow_with_what_they_bound():
    column = Column.whole(np.array([-7, 2]))
    assert column.bound.tolist() == [7, 2]
    assert column.scaled(F(-5, 2)).bound.tolist() == [175, 50]
    assert column.times(column).at_scale(np.array([1, 0])).bound.tolist() == [490, 4]


def strained(text, pool, *rows):
    template = compiled(parse(text))
    return strain(template, Intervals.of(pool), Bindings.of(template, rows)).round(3).tolist()


def test_a_long_sum_that_ties_by_luck_is_strained():
    part = spread("99.5", "100.5")
    pool = [exactly(2000), exactly(2009), part]
    rows = [{"a": [whole], "x": [2] * 20} for whole in (0, 1)]
    calm, lucky = strained("a = sum(@x)", pool, *rows)
    assert calm == 0
    assert lucky > UNLIKELY
    assert verdicts("a = sum(@x)", pool, rows) == ["ties", "ties"]


def test_strain_follows_the_slopes():
    rate, whole, part = spread("0.4", "0.6"), exactly(100), exactly(55)
    assert strained("r = a / b", [rate, part, whole], {"r": [0], "a": [1], "b": [2]}) == [0.866]
    pool = [exactly(3), spread(1, 3), spread(4, 6)]
    assert strained("m = mean(@x)", pool, {"m": [0], "x": [1, 2]}) == [1.225]
    assert strained("m = mean(@x, @w)", pool, {"m": [0], "x": [1, 2], "w": [0, 0]}) == [1.225]


def test_strain_is_nothing_where_it_makes_no_sense():
    pool = [exactly(1), EVERYTHING, spread(0, 1)]
    row = {"a": [2], "b": [0], "c": [1]}
    for text in ("a <= b", "a = b = a", "a = min(b, 2)", "b = b + b", "a = c"):
        assert strained(text, pool, row) == [0]
    assert strained("a = b + [d]", pool, row) == [pytest.approx(1.732)]
