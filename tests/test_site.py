"""The site: it builds without a complaint, shows every page, and its examples are true."""

from __future__ import annotations

import doctest
import importlib.util
import re
import subprocess
import sys
from pathlib import Path

import pytest

from gouji.rules import language

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
GUIDE = sorted((DOCS / "guide").glob("*.md"))


def test_the_site_builds_strictly(tmp_path: Path) -> None:
    if importlib.util.find_spec("mkdocs") is None or importlib.util.find_spec("material") is None:
        pytest.skip("mkdocs-material is not installed; pip install -e '.[docs]'")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "-d", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    pages = "".join(page.read_text("utf-8") for page in tmp_path.rglob("*.html"))
    assert not re.findall(r'<(?:script|link|img)[^>]+(?:src|href)="https?://[^"]+"', pages)


def test_every_page_is_in_the_contents() -> None:
    contents = (ROOT / "mkdocs.yml").read_text("utf-8")
    pages = [*DOCS.glob("*.md"), *GUIDE]
    assert not [p for p in pages if p.relative_to(DOCS).as_posix() not in contents]


@pytest.mark.parametrize("page", GUIDE, ids=lambda p: p.stem)
def test_every_page_speaks_both_languages(page: Path) -> None:
    text = page.read_text("utf-8")
    assert len(re.findall(r"[\u4e00-\u9fff]", text)) > 60
    assert len(re.findall(r"\b[a-z]{3,}\b", text)) > 60


def test_the_python_of_the_site_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    failed, tried = doctest.testfile(str(DOCS / "guide" / "python.md"), module_relative=False)
    assert (failed, tried > 15) == (0, True)


def test_the_equations_of_the_site_are_read() -> None:
    rows = (DOCS / "guide" / "equations.md").read_text("utf-8").splitlines()
    written = [m[2] for row in rows if (m := re.match(r"\| (`{1,2}) ?(.+?) ?\1 \|", row))]
    assert len(written) == 9
    for equation in written:
        assert language.parse(equation)


def test_the_packs_of_the_site_hold_their_cases(tmp_path: Path) -> None:
    text = (DOCS / "guide" / "words.md").read_text("utf-8")
    packs = re.findall(r"^```yaml\n(pack: .*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert packs
    for number, pack in enumerate(packs):
        file = tmp_path / f"{number}.yaml"
        file.write_text(pack, "utf-8")
        command = [sys.executable, "-m", "gouji", "rules", "test", "--rules", str(file)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
