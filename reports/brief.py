"""One page for a director: what was found, how far it was checked, what to ask for next."""

from __future__ import annotations

from gouji.checks.finding import SEVERITIES
from gouji.reports.html import page
from gouji.reports.saying.report import Report

MOST_FINDINGS = 5
"""More findings than these are counted: the page is one, and the full report has them all."""
MOST_DOCUMENTS = 12
"""So are more documents, those with the worst findings first,"""
MOST_UNREAD = 5
"""and more lines on what was not read."""


def render(report: Report) -> str:
    """Write a page that prints on one sheet of A4: no equations, no rules, no ids."""
    known = (section for section in report.sections if section.summary)
    ranked = sorted(known, key=lambda one: [-one.severities[severity] for severity in SEVERITIES])
    listed = [(section, told) for section in report.sections for told in section.findings]
    # what two drafts of a disclosure print alike is shown once
    once = {told.message: (section, told) for section, told in reversed(listed)}
    first = list(once.values())[::-1]
    first.sort(key=lambda one: SEVERITIES.index(one[1].finding.severity))
    del first[MOST_FINDINGS:]
    shown = {
        "first": first,
        "more": len(report.findings) - len(first),
        "ranked": ranked[:MOST_DOCUMENTS],
        "others": len(ranked[MOST_DOCUMENTS:]),
        "unread": report.at_most(MOST_UNREAD, report.not_read),
    }
    return page("brief.html", "brief.css", report, **shown)
