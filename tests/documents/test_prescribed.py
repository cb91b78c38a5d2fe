"""The prescribed tables of 政府信息公开工作年度报告, as pages saved as text print them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from gouji.documents import text
from gouji.documents.files.source import Source
from gouji.documents.opening import open_document
from gouji.figures.disclosure import read
from gouji.figures.meaning import Meaning
from gouji.reports.api import audit, load_rules
from gouji.rules import vocabulary

PACKS = Path(__file__).parent.parent / "packs"
MEANING = Meaning(vocabulary.load())
RULES = load_rules("openness")
Rows = Sequence[Sequence[str]]

LAYOUTS: dict[str, Callable[[Rows], str]] = {
    "bars, trailing cells": lambda rows: "\n".join(" | ".join(row) + " | ||" for row in rows),
    "bars, drawn": lambda rows: "\n".join("| " + " | ".join(row) + " |" for row in rows),
    "a cell a line": lambda rows: "\n".join(cell for row in rows for cell in row),
    "a cell a line, blanks": lambda rows: "\n\n".join(cell for row in rows for cell in row),
    "a cell a line, bars": lambda rows: "\n".join(f"{c} |" for row in rows for c in [*row, ""]),
    "tabs": lambda rows: "\n".join("\t".join(row) for row in rows),
    "wide blanks": lambda rows: "\n".join("    ".join(row) for row in rows),
    "single blanks": lambda rows: "\n".join(" ".join(row) for row in rows),
    "one line": lambda rows: " | ".join(cell for row in rows for cell in row),
}


def printed(name: str, layout: Callable[[Rows], str]) -> str:
    """The page with every table flattened: spans are gone, and cells that they covered."""
    page = html.fromstring((PACKS / name).read_bytes())
    blocks = []
    for element in page.iter("h1", "h2", "p", "table"):
        if element.tag == "table":
            rows = [[c.text_content() for c in row.iter("td")] for row in element.iter("tr")]
            blocks.append(layout(rows))
        else:
            blocks.append(element.text_content())
    return "\n".join(blocks)


@cache
def figures(path: Path) -> Counter[tuple[str | None, str, str, str]]:
    found = read(open_document(path), MEANING).figures
    return Counter(
        (f.indicator, str(f.scope), f.numeral.text, f.column_path[-1])
        for f in found
        if f.column_path
    )


def unread(words: str) -> int:
    return len(text.read(Source(Path("made-up.txt"), words.encode())).unread)


@pytest.fixture(params=LAYOUTS, ids=list(LAYOUTS))
def layout(request: pytest.FixtureRequest) -> Callable[[Rows], str]:
    return LAYOUTS[request.param]


def test_every_layout_has_the_figures_of_the_page_and_no_finding(
    layout: Callable[[Rows], str], tmp_path: Path
) -> None:
    path = tmp_path / "2024.txt"
    path.write_text(printed("openness-2024.html", layout), "utf-8")
    assert figures(path) == figures(PACKS / "openness-2024.html")
    result = audit(path, rules=RULES)
    assert result.findings == ()
    assert result.documents[0].coverage > 0.9
    assert result.documents[0].covered.unchecked < 0.05 * result.documents[0].figures
    assert not open_document(path).unread


def test_what_is_changed_is_found_in_every_layout(
    layout: Callable[[Rows], str], tmp_path: Path
) -> None:
    path = tmp_path / "2024.txt"
    path.write_text(printed("openness-2024-broken.html", layout), "utf-8")
    assert broken(path) == broken(PACKS / "openness-2024-broken.html")


@cache
def broken(path: Path) -> Counter[tuple[str, str]]:
    return Counter(
        (e.rule, e.working)
        for f in audit(path, rules=RULES).findings
        for e in f.evidence
        if not e.verdict.startswith("ties")
    )


REQUESTS = """
（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和） | 申请人情况 | ||
自然人 | 法人或其他组织 | 总计 | ||
商业 企业 | 科研 机构 | 社会公益组织 | 法律服务机构 | 其他 | ||
一、本年新收政府信息公开申请数量 | 31 | 2 | 0 | 0 | 0 | 1 | 34 | ||
二、上年结转政府信息公开申请数量 | 3 | 0 | 0 | 0 | 0 | 0 | 3 | ||
四、结转下年度继续办理 | 4 | 0 | 0 | 0 | 0 | 0 | 4 | ||
"""
SHIFTED = {
    "a value is missing": ("| 31 | 2 | 0 | 0 ", "| 31 | 2 | 0 "),
    "a value too many": ("| 3 | 0 ", "| 3 | 0 | 0 "),
    "thousands are parted": ("| 31 |", "| 1 031 |"),
    "a row is not known": ("二、上年结转政府信息公开申请数量", "二、另行统计数量"),
    "a row stands elsewhere": ("二、上年结转政府信息公开申请数量", "四、结转下年度继续办理"),
}


@pytest.mark.parametrize(("old", "new"), SHIFTED.values(), ids=SHIFTED)
def test_a_table_with_one_unclear_row_is_not_read(old: str, new: str) -> None:
    assert old in REQUESTS
    found = text.read(Source(Path("made-up.txt"), REQUESTS.replace(old, new, 1).encode()))
    assert not found.tables
    assert len(found.unread) == 1


def test_a_group_may_be_printed_without_its_rows() -> None:
    row = "三、本年度办理结果 | （三）不予公开 | 4 | 0 | 0 | 0 | 0 | 0 | 4 | ||\n四、结转"
    words = REQUESTS.replace("四、结转", row, 1)
    (table,) = text.read(Source(Path("made-up.txt"), words.encode())).tables
    assert [c.text for c in table.cells if c.row == 6][:2] == [
        "三、本年度办理结果",
        "（三）不予公开",
    ]
    assert table.rows == 7


def test_traditional_pages_print_the_same_form() -> None:
    words = REQUESTS
    for plain, full in zip(
        "数据关为总业机组织务转请后单", "數據關為總業機組織務轉請後單", strict=True
    ):
        words = words.replace(plain, full)
    (table,) = text.read(Source(Path("made-up.txt"), words.encode())).tables
    assert (table.rows, table.columns, table.header_rows) == (6, 10, 3)
    values = [c.text for c in table.cells if c.row == 4 and c.column > 3]
    assert values == ["31", "2", "0", "0", "0", "1", "34"]


def test_a_value_knows_its_place() -> None:
    (table,) = text.read(Source(Path("made-up.txt"), REQUESTS.encode())).tables
    cell = next(c for c in table.cells if c.text == "34")
    place = cell.passage.place(0, 2)
    assert place.line == 5
    assert place.span is not None
    assert REQUESTS.split("\n")[4][slice(*place.span)] == "34"


EARLIER = """
第二十条第（一）项
信息内容 本年新制作数量 本年新公开数量 对外公开总数量
规章 0 0 3
规范性文件 2 2 17
第二十条第（九）项
信息内容 采购项目数量 采购总金额
政府集中采购 车辆三辆 45.5万元
"""


def test_blocks_that_are_clear_are_read_and_the_others_said() -> None:
    found = text.read(Source(Path("made-up.txt"), EARLIER.encode()))
    assert [t.rows for t in found.tables] == [3]
    assert unread(EARLIER) == 1


def test_prose_about_the_form_is_prose() -> None:
    words = "行政复议、行政诉讼情况：全年行政复议3件。\n第二十条第（一）项12条均已公开。"
    found = text.read(Source(Path("made-up.txt"), words.encode()))
    assert not found.tables
    assert not found.unread


@given(st.lists(st.sampled_from([*REQUESTS.replace("\n", "|").split("|"), "7", "0", "\n"])))
def test_whatever_is_left_of_a_form_every_row_has_its_seven_values(cells: list[str]) -> None:
    found = text.read(Source(Path("made-up.txt"), " | ".join(["申请人情况", *cells]).encode()))
    for table in found.tables:
        if table.merged and table.columns == 10:
            values = Counter(c.row for c in table.cells if c.row > 3 and c.column > 3)
            assert set(values.values()) == {7}
