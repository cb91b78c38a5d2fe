"""The desk's pages: what the templates say, in the words of one language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from gouji import __version__
from gouji.checks.accepted.diff import Diff
from gouji.checks.finding import Lang, Suppressed
from gouji.desk.cases import Answered, Case, Desk
from gouji.reports.commands.draft_changes import change_line, stale_lines
from gouji.reports.html import drawing
from gouji.reports.rendering import Options, facts
from gouji.reports.saying.certainty import percent_sure
from gouji.reports.saying.phrases import say
from gouji.reports.saying.templates import TEMPLATES as REPORT
from gouji.reports.saying.templates import environment
from gouji.reports.saying.told_finding import ToldFinding

TEMPLATES = Path(__file__).with_name("templates")
MOST_CHANGES = 200
"""More changed figures than these are counted, not listed."""


@dataclass(frozen=True, slots=True)
class Row:
    """One finding as a director reads it."""

    card: ToldFinding
    amount: str
    """By how much it does not tie, with its unit; empty where no one number says it."""
    sure: str
    look: tuple[str, ...]
    """What to look up: the likeliest repairs, else the figures where they stand."""
    answer: str
    """What was answered, empty while nothing was."""
    by: str = ""


def page(name: str, lang: Lang, base: str, **values: Any) -> str:
    """Render a template of this room."""
    shared = {"lang": lang, "base": base, "version": __version__}
    said: Callable[..., str] = partial(say, lang=lang)
    template = environment(TEMPLATES, REPORT).get_template(name)
    return template.render(**{"t": said, **shared, **values})


def case_page(desk: Desk, case: Case, lang: Lang, base: str, today: date) -> str:
    """The page of a case: how far it has come, or what was found."""
    if case.state != "done":
        return page("desk-working.html", lang, base, case=case)
    found = desk.answered(case, today)
    done = found.everything
    options = Options(lang, documents=done.reading.documents, tallies=done.audit.tallies())
    result = replace(done.result, findings=done.kept)
    told = {**facts(result, options), **drawing(result, options)}
    cards = [card for section in told["sections"] for card in section.findings]
    rows = {card.number: _row(card, found, lang) for card in cards}
    return page(
        "desk-case.html",
        lang,
        base,
        **told,
        case=case,
        rows=rows,
        left=len(rows) - sum(bool(row.answer) for row in rows.values()),
        others=[c for c in desk.cases.values() if c.state == "done" and c is not case],
        changes=_changes(desk.compared(case.after, case, today), lang) if case.after else None,
        today=today,
        ticks=desk.ticks,
    )


def _row(card: ToldFinding, found: Answered, lang: Lang) -> Row:
    lines = card.workings[0].lines if card.workings else ()
    gap = next((line for line in lines if line.kind == "difference"), None)
    sure = card.finding.certainty
    answer = found.answers.get(card.finding.id)
    shown = [f"{o.figure.label} {o.figure.text}".strip() for o in card.finding.operands[:3]]
    return Row(
        card,
        (gap.number + gap.unit).lstrip("+-") if gap else "",
        "" if sure is None else f"{percent_sure(sure)}%",
        card.proposals[:2] or tuple(shown),
        answer_said(answer, lang) if answer else "",
        answer.by if answer else "",
    )


def answer_said(answer: Suppressed, lang: Lang) -> str:
    """What someone answered, in a line."""
    since = answer.reason.rpartition(" ")[2] if answer.by == "baseline" else answer.reason
    return f"{say(f'answer-{answer.by}', lang)} · {since}"


def _changes(diff: Diff, lang: Lang) -> dict[str, Any]:
    return {
        "resolved": [f.message.say(lang) for f in diff.resolved],
        "new": [f.message.say(lang) for f in diff.new],
        "still": [f.message.say(lang) for f in diff.still],
        "changed": [change_line(c, lang) for c in diff.changed[:MOST_CHANGES]],
        "more": max(0, len(diff.changed) - MOST_CHANGES),
        "stale": [line for s in diff.stale for line in stale_lines(s, lang)],
    }


def compared_page(desk: Desk, old: Case, new: Case, lang: Lang, base: str, today: date) -> str:
    """What became of one case's findings and figures in another."""
    changes = _changes(desk.compared(old, new, today), lang)
    return page("desk-compared.html", lang, base, old=old, new=new, changes=changes)
