"""What changed from one draft to the next, for people (text, Markdown) and for tools (JSON)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from gouji.checks.accepted.diff import Diff, FigureChange, Stale, printed
from gouji.checks.finding import Finding, Lang
from gouji.figures.figure import Figure
from gouji.reports.json import printed as as_json
from gouji.reports.markdown import escaped
from gouji.reports.saying.lines import printable
from gouji.reports.saying.phrases import say
from gouji.reports.saying.shared_sentences import where
from gouji.reports.saying.told_finding import ToldFinding

Section: TypeAlias = tuple[str, list[str]]
FATES = ("new", "still", "resolved")
"""What becomes of findings, as a diff names it."""


def told(diff: Diff, form: str, lang: Lang) -> str:
    """Tell a diff as ``text``, ``markdown`` or ``json``."""
    if form == "json":
        return json.dumps(_plain(diff), ensure_ascii=False, indent=2) + "\n"
    return _laid_out(_sections(diff, lang), form, lang)


def _sections(diff: Diff, lang: Lang) -> Iterator[Section]:
    for name in FATES:
        yield say(f"draft-{name}", lang), fate_lines(diff, name, lang)
    yield say("draft-changed", lang), [change_line(c, lang) for c in diff.changed]
    if stale := [line for s in diff.stale for line in stale_lines(s, lang)]:
        yield say("draft-stale", lang), stale


def fate_lines(diff: Diff, fate: str, lang: Lang) -> list[str]:
    """A line for each finding of one of the ``FATES``."""
    findings: Sequence[Finding] = getattr(diff, fate)
    return [printable(ToldFinding(finding, lang).line) for finding in findings]


def stale_lines(stale: Stale, lang: Lang) -> list[str]:
    """A line for each place that still prints what a figure was before it was corrected."""
    joint = say("list-joint", lang)
    change = change_line(stale.change, lang)
    places = ((joint.join(filter(None, (where(f.place, lang), f.label))), f) for f in stale.places)
    phrase = "draft-still-prints"
    return [printable(say(phrase, lang, change=change, where=at, text=f.text)) for at, f in places]


def change_line(change: FigureChange, lang: Lang) -> str:
    """A figure before and after, with its label and place."""
    figure = change.after or change.before
    assert figure is not None  # one side is always printed
    place = where(figure.place, lang)
    label = "  ".join(part for part in (place, figure.label) if part)
    absent = say("draft-absent", lang)
    before, after = (printed(f) if f else absent for f in (change.before, change.after))
    return printable(f"{label}{say('colon', lang)}{before} → {after}")


def _laid_out(sections: Iterator[Section], form: str, lang: Lang) -> str:
    """The sections with their counts; in Markdown nothing of a document becomes markup."""
    marked = form == "markdown"
    blocks = []
    for title, lines in sections:
        listed = [f"- {escaped(line)}" if marked else f"  {line}" for line in lines]
        none = say("draft-none", lang)
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
