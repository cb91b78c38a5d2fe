"""Audits on a cluster: the findings of one audit, done once, whatever workers die of."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import gouji
from gouji.checks.engagement import engage
from gouji.rules.settings import Settings

pytest.importorskip("distributed")
pytest.importorskip("pyarrow")
pytestmark = pytest.mark.filterwarnings("default")

from gouji.reports.census import census  # noqa: E402
from gouji.reports.census.store import listed  # noqa: E402

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLES, tmp_path / "in")
    (tmp_path / "in" / "damaged.docx").write_bytes(b"PK\3\4")
    return tmp_path / "in"


@pytest.fixture
def take(folder: Path, tmp_path: Path) -> Callable[[], census.Census]:
    engagement = engage(Settings(), [folder], jobs=1)
    return lambda: census.take(engagement, [str(folder)], str(tmp_path / "out"))


def test_a_census_finds_what_one_audit_finds_and_is_not_taken_twice(
    folder: Path, tmp_path: Path, take: Callable[[], census.Census]
) -> None:
    first, whole = take(), gouji.audit(folder)
    kept = pd.read_parquet(tmp_path / "out" / "findings")
    assert sorted(kept["id"]) == sorted(finding.id for finding in whole.findings)
    figures = pd.read_parquet(tmp_path / "out" / "figures")
    assert len(figures) == sum(document.figures for document in whole.documents)
    assert [one.path for one in first.unreadable] == [one.path for one in whole.unreadable]
    assert (first.read, take().read) == (len(list(folder.iterdir())), 0)

    with (folder / "yunting-2024-annual.txt").open("a", encoding="utf-8") as file:
        file.write("\n全年受理诉求 5 件。\n")
    (folder / "linlan-2023-annual.md").unlink()
    again = take()
    assert again.read == 2  # it and the other document of its issuer
    assert again.documents == first.documents - 1
    assert "linlan-2023-annual.md" not in "".join(
        pd.read_parquet(tmp_path / "out" / "findings")["document"]
    )


def test_a_file_that_kills_its_worker_costs_no_other(
    monkeypatch: pytest.MonkeyPatch, take: Callable[[], census.Census]
) -> None:
    read = census._read

    def killed(path: str, how: Any) -> Any:
        if path.endswith(".docx"):
            os._exit(1)
        return read(path, how)

    monkeypatch.setattr(census, "_read", killed)
    taken = take()
    assert [Path(one.path).name for one in taken.unreadable] == ["damaged.docx"]
    assert taken.documents == len(list(EXAMPLES.iterdir()))
    assert taken.exit_code("never") == 2


def test_files_are_listed_wherever_fsspec_finds_them() -> None:
    system = pytest.importorskip("fsspec").filesystem("memory")
    system.pipe({"/reports/a.md": b"1", "/reports/.hidden.md": b"2", "/reports/b.bin": b"3"})
    assert list(listed(["memory://reports"])) == ["memory:///reports/a.md"]
    assert not listed(["memory://reports"], ["*.md"])
