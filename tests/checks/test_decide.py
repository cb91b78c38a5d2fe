from fractions import Fraction
from itertools import combinations

import pytest

from gouji.checks.equations.verdict import decide
from gouji.figures.interval import Interval
from gouji.rules.language import parse

F = Fraction


def between(low, high, opens=""):
    low = None if low is None else F(low)
    high = None if high is None else F(high)
    return Interval(low, high, "(" in opens, ")" in opens)


def exactly(value):
    return Interval.point(F(value))


def decided(text, **figures):
    return decide(parse(text), {k: v if isinstance(v, tuple) else (v,) for k, v in figures.items()})


def test_a_sum_ties_or_breaks():
    whole = {"电话": exactly(508474), "互联网": exactly(38902)}
    assert decided("诉求总量 = 电话 + 互联网", 诉求总量=exactly(575774), **whole) == "breaks"
    assert decided("诉求总量 = 电话 + 互联网", 诉求总量=exactly(547376), **whole) == "ties"


def test_percentages_come_as_fractions():
    rate = between("0.49165", "0.49175")
    assert decided("r = a / b", r=rate, a=exactly(4917), b=exactly(10000)) == "ties"
    assert decided("r = a / b", r=rate, a=exactly(4918), b=exactly(10000)) == "breaks"
    assert decided("0 <= r <= 100%", r=between("1.005", "1.015")) == "breaks"


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("a = b + c", {"a": exactly(3), "b": exactly(1)}),
        ("a = [b] + [c]", {"a": exactly(3)}),
        ("a = sum(@b)", {"a": exactly(3), "b": ()}),
        ("a = 1 + min([b], [c])", {"a": exactly(3)}),
        ("a >= 1 + min([@b]) + d", {"a": exactly(3), "d": exactly(1)}),
        ("a = b / c", {"a": exactly(3), "b": exactly(1), "c": exactly(0)}),
        ("a = b / [c]", {"a": exactly(3), "b": exactly(1)}),
        ("a <= b / c", {"a": exactly(3), "b": exactly(1), "c": between(-1, 1)}),
        ("a = b / c", {"a": exactly(3), "b": exactly(1), "c": between(-1, 1)}),
    ],
)
def test_silence_is_not_consent(text, figures):
    assert decided(text, **figures) == "undecidable"


def test_absent_optional_terms_contribute_nothing():
    assert decided("a = b + [c]", a=exactly(1), b=exactly(1)) == "ties"
    assert decided("a = min(b, [c])", a=exactly(2), b=exactly(2)) == "ties"
    assert decided("a = max(3, b)", a=exactly(3), b=exactly(2)) == "ties"


def test_a_divisor_is_never_zero():
    shares = {"a": exactly(0), "b": between(0, 5)}
    assert decided("r = a / b", r=exactly(F(1, 2)), **shares) == "breaks"
    negative = {"a": exactly(1), "b": between(-5, 0)}
    assert decided("r = a / b", r=exactly(1), **negative) == "breaks"
    assert decided("r <= a / b", r=exactly(-1), **negative) == "ties"
    assert decided("r = a / b", r=exactly(9), a=exactly(9), b=between(-1, "0.5")) == "undecidable"


def test_a_chain_breaks_at_any_link_and_needs_every_one():
    assert decided("a <= b <= c", a=exactly(1), b=exactly(2)) == "undecidable"
    assert decided("a <= b <= c", a=exactly(3), b=exactly(2)) == "breaks"
    assert decided("a <= b <= c", a=exactly(1), b=exactly(2), c=exactly(2)) == "ties"


def test_a_repeated_figure_moves_once():
    """Had both a moved for themselves, 1 … 3 would tie with anything from 1/4 to 3/2."""
    parts = {"a": between(1, 3), "b": exactly(1)}
    assert decided("r = a / (a + b)", r=exactly("0.76"), **parts) == "breaks"
    assert decided("r = a / (a + b)", r=exactly("0.75"), **parts) == "ties"
    assert decided("a - a * b = 0", **parts) == "ties"


def test_weights_move_once_each():
    figures = {"x": (exactly(2), exactly(3)), "w": (between(1, 2), between(1, 2))}
    for mean, verdict in (("7/3", "ties"), ("8/3", "ties"), ("2.32", "breaks"), ("2.67", "breaks")):
        assert decided("m = mean(@x, @w)", m=exactly(F(mean)), **figures) == verdict


def test_a_mean_runs_in_parallel():
    with pytest.raises(ValueError, match="shorter"):
        decided("m = mean(@x, @w)", m=exactly(1), x=(exactly(1),), w=(exactly(1), exactly(2)))


def test_what_is_too_entangled_may_tie_and_breaks_only_for_sure():
    assert decided("b = a * a", a=between(-1, 1), b=exactly(-1)) == "ties"
    assert decided("b = a * a", a=exactly(2), b=exactly(4)) == "ties"
    assert decided("b = a * a", a=between(1, 2), b=exactly(5)) == "breaks"
    assert decided("a = max(a, b)", a=between(0, 2), b=between(1, 3)) == "ties"
    names = "abcdefghij"
    everywhere = " + ".join(f"{a} * {b}" for a, b in combinations(names, 2))
    assert decided(f"{everywhere} = 50", **dict.fromkeys(names, between(0, 1))) == "breaks"


def reached(text, *ends, **figures):
    """Which of some values an expression can have."""
    return [end for end in ends if decided(f"{text} = t", t=exactly(end), **figures) == "ties"]


def test_a_constant_along_both_sides_of_an_open_figure():
    """At y = 1 what stands there is 1 for every x, none of whose ends is there."""
    figures = {"x": between(0, 1, "()"), "y": between(1, 2)}
    assert reached("x * y - x + y", "0.9", 1, "2.9", 3, **figures) == [1, "2.9"]
    turned = {"x": figures["y"], "y": figures["x"]}
    assert reached("x * y - y + x", "0.9", 1, "2.9", 3, **turned) == [1, "2.9"]


def test_an_end_along_an_open_side_is_reached():
    """x·(y − 1) + y·z − z is constantly 0 at y = 1, wherever the open x and z are."""
    figures = {"x": between(0, 1, "()"), "y": between(1, 2), "z": between(0, 1)}
    assert reached("x * y - x + y * z - z", "-0.1", 0, "1.9", 2, **figures) == [0, "1.9"]


def test_a_figure_without_an_end_that_stands_there_twice_accuses_nobody():
    assert decided("r = a / (a + b)", r=exactly(2), a=between(1, None), b=exactly(1)) == "ties"
    assert decided("a + b = a", a=between(1, None), b=exactly(1)) == "ties"
