"""One self-contained page: the findings with their working beside the disclosure drawn again."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from typing import Any, TypeVar

from gouji.checks.finding import Result
from gouji.figures.figure import Figure
from gouji.reports.marking.marks import key, marks_of
from gouji.reports.marking.redrawn import redraw
from gouji.reports.marking.timelines import multiples
from gouji.reports.rendering import Options, filled
from gouji.reports.saying.sheets import CheckRow, UncheckedRow, check_rows, unchecked_rows
from gouji.reports.saying.templates import TEMPLATES
from gouji.reports.saying.told_finding import told_findings

Row = TypeVar("Row", CheckRow, UncheckedRow)


def render(result: Result, options: Options) -> str:
    """Write the page; it loads nothing, and runs only its own script."""
    drawn = drawing(result, options)
    return page("report.html", "report.css", result, options, script=_asset("report.js"), **drawn)


def page(template: str, style: str, result: Result, options: Options, **more: Any) -> str:
    """Fill a template of this room with the facts of a result and ``more``."""
    css, policy = _asset(style), _policy(_asset(style), more.get("script", ""))
    return filled(template, result, options, style=css, policy=policy, **more)


def drawing(result: Result, options: Options) -> dict[str, Any]:
    """What a page needs to draw its documents again, by their paths, and ``link`` to a figure."""
    told = told_findings(result, options.lang)
    marks = marks_of(((one.number, one.finding) for one in told), options.tallies)
    drawn = {d.path: redraw(d, marks.values()) for d in options.documents}
    placed = frozenset[str]().union(*(each.placed for each in drawn.values()))

    def link(figure: Figure | None) -> str | None:
        mark = marks.get(key(figure)) if figure else None
        return mark.id if mark and mark.id in placed else None

    return {
        "drawn": drawn,
        "unchecked": _by_document(unchecked_rows(options.unchecked, options.lang)),
        "checked": _by_document(check_rows(options.checks, options.lang)),
        "link": link,
        "original": options.originals.link,
        "multiples": multiples(result.documents, options.tallies, marks),
    }


def _by_document(rows: Iterable[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row.document, []).append(row)
    return found


def _asset(name: str) -> str:
    return (TEMPLATES / name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """Let the browser run this page's own style and script, and nothing else whatever."""
    return (
        f"default-src 'none'; base-uri 'none'; form-action 'none'; "
        f"style-src '{_digest(style)}'; script-src '{_digest(script)}'"
    )


def _digest(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"
