"""Flattened tables: many cities' layouts, made up here."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from gouji.documents import text
from gouji.documents.document import Document, Place, Table
from gouji.documents.files.source import Source
from gouji.documents.layout.lines import width


def read(words: str) -> Document:
    return text.read(Source(Path("made-up.txt"), words.encode()))


def rows(table: Table) -> list[list[str]]:
    grid: dict[int, list[str]] = {}
    for cell in table.cells:
        grid.setdefault(cell.row, []).append(cell.text)
    return list(grid.values())


def only(document: Document) -> Table:
    assert len(document.tables) == 1, [rows(t) for t in document.tables]
    return document.tables[0]


def flat(words: str) -> str:
    """Tables here are written with ``¦`` for a tab, so that they can be read."""
    return textwrap.dedent(words).replace("¦", "\t").strip("\n")


def sliced(source: str, table: Table) -> None:
    """Every character of every cell stands where its place says."""
    lines = source.split("\n")
    for cell in table.cells:
        for at, char in enumerate(cell.text):
            if char == "\n":
                continue
            place = cell.passage.place(at, at + 1, Place(table=table.number))
            assert place.line is not None
            assert place.span is not None
            assert lines[place.line - 1][slice(*place.span)] == char


def test_a_change_on_its_own_line_belongs_to_the_number_above() -> None:
    source = flat("""
        诉求类别¦诉求总量(件)¦电话(件)¦互联网(件)
        群众诉求¦575774
        (↑3%)¦508474
        (↑2%)¦38902
        (↓1%)
        企业诉求¦1320¦1248¦44
        """)
    table = only(read(source))
    assert rows(table) == [
        ["诉求类别", "诉求总量(件)", "电话(件)", "互联网(件)"],
        ["群众诉求", "575774\n(↑3%)", "508474\n(↑2%)", "38902\n(↓1%)"],
        ["企业诉求", "1320", "1248", "44"],
    ]
    sliced(source, table)


def test_a_change_before_any_number_is_a_cell_of_its_own() -> None:
    words = flat(
        """
        (↑3%)¦5¦7
        东城¦1¦2
        西城¦3¦4
        """
    )
    assert rows(only(read(words)))[0] == ["(↑3%)", "5", "7"]


def test_every_row_broken_and_only_the_header_whole() -> None:
    table = only(
        read(
            flat("""
        类别¦总量¦电话
        群众¦16
        (↑3%)¦15
        (↑2%)
        企业¦4
        (↓3%)¦3
        (持平)
        合计¦20
        (↑1%)¦18
        (↑1%)
        """)
        )
    )
    assert rows(table)[3] == ["合计", "20\n(↑1%)", "18\n(↑1%)"]
    assert (table.rows, table.columns) == (4, 3)


def test_a_first_cell_goes_on_below_without_a_tab() -> None:
    source = flat("""
        座席类别¦座席数¦专员数
        市本级平台¦98¦87
        全市（包含
        县、区平台）¦245¦215
        全市每十万人
        座席数¦3.88¦—
        """)
    table = only(read(source))
    assert [row[0] for row in rows(table)] == [
        "座席类别",
        "市本级平台",
        "全市（包含\n县、区平台）",
        "全市每十万人\n座席数",
    ]
    sliced(source, table)


def test_a_header_broken_within_a_label() -> None:
    table = only(
        read(
            flat("""
        类型¦数量(件)¦政府部门
        平均办理时长¦满意率
        咨询类¦7275¦1.1¦95.60%
        求助类¦351416¦2.54¦95.10%
        """)
        )
    )
    assert rows(table)[0] == ["类型", "数量(件)", "政府部门\n平均办理时长", "满意率"]
    assert table.rows == 3


def test_ragged_rows_stay_as_they_are() -> None:
    table = only(
        read(
            flat("""
        部门¦受理¦办结¦备注
        甲局¦100¦99
        乙局¦80¦80
        丙局¦60¦59¦含历史件
        合计¦240
        """)
        )
    )
    assert [len(row) for row in rows(table)] == [4, 3, 3, 4, 2]
    assert table.columns == 4


def test_a_stray_last_tab_adds_no_column() -> None:
    table = only(read(flat("部门¦受理¦\n甲局¦100\n乙局¦80\n")))
    assert table.columns == 2


def test_blank_cells_are_present() -> None:
    table = only(read(flat("类别¦来源¦¦总量\n¦电话¦网络¦\n群众¦1¦2¦3")))
    assert rows(table)[1] == ["", "电话", "网络", ""]
    assert not table.merged


def test_a_new_title_row_begins_a_new_table() -> None:
    document = read(
        flat("""
        1. 受理情况¦¦
        类别¦电话¦网络
        群众¦10¦20
        2. 办理情况¦¦
        类别¦在线¦工单
        群众¦25¦5
        """)
    )
    assert [t.title.text for t in document.tables if t.title] == ["1. 受理情况", "2. 办理情况"]
    assert [t.rows for t in document.tables] == [3, 3]


def test_a_line_between_rows_titles_the_next_table() -> None:
    document = read(
        flat("""
        类别¦电话¦网络
        群众¦10¦20
        表2 办理情况
        类别¦在线¦工单
        群众¦25¦5
        """)
    )
    assert len(document.tables) == 2
    assert document.tables[1].title is not None
    assert document.tables[1].title.text == "表2 办理情况"


def test_another_width_and_header_begin_a_new_table() -> None:
    document = read(
        flat("""
        类别¦电话¦网络
        群众¦10¦20
        企业¦1¦2
        期数¦人数
        61¦418
        62¦420
        """)
    )
    assert [(t.rows, t.columns) for t in document.tables] == [(3, 3), (3, 2)]


def test_a_label_row_within_a_table_does_not_split_it() -> None:
    table = only(
        read(
            flat("""
        类型¦第一¦第二
        咨询类¦民生¦经济
        ¦302 (43%)¦132 (18%)
        求助类¦民生¦住房
        ¦153 (20%)¦128 (16%)
        """)
        )
    )
    assert table.rows == 5


def test_a_blank_line_within_a_table_is_passed_over() -> None:
    table = only(read(flat("区县¦件数¦占比\n甲区¦10¦50%\n\n乙区¦6¦30%\n丙区¦4¦20%")))
    assert table.rows == 4


def test_a_blank_line_before_another_header_parts_tables() -> None:
    document = read(flat("区县¦件数¦占比\n甲区¦10¦50%\n\n部门¦件数¦占比\n甲局¦6¦30%"))
    assert len(document.tables) == 2


def test_side_by_side_tables_stay_in_one_grid() -> None:
    table = only(
        read(
            flat("""
        1. 服务团队¦¦2. 成员单位¦
        人数¦专员¦部门¦企业
        10¦20¦30¦40
        """)
        )
    )
    assert (table.rows, table.columns, table.title) == (3, 4, None)


@pytest.mark.parametrize("blank", ["", "\n"])
def test_columns_parted_by_single_blanks(blank: str) -> None:
    lines = [
        "表 2.区域分布",
        "区域 总数 占比 热点前三",
        "甲区 2670 39.29% 噪声、油烟",
        "乙区 804 (↑3%) 11.83% 油烟、污水",
        "丙县 624 — 污水、噪声",
    ]
    source = ("\n" + blank).join(lines)
    table = only(read(source))
    assert (table.rows, table.columns) == (4, 4)
    assert rows(table)[2][1] == "804 (↑3%)"
    assert table.title is not None
    sliced(source, table)


def test_columns_parted_by_wide_blanks() -> None:
    source = "部门  受理量（件）　　满意率\n市公安局   26851　　95.1%\n市住建局    7789　　94.0%\n"
    table = only(read(source))
    assert rows(table)[2] == ["市住建局", "7789", "94.0%"]
    sliced(source, table)


def padded(grid: list[list[str]], measure: Callable[[str], int], left: bool) -> str:
    """Columns one under the other, two blanks apart, set left or, but for the first, right."""
    widths = [max(map(measure, column)) + 2 for column in zip(*grid, strict=True)]
    lines = []
    for row in grid:
        fills = [" " * (w - measure(c)) for c, w in zip(row, widths, strict=True)]
        cells = zip(row, fills, strict=True)
        lines.append("".join(c + f if left or not n else f + c for n, (c, f) in enumerate(cells)))
    return "\n".join(line.rstrip() for line in lines) + "\n"


@pytest.mark.parametrize("measure", [width, len])
@pytest.mark.parametrize("left", [False, True])
def test_columns_that_stand_one_under_the_other_show_their_blank_cells(
    measure: Callable[[str], int], left: bool
) -> None:
    grid = [
        ["区县", "来电情况", "", "", "较上年"],
        ["", "电话", "网络", "", ""],
        ["", "", "微信", "其他", ""],
        ["甲区", "1204", "", "31", "↑0.97"],
        ["市辖各县", "", "", "", ""],
        ["乙县", "", "87", "", "↓1.27"],
        ["丙县", "356", "9", "12", "—"],
    ]
    table = only(read("来电如下。\n" + padded(grid, measure, left) + "注：不含企业来电。\n"))
    assert rows(table) == grid
    assert [note.text for note in table.notes] == ["注：不含企业来电。"]


LONG = "人社、住建、水务、城管、交通、教育、卫健、民政、公安、市监、农业农村、自然资源等部门和各镇"
SET = {
    "one row": [["电话(件)", "网络(件)", "满意率"], ["1204", "31", "98.3%"]],
    "a long name": [["序号", "单位", "件数"], ["①", LONG, "31"], ["②", "甲局", "8"]],
    "names above": [
        ["类别", "热点(件)", ""],
        ["咨询", "住房", "交通"],
        ["", "302 (43.4%)", "132 (19.0%)"],
        ["投诉", "交通", "城建"],
        ["", "455 (31.4%)", "204 (14.1%)"],
    ],
    "a lost heading": [["电话", "网络", "其他", ""], ["12", "3", "8", "5"], ["6", "2", "9", "4"]],
}


@pytest.mark.parametrize("kind", SET)
def test_what_stands_in_columns_is_read_as_it_stands(kind: str) -> None:
    assert rows(only(read("情况如下。\n" + padded(SET[kind], width, False)))) == SET[kind]


def test_a_title_of_several_words_is_no_header_of_what_stands_in_columns() -> None:
    grid = [
        ["", "2017 £m", "2016 £m"],
        ["Sales", "927.5", "741.9"],
        ["Less: costs", "580.5", "393.5"],
    ]
    table = only(read("It went well.\n\nGroup income statement\n" + padded(grid, width, False)))
    assert rows(table) == grid


def test_a_heading_between_columns_that_stand_one_under_the_other_may_be_of_any() -> None:
    grid = [
        ["区县", "    来电    ", "", "较上年"],
        ["", "电话", "网络", ""],
        ["甲区", "1204", "31", "0.97"],
        ["乙县", "356", "9", "1.27"],
    ]
    document = read(padded(grid, width, True))
    assert not document.tables
    assert len(document.unread) == 1


@pytest.mark.parametrize("gap", ["\u00a0\u00a0", "\u2002 ", "\u2009\u2009", "\u2003", "\u3000"])
def test_columns_parted_by_blanks_of_any_kind(gap: str) -> None:
    grid = [["区域", "总数", "占比"], ["甲区", "2670", "39.29%"], ["乙区", "804", "11.83%"]]
    grid.append(["丙县", "1\u202f624", "—"])
    source = "区域分布如下。\n" + "\n".join(gap.join(row) for row in grid) + "\n"
    assert rows(only(read(source))) == grid


def test_running_text_with_blanks_is_no_table() -> None:
    document = read(
        "全年受理 868022 件，日均 2372 件\n\n办结 852000 件，办结率 98%\n\n"
        "回访 1000 件，满意 970 件\n"
    )
    assert not document.tables


def test_a_drawn_box() -> None:
    source = textwrap.dedent("""\
        ┌────┬────┬────┐
        │类别│总量│电话│
        ├────┼────┼────┤
        │群众│ 10 │ 8  │
        ├────┼────┼────┤
        │企业│ 2  │ 1  │
        │诉求│    │    │
        └────┴────┴────┘
        """)
    table = only(read(source))
    assert rows(table) == [["类别", "总量", "电话"], ["群众", "10", "8"], ["企业\n诉求", "2", "1"]]
    sliced(source, table)


def test_full_width_pipes() -> None:
    table = only(read("｜类别｜总量｜\n｜群众｜１２｜\n｜企业｜３｜\n"))
    assert rows(table) == [["类别", "总量"], ["群众", "12"], ["企业", "3"]]


def test_notes_stand_below_and_remain_text() -> None:
    document = read(
        flat("""
        表3 接通情况
        单位：件
        类别¦接通
        接听¦528233
        呼出¦132029
        注：1.呼出含回访；
        2.接通率另计。
        二、其他
        """)
    )
    table = only(document)
    assert table.title is not None
    assert table.title.text == "表3 接通情况 单位：件"
    assert [note.text for note in table.notes] == ["注：1.呼出含回访；", "2.接通率另计。"]
    assert [p.text for p in document.paragraphs if p.role == "note"] == [
        "注：1.呼出含回访；",
        "2.接通率另计。",
    ]
    assert not any(p.role == "caption" for p in document.paragraphs)


def test_a_numbered_line_above_its_only_table_is_the_title() -> None:
    document = read(
        flat("""
        一、数据
        （一）受理
        1.来源情况
        类别¦电话
        群众¦10
        企业¦11
        2.办理情况
        办理稳步推进。
        """)
    )
    table = only(document)
    assert table.title is not None
    assert table.title.text == "1.来源情况"
    assert table.headings == ("一、数据", "（一）受理")


def test_a_table_of_contents_is_no_table() -> None:
    document = read(
        flat("目  录\n一、总体情况¦1\n二、办理情况¦3\n三、下步打算¦7\n\n一、总体情况\n正文。")
    )
    assert not document.tables


def test_prose_indented_by_a_tab_is_no_table() -> None:
    document = read("\t全年受理平稳。\n\t办结率保持高位。\n")
    assert not document.tables
    assert len(document.paragraphs) == 2


@pytest.mark.parametrize(
    "unit",
    [
        "a b\n",
        "\tfoo\n",
        "foo\t\n",
        "|\n",
        "| a\n",
        "+---+\n",
        "甲\t1\t2\n\n",
        "甲\t1\n(↑3%)\t2\n",
        "表1 甲\n",
        "注：甲\n",
        "目录\n一、甲\t3\n",
        "<table>\n",
        "甲（\t1\n",
        "#\n",
    ],
)
def test_what_repeats_without_end_is_read_nonetheless(unit: str) -> None:
    read(unit * 2_000)


def test_one_row_of_numbers_under_many_labels_is_a_table() -> None:
    table = only(read("本月情况如下。\n分类 咨询 求助 建议 其他\n件数 473 886 77 126\n"))
    assert rows(table)[1] == ["件数", "473", "886", "77", "126"]


def test_words_over_two_numbers_are_no_table() -> None:
    assert not read("本月情况如下。\n咨询 求助 建议\n咨询 473 886\n").tables


def test_tables_side_by_side_may_end_short_and_hold_names_with_blanks() -> None:
    header = "事项 件数 占比 事项 件数 占比"
    body = "供水 463 4.2 物业 638 5.8\n供 暖 435 3.9 其  他 334 3.0\n三  农 84 0.8"
    words = f"本月情况如下。\n{header}\n{body}"
    table = only(read(words))
    assert rows(table)[2] == ["供 暖", "435", "3.9", "其  他", "334", "3.0"]
    assert rows(table)[3] == ["三  农", "84", "0.8", "", "", ""]


@pytest.mark.parametrize("between", ["", "受理渠道\n"])
def test_a_blank_line_parts_tables_of_blanks(between: str) -> None:
    first = "镇街  受理  办结\n城东    12    11\n城西     9     9\n合计    21    20\n"
    second = "渠道  电话  网络  其他\n件数    15     4     2\n占比    71    19    10\n"
    tables = read(f"上半年情况如下。\n{first}\n{between}{second}").tables
    assert [(t.rows, t.columns) for t in tables] == [(4, 3), (3, 4)]


def test_names_and_their_figures_a_line_each_are_rows() -> None:
    long = "Letters that nobody at the office had answered by the end of the period"
    quarter = ["Letters received", "168", long, "9", "Share answered", "89%"]
    lines = ["Our letters", "2021/22", "April to June", *quarter, "2021/22", "July to September"]
    document = read("\n".join([*lines, *quarter, "Calls", "7"]))
    expected = [list(pair) for pair in zip(quarter[::2], quarter[1::2], strict=True)]
    assert [rows(t) for t in document.tables] == [expected, [*expected, ["Calls", "7"]]]
    assert [p.text for p in document.paragraphs][-2:] == ["2021/22", "July to September"]


def test_a_figure_more_behind_names_in_turn_is_of_a_wider_row() -> None:
    cells = ["甲区", "12", "乙区", "34", "丙区", "56", "78"]
    assert [rows(t) for t in read("\n".join(cells)).tables] == []
