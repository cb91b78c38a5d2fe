import pytest

from gouji.checks.equations.equation import compiled, slot_key
from gouji.rules.language import EquationError, parse


def template(text):
    return compiled(parse(text))


def test_slots_are_listed_in_printed_order():
    slots = template("@合计 = [b] + sum(prior([@分项])) + b + max(@权重)").slots
    assert list(slots) == ["合计", "b", "prior(分项)", "权重"]
    assert [s.many for s in slots.values()] == [False, False, True, True]
    assert [s.optional for s in slots.values()] == [False, False, True, False]
    assert slots["prior(分项)"].term.name == "分项"


def test_a_chain_has_a_relation_a_link():
    relations = template("0 <= x <= min(y, 1 - z)").relations
    assert [r.link.op for r in relations] == ["<=", "<="]
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
        ("a = max(b + c)", "where one term belongs"),
    ],
)
def test_what_cannot_be_compiled_is_refused(text, complaint):
    with pytest.raises(EquationError, match=complaint) as caught:
        template(text)
    assert caught.value.column is None


def test_a_key_names_a_term_or_its_prior():
    comparison = parse("@a = prior([b])")
    assert slot_key(comparison.left) == "a"
    assert slot_key(comparison.right) == "prior(b)"
