"""JUnit XML, what every CI server reads: a suite a document, a case a finding.

Errors and warnings are failures; notes and accepted findings are skipped, as are checks that could
not be decided and what nobody looked at; an input that could not be read is an error. What ties is
one case that passes.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from gouji.checks.finding import DocumentSummary, Result
from gouji.reports.rendering import Options, Suppressed
from gouji.reports.saying.phrases import say
from gouji.reports.saying.told_finding import ToldFinding, told_documents
from gouji.reports.saying.unseen import not_read
from gouji.reports.saying.untrusted import printable
from gouji.reports.text import in_full

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_COUNTED = {"failures": "failure", "errors": "error", "skipped": "skipped"}


class Case(NamedTuple):
    """A test case; ``outcome`` is failure, error or skipped, none where it passes."""

    name: str
    classname: str
    outcome: str = ""
    message: str = ""
    type: str = ""
    text: str = ""


def render(result: Result, options: Options) -> str:
    """Write the suites."""
    root = Element("testsuites", name="gouji")
    suites = [(name, cases) for name, cases in _suites(result, options) if cases]
    for name, cases in suites:
        suite = SubElement(root, "testsuite", {"name": xml(printable(name)), **_counts(cases)})
        for case in cases:
            _add(suite, case)
    root.attrib |= _counts([case for _, cases in suites for case in cases])
    del root.attrib["skipped"]  # Jenkins' schema counts these in suites alone
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def xml(text: str) -> str:
    """Return ``text`` with only the characters that XML can hold."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _counts(cases: list[Case]) -> dict[str, str]:
    found = Counter(case.outcome for case in cases)
    counted = {name: str(found[outcome]) for name, outcome in _COUNTED.items()}
    return {"tests": str(len(cases)), **counted, "time": "0"}


def _add(suite: Element, case: Case) -> None:
    name, classname = xml(printable(case.name)), xml(printable(case.classname))
    element = SubElement(suite, "testcase", name=name, classname=classname, time="0")
    if case.outcome:
        outcome = SubElement(element, case.outcome, message=xml(printable(case.message)))
        outcome.attrib |= {"type": case.type} if case.type else {}
        outcome.text = xml(case.text) or None


def _suites(result: Result, options: Options) -> Iterator[tuple[str, list[Case]]]:
    lang = options.lang
    for document in told_documents(result, lang, options.quotes):
        cases = [*_counted(document.summary, options), *map(_finding, document.findings)]
        accepted = [a for a in options.suppressed if a.finding.document == document.path]
        yield document.name, [*cases, *(_accepted(a, options) for a in accepted)]
    unread = [
        Case(u.path, "unreadable", "error", u.reason.say(lang), "unreadable")
        for u in result.unreadable
    ]
    yield say("unreadable", lang), unread
    left = [Case(told, "not-read", "skipped", told) for told in not_read(result, lang)]
    yield say("unchecked", lang), left


def _counted(summary: DocumentSummary | None, options: Options) -> Iterator[Case]:
    if summary is not None:
        yield Case(say("checks-that-tie", options.lang, n=summary.ties), "ties")
    if summary is not None and summary.undecidable:
        said = say("checks-undecidable", options.lang, n=summary.undecidable)
        yield Case(said, "undecidable", "skipped", said)


def _finding(told: ToldFinding) -> Case:
    name, finding = f"{told.title} [{told.finding.id}]", told.finding
    if finding.severity == "note":
        return Case(name, finding.rule, "skipped", told.message)
    return Case(name, finding.rule, "failure", told.message, finding.verdict, in_full(told))


def _accepted(accepted: Suppressed, options: Options) -> Case:
    told = ToldFinding(accepted.finding, options.lang)
    message = ": ".join(filter(None, (say(accepted.by, options.lang), accepted.reason)))
    return _finding(told)._replace(outcome="skipped", message=message, type="", text="")
