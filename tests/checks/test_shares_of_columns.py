"""Of which of several columns a column of shares is, as its numbers show."""

from __future__ import annotations

import pytest

from tests.checks.test_sums_of_rows import findings

RECEIVED = (
    "渠道¦受理（件）¦办结（件）¦占比（%）\n来电¦1207¦1100¦{0}\n网络¦506¦480¦25.1\n"
    "来信¦300¦290¦14.9\n合计¦2013¦1870¦100"
)
AREAS = (
    "片区¦户数（户）¦面积（平方米）¦占比（%）\n东片¦1207¦331.2¦39.9\n西片¦506¦480.0¦{0}\n"
    "北片¦300¦19.3¦2.3\n合计¦2013¦830.5¦100"
)
MONEY = (
    "项目¦金额（万元）¦占比（%）\n工资¦1207.35¦{0}\n办公¦506.12¦25.13\n其他¦300.40¦14.92\n"
    "合计¦2013.87¦100"
)
YEARS = (
    "类别¦2023年（件）¦2024年（件）¦占比（%）\n甲类¦1207¦1331¦{0}\n乙类¦506¦480¦21.6\n"
    "丙类¦300¦412¦18.5\n合计¦2013¦2223¦100"
)


@pytest.mark.parametrize(
    ("table", "right", "slipped"),
    [
        (RECEIVED, "60.0", "66.0"),
        (AREAS, "57.8", "75.8"),
        (MONEY, "59.95", "95.95"),
        (YEARS, "59.9", "55.9"),
    ],
    ids=["not of the nearest column", "of what is measured", "of money", "of this year"],
)
def test_shares_are_of_the_column_that_most_agree_with(table, right, slipped):
    assert findings(table.format(right)) == []
    assert "share" in [f.rule for f in findings(table.format(slipped))]


@pytest.mark.parametrize(
    "table",
    [
        "品类¦均价（元）¦占比（%）\n甲¦1207¦39.9\n乙¦506¦57.8\n丙¦300¦2.3\n合计¦803¦100",
        "渠道¦办结（件）¦占比（%）\n来电¦1100¦60.0\n网络¦480¦25.1\n来信¦290¦14.9\n合计¦1870¦100",
        "项目¦预算（万元）¦决算（万元）¦占比（%）\n工资¦1207¦1100¦91.1\n办公¦506¦480¦94.9\n"
        "其他¦300¦290¦96.7\n合计¦2013¦1870¦92.9",
    ],
    ids=["beside prices", "of what is not printed", "of a plan"],
)
def test_shares_of_which_nothing_agrees_accuse_nobody(table):
    assert [f for f in findings(table) if f.severity != "note"] == []


def test_shares_that_imply_one_whole_are_held_against_the_row_of_all():
    table = MONEY.format("59.95").replace("2013.87", "3013.87")
    (found,) = findings(table)
    assert len(found.evidence) == 4  # the sum, and all three shares


GRAIN = (
    "作物¦面积（公顷）¦产量（吨）\n小麦¦312.4¦{0}\n玉米¦205.7¦1518.3\n薯类¦48.2¦402.6\n"
    "合计¦566.3¦4005.8"
)


def test_amounts_add_up_and_are_no_means():
    assert findings(GRAIN.format("2084.9")) == []
    (found,) = findings(GRAIN.format("2048.9"))
    assert found.rule == "total-row"
    height = (
        GRAIN.replace("产量（吨）", "平均株高（米）").format("2084.9").replace("4005.8", "1335.3")
    )
    assert [f for f in findings(height) if f.severity == "error"] == []


def test_costs_a_visit_are_means():
    rows = "一院¦120340¦320.5\n二院¦98020¦298.2\n合计¦218360¦310.5"
    table = f"医院¦门诊（人次）¦次均费用（元）\n{rows}"
    assert findings(table) == []
