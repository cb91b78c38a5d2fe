"""The bar: on a terminal and nowhere else, gone when the work is done."""

from __future__ import annotations

import io
import os
import pty
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from threading import Thread

import pytest

from gouji.documents.files.limits import Limits
from gouji.documents.files.source import Step, unwatched
from gouji.documents.opening import open_document
from gouji.figures.meaning import Meaning
from gouji.figures.reading import WORTH_A_PROCESS, read_all
from gouji.reports.commands import progress
from gouji.rules import vocabulary

MANY = progress._MUCH + 1  # so many figures show the bar at once


class Terminal:
    """A pseudo-terminal and what was drawn on it."""

    def __init__(self) -> None:
        self.ours, theirs = pty.openpty()
        self.file = os.fdopen(theirs, "w", encoding="utf-8")
        self.data = b""
        self.reader = Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        with suppress(OSError):  # so Linux tells the end of a terminal
            while more := os.read(self.ours, 65536):
                self.data += more
        os.close(self.ours)

    def drawn(self) -> str:
        self.file.close()
        self.reader.join()
        return self.data.decode()


def sat_before(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    """Called within a test, for pytest gives each phase a standard error of its own."""
    made = Terminal()
    monkeypatch.setattr(sys, "stderr", made.file)
    monkeypatch.setenv("TERM", "xterm")
    for name in ("CI", "NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return made


def test_long_work_is_drawn_and_wiped_away(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = sat_before(monkeypatch)
    watch = progress.watch_for("zh")
    watch(Step("rows", 1, MANY, "a\x1b[31m/数据.xlsx"))
    watch(Step("rows", MANY, MANY, "数据.xlsx"))
    watch(Step("files", 1, 3))
    watch(Step("checks", total=MANY))
    watch(Step("done"))
    drawn = terminal.drawn()
    assert f"数据.xlsx {MANY}/{MANY} 行" in drawn
    assert "核验" in drawn
    assert drawn.rstrip().endswith("\x1b[2K")


def test_short_work_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = sat_before(monkeypatch)
    watch = progress.watch_for("zh")
    watch(Step("pages", 1, 3))
    watch(Step("done"))
    assert terminal.drawn() == ""


def test_nobody_looks_on_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = sat_before(monkeypatch)
    assert progress.watch_for("zh") is not unwatched
    assert progress.watch_for("zh", wanted=False) is unwatched
    monkeypatch.setenv("CI", "true")
    assert progress.watch_for("zh") is unwatched
    monkeypatch.delenv("CI")
    monkeypatch.setenv("TERM", "dumb")
    assert progress.watch_for("zh") is unwatched
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    assert progress.watch_for("zh") is unwatched
    assert terminal.drawn() == ""


def test_readers_tell_how_far_they_are(tmp_path: Path) -> None:
    rows = tmp_path / "many.csv"
    rows.write_text("县区,件数\n" + "某村,5\n" * 2_500, "utf-8")
    steps: list[Step] = []
    open_document(rows, Limits(), steps.append)
    counted = [s.done for s in steps if s.unit == "rows"]
    assert counted == list(range(counted[0], 2_501, counted[0]))
    assert {s.path for s in steps} == {str(rows)}


@pytest.mark.parametrize("jobs", [1, 2])
def test_files_are_counted_in_one_process_and_in_several(jobs: int, tmp_path: Path) -> None:
    for number in range(WORTH_A_PROCESS):
        (tmp_path / f"{number}.txt").write_text("全年受理诉求5件。", "utf-8")
    steps: list[Step] = []
    read_all([tmp_path], Meaning(vocabulary.load()), jobs=jobs, watch=steps.append)
    counted = [(s.done, s.total) for s in steps if s.unit == "files"]
    assert counted == [(n, WORTH_A_PROCESS) for n in range(1, WORTH_A_PROCESS + 1)]


@pytest.mark.parametrize("options", [(), ("--no-progress",)])
def test_the_report_itself_stays_as_it_is(options: tuple[str, ...], tmp_path: Path) -> None:
    table = tmp_path / "many.csv"
    table.write_text("县区,甲,乙\n" + "某村,5,6\n" * (MANY // 2 + 1), "utf-8")
    asked = [sys.executable, "-m", "gouji", "audit", "--no-archive", "--fail-on", "never"]
    command = [*asked, "--jobs", "1", *options, str(table)]
    kept = {k: v for k, v in os.environ.items() if k not in {"CI", "NO_COLOR"}}
    terminal = Terminal()
    shown = {"stdout": subprocess.PIPE, "stderr": terminal.file}
    watched = subprocess.run(command, check=False, env={**kept, "TERM": "xterm"}, **shown)
    piped = subprocess.run(command, check=False, capture_output=True, env=kept)
    drawn = terminal.drawn()
    assert watched.stdout == piped.stdout
    assert piped.stderr == b""
    assert ("核验" in drawn) == (not options)
