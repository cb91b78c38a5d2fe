from dataclasses import replace

import pytest

from gouji.checks.telling.told_cases import told_case
from gouji.rules.language import parse
from gouji.rules.pack import bundled, load
from gouji.rules.rule import Case, Rule

RULES = load(bundled())
CASES = [(rule, case) for rule in RULES for case in rule.cases]
BREAKS = {"breaks", "conflict", "impossible"}


def rule(*equations: str, shape: str | None = None) -> Rule:
    return Rule(
        "any", "某", "some", tuple(map(parse, equations)), "row", "error", "因", shape=shape
    )


def case(verdict: str, says: str | None = None, **figures: str | tuple[str, ...]) -> Case:
    return Case(verdict, figures, says)


@pytest.mark.parametrize(
    ("rule", "case"), CASES, ids=[f"{rule.id}:{case.place}" for rule, case in CASES]
)
def test_every_case_beside_a_rule_gets_the_verdict_it_expects(rule, case):
    outcome = told_case(rule, case)
    assert outcome.got == outcome.expected, outcome.working
    assert outcome.ok, f"{case.says} is not in {outcome.working}"


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_every_rule_shows_a_case_that_ties_and_one_that_breaks(rule):
    verdicts = {case.verdict for case in rule.cases}
    assert "ties" in verdicts
    assert verdicts & BREAKS


def test_a_case_that_expects_the_wrong_verdict_is_not_ok():
    outcome = told_case(rule("甲 = 乙"), case("breaks", 甲="1", 乙="1"))
    assert (outcome.expected, outcome.got, outcome.ok) == ("breaks", "ties", False)


def test_what_it_says_must_be_said_in_one_of_the_languages():
    assert told_case(rule("甲 = 乙"), case("breaks", "差 2", 甲="3", 乙="1")).ok
    assert told_case(rule("甲 = 乙"), case("breaks", "off by 2", 甲="3", 乙="1")).ok
    assert not told_case(rule("甲 = 乙"), case("breaks", "差 3", 甲="3", 乙="1")).ok


def test_the_working_reads_as_one_would_write_it():
    sums = rule("诉求总量 = 电话 + 互联网 + [其他]")
    outcome = told_case(sums, case("breaks", 诉求总量="575774", 电话="508474", 互联网="38902"))
    assert outcome.working.zh == "575774 ≠ 508474 + 38902 = 547376，差 28398"
    assert outcome.working.en == "575774 ≠ 508474 + 38902 = 547376, off by 28398"


def test_a_rate_is_off_by_points():
    outcome = told_case(rule("率 = 甲 / 乙"), case("breaks", 率="60.0%", 甲="1", 乙="2"))
    assert outcome.working.zh == "60.0% ≠ 1 ÷ 2 = 50.0%，差 10.0个百分点"


@pytest.mark.parametrize(
    ("equation", "figures", "working"),
    [
        ("甲 = 乙 - (丙 + 丁)", {"甲": "1", "乙": "5", "丙": "2", "丁": "2"}, "1 = 5 - (2 + 2)"),
        ("甲 = (乙 + 丙) * 2", {"甲": "6", "乙": "1", "丙": "2"}, "6 = (1 + 2) × 2"),
        ("甲 = -乙 + 丙", {"甲": "6", "乙": "1", "丙": "7"}, "6 = -1 + 7"),
        ("甲 <= 乙 <= 丙", {"甲": "1", "乙": "2", "丙": "2"}, "1 ≤ 2 ≤ 2"),
        ("@甲 = sum(@乙)", {"@甲": "3", "@乙": ("1", "2")}, "3 = 1 + 2"),
        ("@甲 = max(@乙)", {"@甲": "2", "@乙": ("1", "2")}, "2 = max(1, 2)"),
    ],
)
def test_every_form_of_equation_is_written_out(equation, figures, working):
    outcome = told_case(rule(equation), Case("ties", figures))
    assert (outcome.ok, outcome.working.zh) == (True, working)


def test_the_rounded_reading_goes_before_the_truncated():
    share = rule("率 = 甲 / 乙")
    assert told_case(share, case("ties", 率="33.33%", 甲="1", 乙="3")).ok
    assert told_case(share, case("ties-truncated", 率="66.66%", 甲="2", 乙="3")).ok
    assert told_case(share, case("breaks", 率="66.68%", 甲="2", 乙="3")).ok


def test_a_count_in_full_is_exact_and_a_mean_of_counts_is_not():
    assert told_case(rule("甲 = 乙"), case("breaks", 甲="10", 乙="11")).ok
    assert told_case(rule("日均 = 总 / 天数"), case("ties", 日均="33", 总="1000", 天数="30")).ok
    assert told_case(rule("日均 = 总 / 天数"), case("breaks", 日均="34", 总="1000", 天数="30天")).ok


def test_scaled_print_is_as_wide_as_its_last_digit():
    assert told_case(rule("甲 = 乙"), case("ties", 甲="57.58万", 乙="575774")).ok
    assert told_case(rule("甲 = 乙"), case("breaks", 甲="57.59万", 乙="575774")).ok


def test_what_is_not_printed_is_undecidable_and_named():
    outcome = told_case(rule("甲 = 乙 + 丙"), case("undecidable", 甲="1", 乙="—"))
    assert outcome.ok
    assert outcome.working.zh == "未列出：乙、丙"


def test_a_zero_divisor_is_undecidable():
    outcome = told_case(rule("率 = 甲 / 乙"), case("undecidable", 率="5%", 甲="1", 乙="0"))
    assert outcome.ok
    assert "除数" in outcome.working.zh


def test_one_alternative_that_ties_is_enough():
    either = rule("甲 = 乙", "甲 = 丙")
    assert told_case(either, case("ties", 甲="1", 乙="2", 丙="1")).ok
    assert told_case(either, case("breaks", 甲="1", 乙="2", 丙="3")).ok
    assert told_case(either, case("undecidable", 甲="1")).ok


def test_an_alternative_that_leaves_figures_out_is_not_meant():
    mean = rule("@合计 = mean(@分项, @权重)", "min(@分项) <= @合计 <= max(@分项)")
    figures = {"@合计": "20秒", "@分项": ("10秒", "30秒")}
    assert told_case(mean, Case("ties", figures)).ok
    assert told_case(mean, Case("breaks", {**figures, "@权重": ("1", "3")})).ok


def test_a_list_that_is_not_of_all_parts_may_leave_a_remainder():
    some = replace(rule("甲 = 乙 + 丙"), exhaustive=False)
    assert told_case(some, case("unexplained-remainder", 甲="9", 乙="1", 丙="2")).ok
    assert told_case(some, case("breaks", 甲="2", 乙="1", 丙="2")).ok


def test_a_break_may_be_named_by_its_kind():
    twice = replace(rule("甲 = 乙"), kind="conflict")
    assert told_case(twice, case("conflict", 甲="1", 乙="2")).ok
    assert told_case(twice, case("breaks", 甲="1", 乙="2")).ok
    assert not told_case(twice, case("conflict", 甲="1", 乙="1")).ok
    assert not told_case(rule("甲 = 乙"), case("conflict", 甲="1", 乙="2")).ok


PRIORS = rule("prior(@合计) = sum(prior(@分项))")


@pytest.mark.parametrize(
    ("verdict", "whole", "parts"),
    [
        ("ties", "220 (↑10%)", ("110(↑10%)", "110(↑10%)")),
        ("ties", "220件，增加20件", ("110件，增加10件", "110件，增加10件")),
        ("breaks", "220 (↓10%)", ("110(↑10%)", "110(↑10%)")),
        ("undecidable", "220", ("110(↑10%)", "110(↑10%)")),
    ],
)
def test_a_prior_is_what_the_printed_change_implies(verdict, whole, parts):
    figures = {"prior(@合计)": whole, "prior(@分项)": parts}
    outcome = told_case(PRIORS, Case(verdict, figures))
    assert outcome.ok, outcome


def test_priors_are_shown_as_computed():
    figures = {"prior(@合计)": "220 (↓10%)", "prior(@分项)": ("110(↑10%)", "110(↑10%)")}
    working = told_case(PRIORS, Case("breaks", figures)).working
    assert working.zh.startswith("≈244 ≠ ≈100 + ≈100")


def test_a_prior_of_a_count_is_whole():
    (whole,) = (rule for rule in RULES if rule.id == "prior-is-whole")
    assert told_case(whole, Case("ties", {"prior(@本期)": "11(↑10.0%)"})).ok
    outcome = told_case(whole, Case("impossible", {"prior(@本期)": "3(↑10.0%)"}))
    assert outcome.ok
    assert outcome.working.zh == "推算上年同期数 2.73 … 2.73，其间没有整数"
    assert told_case(whole, Case("undecidable", {"prior(@本期)": "3"})).ok


def test_values_without_all_their_weights_are_undecidable():
    mean = rule("@合计 = mean(@分项, @权重)")
    figures = {"@合计": "20", "@分项": ("10", "30"), "@权重": ("1",)}
    assert told_case(mean, Case("undecidable", figures)).ok


def test_a_change_of_no_printed_unit_implies_no_prior():
    figures = {"prior(@合计)": "97.73(↑2.58)", "prior(@分项)": ("97.73(↑2.58)",)}
    assert told_case(PRIORS, Case("undecidable", figures)).ok


def test_a_change_may_stand_by_itself():
    change = rule("@变化 = @本期 / @上期 - 1")
    figures = {"@变化": "↓20.0%", "@本期": "80", "@上期": "100"}
    assert told_case(change, Case("ties", figures)).ok
