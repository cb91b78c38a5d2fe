"""One page for a director: what was found, how far it was checked, what to ask for next."""

from __future__ import annotations

from gouji.checks.finding import Result
from gouji.reports.html import page
from gouji.reports.rendering import Options
from gouji.reports.saying.unseen import not_read

MOST_FINDINGS = 5
"""More findings than these are counted: the page is one, and the full report has them all."""


def render(result: Result, options: Options) -> str:
    """Write a page that prints on one sheet of A4: no equations, no rules, no ids."""
    unread = tuple(not_read(result, options.lang))
    return page("brief.html", "brief.css", result, options, most=MOST_FINDINGS, unread=unread)
