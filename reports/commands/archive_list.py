"""What the archive holds, and what became of documents that were to be added, for the terminal."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict

from gouji.checks.finding import Lang
from gouji.figures.archive import Addition, Entry
from gouji.reports.saying.lines import block, in_columns
from gouji.reports.saying.phrases import say

SHORT = 12
"""Characters of a sha256 that are shown, and enough to name it by."""
_COLUMNS = (
    *("column-sha256", "column-issuer", "column-period", "figures"),
    "column-document",
)


def listed(entries: Sequence[Entry], form: str, lang: Lang) -> str:
    """List entries as ``table`` or ``json``."""
    if form == "json":
        return json.dumps([asdict(e) for e in entries], ensure_ascii=False, indent=1) + "\n"
    if not entries:
        return say("archive-empty", lang) + "\n"
    rows = [tuple(say(c, lang) for c in _COLUMNS), *(_row(e, lang) for e in entries)]
    return "".join(f"{row}\n" for row in in_columns(rows))


def told(additions: Iterable[Addition], lang: Lang) -> str:
    """Say of each document what became of it."""
    return block(_addition(a, lang) for a in additions)


def removed(entries: Iterable[Entry], lang: Lang) -> str:
    """Name the entries that were taken out."""
    word = say("archive-removed", lang)
    return block(" ".join((word, *_row(entry, lang))) for entry in entries)


def _row(entry: Entry, lang: Lang) -> tuple[str, ...]:
    document = entry.path + ("" if entry.latest else say("archive-earlier", lang))
    return entry.sha256[:SHORT], entry.issuer, entry.period, str(entry.figures), document


def _addition(addition: Addition, lang: Lang) -> str:
    text = f"{addition.path}: {say(f'archive-{addition.outcome}', lang)}"
    if addition.entry is not None:
        text += f" {addition.entry.issuer} {addition.entry.period}"
    if addition.replaces is not None:
        text += say("archive-replaces", lang, sha=addition.replaces.sha256[:SHORT])
    return text
