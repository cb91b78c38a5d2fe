"""From the options of the command line to what is wanted: rules, settings, an engagement."""
# ruff: noqa: PLC0415  # a command imports what it needs, so that --help and others start at once

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from gouji.documents.files.limits import Limits
from gouji.reports.saying.phrases import in_both

if TYPE_CHECKING:
    from gouji.checks.engagement import Engagement
    from gouji.documents.document import Unreadable
    from gouji.figures.archive import Archive
    from gouji.rules.rule import Rule
    from gouji.rules.settings import Settings

SCREEN = "-"


class Told(NamedTuple):
    """What a command has to say, what could not be read, and the exit code."""

    text: str
    failed: tuple[Unreadable, ...] = ()
    code: int = 0
    file: Path | None = None
    """Where to write it; else the screen."""
    said: str = ""
    """What is said once that file is written."""
    anew: bool = False
    """Whether a file that is there already is in the way."""


def engaged(
    asked: dict[str, Any], baseline: Path | None = None, *, writes: Iterable[Path | None] = ()
) -> tuple[Engagement, Settings, Any]:
    """Draw up the engagement from the options of ``AUDITING`` and the settings.

    What the command ``writes`` may be nothing that the engagement reads.
    """
    from gouji.checks.engagement import engage
    from gouji.reports.commands.progress import watch_for

    settings, lang = settings_for(asked)
    if not (asked["paths"] or settings.paths):
        raise click.UsageError(in_both("no-paths"))
    kept = asked.get("archive") or settings.archive
    limits = {f.name: asked[f"max_{f.name}"] for f in fields(Limits)}
    engagement = engage(
        settings,
        asked["paths"],
        asked["packs"],
        exclude=asked["exclude"],
        limits={name: n for name, n in limits.items() if n},
        jobs=asked["jobs"],
        baseline=baseline,
        given={name: asked[name] for name in ("issuer", "period") if asked.get(name)},
        archive=None if asked.get("no_archive") else archive_at(kept),
        watch=watch_for(lang, wanted=not asked.get("no_progress")),
    )
    if outputs := [output for output in writes if output]:
        spare(engagement, *outputs)
    return engagement, settings, lang


def rules_for(asked: dict[str, Any]) -> tuple[tuple[Rule, ...], Any]:
    from gouji.checks.engagement import rules_of

    settings, lang = settings_for(asked)
    return rules_of(settings, asked["packs"]), lang


def settings_for(asked: dict[str, Any]) -> tuple[Settings, Any]:
    from gouji.rules.settings import load

    settings = load(asked["config"])
    settings = replace(settings, fail_on=asked.get("fail_on") or settings.fail_on)
    lang = asked["lang"] or settings.lang or "zh"
    click.get_current_context().find_root().obj = lang
    _begin_with_words(tuple(asked.get("packs") or ()) or settings.packs)
    return settings, lang


def _begin_with_words(packs: tuple[str, ...]) -> None:
    """Begin anew where packs add words, which must be known before anything is read."""
    from gouji.rules.bundled import ADDED
    from gouji.rules.pack import word_files

    named = os.pathsep.join(map(str, word_files(packs)))
    if named and os.environ.get(ADDED) != named:
        module = () if getattr(sys, "frozen", False) else ("-m", "gouji")
        command = [sys.executable, *module, *sys.argv[1:]]
        again = subprocess.run(command, env={**os.environ, ADDED: named}, check=False)
        raise SystemExit(again.returncode)


def in_pairs(forms: tuple[str, ...], outputs: tuple[str, ...]) -> list[tuple[str, Path | None]]:
    """Pair the n-th format with the n-th output; a single format may go to the screen."""
    wanted = outputs or (SCREEN,)
    if len(forms) != len(wanted):
        raise click.UsageError(in_both("not-in-pairs", forms=len(forms), outputs=len(outputs)))
    return [(f, None if o == SCREEN else Path(o)) for f, o in zip(forms, wanted, strict=True)]


def archive_at(path: Path | None) -> Archive:
    """The archive that is named, else the user's own."""
    from gouji.figures.archive import Archive, default_path

    return Archive(path or default_path())


def spare(engagement: Engagement, *outputs: Path | None, renewing: bool = False) -> None:
    """Refuse to write over what is audited or used for it, before anything is done.

    The baseline is written over by whoever is ``renewing`` it.
    """
    from gouji.documents.opening import listed
    from gouji.figures.identity.identify import SUFFIX
    from gouji.reports.writing import refuse_inputs

    files = listed(engagement.paths).files
    beside = (file.with_name(file.name + SUFFIX) for file in files)
    known = () if renewing else filter(None, [engagement.known_in])
    refuse_inputs(outputs, (*files, *beside, *engagement.sources, *known))
