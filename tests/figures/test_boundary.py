"""A document that brings a bug to light is not audited; the others are, and the bug is told."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from click.testing import CliRunner

from gouji.checks import audit as auditing
from gouji.cli import main
from gouji.documents import text
from gouji.documents.document import DocumentError, Unreadable
from gouji.figures.reading import contained, logged
from gouji.texts.bilingual import Words

REPORT = "云禾市2024年热线报告\n\n受理诉求3641件，其中电话2988件、互联网653件。\n"


def _two(folder: Path) -> list[str]:
    for name in ("good.txt", "odd.txt"):
        (folder / name).write_text(REPORT, "utf-8")
    return ["audit", "--no-archive", "--jobs", "1", str(folder)]


def test_what_a_reader_did_not_foresee_stops_no_other_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = text.read

    def odd(source):
        if source.path.name == "odd.txt":
            raise ZeroDivisionError("a line of no height \ud800")
        return read(source)

    monkeypatch.setattr(text, "read", odd)
    done = CliRunner().invoke(main, _two(tmp_path))
    assert done.exit_code == 2
    assert "odd.txt: 审核它时程序出错（ZeroDivisionError: a line of no height" in done.stderr
    assert "Traceback" not in done.output
    assert "核验了 1 条勾稽关系，1 条相符" in done.stdout


def test_what_binding_did_not_foresee_leaves_out_the_document_that_did_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bind = auditing.bind

    def odd(rules, material, *rest):
        if any(d.path.endswith("odd.txt") for d in material.disclosures):
            raise KeyError("no such scope")
        return bind(rules, material, *rest)

    monkeypatch.setattr(auditing, "bind", odd)
    done = CliRunner().invoke(main, [*_two(tmp_path), "--lang", "en"])
    assert done.exit_code == 2
    assert "odd.txt: an error of ours in auditing it (KeyError" in done.stderr
    assert "Of 1 check, 1 tied" in done.stdout


def test_a_bug_that_no_document_brings_about_alone_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bind = auditing.bind

    def odd(rules, material, *rest):
        if len(material.disclosures) > 1:
            raise KeyError("between")
        return bind(rules, material, *rest)

    monkeypatch.setattr(auditing, "bind", odd)
    with pytest.raises(KeyError):
        CliRunner().invoke(main, _two(tmp_path), catch_exceptions=False)


def test_only_who_asks_is_shown_where_it_happened(caplog: pytest.LogCaptureFixture) -> None:
    def fails() -> None:
        raise IndexError

    found = contained("a.txt", fails)
    assert isinstance(found, Unreadable)
    assert found.trace.endswith("IndexError\n")
    with caplog.at_level(logging.INFO, "gouji"):
        logged(found)
    assert "test_boundary.py" not in caplog.text  # that it failed, not where
    with caplog.at_level(logging.DEBUG, "gouji"):
        logged(found)
    assert "test_boundary.py" in caplog.text


def test_a_document_error_is_no_bug() -> None:
    def refuses() -> None:
        raise DocumentError("a.txt", Words("空", "empty"))

    assert contained("b.txt", refuses) == Unreadable("a.txt", Words("空", "empty"))
