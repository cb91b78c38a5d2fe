"""Relations that ``gouji discover`` finds in annotated tables, as the AggreCol scorer reads them.

    python benchmarks/aggrecol.py TABLES.jsonl.gz FOUND.jsonl [EVERY]

TABLES holds one table a line, ``{"id", "rows"}``; FOUND is written in its format. Rows and columns
count from 0, as printed. Only every EVERYth table is read where that is given.
"""

from __future__ import annotations

import csv
import gzip
import json
import sys
import tempfile
from pathlib import Path

from gouji.checks.engagement import engage
from gouji.figures.figure import Figure
from gouji.figures.statements.shown import Shown
from gouji.reports.commands.discovered import discovered
from gouji.rules.settings import Settings

NAMES = {"sum": "Sum", "mean": "Average", "share": "Division", "change": "RelativeChange"}


def main(source: str, target: str, every: int = 1) -> None:
    """Write what is found in each table."""
    with gzip.open(source, "rt", encoding="utf-8") as lines, Path(target).open("w") as out:
        for number, line in enumerate(lines):
            if number % every == 0:
                table = json.loads(line)
                print(json.dumps({"id": table["id"], "relations": of(table["rows"])}), file=out)


def of(rows: list[list[str]]) -> list[object]:
    """The relations of one table, written as a CSV file first."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        with path.open("w", newline="", encoding="utf-8") as handle:
            csv.writer(handle).writerows(rows)
        found, _ = discovered(engage(Settings(), [path]))
    at = rows_by_line(rows)
    return [r for _, _, relation in found for r in _relations(relation, at)]


def rows_by_line(rows: list[list[str]]) -> dict[int, int]:
    """In which row each line of the written file is: a cell may have several lines."""
    lines: dict[int, int] = {}
    for number, row in enumerate(rows):
        for _ in range(1 + sum(cell.count("\n") for cell in row)):
            lines[len(lines) + 1] = number
    return lines


def _relations(relation: Shown, at: dict[int, int]) -> list[object]:
    def cell(figure: Figure) -> list[int]:
        return [at.get(figure.place.line or 0, -1), (figure.place.column or 0) - 1]

    name = NAMES[relation.form]
    across = int(relation.axis == "rows")  # what all members share: a line holds its empty cells
    lines = {cell(f)[1 - across] for m in relation.members for f in m.parts}
    ties = [m for m in relation.members if m.ties]
    pairs = [(cell(m.whole), [cell(f) for f in m.parts]) for m in ties]
    if relation.form in ("sum", "mean"):
        pairs = [(w, [_at(line, w, across) for line in sorted(lines)]) for w, _ in pairs]
    turned = relation.form == "change"  # annotated as old value, new value
    return [[name, whole, parts[::-1] if turned else parts] for whole, parts in pairs]


def _at(line: int, whole: list[int], across: int) -> list[int]:
    return [line, whole[1]] if across else [whole[0], line]


if __name__ == "__main__":
    main(*sys.argv[1:3], *map(int, sys.argv[3:4]))
