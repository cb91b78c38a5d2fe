"""GitLab's code quality report: findings in the merge request, new and resolved told apart."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import PurePath
from typing import Any, TypeAlias

from gouji.checks.finding import Finding, Lang, Result, Severity, Unreadable
from gouji.reports.rendering import Options
from gouji.reports.saying.shared_sentences import hints
from gouji.reports.saying.untrusted import printable

Entry: TypeAlias = dict[str, Any]

SEVERITY: dict[Severity, str] = {"error": "critical", "warning": "major", "note": "info"}


def render(result: Result, options: Options) -> str:
    """Write the report; an input that could not be read is a blocker."""
    entries = [_finding(finding, options.lang) for finding in result.findings]
    entries += [_unreadable(failed, options.lang) for failed in result.unreadable]
    return json.dumps(entries, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding, lang: Lang) -> Entry:
    place = finding.operands[0].figure.place if finding.operands else None
    said = " ".join([finding.message.say(lang), *hints(finding, lang)])
    fingerprint = (finding.document, finding.id)
    line = place.line if place and place.line else 1
    return _entry(said, finding.rule, fingerprint, SEVERITY[finding.severity], line)


def _unreadable(failed: Unreadable, lang: Lang) -> Entry:
    return _entry(failed.reason.say(lang), "unreadable", (failed.path, "unreadable"), "blocker", 1)


def _entry(said: str, rule: str, fingerprint: tuple[str, str], severity: str, line: int) -> Entry:
    path, _ = fingerprint
    return {
        "description": printable(said),
        "check_name": printable(rule),
        "fingerprint": sha256("\0".join(fingerprint).encode("utf-8", "replace")).hexdigest(),
        "severity": severity,
        "location": {"path": printable(PurePath(path).as_posix()), "lines": {"begin": line}},
    }
