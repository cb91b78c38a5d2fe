"""JUnit XML, what every CI server reads: a suite a document, a case a finding.

Errors and warnings are failures; notes and accepted findings are skipped, as are checks that could
not be decided and what nobody looked at; an input that could not be read is an error. What ties is
one case that passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from gouji.checks.finding import DocumentSummary, Result, Suppressed
from gouji.reports.rendering import Options
from gouji.reports.saying.lines import printable
from gouji.reports.saying.phrases import say
from gouji.reports.saying.shared_sentences import not_read
from gouji.reports.saying.told_finding import ToldFinding, accepted_as, told_documents
from gouji.reports.text import in_full

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_TIME = {"time": "0"}
_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def render(result: Result, options: Options) -> str:
    """Write the suites."""
    root = Element("testsuites", name="gouji")
    for name, cases in _suites(result, options):
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


def _suites(result: Result, options: Options) -> Iterator[tuple[str, list[Element]]]:
    lang = options.lang
    for document in told_documents(result, lang, options.quotes):
        cases = [*_counted(document.summary, options), *map(_finding, document.findings)]
        accepted = [a for a in options.suppressed if a.finding.document == document.path]
        yield document.name, [*cases, *(_accepted(a, options) for a in accepted)]
    unread = [
        _case(u.path, "unreadable", "error", u.reason.say(lang), kind="unreadable")
        for u in result.unreadable
    ]
    yield say("unreadable", lang), unread
    left = [_case(told, "not-read", "skipped", told) for told in not_read(result, lang)]
    yield say("unchecked", lang), left


def _counted(summary: DocumentSummary | None, options: Options) -> Iterator[Element]:
    if summary is not None:
        yield _case(say("checks-that-tie", options.lang, n=summary.ties), "ties")
    if summary is not None and summary.undecidable:
        said = say("checks-undecidable", options.lang, n=summary.undecidable)
        yield _case(said, "undecidable", "skipped", said)


def _finding(told: ToldFinding, accepted: str = "") -> Element:
    name, finding = f"{told.title} [{told.finding.id}]", told.finding
    if accepted or finding.severity == "note":
        return _case(name, finding.rule, "skipped", accepted or told.message)
    return _case(
        name, finding.rule, "failure", told.message, kind=finding.verdict, text=in_full(told)
    )


def _accepted(accepted: Suppressed, options: Options) -> Element:
    lang = options.lang
    return _finding(ToldFinding(accepted.finding, lang), accepted_as(accepted, lang))


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
