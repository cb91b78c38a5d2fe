from fractions import Fraction
from math import lcm

import pytest

from gouji.checks.equations.arithmetic import over_slots
from gouji.checks.equations.equation import compiled, slot_key
from gouji.checks.equations.polynomial import Polynomial
from gouji.rules.language import EquationError, parse


def template(text):
    return compiled(parse(text))


def residual(text):
    """What the sides of the first comparison are apart, denominators cleared."""
    terms = over_slots(parse(text)).numerator.terms
    times = lcm(*(c.denominator for c in terms.values()))
    return {" ".join(monomial): c * times for monomial, c in terms.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a = b + c - d", {"a": 1, "b": -1, "c": -1, "d": 1}),
        ("r = a / b", {"b r": 1, "a": -1}),
        ("r = a / b - 1", {"b r": 1, "a": -1, "b": 1}),
        ("r = a / (b / c)", {"b r": 1, "a c": -1}),
        ("a / d + b / d = c", {"a": 1, "b": 1, "c d": -1}),
        ("a = b / 12 * 50%", {"a": 24, "b": -1}),
        ("-a = --b", {"a": -1, "b": -1}),
        ("a = a + b", {"b": -1}),
        ("a = a", {}),
        ("a = 3", {"a": 1, "": -3}),
        ("prior(a) = prior([b]) + b", {"prior(a)": 1, "prior(b)": -1, "b": -1}),
        ("m = mean(@x, @w)", {"m w": 1, "w x": -1}),
        ("m = mean(@x)", {"m": 1, "x": -1}),
        ("m = sum(@x) + min(a, b)", {"m": 1, "x": -1, "min(a, b)": -1}),
    ],
)
def test_a_residual_is_left_minus_right_with_denominators_cleared(text, expected):
    assert residual(text) == expected


def test_what_divides_is_remembered():
    gap = over_slots(parse("r = a / (b / c)"))
    assert gap.denominators == (Polynomial.of("b"),)
    assert set(gap.divisors) == {Polynomial.of("b"), Polynomial.of("c")}


def test_slots_are_listed_in_printed_order():
    slots = template("@合计 = [b] + sum(prior([@分项])) + b + max(@权重)").slots
    assert list(slots) == ["合计", "b", "prior(分项)", "权重"]
    assert [s.many for s in slots.values()] == [False, False, True, True]
    assert [s.optional for s in slots.values()] == [False, False, True, False]
    assert slots["prior(分项)"].term.name == "分项"


def test_a_chain_has_a_relation_a_link():
    relations = template("0 <= x <= min(y, 1 - z)").relations
    assert [r.op for r in relations] == ["<=", "<="]
    assert [(r.left, r.right) for r in relations] == [(set(), {"x"}), ({"x"}, {"y", "z"})]
    assert relations[1].keys == {"x", "y", "z"}


@pytest.mark.parametrize(
    ("text", "twice"),
    [
        ("m = mean(@x, @w)", {"w"}),
        ("m = mean(@x, @w) + sum(@x)", {"x", "w"}),
        ("a = max(a, b)", {"a"}),
        ("m = mean(@x) + a", set()),
    ],
)
def test_what_stands_there_twice_is_noticed(text, twice):
    (relation,) = template(text).relations
    assert relation.repeated == twice


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a = sum(@x) + @x", "both as one figure and as many"),
        ("a = b + @b", "both as a name and as a role"),
        ("a = b / 0", "division by zero"),
        ("a = b / (c - c)", "division by zero"),
        ("a = max(b + c)", "where one term belongs"),
        ("a = " + "*".join("bcdefgh"), "too entangled"),
        ("a = " + " * ".join(["(b + c + d + e + f + g + h)"] * 5), "too entangled"),
    ],
)
def test_what_cannot_be_compiled_is_refused(text, complaint):
    with pytest.raises(EquationError, match=complaint) as caught:
        for relation in template(text).relations:
            over_slots(relation.link)
    assert caught.value.column is None


def test_a_key_names_a_term_or_its_prior():
    comparison = parse("@a = prior([b])")
    assert slot_key(comparison.left) == "a"
    assert slot_key(comparison.right) == "prior(b)"


def test_polynomials_compare_by_their_terms():
    one, two = Polynomial.of("x", "y"), Polynomial.of("y", "x")
    assert one == two
    assert hash(one) == hash(two)
    assert (one - two).value == 0
    assert one.value is None
    assert Polynomial.constant(2).value == 2
    assert Polynomial.of("x").scaled(Fraction(1, 3)).scaled(Fraction(3)) == Polynomial.of("x")
