"""A figure of the text that misses its own cell and fits another one of its row or column."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.checks.audit import audit_files
from gouji.checks.finding import Finding
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary

DOCUMENT = """东湾市12345热线2023年度报告

一、总体情况
{text}

二、热线服务效能
承办诉求类型\t诉求数量(件)\t平均办理时长(工作日)\t参评数(件)\t群众有效参评满意率
咨询类\t299000\t0.41\t20205\t96.80%
非咨询类\t401000\t3.77\t30205\t95.16%

三、话务
类别\t人工接听话务量(通)
接听\t610000
呼出\t90000
总计\t700000
"""


def findings(text: str, folder: Path) -> list[Finding]:
    path = folder / "x.txt"
    path.write_text(DOCUMENT.format(text=text), "utf-8")
    audit, _ = audit_files([path], pack.load(), Meaning(vocabulary.load()))
    return list(audit.result.findings)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("咨询类诉求满意率95.16%。", "非咨询类"),
        ("全年承办咨询类诉求40.10万件。", "非咨询类"),
    ],
)
def test_the_cell_that_fits_is_named(text: str, fits: str, tmp_path: Path) -> None:
    (found,) = findings(text, tmp_path)
    assert (found.rule, found.severity) == ("other-label", "warning")
    assert f"却正是表1的 {fits}" in found.message.zh
    assert any("另一口径" in e.zh for e in found.explanations)


@pytest.mark.parametrize(
    "text",
    [
        "咨询类诉求满意率96.80%，非咨询类诉求满意率95.16%。",
        "全年人工接听电话61.00万通。",
        "全年承办咨询类诉求约40.10万件。",
    ],
)
def test_nothing_is_said_of_what_is_in_order_or_half_understood(text: str, tmp_path: Path) -> None:
    assert not findings(text, tmp_path)


def test_a_figure_that_fits_nowhere_is_a_plain_conflict(tmp_path: Path) -> None:
    (found,) = findings("咨询类诉求满意率98.60%。", tmp_path)
    assert (found.rule, found.severity) == ("same-figure", "error")
