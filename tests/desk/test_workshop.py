"""Work in other processes: what comes back, what is refused, and what never comes back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from gouji.checks.engagement import Engagement, engage
from gouji.desk import workshop as room
from gouji.desk.cases import _annotate, _perform
from gouji.desk.workshop import LostError, Workshop
from gouji.documents.document import DocumentError
from gouji.documents.files.source import Step, unwatched
from gouji.rules.settings import Settings


@pytest.fixture
def workshop() -> Iterator[Workshop]:
    made = Workshop(1)
    yield made
    made.close()


def test_work_is_done_in_its_folder_and_watched(workshop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("全年受理 12 件。", "utf-8")
    steps: list[Step] = []
    engagement = _engagement(Path("a.txt"))
    audit, _ = workshop.run(tmp_path, 60, steps.append, _perform, engagement)
    assert [d.path for d in audit.result.documents] == ["a.txt"]
    assert Step("files", 1, 1) in steps


def test_a_worker_that_dies_is_lost_and_the_next_one_works(
    workshop: Workshop, tmp_path: Path
) -> None:
    (tmp_path / "a.txt").write_text("全年受理 12 件。", "utf-8")

    def kill(_: Step) -> None:
        for process in workshop.working:
            process.kill()

    with pytest.raises(LostError) as lost:
        workshop.run(tmp_path, 60, kill, _perform, _engagement(Path("a.txt")))
    assert lost.value.why == "died"
    audit, _ = workshop.run(tmp_path, 60, unwatched, _perform, _engagement(Path("a.txt")))
    assert len(audit.result.documents) == 1


def test_a_worker_that_takes_too_long_is_ended(
    workshop: Workshop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(room, "GRACE", 0.0)
    with pytest.raises(LostError) as lost:
        workshop.run(tmp_path, 0.001, unwatched, _perform, _engagement())
    assert lost.value.why == "late"
    assert not workshop.working


def test_a_refusal_comes_back_as_it_was_raised(workshop: Workshop, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("全年受理 12 件。", "utf-8")
    engagement = _engagement(Path("a.txt"))
    audit, reading = workshop.run(tmp_path, 60, unwatched, _perform, engagement)
    (tmp_path / "a.txt").write_text("全年受理 13 件。", "utf-8")
    done = engagement.settled(audit, reading, date(2026, 3, 1))
    with pytest.raises(DocumentError, match="has changed"):
        workshop.run(tmp_path, 60, unwatched, _annotate, done, reading.documents[0], "zh")


def _engagement(*paths: Path) -> Engagement:
    return engage(Settings(), paths, jobs=1)
