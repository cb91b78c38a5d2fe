"""Annotations of a GitHub workflow: one command a finding, shown beside the line it is about."""

from __future__ import annotations

from gouji.checks.finding import Lang, Result, Unreadable
from gouji.documents.document import Place
from gouji.reports.rendering import Options
from gouji.reports.saying.lines import printable
from gouji.reports.saying.phrases import say
from gouji.reports.saying.shared_sentences import NOWHERE, not_read, tally
from gouji.reports.saying.told_finding import ToldFinding, told_findings
from gouji.rules.rule import Severity

COMMANDS: dict[Severity, str] = {"error": "error", "warning": "warning", "note": "notice"}


def render(result: Result, options: Options) -> str:
    """Write one workflow command a line."""
    lang = options.lang
    lines = [_annotation(told) for told in told_findings(result, lang)]
    lines += [_unreadable(failed, lang) for failed in result.unreadable]
    lines += [_not_read(told, lang) for told in not_read(result, lang)]
    if not (result.documents or result.unreadable):
        title = {"title": say("unchecked", lang)}
        lines.append(_command("warning", title, data(say("nothing-read", lang))))
    lines.append(data(say("total", lang, parts=tally(result, lang))))
    return "".join(f"{line}\n" for line in lines)


def data(text: str) -> str:
    """Escape a command's message: it must stay on its line, and its own percent signs too."""
    return printable(text).replace("%", "%25")


def _annotation(told: ToldFinding) -> str:
    place = told.figure.place if told.figure else NOWHERE
    title = f"{told.severity}: {told.title}"
    properties = {"file": told.finding.document, **_position(place), "title": title}
    said = filter(None, (told.message, told.where, *told.hints))
    return _command(COMMANDS[told.finding.severity], properties, "%0A".join(map(data, said)))


def _position(place: Place) -> dict[str, str]:
    if place.line is None:
        return {}
    if place.span is None:
        return {"line": str(place.line)}
    start, end = place.span
    return {"line": str(place.line), "col": str(start + 1), "endColumn": str(max(end, start + 1))}


def _unreadable(failed: Unreadable, lang: Lang) -> str:
    properties = {"file": failed.path, "title": say("unreadable", lang)}
    return _command("error", properties, data(failed.reason.say(lang)))


def _not_read(told: str, lang: Lang) -> str:
    return _command("notice", {"title": say("unchecked", lang)}, data(told))


def _command(name: str, properties: dict[str, str], message: str) -> str:
    told = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    return f"::{name} {told}::{message}"


def _property(text: str) -> str:
    return data(text).replace(":", "%3A").replace(",", "%2C")
