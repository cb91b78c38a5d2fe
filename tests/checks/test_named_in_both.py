"""A figure of the text against the cell that bears its name, with no vocabulary."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.checks.audit import Terms, audit_files
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary

LIBRARY = """东湾市图书馆2023年度统计

馆藏情况表
馆别\t图书（册）\t读者（人）
总馆\t48215\t3127
分馆\t20644\t1850
合计\t68859\t4977

{text}
"""


def told(text: str, folder: Path, page: str = LIBRARY) -> list[tuple[str, str]]:
    path = folder / "x.txt"
    path.write_text(page.format(text=text), "utf-8")
    audit, _ = audit_files([path], Terms(pack.load(), Meaning(vocabulary.load())))
    return [(f.rule, f.severity) for f in audit.result.findings]


@pytest.mark.parametrize(
    "text",
    ["截至目前，全市共有图书68895册。", "总馆图书42815册，读者3127人。", "分馆读者1580人。"],
    ids=["a total", "a row and a column", "two digits exchanged"],
)
def test_a_name_of_one_row_and_one_column_has_one_value(text: str, tmp_path: Path) -> None:
    assert told(text, tmp_path) == [("named-alike", "warning")]


FORM = """东湾市图书馆2023年度统计

{text}

项目\t新馆\t老馆\t总计
二、处理结果（一）修补\t3127\t1850\t4977
二、处理结果（二）剔旧\t610\t215\t825
"""


def test_a_form_numbers_its_rows_within_their_heading(tmp_path: Path) -> None:
    assert told("全年修补4797册。", tmp_path, FORM) == [("named-alike", "warning")]
    assert told("全年修补4977册。", tmp_path, FORM) == []


HEADED = """东湾市图书馆2023年度统计

{text}

项目\t藏书所在\t藏书所在\t藏书所在
项目\t新馆\t老馆\t总计
修补\t3127\t1850\t4977
剔旧\t610\t215\t825
"""


def test_a_heading_above_all_columns_tells_none_of_them_apart(tmp_path: Path) -> None:
    assert told("全年修补4797册。", tmp_path, HEADED) == [("named-alike", "warning")]
    assert told("全年修补4977册。", tmp_path, HEADED) == []
    assert told("全年修补外文书479册。", tmp_path, HEADED) == []


@pytest.mark.parametrize(
    "text",
    [
        "截至目前，全市共有图书68859册。",
        "全市共有图书约7万册。",
        "总馆外文图书4821册。",
        "新增图书31200册。",
        "去年全市共有图书68895册。",
        "东馆图书68895册，西馆图书1200册。",
    ],
    ids=["the same", "a hedge", "a narrower name", "an increase", "last year", "other rows"],
)
def test_other_names_and_periods_say_nothing(text: str, tmp_path: Path) -> None:
    assert told(text, tmp_path) == []


YEARS = """东湾市图书馆2023年度统计

项目\t2022年\t2023年
女性读者占比（%）\t51.2\t53.9
读者（人）\t4102\t4977

{text}
"""


def test_a_row_of_years_has_one_value_of_the_own_year(tmp_path: Path) -> None:
    assert told("女性读者占53.9%。", tmp_path, YEARS) == []
    assert told("女性读者占55.9%。", tmp_path, YEARS) == [("named-alike", "warning")]


def test_together_is_of_no_one_row(tmp_path: Path) -> None:
    text = "总馆、分馆图书分别为48215册、20644册，读者合计4977人。"
    assert told(text, tmp_path) == []


SHARES = """东湾市图书馆2023年度统计

馆别\t图书（册）\t占比（%）
总馆\t48215\t54.36
城北分馆\t31290\t35.28
城南分馆\t9185\t10.36
合计\t88690\t100

{text}
"""


def test_together_is_not_the_whole(tmp_path: Path) -> None:
    text = "总馆、城北分馆图书居前两位，分别为48215、31290册，两馆合计占比89.64%。"
    assert told(text, tmp_path, SHARES) == []


GRANTS = """Grants 2023

Field\tApplications\tAwards\tSuccess rate (%)
Natural sciences\t629\t181\t28.8
Social sciences\t1047\t190\t18.1
All fields\t1676\t371\t22.1

{text}
"""


def test_a_share_of_a_row_is_not_its_only_rate(tmp_path: Path) -> None:
    text = "The call drew 1,676 applications. Natural sciences accounted for 48.8% of awards."
    assert told(text, tmp_path, GRANTS) == []
