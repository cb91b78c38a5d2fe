"""The command line: parse options, call, exit. The only place that prints."""
# ruff: noqa: PLC0415  # a command imports what it needs, so that --help and others start at once

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gouji import __version__
from gouji.documents.limits import Limits, described
from gouji.rules.problem import RuleError

if TYPE_CHECKING:
    from gouji.checks.engagement import Engagement, Performance
    from gouji.checks.finding import Unreadable
    from gouji.rules.settings import Settings

FORMS = ["text", "json", "html", "markdown", "junit", "sarif", "github", "gitlab", "csv", "xlsx"]
SCREEN = "-"


def _remember(context: click.Context, _: click.Parameter, lang: str | None) -> str | None:
    """Let errors be told in the language that was asked for."""
    context.find_root().obj = lang
    return lang


PATHS = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
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
    help="规则包名或文件，可重复 / rule packs by name or file  [default: structure, hotline]",
)
CONFIG = click.option(
    "--config",
    type=click.Path(path_type=Path, dir_okay=False),
    help="设置文件 / settings  [default: gouji.toml 或 [tool.gouji]，由当前目录向上找]",
)
EXCLUDE = click.option(
    "--exclude",
    multiple=True,
    metavar="PATTERN",
    help="不审核的文件，可重复 / files to leave out, as *.csv or drafts/*; repeatable",
)
FAIL_ON = click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    help="何种疑点使退出码为 1 / what makes the exit code 1  [default: error]",
)
BASELINE = click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="基线：其中的疑点不计 / known findings, which don't count",
)
OUTPUT = click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="写入文件 / write to a file"
)
_LIMITS = [
    click.option(
        f"--max-{f.name}",
        type=click.IntRange(1),
        metavar="N",
        help=f"{' / '.join(described(f.name))}  [default: {f.default}]",  # type: ignore[arg-type]  # fields are bounds
    )
    for f in fields(Limits)
]


def _auditing(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of everything that audits."""
    for option in (*reversed(_LIMITS), JOBS, LANG, CONFIG, EXCLUDE, RULES, PATHS):
        command = option(command)
    return command


class _Command(click.Command):
    """A command whose ``--help`` speaks both languages."""

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "显示本说明 / show this message"
        return option


class _Gouji(_Command, click.Group):
    """Tells what is wrong with rules and settings in one line each; exit 2."""

    command_class = _Command
    group_class = type

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except RuleError as error:
            click.echo(error.en if ctx.obj == "en" else error.zh, err=True)
            raise SystemExit(2) from error


@click.group(cls=_Gouji, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gouji", help="显示版本 / show the version")
def main() -> None:
    """勾稽：审核公开披露的数字。 / Audit published figures: what does not tie, where, and why."""


@main.command()
@_auditing
@click.option(
    "--format",
    "forms",
    type=click.Choice(FORMS),
    multiple=True,
    default=["text"],
    help="报告格式，可重复 / form of the report; repeatable  [default: text]",
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    metavar="FILE",
    help="写入文件，与 --format 依次对应，- 为屏幕 / file of the n-th --format, - the screen",
)
@FAIL_ON
@BASELINE
def audit(
    forms: tuple[str, ...], outputs: tuple[str, ...], fail_on: Any, baseline: Any, **asked: Any
) -> None:
    """审核文件或文件夹中的数字 / Audit the figures printed in PATHS.

    退出码 / exit codes: 0 没有达到 --fail-on 的疑点 / nothing at or above the bar; 1 有 / findings;
    2 有文件无法审核或用法有误 / an input can't be audited, or usage.
    """
    pairs = _pairs(forms, outputs)
    engagement, settings, lang = _engaged(asked, baseline)
    done = engagement.perform(date.today())
    for form, output in pairs:
        _write(_rendered(done, form, lang, output), output, form)
    _complain(done.result.unreadable, lang)
    raise SystemExit(done.result.exit_code(fail_on or settings.fail_on or "error"))


@main.command()
@_auditing
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "csv", "json"]),
    default="table",
    show_default=True,
    help="格式 / form",
)
@OUTPUT
@click.option(
    "--unchecked",
    is_flag=True,
    help="只列没有核到的数字和原因 / only those that no check decided on, and why",
)
def figures(form: str, output: Path | None, unchecked: bool, **asked: Any) -> None:
    """列出读到的每一个数字 / Print every figure that is read in PATHS."""
    from gouji.reports.figure_list import all_figures, listed, unchecked_figures

    engagement, _, lang = _engaged(asked)
    frame, failed = (unchecked_figures if unchecked else all_figures)(engagement, lang)
    _write(listed(frame, form, lang, width=_width(output)), output, form)
    _complain(failed, lang)
    raise SystemExit(2 if failed else 0)


def _engaged(
    asked: dict[str, Any], baseline: Path | None = None
) -> tuple[Engagement, Settings, Any]:
    """Draw up the engagement from the options of ``_auditing`` and the settings."""
    from gouji.checks.engagement import engage

    settings, lang = _settings(asked["config"], asked["lang"])
    if not (asked["paths"] or settings.paths):
        raise click.UsageError("没有指定文件 / name files or folders: gouji … PATH")
    limits = {f.name: asked[f"max_{f.name}"] for f in fields(Limits)}
    engagement = engage(
        settings,
        asked["paths"],
        asked["packs"],
        exclude=asked["exclude"],
        limits={name: n for name, n in limits.items() if n},
        jobs=asked["jobs"],
        baseline=baseline,
    )
    return engagement, settings, lang


def _settings(config: Path | None, lang: str | None) -> tuple[Settings, Any]:
    from gouji.rules.settings import load

    settings = load(config, [f.name for f in fields(Limits)])
    told = lang or settings.lang or "zh"
    click.get_current_context().find_root().obj = told
    return settings, told


def _pairs(forms: tuple[str, ...], outputs: tuple[str, ...]) -> list[tuple[str, Path | None]]:
    """Pair the n-th format with the n-th output; a single format may go to the screen."""
    wanted = outputs or (SCREEN,)
    if len(forms) != len(wanted):
        raise click.UsageError(
            f"--format 有 {len(forms)} 个而 --output 有 {len(outputs)} 个；请一一对应，屏幕写 - / "
            "give each --format its --output, - for the screen"
        )
    return [(f, None if o == SCREEN else Path(o)) for f, o in zip(forms, wanted, strict=True)]


def _rendered(done: Performance, form: str, lang: Any, output: Path | None) -> str | bytes:
    from gouji.reports.rendering import render

    return render(
        done.result,
        form,
        lang,
        color=output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ,
        width=_width(output),
        documents=done.reading.documents,
        tallies=done.audit.tallies(),
        suppressed=done.suppressed,
    )


def _complain(failed: Iterable[Unreadable], lang: Any) -> None:
    for problem in failed:
        click.echo(f"{problem.path}: {problem.reason.say(lang)}", err=True)


def _width(output: Path | None) -> int | None:
    import shutil

    return shutil.get_terminal_size().columns if output is None and sys.stdout.isatty() else None


def _write(text: str | bytes, output: Path | None, form: str = "") -> None:
    if output is None:
        if isinstance(text, bytes):
            raise click.UsageError(f"{form} 须用 --output 写入文件 / {form} needs --output")
        click.echo(text, nl=not text.endswith("\n"))
        return
    try:
        output.write_bytes(text if isinstance(text, bytes) else text.encode())
    except OSError as error:
        reason = error.strerror or type(error).__name__
        click.echo(f"{output}: 无法写入 / can't be written: {reason}", err=True)
        raise SystemExit(2) from error
