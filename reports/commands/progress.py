"""A bar on the terminal while long work goes on; on standard error, never in a pipe."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gouji.checks.finding import Lang
from gouji.documents.files.source import Step, Watch, unwatched
from gouji.reports.saying.lines import printable
from gouji.reports.saying.phrases import say

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

_DELAY = 1.0
"""Seconds that work may take without a word."""
_MUCH = 5_000
"""So many figures take long to check, however soon they were read."""
_LONGEST_NAME = 40


def watch_for(lang: Lang, *, wanted: bool = True) -> Watch:
    """A bar where a person sits before a terminal that can draw one; else nobody looks on."""
    drawn = sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
    return Bar(lang) if wanted and drawn and not os.environ.get("CI") else unwatched


class Bar:
    """Shows each step, from the moment when the work takes long; leaves nothing behind."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self._begin()

    def _begin(self) -> None:
        self.started = time.monotonic()
        self.shown: Progress | None = None
        self.rows: dict[str, TaskID] = {}

    def __call__(self, step: Step) -> None:
        if step.unit == "done":
            if self.shown is not None:
                self.shown.stop()
            self._begin()
        elif self.shown or step.total > _MUCH or time.monotonic() - self.started > _DELAY:
            self._show(step)

    def _show(self, step: Step) -> None:
        if self.shown is None:
            self.shown = _progress()
            self.shown.start()
        row = "files" if step.unit == "files" else "within"
        if row not in self.rows:
            self.rows[row] = self.shown.add_task("", total=None, rate="")
        counted = step.unit in {"files", "pages", "rows"}
        self.shown.update(
            self.rows[row],
            description=self._said(step),
            completed=step.done,
            rate=self._rate(step),
            total=step.total if counted and step.total else None,
            visible=step.unit != "files" or step.total > 1,
            refresh=True,
        )

    def _said(self, step: Step) -> str:
        word = say(f"progress-{step.unit}", self.lang)
        name = printable(Path(step.path).name)[:_LONGEST_NAME]
        count = f"{step.done}/{step.total or '?'} " if step.done else ""
        return f"{name} {count}{word}".strip()

    def _rate(self, step: Step) -> str:
        seconds = time.monotonic() - self.started
        return f"{step.done / seconds:.1f}/s" if step.unit == "files" and seconds else ""


def _progress() -> Progress:
    from rich.console import Console  # noqa: PLC0415  # most runs are over before it is needed
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns: tuple[Any, ...] = (
        SpinnerColumn(),
        TextColumn("{task.description}", markup=False),
        BarColumn(bar_width=24),
        TimeElapsedColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeRemainingColumn(compact=True),
    )
    return Progress(
        *columns,
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
