"""What is written is whole or not there, and never what is being audited."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from click.testing import CliRunner

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
    [
        ["audit", "--format", "json"],
        ["figures", "--format", "csv"],
        ["baseline", "create"],
    ],
)
def test_no_output_goes_over_what_is_audited(tmp_path: Path, command: list[str]) -> None:
    file, other = tmp_path / "a.txt", tmp_path / "b.txt"
    file.write_text(REPORT, "utf-8")
    other.hardlink_to(file)
    done = CliRunner().invoke(main, [*command, str(file), "--no-archive", "--output", str(other)])
    assert done.exit_code == 2
    assert "不能覆盖" in done.stderr
    assert file.read_text("utf-8") == REPORT
