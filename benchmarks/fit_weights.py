"""Fit the constants of weighing by maximum likelihood: ``python -m benchmarks.fit_weights``.

    python -m benchmarks.fit_weights [--sets DIR] [--zoo N] [--every N] [--write]

The outcomes of every check that breaks, in documents as printed and in twins with one slip, are
true where the slip stands among their figures. Constants climb, one at a time, to where what was
told is likeliest; a move that would accuse a right document is never made. They are fitted on all
sets but one and judged on that one, set by set, then fitted on all; ``--write`` puts them into
``rules/words/weights.yaml`` with their provenance, unless one of the sets they were not fitted on
fares worse. As many documents hold a slip as not: how often documents do in the field is no
question to these sets, so ``slip`` itself is left alone.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from math import log
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, TypeAlias

from benchmarks.aggrecol import rows_by_line
from benchmarks.card.calibration import table
from benchmarks.card.sets import (
    Sample,
    annotated,
    broken_relations,
    digit_changed,
    judge,
    tatqa,
    written,
    written_by_strangers,
    zoo,
)
from benchmarks.card.tally import Told
from gouji.checks.alignment import aligned
from gouji.checks.binding import bind
from gouji.checks.equations.settling import settle
from gouji.checks.material import Material, Outcome
from gouji.checks.references import with_references
from gouji.checks.weighing import families, rounding, surprise, weighing
from gouji.checks.weighing.weighing import weighed
from gouji.figures.meaning import Meaning
from gouji.figures.reading import read_all
from gouji.rules import pack, vocabulary
from gouji.rules.bundled import WORDS, bundled, weights

ROOT = Path(__file__).parents[1]
FITTED = {
    "sums": ("break",),
    "breaks": (
        *("one", "part", "near", "least", "lane", "cap"),
        *("crossed", "contradicted", "rival", "blank"),
    ),
    "counted": ("said", "unsaid", "slipped"),
    "alone": ("error", "warning", "note", "told", "unexplained"),
}
"""By part of the file. Priors by which statements are found at all need the tables read anew."""
SHARES = tuple(("breaks", name) for name in ("one", "part", "near"))
"""Probabilities that make 1: moved by a factor. All else is in digits, and moved by a sum."""
TWINS = ("clean", "bad", "disturbed")
"""A document as it ties out, with one slip, and, of some, with sentences half understood."""
SETS = ("zoo", "tatqa", "aggrecol", "strangers")
LEAST_GAIN = 3.0
"""A constant stays as it is where moving it makes what was told less than so much likelier.

About what one free constant costs over some hundred outcomes (Schwarz, Ann. Statist. 6, 1978).
"""
STEPS = (0.5, 0.2)
"""How far a constant is moved at a time, in each round."""
SUREST = 1e-4
"""No outcome counts for more than being told with this much doubt."""
Key: TypeAlias = tuple[str, str]


@dataclass(frozen=True)
class Case:
    """One document: its checks as settled, and the figures that are printed wrongly."""

    set: str
    outcomes: Sequence[Outcome]
    material: Material
    wrong: frozenset[int]

    def told(self) -> Iterator[Told]:
        """How sure each break is under the present constants, and whether that is true."""
        for outcome in weighed(self.outcomes, self.material):
            if outcome.certainty:
                check = outcome.check
                true = not self.wrong.isdisjoint(check.figures)
                printed = " ".join(self.material.figures[i].text for i in check.figures)
                family = check.family is not None
                yield Told(outcome.certainty, true, check.rule.id, family, f"{self.set} {printed}")


def settled(path: Path) -> tuple[list[Outcome], Material]:
    """All checks of one file as they are before they are weighed."""
    rules, meaning = pack.load(pack.DEFAULT), Meaning(vocabulary.load())
    reading = read_all([path], meaning)
    disclosures = [aligned(d, rules, meaning) for d in reading.disclosures]
    material = with_references(Material.of(disclosures, meaning), rules)
    return settle(bind(rules, material), material), material


def of_twins(unit: Any) -> list[Case]:
    scorer, folder, twin = unit
    near = judge(scorer).near
    listed = twin["printed_value"] is None
    slipped = twin["whole_values"] if listed else [twin["printed_value"]]

    def is_wrong(figure: Any) -> bool:
        values = [figure.numeral.value, figure.change and figure.change.numeral.value]
        return any(near(float(v), s) for v in values if v is not None for s in slipped)

    found = []
    for which in TWINS:
        file = folder / which / twin["file"]
        if file.exists() and (which != "bad" or twin["level"] == "plain"):
            outcomes, material = settled(file)
            figures = enumerate(material.figures) if which == "bad" else ()
            wrong = frozenset(i for i, figure in figures if is_wrong(figure))
            found.append(Case(folder.name, outcomes, material, wrong))
    return found


def of_totals(unit: Any) -> list[Case]:
    scorer, seed, table = unit
    totals, rows = list(judge(scorer).totals(table["rows"])), table["rows"]
    found = [_of_table("tatqa", rows)]
    if totals:
        random = Random(f"{seed}/{table['id']}")
        row, column = random.choice(totals)
        changed = [list(r) for r in rows]
        changed[row][column] = digit_changed(rows[row][column], random)
        found.append(_of_table("tatqa", changed, frozenset({(row, column)})))
    return found


def of_annotated(table: Any) -> list[Case]:
    cells = {cell for relation in broken_relations(table) for cell in relation}
    return [_of_table("aggrecol", table["rows"], frozenset(cells))]


def _of_table(
    name: str, rows: list[list[str]], wrong: frozenset[tuple[int, int]] = frozenset()
) -> Case:
    with written(rows) as path:
        outcomes, material = settled(path)
    rows_at = rows_by_line(rows)
    places = enumerate(
        (rows_at.get(f.place.line or 0, -1), (f.place.column or 0) - 1) for f in material.figures
    )
    return Case(name, outcomes, material, frozenset(i for i, at in places if at in wrong))


def gathered(sets: Path, sample: Sample, jobs: int | None) -> list[Case]:
    """All documents in which a check breaks, those of each set in its order."""
    with TemporaryDirectory() as made, ProcessPoolExecutor(jobs) as pool:
        found = [
            case
            for units, cases in (
                (tatqa, of_totals),
                (zoo, of_twins),
                (annotated, of_annotated),
                (written_by_strangers, of_twins),
            )
            for listed in pool.map(cases, units(sets, sample, Path(made)))
            for case in listed
        ]
    kept = [case for case in found if any(o.failed for o in case.outcomes)]
    print(f"    {len(kept)} of {len(found)} documents have breaks", file=sys.stderr, flush=True)
    return kept


# climbing


def remember() -> None:
    """Keep what weighing asks of figures alone: constants that move leave it as it is."""
    for module, name, key in (
        (weighing, "misread", lambda outcomes, material: id(material)),
        (weighing, "ties_otherwise", lambda outcome, _: id(outcome.check)),
        (rounding, "rounded_to", lambda outcome, _: id(outcome.check)),
        (rounding, "missed_by", lambda outcome, _: id(outcome.check)),
        (rounding, "is_counted", lambda figure, _: id(figure)),
        (families, "surprise", lambda outcome, _: id(outcome.check)),
        (surprise, "_one_slip", lambda check, _: id(check)),
    ):
        setattr(module, name, _once(getattr(module, name), key))


def _once(function: Callable[..., Any], key: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[Any, Any] = {}

    def asked(*arguments: Any) -> Any:
        at = key(*arguments)
        if at not in known:
            known[at] = function(*arguments)
        return known[at]

    return asked


def constants() -> dict[Key, float]:
    return {(part, name): weights(part)[name] for part, names in FITTED.items() for name in names}


def put(values: Mapping[Key, float]) -> None:
    """Weigh with these constants from now on."""
    for (part, name), value in values.items():
        bundled("weights")[part][name] = value
    weights.cache_clear()


def moved(values: Mapping[Key, float], key: Key, by: float) -> dict[Key, float]:
    """The constants with one of them moved, and what must make 1 brought back to that."""
    new = {**values, key: round(values[key] * 10**by if key in SHARES else values[key] + by, 3)}
    total = sum(new[share] for share in SHARES)
    return new | {share: round(new[share] / total, 3) for share in SHARES}


def measured(cases: Sequence[Case]) -> tuple[int, int, float]:
    """False errors, false warnings and errors, and the log-likelihood."""
    known = [told for case in cases for told in case.told()]
    false = [t.certainty for t in known if not t.true]
    errors, loud = (sum(p >= weights("severity")[s] for p in false) for s in ("error", "warning"))
    sure = ((min(max(t.certainty, SUREST), 1 - SUREST), t.true) for t in known)
    return errors, loud, sum(log(p if true else 1 - p) for p, true in sure)


def climbed(cases: Sequence[Case], start: Mapping[Key, float]) -> dict[Key, float]:
    """Move one constant after the other while that makes what was told likelier."""
    best = dict(start)
    put(best)
    errors, loud, known = measured(cases)
    for step in STEPS:
        for key in start:
            for by in (step, -step):
                tried = moved(best, key, by)
                put(tried)
                also_errors, also_loud, likelihood = measured(cases)
                better = likelihood > known + LEAST_GAIN
                if better and also_errors <= errors and also_loud <= loud:
                    best, known = tried, likelihood
                    break
        print(f"    step {step}: log-likelihood {known:.1f}", file=sys.stderr, flush=True)
    put(best)
    return best


# telling


def report(
    name: str, cases: Sequence[Case], before: Mapping[Key, float], after: Any
) -> tuple[str, bool]:
    """What both sets of constants make of documents, as one row; whether the new ones are worse.

    That is, more errors are false, or what was told is less likely.
    """
    put(before)
    old = measured(cases)
    put(after)
    new = measured(cases)
    n = sum(len(list(case.told())) for case in cases)
    scores = (f"{x[2]:.1f} | {x[0]} | {x[1] - x[0]}" for x in (old, new))
    return f"| {name} | {len(cases)} | {n} | {' | '.join(scores)} |", (new[0], -new[2]) > (
        old[0],
        -old[2],
    )


def told(
    cases: Sequence[Case], hand: Mapping[Key, float]
) -> tuple[dict[Key, float], list[str], list[str]]:
    """Fit on all sets but one, judge on that one, each in turn; then fit on all.

    Gives the constants, what to print, and the sets that fare worse unseen.
    """
    refused: list[str] = []
    head = ("judged on", "documents", "breaks", "before", "errors", "warnings")
    rows = [f"| {' | '.join((*head, 'after', 'errors', 'warnings'))} |", "| --- |" + " ---: |" * 8]
    for name in SETS:
        own, rest = ([c for c in cases if (c.set == name) is its] for its in (True, False))
        if own and rest:
            fit = climbed(rest, hand)
            print(f"    without {name}: {changes(hand, fit)}", file=sys.stderr, flush=True)
            row, worse = report(f"{name}, fitted on the others", own, hand, fit)
            rows.append(row)
            refused += [name] * worse
    fit = climbed(cases, hand)
    rows.append(report("all, fitted on all", cases, hand, fit)[0])
    for when, values in (("before", hand), ("after", fit)):
        put(values)
        known = [t for case in cases for t in case.told()]
        rows += ["", f"calibration {when}", "", *table(known), ""]
        surest = (t for t in known if t.certainty >= weights("severity")["error"] and not t.true)
        rows += [f"false {t.certainty:.3f} {t.rule}: {t.message}" for t in surest]
    return fit, rows, refused


def changes(before: Mapping[Key, float], after: Mapping[Key, float]) -> str:
    """The constants that moved."""
    moves = ((".".join(key), before[key], value) for key, value in after.items())
    return ", ".join(f"{key} {old:g} → {new:g}" for key, old, new in moves if old != new)


def write(values: Mapping[Key, float], provenance: str) -> None:
    """Put constants into the file where they stand, and say at its top where they come from."""
    path, part, lines = WORDS / "weights.yaml", "", []
    for line in path.read_text("utf-8").splitlines():
        part = line[:-1] if re.fullmatch(r"[a-z]+:", line) else part
        found = re.match(r"  ([a-z-]+): (\S+)", line)
        value = values.get((part, found[1])) if found else None
        lines.append(line.replace(found[2], f"{value:g}", 1) if found and value else line)
    lines = [line for line in lines if not line.startswith("# Fitted ")]
    lines.insert(2, f"# Fitted {provenance}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sets", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--zoo", type=int, default=120)
    parser.add_argument("--every", type=int, default=2)
    parser.add_argument("--seed", default="fit")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--write", action="store_true", help="into rules/words/weights.yaml")
    asked = parser.parse_args()
    sample = Sample(asked.every, asked.zoo, asked.seed)
    cases, hand = gathered(asked.sets, sample, asked.jobs), constants()
    remember()
    fit, rows, refused = told(cases, hand)
    print("\n".join(rows))
    print(changes(hand, fit))
    if refused and fit != hand:
        print(f"refused: worse in {', '.join(refused)}, which they were not fitted on")
    elif asked.write:
        done = subprocess.run(
            ["git", "-C", str(ROOT), "rev-parse", "--short", "HEAD"],
            capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip
        put(hand)
        before = measured(cases)[2]
        put(fit)
        after = measured(cases)[2]
        of = f"zoo {asked.zoo} (seed {asked.seed}), tatqa, aggrecol, strangers, every {asked.every}"
        where = f"{date.today()} at {done.stdout.strip()} by benchmarks/fit_weights.py on {of}"
        write(fit, f"{where}: log-likelihood {before:.1f}, then {after:.1f}")


if __name__ == "__main__":
    main()
