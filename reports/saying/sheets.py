"""The sheets of evidence that CSV and XLSX share: one row a finding, a figure, a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from gouji.checks.finding import (
    DocumentSummary,
    Finding,
    Lang,
    Operand,
    Result,
    Skipped,
    ToldCheck,
    Unchecked,
)
from gouji.reports.saying.listings import check_rows, unchecked_rows
from gouji.reports.saying.numbers import as_float, difference_unit
from gouji.reports.saying.phrases import say
from gouji.reports.saying.quoting import NO_QUOTES, Quotes
from gouji.reports.saying.shared_sentences import (
    numbered,
    percent,
    proposal,
    where,
    where_in_full,
)
from gouji.reports.saying.untrusted import printable

Value: TypeAlias = str | float | None

_STARTS_A_FORMULA = tuple("=+-@＝＋－＠")
FINDING = (
    *("column-number", "column-severity", "column-document", "column-place", "column-label"),
    *("column-message", "column-suggestion", "column-innocent"),
    *("column-text", "column-unit", "column-sentence", "column-title", "column-working"),
    *("column-difference", "column-difference-unit", "column-verdict", "column-evidence"),
    *("column-issuer", "column-period", "column-certainty", "column-rule", "column-id"),
)
PRINTED = 8
"""So many columns of the findings fit on a page across; the others are for machines."""
FIGURE = (
    *("column-number", "column-document", "column-place", "column-role", "column-label"),
    *("column-text", "column-unit", "column-change", "column-value", "column-low", "column-high"),
    "column-id",
)
DOCUMENT = (
    *("column-document", "column-issuer", "column-period", "column-title", "figures", "checks"),
    *("ties", "findings", "undecidable", "tied", "bounded", "not-checked", "coverage"),
    *("rounding", "rate-changes"),
)
CHECK = ("column-document", "column-verdict", "column-label", "column-place")
UNREAD = ("column-document", "column-place", "column-message")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A named table; every text in it is harmless, every number is a number."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]


def harmless(text: str) -> str:
    """Keep a spreadsheet from reading ``text`` as a formula, whatever the document printed."""
    shown = printable(text)
    return f"'{shown}" if shown.lstrip().startswith(_STARTS_A_FORMULA) else shown


def findings_sheet(result: Result, lang: Lang, quotes: Quotes = NO_QUOTES) -> Sheet:
    """One row a finding, with its first working, in the order and by the numbers of all reports."""
    rows = (
        _finding(number, finding, summary, lang, quotes)
        for summary, findings in numbered(result)
        for number, finding in findings
    )
    return _sheet("sheet-findings", FINDING, rows, lang)


def figures_sheet(result: Result, lang: Lang) -> Sheet:
    """One row a figure of a finding."""
    rows = (
        _figure(number, finding, operand, lang)
        for _, findings in numbered(result)
        for number, finding in findings
        for operand in finding.operands
    )
    return _sheet("sheet-figures", FIGURE, rows, lang)


def documents_sheet(result: Result, lang: Lang) -> Sheet:
    """One row a document."""
    return _sheet("sheet-documents", DOCUMENT, (_document(d, lang) for d in result.documents), lang)


def unread_sheet(result: Result, lang: Lang) -> Sheet:
    """One row a file, or part of one, that was not audited."""
    told = [
        (d.path, where(part.place, lang), part.reason.say(lang))
        for d in result.documents
        for part in d.unread
    ]
    told += [(failed.path, "", failed.reason.say(lang)) for failed in result.unreadable]
    told += [(s.path, "", say(_passed_over(s), lang)) for s in result.skipped]
    return _sheet("sheet-unread", UNREAD, iter(told), lang)


def checks_sheet(checks: Iterable[ToldCheck], lang: Lang) -> Sheet:
    """One row a check that was decided."""
    columns = (*CHECK, "column-equation", "column-working")
    return _sheet("sheet-checks", columns, iter(check_rows(checks, lang)), lang)


def unchecked_sheet(unchecked: Iterable[Unchecked], lang: Lang) -> Sheet:
    """One row a figure that no equation decided on."""
    columns = ("column-document", "column-text", *CHECK[2:], "column-reason")
    return _sheet("sheet-unchecked", columns, iter(unchecked_rows(unchecked, lang)), lang)


def _passed_over(skipped: Skipped) -> str:
    return "skipped-picture" if skipped.picture else "skipped-file"


def _sheet(
    name: str, columns: tuple[str, ...], rows: Iterator[tuple[Value, ...]], lang: Lang
) -> Sheet:
    header = tuple(say(column, lang) for column in columns)
    return Sheet(say(name, lang), header, tuple(tuple(map(_safe, row)) for row in rows))


def _safe(value: Value) -> Value:
    return harmless(value) if isinstance(value, str) else value


def _finding(
    number: int, finding: Finding, summary: DocumentSummary | None, lang: Lang, quotes: Quotes
) -> tuple[Value, ...]:
    figure = finding.operands[0].figure if finding.operands else None
    evidence = finding.evidence[0] if finding.evidence else None
    proposals = [proposal(finding, s, lang) for s in finding.suggestions]
    return (
        number,
        say(finding.severity, lang),
        finding.document,
        where_in_full(figure, lang) if figure else None,
        figure.label if figure else None,
        finding.message.say(lang),
        " | ".join(proposals),
        " | ".join(words.say(lang) for words in finding.explanations),
        figure.text if figure else None,
        figure.unit if figure else None,
        quotes.sentence(figure) if figure else None,
        finding.title.say(lang),
        evidence.working if evidence else None,
        as_float(evidence.difference) if evidence else None,
        difference_unit(figure.unit, lang) if figure and evidence else None,
        say(finding.verdict, lang),
        len(finding.evidence),
        summary.issuer if summary else None,
        summary.period if summary else None,
        None if finding.certainty is None else round(finding.certainty, 3),
        finding.rule,
        finding.id,
    )


def _figure(number: int, finding: Finding, operand: Operand, lang: Lang) -> tuple[Value, ...]:
    figure = operand.figure
    return (
        number,
        figure.document,
        where_in_full(figure, lang),
        operand.role,
        figure.label,
        figure.text,
        figure.unit,
        figure.change.text if figure.change else None,
        as_float(figure.numeral.value),
        as_float(figure.interval.low),
        as_float(figure.interval.high),
        finding.id,
    )


def _document(summary: DocumentSummary, lang: Lang) -> tuple[Value, ...]:
    return (
        summary.path,
        summary.issuer,
        summary.period,
        summary.title,
        summary.figures,
        summary.checks,
        summary.ties,
        summary.findings,
        summary.undecidable,
        *summary.covered,
        percent(summary.coverage),
        say(summary.rounding, lang),
        say(summary.rate_changes, lang),
    )
