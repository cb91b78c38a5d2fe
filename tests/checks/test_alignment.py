"""Headers whose labels stand in order only say nothing of their columns: told, and no error."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.checks.finding import Result

HEADER = ["街道", "来电", "合计", "建议", "投诉"]
TIES = [(14, 15, 29), (11, 22, 33), (16, 12, 28), (36, 12, 48)]
BREAKS = [(14, 15, 70), (11, 22, 90), (16, 12, 85), (36, 12, 41)]


def audited(
    folder: Path, header: list[str], rows: list[tuple[int, int, int]], section: str = ""
) -> Result:
    """A table saved one cell a line; a word alone may name its last rows."""
    cells = [*header]
    for name, row in zip(("东坪", "西坪", "中坪", "南坪"), rows, strict=True):
        cells += [section] * (name == "中坪" and bool(section))
        cells += [name, *map(str, row)]
    path = folder / "report.txt"
    path.write_text("各街道情况如下：\n" + "\n".join(cells) + "\n\n以上。\n", "utf-8")
    return gouji.audit(path)


@pytest.mark.parametrize("rows", [TIES, BREAKS], ids=["ties", "breaks"])
@pytest.mark.parametrize("section", ["", "北片"], ids=["plain", "with a section"])
def test_two_storeys_in_order_only_are_told_and_accuse_nobody(
    tmp_path: Path, rows: list[tuple[int, int, int]], section: str
) -> None:
    result = audited(tmp_path, HEADER, rows, section)
    (document,) = result.documents
    assert not result.findings
    assert document.figures == (0 if section else 12)
    assert len(document.unread) == (rows is BREAKS or bool(section))


def test_two_storeys_stand_over_the_columns_over_which_they_tie(tmp_path: Path) -> None:
    header = ["街道", "走访户数", "困难家庭", "户均（元）", "合计", "低保", "临时"]
    rows = ["东坪|310|64|40|24|512.5", "西坪|287|58|31|27|430.0", "中坪|402|97|70|27|388.2"]
    path = tmp_path / "report.txt"
    for last, slips in (("总数|999|219|141|78|440.1", 0), ("总数|999|219|114|78|440.1", 1)):
        cells = "\n".join([*header, *"|".join([*rows, last]).split("|")])
        path.write_text(f"走访情况统计：\n{cells}\n\n以上。\n", "utf-8")
        result = gouji.audit(path)
        assert len(result.findings) == slips
        labels = {
            path for f in result.findings for o in f.operands for path in [o.figure.column_path]
        }
        assert not slips or ("困难家庭", "合计") in labels


def test_a_header_with_a_label_for_each_column_is_read(tmp_path: Path) -> None:
    (document,) = audited(tmp_path, ["街道", "来电", "来信", "合计"], TIES).documents
    assert (document.figures, document.ties) == (12, 4)
    assert not document.unread
