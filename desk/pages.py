"""The desk's pages: what the templates say, in the words of one language."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from gouji import __version__
from gouji.checks.accepted.diff import Diff
from gouji.checks.finding import Lang, Suppressed
from gouji.desk.cases import Answered, Case, Desk
from gouji.reports.commands.draft_changes import FATES, change_line, fate_lines, stale_lines
from gouji.reports.html import drawing
from gouji.reports.saying.phrases import say
from gouji.reports.saying.report import Report
from gouji.reports.saying.templates import TEMPLATES as REPORT
from gouji.reports.saying.templates import fill

TEMPLATES = Path(__file__).with_name("templates")
MOST_CHANGES = 200
"""More changed figures than these are counted, not listed."""


def page(name: str, lang: Lang, base: str, **values: Any) -> str:
    """Render a template of this room."""
    return fill(name, lang, TEMPLATES, REPORT, base=base, version=__version__, **values)


def case_page(desk: Desk, case: Case, lang: Lang, base: str, today: date) -> str:
    """The page of a case: how far it has come, or what was found."""
    if case.state != "done":
        return page("desk-working.html", lang, base, case=case)
    found = desk.answered(case, today)
    done = found.everything
    result, documents = replace(done.result, findings=done.kept), done.reading.documents
    report = Report(result, lang, documents=documents, tallies=done.audit.tallies())
    answers = answers_said(found, lang)
    return page(
        "desk-case.html",
        lang,
        base,
        **drawing(report),
        report=report,
        case=case,
        answers=answers,
        left=sum(f.id not in answers for f in done.kept),
        others=[c for c in desk.cases.values() if c.state == "done" and c is not case],
        changes=_changes(desk.compared(case.after, case, today), lang) if case.after else None,
        today=today,
        ticks=desk.ticks,
    )


def answers_said(found: Answered, lang: Lang) -> dict[str, dict[str, str]]:
    """What someone answered to findings, in a line each, by their ids."""
    return {i: {"by": one.by, "said": _said(one, lang)} for i, one in found.answers.items()}


def _said(answer: Suppressed, lang: Lang) -> str:
    since = answer.reason.rpartition(" ")[2] if answer.by == "baseline" else answer.reason
    return f"{say(f'answer-{answer.by}', lang)} · {since}"


def _changes(diff: Diff, lang: Lang) -> dict[str, Any]:
    return {
        **{name: fate_lines(diff, name, lang) for name in FATES},
        "changed": [change_line(c, lang) for c in diff.changed[:MOST_CHANGES]],
        "more": max(0, len(diff.changed) - MOST_CHANGES),
        "stale": [line for s in diff.stale for line in stale_lines(s, lang)],
    }


def compared_page(desk: Desk, old: Case, new: Case, lang: Lang, base: str, today: date) -> str:
    """What became of one case's findings and figures in another."""
    changes = _changes(desk.compared(old, new, today), lang)
    return page("desk-compared.html", lang, base, old=old, new=new, changes=changes)
