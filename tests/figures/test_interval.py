from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.figures.interval import EVERYTHING, Interval, last_unit

F = Fraction


def between(low, high, opens=""):
    """``between(1, 2, "(")``: the brackets that are open; None is unbounded."""
    low = None if low is None else F(low)
    high = None if high is None else F(high)
    return Interval(low, high, "(" in opens, ")" in opens)


@st.composite
def intervals(draw, bounded=False):
    ends = st.fractions(-5, 5, max_denominator=4)
    low, high = sorted((draw(ends), draw(ends)))
    low_open, high_open = draw(st.booleans()), draw(st.booleans())
    if low == high and (low_open or high_open):
        high = low + 1
    if not bounded:
        low, high = draw(st.sampled_from([(low, high)] * 4 + [(None, high), (low, None)]))
    return Interval(low, high, low_open, high_open)


@st.composite
def members(draw):
    """An interval and a number in it."""
    interval = draw(intervals())
    low = interval.low if interval.low is not None else (interval.high or F(0)) - 3
    high = interval.high if interval.high is not None else (interval.low or F(0)) + 3
    at = low + (high - low) * draw(st.fractions(0, 1, max_denominator=8))
    return interval, at if at in interval else (low + high) / 2


def of(value, step, hedge="", exact=False, reading="rounded"):
    return Interval.of(Decimal(value), Decimal(step), hedge, exact, reading)


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (of("575774", "1", exact=True), between(575774, 575774)),
        (of("575800", "100"), between(575750, 575850)),
        (of("49.17", "0.01"), between("49.165", "49.175")),
        (of("-8.77", "0.01"), between("-8.775", "-8.765")),
        (of("0", "0.1"), between("-0.05", "0.05")),
        (of("49.17", "0.01", reading="truncated"), between("49.17", "49.18", ")")),
        (of("-8.77", "0.01", reading="truncated"), between("-8.78", "-8.77", "(")),
        (of("0.0", "0.1", reading="truncated"), between("-0.1", "0.1", "()")),
        (of("76500", "100", "over"), between(76500, None, "(")),
        (of("100", "1", "at-least", exact=True), between(100, None)),
        (of("120", "1", "under"), between(110, 120, "(")),
        (of("76500", "100", "under"), between(76400, 76500, "(")),
        (of("12000", "100", "under"), between(11000, 12000, "(")),
        (of("30", "1", "at-most"), between(None, 30)),
        (of("30", "1", "more", exact=True), between(30, 40, ")")),
        (of("32000", "1000", "about"), between(31000, 33000)),
        (of("-8", "1", "over"), between(None, -8, ")")),
        (of("-8", "1", "under"), between(-8, -7, ")")),
        (of("0", "0.1", "about"), between("-0.1", "0.1")),
    ],
)
def test_a_printed_number_says_what_it_stands_for(found, expected):
    assert found == expected


@pytest.mark.parametrize(
    ("value", "unit"), [("120", 10), ("7.650", F(1, 100)), ("1E+4", 10000), ("305", 1)]
)
def test_the_last_unit_is_what_the_writer_thought_in(value, unit):
    assert last_unit(Decimal(value)) == unit


def test_the_product_of_a_reached_zero_is_reached():
    assert between(0, 1) * between(2, 3, "()") == between(0, 3, ")")
    assert between(0, 1, "(") * between(2, 3) == between(0, 3, "(")
    assert between(0, 1) * between(5, None) == between(0, None)
    assert between(0, 0) * EVERYTHING == between(0, 0)
    assert between(-2, 1) * between(None, -3) == EVERYTHING


@pytest.mark.parametrize(
    ("divisor", "quotient"),
    [
        (between(2, 4), between("1/4", 1)),
        (between(-4, -2), between(-1, "-1/4")),
        (between(0, 4), between("1/4", None)),
        (between(-4, 0, ")"), between(None, "-1/4")),
        (between(2, None), between(0, 1, "(")),
        (between(None, -2), between(-1, 0, ")")),
        (between(-1, 1), EVERYTHING),
        (EVERYTHING, EVERYTHING),
    ],
)
def test_division_leaves_zero_out(divisor, quotient):
    assert between(1, 2) / divisor == quotient


def test_there_is_nothing_to_divide_by():
    with pytest.raises(ZeroDivisionError):
        between(1, 2) / between(0, 0)


@pytest.mark.parametrize(
    ("interval", "whole"),
    [
        (between("1.5", "3.5"), between(2, 3)),
        (between(1, 3, "()"), between(2, 2)),
        (between(1, 2, "()"), None),
        (between("1.2", "1.8"), None),
        (between(None, "2.5"), between(None, 2)),
        (between("-2.5", None), between(-2, None)),
    ],
)
def test_whole_numbers_within(interval, whole):
    assert interval.whole() == whole


def test_touching_ends_meet_only_where_both_are_closed():
    assert between(1, 2).meets(between(2, 3))
    assert not between(1, 2, ")").meets(between(2, 3))
    assert not between(1, 2).meets(between(3, 4))
    assert between(1, 4).intersection(between(2, 9, "(")) == between(2, 4, "(")
    assert between(None, 4).intersection(EVERYTHING) == between(None, 4)


def test_an_empty_interval_is_refused():
    for low, high, opens in ((2, 1, ""), (1, 1, "("), (1, 1, ")")):
        with pytest.raises(ValueError, match="no number lies in"):
            between(low, high, opens)


def test_least_and_greatest_know_who_stops_short():
    pair = between(1, 3, ")"), between(2, 3)
    assert Interval.least(pair) == between(1, 3, ")")
    assert Interval.greatest(pair) == between(2, 3)
    assert Interval.greatest([between(1, None), between(0, 1)]) == between(1, None)


def test_scaling_turns_a_percentage_into_a_fraction():
    assert of("49.17", "0.01").scaled(F(1, 100)) == between("0.49165", "0.49175")
    assert between(1, 2, "(").scaled(-1) == between(-2, -1, ")")
    assert between(1, None).scaled(0) == Interval.point(0)


@given(members(), members())
def test_operations_hold_what_their_operands_yield(one, other):
    (a, x), (b, y) = one, other
    assert x in a
    assert x + y in a + b
    assert x - y in a - b
    assert x * y in a * b
    assert x in a.hull(b)
    assert min(x, y) in Interval.least([a, b])
    assert max(x, y) in Interval.greatest([a, b])
    if y:
        assert x / y in a / b


@given(intervals(bounded=True), intervals(bounded=True), st.fractions(-30, 30, max_denominator=3))
def test_a_product_holds_nothing_that_its_factors_cannot_yield(a, b, product):
    """``x·y = p`` for some y of b if and only if x·b holds p: tried for a's ends and between."""
    if product not in a * b:
        for k in range(1, 8):
            x = a.low + (a.high - a.low) * F(k, 8)
            assert product not in b.scaled(x)


@given(intervals(), intervals())
def test_meeting_is_sharing_zero_difference(a, b):
    assert a.meets(b) == (0 in a - b) == b.meets(a)


@given(intervals())
def test_whole_numbers_are_those_within(a):
    whole = a.whole()
    for n in range(-6, 7):
        assert (n in a) == (whole is not None and n in whole)
