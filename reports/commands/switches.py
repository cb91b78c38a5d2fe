"""The options of the command line that several commands share."""

from __future__ import annotations

import logging
from collections.abc import Callable, MutableMapping
from dataclasses import fields
from functools import cached_property, reduce
from importlib import import_module
from pathlib import Path
from typing import Any, TypeAlias

import click

from gouji.documents.document import told
from gouji.documents.files.limits import Limits
from gouji.figures.identity.identify import period_of
from gouji.reports.saying.phrases import in_both

Command: TypeAlias = Callable[..., Any]


class _Bilingual(click.Command):
    """A command whose ``--help`` speaks both languages."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = in_both("option-help")
        return option


class BilingualGroup(_Bilingual, click.Group):
    """A group whose commands and groups do so too."""

    command_class = _Bilingual
    group_class = type


class LazyGroup(BilingualGroup):
    """A group whose commands are imported when one of them is asked for, as they bring much."""

    def __init__(self, name: str, about: str) -> None:
        super().__init__(name, help=about)
        del self.commands  # from now on the property below

    @cached_property
    def commands(self) -> MutableMapping[str, click.Command]:  # type: ignore[override]
        """Those of the group of this name in its module."""
        module = import_module(f"gouji.reports.commands.{self.name}_commands")
        group: click.Group = getattr(module, str(self.name))
        return group.commands


def _remember(context: click.Context, _: click.Parameter, lang: str | None) -> str | None:
    """Let errors be told in the language that was asked for."""
    context.find_root().obj = lang
    return lang


def _canonical(_: click.Context, __: click.Parameter, period: str | None) -> str | None:
    """Take a period as people write it, ``2024年5月`` as well as ``2024-05``."""
    if period is None:
        return None
    if (found := period_of(period)) is None:
        raise click.BadParameter("例如 / for example 2024, 2024-05, 2024-Q1, 2024-H1")
    return found


def _traced(_: click.Context, __: click.Parameter, wanted: bool) -> None:
    """Let what the program logs of its own errors through to standard error."""
    if wanted:
        logging.basicConfig(format="%(message)s")
        logging.getLogger("gouji").setLevel(logging.DEBUG)


def option(*names: str, said: str = "", **how: Any) -> Callable[[Command], Command]:
    """An option whose help is a phrase in both languages, named by ``said`` or by the option."""
    return click.option(*names, help=in_both(f"option-{said or names[0].strip('-')}"), **how)


def formats(*forms: str) -> Callable[[Command], Command]:
    """Offer forms of which the first is the usual one."""
    usual = f"{in_both('option-form')}  [default: {forms[0]}]"
    return click.option("--format", "form", type=click.Choice(forms), default=forms[0], help=usual)


def _together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Add several options, in the order in which help lists them."""
    return lambda command: reduce(lambda done, option: option(done), reversed(options), command)


ANY = click.Path(path_type=Path)
FILE = click.Path(path_type=Path, dir_okay=False)
FOLDER = click.Path(path_type=Path, file_okay=False)
IDS = click.argument("ids", nargs=-1, required=True, metavar="ID…")
WORDS = click.argument("wanted", metavar="[WORD]...", nargs=-1)
ENTRIES = click.argument("words", nargs=-1, required=True, metavar="ISSUER|PERIOD|SHA256…")
LANGUAGES = click.Choice(["zh", "en"])
LANG = option("--lang", type=LANGUAGES, envvar="GOUJI_LANG", is_eager=True, callback=_remember)
RULES = option("--rules", "packs", multiple=True, metavar="PACK|FILE")
CONFIG = option("--config", type=FILE)
ARCHIVE = option("--archive", type=FILE, envvar="GOUJI_ARCHIVE")
FAIL_ON = option("--fail-on", type=click.Choice(["error", "warning", "note", "never"]))
OUTPUT = option("--output", "-o", type=FILE)
ENGAGING = _together(
    RULES,
    option("--exclude", multiple=True, metavar="PATTERN"),
    option("--issuer", metavar="NAME"),
    option("--period", metavar="PERIOD", callback=_canonical),
    ARCHIVE,
    option("--no-archive", is_flag=True),
    CONFIG,
    LANG,
    option("--jobs", type=click.IntRange(0)),
    option("--no-progress", is_flag=True),
    option("--debug", is_flag=True, expose_value=False, callback=_traced),
    *(
        click.option(
            f"--max-{f.name}",
            type=click.IntRange(1),
            metavar="N",
            help=f"{told(f'bound-{f.name}')}  [default: {f.default}]",
        )
        for f in fields(Limits)
    ),
)
AUDITING = _together(click.argument("paths", nargs=-1, type=ANY), ENGAGING)
RULING = _together(RULES, CONFIG, LANG)
