"""One self-contained page: the findings with their working beside the disclosure drawn again."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from dataclasses import dataclass
from functools import partial
from hashlib import sha256

from gouji.checks.finding import SEVERITIES, DocumentSummary, Finding, Result
from gouji.reports.marking.cards import Card, card
from gouji.reports.marking.marks import Key, Mark, marks_of
from gouji.reports.marking.redrawn import Redrawn, redraw
from gouji.reports.rendering import Options
from gouji.reports.saying.listings import CheckRow, UncheckedRow, check_rows, unchecked_rows
from gouji.reports.saying.phrases import say
from gouji.reports.saying.shared_sentences import (
    PLURALS,
    covered_in_all,
    document_names,
    numbered,
    percent,
    tally,
)
from gouji.reports.saying.templates import TEMPLATES, environment
from gouji.reports.summary import held_against, unseen
from gouji.reports.text import MARKS


@dataclass(frozen=True, slots=True)
class Section:
    """One document on the page."""

    name: str
    summary: DocumentSummary | None
    cards: tuple[Card, ...]
    drawn: Redrawn | None
    unchecked: tuple[UncheckedRow, ...] = ()
    checks: tuple[CheckRow, ...] = ()

    @property
    def severities(self) -> Counter[str]:
        return Counter(card.finding.severity for card in self.cards)


def render(result: Result, options: Options) -> str:
    """Write the page; it loads nothing, and runs only its own script."""
    return page("report.html", "report.css", result, options, script=_asset("report.js"))


def page(template: str, style: str, result: Result, options: Options, **more: object) -> str:
    """Fill a template of this room with the facts of a result and ``more``."""
    css, script = _asset(style), str(more.get("script", ""))
    return (
        environment()
        .get_template(template)
        .render(**facts(result, options), **more, style=css, policy=_policy(css, script))
    )


def facts(result: Result, options: Options) -> dict[str, object]:
    """All that templates say of a result, by the names they use; the desk's page has the same."""
    lang = options.lang
    totals = {
        name: sum(getattr(d, name) for d in result.documents)
        for name in ("figures", "checks", "ties", "undecidable")
    }
    covered = covered_in_all(result)
    sections = _sections(result, options)
    told = [(section, card) for section in sections for card in section.cards]
    return {
        "result": result,
        "options": options,
        "sections": sections,
        "worst": sorted(told, key=lambda one: SEVERITIES.index(one[1].finding.severity)),
        "t": partial(say, lang=lang),
        "totals": totals,
        "covered": covered,
        "coverage": percent(covered.tied / totals["figures"]) if totals["figures"] else "",
        "tally": tally(result, lang),
        "against": held_against(result, lang),
        "unseen": tuple(unseen(result, lang)),
        "severities": SEVERITIES,
        "plurals": PLURALS,
        "marks": MARKS,
        "percent": percent,
        "rules": {f.rule: f.title.say(lang) for f in result.findings},
        "verdicts": sorted({finding.verdict for finding in result.findings}),
    }


def _sections(result: Result, options: Options) -> list[Section]:
    pairs = [pair for _, findings in numbered(result) for pair in findings]
    marks = marks_of(pairs, options.tallies)
    drawn = {d.path: redraw(d, marks.values()) for d in options.documents}
    placed = frozenset[str]().union(*(each.placed for each in drawn.values()))
    names = document_names(result, options.lang)
    unchecked = unchecked_rows(options.unchecked, options.lang)
    checks = check_rows(options.checks, options.lang)
    return [
        Section(
            names[summary.path] if summary else say("elsewhere", options.lang),
            summary,
            _cards(findings, marks, placed, options),
            drawn.get(summary.path) if summary else None,
            tuple(row for row in unchecked if summary and row.document == summary.path),
            tuple(row for row in checks if summary and row.document == summary.path),
        )
        for summary, findings in numbered(result)
    ]


def _cards(
    findings: list[tuple[int, Finding]],
    marks: dict[Key, Mark],
    placed: frozenset[str],
    options: Options,
) -> tuple[Card, ...]:
    return tuple(
        card(n, finding, marks, placed, options.lang, options.quotes) for n, finding in findings
    )


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
