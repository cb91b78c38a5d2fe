"""Reading on several processes: none of them outlives the audit, however that ends."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

SLOW = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background ignores it
from pathlib import Path
from gouji.figures import reading

def slow(path):
    (path.parent / f"{__import__('os').getpid()}.worker").touch()
    time.sleep(600)

files = [Path(sys.argv[1]) / f"{n}.txt" for n in range(16)]
list(reading._each(files, slow, 2, lambda step: None))
"""


def _running(number: str) -> bool:
    status = Path(f"/proc/{number}/status")
    return status.is_file() and "State:\tZ" not in status.read_text()


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="asks /proc who is running")
@pytest.mark.parametrize("stop", ["SIGINT", "SIGTERM", "SIGHUP", "SIGKILL"])
def test_no_worker_is_left(tmp_path: Path, stop: str) -> None:
    command = [sys.executable, "-c", SLOW, str(tmp_path)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as parent:
        workers = _until_two(tmp_path)
        parent.send_signal(signal.Signals[stop])
        try:
            assert parent.wait(30) != 0
        finally:
            parent.kill()
    for _ in range(200):
        if not any(map(_running, workers)):
            return
        time.sleep(0.05)
    raise AssertionError(workers)


def _until_two(folder: Path) -> list[str]:
    for _ in range(600):
        if len(found := [p.stem for p in folder.glob("*.worker")]) == 2:
            return found
        time.sleep(0.05)
    raise AssertionError(found)


DYING = """
import os, sys
from pathlib import Path
from gouji.figures import reading

def read(path):
    if path.stem in ("3", "11"):
        os._exit(11)
    return path.stem

if __name__ == "__main__":
    files = [Path(f"{n}.txt") for n in range(16)]
    counted = []
    for found in reading._each(files, read, 2, counted.append):
        print(found if isinstance(found, str) else f"{found.path}: {found.reason.en}")
    print(len(counted))
"""


def test_a_worker_that_dies_costs_only_the_file_it_died_of() -> None:
    done = subprocess.run(
        [sys.executable, "-c", DYING], check=True, capture_output=True, text=True, timeout=60
    )
    *found, counted = done.stdout.splitlines()
    assert counted == "16"
    assert [line for line in found if "died" not in line] == [
        str(n) for n in range(16) if n not in {3, 11}
    ]
    assert [line.partition(":")[0] for line in found if "died" in line] == ["3.txt", "11.txt"]
