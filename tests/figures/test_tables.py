"""Tables in the layouts of many publishers, made up here: what each of their figures says."""

from __future__ import annotations

import textwrap
from functools import cache
from pathlib import Path

import pytest

from gouji.documents import text
from gouji.documents.document import Cell, Passage, Table
from gouji.documents.files.source import Source
from gouji.figures.disclosure import Disclosure
from gouji.figures.disclosure import read as read_disclosure
from gouji.figures.figure import Figure
from gouji.figures.meaning import Meaning
from gouji.figures.tables.reading import read_table
from gouji.rules import vocabulary


@cache
def meaning() -> Meaning:
    return Meaning(vocabulary.load())


def read(words: str) -> Disclosure:
    """``¦`` stands for a tab."""
    flat = textwrap.dedent(words).replace("¦", "\t").strip("\n")
    return read_disclosure(text.read(Source(Path("made-up.txt"), flat.encode())), meaning())


def cell(disclosure: Disclosure, row: int, column: int) -> Figure:
    return next(f for f in disclosure.figures if (f.place.row, f.place.column) == (row, column))


def test_a_year_in_wide_digits_with_a_unit_is_a_period() -> None:
    disclosure = read("""
        某市热线２０２２年度报告
        渠道¦２０２２年（件）¦２０２１年（件）¦同比（％）
        电话¦１２０¦１００¦20.00
        网站¦６０¦８０¦-25.00
    """)
    now, before = cell(disclosure, 2, 2), cell(disclosure, 2, 3)
    assert (now.period, before.period) == ("", "prior")
    assert now.change is not None
    assert now.change.text == "20.00"
    assert before.change is None


@pytest.mark.parametrize(
    "header",
    [
        "年龄组¦0-14岁¦15-59岁¦60岁及以上",
        "乡镇¦1次¦2次¦3次以上",
        "单位¦3个工作日内¦5个工作日内¦10个工作日以上",
        "单位¦100万元以下¦100万元以上¦500万元以上",
        "School¦Level 1¦Level 2¦Level 3",
        "地区¦2021¦2022¦2023",
        "Region¦FY2019¦FY2020¦FY2021",
        "地区¦6月¦7月¦8月",
        "地区¦Q1¦Q2¦Q3",
    ],
)
def test_words_with_numbers_head_bare_numbers(header: str) -> None:
    disclosure = read(f"""
        表1 分布
        {header}
        东坪¦31¦2,204¦175
        西坪¦26¦1,873¦98
        合计¦57¦4,077¦273
    """)
    named = header.split("¦")[1:]
    assert [f.column_path for f in disclosure.figures] == [(name,) for name in named] * 3


@pytest.mark.parametrize(
    "first", ["东坪¦31件¦2,204件", "东坪¦$31¦$2,204", "东坪¦2019¦2,204", "东坪¦—¦$2,204"]
)
def test_a_first_row_with_units_or_marks_is_data(first: str) -> None:
    disclosure = read(f"""
        表1 分布
        片区¦来信¦来电
        {first}
        西坪¦26¦1,873
        合计¦57¦4,077
    """)
    assert {f.column_path for f in disclosure.figures} == {("来信",), ("来电",)}
    assert {f.row_path for f in disclosure.figures} == {("东坪",), ("西坪",), ("合计",)}


def test_numbers_of_columns_under_their_names_are_no_data() -> None:
    disclosure = read("""
        表1 分布
        片区¦来信¦来电¦来访
        栏次¦1¦2¦3
        东坪¦31¦2,204¦12
        西坪¦26¦1,873¦4
    """)
    assert {f.row_path for f in disclosure.figures} == {("东坪",), ("西坪",)}


def test_a_word_alone_under_the_header_is_of_the_rows_below() -> None:
    disclosure = read("""
        表1 指标
        指标¦2022年¦2023年
        人员¦¦
        职工¦310¦204
        志愿者¦26¦18
    """)
    assert {f.row_path for f in disclosure.figures} == {("人员", "职工"), ("人员", "志愿者")}


def test_a_year_before_a_name_is_the_period_of_it() -> None:
    disclosure = read("""
        某市热线2023年度报告
        区县¦2023年受理量(件)¦2022年受理量(件)¦增幅
        东区¦1200¦1000¦20.0%
        西区¦900¦1000¦-10.0%
    """)
    assert [cell(disclosure, 2, c).period for c in (2, 3)] == ["", "prior"]
    change = cell(disclosure, 2, 2).change
    assert change is not None
    assert change.text == "20.0%"


def test_a_change_beside_two_counts_belongs_to_neither() -> None:
    disclosure = read("""
        区县¦受理量(件)¦办结量(件)¦同比
        东区¦1200¦1190¦20.0%
        西区¦900¦880¦-10.0%
    """)
    assert all(f.change is None for f in disclosure.figures)


def test_a_whole_number_under_a_change_is_in_no_known_unit() -> None:
    disclosure = read("""
        区县¦受理量(件)¦同比
        东区¦1200¦20
        西区¦900¦-10
    """)
    change = cell(disclosure, 2, 2).change
    assert change is not None
    assert change.kind == "unstated"


def test_a_column_of_units_gives_its_row_the_unit_and_no_name() -> None:
    disclosure = read("""
        某市热线2021年度报告
        指标¦单位¦2021年¦2020年¦增幅
        工单量¦万件¦187.33¦170.22¦10.05%
        按时办结率¦%¦99.62¦99.31¦0.31个百分点
        平均等待时长¦秒¦11.2¦14.7¦-23.81%
    """)
    count, rate = cell(disclosure, 2, 3), cell(disclosure, 3, 3)
    assert (count.row_path, count.unit, count.numeral.value) == (("工单量",), "件", 1_873_300)
    assert (rate.unit, rate.quantity, rate.indicator) == ("%", "rate", "按时办结率")


def test_a_column_of_offices_is_no_column_of_units() -> None:
    disclosure = read("""
        序号¦单位¦派单量(件)¦满意率
        1¦市公安局¦320¦95.10%
        2¦市住建局¦480¦93.20%
        3¦市城管局¦210¦94.40%
    """)
    assert cell(disclosure, 2, 3).row_path == ("市公安局",)


def test_years_down_the_first_column_name_their_rows() -> None:
    disclosure = read("""
        某市热线2023年度报告
        年份¦受理总量(件)¦满意率
        2021¦412233¦94.8%
        2022¦419109¦92.2%
        2023¦469331¦93.8%
    """)
    listed = [f for f in disclosure.figures if f.indicator == "诉求总量"]
    assert [f.period for f in listed] == ["2021", "prior", ""]
    assert all(f.scope == () for f in listed)
    assert not any(f.text == "2021" for f in disclosure.figures)


def test_a_second_change_in_a_cell_is_no_figure() -> None:
    disclosure = read("""
        诉求类型¦数量（件）¦占比
        咨询¦31204（同比↑8.12%，环比↓2.35%）¦73.58%
        求助¦11208（同比↑3.01%，环比↑1.22%）¦26.42%
    """)
    assert [f.text for f in disclosure.figures] == ["31204", "73.58%", "11208", "26.42%"]
    assert cell(disclosure, 2, 2).change is not None


def test_last_year_s_quarter_and_the_quarter_before_are_priors() -> None:
    disclosure = read("""
        类别¦一季度¦上季度¦环比¦去年一季度¦同比
        来电（通）¦31022¦29870¦3.86%¦30112¦3.02%
        工单（件）¦12410¦12980¦-4.39%¦11877¦4.49%
    """)
    assert [cell(disclosure, 2, c).period for c in (2, 3, 5)] == ["", "prior", "prior"]
    change = cell(disclosure, 2, 2).change
    assert change is not None
    assert change.text == "3.86%"
    assert cell(disclosure, 2, 3).change is None


def test_a_column_and_a_row_named_shares_are_per_cent_without_a_sign() -> None:
    down = read("类别¦件数¦占比¦按期办结率\n咨询¦473¦31.7¦99.2\n求助¦886¦59.3¦100\n建议¦77¦0.5¦98")
    assert [cell(down, 2, c).unit for c in (2, 3, 4)] == ["", "%", "%"]
    across = read("类别¦咨询¦求助¦建议\n件数¦473¦886¦77\n占比¦31.7¦59.3¦0.5")
    assert {cell(across, 3, c).column_role for c in (2, 3, 4)} == {"share"}


def test_a_bare_number_among_those_per_cent_is_per_cent() -> None:
    parts = read("渠道¦件数¦构成\n电话¦60¦60.0%\n网络¦40¦40.0%\n合计¦100¦100/98.5")
    assert [cell(parts, r, 3).unit for r in (2, 3, 4)] == ["%"] * 3
    assert cell(parts, 4, 2).unit == ""


def test_fractions_of_one_are_not_taken_for_per_cent() -> None:
    parts = read("类别¦件数¦占比\n咨询¦473¦0.317\n求助¦886¦0.593\n建议¦77¦0.052")
    assert {cell(parts, r, 3).unit for r in (2, 3, 4)} == {""}


def test_two_columns_of_names_of_one_kind_each_name_the_figures_behind_them() -> None:
    figures = read("""
        基础指标¦案件数¦比率指标¦数值
        立案数¦51229¦立案率¦99.34%
        派遣数¦49151¦派遣率¦95.94%
        返工数¦276¦返工率¦0.53%
    """).figures
    assert [f.row_path[-1] for f in figures[:4]] == ["立案数", "立案率", "派遣数", "派遣率"]


def test_a_row_of_changes_under_two_rows_belongs_to_neither_by_itself() -> None:
    table = """
        时间¦人工接听量¦自助来电量
        {}¦8000¦1500
        {}¦7600¦1530
        环比（%）¦-5.0¦2.0
    """
    for first, second in (("第二季度", "第三季度"), ("甲站", "乙站")):
        disclosure = read(table.format(first, second))
        assert all(f.change is None for f in disclosure.figures)
        assert [f.text for f in disclosure.figures[4:]] == ["-5.0", "2.0"]


def test_a_table_in_which_nothing_is_printed_is_passed_over() -> None:
    cells = tuple(Cell(1, column, Passage("")) for column in (1, 2))
    assert read_table(Table(1, 1, 2, cells), "made-up.docx", meaning()) == [[]]


THOUSANDS = """
    类别¦受理数¦解决数
    商品类¦9 352¦{}
    服务类¦1 204¦1 100
    其他¦318¦97
"""


def test_thousands_parted_by_a_blank_are_one_number() -> None:
    disclosure = read(THOUSANDS.format("9 023"))
    found = [(f.place.row, f.place.column, int(f.interval.low)) for f in disclosure.figures]
    assert found == [
        (2, 2, 9352),
        (2, 3, 9023),
        (3, 2, 1204),
        (3, 3, 1100),
        (4, 2, 318),
        (4, 3, 97),
    ]
    table = read(THOUSANDS.format("9 023")).figures[0]
    assert table.place.span == (4, 9)


def test_thousands_parted_by_a_blank_may_have_a_change_or_a_share_behind_them() -> None:
    figures = read("""
        类别¦受理数¦解决数
        商品类¦9 352（↑4.1%）¦9 023 ↓2.2%
        服务类¦1 204（↓0.8%）¦1 100 ↑1.5%
        其他¦318（↑2.0%）¦97 ↑3.3%
    """).figures
    assert [int(f.interval.low) for f in figures] == [9352, 9023, 1204, 1100, 318, 97]
    assert all(f.change is not None for f in figures)
    shares = read("""
        类别¦受理数
        商品类¦9 352（86.0%）
        服务类¦1 204（11.1%）
        其他¦1 018（2.9%）
    """).figures
    assert [f.text for f in shares] == ["9 352", "86.0%", "1 204", "11.1%", "1 018", "2.9%"]


@pytest.mark.parametrize("marked", ["38*¦2024", "38¦2024*"])
def test_a_count_may_be_less_by_what_its_note_says(marked: str) -> None:
    count, year = marked.split("¦")
    figures = read(f"""
        年度¦成立¦不成立¦合计
        2023¦15¦44¦59
        {year}¦8¦28¦{count}

        *另有2件尚在复核。
    """).figures
    (total,) = (f for f in figures if f.text == "38")
    assert [int(reading.value) for reading in total.readings] == [36, 40]
    assert not any(f.readings for f in figures if f.text == "59")


def test_a_table_that_prints_commas_for_points_is_read_by_its_own_signs() -> None:
    disclosure = read("""
        渠道¦费用（元）¦占比（%）
        电话¦1.250,5¦62,5
        来信¦750,25¦37,5
    """)
    assert [str(f.numeral.value) for f in disclosure.figures] == [
        "1250.5",
        "62.5",
        "750.25",
        "37.5",
    ]
    assert [f.text for f in disclosure.figures] == ["1.250,5", "62,5", "750,25", "37,5"]


def test_two_counts_in_a_cell_stay_two() -> None:
    for second in ("9 23", "9023"):
        figures = read(THOUSANDS.format(second)).figures
        assert 9352 not in [f.interval.low for f in figures]


def paths(words: str) -> list[tuple[str, ...]]:
    """What stands over the columns of the only table's first row of figures."""
    figures = [f for f in read(words).figures if f.place.table]
    first = min(f.place.row or 0 for f in figures)
    return [f.column_path for f in figures if f.place.row == first]


def test_a_word_and_a_number_that_runs_on_name_a_row() -> None:
    disclosure = read("""
        街道¦受理量¦办结量
        街道01¦120¦110
        街道02¦130¦120
        街道03¦140¦130
        合计¦390¦360
    """)
    assert [f.row_path for f in disclosure.figures[:2]] == [("街道01",)] * 2
    assert len(disclosure.figures) == 8


def test_a_word_and_a_count_in_a_cell_are_a_figure() -> None:
    disclosure = read("""
        渠道¦受理
        网络¦咨询1200
        电话¦咨询1310
    """)
    assert [f.in_cell for f in disclosure.figures] == ["咨询"] * 2


def test_of_two_units_in_a_caption_each_column_has_its_own() -> None:
    disclosure = read("""
        表1 收入情况
        单位：万元、%
        项目¦2023年¦占比¦增长率¦增减
        税收¦1200¦66.7¦20.0¦200
        其他¦600¦33.3¦-25.0¦-200
    """)
    assert [f.unit for f in disclosure.figures if f.place.row == 2] == ["元", "%", ""]
    money, *_ = (f for f in disclosure.figures if f.place.row == 2)
    assert money.numeral.value == 12_000_000


def test_a_row_of_units_under_the_header_is_of_its_columns() -> None:
    disclosure = read("""
        区县¦产值¦人口¦占比
        ¦亿元¦万人¦%
        甲县¦1204.5¦33.2¦40.2
        乙县¦204.5¦5.1¦59.8
    """)
    output, people, share = disclosure.figures[:3]
    assert [f.unit for f in disclosure.figures[:3]] == ["元", "人", "%"]
    assert (output.numeral.value, people.numeral.value) == (120_450_000_000, 332_000)
    assert output.column_path == ("产值（亿元）",)
    assert (share.quantity, share.column_role) == ("rate", "share")


def test_units_that_tell_the_columns_of_a_group_apart_are_its_labels() -> None:
    disclosure = read("""
        区县¦2024年¦¦2023年¦
        ¦件¦%¦件¦%
        甲县¦1204¦75.2¦402¦40.2
        乙县¦398¦24.8¦598¦59.8
    """)
    assert [f.unit for f in disclosure.figures[:4]] == ["件", "%", "件", "%"]
    assert disclosure.figures[1].column_path == ("2024年", "%")


def test_numbers_of_rows_are_no_figures_wherever_they_run_on() -> None:
    disclosure = read("""
        项目¦行次¦决算数
        一、拨款¦1¦52
        二、捐赠¦2¦31
        本年合计¦5¦83
        结余¦9¦17
    """)
    assert [f.text for f in disclosure.figures] == ["52", "31", "83", "17"]
    assert cell(disclosure, 5, 3).row_path == ("结余",)


def test_a_few_numbered_rows_are_named_by_what_stands_beside_their_numbers() -> None:
    disclosure = read("""
        序号¦渠道¦数量（件）
        1¦电话¦52
        2¦来信¦31
        合计¦¦83
    """)
    assert [f.row_path[-1] for f in disclosure.figures] == ["电话", "来信", "合计"]


def test_a_table_beside_another_bears_the_same_names_over_its_figures() -> None:
    disclosure = read("""
        收入¦行次¦金额¦支出¦行次¦金额
        一、拨款¦1¦100¦一、工资¦30¦120
        二、捐赠¦2¦50¦二、办公¦31¦30
        合计¦5¦150¦合计¦34¦150
    """)
    assert [f.text for f in disclosure.figures] == ["100", "120", "50", "30", "150", "150"]
    assert cell(disclosure, 3, 6).row_path == ("二、办公",)


def test_a_whole_left_of_two_lists_leaves_them_their_names() -> None:
    disclosure = read("""
        总量¦渠道¦件数¦占比¦类型¦件数¦占比
        7200¦来电¦5400¦75.0%¦咨询¦4320¦60.0%
        ¦网页¦1300¦18.1%¦投诉¦2880¦40.0%
        ¦信函¦500¦6.9%¦¦¦
    """)
    assert cell(disclosure, 3, 4).row_path == ("网页",)
    assert cell(disclosure, 3, 6).row_path == ("投诉",)
    assert cell(disclosure, 2, 1).row_path == ()


def test_a_number_of_people_is_a_figure() -> None:
    disclosure = read("""
        Age group¦No.¦Share (%)
        children¦3¦30
        adults¦5¦50
        Total¦10¦100
    """)
    assert cell(disclosure, 3, 2).row_path == ("adults",)


def test_a_number_with_a_sign_is_none_of_what_its_row_names() -> None:
    disclosure = read("""
        指标¦单位¦2022年¦2023年¦同比变动（%）¦与计划之差
        诉求总量¦件¦500¦540¦+8.0¦+12
        在线解答¦件¦300¦310¦+3.3¦+2
    """)
    now = cell(disclosure, 2, 4)
    assert now.change is not None and now.change.text == "+8.0"
    assert cell(disclosure, 2, 6).indicator is None


def test_what_two_rows_share_is_one_merged_cell_only_where_it_tells_them_together() -> None:
    """Three numbers of a street printed again are one cell; one price three times is none."""
    merged = "街道  受理  办结  满意\n东街  1204  1187  1150\n西街  1204  1187  1150\n"
    assert len(read(merged).figures) == 3
    prices = "岗位  一月  二月  三月\n程序员  6250.00000  6250.00000  6250.00000\n"
    assert len(read(f"{prices}测试员  6250.00000  6250.00000  6250.00000\n").figures) == 6
    zeros = "岗位  一月  二月  三月\n程序员  0.00000  10.00000  12.00000\n"
    assert len(read(f"{zeros}测试员  0.00000  10.00000  12.00000\n").figures) == 6


def test_a_table_beside_another_goes_on_with_its_numbers() -> None:
    table = """
        位次¦地区¦人次¦位次¦地区¦人次
        1¦甲县¦370450¦4¦丁区¦220678
        2¦乙区¦360930¦5¦戊县¦165519
        3¦丙区¦348122¦6¦己区¦83498

        丁区接待220678人次，戊县接待165519人次。
    """
    named = {f.text: f.row_path for f in read(table).figures if f.place.table is not None}
    assert named["220678"] == ("丁区",)
    assert "4" not in named
