"""Rates, growths and points that a table shows by its numbers, whatever its headings say."""

from __future__ import annotations

from random import Random

import pytest

from tests.checks.test_sums_of_rows import findings

BARE = """
指标¦甲年¦乙年¦丙栏
供水¦40312¦44551¦{}
供气¦2511.40¦2476.30¦-1.4
路灯¦8120¦8977¦10.6
绿地¦613.50¦655.20¦6.8
管网¦29341¦31107¦6.0
"""
POINTS = """
品类¦今年占比（%）¦往年占比（%）¦升降
家具¦31.22¦29.15¦{}
灯具¦22.07¦24.41¦-2.34
厨具¦18.64¦17.93¦0.71
洁具¦28.07¦28.51¦-0.44
"""
NAMED = """
品类¦今年（件）¦比重（%）¦往年（件）¦比重（%）¦比重变化（%）
家具¦4113¦12.07¦3655¦11.85¦↑0.22
灯具¦3390¦9.95¦3011¦9.76¦↑0.19
厨具¦2877¦8.44¦2390¦7.75¦↑0.69
洁具¦1940¦5.69¦1985¦6.44¦{}
"""
BY_ROWS = """
项目¦一厂¦二厂¦三厂¦四厂
在岗¦4127¦3518¦2933¦5206
女工¦1402¦1291¦871¦2077
女工比例¦33.97¦{}¦29.70¦39.90
"""
SERIES = """
年份¦用水量（万吨）¦丙栏（%）
2018年¦4312.5¦
2019年¦4527.1¦5.0
2020年¦4410.6¦{}
2021年¦4688.0¦6.3
2022年¦4871.9¦3.9
"""
PRIORS = """
去向¦件数¦同比
甲区¦4690¦{}
电话¦2321¦↑21.45%
网络¦2369¦↑166.18%

去向¦办结¦同比
甲区¦4102¦↑44.64%
电话¦2002¦↑16.46%
网络¦2100¦↑88.00%
"""


@pytest.mark.parametrize(
    ("table", "right", "wrong", "rule"),
    [
        (BARE, "10.5", "-10.5", "change-from-prior"),
        (POINTS, "2.07", "-2.07", "change-from-prior"),
        (NAMED, "↓0.75", "↓0.57", "change-from-prior"),
        (BY_ROWS, "36.70", "63.70", "rate-column"),
        (SERIES, "-2.6", "2.6", "change-from-prior"),
    ],
    ids=["bare growths", "points", "named points", "by rows", "along years"],
)
def test_the_lane_that_does_not_follow_is_found(table, right, wrong, rule):
    assert findings(table.format(right)) == []
    assert [f.rule for f in findings(table.format(wrong))] == [rule]


MARKETS = """
    Market¦Last week¦This week¦Change
    North¦4,402¦4,513¦2.52%
    South¦763¦641¦{}
    East¦388¦341¦-12.11%
    West¦157¦184¦17.20%
    All¦5,710¦5,679¦-0.54%
"""


def test_a_change_without_its_sign_is_put_right():
    assert findings(MARKETS.format("-15.99%")) == []
    (found,) = findings(MARKETS.format("15.99%"))
    assert found.severity == "error"
    assert found.suggestions[0].changes[0].text == "-15.99%"


@pytest.mark.parametrize(("fell", "by"), [("下降", "5.5%"), ("减少", "5.5%"), ("增长", "5.5%")])
def test_an_amount_and_its_rate_go_the_same_way(fell, by):
    found = findings(f"全年鱼产量28.25万吨，比上年减少1.65万吨，{fell}{by}。")
    assert [f.severity for f in found] == ["error"] * (fell == "增长")


def test_what_is_reckoned_otherwise_in_one_row_accuses_nobody():
    mean = BARE + "平均¦16179.58¦17553.30¦31.5\n"
    assert findings(mean.format("10.5")) == []


def test_a_column_that_repeats_another_is_no_share_of_a_hundred():
    rows = "\n".join(f"{n}号¦{x}¦100¦{x}" for n, x in enumerate((91.5, 88.0, 79.5, 93.0), 1))
    assert findings(f"选手¦初评¦满分¦复评\n{rows}\n9号¦85.0¦100¦83.5") == []


def test_a_growth_is_told_in_its_unit():
    (found,) = findings(BARE.format("-10.5"))
    assert "应为 +10.5%，升降相反" in found.message.zh


def test_priors_are_held_to_a_sum_that_nothing_labels():
    right, wrong = (findings(PRIORS.format(x)) for x in ("↑67.44%", "↓7.31%"))
    assert right == []
    assert [f.rule for f in wrong] == ["implied-priors"]


def test_months_are_held_against_months():
    rows = "甲¦1210¦↑10.00%\n乙¦1980¦↓1.00%\n丙¦1575¦↑5.00%\n合计¦4765¦{}"
    table = f"片区¦件数¦环比\n{rows}"
    assert findings(table.format("↑3.59%")) == []
    assert [f.rule for f in findings(table.format("↑13.59%"))] == ["implied-priors"]


def test_a_share_adjusted_so_that_all_make_a_hundred_is_only_noted():
    """29.36, 33.33 and 37.31 round to 99 together; who prints 38 makes them 100."""
    table = "类别¦数量¦占比（%）\n甲¦2936¦29\n乙¦3333¦33\n丙¦3731¦{}\n合计¦10000¦{}"
    assert [f.severity for f in findings(table.format(38, 100))] == ["note"]
    assert "note" not in {f.severity for f in findings(table.format(83, 100))}


IN_TIME = (
    "单位¦按期¦逾期¦未到期¦按期率\n公安¦300¦5¦15¦{0}\n住建¦450¦10¦20¦97.8%\n合计¦750¦15¦35¦98.0%"
)


def test_a_rate_may_be_of_two_lines_together():
    """300 of 305 is 98.4 %, and 5 less than 300 is 98.3 % of it."""
    assert findings(IN_TIME.format("98.4%")) == []
    assert [f.rule for f in findings(IN_TIME.format("94.8%"))] == ["rate-column"]


STEADY = {"hours": (22, 5, 22, 42, 1), "long": (22, 9, 22, 42, 1), "index": (22, 6, 97, 105, 1)}


def panel(seed: str, rows: int, lanes: int, least: int, most: int, places: int) -> str:
    """Averages by line of work and year that have nothing to do with each other but are steady."""
    drawn = Random(seed)
    lines = []
    for row in range(rows):
        level = drawn.uniform(least, most)
        values = (level * drawn.uniform(0.985, 1.015) for _ in range(lanes))
        lines.append("¦".join([f"行业{chr(0x7532 + row)}", *(f"{v:.{places}f}" for v in values)]))
    head = "¦".join(["行业", *(f"{2023 - lanes + n}年（小时）" for n in range(1, lanes + 1))])
    return "\n".join([head, *lines])


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("style", STEADY)
def test_steady_averages_show_no_rates_of_each_other(style, seed):
    """Where a line hardly moves, that one lane ties says that the others nearly do."""
    told = findings(panel(f"{style}{seed}", *STEADY[style]))
    assert [f.rule for f in told if f.severity != "note"] == []


IN_SCALES = """
港口¦延误（次）¦旅客（万人次）¦延误率（次/万人次）¦票款（亿元）¦人次票款（元）
北港¦21¦7.40¦2.838¦31.42¦42459
南港¦46¦12.85¦{}¦48.27¦{}
东港¦9¦5.16¦1.744¦20.31¦39360
西港¦17¦9.33¦1.822¦37.66¦40364
"""


@pytest.mark.parametrize(
    ("rate", "mean", "told"),
    [
        ("3.580", "37564", []),
        ("5.380", "37564", ["10,000 × 延误 46 ÷ 旅客 128,500 ≈ 3.57977"]),
        ("3.580", "73564", ["票款 4,827,000,000 ÷ 旅客 128,500 ≈ 37,564.2"]),
    ],
)
def test_rates_of_figures_in_several_scales_are_told_so_that_one_can_reckon(rate, mean, told):
    messages = [f.message.zh for f in findings(IN_SCALES.format(rate, mean))]
    assert len(messages) == len(told)
    assert all(part in message for part, message in zip(told, messages, strict=True))
