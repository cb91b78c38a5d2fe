"""Which relations are bound in tables, made up here, and which must not be."""

from __future__ import annotations

import textwrap
from functools import cache
from pathlib import Path

from gouji.checks.audit import audit
from gouji.checks.binding import binder
from gouji.documents import text
from gouji.documents.files.source import Source
from gouji.figures.disclosure import read as read_disclosure
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary
from gouji.rules.bundled import bundled
from gouji.rules.rule import Rule


@cache
def meaning() -> Meaning:
    return Meaning(vocabulary.load())


@cache
def rules() -> tuple[Rule, ...]:
    return pack.load()


def test_every_shape_is_bound_by_a_function_of_its_own_or_of_the_name_it_has_now():
    assert all(callable(binder(shape)) for shape in bundled("shapes"))
    assert binder("total-row") is binder("table-sum")


def found(words: str) -> list[tuple[str, str]]:
    """Rule and verdict of every finding; ``¦`` stands for a tab."""
    flat = textwrap.dedent(words).replace("¦", "\t").strip("\n")
    disclosure = read_disclosure(text.read(Source(Path("made-up.txt"), flat.encode())), meaning())
    result = audit([disclosure], rules(), meaning()).result
    return [(f.rule, f.verdict) for f in result.findings]


def test_a_target_may_be_exceeded() -> None:
    table = """
        指标¦年度目标¦实际完成¦目标完成率
        诉求受理（件）¦500000¦541233¦108.25%
        知识库更新（条）¦12000¦15871¦132.26%
    """
    assert found(table) == []


def test_a_satisfaction_above_all_is_impossible() -> None:
    table = """
        区县¦受理量（件）¦满意率
        东区¦5000¦103.2%
        西区¦4000¦97.1%
    """
    assert [rule for rule, _ in found(table)] == ["rate-bounds"]


def test_a_change_is_of_the_year_that_its_column_names() -> None:
    table = """
        某市热线２０２２年度报告
        渠道¦２０２２年（件）¦２０２１年（件）¦同比（％）
        电话¦１２０¦１００¦20.00
        网站¦６０¦８０¦-25.00
        合计¦１８０¦１８０¦0.00
    """
    assert found(table) == []
    assert found(table.replace("-25.00", "-52.00")) != []


def test_each_group_has_its_own_prior() -> None:
    table = """
        地区¦诉求量(件)¦¦¦¦¦
        ¦电话¦¦¦互联网¦¦
        ¦本期¦上年同期¦同比¦本期¦上年同期¦同比
        东区¦1200¦1000¦20.00%¦300¦400¦-25.00%
        西区¦900¦1000¦-10.00%¦500¦400¦25.00%
    """
    assert found(table) == []
    assert found(table.replace("25.00%\n", "52.00%\n")) == [("change-from-prior", "breaks")] * 2


def test_a_rate_changes_in_points_or_relative_to_itself() -> None:
    table = """
        区县¦满意率¦上年同期满意率¦同比
        东区¦96.00%¦94.00%¦{}
        西区¦95.00%¦94.00%¦+1.00%
    """
    assert found(table.format("+2.00%")) == []
    assert found(table.format("+2.13%")) == []
    assert found(table.format("+3.00%")) == [("change-from-prior", "breaks")]


def test_a_total_that_names_its_group_is_a_subtotal() -> None:
    table = """
        类别¦单位¦承办量（件）¦督办量（件）
        市直部门¦住建局¦6403¦120
        ¦公安局¦7173¦214
        市直部门小计¦¦13576¦334
        县区¦天山区¦8120¦300
        ¦新市区¦7788¦281
        县区小计¦¦15908¦581
        总计¦¦29484¦915
    """
    assert found(table) == []
    assert found(table.replace("¦29484", "¦29844")) == [("total-row", "breaks")]


def test_tables_that_agree_in_nothing_count_differently() -> None:
    tables = """
        表1 省级考核
        区县¦满意率¦按时办结率
        东区¦96.12%¦99.80%
        西区¦95.38%¦99.75%

        表2 本级回访
        区县¦回访量（件）¦满意率
        东区¦812¦93.60%
        西区¦640¦{}
    """
    assert found(tables.format("93.91%")) == []
    assert found(tables.format("95.38%")) == [("same-figure", "conflict")]


def test_numbers_of_hotlines_name_rows() -> None:
    table = """
        热线号码¦归并前名称¦受理量（件）¦占比
        12315¦市场监管¦45120¦45.12%
        12333¦人社¦38004¦38.00%
        12369¦环保¦16876¦16.88%
        合计¦¦100000¦100%
    """
    assert found(table) == []
    assert found(table.replace("38.00%", "36.00%")) != []


def test_a_rate_is_of_the_columns_that_explain_the_other_rows() -> None:
    table = """
        单位¦分派量¦应联系量¦已联系量¦未评价¦联系率¦评价率
        东区¦10637¦6089¦6076¦412¦99.79%¦{}
        西区¦10823¦6441¦6411¦380¦99.53%¦96.49%
        南区¦11954¦7068¦6988¦511¦98.87%¦95.73%
        北区¦7884¦4640¦4558¦290¦98.23%¦96.32%
        新区¦6845¦3813¦3768¦300¦98.82%¦95.62%
    """
    assert found(table.format("96.13%")) == []
    assert found(table.format("96.31%")) == [("rate-column", "breaks")]
    assert found(table.format("96.13%").replace("98.23%", "89.23%")) == [("rate-column", "breaks")]


def test_a_rate_of_a_negative_whole_may_have_either_sign() -> None:
    table = """
        板块¦本年¦上年¦增加额¦增加率
        甲¦2493¦2407¦86¦3.6%
        乙¦3138¦3037¦101¦3.3%
        丙¦879¦850¦29¦3.4%
        抵销¦-194¦-179¦-15¦{}
        丁¦1316¦1215¦101¦8.3%
    """
    assert found(table.format("-8.4%")) == found(table.format("8.4%")) == []


def test_amounts_below_zero_are_no_things_that_were_counted() -> None:
    table = """
        项目¦本期¦同比
        甲¦361¦↑3.5%
        乙¦{}¦↑9.9%
        丙¦259¦↑1.0%
    """
    assert found(table.format("-102")) == []
    assert ("prior-is-whole", "impossible") in found(table.format("102"))


def test_growth_from_below_zero_may_be_told_with_either_sign() -> None:
    table = """
        项目¦2024年¦2023年¦同比
        甲¦14551¦15386¦-5.4%
        乙¦26557¦{}¦{}%
    """
    assert found(table.format("-5625", "572")) == []
    assert found(table.format("5625", "-372")) != []


def test_per_cent_of_a_change_is_no_share() -> None:
    table = """
        Item,2025,2024,Change,
        ,,,$,%
        Sales,93662,103350,-9688,-9.4%
        Selling,11062,13477,2415,17.9%
        Impairment,0,1244,1244,100.0%
        Amortisation,192,631,439,69.6%
    """
    assert "share" not in dict(found(table.replace(",", "¦")))


def test_a_column_is_the_sum_of_those_that_make_it_up_in_the_other_rows() -> None:
    table = """
        单位¦承办件数¦办结数¦在办数¦超时未办数
        东区¦96¦91¦5¦0
        西区¦43¦34¦7¦2
        南区¦25¦22¦3¦0
        北区¦12¦9¦2¦1
        新区¦{}¦27¦3¦1
    """
    assert found(table.format("31")) == []
    assert found(table.format("37")) == [("sum-column", "breaks")]


def test_sums_that_a_few_rows_show_prove_nothing() -> None:
    table = """
        单位¦承办件数¦办结数¦在办数
        东区¦96¦91¦5
        西区¦43¦36¦7
        南区¦25¦27¦13
        北区¦13¦13¦9
    """
    assert found(table) == []


def test_rates_without_decimals_are_of_too_many_columns() -> None:
    table = """
        单位¦分派量¦应联系量¦已联系量¦联系率
        东区¦1000¦990¦980¦98%
        西区¦2000¦1990¦1960¦98%
        南区¦3000¦2990¦2945¦98%
        北区¦4000¦3990¦3900¦97%
    """
    assert found(table) == []


def test_a_whole_city_is_its_districts_where_a_column_shows_it() -> None:
    table = """
        区域¦诉求量(件)¦工单量(件)¦满意率(%)
        全市¦6123¦{}¦95.10
        东区¦1021¦412¦94.00
        西区¦2034¦508¦95.00
        南区¦3068¦607¦96.00
    """
    assert found(table.format("1527")) == []
    assert found(table.format("1257")) == [("total-row", "breaks")]
    elsewhere = table.replace("6123", "6223")  # 100 requests of no district
    assert found(elsewhere.format("1577")) == []


def test_satisfied_is_one_of_several_degrees_of_it() -> None:
    table = """
        单位¦参评量¦非常满意¦满意¦基本满意¦不满意¦满意率
        东区¦2910¦1730¦730¦266¦184¦93.68%
        西区¦3806¦2287¦968¦346¦205¦94.61%
    """
    assert found(table) == []


def test_a_part_greater_than_its_whole_is_of_something_else() -> None:
    told = """
        某市热线2023年上半年情况
        上半年受理诉求41.12万件，其中企业诉求0.91万件；在线解答20.39万件，在线解答率49.57%。
    """
    assert "online-rate" not in [rule for rule, _ in found(told)]


def test_a_named_rate_yields_to_the_base_that_its_table_shows() -> None:
    table = """
        区县¦受理量(件)¦转办量(件)¦办结量(件)¦办结率
        东区¦5210¦3110¦3066¦98.59%
        西区¦4801¦2910¦2877¦98.87%
        南区¦6120¦4020¦3970¦98.76%
        北区¦3921¦2210¦2190¦{}
        合计¦20052¦12250¦12103¦98.80%
    """
    assert found(table.format("99.10%")) == []
    assert found(table.format("91.90%")) == [("rate-column", "breaks")]


def test_a_running_share_is_not_that_of_its_row() -> None:
    table = """
        序号¦诉求类别¦数量（件）¦占比（%）¦累计占比（%）
        1¦物业管理¦500¦50.00¦50.00
        2¦社会保险¦300¦30.00¦80.00
        3¦其他¦200¦20.00¦100.00
        合计¦¦1000¦100.00¦
    """
    assert found(table) == []


def test_what_the_text_tells_of_a_slice_is_not_held_against_the_whole() -> None:
    report = """
        某市12345热线2022年度情况

        2022年，全市热线人工接听来电100.36万通。

        话务类别¦人工接听话务量(通)
        接听¦1003600
        呼出¦116094
        总计¦1119694
    """
    assert found(report) == []
    assert found(report.replace("100.36", "111.69")) == [("same-figure", "conflict")]


def test_a_rate_of_another_base_accuses_no_named_rate() -> None:
    told = "受理6340件，转办1875件，办结1702件，办结率96.40%。"
    report = f"某市12345热线2022年度情况\n\n{told}"
    assert "closing-rate" not in {rule for rule, _ in found(report)}


def test_two_slips_of_one_rule_in_a_table_are_two_findings() -> None:
    table = """
        类别¦东区¦西区¦合计
        来电¦8127¦5306¦13433
        来信¦6914¦4723¦11637
        来访¦3158¦2297¦5455
        网络¦7421¦6038¦13459
        合计¦25620¦18364¦43984
    """
    assert found(table) == []
    twice = table.replace("13433", "13343").replace("5455", "5485")
    assert found(twice) == [("total-column", "breaks")] * 2
