"""JUnit XML, what every CI server reads: a suite a document, a case a finding.

Errors and warnings are failures; notes and accepted findings are skipped, as are checks that could
not be decided and what nobody looked at; an input that could not be read is an error. What ties is
one case that passes.
"""

from __future__ import annotations

import re

from markupsafe import escape

from gouji.reports.saying.lines import printable
from gouji.reports.saying.report import Report
from gouji.reports.saying.templates import fill
from gouji.reports.text import in_full

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report) -> str:
    """Write the suites."""
    how = {"report": report, "in_full": lambda told: escape(xml(in_full(told)))}
    return fill("junit.xml", report.lang, spell=_spelled, **how)


def xml(text: str) -> str:
    """Return ``text`` with only the characters that XML can hold."""
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _spelled(text: str) -> str:
    return xml(printable(text))
