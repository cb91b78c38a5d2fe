"""``gouji archive …``: what each command does, and what it says of the archive."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from gouji.figures.archive import Addition, Archive, Entry
from gouji.figures.frame import frame_of
from gouji.reports.commands import switches
from gouji.reports.commands.asking import Told, archive_at, engaged
from gouji.reports.commands.figure_list import listed
from gouji.reports.saying.lines import block, in_columns
from gouji.reports.saying.phrases import in_both, say
from gouji.texts.bilingual import Lang

SHORT = 12
"""Characters of a sha256 that are shown, and enough to name it by."""
_COLUMNS = ("column-sha256", "column-issuer", "column-period", "figures", "column-document")


archive = switches.BilingualGroup("archive")


@archive.command()
@switches.AUDITING
def add(**asked: Any) -> Told:
    """存入文件里的数字 / Keep the figures of documents; twice does no harm."""
    engagement, _, lang = engaged(asked)
    reading = engagement.read()
    additions = archive_at(asked["archive"]).add(reading.disclosures)
    unnamed = any(a.outcome == "unnamed" for a in additions)
    said = block(_became(addition, lang) for addition in additions)
    return Told(said, reading.failures, 2 if unnamed else 0)


@archive.command("list")
@switches.formats("table", "json")
@switches.ARCHIVE
@switches.LANG
def list_(form: str, archive: Path | None, lang: Any) -> Told:
    """列出存了什么 / List what is archived."""
    entries, lang = archive_at(archive).entries(), lang or "zh"
    if form == "json":
        return Told(json.dumps([asdict(e) for e in entries], ensure_ascii=False, indent=1) + "\n")
    if not entries:
        return Told(say("archive-empty", lang) + "\n")
    rows = [tuple(say(c, lang) for c in _COLUMNS), *(_row(e, lang) for e in entries)]
    return Told(block(in_columns(rows)))


@archive.command()
@switches.ENTRIES
@switches.formats("table", "csv", "json")
@switches.ARCHIVE
@switches.LANG
def show(words: tuple[str, ...], form: str, archive: Path | None, lang: Any) -> Told:
    """列出存下的数字 / Print archived figures of an issuer, a period or a sha256."""
    kept = archive_at(archive)
    found = kept.disclosures(_found(kept, words))
    frame = frame_of(figure for disclosure in found for figure in disclosure.figures)
    return Told(listed(frame, form, lang or "zh"))


@archive.command()
@switches.ENTRIES
@switches.ARCHIVE
@switches.LANG
def remove(words: tuple[str, ...], archive: Path | None, lang: Any) -> Told:
    """移出档案 / Take documents of an issuer and period, or a sha256, out of the archive."""
    kept, lang = archive_at(archive), lang or "zh"
    entries = _found(kept, words)
    kept.remove(entries)
    said = say("archive-removed", lang)
    return Told(block(" ".join((said, *_row(entry, lang))) for entry in entries))


def _found(kept: Archive, words: tuple[str, ...]) -> list[Entry]:
    if not (entries := kept.find(words)):
        raise click.UsageError(in_both("not-archived", words=" ".join(words)))
    return entries


def _row(entry: Entry, lang: Lang) -> tuple[str, ...]:
    document = entry.path + ("" if entry.latest else say("archive-earlier", lang))
    return entry.sha256[:SHORT], entry.issuer, entry.period, str(entry.figures), document


def _became(addition: Addition, lang: Lang) -> str:
    """What became of a document that was to be added."""
    text = f"{addition.path}: {say(f'archive-{addition.outcome}', lang)}"
    if addition.entry is not None:
        text += f" {addition.entry.issuer} {addition.entry.period}"
    if addition.replaces is not None:
        text += say("archive-replaces", lang, sha=addition.replaces.sha256[:SHORT])
    return text
