"""Killed at any moment, what is kept on disk is what it was, or what it was to become."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

from gouji.rules.settings import Waiver, load

EXCUSING = """
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path

from gouji import audit
from gouji.desk.ticks import Ticks
from gouji.rules.settings import Settings
from gouji.rules.settings import Waiver

ticks = Ticks(Settings(), Path(sys.argv[1]))
finding = audit(sys.argv[2]).findings[0]
for n in count():
    ticks.excuse(replace(finding, id=f"{n:012x}"), "", Waiver("口径不同" * 4000))
"""

EXAMPLES = Path(__file__).parents[1] / "examples"
DRAFT, OTHER = EXAMPLES / "yunting-2024-annual.txt", EXAMPLES / "yunting-2024-analysis.txt"
MOMENTS = (0.5, 0.9, 0.97)
"""Shares of the time that the command takes when it is let alone."""


def gouji(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "gouji", *map(str, arguments)]


def done(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        gouji(*arguments), check=False, capture_output=True, text=True, encoding="utf-8"
    )


def killed(command: list[str], seconds: float) -> None:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    process.kill()
    process.wait()


def timed(*arguments: object) -> float:
    started = time.monotonic()
    assert done(*arguments).returncode == 0
    return time.monotonic() - started


def known(file: Path) -> list[str]:
    return [finding["id"] for finding in json.loads(file.read_text("utf-8"))["findings"]]


def test_a_baseline_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    old, new, kept = (tmp_path / name for name in ("old.json", "new.json", "kept.json"))
    assert done("baseline", "create", OTHER, "-o", old).returncode == 0
    shutil.copy(old, new)
    took = timed("baseline", "update", OTHER, DRAFT, "-o", new)
    ids = [known(old), known(new)]
    assert ids[0] != ids[1]
    for share in MOMENTS:
        shutil.copy(old, kept)
        killed(gouji("baseline", "update", OTHER, DRAFT, "-o", kept), took * share)
        assert known(kept) in ids


def test_an_archive_opens_and_holds_all_or_nothing_of_a_document(tmp_path: Path) -> None:
    whole = tmp_path / "whole.sqlite"
    assert done("archive", "add", OTHER, "--archive", whole).returncode == 0
    before = done("archive", "list", "--archive", whole).stdout
    took = timed("archive", "add", DRAFT, "--archive", whole)
    after = done("archive", "list", "--archive", whole).stdout
    assert before != after
    for share in MOMENTS:
        kept = tmp_path / f"kept-{share}.sqlite"
        assert done("archive", "add", OTHER, "--archive", kept).returncode == 0
        killed(gouji("archive", "add", DRAFT, "--archive", kept), took * share)
        listed = done("archive", "list", "--archive", kept)
        assert listed.returncode == 0, listed.stderr
        assert listed.stdout.replace(str(kept), str(whole)) in (before, after)


def test_waivers_are_whole_whenever_one_more_was_being_written(tmp_path: Path) -> None:
    file = tmp_path / "gouji.toml"
    kept = 0
    for share in MOMENTS:
        command = [sys.executable, "-c", EXCUSING, tmp_path, DRAFT]
        with subprocess.Popen(command) as process:
            while len(_waivers(file)) < kept + 2:
                assert process.poll() is None
                time.sleep(0.01)
            time.sleep(share / 10)
            process.kill()
        ids = [waiver.id for waiver in _waivers(file)]
        assert all(len(waiver.reason) == len("口径不同" * 4000) for waiver in _waivers(file))
        assert len(set(ids)) == len(ids) > kept
        file.write_text(file.read_text("utf-8").replace('id = "0', f'id = "{len(ids):x}'), "utf-8")
        kept = len(ids)


def _waivers(file: Path) -> tuple[Waiver, ...]:
    return load(file, ()).waivers if file.is_file() else ()
