from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.checks.equations.cells import implied
from gouji.checks.equations.equation import difference
from gouji.checks.equations.verdict import decide
from gouji.figures.interval import EVERYTHING, Interval
from gouji.rules.language import parse

F = Fraction
EXACT = {name: Interval.point(value) for name, value in (("one", 1), ("two", 2), ("ten", 10))}


def between(low, high, opens=""):
    low = None if low is None else F(low)
    high = None if high is None else F(high)
    return Interval(low, high, "(" in opens, ")" in opens)


def asked(text, term, at=0, **others):
    bound = {k: v if isinstance(v, tuple) else (v,) for k, v in others.items()}
    return implied(parse(text), term, bound, at)


def test_a_whole_and_a_part_imply_each_other():
    parts = {"b": EXACT["two"], "c": between(9, 10)}
    assert asked("a = b + c", "a", **parts) == between(11, 12)
    assert asked("a = b + c", "b", a=EXACT["ten"], c=between(9, 10)) == between(0, 1)


def test_shares_imply_their_base():
    rate = between("0.2515", "0.2525")
    base = asked("r = a / b", "b", r=rate, a=Interval.point(1260))
    assert base == between(F(1260) / F("0.2525"), F(1260) / F("0.2515"))
    assert base.whole() == between(4991, 5009)


def test_one_of_many():
    figures = {"x": (EXACT["one"], EXACT["ten"], EXACT["two"]), "w": (EXACT["one"],) * 3}
    assert asked("a = sum(@x)", "x", 1, a=EXACT["ten"], x=figures["x"]) == between(7, 7)
    assert asked("m = mean(@x, @w)", "x", 1, m=EXACT["two"], **figures) == between(3, 3)
    assert asked("m = mean(@x)", "x", 1, m=EXACT["two"], x=figures["x"]) == between(3, 3)
    assert asked("m = mean(@x, @w)", "w", 1, m=EXACT["two"], **figures) == EVERYTHING


def test_bounds_imply_one_side():
    assert asked("a <= b + 1", "a", b=between(1, 2, ")")) == between(None, 3, ")")
    assert asked("a <= b + 1", "b", a=EXACT["ten"]) == between(9, None)
    assert asked("a >= b", "b", a=EXACT["two"]) == between(None, 2)
    assert asked("r <= a / b", "a", r=EXACT["two"], b=between(-2, -1)) == between(None, -2)
    assert asked("r <= a / b", "a", r=EXACT["two"], b=between(-1, 1)) == EVERYTHING
    assert asked("r <= a / b", "b", r=EXACT["two"], a=EXACT["ten"]) == between(0, 5, "(")


def test_a_chain_asks_for_both():
    assert asked("a <= x <= b", "x", a=EXACT["one"], b=EXACT["two"]) == between(1, 2)
    assert asked("a <= x <= b", "x", a=EXACT["ten"], b=EXACT["two"]) is None
    assert asked("a <= x <= b", "x", a=EXACT["one"]) == between(1, None)


@pytest.mark.parametrize(
    ("text", "others"),
    [
        ("a = b * x", {"a": EXACT["one"], "b": Interval.point(0)}),
        ("a = b + x", {"a": EXACT["one"]}),
        ("a = b", {"a": EXACT["one"], "b": EXACT["one"]}),
        ("a = x / b", {"a": EXACT["one"], "b": Interval.point(0)}),
        ("a = min(x, 3)", {"a": EXACT["one"]}),
    ],
)
def test_nothing_is_implied(text, others):
    assert asked(text, "x", **others) is None


def test_what_stands_there_twice_may_be_anything():
    assert asked("a = x * x", "x", a=EXACT["one"]) == EVERYTHING


FIGURES = st.tuples(st.integers(1, 20), st.integers(0, 3)).map(
    lambda ends: Interval(F(ends[0]), F(ends[0] + ends[1]))
)


@given(
    st.sampled_from(["x = a + b", "a = x / b", "a = b / x", "b = x / (x + a)", "a <= x - b"]),
    FIGURES,
    FIGURES,
    st.fractions(-40, 40, max_denominator=6),
)
def test_what_is_implied_holds_all_that_ties(text, a, b, x):
    comparison = parse(text)
    others = {"a": (a,), "b": (b,)}
    if decide(comparison, {**others, "x": (Interval.point(x),)}) == "ties":
        answer = implied(comparison, "x", others)
        assert answer is not None
        assert x in answer


@pytest.mark.parametrize(
    ("text", "printed", "expected"),
    [
        ("a = b + [c]", {"a": (F(10),), "b": (F(4),)}, 6),
        ("a = b * 2 - -b", {"a": (F(10),), "b": (F(4),)}, -2),
        ("r = a / b", {"r": (F("0.5"),), "a": (F(1),), "b": (F(4),)}, F("0.25")),
        ("a / b = 1", {"a": (F(1),), "b": (F(0),)}, None),
        ("a = sum(@x)", {"a": (F(4),), "x": (F(1), F(2))}, 1),
        ("a = sum(prior(@x))", {"a": (F(4),), "prior(x)": (F(1), F(2))}, 1),
        ("a = mean(@x)", {"a": (F(4),), "x": (F(1), F(2))}, F("2.5")),
        ("a = mean(@x, @w)", {"a": (F(4),), "x": (F(1), F(2)), "w": (F(3), F(1))}, F("2.75")),
        ("a = mean(@x)", {"a": (F(4),), "x": ()}, None),
        ("0 <= a <= 100%", {"a": (F("1.5"),)}, F("0.5")),
        ("0 <= a <= 100%", {"a": (F("0.5"),)}, F("-0.5")),
        (
            "a >= max(b, 2 * c, prior(d))",
            {"a": (F(4),), "b": (F(1),), "c": (F(3),), "prior(d)": (F(5),)},
            -2,
        ),
        ("min(@x) <= a", {"a": (F(4),), "x": (F(5), F(7))}, 1),
        ("min([@x]) <= a", {"a": (F(4),)}, None),
    ],
)
def test_the_difference_is_left_minus_right_as_printed(text, printed, expected):
    assert difference(parse(text), printed) == expected
