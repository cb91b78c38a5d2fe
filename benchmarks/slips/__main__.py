"""Plant slips in clean disclosures and see what is found: ``python -m benchmarks.slips -n 300``."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.slips.ceiling import UnreadableError, ceiling
from benchmarks.slips.layouts import made
from benchmarks.slips.planting import PLANTERS, plant
from benchmarks.slips.scoring import Pipeline, Score
from gouji.checks.material import Outcome
from gouji.figures.meaning import Meaning
from gouji.rules import pack, vocabulary


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-n", type=int, default=300, help="how many slips")
    parser.add_argument("--misses", action="store_true", help="list what was missed")
    options = parser.parse_args()
    started = perf_counter()
    with TemporaryDirectory() as folder:
        meaning = Meaning(vocabulary.load())
        pipeline = Pipeline(pack.load(pack.DEFAULT), meaning, Path(folder))
        alarms, scores = run(pipeline, options.seed, options.n)
    report(alarms, scores, misses=options.misses)
    print(f"\n{options.n} disclosures and their twins in {perf_counter() - started:.1f} s")


def run(pipeline: Pipeline, seed: int, n: int) -> tuple[list[str], list[Score]]:
    """Make ``n`` disclosures; audit each clean, and with one slip."""
    done = [one(pipeline, seed, k) for k in range(n)]
    alarms = [f"{k}: {o.check.rule.id}" for k, (found, _) in enumerate(done) for o in found]
    return alarms, [score for _, score in done if score is not None]


def one(pipeline: Pipeline, seed: int, k: int) -> tuple[list[Outcome], Score | None]:
    """What is said against the ``k``-th disclosure, and what becomes of one slip in it."""
    draft, slips = made(Random(f"{seed}:{k}")), list(PLANTERS)
    alarms = pipeline.alarms(draft)
    for turn in range(len(slips)):
        planted = plant(draft, slips[(k + turn) % len(slips)])
        if planted is None:
            continue
        try:
            allowed = ceiling(draft, planted.replaced)
        except UnreadableError:
            continue
        return alarms, pipeline.score(draft, planted, allowed, k)
    return alarms, None


def report(alarms: Sequence[str], scores: Sequence[Score], *, misses: bool) -> None:
    print(f"alarms on clean twins: {len(alarms)}")
    for alarm in alarms[:10]:
        print(f"    {alarm}")
    by("slip", scores, lambda s: s.slip)
    by("kind of figure", scores, lambda s: s.kind)
    by("", scores, lambda s: "all")
    print("\nundecidable, as no relation breaks:")
    for s in scores:
        if not s.decidable:
            print(f"    {s.slip} ({s.kind}): {s.what}{'; found all the same' if s.found else ''}")
    if misses:
        print("\nmissed, or not put right at first:")
        for s in scores:
            if s.decidable and not (s.found and s.in_set and s.repaired):
                where = "named" if s.unique else "in the set" if s.in_set else "not named"
                print(
                    f"    {s.seed} {s.slip} ({s.kind}): {s.what}; {where if s.found else 'missed'}"
                )


def by(title: str, scores: Iterable[Score], key: Callable[[Score], str]) -> None:
    groups: dict[str, list[Score]] = {}
    for score in scores:
        groups.setdefault(key(score), []).append(score)
    columns = (
        "slips",
        "undecidable",
        "found",
        "in the set",
        "nameable",
        "named",
        "first",
        "repaired",
    )
    print(f"\n{title:<26}" + "".join(f"{c:>12}" for c in columns))
    for name, group in sorted(groups.items()):
        decidable = [s for s in group if s.decidable]
        nameable = [s for s in decidable if s.nameable]
        found = [s for s in decidable if s.found]
        cells = [
            str(len(group)),
            str(len(group) - len(decidable)),
            share(found, decidable),
            share([s for s in decidable if s.in_set], decidable),
            str(len(nameable)),
            share([s for s in nameable if s.unique], nameable),
            share([s for s in nameable if s.first], nameable),
            share([s for s in nameable if s.repaired], nameable),
        ]
        print(f"{name:<26}" + "".join(f"{c:>12}" for c in cells))


def share(some: Sequence[Score], all_: Sequence[Score]) -> str:
    return f"{100 * len(some) / len(all_):.1f} %" if all_ else "-"


if __name__ == "__main__":
    main()
