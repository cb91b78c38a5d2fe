"""What the audit knows of each figure, for reports that draw the disclosure again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from gouji.checks.finding import SEVERITIES, Finding, Severity, Tally
from gouji.documents.document import Passage, Place
from gouji.figures.figure import Figure

State: TypeAlias = Literal["suspect", "ties", "unchecked"]
Key: TypeAlias = tuple[str, Place, str]

_BRACKETS = 2
"""A change may stand this far behind its figure: a space and an opening bracket."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure as it is to be shown: in a finding, tied, or never checked."""

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


def marks_of(numbered: Iterable[tuple[int, Finding]], tallies: Iterable[Tally]) -> dict[Key, Mark]:
    """Collect a mark for every figure that a finding or a tally names."""
    marks: dict[Key, Mark] = {}
    for tally in tallies:
        state: State = "ties" if tally.ties else "unchecked"
        name = f"figure-{len(marks) + 1}"
        marks.setdefault(key(tally.figure), Mark(name, tally.figure, state, tally.ties))
    for number, finding in numbered:
        for operand in finding.operands:
            new = Mark(f"figure-{len(marks) + 1}", operand.figure, "suspect")
            mark = marks.get(key(operand.figure), new)
            marks[key(operand.figure)] = _suspected(mark, number, finding.severity)
    return marks


def _suspected(mark: Mark, number: int, severity: Severity) -> Mark:
    worst = min(severity, mark.severity, key=SEVERITIES.index)
    findings = tuple(dict.fromkeys((*mark.findings, number)))
    return replace(mark, state="suspect", findings=findings, severity=worst)


def found_in(passage: Passage, figure: Figure) -> tuple[int, int] | None:
    """Find where a figure stands in the text of the passage it was read from."""
    span = _by_place(passage, figure.place)
    if span is None:
        start = passage.text.find(figure.numeral.text)
        span = (start, start + len(figure.numeral.text)) if start >= 0 else None
    return None if span is None else (span[0], _with_change(passage.text, span[1], figure))


def _by_place(passage: Passage, place: Place) -> tuple[int, int] | None:
    if place.span is None:
        return None
    first, last = place.span
    lines = (None, place.line)
    for start in (s.start + first - s.column for s in passage.segments if s.line in lines):
        end = start + last - first
        if 0 <= start < end <= len(passage.text) and _prints(passage, start, end, place):
            return start, end
    return None


def _prints(passage: Passage, start: int, end: int, place: Place) -> bool:
    return passage.place(start, end, place) == place


def _with_change(text: str, end: int, figure: Figure) -> int:
    """Take in the arrow printed behind a figure: a finding may be about just that."""
    if figure.change is None or not figure.change.text:
        return end
    start = text.find(figure.change.text, end, end + _BRACKETS + len(figure.change.text))
    if start < 0:
        return end
    stop = start + len(figure.change.text)
    return stop + 1 if text[stop : stop + 1] in {")", "）"} else stop
