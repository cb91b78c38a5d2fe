"""Audits in processes of their own: what a document breaks there breaks nothing here.

One worker waits ready, so that a dropped file needs no start of Python; each does one piece of work
and ends. What it is doing it tells while it works.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any, Literal

from gouji.documents.document import DocumentError
from gouji.documents.files.source import Step, Watch

GRACE = 60.0
"""Seconds beyond its deadline after which a worker that says nothing is ended."""
_READY = 60.0
"""Seconds that a worker may take to start; one that has not started by then is another's turn."""
_CONTEXT = multiprocessing.get_context("spawn")


@dataclass  # not frozen: Python itself notes on an exception where it came from
class LostError(Exception):
    """A worker ended without an answer: a library crashed, memory or time ran out."""

    why: Literal["died", "late"]


class Workshop:
    """Hands work to workers, so many at a time as the machine has cores."""

    def __init__(self, most: int | None = None) -> None:
        self._free = BoundedSemaphore(most or os.cpu_count() or 1)
        self._lock = Lock()
        self._spare: tuple[SpawnProcess, Connection] | None = None
        self._all: list[SpawnProcess] = []
        self._prepare()

    def run(
        self, folder: Path, seconds: float, watch: Watch, work: Callable[..., Any], *given: Any
    ) -> Any:
        """``work(*given, watch=…)`` in ``folder``; DocumentError as raised there, or LostError.

        ``seconds`` is how long it may take before it is ended.
        """
        with self._free:
            process, pipe = self._take((str(folder), work, given))
            try:
                return _answer(pipe, seconds + GRACE, watch)
            except (EOFError, OSError) as broken:
                raise LostError("died") from broken
            finally:
                self._end(process, pipe)

    def close(self) -> None:
        """End every worker."""
        with self._lock:
            for process in self._all:
                process.kill()

    def _take(self, work: tuple[Any, ...]) -> tuple[SpawnProcess, Connection]:
        """Give work to the worker that waits, or to a new one where that has died waiting."""
        with self._lock:
            taken, self._spare = self._spare, None
        if taken is not None and not _takes(taken[1], work):
            self._end(*taken)
            taken = None
        if taken is None:
            taken = self._started()
            if not _takes(taken[1], work):
                self._end(*taken)
                raise LostError("died")
        self._prepare()
        return taken

    def _end(self, process: SpawnProcess, pipe: Connection) -> None:
        pipe.close()
        process.kill()
        process.join()
        with self._lock:
            self._all.remove(process)

    def _prepare(self) -> None:
        started = self._started()
        with self._lock:
            self._spare = self._spare or started

    def _started(self) -> tuple[SpawnProcess, Connection]:
        ours, theirs = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=_work, args=(theirs,))
        process.daemon = True
        process.start()
        theirs.close()
        with self._lock:
            self._all.append(process)
        return process, ours


def _takes(pipe: Connection, work: tuple[Any, ...]) -> bool:
    """Whether a worker says that it has the work; a killed one may look alive for a while."""
    try:
        pipe.send(work)
        return pipe.poll(_READY) and bool(pipe.recv())
    except (EOFError, OSError):
        return False


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
    """Be a worker: get ready, wait for one piece of work, do it."""
    import gouji.checks.engagement  # noqa: F401, PLC0415  # what takes long to import, beforehand

    try:
        folder, work, given = pipe.recv()
        pipe.send(True)
    except EOFError:  # nobody wants anything any more
        return
    os.chdir(folder)
    try:
        pipe.send(("done", work(*given, watch=pipe.send)))
    except DocumentError as error:
        pipe.send(("refused", (error.path, error.zh, error.en)))
