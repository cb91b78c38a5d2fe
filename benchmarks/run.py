"""All the benchmarks with the machine named: ``python benchmarks/run.py [FILE…]``."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

import cold_start
import evaluate
import large_sheet

CPUINFO = Path("/proc/cpuinfo")


def machine() -> str:
    """The processor by its own name where the system tells it."""
    told = CPUINFO.read_text() if CPUINFO.exists() else ""
    names = [line.partition(":")[2].strip() for line in told.splitlines() if "model name" in line]
    processor = names[0] if names else platform.processor() or platform.machine()
    return (
        f"{processor}, {os.cpu_count()} CPUs, {platform.system()}, Python {sys.version.split()[0]}"
    )


def main() -> None:
    print(machine())
    cold_start.main(sys.argv[1:])
    print("\nequations a second")
    evaluate.main()
    print("\nlarge sheets, audited each in a new process")
    large_sheet.main([])


if __name__ == "__main__":
    main()
