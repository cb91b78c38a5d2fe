"""Equations per second, from 10³ to 10⁶ bindings: ``python benchmarks/evaluate.py``."""

from __future__ import annotations

import os
import platform
import sys
from time import perf_counter

import numpy as np

from gouji.checks.equations.bindings import Bindings, Intervals
from gouji.checks.equations.columns import Ints
from gouji.checks.equations.equation import Template, compiled
from gouji.checks.equations.evaluate import TIES, evaluate
from gouji.rules.language import parse

SIZES = (10**3, 10**4, 10**5, 10**6)
SUM = "诉求总量 = 电话 + 互联网 + [承办转办] + [上级督办]"
SHARE = "在线解答率 = 在线解答 / 诉求总量"
CHANNELS = ("电话", "互联网", "承办转办", "上级督办")


def sums(rows: int, random: np.random.Generator) -> tuple[Template, Intervals, Bindings]:
    """Whole counts; one total in ten is off by one, one optional part in five is not there."""
    parts = random.integers(0, 500_000, (len(CHANNELS), rows))
    absent = random.random(rows) < 0.2
    parts[-1][absent] = 0
    totals = parts.sum(axis=0) + (random.random(rows) < 0.1)
    one: dict[str, Ints] = {"诉求总量": np.arange(rows)}
    for at, channel in enumerate(CHANNELS, 1):
        one[channel] = np.arange(rows) + at * rows
    one[CHANNELS[-1]] = np.where(absent, -1, one[CHANNELS[-1]])
    figures = Intervals.whole(np.concatenate([totals, *parts]))
    return compiled(parse(SUM)), figures, Bindings(rows, one)


def shares(rows: int, random: np.random.Generator) -> tuple[Template, Intervals, Bindings]:
    """Percentages of two places: ends are half a unit off, in 10⁻⁵ once they are fractions."""
    wholes = random.integers(1_000, 2_000_000, rows)
    parts = random.integers(0, wholes)
    rates = (parts * 20_000 + wholes) // (2 * wholes) * 10
    counts = Intervals.whole(np.concatenate([parts, wholes]))
    figures = Intervals(
        np.concatenate([rates - 5, counts.low]),
        np.concatenate([rates + 5, counts.high]),
        np.zeros(3 * rows, dtype=np.bool_),
        np.zeros(3 * rows, dtype=np.bool_),
        np.repeat(np.array([5, 0, 0]), rows),
        np.zeros(3 * rows, dtype=np.int64),
    )
    at = np.arange(rows)
    one = {"在线解答率": at, "在线解答": at + rows, "诉求总量": at + 2 * rows}
    return compiled(parse(SHARE)), figures, Bindings(rows, one)


def main() -> None:
    processor = platform.processor() or platform.machine()
    print(f"{processor}, {os.cpu_count()} CPUs, Python {platform.python_version()}", end="")
    print(f", numpy {np.__version__}, {sys.platform}")
    for name, rule, make in (("sum", SUM, sums), ("share", SHARE, shares)):
        print(f"\n{name}: {rule}")
        for rows in SIZES:
            template, figures, bindings = make(rows, np.random.default_rng(rows))
            start = perf_counter()
            verdicts = evaluate(template, figures, bindings)
            seconds = perf_counter() - start
            tied = int((verdicts == TIES).sum())
            print(
                f"{rows:>9} checks {seconds:8.4f} s {rows / seconds:>12,.0f} a second; {tied} tie"
            )


if __name__ == "__main__":
    main()
