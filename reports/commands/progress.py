"""A bar on the terminal while long work goes on; on standard error, never in a pipe."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from gouji.documents.files.source import Step, Watch, unwatched
from gouji.reports.saying.lines import printable
from gouji.reports.saying.phrases import say
from gouji.texts.bilingual import Lang

if TYPE_CHECKING:
    from rich.progress import Progress

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
        self.files = ""

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
            self.shown.add_task("", total=None)
            self.shown.start()
        word = say(f"progress-{step.unit}", self.lang)
        name = printable(Path(step.path).name)[:_LONGEST_NAME]
        count = f"{step.done}/{step.total or '?'} " if step.done else ""
        told = f"{name} {count}{word}".strip()
        if step.unit == "files":
            self.files, told = told if step.total > 1 else "", ""
        counted = step.unit in {"files", "pages", "rows"}
        self.shown.update(
            self.shown.task_ids[0],
            description="  ".join(filter(None, (self.files, told))),
            completed=step.done,
            total=step.total if counted and step.total else None,
            refresh=True,
        )


def _progress() -> Progress:
    from rich import progress  # noqa: PLC0415  # most runs are over before it is needed
    from rich.console import Console  # noqa: PLC0415

    return progress.Progress(
        progress.SpinnerColumn(),
        progress.TextColumn("{task.description}", markup=False),
        progress.BarColumn(bar_width=24),
        progress.TimeElapsedColumn(),
        progress.TimeRemainingColumn(compact=True),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    )
