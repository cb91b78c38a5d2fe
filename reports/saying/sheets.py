"""The sheets of evidence that CSV and XLSX share: one row a finding, a figure, a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from gouji.checks.finding import DocumentSummary, Finding, Lang, Operand, Result, Skipped
from gouji.reports.saying.numbers import as_float
from gouji.reports.saying.phrases import say
from gouji.reports.saying.shared_sentences import percent, proposal, where, where_in_full
from gouji.reports.saying.untrusted import printable

Value: TypeAlias = str | float | None

_STARTS_A_FORMULA = tuple("=+-@＝＋－＠")
FINDING = (
    *("column-id", "column-severity", "column-verdict", "column-document", "column-issuer"),
    *("column-period", "column-place", "column-label", "column-title", "column-message"),
    *("column-working", "column-difference", "column-evidence", "column-suggestion"),
    *("column-innocent", "column-rule"),
)
FIGURE = (
    *("column-id", "column-document", "column-place", "column-role", "column-label"),
    *("column-text", "column-value", "column-low", "column-high", "column-unit", "column-change"),
)
DOCUMENT = (
    *("column-document", "column-issuer", "column-period", "column-title", "figures", "checks"),
    *("ties", "findings", "undecidable", "coverage", "rounding", "rate-changes"),
)


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


def findings_sheet(result: Result, lang: Lang) -> Sheet:
    """One row a finding, with its first working."""
    issued = {summary.path: summary for summary in result.documents}
    rows = (_finding(f, issued.get(f.document), lang) for f in result.findings)
    return _sheet("sheet-findings", FINDING, rows, lang)


def figures_sheet(result: Result, lang: Lang) -> Sheet:
    """One row a figure of a finding."""
    rows = (_figure(f, operand, lang) for f in result.findings for operand in f.operands)
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


def _passed_over(skipped: Skipped) -> str:
    return "skipped-picture" if skipped.picture else "skipped-file"


def _sheet(
    name: str, columns: tuple[str, ...], rows: Iterator[tuple[Value, ...]], lang: Lang
) -> Sheet:
    header = tuple(say(column, lang) for column in columns)
    return Sheet(say(name, lang), header, tuple(tuple(map(_safe, row)) for row in rows))


def _safe(value: Value) -> Value:
    return harmless(value) if isinstance(value, str) else value


def _finding(finding: Finding, summary: DocumentSummary | None, lang: Lang) -> tuple[Value, ...]:
    figure = finding.operands[0].figure if finding.operands else None
    evidence = finding.evidence[0] if finding.evidence else None
    proposals = [proposal(finding, s, lang) for s in finding.suggestions]
    return (
        finding.id,
        say(finding.severity, lang),
        say(finding.verdict, lang),
        finding.document,
        summary.issuer if summary else None,
        summary.period if summary else None,
        where_in_full(figure, lang) if figure else None,
        figure.label if figure else None,
        finding.title.say(lang),
        finding.message.say(lang),
        evidence.working if evidence else None,
        as_float(evidence.difference) if evidence else None,
        len(finding.evidence),
        " | ".join(proposals),
        " | ".join(words.say(lang) for words in finding.explanations),
        finding.rule,
    )


def _figure(finding: Finding, operand: Operand, lang: Lang) -> tuple[Value, ...]:
    figure = operand.figure
    return (
        finding.id,
        figure.document,
        where_in_full(figure, lang),
        operand.role,
        figure.label,
        figure.numeral.text,
        as_float(figure.numeral.value),
        as_float(figure.interval.low),
        as_float(figure.interval.high),
        figure.unit,
        figure.change.text if figure.change else None,
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
        percent(summary.coverage),
        say(summary.rounding, lang),
        say(summary.rate_changes, lang),
    )
