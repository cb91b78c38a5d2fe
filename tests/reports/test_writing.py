"""What is written is whole or not there, and never what is being audited."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from gouji.checks.accepted.acceptance import Baseline, as_json
from gouji.cli import main
from gouji.documents.document import DocumentError
from gouji.reports import writing
from gouji.reports.writing import put

REPORT = "受理诉求3641件，其中电话2988件、互联网653件。"


def test_a_file_is_written_over_and_keeps_its_mode(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    put(file, "一")
    file.chmod(0o640)
    put(file, "二".encode())
    assert (file.read_text("utf-8"), file.stat().st_mode & 0o777) == ("二", 0o640)
    assert list(tmp_path.iterdir()) == [file]


def test_what_is_to_be_new_is_written_over_nothing(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    put(file, "一", anew=True)
    with pytest.raises(DocumentError, match="exists already"):
        put(file, "二", anew=True)
    assert file.read_text("utf-8") == "一"


def test_a_link_goes_on_to_lead_to_its_file(tmp_path: Path) -> None:
    file, link = tmp_path / "a.txt", tmp_path / "b.txt"
    file.write_text("一", "utf-8")
    link.symlink_to(file)
    put(link, "二")
    assert link.is_symlink()
    assert file.read_text("utf-8") == "二"


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "disk is full"), (errno.EROFS, "read-only"), (99, "can't")]
)
def test_a_failure_leaves_what_was_there_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    def fails(_: int) -> None:
        raise OSError(number, os.strerror(number))

    file = tmp_path / "a.txt"
    put(file, "一")
    monkeypatch.setattr(writing.os, "fsync", fails)
    with pytest.raises(DocumentError, match=said):
        put(file, "二")
    assert file.read_text("utf-8") == "一"
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="folder does not exist"):
        put(tmp_path / "no" / "a.txt", "一")


@pytest.mark.parametrize(
    "command",
    [["audit", "--format", "json"], ["figures", "--format", "csv"], ["baseline", "create"]],
)
def test_no_output_goes_over_what_is_audited(tmp_path: Path, command: list[str]) -> None:
    file, other = tmp_path / "a.txt", tmp_path / "b.txt"
    file.write_text(REPORT, "utf-8")
    other.hardlink_to(file)
    done = CliRunner().invoke(main, [*command, str(file), "--no-archive", "--output", str(other)])
    assert done.exit_code == 2
    assert "不能覆盖" in done.stderr
    assert file.read_text("utf-8") == REPORT


SETTINGS = """
packs = ["structure", "ours.yaml"]
vocabulary = ["words.yaml"]
baseline = "known.json"
archive = "past.sqlite"
"""
PACK = """
pack: ours
rules:
  - id: within
    title: 电话不超过总量
    equation: 诉求总量 >= 电话
    for-each: row
    severity: warning
    because: 电话是总量的一部分
"""
USED = ["gouji.toml", "ours.yaml", "words.yaml", "known.json", "past.sqlite"]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with settings and everything that settings can name."""
    files = {"gouji.toml": SETTINGS, "ours.yaml": PACK, "words.yaml": ""}
    for name, text in {**files, "a.txt": REPORT, "a.txt.gouji.yaml": "issuer: 云汀市"}.items():
        (tmp_path / name).write_text(text, "utf-8")
    (tmp_path / "words.yaml").write_text("indicators: []\n", "utf-8")
    (tmp_path / "known.json").write_text(as_json(Baseline()), "utf-8")
    (tmp_path / "past.sqlite").write_text("kept", "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("used", [*USED, "a.txt.gouji.yaml"])
def test_no_output_goes_over_what_an_audit_is_made_with(project: Path, used: str) -> None:
    before = (project / used).read_bytes()
    done = CliRunner().invoke(main, ["audit", "a.txt", "--format", "json", "--output", used])
    assert (done.exit_code, "不能覆盖" in done.stderr) == (2, True), done.output
    assert (project / used).read_bytes() == before


def test_a_baseline_goes_over_itself_and_no_other_source(project: Path) -> None:
    (project / "past.sqlite").unlink()
    runner = CliRunner()
    assert runner.invoke(main, ["baseline", "update", "a.txt"]).exit_code == 0
    done = runner.invoke(main, ["baseline", "update", "a.txt", "--output", "ours.yaml"])
    assert (done.exit_code, "不能覆盖" in done.stderr) == (2, True)
    assert (project / "ours.yaml").read_text("utf-8") == PACK


def test_an_export_goes_over_nothing_that_is_audited(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    file = tmp_path / "data" / "checks.csv"
    file.write_text(REPORT, "utf-8")
    done = CliRunner().invoke(main, ["export", "gx", str(tmp_path), str(file), "--no-archive"])
    assert (done.exit_code, "不能覆盖" in done.stderr) == (2, True)
    assert file.read_text("utf-8") == REPORT
