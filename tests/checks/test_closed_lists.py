"""A line called a total at the end of all lines says in so many words what it is the sum of."""

from __future__ import annotations

import pytest

from tests.checks.test_sums_of_rows import findings

ONE_COLUMN = "来源¦登记数（件）\n来电¦{0}\n来信¦212\n来访¦131\n合计¦955"
SECTIONS = (
    "资产¦期末¦期初\n现金¦103¦90\n应收¦52¦40\n流动小计¦155¦130\n"
    "厂房¦212¦200\n设备¦34¦10\n固定小计¦246¦210\n总计¦{0}¦340"
)
NUMBERED = "项目¦数（件）\n一、登记¦{0}\n（一）来电¦1300\n（二）来信¦420\n二、转出¦610"
SHARES = "品种¦目标¦年末\n甲¦13%¦{0}%\n乙¦82%¦82%\n丙¦5%¦5%\n合计¦100%¦100%"


@pytest.mark.parametrize(
    ("table", "right", "slipped"),
    [(ONE_COLUMN, "612", "712"), (SECTIONS, "401", "410"), (NUMBERED, "1720", "1702")],
    ids=["one column", "subtotals below a grand total", "numbered levels"],
)
def test_a_list_that_nothing_else_stands_in_is_held_to_its_total(table, right, slipped):
    assert findings(table.format(right)) == []
    (found,) = findings(table.format(slipped))
    assert found.severity in ("warning", "error")


@pytest.mark.parametrize("line", ["年均¦318", "最低¦131"])
def test_a_mean_above_the_total_is_no_part_of_it(line):
    table = ONE_COLUMN.replace("合计", f"{line}\n合计")
    assert findings(table.format("612")) == []
    assert findings(table.format("712"))


def test_a_column_of_medians_is_added_by_nobody():
    rows = ("District¦Homes¦Median income", "Ash¦120¦41000", "Birch¦250¦39500", "Elm¦130¦52300")
    table = "\n".join((*rows, "Total¦{0}¦43210"))
    assert findings(table.format("500")) == []
    assert findings(table.format("600"))


def test_shares_that_make_up_their_total_are_no_rates_of_it():
    assert findings(SHARES.format("13")) == []


def test_what_is_printed_but_says_no_number_may_be_the_rest():
    assert findings(ONE_COLUMN.format("***")) == []


def test_a_part_that_one_column_leaves_blank_may_be_its_gap():
    table = "来源¦登记（件）¦办结（件）\n来电¦1312¦1220\n来信¦412¦—\n来访¦231¦209\n合计¦1955¦1630"
    assert [f for f in findings(table) if f.severity != "note"] == []


def test_lines_below_of_which_are_let_be():
    table = "项目¦数（件）\n登记¦1512\n其中：来电¦1207\n来信¦305\n转出¦510\n合计¦2022"
    assert [f for f in findings(table) if f.severity != "note"] == []


def test_an_arrow_beside_the_value_before_is_of_the_value_now():
    rows = [(412, 361, "↑14.13%"), (298, 310, "↓3.87%"), (187, 150, "↑24.67%"), (95, 121, "{0}")]
    lines = [f"第{n}类¦{now}¦{old}（{arrow}）" for n, (now, old, arrow) in enumerate(rows, start=1)]
    table = "\n".join(["类别¦三季度（件）¦二季度（件，括号内为环比）", *lines])
    assert findings(table.format("↓21.49%")) == []
    assert [f.rule for f in findings(table.format("↓12.49%"))] == ["change-from-prior"]


def test_what_does_not_add_up_this_year_is_not_asked_to_have_before():
    rows = ["来电¦9512¦↑4.10%", "来信¦8744¦↑6.20%", "来访¦7031¦↓1.30%"]
    table = "\n".join(["来源¦登记（件）¦同比", *rows, "合计¦9950¦↑3.00%"])
    assert not [f for f in findings(table) if f.rule == "implied-priors"]
