"""SARIF 2.1.0, what code hosts and review tools read: a result a finding, its figures related."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from gouji.checks.finding import Lang, Operand, Result, Suppressed
from gouji.documents.document import Place
from gouji.reports.rendering import Options
from gouji.reports.saying.lines import printable
from gouji.reports.saying.originals import uri
from gouji.reports.saying.phrases import say
from gouji.reports.saying.shared_sentences import not_read, where
from gouji.reports.saying.told_finding import ToldFinding, told_findings
from gouji.rules.language import render as render_equation

Object: TypeAlias = dict[str, Any]

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "goujiFindingId/v1"


def render(result: Result, options: Options) -> str:
    """Write one run; accepted findings stay in it, suppressed with their justification."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(result, options)]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _run(result: Result, options: Options) -> Object:
    lang = options.lang
    told = told_findings(result, lang)
    accepted = [ToldFinding(one.finding, lang) for one in options.suppressed]
    rules = {one.finding.rule: one for one in reversed([*told, *accepted])}
    order = sorted(rules)
    results = [_result(one, order.index(one.finding.rule)) for one in [*told, *accepted]]
    for one, suppressed in zip(results[len(told) :], options.suppressed, strict=True):
        one["suppressions"] = [_suppression(suppressed)]
    return {
        "tool": {"driver": _driver([rules[rule] for rule in order], options)},
        "columnKind": "unicodeCodePoints",
        "language": "zh-CN" if lang == "zh" else "en-US",
        "artifacts": [{"location": {"uri": uri(d.path)}} for d in result.documents],
        "invocations": [_invocation(result, lang)],
        "results": results,
    }


def _driver(rules: list[ToldFinding], options: Options) -> Object:
    described = [
        {
            "id": printable(told.finding.rule),
            "name": printable(told.finding.rule),
            "shortDescription": {"text": _text(told.finding.title.say(options.lang))},
            **_in_full(told.finding.rule, options),
            "defaultConfiguration": {"level": told.finding.severity},
        }
        for told in rules
    ]
    return {"name": "gouji", "version": options.version, "rules": described}


def _in_full(name: str, options: Options) -> Object:
    """Why a rule holds, its equations and the innocent reasons of a break, for viewers to show."""
    rule = next((rule for rule in options.rules if rule.id == name), None)
    if rule is None:
        return {}
    why = rule.told("because", options.lang)
    told = [why, *map(render_equation, rule.equations)]
    if excuses := rule.excuses(options.lang):
        told += [say("innocent", options.lang), *(f"- {reason}" for reason in excuses)]
    return {
        "fullDescription": {"text": _text(why)},
        "help": {"text": _text("\n".join(told))},
    }


def _invocation(result: Result, lang: Lang) -> Object:
    failures = [
        {
            "level": "error",
            "message": {"text": _text(failed.reason.say(lang))},
            "locations": [_at(failed.path)],
        }
        for failed in result.unreadable
    ]
    notes = [{"level": "note", "message": {"text": _text(t)}} for t in not_read(result, lang)]
    return {
        "executionSuccessful": not failures,
        "toolExecutionNotifications": [*failures, *notes],
    }


def _result(told: ToldFinding, rule: int) -> Object:
    finding, lang = told.finding, told.lang
    said = "\n".join([told.message, *told.hints])
    first = finding.operands[:1]
    return {
        "ruleId": printable(finding.rule),
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": _text(said)},
        "locations": [_location(o, lang) for o in first] or [_at(finding.document)],
        "relatedLocations": [
            _location(operand, lang) | {"id": number, "message": {"text": _related(operand)}}
            for number, operand in enumerate(finding.operands, 1)
        ],
        "partialFingerprints": {FINGERPRINT: printable(finding.id)},
        "properties": {
            "verdict": finding.verdict,
            "evidence": [printable(evidence.working) for evidence in finding.evidence],
        },
    }


def _at(path: str, region: Object | None = None) -> Object:
    """A place in a file, or all of it."""
    place: Object = {"artifactLocation": {"uri": uri(path)}}
    return {"physicalLocation": {**place, **({"region": region} if region else {})}}


def _location(operand: Operand, lang: Lang) -> Object:
    figure = operand.figure
    name = "  ".join(part for part in (where(figure.place, lang), figure.label) if part)
    logical = [{"fullyQualifiedName": printable(name), "kind": "element"}] if name else []
    return {**_at(figure.document, _region(figure.place)), "logicalLocations": logical}


def _region(place: Place) -> Object:
    if place.line is None:
        return {}
    if place.span is None:
        return {"startLine": place.line}
    start, end = place.span
    return {"startLine": place.line, "startColumn": start + 1, "endColumn": end + 1}


def _related(operand: Operand) -> str:
    name = operand.role or operand.figure.label
    return _text(f"{name}: {operand.figure.numeral.text}")


def _suppression(accepted: Suppressed) -> Object:
    why = printable(accepted.reason or accepted.by)
    return {"kind": "external", "status": "accepted", "justification": why}


def _text(text: str) -> str:
    """Make a message of it: printable, and never empty."""
    return "\n".join(map(printable, text.splitlines())) or "-"
