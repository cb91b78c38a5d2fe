from dataclasses import replace
from fractions import Fraction

from gouji.reports.saying.working import equation, in_words, is_sum, written_out


def finding_of(result, rule):
    return next(f for f in result.findings if f.rule == rule)


def written(finding, lang="zh"):
    return written_out(finding, finding.evidence[0], lang)


def test_what_adds_up_has_plus_signs(result):
    finding = finding_of(result, "requests-by-channel")
    assert [(s.kind, s.sign, s.number) for s in written(finding)] == [
        ("operand", "", "508,474"),
        ("operand", "+", "38,902"),
        ("computed", "", "547,376"),
        ("printed", "", "575,774"),
        ("difference", "", "+28,398"),
    ]
    assert is_sum(finding, finding.evidence[0])


def test_a_mean_has_none_and_says_that_it_is_rounded(result):
    finding = finding_of(result, "mean-of-parts")
    lines = written(finding)
    assert not is_sum(finding, finding.evidence[0])
    assert {s.sign for s in lines} == {""}
    assert lines[2].label == "算得约"


def test_two_values_of_one_figure_need_no_sum(result):
    lines = written(finding_of(result, "same-figure"))
    assert [s.kind for s in lines] == ["operand", "operand", "difference"]
    assert lines[-1].unit == " 个百分点"


def test_where_the_left_side_is_no_figure_the_operands_stand_alone(result):
    lines = written(finding_of(result, "implied-priors"))
    assert {s.kind for s in lines} == {"operand"}
    assert lines[0].unit == " (↓9.47%)"


def test_a_scaled_figure_shows_its_print(result):
    lines = written(finding_of(result, "requests-in-text"))
    assert lines[0].number == "1,618,200"
    assert lines[0].label == "电话端（原文“161.82万”）"


def test_a_difference_that_is_not_of_the_values_gets_no_plus(result):
    finding = finding_of(result, "requests-by-channel")
    evidence = replace(finding.evidence[0], difference=Fraction(1))
    assert {s.sign for s in written_out(finding, evidence, "zh")} == {""}


def test_a_check_of_one_figure_shows_its_arrow_and_no_sum(result):
    finding = finding_of(result, "implied-priors")
    evidence = replace(
        finding.evidence[0], equation="总计 >= -100%", difference=Fraction(-1, 20), figures=(0,)
    )
    (line,) = written_out(finding, evidence, "zh")
    assert (line.kind, line.unit) == ("operand", " (↓9.47%)")


def test_a_rule_for_any_table_names_its_figures_by_their_labels(result):
    finding = finding_of(result, "requests-by-channel")
    evidence = replace(finding.evidence[0], equation="@诉求总量 = sum(@分项)")
    labels = [
        line.label for line in written_out(replace(finding, evidence=(evidence,)), evidence, "zh")
    ]
    assert labels[0] == "群众诉求 / 诉求来源 / 电话（件）"
    assert in_words(evidence.equation, "zh") == "诉求总量 = 各分项之和"
    assert in_words(evidence.equation, "en") == "诉求总量 = sum of parts"


def test_workings_and_equations_are_told_in_words():
    assert in_words("283 ≠ mean(187, 96; 1022, 88) ≈ 179.77", "zh") == (
        "283 ≠ (187, 96)按(1022, 88)加权平均 ≈ 179.77"
    )
    assert in_words("@合计 = mean(@分项, @权重)", "zh") == "合计 = 分项按权重加权平均"
    assert in_words("min(3, 4) <= 9 <= max(3, 4)", "en") == "least of 3, 4 ≤ 9 ≤ greatest of 3, 4"
    assert in_words("prior(@合计) = sum(prior(@分项))", "en") == (
        "last year's total = sum of last year's parts"
    )


def test_changes_differ_by_points(result):
    finding = finding_of(result, "implied-priors")
    evidence = replace(
        finding.evidence[0],
        equation="变化 = 本期 / 上期 - 1",
        terms=(("变化", (1,)), ("本期", (1,)), ("上期", (0,))),
        difference=Fraction(-7),
        figures=(1, 0),
    )
    operands = tuple(
        replace(o, role=r) for o, r in zip(finding.operands, ("上期", "变化"), strict=False)
    )
    *_, whole, gap = written_out(replace(finding, operands=operands), evidence, "zh")
    assert "%" in whole.unit
    assert (gap.kind, gap.number + gap.unit) == ("difference", "-7.00 个百分点")


def test_optional_terms_that_are_not_printed_are_not_told(result):
    evidence = replace(
        finding_of(result, "requests-by-channel").evidence[0],
        equation="总量 = `110转12345` + [转办] + [其他来源] - [重复]",
        terms=(("总量", (0,)), ("110转12345", (1,)), ("其他来源", (2,))),
    )
    assert equation(evidence, "zh") == "总量 = 110转12345 + 其他来源"
    assert equation(replace(evidence, terms=()), "zh").endswith("- [重复]")
