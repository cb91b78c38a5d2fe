"""What changed from one draft to the next, for people (text, Markdown) and for tools (JSON)."""

from __future__ import annotations

import json
from typing import Any

from gouji.checks.accepted.diff import Diff, FigureChange, Stale, printed
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
    """Tell a diff as ``text``, ``markdown`` or ``json``, each kind of change with its count."""
    if form == "json":
        return json.dumps(_plain(diff), ensure_ascii=False, indent=2) + "\n"
    blocks = []
    for name, lines in sections(diff, lang).items():
        if name == "stale" and not lines:
            continue
        none, title = say("draft-none", lang), f"{say(f'draft-{name}', lang)} ({len(lines)})"
        if form == "markdown":  # in which nothing of a document becomes markup
            block = [f"## {title}\n", *([f"- {escaped(line)}" for line in lines] or [none])]
        else:
            block = [title, *(f"  {line}" for line in lines or [none])]
        blocks.append("\n".join(block))
    return "\n\n".join(blocks) + "\n"


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


def _plain(diff: Diff) -> dict[str, Any]:
    keys = ("id", "rule", "severity", "verdict", "document")
    findings = {
        name: [
            {key: getattr(finding, key) for key in keys}
            | {"message": finding.message.zh, "message_en": finding.message.en}
            for finding in getattr(diff, name)
        ]
        for name in FATES
    }
    changed = [
        {"before": _plain_figure(c.before), "after": _plain_figure(c.after)} for c in diff.changed
    ]
    stale = [
        {"before": _plain_figure(s.change.before), "still": [_plain_figure(f) for f in s.places]}
        for s in diff.stale
    ]
    return {"schema": 1, **findings, "figures": changed, "stale": stale}


def _plain_figure(figure: Figure | None) -> dict[str, Any] | None:
    if figure is None:
        return None
    return {**as_json(figure), "change": figure.change.text if figure.change else None}
