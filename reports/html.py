"""One self-contained page: the findings with their working beside the disclosure drawn again."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from gouji import __version__
from gouji.figures.figure import Figure
from gouji.figures.grouping import grouped
from gouji.reports.marking.annotating import Marked, Original
from gouji.reports.marking.marks import key, marks_of
from gouji.reports.marking.redrawn import redraw
from gouji.reports.marking.timelines import multiples
from gouji.reports.saying.report import Report
from gouji.reports.saying.sheets import check_rows, unchecked_rows
from gouji.reports.saying.templates import TEMPLATES, fill


def render(report: Report) -> str:
    """Write the page; it loads nothing, and runs only its own script."""
    found = report.result.findings
    return page(
        "report.html",
        "report.css",
        report,
        script=_asset("report.js"),
        rules={finding.rule: finding.title.say(report.lang) for finding in found},
        verdicts=sorted({finding.verdict for finding in found}),
        **drawing(report),
    )


def mark(original: Original) -> Marked:
    """Draw a text or a page again; nothing of the original's own markup or scripts comes along."""
    return Marked(render(original.report).encode(), ".html")


def page(template: str, style: str, report: Report, **more: Any) -> str:
    """Fill a template of this room with a report and ``more``."""
    css = _asset(style)
    # the browser runs this page's own style and script, and nothing else whatever
    own, run = (
        f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
        for text in (css, more.get("script", ""))
    )
    policy = "default-src 'none'; base-uri 'none'; form-action 'none'; "
    policy += f"style-src '{own}'; script-src '{run}'"
    more |= {"style": css, "policy": policy, "version": __version__}
    return fill(template, report.lang, report=report, **more)


def drawing(report: Report) -> dict[str, Any]:
    """What a page needs to draw its documents again, by their paths, and ``link`` to a figure."""
    marks = marks_of(report.findings, report.tallies)
    drawn = {d.path: redraw(d, marks.values()) for d in report.documents}
    placed = frozenset[str]().union(*(each.placed for each in drawn.values()))

    def link(figure: Figure | None) -> str | None:
        mark = marks.get(key(figure)) if figure else None
        return mark.id if mark and mark.id in placed else None

    def severity(figure: Figure) -> str:
        """The worst of the findings that a figure stands in."""
        mark = marks.get(key(figure))
        return mark.severity if mark and mark.state == "suspect" else ""

    return {
        "drawn": drawn,
        "unchecked": _by_document(unchecked_rows(report.unchecked, report.lang)),
        "checked": _by_document(check_rows(report.checks, report.lang)),
        "link": link,
        "original": report.originals.link,
        "severity": severity,
        "multiples": multiples(report.result.documents, report.tallies),
    }


def _by_document(rows: Iterable[dict[str, str]]) -> dict[str, list[dict[str, str]]]:
    return grouped((row.pop("column-document"), row) for row in rows)


def _asset(name: str) -> str:
    return (TEMPLATES / name).read_text("utf-8")
