"""Tables of pages saved as text: cells that end in a bar, or stand alone on their lines."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.documents import text
from gouji.documents.document import Document, Table
from gouji.documents.files.source import Source
from gouji.documents.flattened.cells import is_within_row
from gouji.documents.layout.lines import split_lines


def read(words: str) -> Document:
    source = textwrap.dedent(words).strip("\n")
    return text.read(Source(Path("made-up.txt"), source.encode()))


def rows(table: Table) -> list[list[str]]:
    grid: dict[int, list[str]] = {}
    for cell in table.cells:
        grid.setdefault(cell.row, []).append(cell.text)
    return list(grid.values())


def only(document: Document) -> Table:
    assert len(document.tables) == 1, [rows(t) for t in document.tables]
    return document.tables[0]


def stacked(*cells: str) -> str:
    return "\n".join(f"{cell} |" for cell in cells) + "\n"


HEAD = ["单位", "受理数", "办结数", "办结率"]
BODY = [["东坪街道", "120", "114", "95.00%"], ["西坪街道", "80", "72", "90.00%"]]


def test_rows_that_end_in_a_bar() -> None:
    table = only(
        read("""
        各单位办理情况如下：
        单位 | 受理数 | 办结数 | 办结率 |
        东坪街道 | 120 | 114 | 95.00% |
        西坪街道 | 80 | 72 | 90.00% |
        其余单位本月没有工单。
        """)
    )
    assert rows(table) == [HEAD, *BODY]


@pytest.mark.parametrize("end", ["", " |"])
def test_lines_with_equally_many_bars_print_every_cell(end: str) -> None:
    grid = [
        ["", "2022年", "2023年", "增减（%）"],
        ["人员", "", "", ""],
        ["职工", "310", "204", "—"],
        ["志愿者", "26", "18", "-30.8"],
    ]
    source = "如下：\n" + "".join(" | ".join(row) + end + "\n" for row in grid) + "以上。"
    assert rows(only(read(source))) == grid


def test_a_cell_a_line() -> None:
    source = "办理情况如下：\n" + stacked(*HEAD, *BODY[0], *BODY[1]) + "以上为本月数据。"
    assert rows(only(read(source))) == [HEAD, *BODY]


def test_a_cell_a_line_under_a_title_that_blanks_fill_up() -> None:
    source = "| 各街道办理情况表 | |||\n" + stacked(*HEAD, *BODY[0], *BODY[1])
    table = only(read(source))
    assert rows(table) == [HEAD, *BODY]
    assert table.title is not None
    assert table.title.text == "各街道办理情况表"


def test_bars_that_open_a_row_end_the_one_above() -> None:
    opened = [f"| {row[0]} |\n" + stacked(*row[1:]) for row in (HEAD, *BODY)]
    assert rows(only(read("".join(opened)))) == [HEAD, *BODY]


def test_a_cell_that_a_merged_one_covers_is_found_by_what_the_columns_hold() -> None:
    cells = [
        *("片区", "单位", "受理数", "办结率"),
        *("北片", "东坪街道", "120", "95.00%"),
        *("西坪街道", "80", "90.00%"),
    ]
    source = stacked(*cells) + "|\n" + stacked("南片", "中坪街道", "60", "91.67%")
    assert rows(only(read(source)))[2] == ["", "西坪街道", "80", "90.00%"]


def test_a_total_stands_under_no_group() -> None:
    cells = ["片区", "单位", "受理数", "办结率", "北片", "东坪街道", "120", "95.00%"]
    source = (
        stacked(*cells, "南片", "西坪街道", "80", "90.00%", "合计", "200", "93.00%") + "|\n以上。"
    )
    assert rows(only(read(source)))[-1] == ["合计", "", "200", "93.00%"]


def test_a_missing_number_among_numbers_leaves_the_table_unread() -> None:
    source = stacked("类别", "甲", "乙", "丙", "来电", "31", "22", "9", "来信", "7", "5")
    document = read(source + "|\n" + stacked("来访", "4", "3", "1") + "以上。")
    assert not document.tables
    assert [part.place.line for part in document.unread] == [1]


HEADED_IN_PART = {
    "a corner is lost": """
        | 热点类别变化表 | ||||
        本月件数 | 上月件数 | 环比增长 | 主要内容 | |
        物业 | 399 | 348 | 14.66% | 停车与保洁 |
        施工 | 122 | 111 | 9.91% | 夜间作业 |
        """,
    "headings in two rows": """
        单位 | 受理 | 办结 |
        来电数 | 来信数 |
        东坪街道 | 100 | 90 | 80 |
        西坪街道 | 200 | 180 | 160 |
        """,
}


def test_headings_below_one_that_has_all_its_blanks_lost_what_it_does_not_span() -> None:
    words = """
        单位 | 办结率 | ||
        本月 | 上月 | 变化 |
        东坪街道 | 95.00% | 92.50% | 2.50 |
        西坪街道 | 90.00% | 91.10% | -1.10 |
        """
    assert rows(only(read(words)))[:2] == [["单位", "办结率", "", ""], ["本月", "上月", "变化", ""]]


@pytest.mark.parametrize("words", HEADED_IN_PART.values(), ids=HEADED_IN_PART)
def test_a_header_that_does_not_say_what_it_heads_leaves_the_table_unread(words: str) -> None:
    document = read(words)
    assert not document.tables
    assert len(document.unread) == 1


def test_tables_side_by_side_may_end_early() -> None:
    table = only(
        read("""
        各街道得分如下：
        单位 | 件数 | 得分 | 单位 | 件数 | 得分 |
        东坪 | 120 | 98.50 | 西坪 | 80 | 97.20 |
        中坪 | 60 | 96.10 | |||
        """)
    )
    assert rows(table)[2] == ["中坪", "60", "96.10", "", "", ""]


def test_tables_side_by_side_may_end_early_without_a_mark() -> None:
    header = ["单位", "件数", "单位", "件数"]
    source = "如下：\n" + stacked(*header, "东坪", "120", "西坪", "80", "中坪", "60") + "以上。"
    assert rows(only(read(source)))[2] == ["中坪", "60", "", ""]


def test_rows_that_a_bar_opens_may_begin_with_a_number() -> None:
    grid = [["月份", "东坪", "西坪"], ["10", "24", "34"], ["11", "19", "40"]]
    opened = "".join(f"| {row[0]} |\n" + stacked(*row[1:]) for row in grid)
    assert rows(only(read("如下：\n" + opened + "以上。"))) == grid


def test_a_text_cut_within_a_row_keeps_the_whole_rows() -> None:
    source = stacked(*HEAD, *BODY[0], *BODY[1], "中坪街道", "44")
    assert rows(only(read(source))) == [HEAD, *BODY]


def test_a_total_above_what_was_cut_off_is_not_believed() -> None:
    source = stacked(*HEAD, "合计", "244", "230", "94.26%", *BODY[0], *BODY[1], "中坪街道", "44")
    document = read(source)
    assert not document.tables
    assert document.unread


def test_a_menu_between_bars_is_no_table() -> None:
    document = read("""
        首页 | 政务公开 | 办事服务 |
        当前位置 | 热线专栏 |
        本月受理诉求1204件。
        """)
    assert not document.tables
    assert not document.unread


def test_cells_alone_on_their_lines_with_blanks_between() -> None:
    cells = [*HEAD, *BODY[0], *BODY[1], "中坪街道", "60", "55", "91.67%"]
    source = "各街道办理情况统计表\n\n" + "\n\n".join(cells) + "\n\n本月没有逾期工单。"
    assert rows(only(read(source))) == [HEAD, *BODY, ["中坪街道", "60", "55", "91.67%"]]


def test_cells_under_headings_in_two_rows_are_left_unread() -> None:
    cells = ["座席", "类别", "总数", "其中", "甲", "乙", "丙", "丁"]
    values = [str(n) for n in range(11, 26)]
    document = read("一、基本情况\n\n" + "\n\n".join([*cells, *values]) + "\n\n二、服务情况\n")
    assert not document.tables
    assert [part.place.line for part in document.unread] == [3]


def test_numbers_behind_a_regular_table_leave_it_unread() -> None:
    cells = [*HEAD, *BODY[0], *BODY[1], "中坪街道", "60", "55", "91.67%", "合计", "260", "241"]
    document = read("统计表\n\n" + "\n\n".join(cells) + "\n\n以上。")
    assert not document.tables


NAMES = st.lists(
    st.text(alphabet="东西南北中坪河口山湾", min_size=2, max_size=4),
    min_size=2,
    max_size=8,
    unique=True,
)


@given(NAMES, st.integers(1, 6), st.data())
def test_a_full_grid_is_the_same_in_both_layouts(
    names: list[str], numbers: int, data: st.DataObject
) -> None:
    header = ["单位", *(f"第{n}项数" for n in range(numbers))]
    # 1900 may be a year and a heading, and what may be read in two ways is not
    value = st.integers(0, 99999).filter(lambda n: not 1900 <= n < 2100).map(str)
    grid = [header, *([name, *(data.draw(value) for _ in range(numbers))] for name in names)]
    by_line = "".join(" | ".join(row) + " |\n" for row in grid)
    by_cell = "".join(stacked(*row) for row in grid)
    for source in (by_line, by_cell):
        assert rows(only(read("如下：\n" + source + "以上。"))) == grid


@pytest.mark.parametrize("mark", ["|", "| x |", "1 |", "甲 | 1 |", "甲  乙  丙", "甲乙", "a | b"])
def test_long_runs_are_bounded(mark: str) -> None:
    read("\n".join([mark] * 3000))


NAMES, VALUES = ["占道经营", "施工噪音", "路灯亮化", "其他"], ["14", "6", "5", "20"]
PAIR = [NAMES, VALUES]


def test_names_over_one_row_of_values() -> None:
    table = only(read("分类情况如下：\n" + "\n".join(" | ".join(r) + " |" for r in PAIR) + "\n"))
    assert rows(table) == PAIR
    assert table.header_rows == 1


def test_names_over_values_several_times() -> None:
    words = "\n".join(" | ".join(r) + " |" for r in [*PAIR, NAMES[:3], VALUES[:3]])
    assert [rows(t) for t in read(words).tables] == [PAIR, [NAMES[:3], VALUES[:3]]]


def test_a_blank_line_behind_a_bar_ends_a_table_and_none_within_a_cell_does() -> None:
    body = [["东街", "", "1204\n(↑3.1%)"], ["西街", "87", "356\n(↓0.4%)"]]
    tables = [[["街道", "电话", "网络"], *body], [["渠道", "受理", "办结"], *body]]
    words = "\n".join("".join(f"{c}\n|\n" for row in rows for c in row) for rows in tables)
    assert [rows(t) for t in read(f"来电如下。\n{words}").tables] == tables


def test_behind_the_bar_of_a_cell_the_rest_of_its_row_begins_no_table() -> None:
    lines = split_lines("题目\n\n1.团队\n|\n\n|\n2.单位\n|\n类别\n|")
    assert [n for n in range(len(lines)) if not is_within_row(lines, n)] == [0, 1, 2, 3]


def test_names_one_a_line_then_as_many_values() -> None:
    words = "分类情况如下：\n\n" + "\n\n".join(NAMES + VALUES) + "\n\n以上各件均已办结。"
    assert rows(only(read(words))) == PAIR


@pytest.mark.parametrize("above", ["一、处理结果", "各科处理结果如下："])
def test_one_name_above_those_that_end_with_a_total_heads_them_all(above: str) -> None:
    names, values = ["维持", "纠正", "其他", "合计"], ["4", "6", "2", "12"]
    document = read("\n".join([above, "复查", *names, *values]) + "\n")
    assert rows(only(document)) == [names, values]
    assert "复查" in [p.text for p in document.paragraphs]
    assert not read("\n".join([above, "复查", *names[:3], *values[:3]]) + "\n").tables


@pytest.mark.parametrize("missing", [0, 3, 5, 7])
def test_names_and_values_of_different_number_are_unclear(missing: int) -> None:
    cells = [cell for n, cell in enumerate(NAMES + VALUES) if n != missing]
    assert not read("分类情况如下：\n\n" + "\n\n".join(cells) + "\n\n均已办结。").tables
    short = [row[: 3 if n == missing % 2 else 4] for n, row in enumerate(PAIR)]
    assert not read("\n".join(" | ".join(row) + " |" for row in short)).tables


def test_one_row_of_values_with_a_name_of_its_own() -> None:
    head, values = ["咨询", "投诉", "办结率"], ["数量", "15", "50", "85.32%"]
    for first in ("2024年5月 ", ""):
        source = f"{first}| {' | '.join(head)} |\n{' | '.join(values)} |\n"
        assert rows(only(read(source)))[1] == values


def test_a_table_that_goes_on_behind_prose_in_its_line() -> None:
    cells = [cell for row in (HEAD, *BODY, ["南坪街道", "50", "45", "90.00%"]) for cell in row]
    document = read("全月受理250件，办结231件。 " + " | ".join(cells) + " |")
    assert rows(only(document))[:3] == [HEAD, *BODY]
    assert [p.text for p in document.paragraphs] == ["全月受理250件，办结231件。"]


def test_and_where_its_rows_are_unclear_it_is_told_and_its_bars_are_no_labels() -> None:
    cells = ["单位", "受理数", "扣分", "数量", "分值", *BODY[0], "1", "2", *BODY[1][:2]]
    document = read("全月受理250件，办结231件。 " + " | ".join(cells) + " |")
    assert not document.tables
    assert len(document.unread) == 1
    assert [p.text for p in document.paragraphs] == ["全月受理250件，办结231件。"]


HOLED = [
    ["县区", "件数", "水", "大气", "噪声", "合计"],
    ["东坪县", "3", "", "1", "2", "3"],
    ["西坪县", "2", "2", "", "", "2"],
    ["南坪县", "0", "", "", "", "0"],
    ["合计", "5", "2", "1", "2", "5"],
]


def test_blank_cells_one_a_line_within_rows() -> None:
    source = "\n".join(f"{cell} |".lstrip() for row in HOLED for cell in row)
    assert rows(only(read(source))) == HOLED


def test_blank_cells_at_the_end_of_a_row_leave_it_unclear() -> None:
    holed = [*HOLED[:3], ["南坪县", "0", "", "", ""], HOLED[4]]
    document = read("\n".join(f"{cell} |".lstrip() for row in holed for cell in row))
    assert not document.tables
    assert len(document.unread) == 1


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize("table", [[HEAD, *BODY], HOLED])
def test_cells_with_a_bar_on_a_line_between(table: list[list[str]], gap: str) -> None:
    cells = [cell for row in table for cell in row]
    source = "办理情况如下：\n" + f"{gap}|{gap}".join(cells) + "\n以上为本月数据。"
    assert rows(only(read(source))) == table


def test_titles_over_cells_with_bars_between_are_no_cells() -> None:
    cells = [cell for row in [HEAD, *BODY] for cell in row]
    source = "某市热线二〇二三年情况\n\n主要指标表\n" + "\n|\n".join(cells) + "\n|\n以上。"
    assert rows(only(read(source))) == [HEAD, *BODY]


SECTIONED = [
    ["项目", "2022年", "2023年", "增减（%）"],
    ["人员", "", "", ""],
    ["职工", "310", "(204)", "−34.2"],
    ["志愿者", "26", "18", "—"],
    ["场所", "", "", ""],
    ["服务点", "14", "21", "50.0"],
]


def test_a_word_alone_names_rows_whether_blank_cells_are_printed_or_lost() -> None:
    printed = [cell for row in SECTIONED for cell in row]
    left = [cell.replace("人员", "人员：") for cell in printed if cell]
    for words in ("\n|\n".join(printed) + "\n|", "\n\n".join(printed), "\n".join(left)):
        table = only(read(f"情况如下：\n{words}\n\n以上为本月数据。"))
        assert [[cell.rstrip("：") for cell in row] for row in rows(table)] == SECTIONED


def test_a_word_alone_below_headings_may_be_one_of_them() -> None:
    left = [cell for row in SECTIONED for cell in row if cell]
    document = read("情况如下：\n" + "\n".join(left) + "\n\n以上为本月数据。")
    assert not document.tables
    assert len(document.unread) == 1


def test_a_row_that_lost_a_blank_cell_is_placed_where_one_way_is_left() -> None:
    cells = [*HEAD, *BODY[0], *BODY[1], "中坪街道", "44", "92.11%", "南坪街道", "9", "8", "88.89%"]
    document = read("情况如下：\n" + "\n".join(cells) + "\n\n以上为本月数据。")
    assert not document.tables  # 44 was received or closed
    cells[12:15] = ["中坪街道", "44", "41"]
    found = rows(only(read("情况如下：\n" + "\n".join(cells) + "\n\n以上为本月数据。")))
    assert found[3] == ["中坪街道", "44", "41", ""]


TWO_STOREYED = ["街道", "甲类", "合计", "来电", "来信"]
TOTALLED = [("东坪", "4", "5", "9"), ("西坪", "1", "2", "3"), ("中坪", "6", "2", "8")]


def test_headings_in_two_storeys_are_no_title_and_header() -> None:
    cells = [*TWO_STOREYED, *(cell for row in TOTALLED for cell in row)]
    table = only(read("情况如下：\n" + "\n".join(cells) + "\n\n以上。"))
    assert table.inferred
    assert rows(table)[0] == TWO_STOREYED
    assert [tuple(row[:4]) for row in rows(table)[1:]] == TOTALLED


def test_a_row_of_shares_is_of_the_table_of_counts_above_it() -> None:
    cells = [
        "",
        "一季度",
        "二季度",
        "来信",
        "31",
        "42",
        "办结",
        "29",
        "40",
        "办结率",
        "93.55%",
        "95.24%",
    ]
    table = only(read("情况如下：\n" + "\n".join(cells[1:]) + "\n\n以上。"))
    assert [row[0] for row in rows(table)] == ["", "来信", "办结", "办结率"]


def test_two_rows_are_not_one_of_a_table_twice_as_wide() -> None:
    cells = ["港区", "货物吞吐量", "同比增减", "东港", "512.4", "3.1", "外贸", "203.9", "-1.2"]
    cells = ["本月生产简报", *cells, "西港", "611.0", "2.8", "外贸", "98.3", "4.0"]
    found = [table.columns for table in read("\n".join(cells) + "\n\n以上。").tables]
    assert found == [3]


def test_lines_over_a_table_of_one_cell_a_line_are_no_heading_of_it() -> None:
    cells = ["某市政务热线主要指标完成情况", "主要指标一览表", "指标", "单位", "本期", "上期"]
    body = ["诉求总量", "万件", "165.21", "128.83", "话务总量", "万通", "273.97", "319.35"]
    table = only(read("\n".join([*cells, *body]) + "\n\n以上。"))
    assert rows(table)[0] == cells[2:]


def test_columns_that_blanks_align_may_have_blank_cells_and_words_alone() -> None:
    words = "\n".join(
        f"{row[0]}{' ' * (12 - 2 * len(row[0]))}" + "".join(f"{cell:>10}" for cell in row[1:])
        for row in [["项目", "May", "June", "Change"], *SECTIONED[1:]]
    )
    table = only(read(f"情况如下：\n{words}\n\n以上为本月数据。"))
    assert rows(table)[1:] == SECTIONED[1:]


def test_cells_between_bars_that_make_no_rows_are_told() -> None:
    cells = [cell for row in [HEAD, *BODY] for cell in row][:-2]
    document = read("办理情况如下：\n" + "\n|\n".join(cells) + "\n|\n以上为本月数据。")
    assert not document.tables
    assert len(document.unread) == 1


STOREYS = [
    ["单位", "受理量", "", "办结率"],
    ["", "来电", "来信", ""],
    ["东坪街道", "120", "14", "95.00%"],
    ["西坪街道", "80", "", "90.00%"],
]


@pytest.mark.parametrize("between", ["|\n", "", "\n"], ids=["bars", "each a line", "blank lines"])
def test_cells_that_are_all_printed_fold_into_rows(between: str) -> None:
    cells = "".join(f"{cell}\n{between}" for row in STOREYS for cell in row)
    table = only(read(f"各单位办理情况如下，供参考。\n{cells}以上为本月数据。"))
    assert rows(table) == STOREYS


def test_a_blank_corner_is_a_cell_before_the_first() -> None:
    grid = [["", *HEAD[1:]], *BODY]
    cells = "".join(f"{cell}\n|\n" for row in grid for cell in row)
    assert rows(only(read(f"办理情况如下。\n\n{cells}以上。"))) == grid


def test_a_cell_too_few_folds_into_nothing() -> None:
    cells = "".join(f"{cell}\n|\n" for row in STOREYS for cell in row if cell != "14")
    document = read(f"办理情况如下。\n{cells}以上。")
    assert not document.tables
    assert len(document.unread) == 1


def test_columns_one_after_the_other_are_no_row_of_words_and_numbers() -> None:
    cells = ["指标名称", "福利支出", "救助支出", "管理支出", "其他支出", "单位", *["万元"] * 4]
    cells += ["数量", "39.7", "64.4", "24.6", "21.7"]
    document = read("如下。\n" + "\n".join(cells) + "\n\n年龄构成\n以上为本年数据。")
    assert not document.tables


def test_a_row_that_lost_a_number_is_no_row_behind_another_heading() -> None:
    header = ["单位", "走访", "微信", "", "网络", "合计"]
    short = ["新桥", "256", "868", "1569"]
    whole = [["老桥", "774", "355", "269", "1398"], ["合计", "1030", "1223", "714", "2967"]]
    cells = [*header, *short, *(cell for row in whole for cell in row)]
    document = read("如下。\n" + "".join(f"{cell}\n|\n" for cell in cells) + "以上。")
    assert not document.tables


@pytest.mark.parametrize("between", ["|\n", "\n"], ids=["bars", "blank lines"])
def test_pairs_of_a_name_and_a_value_may_be_blank_in_some_rows(between: str) -> None:
    grid = [
        ["数量指标", "件", "比率指标", "值"],
        ["登记数", "8240", "", ""],
        ["派单数", "8158", "派单率", "99.00%"],
        ["退单数", "412", "", ""],
        ["办结数", "7750", "办结率", "95.00%"],
    ]
    cells = "".join(f"{cell}\n{between}" for row in grid for cell in row)
    assert rows(only(read(f"本周运行情况。\n\n{cells}以上为本周数据。"))) == grid


def test_what_spans_all_rows_on_their_left_is_printed_in_the_first_alone() -> None:
    body = [["7200", "来电", "5400", "75.0%", "咨询", "4320", "60.0%"]]
    body += [["网页", "1300", "18.1%", "投诉", "2880", "40.0%"], ["", "信函", "500", "6.9%"]]
    head = ["总量", "渠道", "件数", "占比", "类型", "件数", "占比"]
    table = only(read(stacked(*head, *(cell for row in body for cell in row))))
    blanks = [""] * 3
    assert rows(table) == [head, body[0], ["", *body[1]], [*body[2], *blanks]]
