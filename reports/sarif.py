"""SARIF 2.1.0, what code hosts and review tools read: a result a finding, its figures related."""

from __future__ import annotations

import json
from typing import Any, TypeAlias

from gouji import __version__
from gouji.checks.finding import Operand
from gouji.reports.saying.lines import disarmed
from gouji.reports.saying.originals import uri
from gouji.reports.saying.report import Report
from gouji.reports.saying.shared_sentences import where
from gouji.reports.saying.told_finding import ToldFinding
from gouji.rules.language import render as render_equation
from gouji.texts.bilingual import Lang

Object: TypeAlias = dict[str, Any]

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
FINGERPRINT = "goujiFindingId/v1"


def render(report: Report) -> str:
    """Write one run; accepted findings stay in it, suppressed with their justification."""
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report)]}
    return json.dumps(disarmed(log), ensure_ascii=False, indent=2) + "\n"


def _run(report: Report) -> Object:
    told = [*report.findings, *report.accepted]
    rules = {one.finding.rule: one for one in reversed(told)}
    order = sorted(rules)
    return {
        "tool": {"driver": _driver([rules[rule] for rule in order], report)},
        "columnKind": "unicodeCodePoints",
        "language": "zh-CN" if report.lang == "zh" else "en-US",
        "artifacts": [{"location": {"uri": uri(d.path)}} for d in report.result.documents],
        "invocations": [_invocation(report)],
        "results": [_result(one, order.index(one.finding.rule)) for one in told],
    }


def _driver(rules: list[ToldFinding], report: Report) -> Object:
    described = [
        {
            **dict.fromkeys(("id", "name"), finding.rule),
            "shortDescription": {"text": finding.title.say(report.lang)},
            **_in_full(finding.rule, report),
            "defaultConfiguration": {"level": finding.severity},
        }
        for finding in (told.finding for told in rules)
    ]
    return {"name": "gouji", "version": __version__, "rules": described}


def _in_full(name: str, report: Report) -> Object:
    """Why a rule holds, its equations and the innocent reasons of a break, for viewers to show."""
    rule = next((rule for rule in report.rules if rule.id == name), None)
    if rule is None:
        return {}
    why = rule.told("because", report.lang)
    told = [why, *map(render_equation, rule.equations)]
    if excuses := rule.excuses(report.lang):
        told += [report.say("innocent"), *(f"- {reason}" for reason in excuses)]
    return {"fullDescription": {"text": why}, "help": {"text": "\n".join(told)}}


def _invocation(report: Report) -> Object:
    failures = [
        {"level": "error", **_text(failed.reason.say(report.lang)), "locations": [_at(failed.path)]}
        for failed in report.result.unreadable
    ]
    notes = [{"level": "note", **_text(told)} for told in report.not_read]
    return {"executionSuccessful": not failures, "toolExecutionNotifications": failures + notes}


def _text(said: str) -> Object:
    return {"message": {"text": said}}


def _result(told: ToldFinding, rule: int) -> Object:
    finding, lang = told.finding, told.lang
    first, external = finding.operands[:1], {"kind": "external", "status": "accepted"}
    excuse = told.accepted and (told.accepted.reason or told.accepted.by)
    return {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": finding.severity,
        **_text("\n".join([told.message, *told.hints])),
        "locations": [_location(o, lang) for o in first] or [_at(finding.document)],
        "relatedLocations": [
            {
                **_location(o, lang),
                "id": n,
                **_text(f"{o.role or o.figure.label}: {o.figure.numeral.text}"),
            }
            for n, o in enumerate(finding.operands, 1)
        ],
        "partialFingerprints": {FINGERPRINT: finding.id},
        "properties": {
            "verdict": finding.verdict,
            "evidence": [evidence.working for evidence in finding.evidence],
        },
        **({"suppressions": [{**external, "justification": excuse}]} if excuse else {}),
    }


def _at(path: str, region: Object | None = None) -> Object:
    """A place in a file, or all of it."""
    file = {"artifactLocation": {"uri": uri(path)}}
    return {"physicalLocation": {**file, "region": region} if region else file}


def _location(operand: Operand, lang: Lang) -> Object:
    figure, place = operand.figure, operand.figure.place
    region = {} if place.line is None else {"startLine": place.line}
    if region and place.span:
        start, end = place.span
        region |= {"startColumn": start + 1, "endColumn": end + 1}
    name = "  ".join(filter(None, (where(place, lang), figure.label)))
    logical = [{"fullyQualifiedName": name, "kind": "element"}] if name else []
    return {**_at(figure.document, region), "logicalLocations": logical}
