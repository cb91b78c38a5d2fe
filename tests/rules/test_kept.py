"""What is kept beside the bytecode: equal to what is made anew, never stale, never in the way."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from gouji.rules import pack, vocabulary
from gouji.texts import kept

START = "import gouji.figures.reading; from gouji.rules import pack, vocabulary; "
LOAD = f"{START}print(repr((pack.load(), vocabulary.load(), pack.packs()[0].path)))"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Python keeps bytecode, in this process and in those it starts."""
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path))
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


def said(script: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, encoding="utf-8", check=True
    ).stdout


def test_what_is_kept_is_what_would_be_made(folder: Path) -> None:
    first = said(LOAD)
    names = {file.name.partition(".")[0] for file in folder.rglob("*.json")}
    assert names == {"packs", "vocabulary", "texts"}
    assert said(LOAD) == first
    assert first.strip() == repr((pack.load(), vocabulary.load(), pack.packs()[0].path))


def test_another_text_and_other_code_are_made_anew(folder: Path) -> None:
    store = kept.Store("trial", "first code")
    assert store.get("text", lambda: 1) == store.get("text", lambda: 2) == 1
    store._write()
    assert kept.Store("trial", "first code").get("text", lambda: 2) == 1
    assert kept.Store("trial", "first code").get("other text", lambda: 2) == 2
    assert kept.Store("trial", "other code").get("text", lambda: 3) == 3


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"made by": 1}', b"\xff"])
def test_what_cannot_be_read_is_made_again(folder: Path, damage: bytes) -> None:
    store = kept.Store("trial")
    store.get("text", lambda: 1)
    store._write()
    (file,) = folder.rglob("trial*.json")
    file.write_bytes(damage)
    assert kept.Store("trial").get("text", lambda: 2) == 2


def test_nothing_is_kept_where_bytecode_is_not(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    store = kept.Store("trial")
    store.get("text", lambda: 1)
    store._write()
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(sys, "pycache_prefix", "/dev/null/nowhere")
    store._write()
    assert not [*folder.rglob("trial*")]


def test_a_store_is_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "MOST", 2)
    for text in ("a", "b"):
        store = kept.Store("trial")
        store.get(text, lambda: 1)
        store._write()
    assert kept.Store("trial").get("a", lambda: 2) == 2
    assert kept.Store("trial").get("b", lambda: 2) == 1
