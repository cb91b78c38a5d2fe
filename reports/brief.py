"""One page for a director: what was found, how far it was checked, what to ask for next."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.checks.finding import SEVERITIES, Result
from gouji.reports.html import page
from gouji.reports.rendering import Options
from gouji.reports.saying.shared_sentences import at_most, not_read
from gouji.reports.saying.told_finding import ToldDocument, ToldFinding, told_documents

MOST_FINDINGS = 5
"""More findings than these are counted: the page is one, and the full report has them all."""
MOST_DOCUMENTS = 12
"""So are more documents, those with the worst findings first,"""
MOST_UNREAD = 5
"""and more lines on what was not read."""


def render(result: Result, options: Options) -> str:
    """Write a page that prints on one sheet of A4: no equations, no rules, no ids."""
    told = told_documents(result, options.lang, options.quotes)
    ranked = sorted((d for d in told if d.summary), key=_severest)
    first = _once(told)[:MOST_FINDINGS]
    shown = {
        "first": first,
        "more": len(result.findings) - len(first),
        "ranked": ranked[:MOST_DOCUMENTS],
        "others": len(ranked[MOST_DOCUMENTS:]),
        "unread": at_most(MOST_UNREAD, list(not_read(result, options.lang)), options.lang),
    }
    return page("brief.html", "brief.css", result, options, **shown)


def _severest(document: ToldDocument) -> list[int]:
    return [-document.severities[severity] for severity in SEVERITIES]


def _once(documents: Sequence[ToldDocument]) -> list[tuple[ToldDocument, ToldFinding]]:
    """The findings, worst first, but once what two drafts of a disclosure print alike."""
    found = {one.message: (d, one) for d in reversed(documents) for one in reversed(d.findings)}
    listed = reversed(list(found.values()))
    return sorted(listed, key=lambda one: SEVERITIES.index(one[1].finding.severity))
