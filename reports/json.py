"""The machine's report: the JSON of the outward contract (audit-schema.json describes it)."""

from __future__ import annotations

import json as stdlib_json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from gouji import __version__
from gouji.checks.finding import SEVERITIES, Evidence, Finding, Operand, Result
from gouji.figures.figure import CHANGE_UNITS, Change, Figure
from gouji.figures.interval import Interval
from gouji.reports.saying.numbers import as_float
from gouji.reports.saying.report import Report
from gouji.reports.saying.shared_sentences import unaudited
from gouji.texts.bilingual import Lang, Words

SCHEMA = 2
"""2 adds to the keys of 1: certainty of a finding, licence and family of its evidence."""

Object: TypeAlias = dict[str, Any]

_FINDING = (
    *("id", "rule", "severity", "verdict", "document", "title", "message"),
    *("explanations", "suggestions"),
)
_EVIDENCE = (
    *("rule", "verdict", "equation", "working", "difference", "figures", "stated_by", "family"),
)


def render(report: Report) -> str:
    """Write the result as JSON; the same result gives the same bytes."""
    text = stdlib_json.dumps(as_object(report), ensure_ascii=False, indent=2)
    return text.encode("utf-8", "replace").decode() + "\n"


def as_object(told: Report | Result, given: Mapping[str, Any] | None = None) -> Object:
    """Return what a report says as plain dictionaries and lists.

    Programs that were written before there were reports call it with a result and ``Options``.
    """
    report = Report(told, **(given or {})) if isinstance(told, Result) else told
    result, lang = report.result, report.lang
    documents = [
        {**plain(d, lang), "coverage": d.coverage, "unread": [unaudited(p, lang) for p in d.unread]}
        for d in result.documents
    ]
    checks = [
        {**_evidence(told.evidence), "figures": list(map(printed, told.figures))}
        for told in report.checks
    ]
    return {
        "gouji": __version__,
        "schema": SCHEMA,
        "documents": documents,
        "findings": [_finding(f, report) for f in result.findings],
        "unchecked": [
            {**printed(u.figure), "reason": u.reason.say(lang), "missing": list(u.missing)}
            for u in report.unchecked
        ],
        "unreadable": [{"path": u.path, "message": u.reason.say(lang)} for u in result.unreadable],
        "unbound": list(result.unbound),
        "skipped": plain(result.skipped),
        "summary": {severity: result.count(severity) for severity in SEVERITIES},
        **({"checks": checks} if checks else {}),
    }


def plain(value: Any, lang: Lang = "zh") -> Any:
    """Records as objects by their fields, words in a language, exact numbers as floats."""
    if isinstance(value, Words):
        return value.say(lang)
    if isinstance(value, Fraction | Decimal):
        return as_float(value)
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name), lang) for f in fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return {name: plain(own, lang) for name, own in value._asdict().items()}
    return [plain(one, lang) for one in value] if isinstance(value, tuple) else value


def printed(figure: Figure) -> Object:
    """What a figure is, without what its print may stand for."""
    names = ("label", "text", "unit", "document", "place")
    return {name: plain(getattr(figure, name)) for name in names}


def _finding(finding: Finding, report: Report) -> Object:
    return {
        **{name: plain(getattr(finding, name), report.lang) for name in _FINDING},
        "figures": [_figure(operand, report) for operand in finding.operands],
        "evidence": [_evidence(e) for e in finding.evidence],
        "certainty": None if finding.certainty is None else round(finding.certainty, 3),
    }


def _figure(operand: Operand, report: Report) -> Object:
    figure = operand.figure
    return {
        **printed(figure),
        "role": operand.role,
        "value": None if figure.missing else as_float(figure.numeral.value),
        **_ends(figure.interval),
        "sentence": report.quotes.sentence(figure) or None,
        "change": _change(figure.change, figure) if figure.change else None,
    }


def _ends(interval: Interval) -> Object:
    return {"low": as_float(interval.low), "high": as_float(interval.high)}


def _change(change: Change, figure: Figure) -> Object:
    return {
        "value": as_float(change.numeral.value),
        **_ends(change.interval),
        "unit": figure.unit if change.kind == "difference" else CHANGE_UNITS.get(change.kind, ""),
        "text": change.text,
        "kind": change.kind,
        "comparison": change.comparison or None,
    }


def _evidence(evidence: Evidence) -> Object:
    said = {name: plain(getattr(evidence, name)) for name in _EVIDENCE}
    weight = [{**s._asdict(), "digits": round(s.digits, 2)} for s in evidence.weight]
    return {**said, "weight": weight}
