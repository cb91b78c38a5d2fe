"""JUnit XML, what every CI server reads: a suite a document, a case a finding.

Errors and warnings are failures; notes and accepted findings are skipped, as are checks that could
not be decided and what nobody looked at; an input that could not be read is an error. What ties is
one case that passes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from gouji.checks.finding import DocumentSummary, Finding, Result, Unreadable
from gouji.reports.rendering import Options, Suppressed
from gouji.reports.saying.phrases import say
from gouji.reports.saying.shared_sentences import by_document, document_names, headline
from gouji.reports.saying.untrusted import printable
from gouji.reports.summary import not_read
from gouji.reports.text import told

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(result: Result, options: Options) -> str:
    """Write the suites."""
    root = Element("testsuites", name="gouji")
    names = document_names(result, options.lang)
    for summary, findings in by_document(result):
        name = names[summary.path] if summary else say("elsewhere", options.lang)
        cases = [*_counted(summary, options), *(_finding(f, options) for f in findings)]
        cases += [_accepted(a, options) for a in options.suppressed if _belongs(a, summary)]
        root.append(_suite(name, cases))
    if result.unreadable:
        cases = [_unreadable(failed, options) for failed in result.unreadable]
        root.append(_suite(say("unreadable", options.lang), cases))
    if parts := list(not_read(result, options.lang)):
        root.append(_suite(say("unchecked", options.lang), list(map(_not_read, parts))))
    _count(root, [case for suite in root for case in suite])
    indent(root)
    return tostring(root, encoding="unicode", xml_declaration=False) + "\n"


def xml(text: str) -> str:
    """Return ``text`` with only the characters that XML can hold."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _belongs(accepted: Suppressed, summary: DocumentSummary | None) -> bool:
    return summary is not None and accepted.finding.document == summary.path


def _suite(name: str, cases: list[Element]) -> Element:
    suite = Element("testsuite", name=xml(printable(name)))
    suite.extend(cases)
    _count(suite, cases)
    return suite


def _count(element: Element, cases: list[Element]) -> None:
    element.set("tests", str(len(cases)))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        element.set(attribute, str(sum(case.find(tag) is not None for case in cases)))
    element.set("time", "0")


def _case(name: str, classname: str) -> Element:
    attributes = {"name": xml(printable(name)), "classname": xml(printable(classname))}
    return Element("testcase", attributes, time="0")


def _counted(summary: DocumentSummary | None, options: Options) -> Iterator[Element]:
    if summary is None:
        return
    yield _case(say("checks-that-tie", options.lang, n=summary.ties), "ties")
    if summary.undecidable:
        said = say("checks-undecidable", options.lang, n=summary.undecidable)
        case = _case(said, "undecidable")
        SubElement(case, "skipped", message=said)
        yield case


def _finding(finding: Finding, options: Options) -> Element:
    case = _named(finding, options)
    tag = "skipped" if finding.severity == "note" else "failure"
    message = xml(printable(finding.message.say(options.lang)))
    outcome = SubElement(case, tag, message=message)
    if tag == "failure":
        outcome.set("type", finding.verdict)
        outcome.text = xml(told(finding, options))
    return case


def _accepted(accepted: Suppressed, options: Options) -> Element:
    case = _named(accepted.finding, options)
    message = ": ".join(filter(None, (say(accepted.by, options.lang), accepted.reason)))
    SubElement(case, "skipped", message=xml(printable(message)))
    return case


def _named(finding: Finding, options: Options) -> Element:
    return _case(f"{headline(finding, options.lang)} [{finding.id}]", finding.rule)


def _not_read(told: str) -> Element:
    case = _case(told, "not-read")
    SubElement(case, "skipped", message=xml(printable(told)))
    return case


def _unreadable(failed: Unreadable, options: Options) -> Element:
    case = _case(failed.path, "unreadable")
    message = xml(printable(failed.reason.say(options.lang)))
    SubElement(case, "error", message=message, type="unreadable")
    return case
