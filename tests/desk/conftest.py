"""A desk that is open: a process of its own, as a person starts it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ANNUAL = """# 青岚市2024年度12345热线运行报告

全年受理诉求 {total} 件，其中电话 61,240 件、互联网 20,135 件、其他 8,125 件。

| 渠道 | 受理量(件) | 办结量(件) |
| --- | --- | --- |
| 电话 | 61240 | 60011 |
| 互联网 | 20135 | 19876 |
| 其他 | 8125 | 8002 |
| 合计 | {total} | 87889 |

至年底，全市受理诉求共 {again} 件。
"""
RIGHT = "89500"


@pytest.fixture
def draft() -> Callable[..., str]:
    """A report that ties, unless it is told to print another total, or again at its end."""
    return lambda total=RIGHT, again=RIGHT: ANNUAL.format(total=total, again=again)


@dataclass(frozen=True)
class Opened:
    """An open desk: its address with the token, and the folder it was opened in."""

    address: str
    folder: Path
    process: subprocess.Popen[str]

    @property
    def origin(self) -> str:
        return "/".join(self.address.split("/")[:3])

    def ask(
        self,
        path: str,
        method: str = "GET",
        data: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[int, bytes, Mapping[str, str]]:
        own = {"Origin": self.origin} if method != "GET" else {}
        asked = urllib.request.Request(
            self.address + path, data, {**own, **(headers or {})}, method=method
        )
        try:
            with urllib.request.urlopen(asked, timeout=60) as answer:
                return answer.status, answer.read(), dict(answer.headers)
        except urllib.error.HTTPError as refused:
            return refused.code, refused.read(), dict(refused.headers)

    def finished(self, case: int = 1) -> None:
        """Wait until a case is audited."""
        until = time.monotonic() + 120
        while self.ask(f"case/{case}/state")[0] == 409:
            assert time.monotonic() < until
            time.sleep(0.2)


@pytest.fixture
def open_desk(tmp_path: Path) -> Iterator[Callable[..., Opened]]:
    """Open desks in the test's own folder; they are closed behind it."""
    for library in ("uvicorn", "starlette"):
        pytest.importorskip(library, reason="the extra gouji[desk] is not installed")
    running: list[subprocess.Popen[str]] = []

    def start(*arguments: str) -> Opened:
        command = [sys.executable, "-m", "gouji", "open", "--no-browser", "--no-archive"]
        quiet = {**os.environ, "XDG_DATA_HOME": str(tmp_path / "data"), "NO_PROXY": "*"}
        process = subprocess.Popen(
            [*command, *arguments], cwd=tmp_path, env=quiet, text=True, stdout=subprocess.PIPE
        )
        running.append(process)
        assert process.stdout is not None
        told = process.stdout.readline().strip()
        address = "/".join(told.split("/")[:4]) + "/"
        return Opened(address, tmp_path, process)

    yield start
    for process in running:
        process.terminate()
        process.wait(20)
        assert process.stdout is not None
        process.stdout.close()
