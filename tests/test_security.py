"""What docs/security.md promises, where no other test holds it; each promise has a test."""

from __future__ import annotations

import ast
import csv
import io
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from gouji.cli import main
from gouji.documents.pages import ocr

TESTS = Path(__file__).parent
ROOT = TESTS.parent
ROOMS = ("checks", "desk", "documents", "figures", "reports", "rules")
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
KEEPER = "documents/files/keeper.py"
ITSELF = "reports/commands/asking.py"
"""Starts gouji again, with its own arguments, where packs add words."""
FORBIDDEN = re.compile(
    r"(socket|ssl|http|ftplib|smtplib|xmlrpc|urllib\.request|urllib3|requests|httpx|aiohttp"
    r"|pickle|shelve|marshal|runpy|code)(\.|$)"
)


def sources() -> Iterator[tuple[str, ast.Module]]:
    """Every module of the package, parsed, by its path."""
    for path in (*ROOT.glob("*.py"), *(p for r in ROOMS for p in (ROOT / r).rglob("*.py"))):
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def importing(module: str) -> list[str]:
    return [
        p for p, tree in sources() if any(f"{n}.".startswith(f"{module}.") for n in imported(tree))
    ]


def test_every_promise_names_tests_that_exist() -> None:
    rows = [line for line in PAGE.splitlines() if line.startswith("| ") and "---" not in line]
    promises = [row for row in rows if "held by" not in row]
    assert len(promises) > 10
    for promise in promises:
        named = re.findall(r"`([\w/]+\.py)::(\w+)`", promise)
        assert named, promise
        for file, test in named:
            assert f"def {test}(" in (TESTS / file).read_text("utf-8"), f"{file}::{test}"


def test_no_module_can_reach_the_network_or_run_what_it_reads() -> None:
    found = [(p, n) for p, tree in sources() for n in imported(tree) if FORBIDDEN.match(n)]
    assert found == [("desk/serving.py", "socket.create_server")]  # which answers on this machine


def test_the_desk_alone_serves() -> None:
    serving = {*importing("uvicorn"), *importing("starlette"), *importing("multiprocessing.Pipe")}
    assert {p.partition("/")[0] for p in serving if p != "figures/workers.py"} == {"desk"}
    assert 'LOOPBACK = "127.0.0.1"' in (ROOT / "desk" / "serving.py").read_text("utf-8")


def test_one_module_starts_programs_and_none_a_shell() -> None:
    assert set(importing("subprocess")) == {KEEPER, ITSELF}
    for path, tree in sources():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            assert "shell" not in {keyword.arg for keyword in call.keywords}, path
            called = ast.unparse(call.func)
            assert not re.match(r"os\.(system|popen|exec|spawn|posix_spawn)", called), path


def test_one_module_makes_temporary_folders() -> None:
    assert importing("tempfile") == [KEEPER]


WATCHED = """
import sys

def watch(event, args):
    if event.startswith(("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn")):
        raise SystemExit(f"{event} {args}")
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        raise SystemExit(f"{event} {args}")

from gouji.cli import main
sys.addaudithook(watch)
main(["audit", *sys.argv[1:], "--no-archive", "--no-progress", "--jobs", "1"])
"""


def test_an_audit_connects_to_nothing_starts_nothing_and_writes_nothing(tmp_path: Path) -> None:
    quiet = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", WATCHED, ROOT / "examples"],
        cwd=tmp_path, env=quiet, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    assert "■" in done.stdout
    assert done.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_recognition_reports_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[str] = []
    runtime = SimpleNamespace(disable_telemetry_events=lambda: done.append("off"))
    engine = SimpleNamespace(RapidOCR=lambda **_: done.append("made"))
    monkeypatch.setitem(sys.modules, "onnxruntime", runtime)
    ocr._engine.__wrapped__(engine)
    assert done == ["off", "made"]


def test_the_csv_of_figures_holds_no_formula(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_text("| =1+1 | @受理(件) |\n| --- | --- |\n| +电话 | 3641 |\n", "utf-8")
    done = CliRunner().invoke(main, ["figures", str(file), "--no-archive", "--format", "csv"])
    cells = [cell for row in csv.reader(io.StringIO(done.stdout)) for cell in row]
    assert any("+电话" in cell for cell in cells)
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]
