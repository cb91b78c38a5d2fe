"""JUnit XML, what every CI server reads: a suite a document, a case a finding.

Errors and warnings are failures; notes and accepted findings are skipped, as are checks that could
not be decided and what nobody looked at; an input that could not be read is an error. What ties is
one case that passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from gouji.checks.finding import DocumentSummary
from gouji.reports.saying.lines import printable
from gouji.reports.saying.report import Report
from gouji.reports.saying.told_finding import ToldFinding
from gouji.reports.text import in_full

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TIME = {"time": "0"}
_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(report: Report) -> str:
    """Write the suites."""
    root = Element("testsuites", name="gouji")
    for name, cases in _suites(report):
        if cases:
            suite = SubElement(root, "testsuite", name=xml(printable(name)))
            suite.extend(cases)
            suite.attrib |= _counts(suite)
    root.attrib |= _counts(root)
    del root.attrib["skipped"]  # Jenkins' schema counts these in suites alone
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def xml(text: str) -> str:
    """Return ``text`` with only the characters that XML can hold."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _counts(suite: Element) -> dict[str, str]:
    held = {"tests": "testcase", **_COUNTED}
    return {name: str(sum(1 for _ in suite.iter(tag))) for name, tag in held.items()} | _TIME


def _suites(report: Report) -> Iterator[tuple[str, list[Element]]]:
    for document in report.sections:
        cases = [*_counted(document.summary, report), *map(_finding, document.findings)]
        accepted = [a for a in report.accepted if a.finding.document == document.path]
        yield document.name, [*cases, *map(_finding, accepted)]
    unread = [
        _case(u.path, "unreadable", "error", u.reason.say(report.lang), kind="unreadable")
        for u in report.result.unreadable
    ]
    yield report.say("unreadable"), unread
    left = [_case(told, "not-read", "skipped", told) for told in report.not_read]
    yield report.say("unchecked"), left


def _counted(summary: DocumentSummary | None, report: Report) -> Iterator[Element]:
    if summary is not None:
        yield _case(report.say("checks-that-tie", n=summary.ties), "ties")
    if summary is not None and summary.undecidable:
        said = report.say("checks-undecidable", n=summary.undecidable)
        yield _case(said, "undecidable", "skipped", said)


def _finding(told: ToldFinding) -> Element:
    name, finding = f"{told.title} [{told.finding.id}]", told.finding
    if told.accepted or finding.severity == "note":
        return _case(name, finding.rule, "skipped", told.excuse or told.message)
    return _case(
        name, finding.rule, "failure", told.message, kind=finding.verdict, text=in_full(told)
    )


def _case(
    name: str, of: str, outcome: str = "", message: str = "", *, kind: str = "", text: str = ""
) -> Element:
    """A test case ``of`` a class; without an outcome (failure, error, skipped) it passes."""
    case = Element("testcase", {"name": xml(printable(name)), "classname": xml(printable(of))})
    case.attrib |= _TIME
    if outcome:
        told = SubElement(case, outcome, message=xml(printable(message)))
        told.attrib |= {"type": kind} if kind else {}
        told.text = xml(text) or None
    return case
