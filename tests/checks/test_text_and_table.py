"""What running text and tables say of each other where no name ties them."""

from __future__ import annotations

from pathlib import Path

from gouji.checks.audit import audit_files
from gouji.checks.finding import Finding
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary

DOCUMENT = """东湾市12345热线2023年上半年数据

一、各区诉求来源
地区\t诉求量(件)
\t本期\t上年同期\t同比
东区\t87806\t82774\t6.08%
西区\t23956\t21142\t13.31%
合计\t111762\t103916\t7.55%

{text}
"""


def findings(text: str, folder: Path) -> list[Finding]:
    path = folder / "x.txt"
    path.write_text(DOCUMENT.format(text=text), "utf-8")
    audit, _ = audit_files([path], pack.load(), Meaning(vocabulary.load()))
    return list(audit.result.findings)


def test_a_count_of_many_digits_is_that_of_the_cell(tmp_path: Path) -> None:
    assert not findings("上半年，两区群众反映事项111762件，同比增长7.55%。", tmp_path)
    (found,) = findings("上半年，两区群众反映事项111762件，同比增长5.75%。", tmp_path)
    assert (found.rule, found.severity) == ("same-change", "warning")


def test_nothing_is_said_of_another_comparison(tmp_path: Path) -> None:
    assert not findings("上半年，两区群众反映事项111762件，环比增长5.75%。", tmp_path)
