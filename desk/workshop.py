"""Audits in processes of their own: what a document breaks there breaks nothing here.

Each worker does one piece of work and ends. Where the system can, it is a copy of a process that
has loaded everything, so that a dropped file needs no start of Python. What it is doing it tells
while it works.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any, Literal

from gouji.documents.document import DocumentError
from gouji.documents.files.source import Step, Watch

GRACE = 60.0
"""Seconds beyond its deadline after which a worker that says nothing is ended."""
_COPIES = "forkserver"
_CAN_COPY = _COPIES in multiprocessing.get_all_start_methods()
_CONTEXT: Any = multiprocessing.get_context(_COPIES if _CAN_COPY else "spawn")


@dataclass  # not frozen: Python itself notes on an exception where it came from
class LostError(Exception):
    """A worker ended without an answer: a library crashed, memory or time ran out."""

    why: Literal["died", "late"]


class Workshop:
    """Hands work to workers, so many at a time as the machine has cores."""

    def __init__(self, most: int | None = None) -> None:
        self._free = BoundedSemaphore(most or os.cpu_count() or 1)
        self.working: set[BaseProcess] = set()
        if _CAN_COPY:
            from multiprocessing import forkserver  # noqa: PLC0415  # not where there is none

            _CONTEXT.set_forkserver_preload(["gouji.checks.engagement"])
            forkserver.ensure_running()

    def run(
        self, folder: Path, seconds: float, watch: Watch, work: Callable[..., Any], *given: Any
    ) -> Any:
        """``work(*given, watch=…)`` in ``folder``; DocumentError as raised there, or LostError.

        ``seconds`` is how long it may take before it is ended.
        """
        with self._free:
            pipe, theirs = _CONTEXT.Pipe()
            process = _CONTEXT.Process(target=_work, args=(theirs,), daemon=True)
            process.start()
            theirs.close()
            self.working.add(process)
            try:
                pipe.send((folder, work, given))
                return _answer(pipe, seconds + GRACE, watch)
            except (EOFError, OSError) as broken:
                raise LostError("died") from broken
            finally:
                self.working.discard(process)
                pipe.close()
                process.kill()
                process.join()

    def close(self) -> None:
        """End every worker."""
        for process in tuple(self.working):
            process.kill()


def _answer(pipe: Connection, seconds: float, watch: Watch) -> Any:
    while pipe.poll(seconds):
        told = pipe.recv()
        if isinstance(told, Step):
            watch(told)
            continue
        kind, held = told
        if kind == "refused":
            raise DocumentError(*held)
        return held
    raise LostError("late")


def _work(pipe: Connection) -> None:
    """Be a worker: do one piece of work, unless nobody wants it any more."""
    with suppress(EOFError, BrokenPipeError):
        folder, work, given = pipe.recv()
        os.chdir(folder)
        try:
            pipe.send(("done", work(*given, watch=pipe.send)))
        except DocumentError as error:
            pipe.send(("refused", (error.path, error.reason)))
