import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.checks.lint import clashes, lint, unnamed, unsound
from gouji.rules.language import parse
from gouji.rules.pack import bundled, load
from gouji.rules.rule import Case, Rule
from gouji.rules.vocabulary import Indicator, Member, Vocabulary
from gouji.rules.vocabulary import load as load_vocabulary

TIES = Case("ties", {"甲": "3", "乙": "1", "丙": "2"})
BREAKS = Case("breaks", {"甲": "4", "乙": "1", "丙": "2"})
WORDS = Vocabulary(tuple(map(Indicator, "甲乙丙丁戊")), (Member("企业诉求"),))


def rule(name, *equations, **more):
    parsed = tuple(map(parse, equations))
    return Rule(name, name, name, parsed, "row", "error", "x", place="ours.yaml:3", **more)


def found(*equations, **more):
    rules = [rule(f"r{n}", e, **more) for n, e in enumerate(equations)]
    return told(rules)


def told(rules):
    return [f"{remark.rule} {remark.message.en}" for remark in clashes(rules)]


@pytest.mark.parametrize(
    ("one", "other", "zero"),
    [
        ("甲 = 乙 + 丙", "甲 = 乙 + 丙 + 丁", "丁"),
        ("甲 = 乙 + 丙 + [丁] + 戊", "甲 = 乙 + 丙", "丁, 戊"),
        ("甲 = 乙 + [丙]", "甲 = 乙 + 丁", "丁"),
        ("乙 + 丁 = 甲", "甲 = 乙 + 丙 + 丁", "丙"),
    ],
)
def test_equations_that_cannot_both_hold_contradict(one, other, zero):
    assert found(one, other) == [f"r1 contradicts r0: both hold only if {zero} is zero"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲 = 乙 + 丙", "乙 + 丙 = 甲"),
        ("甲 = 乙 / 丙", "乙 / 丙 = 甲"),
        ("甲 <= 乙 + 丙", "丙 + 乙 >= 甲"),
    ],
)
def test_one_equation_written_twice_repeats(one, other):
    assert found(one, other) == ["r1 repeats r0"]


@pytest.mark.parametrize("equation", ["甲 = 甲", "0 <= 甲", "甲 <= 甲 + 乙"])
def test_what_always_holds_says_nothing(equation):
    assert found(equation) == ["r0 always holds and says nothing"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("甲 = 乙 + 丙", "甲 = 乙 + 丁"),
        ("甲 = 乙 + 丙", "丁 = 乙 + 丙 + 戊"),
        ("甲 = 乙 + [丙]", "甲 = 乙 + [丁]"),
        ("甲 <= 乙", "乙 <= 丙"),
        ("甲 = 乙 / 丙", "丁 = 戊 / 丙"),
    ],
)
def test_nothing_is_made_up(one, other):
    assert found(one, other) == []


def test_rules_that_never_meet_are_not_compared():
    one = rule("r0", "甲 = 乙 + 丙", within=("受理",))
    other = rule("r1", "甲 = 乙 + 丙 + 丁", within=("办理",))
    assert list(clashes([one, other])) == []
    assert list(clashes([rule("r0", "@a = @b", shape="x"), rule("r1", "@a = @b", shape="y")])) == []


def test_alternatives_are_compared_as_a_whole():
    one = rule("r0", "甲 = 乙", "甲 = 丙")
    assert told([one, rule("r1", "甲 = 丙", "乙 = 甲")]) == ["r1 repeats r0"]
    assert told([rule("r0", "甲 = 乙", "乙 = 甲")]) == ["r0 repeats r0"]
    assert list(clashes([one, rule("r1", "甲 = 丙", "甲 = 丁")])) == []


names = st.sampled_from("甲乙丙丁戊")


@given(st.lists(st.tuples(names, st.lists(names, min_size=1, max_size=4)), max_size=6))
def test_any_sums_are_compared_and_an_order_turned_round_repeats(sums):
    equations = [f"{whole} = {' + '.join(parts)}" for whole, parts in sums]
    found(*equations)
    for whole, parts in sums[:1]:
        turned = f"{' + '.join(reversed(parts))} = {whole}"
        assert found(equations[0], turned)


def said(*rules):
    return [(r.severity, r.message.en) for r in lint(rules, WORDS)]


def test_a_sound_rule_gets_no_remark():
    assert said(rule("r", "甲 = 乙 + 丙", cases=(TIES, BREAKS))) == []


def test_names_that_the_vocabulary_lacks_are_errors_with_a_suggestion():
    (lost,) = unnamed([rule("r", "甲 = 乙 + 乙丙", cases=(TIES, BREAKS))], WORDS)
    assert lost.said.en.partition(" (known")[0] == "unknown indicator '乙丙'; did you mean '乙'?"


def test_a_scope_that_is_no_known_slice_is_a_note():
    told = said(rule("r", "甲 = 乙·企业 + 乙·企业诉求", cases=(TIES, BREAKS)))
    assert [s for s, text in told if "scope" in text] == ["note"]


def test_references_need_no_vocabulary():
    assert not list(unnamed([rule("r", "甲 = 乙 / 常住人口", cases=(TIES, BREAKS))], WORDS))


@pytest.mark.parametrize("cases", [(), (TIES,), (BREAKS,)])
def test_a_rule_without_both_cases_is_warned_of(cases):
    assert [s for s, _ in said(rule("r", "甲 = 乙 + 丙", cases=cases))] == ["warning"]


def test_a_case_that_is_not_as_expected_is_an_error():
    wrong = Case("ties", BREAKS.figures, place="ours.yaml:9")
    (remark,) = lint([rule("r", "甲 = 乙 + 丙", cases=(TIES, BREAKS, wrong))], WORDS)
    assert (remark.severity, remark.place) == ("error", "ours.yaml:9")


@pytest.mark.parametrize("pack", bundled())
def test_the_bundled_packs_have_nothing_but_notes(pack):
    rules, vocabulary = load([pack]), load_vocabulary()
    assert [r for r in lint(rules, vocabulary) if r.severity != "note"] == []
    assert [*unsound(rules), *unnamed(rules, vocabulary)] == []
