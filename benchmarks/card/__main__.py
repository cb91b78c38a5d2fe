"""The false-alarm card: ``python -m benchmarks.card [--fast] [--sets DIR] [-o FILE.md]``.

Runs every labelled set and says, by set, how much is accused falsely, how many slips are found,
named and repaired, and whether what was told with a certainty was as often true. Exits 1 where an
error is false: a false accusation is the worst bug.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import replace
from datetime import date
from functools import reduce
from operator import add
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from benchmarks.card.calibration import by_rule, curve, table
from benchmarks.card.sets import SETS, Sample, discovered, numbers
from benchmarks.card.tally import Tally

ROOT = Path(__file__).parents[2]
FAST = Sample(every=8, zoo=24, slips=16)
SURE = 0.99
TOLD = {"discover (aggrecol)": discovered, "numbers": numbers}
"""What other programs say: shown as they say it."""
INTRODUCTION = (
    "`python -m benchmarks.card` 在带标准答案的文件上算出；`.ci/run` 跑其中一部分，有误报即失败。",
    "误报：对本来无误的文件所报的错误和警告。检出：只算印出的关系因此不成立的笔误；指出、改对：只算改动一个数字的。",
    "strangers 是没见过程序的人另写的；每份再掺进生词和无关的数（disturbed）审一遍，它仍然无误。",
    "",
    "By `python -m benchmarks.card` on documents with known answers; `.ci/run` runs a part of them",
    "and fails where an error is false. False are errors and warnings on documents that are right.",
    "Slips are those that break what is printed; named and repaired, those that change one figure.",
    "Strangers wrote without knowing the program; each text is audited once more with unknown",
    "words and foreign numbers put in (disturbed), and is as right as before.",
)
CALIBRATED = (
    "每个疑点所报的把握，与它是否属实相比。这些文件一半有一处笔误。",
    "The certainty of findings against whether they are true; half of these documents have slips.",
)


def main() -> None:
    asked = _asked()
    if not asked.sets.is_dir():
        print(f"{asked.sets}: no labelled sets there; nothing measured")
        return
    sample = FAST if asked.fast else Sample()
    given = {
        k: v for k in ("zoo", "seed", "every", "slips") if (v := getattr(asked, k)) is not None
    }
    sample, started = replace(sample, **given), perf_counter()
    tallies, said = run(asked.sets, sample, asked.only or [*SETS, *TOLD], asked.jobs)
    drawn = (
        os.path.relpath(asked.curve, asked.output.parent) if asked.curve and asked.output else ""
    )
    text = "\n".join(card(tallies, said, perf_counter() - started, drawn))
    print(text)
    for tally in tallies.values():
        for line in tally.false:
            print(f"FALSE {line}", file=sys.stderr)
        for told in tally.told:
            if told.certainty >= SURE and not told.true:
                print(f"SURE, AND FALSE {told.rule}: {told.message}", file=sys.stderr)
    if asked.output:
        asked.output.write_text(text + "\n", encoding="utf-8")
    if asked.curve:
        asked.curve.write_text(curve(reduce(add, tallies.values()).told), encoding="utf-8")
    raise SystemExit(int(any(t.errors or t.crashes for t in tallies.values())))


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="benchmarks.card", description=__doc__)
    parser.add_argument("--fast", action="store_true", help="a part, in two minutes")
    parser.add_argument("--sets", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--only", action="append", choices=[*SETS, *TOLD])
    parser.add_argument("--zoo", type=int, help="how many documents are made up")
    parser.add_argument("--slips", type=int, help="how many disclosures of our own")
    parser.add_argument("--every", type=int, help="take every Nth unit of the other sets")
    parser.add_argument("--seed", help="of what is made up and changed")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--output", "-o", type=Path, help="write the card (Markdown)")
    parser.add_argument("--curve", type=Path, help="write the curve of calibration (SVG)")
    return parser.parse_args()


def run(
    sets: Path, sample: Sample, only: list[str], jobs: int
) -> tuple[Mapping[str, Tally], Mapping[str, list[str]]]:
    """Score the sets in ``jobs`` processes, a unit at a time."""
    with TemporaryDirectory() as made, ProcessPoolExecutor(jobs) as pool:
        told = {name: pool.submit(TOLD[name], sets, sample.every) for name in TOLD if name in only}
        counted: dict[str, list[Any]] = {}
        for name, (units, count) in SETS.items():
            if name in only:
                listed = list(units(sets, sample, Path(made)))
                counted[name] = [pool.submit(count, unit) for unit in listed]
        tallies = {name: _summed(name, done) for name, done in counted.items()}
        return tallies, {name: future.result() for name, future in told.items()}


def _summed(name: str, done: list[Future[Tally]]) -> Tally:
    """Add the units up; one that crashes is counted, and said."""
    tally = Tally()
    for future in done:
        failed = future.exception()
        tally += Tally(crashes=1, false=[f"{name}: {failed!r}"]) if failed else future.result()
    print(f"{name}: done", file=sys.stderr, flush=True)
    return tally


def card(
    tallies: Mapping[str, Tally], told: Mapping[str, list[str]], seconds: float, drawn: str
) -> Iterator[str]:
    """The card as Markdown."""
    yield from (
        "# 误报与检出 / False alarms, and what is found",
        "",
        f"{date.today()}, {_commit()}",
    )
    yield from ("", *INTRODUCTION, "")
    heads = ("set", "documents", "errors /100", "warnings /100", "errors /100 checks")
    heads = (*heads, "warnings /100 checks", "slips", "found", "named", "repaired", "checks")
    yield f"| {' | '.join(heads)} |"
    yield f"| --- |{' ---: |' * (len(heads) - 1)}"
    for name, t in tallies.items():
        yield f"| {' | '.join([name, *_row(t)])} |"
    for name, lines in told.items():
        yield from ("", f"**{name}**", "", *(f"    {line}" for line in lines))
    every = reduce(add, tallies.values(), Tally()).told
    yield from ("", "## 把握是否属实 / Calibration", "", *CALIBRATED, "")
    yield from ((f"![把握与属实 / told and true]({drawn})", "") if drawn else ())
    yield from table(every)
    yield from ("", *by_rule(every), "", f"{seconds:.0f} s")


def _row(t: Tally) -> list[str]:
    return [
        str(t.documents),
        *(_per_100(n, t.documents) for n in (t.errors, t.warnings)),
        *(_per_100(n, t.checks, 3) for n in (t.errors, t.warnings)),
        str(t.slips),
        _share(t.found, t.slips),
        *(_share(n, t.nameable) for n in (t.named, t.repaired)),
        f"{t.checks:,}",
    ]


def _per_100(n: int, of: int, places: int = 1) -> str:
    return f"{100 * n / of:.{places}f}" if of else "–"


def _share(n: int, of: int) -> str:
    return f"{100 * n / of:.0f} %" if of else "–"


def _commit() -> str:
    done = subprocess.run(
        ["git", "-C", str(ROOT), "describe", "--always", "--dirty"],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    return done.stdout.strip() or "no commit"


if __name__ == "__main__":
    main()
