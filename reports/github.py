"""Annotations of a GitHub workflow: one command a finding, shown beside the line it is about."""

from __future__ import annotations

from gouji.reports.saying.lines import printable
from gouji.reports.saying.report import Report
from gouji.reports.saying.shared_sentences import NOWHERE
from gouji.reports.saying.told_finding import ToldFinding
from gouji.rules.rule import Severity

COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}


def render(report: Report) -> str:
    """Write one workflow command a line."""
    failed, left = report.say("unreadable"), {"title": report.say("unchecked")}
    lines = list(map(_annotation, report.findings))
    for one in report.result.unreadable:
        properties = {"file": one.path, "title": failed}
        lines.append(_command("error", properties, one.reason.say(report.lang)))
    lines += [_command("notice", left, told) for told in report.not_read]
    if report.result.has_nothing:
        lines.append(_command("warning", left, report.say("nothing-read")))
    lines.append(data(report.say("total", parts=report.tally)))
    return "".join(f"{line}\n" for line in lines)


def data(text: str) -> str:
    """Escape a command's message: it must stay on its line, and its own percent signs too."""
    return printable(text).replace("%", "%25")


def _annotation(told: ToldFinding) -> str:
    place = told.figure.place if told.figure else NOWHERE
    properties = {"file": told.finding.document}
    if place.line is not None:
        properties["line"] = str(place.line)
        if place.span is not None:
            start, end = place.span
            properties |= {"col": str(start + 1), "endColumn": str(max(end, start + 1))}
    properties["title"] = f"{told.severity}: {told.title}"
    said = filter(None, (told.message, told.where, *told.hints))
    return _command(COMMANDS[told.finding.severity], properties, *said)


def _command(name: str, properties: dict[str, str], *message: str) -> str:
    shown = {k: data(v).replace(":", "%3A").replace(",", "%2C") for k, v in properties.items()}
    told = ",".join(f"{key}={value}" for key, value in shown.items())
    return f"::{name} {told}::{'%0A'.join(map(data, message))}"
