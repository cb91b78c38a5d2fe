"""The sheets of evidence that CSV and XLSX share: one row a finding, a figure, a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from gouji.checks.finding import DocumentSummary, Lang, Result, ToldCheck, Unchecked
from gouji.reports.saying.listings import CheckRow, UncheckedRow, check_rows, unchecked_rows
from gouji.reports.saying.numbers import as_float
from gouji.reports.saying.phrases import say
from gouji.reports.saying.quoting import NO_QUOTES, Quotes
from gouji.reports.saying.shared_sentences import percent, where, where_in_full
from gouji.reports.saying.told_finding import ToldFinding, told_findings
from gouji.reports.saying.untrusted import printable
from gouji.reports.saying.working import gap_unit, in_words

Value: TypeAlias = str | float | None

_STARTS_A_FORMULA = tuple("=+-@＝＋－＠")
FINDING = (
    *("column-number", "column-severity", "column-document", "column-place", "column-label"),
    *("column-message", "column-suggestion", "column-innocent"),
    *("column-text", "column-unit", "column-sentence", "column-title", "column-working"),
    *(
        "column-conflicts",
        "column-difference",
        "column-difference-unit",
        "column-verdict",
        "column-evidence",
    ),
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
    documents = {d.path: d for d in result.documents}
    told = told_findings(result, lang, quotes)
    rows = (_finding(one, documents.get(one.finding.document)) for one in told)
    return _sheet("sheet-findings", FINDING, rows, lang)


def figures_sheet(result: Result, lang: Lang) -> Sheet:
    """One row a figure of a finding."""
    rows = (row for told in told_findings(result, lang) for row in _figures(told))
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
    whys = {True: "skipped-picture", False: "skipped-file"}
    told += [(s.path, "", say(whys[s.picture], lang)) for s in result.skipped]
    return _sheet("sheet-unread", UNREAD, told, lang)


def checks_sheet(checks: Iterable[ToldCheck], lang: Lang) -> Sheet:
    """One row a check that was decided."""
    columns = tuple(f"column-{name}" for name in CheckRow._fields)
    return _sheet("sheet-checks", columns, check_rows(checks, lang), lang)


def unchecked_sheet(unchecked: Iterable[Unchecked], lang: Lang) -> Sheet:
    """One row a figure that no equation decided on."""
    columns = tuple(f"column-{name}" for name in UncheckedRow._fields)
    return _sheet("sheet-unchecked", columns, unchecked_rows(unchecked, lang), lang)


def _sheet(
    name: str, columns: tuple[str, ...], rows: Iterable[tuple[Value, ...]], lang: Lang
) -> Sheet:
    header = tuple(say(column, lang) for column in columns)
    shown = ((harmless(v) if isinstance(v, str) else v for v in row) for row in rows)
    return Sheet(say(name, lang), header, tuple(map(tuple, shown)))


def _finding(told: ToldFinding, document: DocumentSummary | None) -> tuple[Value, ...]:
    finding, figure = told.finding, told.figure
    evidence = finding.evidence[0] if finding.evidence else None
    return (
        told.number,
        told.severity,
        finding.document,
        told.place,
        told.label,
        told.message,
        " | ".join(told.proposals),
        " | ".join(told.innocent),
        figure.text if figure else None,
        figure.unit if figure else None,
        told.sentence,
        finding.title.say(told.lang),
        in_words(evidence.working, told.lang) if evidence else None,
        " | ".join(told.conflicts),
        as_float(evidence.difference) if evidence else None,
        gap_unit(finding, evidence, told.lang) if evidence else None,
        told.verdict,
        len(finding.evidence),
        document.issuer if document else None,
        document.period if document else None,
        None if finding.certainty is None else round(finding.certainty, 3),
        finding.rule,
        finding.id,
    )


def _figures(told: ToldFinding) -> Iterator[tuple[Value, ...]]:
    for operand in told.finding.operands:
        figure = operand.figure
        yield (
            told.number,
            figure.document,
            where_in_full(figure, told.lang),
            operand.role,
            figure.label,
            figure.text,
            figure.unit,
            figure.change.text if figure.change else None,
            as_float(figure.numeral.value),
            as_float(figure.interval.low),
            as_float(figure.interval.high),
            told.finding.id,
        )


def _document(summary: DocumentSummary, lang: Lang) -> tuple[Value, ...]:
    counts = ("path", "issuer", "period", "title", "figures", "checks", "ties", "findings")
    return (
        *(getattr(summary, name) for name in (*counts, "undecidable")),
        *summary.covered,
        percent(summary.coverage),
        say(summary.rounding, lang),
        say(summary.rate_changes, lang),
    )
