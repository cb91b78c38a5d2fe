"""Every finding comes with a proof, and a page of Python without gouji re-derives its verdict."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from gouji.checks.engagement import engage
from gouji.reports.proof import proofs
from gouji.rules.settings import Settings

ROOT = Path(__file__).parents[2]
CHECKER = ROOT / "docs" / "check_proof.py"
DISCLOSURES = ROOT.parent / "shared" / "disclosures"
FILES = [*(ROOT / "examples").iterdir(), *DISCLOSURES.glob("*.txt")]


@pytest.fixture(scope="module")
def proved(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    done = engage(Settings(), FILES).perform(date(2026, 1, 1))
    folder = tmp_path_factory.mktemp("proofs")
    written = list(proofs(done))
    assert len(written) == len(done.result.findings) > 0
    for name, text in written:
        (folder / name).write_text(text, "utf-8")
    return sorted(folder.iterdir())


def checked(*files: Path) -> subprocess.CompletedProcess[str]:
    """Run the checker with nothing of ours to import."""
    command = [sys.executable, "-I", "-X", "utf8", str(CHECKER), *map(str, files)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=False)


def test_the_checker_is_a_page_of_plain_python() -> None:
    text = CHECKER.read_text("utf-8")
    assert len(text.splitlines()) <= 80
    assert "import gouji" not in text and "from gouji" not in text


def test_every_finding_is_proved(proved: list[Path]) -> None:
    assert all(json.loads(path.read_text("utf-8"))["checks"] for path in proved)
    told = checked(*proved)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == f"{len(proved)} proofs hold\n"


def test_what_was_changed_afterwards_is_noticed(proved: list[Path], tmp_path: Path) -> None:
    (path,) = [p for p in proved if p.name.startswith("total-row-5c0105d5f6")]
    proof = json.loads(path.read_text("utf-8"))
    (whole,) = [f for f in proof["figures"] if f["text"] == "35499"]
    for change, told in (
        ({"value": "34599"}, "35499 is not 34599"),
        ({"value": "34599", "text": "34599"}, "is not what the prints give"),
        ({"readings": [{"value": "34599"}]}, "ties where 35499 is 34599"),
    ):
        kept = {key: whole[key] for key in change}
        whole |= change
        (tmp_path / "changed.json").write_text(json.dumps(proof), "utf-8")
        found = checked(tmp_path / "changed.json")
        assert found.returncode == 1
        assert told in found.stderr
        whole |= kept
    proof["files"] = {str(path): "0" * 64}
    (tmp_path / "changed.json").write_text(json.dumps(proof), "utf-8")
    assert "is another file now" in checked(tmp_path / "changed.json").stderr
