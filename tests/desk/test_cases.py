"""Cases: a document that no worker survives costs only itself; names lead nowhere."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from gouji.checks.engagement import Engagement, engage
from gouji.desk.cases import Case, Desk
from gouji.desk.ticks import Ticks
from gouji.desk.workshop import LostError
from gouji.documents.files.source import Step, Watch
from gouji.rules.settings import Settings


@dataclass
class Frail:
    """A workshop that works here and now, and dies of some files."""

    fatal: tuple[str, ...] = ()
    most: int = 99

    def run(
        self, folder: Path, seconds: float, watch: Watch, work: Any, engagement: Engagement
    ) -> Any:
        names = {path.name for path in engagement.paths}
        if names & set(self.fatal) or len(names) > self.most:
            raise LostError("died")
        return work(engagement, watch=watch)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, draft: Callable[..., str]) -> Desk:
    monkeypatch.chdir(tmp_path)
    for name in ("a.md", "b.md", "bad.md"):
        Path(name).write_text(draft(), "utf-8")
    ticks = Ticks(Settings(), tmp_path)
    return Desk(engage(Settings(), (), jobs=1), ticks, Frail(), tmp_path)  # type: ignore[arg-type]


def finished(case: Case) -> Any:
    until = time.monotonic() + 60
    while case.state != "done":
        assert time.monotonic() < until
        time.sleep(0.05)
    assert case.audited is not None
    result = case.audited[0].result
    return [d.path for d in result.documents], [u.path for u in result.unreadable]


def test_a_document_that_kills_its_worker_is_named_and_the_others_are_audited(desk: Desk) -> None:
    desk.workshop = Frail(("bad.md",))  # type: ignore[assignment]
    case = desk.case_of([Path("a.md"), Path("b.md"), Path("bad.md")])
    assert finished(case) == (["a.md", "b.md"], ["bad.md"])


def test_what_dies_only_together_is_told_of_all(desk: Desk) -> None:
    desk.workshop = Frail(most=1)  # type: ignore[assignment]
    case = desk.case_of([Path("a.md"), Path("b.md")])
    assert finished(case) == ([], ["a.md", "b.md"])


def test_progress_comes_nearer(tmp_path: Path) -> None:
    case = Case(1, tmp_path, size=2_000_000, began=time.monotonic() - 5)
    case.watch(Step("files", 9, 10))
    case.watch(Step("pages", 3, 7, "somewhere/a.pdf"))
    far = case.progress()
    assert far.pop("elapsed") >= 5
    assert far == {"unit": "pages", "file": "a.pdf", "done": 9, "total": 10}


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd", "etc/passwd"),
        ("C:\\Users\\李\\稿.docx", "C/Users/李/稿.docx"),
        ("/abs/a.md", "abs/a.md"),
        ("a\x00\n<b>.md", "ab.md"),
        ("...", "document"),
        ("", "document"),
    ],
)
def test_a_name_leads_nowhere_but_into_its_folder(tmp_path: Path, name: str, kept: str) -> None:
    place = Case(1, tmp_path).place_for(name)
    assert place.relative_to(tmp_path).as_posix() == kept
