"""A finding made ready for a page: its sentences said, its working laid out, its figures linked."""

from __future__ import annotations

from dataclasses import dataclass

from gouji.checks.finding import Evidence, Finding, Lang
from gouji.reports.marking.marks import Key, Mark, key
from gouji.reports.saying.certainty import certainty_line, reasons
from gouji.reports.saying.quoting import Quotes
from gouji.reports.saying.shared_sentences import (
    headline,
    proposal,
    shared_place,
    where,
    where_in_full,
)
from gouji.reports.saying.working import Kind, Line, equation, is_sum, written_out

MOST_WORKINGS = 50
"""More checks of one cause than these are counted, not written out."""
MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Sum:
    """One line of the working; ``whole`` and ``tail`` meet at the decimal point."""

    kind: Kind
    sign: str
    whole: str
    tail: str
    label: str
    place: str
    figure: str | None
    """The id of its mark in the drawn disclosure, if it has one."""


@dataclass(frozen=True, slots=True)
class Working:
    """One check of a finding."""

    equation: str
    sums: tuple[Sum, ...]
    said: str
    """The working in one line, where the lines above do not say it all."""


@dataclass(frozen=True, slots=True)
class Card:
    """One finding, in the words of one language."""

    number: int
    finding: Finding
    title: str
    message: str
    where: str
    label: str
    workings: tuple[Working, ...]
    more: int
    """How many further checks are not written out."""
    proposals: tuple[str, ...]
    innocent: tuple[str, ...]
    certainty: str
    """How sure it is, and why its relation is believed."""
    reasons: tuple[str, ...]
    sentence: str = ""
    """The sentence that prints its first figure; none where that stands in a table."""


def card(
    number: int,
    finding: Finding,
    marks: dict[Key, Mark],
    placed: frozenset[str],
    lang: Lang,
    quotes: Quotes | None = None,
) -> Card:
    """Make a finding ready; only marks in ``placed`` can be linked to."""
    figure = finding.operands[0].figure if finding.operands else None
    return Card(
        number,
        finding,
        headline(finding, lang),
        finding.message.say(lang),
        where_in_full(figure, lang) if figure else "",
        figure.label if figure else "",
        tuple(_working(finding, e, marks, placed, lang) for e in finding.evidence[:MOST_WORKINGS]),
        max(0, len(finding.evidence) - MOST_WORKINGS),
        tuple(proposal(finding, suggestion, lang) for suggestion in finding.suggestions),
        tuple(words.say(lang) for words in finding.explanations),
        certainty_line(finding, lang),
        tuple(reasons(finding, lang)),
        quotes.sentence(figure) if quotes and figure else "",
    )


def _working(
    finding: Finding,
    evidence: Evidence,
    marks: dict[Key, Mark],
    placed: frozenset[str],
    lang: Lang,
) -> Working:
    sums = tuple(
        _sum(finding, line, marks, placed, lang) for line in written_out(finding, evidence, lang)
    )
    said = "" if is_sum(finding, evidence) else evidence.working
    return Working(equation(evidence, lang), sums, said)


def _sum(
    finding: Finding, line: Line, marks: dict[Key, Mark], placed: frozenset[str], lang: Lang
) -> Sum:
    whole, dot, rest = line.number.replace("-", MINUS).partition(".")
    tail = dot + rest + line.unit
    if line.operand is None:
        return Sum(line.kind, line.sign, whole, tail, line.label, "", None)
    figure = finding.operands[line.operand].figure
    mark = marks.get(key(figure))
    target = mark.id if mark and mark.id in placed else None
    place = where(figure.place, lang, near=shared_place(finding))
    return Sum(line.kind, line.sign, whole, tail, line.label, place, target)
