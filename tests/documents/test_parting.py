"""Tables that go on in another, in formats where they stay apart."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.documents.layout.parting import continues
from gouji.documents.opening import open_document

ABOVE = "| 区县 | 件数 |\n|---|---|\n| 甲区 | 10 |\n| 乙县 | 6 |\n"
BELOW = "| 区县 | 件数 |\n|---|---|\n| 丙县 | 4 |\n| 合计 | 20 |\n"


@pytest.mark.parametrize("between", ["续表1", "表1 各区县情况（续）"])
def test_one_under_the_same_header_goes_on(tmp_path: Path, between: str) -> None:
    path = tmp_path / "report.md"
    path.write_text(f"表1 各区县情况\n\n{ABOVE}\n{between}\n\n{BELOW}", "utf-8")
    (table,) = open_document(path).tables
    assert [c.text for c in table.cells if c.column == 1] == [
        "区县",
        "甲区",
        "乙县",
        "丙县",
        "合计",
    ]
    assert not table.inferred


@pytest.mark.parametrize(
    ("between", "doubted"), [("续表1", True), ("表2 各部门情况", False), ("续表较长。", False)]
)
def test_both_parts_under_other_headers_are_in_doubt(
    tmp_path: Path, between: str, doubted: bool
) -> None:
    path = tmp_path / "report.md"
    below = BELOW.replace("区县", "县区")
    path.write_text(f"表1 各区县情况\n\n{ABOVE}\n{between}\n\n{below}", "utf-8")
    tables = open_document(path).tables
    assert [table.inferred for table in tables] == [doubted, doubted]


def test_a_sentence_about_a_table_continues_none() -> None:
    assert continues("（接上页）")
    assert not continues("下表续前")
