"""Inputs that cannot be audited: one clear line each, exit 2, and the others are audited."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gouji.rules import pack
from gouji.rules.language import render

GOOD = """\
# 某市12345热线2024年度情况

| 类别 | 诉求量(件) |
| --- | --- |
| 咨询类 | 300 |
| 求助类 | 200 |
| 合计 | {total} |
"""
CHINESE = re.compile(r"[\u3400-\u9fff]")
RUN = re.compile(r"[\u3400-\u9fff]+")


def gouji(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    told = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "GOUJI_LANG")}
    return subprocess.run(
        [sys.executable, "-m", "gouji", *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=told | {"PYTHONIOENCODING": "utf-8"} | environment,
    )


def unreadable(folder: Path, kind: str) -> Path:
    path = folder / f"{kind}.txt"
    if kind == "empty":
        path.write_bytes(b"")
    elif kind == "binary":
        path.write_bytes(bytes(range(256)) * 40)
    elif kind == "blank":
        path.write_text(" \n\n\t\n", "utf-8")
    return path


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "good.md"
    path.write_text(GOOD.format(total=500), "utf-8")
    return path


@pytest.mark.parametrize("kind", ["missing", "empty", "blank", "binary"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_one_clear_line_and_the_rest_is_audited(
    kind: str, lang: str, good: Path, tmp_path: Path
) -> None:
    bad = unreadable(tmp_path, kind)
    told = gouji("audit", bad, good, "--format", "json", "--lang", lang)
    assert told.returncode == 2
    assert len(told.stderr.splitlines()) == 1
    assert told.stderr.startswith(f"{bad}: ")
    assert bool(CHINESE.search(told.stderr.removeprefix(str(bad)))) == (lang == "zh")
    assert [Path(d["path"]).name for d in json.loads(told.stdout)["documents"]] == ["good.md"]


def test_a_huge_file_is_refused_before_it_is_read(good: Path, tmp_path: Path) -> None:
    huge = tmp_path / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(200_000_000)
    told = gouji("audit", huge, good)
    assert told.returncode == 2
    assert len(told.stderr.splitlines()) == 1
    assert "--max-bytes" in told.stderr


def test_a_broken_file_in_a_folder_stops_none_of_its_neighbours(tmp_path: Path) -> None:
    for name, total in (("a.md", 500), ("c.md", 510)):
        (tmp_path / name).write_text(GOOD.format(total=total), "utf-8")
    broken = unreadable(tmp_path, "binary")
    told = gouji("audit", tmp_path, "--format", "json")
    assert told.returncode == 2
    assert told.stderr.startswith(f"{broken}: ")
    result = json.loads(told.stdout)
    assert [Path(d["path"]).name for d in result["documents"]] == ["a.md", "c.md"]
    assert [Path(f["document"]).name for f in result["findings"]] == ["c.md"]


@pytest.mark.parametrize("given", [(), ("--exclude", "*.md")])
def test_nothing_to_audit_fails_and_says_so(given: tuple[str, ...], tmp_path: Path) -> None:
    if given:
        (tmp_path / "a.md").write_text(GOOD.format(total=510), "utf-8")
    told = gouji("audit", tmp_path, *given, "--format", "json", "--lang", "en")
    assert told.returncode == 2
    assert told.stderr == (
        "there was nothing to audit, which is exit 2; check the paths and --exclude\n"
    )
    assert json.loads(told.stdout)["documents"] == []


def test_output_goes_to_the_file_and_nowhere_else(good: Path, tmp_path: Path) -> None:
    report = tmp_path / "report.txt"
    told = gouji("audit", good, "--output", report)
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")
    assert "\x1b" not in report.read_text("utf-8")


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no pseudo-terminals on this system")
@pytest.mark.parametrize(("environment", "colored"), [({}, True), ({"NO_COLOR": "1"}, False)])
def test_colour_on_a_terminal_unless_it_is_unwanted(
    environment: dict[str, str], colored: bool, tmp_path: Path
) -> None:
    (tmp_path / "c.md").write_text(GOOD.format(total=510), "utf-8")
    ours, theirs = os.openpty()
    told = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm-256color"}
    process = subprocess.Popen(
        [sys.executable, "-m", "gouji", "audit", tmp_path], stdout=theirs, env=told | environment
    )
    os.close(theirs)
    printed = b"".join(iter(lambda: _chunk(ours), b""))
    os.close(ours)
    assert process.wait() == 1
    assert (b"\x1b[" in printed) == colored


def _chunk(terminal: int) -> bytes:
    """Linux tells the end of a terminal as an error."""
    try:
        return os.read(terminal, 65_536)
    except OSError:
        return b""


def names_of_terms() -> str:
    """Equations are written in Chinese, so the names of their terms stay."""
    equations = [e for rule in pack.load(pack.DEFAULT) for e in rule.equations]
    return " ".join(map(render, equations))


def test_english_has_no_chinese_but_what_is_printed_and_the_names_of_terms(tmp_path: Path) -> None:
    examples = Path(__file__).parents[1] / "examples"
    # what a suggestion prints in place of 同比增长9.46% is in the document's own language
    known = f"{names_of_terms()}同比下降" + "".join(
        p.read_text("utf-8") for p in sorted(examples.iterdir())
    )
    files = {form: tmp_path / form for form in ("text", "markdown", "github", "junit")}
    asked = [x for form, file in files.items() for x in ("--format", form, "--output", file)]
    assert gouji("audit", examples, "--lang", "en", *asked).returncode == 1
    for form, file in files.items():
        told = set(RUN.findall(file.read_text("utf-8")))
        assert not {run for run in told if run not in known}, form
