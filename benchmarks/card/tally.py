"""What is counted of a set, and added up: false alarms, slips, checks, what was told how surely."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any, TypeAlias

Object: TypeAlias = Mapping[str, Any]
"""A finding, or a whole report, of the JSON contract."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding whose truth is known: how sure it was, and whether a slip stands in it."""

    certainty: float
    true: bool
    rule: str
    family: bool
    """Whether the ties of a family made it so certain; else its rule and its gap alone."""
    message: str = ""


@dataclass
class Tally:
    """Counts of one set; ``documents`` are those that are right, or judged as such."""

    documents: int = 0
    checks: int = 0
    """Decided ones, in these documents."""
    errors: int = 0
    """False ones."""
    warnings: int = 0
    slips: int = 0
    found: int = 0
    nameable: int = 0
    """Slips that change a figure, so that one can be named."""
    named: int = 0
    repaired: int = 0
    crashes: int = 0
    told: list[Told] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    """The false errors and warnings, one line each."""

    def __add__(self, other: Tally) -> Tally:
        both = ((f.name, getattr(self, f.name), getattr(other, f.name)) for f in fields(self))
        return Tally(**{name: one + more for name, one, more in both})

    def clean(self, report: Object, name: str, true: Callable[[Object], bool]) -> None:
        """Count what is told of a document that is right, but for what is ``true`` of it."""
        self.documents += 1
        self.checks += decided(report)
        self.tell(report["findings"], true)
        for finding in filter(is_loud, report["findings"]):
            if not true(finding):
                self.errors += finding["severity"] == "error"
                self.warnings += finding["severity"] == "warning"
                what = (finding[key] for key in ("severity", "certainty", "rule", "message"))
                self.false.append(f"{name}: {' '.join(map(str, what))}")

    def tell(self, findings: Iterable[Object], true: Callable[[Object], bool]) -> None:
        """Keep how sure each finding was, and whether that was right."""
        self.told += [
            Told(
                f["certainty"],
                true(f),
                f["rule"],
                any(e["family"] for e in f["evidence"]),
                f["message"],
            )
            for f in findings
            if f["certainty"] is not None
        ]


def is_loud(finding: Object) -> bool:
    """Whether it accuses: notes only mention."""
    return finding["severity"] != "note"


def decided(report: Object) -> int:
    """How many checks of an audit tie or break."""
    return sum(d["checks"] - d["undecidable"] for d in report["documents"])


def values(finding: Object) -> list[float]:
    """Every value and change of its figures."""
    printed = (
        v for f in finding["figures"] for v in (f["value"], (f["change"] or {}).get("value"))
    )
    return [v for v in printed if v is not None]


def cells(finding: Object, rows: Mapping[int, int]) -> set[tuple[int, int]]:
    """The rows and columns, from 0, of its figures; ``rows`` says in which row each line is.

    What is printed as one table may be read as several, each of which counts its own rows.
    """
    places = (f["place"] for f in finding["figures"])
    return {(rows.get(p["line"], -1), p["column"] - 1) for p in places if p["line"] and p["column"]}
