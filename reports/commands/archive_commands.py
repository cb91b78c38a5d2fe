"""``gouji archive …``: what each command does; the command line prints what it returns."""
# ruff: noqa: PLC0415  # a command imports what it needs, so that --help and others start at once

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gouji.reports.commands.asking import Told, archive_at, engaged
from gouji.reports.commands.switches import (
    ARCHIVE,
    AUDITING,
    ENTRIES,
    LANG,
    BilingualGroup,
    formats,
)

if TYPE_CHECKING:
    from gouji.figures.archive import Archive, Entry


@click.group(cls=BilingualGroup)
def archive() -> None:
    """档案：往期披露的数字 / The archive: figures of past disclosures."""


@archive.command()
@AUDITING
def add(**asked: Any) -> Told:
    """存入文件里的数字 / Keep the figures of documents; twice does no harm."""
    from gouji.checks.audit import unreadable_of
    from gouji.reports.commands.archive_list import told

    engagement, _, lang = engaged(asked)
    reading = engagement.read()
    additions = archive_at(asked["archive"]).add(reading.disclosures)
    failed = tuple(map(unreadable_of, reading.failures))
    unnamed = any(a.outcome == "unnamed" for a in additions)
    return Told(told(additions, lang), lang, failed, 2 if unnamed else 0)


@archive.command("list")
@formats("table", "json")
@ARCHIVE
@LANG
def list_(form: str, archive: Path | None, lang: Any) -> Told:
    """列出存了什么 / List what is archived."""
    from gouji.reports.commands.archive_list import listed

    return Told(listed(archive_at(archive).entries(), form, lang or "zh"))


@archive.command()
@ENTRIES
@formats("table", "csv", "json")
@ARCHIVE
@LANG
def show(words: tuple[str, ...], form: str, archive: Path | None, lang: Any) -> Told:
    """列出存下的数字 / Print archived figures of an issuer, a period or a sha256."""
    from gouji.figures.frame import frame_of
    from gouji.reports.commands.figure_list import listed

    kept = archive_at(archive)
    found = kept.disclosures(_found(kept, words))
    figures = [figure for disclosure in found for figure in disclosure.figures]
    return Told(listed(frame_of(figures), form, lang or "zh"))


@archive.command()
@ENTRIES
@ARCHIVE
@LANG
def remove(words: tuple[str, ...], archive: Path | None, lang: Any) -> Told:
    """移出档案 / Take documents of an issuer and period, or a sha256, out of the archive."""
    from gouji.reports.commands.archive_list import removed

    kept = archive_at(archive)
    entries = _found(kept, words)
    kept.remove(entries)
    return Told(removed(entries, lang or "zh"))


def _found(kept: Archive, words: tuple[str, ...]) -> list[Entry]:
    if not (entries := kept.find(words)):
        raise click.UsageError(
            f"档案里没有“{' '.join(words)}”；见 gouji archive list / no such entry"
        )
    return entries
