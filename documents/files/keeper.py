"""A program that may outlive nobody: it runs, in a folder of its own, while we live and want it.

The file is two things. Imported, it gives ``Kept``, a temporary folder and a way to run programs in
it. Run as a script it is the keeper: a small process that makes the folder, starts the programs,
and, once its standard input closes, kills them and removes the folder. The pipe closes however we
end, killed outright included, and Ctrl-C on a terminal does not reach the keeper.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from threading import Thread

LATE = -1000
"""Told instead of an exit code where a program ran out of time."""


class Kept:
    """A temporary folder and the programs that work in it; both gone with the ``with`` block."""

    folder: Path

    def __init__(self, prefix: str) -> None:
        self._keeper = subprocess.Popen(
            [sys.executable, "-I", "-S", __file__, prefix],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            encoding="utf-8",
            start_new_session=True,
        )

    def __enter__(self) -> Kept:
        if not (made := self._told()):
            raise OSError("no temporary folder can be made")
        self.folder = Path(json.loads(made))
        return self

    def __exit__(self, *_: object) -> None:
        self._keeper.communicate()

    def run(self, command: Sequence[str], seconds: float, env: Mapping[str, str]) -> int:
        """Run a program to its end; its exit code, or ``LATE`` where ``seconds`` were too few."""
        assert self._keeper.stdin is not None
        self._keeper.stdin.write(json.dumps([list(command), seconds, dict(env)]) + "\n")
        self._keeper.stdin.flush()
        return int(json.loads(self._told() or str(LATE)))

    def _told(self) -> str:
        assert self._keeper.stdout is not None
        return self._keeper.stdout.readline()


def keep(prefix: str) -> None:
    """Be the keeper, until standard input closes."""
    running: list[subprocess.Popen[bytes]] = []
    no = subprocess.DEVNULL
    with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as folder:
        _tell(folder)
        for line in sys.stdin:
            command, seconds, env = json.loads(line)
            process = subprocess.Popen(
                command, stdin=no, stdout=no, stderr=no, env=env, start_new_session=True
            )
            running.append(process)
            Thread(target=_tell_end, args=(process, seconds), daemon=True).start()
        for process in running:
            _end(process)


def _tell_end(process: subprocess.Popen[bytes], seconds: float) -> None:
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired:
        code = LATE
    _end(process)
    _tell(code)


def _tell(told: str | int) -> None:
    sys.stdout.write(json.dumps(told) + "\n")
    sys.stdout.flush()


def _end(process: subprocess.Popen[bytes]) -> None:
    """End it with all that it started: its program is a script, and what works is its child."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (AttributeError, ProcessLookupError, PermissionError):
        process.kill()
    process.wait()


if __name__ == "__main__":
    keep(sys.argv[1])
