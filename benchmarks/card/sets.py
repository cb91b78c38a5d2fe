"""The labelled sets: what their units are, and what is counted of one. They bring their judges."""

from __future__ import annotations

import csv
import gzip
import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any, TypeAlias

import yaml

import gouji
from benchmarks import aggrecol, strangers
from benchmarks.card.tally import Object, Tally, cells, is_loud, values
from benchmarks.slips.__main__ import one
from benchmarks.slips.scoring import Pipeline
from gouji.figures.meaning import Meaning
from gouji.reports.json import as_object
from gouji.reports.saying.report import Report
from gouji.rules import pack, vocabulary

Unit: TypeAlias = Any
"""Whatever one process needs to score a part of a set by itself."""


@dataclass(frozen=True, slots=True)
class Sample:
    """How much of each set is looked at."""

    every: int = 1
    """Of the units of a set that lies ready."""
    zoo: int = 240
    seed: str = "card"
    slips: int = 120


Units: TypeAlias = Callable[[Path, Sample, Path], Iterator[Unit]]
"""From the folder of the sets, how much is wanted, and a folder for what is made of them."""
Count: TypeAlias = Callable[[Unit], Tally]


def audited(path: Path) -> Object:
    """Audit one file by itself."""
    return as_object(Report(gouji.audit(str(path))))


@cache
def judge(path: Path) -> ModuleType:
    """The scorer that comes with a set."""
    spec = spec_from_file_location(f"judge_{path.parent.name}", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@contextmanager
def written(rows: list[list[str]]) -> Iterator[Path]:
    """A table as a CSV file."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        with path.open("w", newline="", encoding="utf-8") as handle:
            csv.writer(handle).writerows(rows)
        yield path


def table_report(rows: list[list[str]]) -> Object:
    with written(rows) as path:
        return audited(path)


def lines(path: Path, every: int = 1) -> Iterator[Any]:
    with gzip.open(path, "rt", encoding="utf-8") as handle:
        for n, line in enumerate(handle):
            if n % every == 0:
                yield json.loads(line)


# cases: inputs that people judged one by one


def cases(sets: Path, sample: Sample, _: Path) -> Iterator[Unit]:
    folder = sets / "cases"
    listed = yaml.safe_load((folder / "cases.yaml").read_text("utf-8"))
    yield from ((folder, case) for case in listed[:: sample.every])


AS_PRINTED = (1, 10**4, 10**8)
"""People noted ``617.5`` of 617.5亿, and gouji tells 61,750,000,000."""


def count_case(unit: Unit) -> Tally:
    folder, case = unit
    near, rank = judge(folder / "score_cases.py").near, judge(folder / "score_cases.py").RANK
    tally, report = Tally(), audited(folder / case["file"])

    def holds(finding: Object, expected: Object) -> bool:
        got = [value / scale for value in values(finding) for scale in AS_PRINTED]
        return all(any(near(wanted, g) for g in got) for wanted in expected["has"])

    expected = case.get("expect") or []
    true = lambda f: any(holds(f, e) for e in expected)  # noqa: E731
    if case.get("clean"):
        tally.clean(report, case["file"], true)
    else:
        tally.tell(filter(true, report["findings"]), true)
    for wanted in expected:
        best = [rank[f["severity"]] for f in report["findings"] if holds(f, wanted)]
        tally.slips += 1
        tally.found += max(best, default=-1) >= rank[wanted["sev"]]
    return tally


# tatqa: tables of annual reports, as printed and with one digit of a total changed


def tatqa(sets: Path, sample: Sample, _: Path) -> Iterator[Unit]:
    folder = sets / "benchmarks" / "tatqa"
    tables = lines(folder / "dev.jsonl.gz", sample.every)
    yield from ((folder / "score.py", sample.seed, table) for table in tables)


def count_totals(unit: Unit) -> Tally:
    scorer, seed, table = unit
    tally, rows = Tally(), table["rows"]
    tally.clean(table_report(rows), table["id"], lambda _: False)
    totals = list(judge(scorer).totals(rows))
    if totals:
        random = Random(f"{seed}/{table['id']}")
        row, column = random.choice(totals)
        changed = [list(r) for r in rows]
        changed[row][column] = digit_changed(rows[row][column], random)
        found = table_report(changed)["findings"]
        at = aggrecol.rows_by_line(changed)
        _slip(tally, found, lambda f: (row, column) in cells(f, at))
    return tally


def digit_changed(text: str, random: Random) -> str:
    """Another digit in one of the two first places of a number."""
    at = random.choice([k for k, c in enumerate(text) if c.isdigit()][:2])
    return text[:at] + random.choice([c for c in "123456789" if c != text[at]]) + text[at + 1 :]


def _slip(tally: Tally, findings: list[Object], true: Callable[[Object], bool]) -> None:
    tally.slips += 1
    tally.found += any(true(f) for f in findings if is_loud(f))
    tally.tell(findings, true)


# zoo: made-up documents that tie out, and their twins with one slip


def zoo(sets: Path, sample: Sample, made: Path) -> Iterator[Unit]:
    folder = sets / "benchmarks" / "zoo"
    command = [sys.executable, str(folder / "generate.py"), str(made / "zoo")]
    subprocess.run([*command, str(sample.zoo), sample.seed], check=True, capture_output=True)
    truth = json.loads((made / "zoo" / "truth.json").read_text("utf-8"))
    yield from ((folder / "score.py", made / "zoo", twin) for twin in truth)


def written_by_strangers(sets: Path, sample: Sample, made: Path) -> Iterator[Unit]:
    scorer, folder = sets / "benchmarks" / "zoo" / "score.py", made / "strangers"
    for which in ("clean", "bad", "disturbed"):
        (folder / which).mkdir(parents=True, exist_ok=True)
    for held in strangers.twins(sample.every):
        twin, random = held["twin"], Random(f"{sample.seed}/{held['twin']['file']}")
        texts = {which: held[which] for which in ("clean", "bad")}
        texts["disturbed"] = strangers.disturbed(held["clean"], twin["lang"], random)
        for which, text in texts.items():
            (folder / which / twin["file"]).write_text(text, encoding="utf-8")
        yield scorer, folder, twin


def count_strange(unit: Unit) -> Tally:
    """As twins; and what is told of the right one where sentences are half understood is false."""
    _, folder, twin = unit
    tally = count_twins(unit)
    report = audited(folder / "disturbed" / twin["file"])
    tally.clean(report, f"disturbed {twin['file']} ({twin['template']})", lambda _: False)
    return tally


def count_twins(unit: Unit) -> Tally:
    scorer, folder, twin = unit
    tally, judging = Tally(), judge(scorer)
    reports = [audited(folder / which / twin["file"]) for which in ("clean", "bad")]
    tally.clean(reports[0], f"{twin['file']} ({twin['template']})", lambda _: False)
    dropped = twin["printed_value"] is None
    wanted = twin["whole_values"] if dropped else [twin["printed_value"]]
    cut = [_cut(report) for report in reports]
    before = {judging.claim(f, dropped) for f in cut[0]["findings"]}
    new = [
        finding
        for finding, short in zip(reports[1]["findings"], cut[1]["findings"], strict=True)
        if judging.claim(short, dropped) not in before
    ]
    if twin["level"] != "none":
        judged = judging.judge(twin, *cut)
        tally.slips, tally.nameable = 1, int(not dropped)
        tally.found, tally.named = int(judged["found"]), int(judged["named"])
        tally.repaired = int(judged["repaired"])
        tally.tell(new, lambda f: any(judging.near(v, w) for v in values(f) for w in wanted))
    return tally


def _cut(report: Object) -> Mapping[str, list[Object]]:
    """A report as the judge of the zoo keeps it."""
    findings = [
        {
            **{key: f[key] for key in ("severity", "rule", "verdict", "message")},
            "figures": [
                [g["value"], (g["change"] or {}).get("value"), g["label"]] for g in f["figures"]
            ],
            "first": f["suggestions"][0]["changes"] if f["suggestions"] else [],
        }
        for f in report["findings"]
    ]
    return {"findings": findings}


# slips: this project's own disclosures, each with one planted slip


def planted(_: Path, sample: Sample, made: Path) -> Iterator[Unit]:
    yield from ((made, k) for k in range(sample.slips))


@cache
def pipeline(folder: Path) -> Pipeline:
    return Pipeline(pack.load(pack.DEFAULT), Meaning(vocabulary.load()), folder)


def count_planted(unit: Unit) -> Tally:
    """An alarm is an error where it says so; what was told of a slip has no certainty here."""
    folder, k = unit
    with TemporaryDirectory(dir=folder) as own:
        alarms, score = one(replace(pipeline(folder), folder=Path(own)), 1, k)
    tally = Tally(documents=1)
    loud = [o.severity for o in alarms if o.failed]
    tally.errors, tally.warnings = loud.count("error"), loud.count("warning")
    tally.false = [f"slips {k}: {o.check.rule.id}" for o in alarms if o.failed]
    if score is not None and score.decidable:
        tally.slips, tally.found, tally.nameable = 1, int(score.found), int(score.nameable)
        tally.named = int(score.nameable and score.first)
        tally.repaired = int(score.nameable and score.repaired)
    return tally


# aggrecol: statistical tables with their relations annotated by hand


def annotated(sets: Path, sample: Sample, _: Path) -> Iterator[Unit]:
    folder = sets / "benchmarks" / "aggrecol"
    yield from lines(folder / "validation.compact.jsonl.gz", 5 * sample.every)


def count_annotated(table: Unit) -> Tally:
    """Audit a table; true is what accuses an annotated relation that its numbers do not keep."""
    tally, broken = Tally(), broken_relations(table)
    at = aggrecol.rows_by_line(table["rows"])
    tally.clean(
        table_report(table["rows"]), table["id"], lambda f: any(b <= cells(f, at) for b in broken)
    )
    return tally


def broken_relations(table: Object) -> list[set[tuple[int, int]]]:
    """The cells of each annotated sum that the printed numbers do not keep, and of each misprint.

    Misprints were judged by hand, where no annotation tells of them.
    """
    broken = [{tuple(c) for c in (r[1], *r[2])} for r in table["relations"] if _misses(table, r)]
    return broken + [{tuple(j["cell"])} for j in judged() if j["table"] == table["id"]]


@cache
def judged() -> list[Object]:
    text = Path(__file__).with_name("judged.yaml").read_text("utf-8")
    return list(yaml.safe_load(text)["aggrecol"])


def _misses(table: Object, relation: list[Any]) -> bool:
    """Whether an annotated sum misses by more than rounding each of its numbers may leave."""
    name, whole, parts, _ = relation
    points = table["number_format"].endswith("Comma")
    printed = [_number(table["rows"][row][at], commas=points) for row, at in (whole, *parts)]
    if name != "Sum" or any(p is None for p in printed):
        return False
    (total, step), *rest = [p for p in printed if p is not None]
    loose = (step + sum(s for _, s in rest)) / 2
    return abs(total - sum(value for value, _ in rest)) > loose * 1.01


def _number(text: str, *, commas: bool) -> tuple[float, float] | None:
    """A cell's number and the unit of its last place; None where it holds none."""
    plain = "".join(text.split()).replace("." if commas else ",", "").replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        return None
    return value, 10.0 ** -len(plain.partition(".")[2])


def discovered(sets: Path, every: int) -> list[str]:
    """Precision and recall of ``gouji discover``, as the set's own scorer says them."""
    folder = sets / "benchmarks" / "aggrecol"
    with TemporaryDirectory() as made:
        gold, found = Path(made) / "gold.jsonl", Path(made) / "found.jsonl"
        with gold.open("w") as wanted, found.open("w") as told:
            for table in lines(folder / "validation.compact.jsonl.gz", every):
                print(json.dumps(table), file=wanted)
                relations = aggrecol.of(table["rows"])
                print(json.dumps({"id": table["id"], "relations": relations}), file=told)
        return said_by([folder / "score.py", gold, found])


def numbers(sets: Path, _: int) -> list[str]:
    folder = sets / "benchmarks" / "numbers"
    return said_by([folder / "score.py", folder / "chinese.jsonl"])


def said_by(command: list[Any]) -> list[str]:
    """What another program of this Python prints."""
    done = subprocess.run(
        [sys.executable, *map(str, command)], check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout.splitlines()


SETS: Mapping[str, tuple[Units, Count]] = {
    "cases": (cases, count_case),
    "tatqa": (tatqa, count_totals),
    "zoo": (zoo, count_twins),
    "strangers": (written_by_strangers, count_strange),
    "slips": (planted, count_planted),
    "aggrecol": (annotated, count_annotated),
}
