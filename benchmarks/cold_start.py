"""Seconds from the command line to the report, and documents a second when warm.

`python benchmarks/cold_start.py [FILE…]`; without a file, the bundled examples.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from gouji.reports import api

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
COLD_RUNS = 5
WARM_SECONDS = 3.0
LIGHT = ("import gouji", "import gouji.cli")


def seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start


def in_a_new_process(*arguments: str) -> float:
    """The best of a few runs: what the machine can do, not what else it did."""

    def run() -> None:
        subprocess.run([sys.executable, *arguments], check=True, stdout=subprocess.DEVNULL)

    return min(seconds(run) for _ in range(COLD_RUNS))


def warm(file: Path) -> float:
    """Audits of ``file`` a second, once everything is imported."""
    api.audit(file)
    rounds, spent = 0, 0.0
    while spent < WARM_SECONDS:
        spent += seconds(lambda: api.audit(file))
        rounds += 1
    return rounds / spent


def main(arguments: list[str]) -> None:
    files = [Path(a) for a in arguments] or sorted(EXAMPLES.iterdir())
    print(f"cold start, best of {COLD_RUNS}, and audits a second when warm")
    print(f"{in_a_new_process('-c', 'pass'):8.3f} s  python itself")
    for statement in LIGHT:
        print(f"{in_a_new_process('-c', statement):8.3f} s  {statement}")
    for file in files:
        cold = in_a_new_process("-m", "gouji", "audit", "--fail-on", "never", str(file))
        print(f"{cold:8.3f} s  gouji audit {file.name}; warm {warm(file):6.1f} a second")


if __name__ == "__main__":
    main(sys.argv[1:])
