"""Equations per second, from 10³ to 10⁶ bindings: ``python benchmarks/evaluate.py``."""

from __future__ import annotations

import os
import platform
import sys
from time import perf_counter

import numpy as np

from gouji.checks.equations.columns import Column, SlotColumn
from gouji.checks.equations.equation import Template, compiled
from gouji.checks.equations.evaluate import TIES, evaluate
from gouji.rules.language import parse

SIZES = (10**3, 10**4, 10**5, 10**6)
SUM = "诉求总量 = 电话 + 互联网 + [承办转办] + [上级督办]"
SHARE = "在线解答率 = 在线解答 / 诉求总量"
CHANNELS = ("电话", "互联网", "承办转办", "上级督办")


def sums(rows: int, random: np.random.Generator) -> tuple[Template, dict[str, SlotColumn]]:
    """Whole counts; one total in ten is off by one, one optional part in five is not there."""
    parts = random.integers(0, 500_000, (len(CHANNELS), rows))
    there = random.random(rows) >= 0.2
    parts[-1][~there] = 0
    totals = parts.sum(axis=0) + (random.random(rows) < 0.1)
    everywhere = np.ones(rows, dtype=np.bool_)
    slots = {"诉求总量": SlotColumn(Column.whole(totals), everywhere)}
    for channel, part in zip(CHANNELS, parts, strict=True):
        present = there if channel == CHANNELS[-1] else everywhere
        slots[channel] = SlotColumn(Column.whole(part), present)
    return compiled(parse(SUM)), slots


def shares(rows: int, random: np.random.Generator) -> tuple[Template, dict[str, SlotColumn]]:
    """Percentages of two places: ends are half a unit off, in 10⁻⁵ once they are fractions."""
    wholes = random.integers(1_000, 2_000_000, rows)
    parts = random.integers(0, wholes)
    rates = (parts * 20_000 + wholes) // (2 * wholes) * 10
    closed, everywhere = np.zeros(rows, dtype=np.bool_), np.ones(rows, dtype=np.bool_)
    rate = Column.of(rates - 5, rates + 5, closed, closed, np.full(rows, 5))
    columns = {
        "在线解答率": rate,
        "在线解答": Column.whole(parts),
        "诉求总量": Column.whole(wholes),
    }
    return compiled(parse(SHARE)), {k: SlotColumn(c, everywhere) for k, c in columns.items()}


def main() -> None:
    processor = platform.processor() or platform.machine()
    print(f"{processor}, {os.cpu_count()} CPUs, Python {platform.python_version()}", end="")
    print(f", numpy {np.__version__}, {sys.platform}")
    for name, rule, make in (("sum", SUM, sums), ("share", SHARE, shares)):
        print(f"\n{name}: {rule}")
        for rows in SIZES:
            template, slots = make(rows, np.random.default_rng(rows))
            start = perf_counter()
            verdicts = evaluate(template, slots, np.ones(rows, dtype=np.bool_))
            seconds = perf_counter() - start
            tied = int((verdicts == TIES).sum())
            print(
                f"{rows:>9} checks {seconds:8.4f} s {rows / seconds:>12,.0f} a second; {tied} tie"
            )


if __name__ == "__main__":
    main()
