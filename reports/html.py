"""One self-contained page: the findings with their working beside the disclosure drawn again."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from gouji.checks.finding import Result
from gouji.figures.figure import Figure
from gouji.reports.marking.marks import key, marks_of
from gouji.reports.marking.redrawn import Redrawn, redraw
from gouji.reports.marking.timelines import multiples
from gouji.reports.rendering import Options, filled
from gouji.reports.saying.listings import CheckRow, UncheckedRow, check_rows, unchecked_rows
from gouji.reports.saying.templates import TEMPLATES
from gouji.reports.saying.told_finding import ToldDocument, told_documents


@dataclass(frozen=True)
class Section(ToldDocument):
    """One document on the page, drawn again where it was read."""

    drawn: Redrawn | None = None
    unchecked: tuple[UncheckedRow, ...] = ()
    checks: tuple[CheckRow, ...] = ()


def render(result: Result, options: Options) -> str:
    """Write the page; it loads nothing, and runs only its own script."""
    drawn = drawing(result, options)
    return page("report.html", "report.css", result, options, script=_asset("report.js"), **drawn)


def page(template: str, style: str, result: Result, options: Options, **more: Any) -> str:
    """Fill a template of this room with the facts of a result and ``more``."""
    css, policy = _asset(style), _policy(_asset(style), more.get("script", ""))
    return filled(template, result, options, style=css, policy=policy, **more)


def drawing(result: Result, options: Options) -> dict[str, Any]:
    """The ``sections`` of a page that draws its documents again, ``link`` to a figure, pictures."""
    sections = told_documents(result, options.lang, options.quotes)
    numbered = [(told.number, told.finding) for s in sections for told in s.findings]
    marks = marks_of(numbered, options.tallies)
    drawn = {d.path: redraw(d, marks.values()) for d in options.documents}
    placed = frozenset[str]().union(*(each.placed for each in drawn.values()))
    unchecked = unchecked_rows(options.unchecked, options.lang)
    checks = check_rows(options.checks, options.lang)

    def link(figure: Figure | None) -> str | None:
        mark = marks.get(key(figure)) if figure else None
        return mark.id if mark and mark.id in placed else None

    shown = [
        Section(
            section.name,
            section.summary,
            section.findings,
            drawn.get(section.path),
            tuple(row for row in unchecked if row.document == section.path),
            tuple(row for row in checks if row.document == section.path),
        )
        for section in sections
    ]
    drawings = multiples(result.documents, options.tallies, marks)
    ways = {"link": link, "original": options.originals.link}
    return {"sections": shown, **ways, "multiples": drawings}


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
