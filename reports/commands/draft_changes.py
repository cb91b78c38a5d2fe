"""What changed from one draft to the next, for people (text, Markdown) and for tools (JSON)."""

from __future__ import annotations

import json
from typing import Any

from gouji.checks.accepted.diff import Diff, FigureChange, Stale, printed
from gouji.checks.finding import Finding
from gouji.figures.figure import Figure
from gouji.reports.json import printed as as_json
from gouji.reports.markdown import escaped
from gouji.reports.saying.lines import printable
from gouji.reports.saying.phrases import say
from gouji.reports.saying.shared_sentences import where
from gouji.reports.saying.told_finding import ToldFinding
from gouji.texts.bilingual import Lang

FATES = ("new", "still", "resolved")
"""What becomes of findings, as a diff names it."""


def told(diff: Diff, form: str, lang: Lang) -> str:
    """Tell a diff as ``text``, ``markdown`` or ``json``."""
    if form == "json":
        return json.dumps(_plain(diff), ensure_ascii=False, indent=2) + "\n"
    return _laid_out(sections(diff, lang), form, lang)


def sections(diff: Diff, lang: Lang) -> dict[str, list[str]]:
    """What became of findings and of figures, and what still prints the old: a line each."""
    findings = {name: [ToldFinding(f, lang) for f in getattr(diff, name)] for name in FATES}
    return {
        **{name: [printable(one.line) for one in found] for name, found in findings.items()},
        "changed": [_change(c, lang) for c in diff.changed],
        "stale": [line for s in diff.stale for line in _still_printed(s, lang)],
    }


def _still_printed(stale: Stale, lang: Lang) -> list[str]:
    """A line for each place that still prints what a figure was before it was corrected."""
    change, told = _change(stale.change, lang), []
    for figure in stale.places:
        at = say("list-joint", lang).join(filter(None, (where(figure.place, lang), figure.label)))
        told.append(say("draft-still-prints", lang, change=change, where=at, text=figure.text))
    return list(map(printable, told))


def _change(change: FigureChange, lang: Lang) -> str:
    """A figure before and after, with its label and place."""
    figure = change.after or change.before
    assert figure is not None  # one side is always printed
    label = "  ".join(filter(None, (where(figure.place, lang), figure.label)))
    absent = say("draft-absent", lang)
    before, after = (printed(f) if f else absent for f in (change.before, change.after))
    return printable(f"{label}{say('colon', lang)}{before} → {after}")


def _laid_out(told: dict[str, list[str]], form: str, lang: Lang) -> str:
    """The lines with their counts; in Markdown nothing of a document becomes markup."""
    marked = form == "markdown"
    blocks = []
    for name, lines in told.items():
        if name == "stale" and not lines:
            continue
        listed = [f"- {escaped(line)}" if marked else f"  {line}" for line in lines]
        none, title = say("draft-none", lang), say(f"draft-{name}", lang)
        head = f"## {title} ({len(lines)})\n" if marked else f"{title} ({len(lines)})"
        blocks.append("\n".join([head, *(listed or [none if marked else f"  {none}"])]))
    return "\n\n".join(blocks) + "\n"


def _plain(diff: Diff) -> dict[str, Any]:
    findings = {name: [_plain_finding(f) for f in getattr(diff, name)] for name in FATES}
    changed = [
        {"before": _plain_figure(c.before), "after": _plain_figure(c.after)} for c in diff.changed
    ]
    stale = [
        {"before": _plain_figure(s.change.before), "still": [_plain_figure(f) for f in s.places]}
        for s in diff.stale
    ]
    return {"schema": 1, **findings, "figures": changed, "stale": stale}


def _plain_finding(finding: Finding) -> dict[str, str]:
    names = ("id", "rule", "severity", "verdict", "document")
    said = {name: getattr(finding, name) for name in names}
    return {**said, "message": finding.message.zh, "message_en": finding.message.en}


def _plain_figure(figure: Figure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {**as_json(figure), "change": figure.change.text if figure.change else None}
