"""Audits on a cluster: the findings of one audit, done once, whatever workers die of."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import gouji
from gouji.checks.engagement import engage
from gouji.documents.document import DocumentError
from gouji.rules.settings import Settings

distributed = pytest.importorskip("distributed")
pytest.importorskip("pyarrow")
pytestmark = pytest.mark.filterwarnings("default")

import dask  # noqa: E402
import fsspec  # noqa: E402

from gouji.reports.census import census  # noqa: E402
from gouji.reports.census.store import listed  # noqa: E402

EXAMPLES = Path(__file__).parents[2] / "examples"
DAMAGED = b"PK\3\4"
PORT = "127.0.0.1:0"
ONE = {"n_workers": 1, "threads_per_worker": 1, "dashboard_address": PORT, "protocol": "tcp"}


@pytest.fixture(scope="module")
def threads() -> Iterator[str]:
    """A cluster within this process: what goes to it is pickled, and nothing has to start."""
    with distributed.LocalCluster(**ONE, processes=False) as cluster:
        yield cluster.scheduler_address.replace("tcp", "dask")


@pytest.fixture(scope="module")
def processes() -> Iterator[str]:
    """A cluster of one worker that may die."""
    with (
        dask.config.set({"distributed.scheduler.allowed-failures": 0}),
        distributed.LocalCluster(**ONE) as cluster,
    ):
        yield cluster.scheduler_address.replace("tcp", "dask")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLES, tmp_path / "in")
    (tmp_path / "in" / "damaged.docx").write_bytes(DAMAGED)
    return tmp_path / "in"


def taken(url: str, into: Path, engine: str) -> census.Census:
    return census.take(engage(Settings(), [Path(url)], jobs=1), [url], str(into), engine)


def test_a_census_finds_what_one_audit_finds_and_is_not_taken_twice(
    folder: Path, tmp_path: Path, threads: str
) -> None:
    def take() -> census.Census:
        return taken(str(folder), tmp_path / "out", threads)

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


def test_workers_elsewhere_that_know_other_words_are_refused(
    tmp_path: Path, processes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = tmp_path / "ours.yaml"
    pack.write_text("pack: ours\nwords: {numbers: {units: {count: {箩: ''}}}}\n", "utf-8")
    monkeypatch.setenv("GOUJI_WORDS", str(pack))
    with pytest.raises(DocumentError, match="GOUJI_WORDS"), census._client(processes, 1):
        pass
    with pytest.raises(ValueError, match=r"[Nn]o client"):  # none that goes on asking for workers
        distributed.default_client()


def test_a_file_that_kills_its_worker_costs_no_other(
    folder: Path, tmp_path: Path, processes: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = census._read

    def killed(path: str, how: Any) -> Any:
        if path.endswith(".docx"):
            os._exit(1)
        return read(path, how)

    monkeypatch.setattr(census, "_read", killed)
    told = taken(str(folder), tmp_path / "out", processes)
    assert [Path(one.path).name for one in told.unreadable] == ["damaged.docx"]
    assert told.documents == len(list(EXAMPLES.iterdir()))
    assert told.exit_code("never") == 2


def test_documents_are_called_what_their_storage_calls_them(tmp_path: Path, threads: str) -> None:
    system = fsspec.filesystem("memory")
    text = (EXAMPLES / "yunting-2024-annual.txt").read_bytes()
    system.pipe({"/stored/a.txt": text, "/stored/damaged.docx": DAMAGED})
    told = taken("memory://stored", tmp_path / "out", threads)
    assert [one.path for one in told.unreadable] == ["memory:///stored/damaged.docx"]
    for table in ("findings", "figures", "statements"):
        kept = pd.read_parquet(tmp_path / "out" / table)
        assert set(kept["document"]) == {"memory:///stored/a.txt"}


def test_files_are_listed_wherever_fsspec_finds_them() -> None:
    system = fsspec.filesystem("memory")
    system.pipe({"/reports/a.md": b"1", "/reports/.hidden.md": b"2", "/reports/b.bin": b"3"})
    assert list(listed(["memory://reports"])) == ["memory:///reports/a.md"]
    assert not listed(["memory://reports"], ["*.md"])
