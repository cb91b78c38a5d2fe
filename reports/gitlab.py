"""GitLab's code quality report: findings in the merge request, new and resolved told apart."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import PurePath
from typing import Any, TypeAlias

from gouji.reports.saying.lines import disarmed
from gouji.reports.saying.report import Report
from gouji.reports.saying.told_finding import ToldFinding
from gouji.rules.rule import Severity

Entry: TypeAlias = dict[str, Any]

SEVERITY: dict[Severity, str] = {"error": "critical", "warning": "major", "note": "info"}


def render(report: Report) -> str:
    """Write the report; an input that could not be read is a blocker."""
    entries = list(map(_finding, report.findings))
    for failed in report.result.unreadable:
        fingerprint, reason = (failed.path, "unreadable"), failed.reason.say(report.lang)
        entries.append(_entry(reason, "unreadable", fingerprint, "blocker", 1))
    return json.dumps(disarmed(entries), ensure_ascii=False, indent=2) + "\n"


def _finding(told: ToldFinding) -> Entry:
    finding = told.finding
    said = " ".join([told.message, *told.hints])
    fingerprint = (finding.document, finding.id)
    line = (told.figure.place.line if told.figure else None) or 1
    return _entry(said, finding.rule, fingerprint, SEVERITY[finding.severity], line)


def _entry(said: str, rule: str, fingerprint: tuple[str, str], severity: str, line: int) -> Entry:
    path, _ = fingerprint
    return {
        "description": said,
        "check_name": rule,
        "fingerprint": sha256("\0".join(fingerprint).encode("utf-8", "replace")).hexdigest(),
        "severity": severity,
        "location": {"path": PurePath(path).as_posix(), "lines": {"begin": line}},
    }
