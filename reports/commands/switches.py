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

from gouji.documents.files.limits import BOUNDS, Limits
from gouji.figures.identity.identify import period_of
from gouji.reports.rendering import FORMS

Command: TypeAlias = Callable[..., Any]


class _Bilingual(click.Command):
    """A command whose ``--help`` speaks both languages."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本说明 / show this message"
        return option


class BilingualGroup(_Bilingual, click.Group):
    """A group whose commands and groups do so too."""

    command_class = _Bilingual
    group_class = type


class LazyGroup(BilingualGroup):
    """A group whose commands are imported when one of them is asked for, as they bring much."""

    def __init__(self, name: str, module: str, about: str) -> None:
        super().__init__(name, help=about)
        self._module = module
        del self.commands  # from now on the property below

    @cached_property
    def commands(self) -> MutableMapping[str, click.Command]:  # type: ignore[override]
        """Those of the group of this name in its module."""
        group: click.Group = getattr(import_module(self._module), str(self.name))
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


ANY = click.Path(path_type=Path)
FILE = click.Path(path_type=Path, dir_okay=False)
PATHS = click.argument("paths", nargs=-1, type=ANY)
IDS = click.argument("ids", nargs=-1, required=True, metavar="ID…")
WORDS = click.argument("wanted", metavar="[WORD]...", nargs=-1)
ENTRIES = click.argument("words", nargs=-1, required=True, metavar="ISSUER|PERIOD|SHA256…")
LANG = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    envvar="GOUJI_LANG",
    is_eager=True,
    callback=_remember,
    help="报告语言 / language of the report  [default: zh]",
)
JOBS = click.option(
    "--jobs",
    type=click.IntRange(0),
    help="进程数，0 为自动 / processes, 0 for one a core  [default: 0]",
)
RULES = click.option(
    "--rules",
    "packs",
    multiple=True,
    metavar="PACK|FILE",
    help="规则包名或文件，可重复 / rule packs by name or file  [default: all that ship]",
)
CONFIG = click.option(
    "--config",
    type=FILE,
    help="设置文件 / settings  [default: gouji.toml 或 [tool.gouji]，由当前目录向上找]",
)
EXCLUDE = click.option(
    "--exclude",
    multiple=True,
    metavar="PATTERN",
    help="不审核的文件，可重复 / files to leave out, as *.csv or drafts/*; repeatable",
)
ISSUER = click.option(
    "--issuer", metavar="NAME", help="发布单位，文件自己没写时 / issuer of the documents"
)
PERIOD = click.option(
    "--period",
    metavar="PERIOD",
    callback=_canonical,
    help="时期，文件自己没写时 / period of the documents, as 2024, 2024-05 or 2024-Q1",
)
ARCHIVE = click.option(
    "--archive",
    type=FILE,
    envvar="GOUJI_ARCHIVE",
    help="往期数字的档案 / figures of past disclosures  [default: 用户数据文件夹 / user's data]",
)
NO_ARCHIVE = click.option(
    "--no-archive", is_flag=True, help="不与档案比较 / don't compare with the archive"
)
NO_PROGRESS = click.option(
    "--no-progress",
    is_flag=True,
    help="终端上也不显示进度 / no progress bar, not on a terminal either",
)
DEBUG = click.option(
    "--debug",
    is_flag=True,
    expose_value=False,
    callback=_traced,
    help="程序出错时显示出错的位置 / show where in the program an error of its own happened",
)
FAIL_ON = click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    help="何种疑点使退出码为 1 / what makes the exit code 1  [default: error]",
)
BASELINE = click.option(
    "--baseline", type=FILE, help="基线：其中的疑点不计 / known findings, which don't count"
)
EXPLAIN = click.option(
    "--explain",
    multiple=True,
    metavar="ID",
    help="只说明这一疑点及其何以可信，可重复 / one finding, and why it is believed; repeatable",
)
OUTPUT = click.option("--output", "-o", type=FILE, help="写入文件 / write to a file")
KEPT = click.option(
    "--output",
    "-o",
    "file",
    type=FILE,
    help="基线文件 / the baseline  [default: gouji-baseline.json]",
)
LIMITS = [
    click.option(
        f"--max-{f.name}",
        type=click.IntRange(1),
        metavar="N",
        help=f"{' / '.join(BOUNDS[f.name])}  [default: {f.default}]",
    )
    for f in fields(Limits)
]


def formats(*forms: str) -> Callable[[Command], Command]:
    """Offer forms of which the first is the usual one."""
    choice = click.Choice(forms)
    usual = f"格式 / form  [default: {forms[0]}]"
    return click.option("--format", "form", type=choice, default=forms[0], help=usual)


def _together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Add several options, in the order in which help lists them."""
    return lambda command: reduce(lambda done, option: option(done), reversed(options), command)


ENGAGING = _together(
    *(RULES, EXCLUDE, ISSUER, PERIOD, ARCHIVE, NO_ARCHIVE, CONFIG, LANG, JOBS, NO_PROGRESS, DEBUG),
    *LIMITS,
)
AUDITING = _together(PATHS, ENGAGING)
RULING = _together(RULES, CONFIG, LANG)
DRAFTS = _together(
    click.argument("old", metavar="OLD", type=ANY),
    click.argument("new", metavar="NEW", type=ANY),
    ENGAGING,
)
COPYING = _together(
    click.argument("file", metavar="FILE", type=FILE),
    click.option("--output", "-o", required=True, type=FILE, help="副本 / where the copy goes"),
    click.option("--force", is_flag=True, help="覆盖已有的文件 / write over an existing file"),
    ENGAGING,
)


TIES = click.option(
    "--ties",
    is_flag=True,
    help="连同相符的核验一并列出 / list the checks that tie as well",
)
PROOFS = click.option(
    "--proofs",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="每处疑点存一份可自行验算的证明 / save a proof of each finding that anybody can re-derive",
)
FORMS_AND_OUTPUTS = _together(
    TIES,
    PROOFS,
    click.option(
        "--format",
        "forms",
        type=click.Choice(FORMS),
        multiple=True,
        default=["text"],
        help="报告格式，可重复 / form of the report; repeatable  [default: text]",
    ),
    click.option(
        "--output",
        "-o",
        "outputs",
        multiple=True,
        metavar="FILE",
        help="写入文件，与 --format 依次对应，- 为屏幕 / file of the n-th --format, - the screen",
    ),
)
