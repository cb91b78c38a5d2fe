"""The machine's report: the JSON of the outward contract (audit-schema.json describes it)."""

from __future__ import annotations

import json as stdlib_json
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeAlias

from gouji.checks.finding import (
    SEVERITIES,
    DocumentSummary,
    Evidence,
    Finding,
    Lang,
    Operand,
    Replacement,
    Result,
    Suggestion,
    ToldCheck,
    Unchecked,
)
from gouji.documents.document import Place
from gouji.figures.figure import Change, Figure
from gouji.reports.rendering import Options
from gouji.reports.saying.numbers import as_float, change_unit
from gouji.reports.saying.shared_sentences import unaudited

SCHEMA = 2
"""2 adds to the keys of 1: certainty of a finding, licence and family of its evidence."""

Object: TypeAlias = dict[str, Any]


def render(result: Result, options: Options) -> str:
    """Write the result as JSON; the same result gives the same bytes."""
    text = stdlib_json.dumps(as_object(result, options), ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace").decode() + "\n"


def schema() -> Object:
    """Return the JSON Schema of this report."""
    path = Path(__file__).with_name("audit-schema.json")
    loaded: Object = stdlib_json.loads(path.read_text("utf-8"))
    return loaded


def as_object(result: Result, options: Options) -> Object:
    """Return what the report says as plain dictionaries and lists."""
    lang = options.lang
    return {
        "gouji": options.version,
        "schema": SCHEMA,
        "documents": [_document(d, lang) for d in result.documents],
        "findings": [_finding(f, options) for f in result.findings],
        "unchecked": [_unchecked(one, lang) for one in options.unchecked],
        "unreadable": [{"path": u.path, "message": u.reason.say(lang)} for u in result.unreadable],
        "unbound": list(result.unbound),
        "skipped": [asdict(skipped) for skipped in result.skipped],
        "summary": {severity: result.count(severity) for severity in SEVERITIES},
        **({"checks": list(map(_check, options.checks))} if options.checks else {}),
    }


def _document(summary: DocumentSummary, lang: Lang) -> Object:
    names = (
        *("path", "sha256", "issuer", "period", "title", "figures", "checks", "ties"),
        *("findings", "undecidable", "coverage", "rounding", "rate_changes"),
    )
    said: Object = {name: getattr(summary, name) for name in names}
    said["covered"] = summary.covered._asdict()
    said["unread"] = [unaudited(part, lang) for part in summary.unread]
    said["apart"] = summary.apart.say(lang) if summary.apart else None
    said["against"] = [asdict(other) for other in summary.against]
    return said


def _unchecked(one: Unchecked, lang: Lang) -> Object:
    reason = {"reason": one.reason.say(lang), "missing": list(one.missing)}
    return {**_printed(one.figure), **reason}


def _check(told: ToldCheck) -> Object:
    return {**_evidence(told.evidence), "figures": list(map(_printed, told.figures))}


def _printed(figure: Figure) -> Object:
    """What a figure is, without what its print may stand for."""
    return {
        "label": figure.label,
        "text": figure.text,
        "unit": figure.unit,
        "document": figure.document,
        "place": as_place(figure.place),
    }


def _finding(finding: Finding, options: Options) -> Object:
    lang = options.lang
    return {
        "id": finding.id,
        "rule": finding.rule,
        "severity": finding.severity,
        "verdict": finding.verdict,
        "document": finding.document,
        "title": finding.title.say(lang),
        "message": finding.message.say(lang),
        "figures": [_figure(operand, options) for operand in finding.operands],
        "evidence": [_evidence(e) for e in finding.evidence],
        "explanations": [words.say(lang) for words in finding.explanations],
        "suggestions": [_suggestion(s, lang) for s in finding.suggestions],
        "certainty": None if finding.certainty is None else round(finding.certainty, 3),
    }


def _figure(operand: Operand, options: Options) -> Object:
    figure = operand.figure
    return {
        **_printed(figure),
        "role": operand.role,
        "value": None if figure.missing else as_float(figure.numeral.value),
        "low": as_float(figure.interval.low),
        "high": as_float(figure.interval.high),
        "sentence": options.quotes.sentence(figure) or None,
        "change": _change(figure.change, figure) if figure.change else None,
    }


def as_place(place: Place) -> Object:
    """Say where something is printed, as all of our JSON does."""
    return {
        "line": place.line,
        "page": place.page,
        "paragraph": place.paragraph,
        "table": place.table,
        "row": place.row,
        "column": place.column,
        "cell": place.cell,
        "span": list(place.span) if place.span else None,
    }


def _change(change: Change, figure: Figure) -> Object:
    interval = change.interval
    return {
        "value": as_float(change.numeral.value),
        "low": as_float(interval.low) if interval else None,
        "high": as_float(interval.high) if interval else None,
        "unit": change_unit(change, figure),
        "text": change.text,
        "kind": change.kind,
        "comparison": change.comparison or None,
    }


def _evidence(evidence: Evidence) -> Object:
    return {
        "rule": evidence.rule,
        "verdict": evidence.verdict,
        "equation": evidence.equation,
        "working": evidence.working,
        "difference": as_float(evidence.difference),
        "figures": list(evidence.figures),
        "stated_by": evidence.stated_by,
        "family": evidence.family and evidence.family._asdict(),
        "weight": [{**s._asdict(), "digits": round(s.digits, 2)} for s in evidence.weight],
    }


def _suggestion(suggestion: Suggestion, lang: Lang) -> Object:
    changes = [_replacement(change, lang) for change in suggestion.changes]
    return {"changes": changes, "restores": suggestion.restores}


def _replacement(change: Replacement, lang: Lang) -> Object:
    return {
        "figure": change.figure,
        "of": change.of,
        "text": change.text,
        "value": as_float(change.value),
        "slip": change.slip.say(lang),
    }
