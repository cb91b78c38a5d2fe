"""Tables without rules. A character is ten points wide, a line ten high and twenty apart."""

from __future__ import annotations

import pytest

from gouji.documents.pages.open_tables import open_tables
from gouji.documents.pages.pdf_pages import Page, flow, over_ends
from gouji.documents.pages.printed import Printed, PrintedLine, PrintedTable, Word

SIZE, STEP, ACROSS = 10.0, 20.0, 80.0
TABLE = [
    ["区县", "诉求", "电话"],
    ["甲区", "10", "7"],
    ["乙县", "6", "5"],
    ["丙县", "4", "4"],
    ["丁县", "9", "2"],
    ["合计", "29", "18"],
]


def line(cells: list[str], top: float, left: float = 60.0, page: int = 1) -> PrintedLine:
    words = [
        Word(text, left + n * ACROSS, left + n * ACROSS + SIZE * len(text), top, top + SIZE)
        for n, text in enumerate(cells)
        if text
    ]
    return PrintedLine(page, tuple(words))


def lines(rows: list[list[str]], top: float = 100, **where: float) -> list[PrintedLine]:
    page, left = int(where.get("page", 1)), where.get("left", 60.0)
    return [line(row, top + STEP * n, left, page) for n, row in enumerate(rows)]


def texts(table: PrintedTable) -> list[list[str]]:
    return [[c.text for c in table.grid.row(r)] for r in range(1, table.grid.rows + 1)]


def only(prints: list[Printed]) -> PrintedTable:
    (table,) = prints
    assert isinstance(table, PrintedTable)
    return table


@pytest.mark.parametrize("at", range(1, len(TABLE)))
@pytest.mark.parametrize("again", [False, True])
def test_a_table_goes_on_over_a_page_wherever_it_is_broken(at: int, again: bool) -> None:
    below = [TABLE[0]] * again + TABLE[at:]
    parts = lines(TABLE[:at], 700), lines(below, 60, page=2)
    pages = [Page(n, 595, 842, tuple(part)) for n, part in enumerate(parts, start=1)]
    table = only(flow(pages))
    assert texts(table) == TABLE
    assert not table.grid.inferred


@pytest.mark.parametrize("at", [1, 2, 4, 5])
def test_a_table_goes_on_in_the_next_column(at: int) -> None:
    columns = [*lines(TABLE[:at], 700), *lines(TABLE[at:], 60, left=340.0)]
    table = only(over_ends(open_tables(columns)))
    assert texts(table) == TABLE
    assert not table.grid.inferred


def test_rows_that_do_not_fit_leave_a_table_that_is_not_sure_to_be_whole() -> None:
    above = [["区县", "诉求", "电话"], ["甲区", "10", ""]]
    found = open_tables([*lines(above, 700), *lines(TABLE[2:], 60, page=2)])
    table = found[-1]
    assert isinstance(table, PrintedTable)
    assert table.grid.inferred


def test_a_page_that_begins_with_numbers_has_lost_its_header() -> None:
    pages = [
        Page(1, 595, 842, (line(["平台运行平稳，情况良好。"], 300),)),
        Page(2, 595, 842, tuple(lines(TABLE[1:], 100, page=2))),
    ]
    table = flow(pages)[-1]
    assert isinstance(table, PrintedTable)
    assert table.grid.inferred


def test_labels_in_the_middle_of_their_rows_move_up() -> None:
    body = [["", "电话", "7"], ["群众", "网络", "5"], ["", "小计", "12"]]
    other = [["", "电话", "1"], ["企业", "网络", "2"], ["", "小计", "3"]]
    table = only(open_tables(lines([["类别", "渠道", "件数"], *body, *other])))
    assert [row[0] for row in texts(table)] == ["类别", "群众", "", "", "企业", "", ""]
    assert not table.grid.inferred


def test_labels_that_may_be_of_other_rows_are_not_sure() -> None:
    body = [["群众", "电话", "7"], ["", "网络", "5"], ["企业", "电话", "1"], ["", "网络", "2"]]
    table = only(open_tables(lines([["类别", "渠道", "件数"], *body])))
    assert table.grid.inferred


def test_a_label_broken_over_lines_ends_no_table() -> None:
    upper, lower = lines(TABLE[:3]), lines(TABLE[3:], 100 + STEP * 3)
    rest = PrintedLine(1, (Word("高新区", 60, 90, 151, 161),))
    table = only(open_tables([*upper, rest, *lower]))
    assert [row[0] for row in texts(table)] == [
        "区县",
        "甲区",
        "乙县高新区",
        "丙县",
        "丁县",
        "合计",
    ]
    assert table.grid.inferred


def test_labels_that_nearly_touch_have_a_column_each() -> None:
    header = PrintedLine(
        1, (Word("区县", 60, 80, 100, 110), Word("诉求数", 130, 160, 100, 110),
            Word("电话数", 168, 230, 100, 110))
    )  # fmt: skip
    table = only(open_tables([header, *lines(TABLE[1:], 120)]))
    assert texts(table)[0] == ["区县", "诉求数", "电话数"]


def test_labels_between_two_rows_are_of_the_rows_around_them() -> None:
    body = [["", "电话", "7"], ["", "网络", "5"], ["", "电话", "1"], ["", "网络", "2"]]
    header, *plain = lines([["类别", "渠道", "件数"], *body])
    labels = [line([label], 130.0 + 2 * STEP * n) for n, label in enumerate(["群众", "企业"])]
    table = only(open_tables(sorted([header, *plain, *labels], key=lambda one: one.top)))
    assert [row[0] for row in texts(table)] == ["类别", "群众", "", "企业", ""]
    assert not table.grid.inferred


def test_labels_in_the_middle_of_two_header_lines_head_their_own_columns() -> None:
    header = [
        (["区县", "", "诉求来源"], 91.0),
        (["", "总量"], 100.0),
        (["", "", "电话", "网络"], 109.0),
    ]
    body = [["甲区", "10", "7", "3"], ["乙县", "6", "5", "1"], ["合计", "16", "12", "4"]]
    table = only(open_tables([*(line(*one) for one in header), *lines(body, 125)]))
    assert texts(table)[:2] == [["区县", "总量", "诉求来源", ""], ["", "", "电话", "网络"]]


def test_a_label_over_two_columns_is_no_column_of_its_own() -> None:
    body = [["甲区", "电话", "10"], ["乙县", "网络", "6"], ["丙县", "网络", "4"]]
    total = line(["合计", "20"], 180)
    label, number = total.words
    moved = Word(label.text, 100, 120, label.top, label.bottom)
    counted = Word(number.text, 220, 240, number.top, number.bottom)
    rows = lines([["区县", "渠道", "件数"], *body])
    table = only(open_tables([*rows, PrintedLine(1, (moved, counted))]))
    assert texts(table)[-1] == ["合计", "", "20"]


def test_a_label_of_two_lines_beside_its_numbers_is_one() -> None:
    rows = lines([["区县", "件数", "电话"], ["", "10", "7"], ["", "6", "5"], ["合计", "16", "12"]])
    tops = [(115.0, "甲区人民"), (125.0, "政府"), (135.0, "乙县人民"), (145.0, "政府")]
    labels = [line([words], top) for top, words in tops]
    table = only(open_tables(sorted([*rows, *labels], key=lambda one: one.top)))
    assert [row[0] for row in texts(table)] == ["区县", "甲区人民政府", "乙县人民政府", "合计"]
    assert not table.grid.inferred


def test_tables_that_only_a_page_s_end_parts_may_be_one() -> None:
    broad = [["区县", "诉求", "电话", "网络"], ["甲区", "10", "7", "3"], ["乙县", "6", "5", "1"]]
    pages = [
        Page(1, 595, 842, tuple(lines(broad, 700))),
        Page(2, 595, 842, tuple(lines(TABLE, 60, page=2))),
    ]
    tables = [p for p in flow(pages) if isinstance(p, PrintedTable)]
    assert [table.grid.inferred for table in tables] == [True, True]


def test_rows_left_outside_put_their_table_in_doubt() -> None:
    told = line(["平台运行平稳，情况良好。"], 230)
    prints = (*lines(TABLE), told, line(["戊县", "12", "8"], 250))
    table = flow([Page(1, 595, 842, prints)])[0]
    assert isinstance(table, PrintedTable)
    assert table.grid.inferred


@pytest.mark.parametrize("name", ["第{}镇", "{}月份"])
def test_rows_at_the_edges_of_pages_are_no_running_heads(name: str) -> None:
    grid = [[name.format(n), str(100 + n * n), str(70 + n)] for n in range(1, 9)]
    above, below = lines([TABLE[0], *grid[:4]], 730), lines(grid[4:], 20, page=2)
    pages = [Page(1, 595, 842, tuple(above)), Page(2, 595, 842, tuple(below))]
    assert texts(only(flow(pages))) == [TABLE[0], *grid]


@pytest.mark.parametrize("head", ["2024年度报告 第{}页", "第{}页 共3页", "年报2024"])
def test_running_heads_number_their_pages(head: str) -> None:
    pages = [
        Page(n, 595, 842, (line([head.format(n)], 20, page=n), line(["正文。"], 400, page=n)))
        for n in (1, 2, 3)
    ]
    assert [p.text for p in flow(pages) if isinstance(p, PrintedLine)] == ["正文。"] * 3
