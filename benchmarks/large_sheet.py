"""CPU seconds and memory for large sheets: ``python benchmarks/large_sheet.py [ROWS…]``."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from openpyxl import Workbook

ROWS = (1_000, 10_000)
"""100 000 as well where there are minutes to spare: it is an argument."""
HEADER = (
    "单位",
    "月份",
    "受理量",
    "电话",
    "互联网",
    "办结量",
    "办结率",
    "按期办结率",
    "满意率",
    "同比",
)
MONTHS = 12
KIB = 1024
AUDIT = ("-m", "gouji", "audit", "--fail-on", "never", "--no-progress", "--format", "json")


def report_data(rows: int, rng: random.Random) -> Iterator[list[object]]:
    """Counts that add up and rates that follow from them, a unit and month a row."""
    for row in range(rows):
        received = rng.randint(50, 9_000)
        online = rng.randint(0, received // 3)
        closed = rng.randint(received * 4 // 5, received)
        rates = (
            closed / received,
            rng.uniform(0.8, 1),
            rng.uniform(0.7, 1),
            rng.uniform(-0.3, 0.4),
        )
        printed = [f"{rate:.2%}" for rate in rates]
        names = [f"第{row // MONTHS + 1}局", f"{row % MONTHS + 1}月"]
        yield [*names, received, received - online, online, closed, *printed]


def write_sheet(path: Path, rows: int) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("数据")
    sheet.append(HEADER)
    for row in report_data(rows, random.Random(rows)):
        sheet.append(row)
    book.save(path)


def spent(path: Path) -> tuple[float, float]:
    """CPU seconds and MiB at the most of one audit in a process of its own."""
    with subprocess.Popen(
        [sys.executable, *AUDIT, str(path)], stdout=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"the audit of {path.name} ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / KIB


def main(arguments: list[str]) -> None:
    with TemporaryDirectory() as folder:
        for rows in map(int, arguments or ROWS):
            path = Path(folder) / f"{rows}.xlsx"
            write_sheet(path, rows)
            seconds, memory = spent(path)
            print(f"{rows:>9} × {len(HEADER)} cells {seconds:8.1f} s CPU {memory:8.0f} MiB")


if __name__ == "__main__":
    main(sys.argv[1:])
