"""Copies with marks: what is written where, and that the original is never touched."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from gouji.checks.finding import Finding, Operand, Replacement, Suggestion
from gouji.checks.finding import Result as Audited
from gouji.cli import main
from gouji.documents.document import DocumentError
from gouji.reports.marking.annotating import remarks_on
from gouji.reports.saying.report import Report
from gouji.reports.writing import put
from gouji.texts.bilingual import Words

DRAFT = """\
# 某市12345热线2024年度服务情况

## 一、诉求受理

| 县区 | 诉求总量(件) | 电话(件) | 互联网(件) |
| --- | --- | --- | --- |
| 东区 | 1000 | 900 | 100 |
| 西区 | 200 | 150 | 50 |
| 合计 | 1300 | 1050 | 150 |
"""


@pytest.fixture
def original(tmp_path: Path) -> Path:
    path = tmp_path / "draft.md"
    path.write_text(DRAFT, "utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["annotate", *map(str, arguments)], catch_exceptions=False)


def test_a_text_becomes_a_marked_page(original: Path) -> None:
    output = original.with_name("marked.html")
    ran = run(original, "-o", output)
    assert ran.exit_code == 0, ran.output
    assert "marked.html" in ran.stdout
    page = output.read_text("utf-8")
    assert "1300" in page
    assert "requests-by-channel" in page
    assert original.read_text("utf-8") == DRAFT


def test_the_original_is_never_the_copy(original: Path) -> None:
    link = original.with_name("link.html")
    os.link(original, link)
    for options in ((), ("--force",)):
        ran = run(original, "-o", link, *options)
        assert ran.exit_code == 2
        assert "不能覆盖" in ran.stderr
    assert original.read_text("utf-8") == DRAFT


def test_another_file_is_written_over_only_by_force(original: Path) -> None:
    output = original.with_name("marked.html")
    output.write_text("kept", "utf-8")
    ran = run(original, "-o", output, "--lang", "en")
    assert ran.exit_code == 2
    assert "--force" in ran.stderr
    assert output.read_text("utf-8") == "kept"
    assert run(original, "-o", output, "--force").exit_code == 0
    assert output.read_text("utf-8").startswith("\n<!doctype") or "<html" in output.read_text()


def test_the_copy_is_named_for_what_it_is(original: Path) -> None:
    ran = run(original, "-o", original.with_name("marked.docx"))
    assert ran.exit_code == 2
    assert "marked.html" in ran.stderr
    assert not original.with_name("marked.docx").exists()


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    ran = run(tmp_path / "none.docx", "-o", tmp_path / "copy.docx")
    assert ran.exit_code == 2
    assert "找不到文件" in ran.stderr


def test_nothing_is_left_half_written(original: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    output = original.with_name("marked.html")
    with pytest.raises(DocumentError, match="disk is full"):
        put(output, b"copy", anew=True)
    assert sorted(p.name for p in original.parent.iterdir()) == ["draft.md"]


def test_a_finding_is_told_once_and_its_repair_where_it_would_change(result: Audited) -> None:
    finding = result.findings[0]
    remarks = remarks_on(finding.document, Report(Audited((), (finding,))))
    assert len(remarks) == len(finding.operands)
    told = [r for r in remarks if any(finding.message.zh[:20] in note for note in r.notes)]
    assert [r.figure for r in told] == [finding.operands[0].figure]
    rest = [r for r in remarks if r not in told]
    assert all(r.notes or "详见" in r.mentions[0] for r in rest)


def test_a_repair_hangs_on_what_it_changes(result: Audited) -> None:
    first = result.findings[0]
    change = Replacement(2, "value", "67266", None, Words("缺了一项", "a part is missing"))
    repaired = Finding(
        first.id, first.rule, first.severity, first.verdict, first.document, first.title,
        first.message, first.operands, first.evidence, (), (Suggestion((change,), 1),),
    )  # fmt: skip
    remarks = remarks_on(first.document, Report(Audited((), (repaired,))))
    (hung,) = [r for r in remarks if r.figure == first.operands[2].figure]
    assert "67266" in hung.notes[0]
    assert not hung.mentions


def test_what_stands_in_another_document_is_not_remarked_here(result: Audited) -> None:
    finding = result.findings[0]
    elsewhere = Operand("", finding.operands[0].figure)
    assert not remarks_on("another.txt", Report(Audited((), (finding,))))
    assert elsewhere.figure.document == finding.document
