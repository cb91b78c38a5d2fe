"""What the audit knows of each figure, for reports that draw the disclosure again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from gouji.checks.finding import SEVERITIES, Tally
from gouji.documents.document import Place
from gouji.figures.figure import Figure
from gouji.reports.saying.told_finding import ToldFinding
from gouji.rules.rule import Severity

State: TypeAlias = Literal["suspect", "ties", "bounded", "accepted", "unchecked"]
Key: TypeAlias = tuple[str, Place, str]


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure as it is to be shown: in a finding, tied, only held in bounds, or unchecked."""

    id: str
    figure: Figure
    state: State
    ties: int = 0
    findings: tuple[int, ...] = ()
    """Numbers of the findings it takes part in, as the report counts them."""
    severity: Severity = "note"


def key(figure: Figure) -> Key:
    """Tell figures apart by what is printed where."""
    return figure.document, figure.place, figure.numeral.text


def marks_of(findings: Iterable[ToldFinding], tallies: Iterable[Tally]) -> dict[Key, Mark]:
    """Collect a mark for every figure that a finding or a tally names."""
    marks: dict[Key, Mark] = {}
    for tally in tallies:
        name = f"figure-{len(marks) + 1}"
        marks.setdefault(key(tally.figure), Mark(name, tally.figure, _state(tally), tally.ties))
    for told in findings:
        for figure in (operand.figure for operand in told.finding.operands):
            mark = marks.get(key(figure), Mark(f"figure-{len(marks) + 1}", figure, "suspect"))
            marks[key(figure)] = replace(
                mark,
                state="suspect",
                findings=tuple(dict.fromkeys((*mark.findings, told.number))),
                severity=min(told.finding.severity, mark.severity, key=SEVERITIES.index),
            )
    return marks


def _state(tally: Tally) -> State:
    """What is known of a figure that no finding names: what breaks there was accepted."""
    if tally.breaks:
        return "accepted"
    return "ties" if tally.ties else "bounded" if tally.bounds else "unchecked"
