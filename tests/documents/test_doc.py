"""Old Word files are read through LibreOffice, or say what to do without it."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from gouji.documents import doc
from gouji.documents.document import DocumentError
from gouji.documents.files.limits import Limits
from gouji.documents.opening import open_document

OLD_WORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le")
TEXTS = ["类别", "总量(件)", "电话", "群众诉求", "1320", "1248", "合计", "1320", "1248"]
needs_office = pytest.mark.skipif(
    not any(map(shutil.which, doc.PROGRAMS)), reason="LibreOffice is not installed"
)


@pytest.mark.parametrize("data", [OLD_WORD, b"{\\rtf1\\ansi}"])
def test_without_libreoffice_the_way_out_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    monkeypatch.setattr(doc, "PROGRAMS", ("no-such-program",))
    (tmp_path / "old.doc").write_bytes(data)
    with pytest.raises(DocumentError, match="安装 LibreOffice"):
        open_document(tmp_path / "old.doc")


def test_it_is_found_where_installers_put_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "none"))
    monkeypatch.setattr(doc, "FOLDERS", ("/no/such/folder", str(tmp_path)))
    assert doc.installed() == str(program)


@needs_office
@pytest.mark.parametrize("suffix", ["doc", "rtf", "odt"])
def test_tables_come_through(tmp_path: Path, suffix: str) -> None:
    library = pytest.importorskip("docx", reason="needs gouji[docx]")
    document = library.Document()
    table = document.add_table(rows=3, cols=3, style="Table Grid")
    for cell, text in zip((c for r in table.rows for c in r.cells), TEXTS, strict=True):
        cell.text = text
    document.save(str(tmp_path / "new.docx"))
    steps = (("new.docx", "odt"), ("new.odt", suffix))
    for given, wanted in steps[: 1 if suffix == "odt" else 2]:  # .doc loses tables of docx
        command = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
        command += ["--headless", "--convert-to", wanted, given]
        subprocess.run(command, cwd=tmp_path, check=True, capture_output=True, timeout=120)
    read = open_document(tmp_path / f"new.{suffix}")
    assert read.format == "doc"
    assert [c.text for c in read.tables[0].cells] == TEXTS


@needs_office
def test_a_damaged_file_ends_in_a_clear_line(tmp_path: Path) -> None:
    (tmp_path / "old.doc").write_bytes(OLD_WORD + b"\0" * 600)
    with pytest.raises(DocumentError):
        open_document(tmp_path / "old.doc", Limits(seconds=60))


SLEEPER = """#!/bin/sh
echo $$ > {0}/parent
sh -c 'echo $$ > {0}/child; exec sleep 600' &
wait
"""


def _office_that_sleeps(folder: Path) -> dict[str, str]:
    """An environment whose LibreOffice never ends, and whose temporary files lie in ``folder``."""
    (folder / "bin").mkdir()
    (folder / "temporary").mkdir()
    program = folder / "bin" / "soffice"
    program.write_text(SLEEPER.format(folder))
    program.chmod(0o755)
    path = f"{folder / 'bin'}:{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "TMPDIR": str(folder / "temporary")}


def _until(made: Path) -> int:
    for _ in range(600):
        if made.is_file() and (text := made.read_text().strip()):
            return int(text)
        time.sleep(0.05)
    raise AssertionError(made)


def _is_running(number: int) -> bool:
    status = Path(f"/proc/{number}/status")
    return status.is_file() and "State:\tZ" not in status.read_text()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="asks /proc who is running")
@pytest.mark.parametrize("stop", ["limit", "SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"])
def test_nothing_is_left_of_a_conversion_that_is_cut_short(tmp_path: Path, stop: str) -> None:
    environment = _office_that_sleeps(tmp_path)
    (tmp_path / "old.doc").write_bytes(OLD_WORD)
    seconds = "2" if stop == "limit" else "60"
    command = [sys.executable, "-m", "gouji", "audit", str(tmp_path / "old.doc")]
    with subprocess.Popen(
        [*command, "--max-seconds", seconds],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as running:
        child = _until(tmp_path / "child")
        if stop != "limit":
            running.send_signal(signal.Signals[stop])
        assert running.wait(60) != 0
    for _ in range(200):
        left = list((tmp_path / "temporary").iterdir())
        if not left and not _is_running(child):
            return
        time.sleep(0.05)
    raise AssertionError((child, left))
