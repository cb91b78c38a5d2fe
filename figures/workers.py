"""Files read on several processes, each of which may die of one."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import Thread
from typing import TypeVar

File = TypeVar("File")
Found = TypeVar("Found")


def survived(
    files: Sequence[File], task: Callable[[File], Found], jobs: int, fatal: Callable[[File], Found]
) -> Iterator[Found]:
    """Read on several processes; where a worker dies, one alone reads on until it dies as well.

    What it dies of is known then, is told as ``fatal``, and is the only file not audited.
    """
    rest, alone = list(files), False
    while rest:
        done = 0
        with suppress(BrokenProcessPool):
            for found in _pooled(rest, task, 1 if alone else jobs):
                done += 1
                yield found
        rest = rest[done:]
        if alone and rest:
            yield fatal(rest.pop(0))
        alone = not alone


def _pooled(files: Sequence[File], task: Callable[[File], Found], jobs: int) -> Iterator[Found]:
    ear, mouth = Pipe(duplex=False)
    pool = ProcessPoolExecutor(max_workers=jobs, initializer=_end_with, initargs=(ear, mouth))
    with pool, ear, mouth:  # the pipe closes first, so that nobody waits for what nobody wants
        chunk = max(1, len(files) // (jobs * 4)) if jobs > 1 else 1
        yield from pool.map(task, files, chunksize=chunk)
        pool.shutdown()


def _end_with(ear: Connection, mouth: Connection) -> None:
    """End this worker once the pipe closes: its parent gave up, was stopped, or was killed."""
    mouth.close()

    def listen() -> None:
        with suppress(EOFError, OSError):
            ear.recv_bytes()
        os._exit(1)

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=listen, daemon=True).start()
