"""Rows of evidence, one a finding, a figure, a document, a check: what sheets and lists share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

from gouji.checks.finding import DocumentSummary, Operand, ToldCheck, Unchecked
from gouji.reports.saying.lines import printable
from gouji.reports.saying.numbers import as_float
from gouji.reports.saying.phrases import say
from gouji.reports.saying.report import COUNTS, Report
from gouji.reports.saying.shared_sentences import percent, where, where_in_full
from gouji.reports.saying.told_finding import ToldFinding
from gouji.reports.saying.working import equation, gap_unit, in_words
from gouji.texts.bilingual import Lang

Value: TypeAlias = str | float | None

_STARTS_A_FORMULA = tuple("=+-@＝＋－＠")
FINDING: dict[str, Callable[[ToldFinding, DocumentSummary | None], Value]] = {
    "column-number": lambda told, _: told.number,
    "column-severity": lambda told, _: told.severity,
    "column-document": lambda told, _: told.finding.document,
    "column-place": lambda told, _: told.place,
    "column-label": lambda told, _: told.label,
    "column-message": lambda told, _: told.message,
    "column-suggestion": lambda told, _: " | ".join(told.proposals),
    "column-innocent": lambda told, _: " | ".join(told.innocent),
    "column-text": lambda told, _: told.figure.text if told.figure else None,
    "column-unit": lambda told, _: told.figure.unit if told.figure else None,
    "column-sentence": lambda told, _: told.sentence,
    "column-title": lambda told, _: told.finding.title.say(told.lang),
    "column-working": lambda told, _: in_words(told.lead.working, told.lang) if told.lead else None,
    "column-conflicts": lambda told, _: " | ".join(told.conflicts),
    "column-difference": lambda told, _: as_float(told.lead.difference) if told.lead else None,
    "column-difference-unit": lambda told, _: (
        gap_unit(told.finding, told.lead, told.lang) if told.lead else None
    ),
    "column-verdict": lambda told, _: told.verdict,
    "column-evidence": lambda told, _: len(told.finding.evidence),
    "column-issuer": lambda _, document: document.issuer if document else None,
    "column-period": lambda _, document: document.period if document else None,
    "column-certainty": lambda told, _: (
        None if told.finding.certainty is None else round(told.finding.certainty, 3)
    ),
    "column-rule": lambda told, _: told.finding.rule,
    "column-id": lambda told, _: told.finding.id,
}
"""The columns of findings, and what each says of one, and of its document where that is known."""
PRINTED = 8
"""So many columns of the findings fit on a page across; the others are for machines."""
FIGURE: dict[str, Callable[[ToldFinding, Operand], Value]] = {
    "column-number": lambda told, _: told.number,
    "column-document": lambda _, operand: operand.figure.document,
    "column-place": lambda told, operand: where_in_full(operand.figure, told.lang),
    "column-role": lambda _, operand: operand.role,
    "column-label": lambda _, operand: operand.figure.label,
    "column-text": lambda _, operand: operand.figure.text,
    "column-unit": lambda _, operand: operand.figure.unit,
    "column-change": lambda _, o: o.figure.change.text if o.figure.change else None,
    "column-value": lambda _, operand: as_float(operand.figure.numeral.value),
    "column-low": lambda _, operand: as_float(operand.figure.interval.low),
    "column-high": lambda _, operand: as_float(operand.figure.interval.high),
    "column-id": lambda told, _: told.finding.id,
}
DOCUMENT = (
    *("column-document", "column-issuer", "column-period", "column-title", *COUNTS),
    *("tied", "bounded", "not-checked", "coverage", "rounding", "rate-changes"),
)
CHECK: dict[str, Callable[[ToldCheck, Lang], str]] = {
    "column-document": lambda told, _: told.figures[0].document,
    "column-verdict": lambda told, lang: say(told.evidence.verdict, lang),
    "column-label": lambda told, _: told.figures[0].label,
    "column-place": lambda told, lang: where_in_full(told.figures[0], lang),
    "column-equation": lambda told, lang: equation(told.evidence, lang),
    "column-working": lambda told, lang: in_words(told.evidence.working, lang),
}
"""What is said of a check that was decided; label and place are of the figure that leads it."""
UNCHECKED: dict[str, Callable[[Unchecked, Lang], str]] = {
    "column-document": lambda one, _: one.figure.document,
    "column-text": lambda one, _: one.figure.text,
    "column-label": lambda one, _: one.figure.label,
    "column-place": lambda one, lang: where_in_full(one.figure, lang),
    "column-reason": lambda one, lang: one.reason.say(lang),
}
"""What is said of a figure that no equation decided on."""
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


def check_rows(listed: Iterable[ToldCheck], lang: Lang) -> list[dict[str, str]]:
    """Each check by ``CHECK``."""
    return [{name: of(one, lang) for name, of in CHECK.items()} for one in listed if one.figures]


def unchecked_rows(listed: Iterable[Unchecked], lang: Lang) -> list[dict[str, str]]:
    """Each figure by ``UNCHECKED``."""
    return [{name: of(one, lang) for name, of in UNCHECKED.items()} for one in listed]


def findings_sheet(report: Report) -> Sheet:
    """One row a finding, with its first working, in the order and by the numbers of all reports."""
    told = ((told, s.summary) for s in report.sections for told in s.findings)
    rows = ([of(*one) for of in FINDING.values()] for one in told)
    return _sheet("sheet-findings", FINDING, rows, report)


def sheets(report: Report) -> list[Sheet]:
    """All of them, in the order of a workbook; the figures are those of findings."""
    operands = ((told, operand) for told in report.findings for operand in told.finding.operands)
    figures = ([of(*one) for of in FIGURE.values()] for one in operands)
    documents = (_document(summary, report) for summary in report.result.documents)
    checks = check_rows(report.checks, report.lang)
    unchecked = unchecked_rows(report.unchecked, report.lang)
    return [
        findings_sheet(report),
        _sheet("sheet-figures", FIGURE, figures, report),
        _sheet("sheet-documents", DOCUMENT, documents, report),
        _sheet("sheet-checks", CHECK, (row.values() for row in checks), report),
        _sheet("sheet-unchecked", UNCHECKED, (row.values() for row in unchecked), report),
        _sheet("sheet-unread", UNREAD, _unread(report), report),
    ]


def _sheet(
    name: str, columns: Iterable[str], rows: Iterable[Iterable[Value]], report: Report
) -> Sheet:
    header = tuple(map(report.say, columns))
    shown = ((harmless(v) if isinstance(v, str) else v for v in row) for row in rows)
    return Sheet(report.say(name), header, tuple(map(tuple, shown)))


def _document(summary: DocumentSummary, report: Report) -> tuple[Value, ...]:
    return (
        *(getattr(summary, name) for name in ("path", "issuer", "period", "title", *COUNTS)),
        *summary.covered,
        percent(summary.coverage),
        report.say(summary.rounding),
        report.say(summary.rate_changes),
    )


def _unread(report: Report) -> Iterator[tuple[str, str, str]]:
    """The parts of documents, and the files, that were not audited, each with the reason."""
    result, lang = report.result, report.lang
    for document in result.documents:
        for part in document.unread:
            yield document.path, where(part.place, lang), part.reason.say(lang)
    for failed in result.unreadable:
        yield failed.path, "", failed.reason.say(lang)
    for skipped in result.skipped:
        yield skipped.path, "", report.say("skipped-picture" if skipped.picture else "skipped-file")
