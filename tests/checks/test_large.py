"""A large plain table is told the same, be it read by column and in part or cell by cell."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from gouji.checks import large
from gouji.checks.audit import Audit, Terms, audit_files
from gouji.checks.engagement import rules_of
from gouji.checks.finding import Evidence, Finding
from gouji.figures.meaning import Meaning
from gouji.figures.reading import Reading
from gouji.rules import vocabulary
from gouji.rules.settings import Settings

ROWS = 220
NAMES = "东西南北中上下左右前后内外大小新老高低长"
RULES, MEANING = rules_of(Settings()), Meaning(vocabulary.load())

Rows = list[list[str]]


@pytest.fixture(autouse=True)
def _small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large, "LEAST_ROWS", 100)


def audited(path: Path, *, in_part: bool) -> tuple[Audit, Reading]:
    return audit_files([path], Terms(RULES, MEANING, in_part=in_part))


def without_weights(finding: Finding) -> Finding:
    """Drop what the ties of a family weigh, which is estimated, and capped, where there are many.

    And the number of a figure among those that were read.
    """
    evidence: list[Evidence] = [replace(e, weight=()) for e in finding.evidence]
    operands = [replace(o, figure=replace(o.figure, number=0)) for o in finding.operands]
    certainty = round(finding.certainty, 6) if finding.certainty else None
    return replace(finding, evidence=tuple(evidence), operands=tuple(operands), certainty=certainty)


def written(path: Path, header: str, rows: Rows) -> Path:
    lines = [header, *(",".join(f'"{c}"' if "," in c else c for c in row) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def sums(rng: random.Random) -> tuple[str, Rows]:
    rows = []
    for n in range(ROWS):
        parts = [rng.randint(0, 9_000) for _ in range(3)]
        rows.append([f"街道{n + 1}", *map(str, (sum(parts), *parts))])
    return "街道,受理总量,电话,网络,信件", rows


def thousands(rng: random.Random) -> tuple[str, Rows]:
    header, rows = sums(rng)
    return header, [[row[0], *(f"{int(c):,}" for c in row[1:])] for row in rows]


def rates(rng: random.Random) -> tuple[str, Rows]:
    rows = []
    for n in range(ROWS):
        due = rng.randint(40, 9_000)
        done = rng.randint(due // 2, due)
        rows.append([f"第{n // 12 + 1}局", f"{n % 12 + 1}月", *map(str, (due, done))])
        rows[-1].append(f"{100 * done / due:.2f}%")
    return "单位,月份,应办件,办结件,办结率", rows


def money(rng: random.Random) -> tuple[str, Rows]:
    rows = []
    for n in range(ROWS):
        one, other = rng.randint(100, 999_999), rng.randint(100, 999_999)
        rows.append([str(n + 1), f"{NAMES[n % 20]}{NAMES[n // 20]}所"])
        rows[-1] += [f"{x / 100:.2f}" for x in (one + other, one, other)]
    return "序号,单位,合计(万元),中央(万元),地方(万元)", rows


def growth(rng: random.Random) -> tuple[str, Rows]:
    rows = []
    for n in range(ROWS):
        now, before = rng.randint(400, 9_000), rng.randint(400, 9_000)
        rows.append([f"街道{n + 1}", str(now), str(before), f"{100 * (now / before - 1):.1f}"])
        rows[-1].append(rng.choice(["", "—", "3", "7"]))
    return "街道,本期(万元),上年同期(万元),同比(%),备注数", rows


def counts_that_grow(rng: random.Random) -> tuple[str, Rows]:
    header, rows = growth(rng)
    return header.replace("(万元)", ""), rows


def of_any_length(rng: random.Random) -> tuple[str, Rows]:
    """Numbers without the noughts at their end, under labels that hold a number themselves."""
    rows = []
    for n in range(ROWS):
        one, other = rng.randint(1, 9_999), rng.randint(1, 9_999)
        rows.append([f"门店{n % 30}", *(f"{x / 100:g}" for x in (one + other, one, other))])
    return "门店,金额,现金,刷卡", rows


@pytest.mark.parametrize(
    "make", [sums, thousands, rates, money, growth, counts_that_grow, of_any_length]
)
@pytest.mark.parametrize("slips", [0, 3])
def test_in_part_is_told_as_in_full(tmp_path: Path, make: object, slips: int) -> None:
    rng = random.Random(f"{make} {slips}".partition(" at ")[0])
    header, rows = make(rng)  # type: ignore[operator]
    first = len(rows[0]) - 3
    for row in rng.sample(rows, slips):
        row[first] = row[first][:-1] + str((int(row[first][-1]) + rng.randint(2, 8)) % 10)
    path = written(tmp_path / "表.csv", header, rows)
    (part, read), (full, _) = (audited(path, in_part=way) for way in (True, False))
    assert len(read.disclosures[0].figures) < len(full.material.figures)
    assert part.result.documents == full.result.documents
    assert [*map(without_weights, part.result.findings)] == [
        *map(without_weights, full.result.findings)
    ]


def test_a_part_of_nought_has_no_table_read_in_full(tmp_path: Path) -> None:
    """Without letters 电话 and 网络 are all there is, as a rule by name has it of every row."""
    header, rows = sums(random.Random(6))
    for row in (rows[50], rows[151]):
        row[1], row[4] = str(int(row[1]) - int(row[4])), "0"
    path = written(tmp_path / "表.csv", header, rows)
    (part, read), (full, _) = (audited(path, in_part=way) for way in (True, False))
    assert len(read.disclosures[0].figures) < len(full.material.figures)
    assert part.result.findings == full.result.findings == ()


def test_every_row_that_breaks_is_told(tmp_path: Path) -> None:
    header, rows = sums(random.Random(7))
    changed = range(5, ROWS, 23)
    for n in changed:
        rows[n][1] = str(int(rows[n][1]) + 90)
    done, _ = audited(written(tmp_path / "表.csv", header, rows), in_part=True)
    told = {o.figure.place.row for f in done.result.findings for o in f.operands}
    assert told == {n + 2 for n in changed}


def test_places_are_those_of_the_whole_table(tmp_path: Path) -> None:
    header, rows = sums(random.Random(8))
    rows[150][1] = str(int(rows[150][1]) + 90)
    done, _ = audited(written(tmp_path / "表.csv", header, rows), in_part=True)
    (finding,) = done.result.findings
    place = finding.operands[0].figure.place
    assert (place.line, place.row, place.column) == (152, 152, 2)
    assert finding.operands[0].figure.label.startswith("街道151")


def with_total(rng: random.Random, label: str = "合计") -> tuple[str, Rows]:
    """Sums of rows, a share of the total in each, and the total below them."""
    header, rows = sums(rng)
    rows.append([label, *(str(sum(int(row[c]) for row in rows)) for c in range(1, 5))])
    whole = int(rows[-1][1])
    return f"{header},占比", [[*row, f"{100 * int(row[1]) / whole:.2f}%"] for row in rows]


def test_a_total_row_is_held_by_column(tmp_path: Path) -> None:
    path = written(tmp_path / "表.csv", *with_total(random.Random(9)))
    (part, read), (full, _) = (audited(path, in_part=way) for way in (True, False))
    assert len(read.disclosures[0].figures) < len(full.material.figures)
    assert part.result == full.result


def test_a_total_row_that_does_not_add_up_is_told_with_the_rest(tmp_path: Path) -> None:
    header, rows = with_total(random.Random(9))
    rows[-1][2] = str(int(rows[-1][2]) + 90)
    path = written(tmp_path / "表.csv", header, rows)
    (part, read), (full, _) = (audited(path, in_part=way) for way in (True, False))
    assert len(read.disclosures[0].figures) < len(full.material.figures)
    assert part.result.documents == full.result.documents
    (told,), (in_full,) = part.result.findings, full.result.findings
    assert (told.rule, told.severity) == (in_full.rule, in_full.severity)
    assert told.suggestions[0].changes[0].text == in_full.suggestions[0].changes[0].text
    assert [o.figure.label for o in told.operands if o.figure.place.row is None] == [
        "其余各行 / all other rows / 电话"
    ]
    assert told.evidence[0].difference == in_full.evidence[0].difference


def test_a_share_of_the_total_is_told_by_its_row(tmp_path: Path) -> None:
    header, rows = with_total(random.Random(9))
    rows[100][5] = f"{float(rows[100][5][:-1]) + 0.3:.2f}%"
    path = written(tmp_path / "表.csv", header, rows)
    (part, read), (full, _) = (audited(path, in_part=way) for way in (True, False))
    assert len(read.disclosures[0].figures) < len(full.material.figures)
    errors = [[f for f in done.result.findings if f.severity == "error"] for done in (part, full)]
    assert [f.message for f in errors[0]] == [f.message for f in errors[1]] != []


def test_what_is_held_across_other_rows_is_read_in_full(tmp_path: Path) -> None:
    header, rows = sums(random.Random(9))
    listed: Rows = []
    for first in range(0, ROWS, 22):
        listed += (own := rows[first : first + 22])
        listed.append(["小计", *(str(sum(int(row[c]) for row in own)) for c in range(1, 5))])
    path = written(tmp_path / "表.csv", header, listed)
    (part, read), (full, _) = (audited(path, in_part=way) for way in (True, False))
    assert len(read.disclosures[0].figures) == len(full.material.figures)
    assert part.result == full.result


@pytest.mark.parametrize(("rows", "more"), [(50, []), (ROWS, ["9"])])
def test_few_lines_and_ragged_ones_are_read_in_full(
    tmp_path: Path, rows: int, more: list[str]
) -> None:
    header, some = sums(random.Random(10))
    path = written(tmp_path / "表.csv", header, [*some[: rows - 1], [*some[-1], *more]])
    (_, read), (full, _) = (audited(path, in_part=way) for way in (True, False))
    assert len(read.disclosures[0].figures) == len(full.material.figures)


@pytest.mark.parametrize("form", ["xlsx", "parquet"])
def test_workbooks_and_parquet_are_read_in_part_as_well(
    tmp_path: Path, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large, "LEAST_PACKED", 1_000)
    header, rows = sums(random.Random(8))
    rows[150][1] = str(int(rows[150][1]) + 90)
    numbers = [[row[0], *map(int, row[1:])] for row in rows]
    frame = pd.DataFrame(numbers, columns=header.split(","))
    path = tmp_path / f"表.{form}"
    frame.to_excel(path, index=False) if form == "xlsx" else frame.to_parquet(path)
    (part, read), (full, _) = (audited(path, in_part=way) for way in (True, False))
    assert len(read.disclosures[0].figures) < len(full.material.figures)
    assert part.result.documents == full.result.documents
    (told,) = map(without_weights, part.result.findings)
    assert [told] == [*map(without_weights, full.result.findings)]
    assert told.operands[0].figure.place.row == 152


def test_a_workbook_of_two_tables_is_read_in_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large, "LEAST_PACKED", 1_000)
    header, rows = sums(random.Random(8))
    path = tmp_path / "表.xlsx"
    with pd.ExcelWriter(path) as book:
        for sheet in ("甲", "乙"):
            frame = pd.DataFrame(rows, columns=header.split(","))
            frame.to_excel(book, sheet_name=sheet, index=False)
    (part, read), (full, _) = (audited(path, in_part=way) for way in (True, False))
    assert len(read.disclosures[0].figures) == len(full.material.figures)
    assert part.result == full.result
