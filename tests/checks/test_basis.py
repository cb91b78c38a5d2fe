"""Growth on another basis than the printed values is held against none of them."""

from __future__ import annotations

import pytest

from tests.checks.test_sums_of_rows import findings

SENTENCES = [
    "全年完成工业产值620亿元，{0}比上年增长{1}%，上年为590亿元。",
    "全年完成工业产值620亿元，比上年增长{1}%（{0}），上年为590亿元。",
]
TABLE = (
    "指标¦本年（亿元）¦上年（亿元）¦同比（{0}）\n"
    "工业¦620¦590¦{1}%\n农业¦210¦200¦{2}%\n商业¦330¦300¦{3}%"
)


@pytest.mark.parametrize("sentence", SENTENCES)
@pytest.mark.parametrize("basis", ["按可比价格计算，", "扣除价格因素，", "按同口径，"])
def test_growth_at_comparable_prices_is_not_reckoned_from_the_printed_values(sentence, basis):
    words = basis if sentence is SENTENCES[0] else basis.rstrip("，")
    assert findings(sentence.format(words, "7.3")) == []


@pytest.mark.parametrize("sentence", SENTENCES)
def test_without_words_of_a_basis_it_is(sentence):
    assert [f.rule for f in findings(sentence.format("", "7.3").replace("（）", ""))] == [
        "text-change"
    ]


def test_a_basis_ends_with_its_sentence():
    text = (
        "工业产值530元，按可比价格计算增长4.1%。服务业产值24200元，上年为23000元，比上年增长{0}%。"
    )
    assert findings(text.format("5.2")) == []
    assert findings(text.format("6.2"))


def test_a_column_of_changes_tells_its_basis_in_its_heading():
    assert findings(TABLE.format("按可比价格", "7.3", "2.2", "8.8")) == []
    assert findings(TABLE.format("%", "7.3", "5.0", "10.0"))


def test_a_note_on_all_growth_holds_of_money_and_not_of_counts():
    note = "注：绝对数按现价计算，增长速度按不变价格计算。\n"
    told = note + "完成工业产值620亿元，比上年增长7.3%，上年为590亿元。"
    assert findings(told) == []
    counted = note + "受理诉求6200件，比上年增长7.3%，上年为5900件。"
    assert [f.rule for f in findings(counted)] == ["text-change"]


def test_growth_of_value_added_is_real_though_nobody_says_so():
    told = "全年{}620亿元，比上年增长{}%，上年为590亿元。"
    assert findings(told.format("农业增加值", "7.3")) == []
    assert findings(told.format("农业产值", "7.3")) == []
    assert [f.rule for f in findings(told.format("工业产值", "7.3"))] == ["text-change"]
    assert findings(told.format("工业产值", "5.1")) == []


def test_a_bracket_about_something_else_tells_no_prior_value():
    told = "全年受理申请12400件（{}11200件），比上年增长{}%。"
    assert findings(told.format("不含上年结转的", "17")) == []
    assert [f.rule for f in findings(told.format("上年受理", "17"))] == ["text-change"]
    assert findings(told.format("上年受理", "10.7")) == []


def test_a_rise_since_long_before_is_not_reckoned_from_the_values_beside_it():
    told = "The number of users of the page rose from 1,135 to 1,202, and has now risen by 90%{}."
    assert findings(told.format(" over the past four years")) == []
    assert [f.rule for f in findings(told.format(""))] == ["text-change"]


@pytest.mark.parametrize(("again", "severity"), [("95.83%", "error"), ("91.47%", "warning")])
def test_another_basis_is_no_error_unless_a_slip_explains_the_gap(again, severity):
    text = f"全市受理诉求8120件，办结率为95.38%。\n\n综上，全市受理诉求8120件，办结率为{again}。"
    assert [(f.rule, f.severity) for f in findings(text)] == [("same-figure", severity)]


@pytest.mark.parametrize("since", ["compared to 10 years ago", "on what it was ten years before"])
def test_a_number_of_years_is_no_value_that_another_is_compared_with(since):
    told = "Wardens wrote 4,120 notices in the year, a 29% decrease {}. Last year it was {}."
    assert findings(told.format(since, "4,300")) == []
    beside = "Wardens wrote 4,120 notices, down {}% from 4,300; 10 years ago it was 5,800."
    assert findings(beside.format("4.2")) == []
    assert findings(beside.format("2.4"))


@pytest.mark.parametrize(("mean", "severities"), [(181, []), (200, ["warning"]), (118, ["error"])])
def test_a_daily_mean_that_no_slip_explains_may_be_over_other_days(mean, severities):
    told = findings(f"2023年8月，全市受理诉求5600件，日均{mean}件。")
    assert [f.severity for f in told] == severities
