"""The command line: parse options, call, exit. The only place that prints."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gouji import __version__

if TYPE_CHECKING:
    from gouji.checks.audit import Audit
    from gouji.figures.reading import Reading

PATHS = click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=False)
)
LANG = click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default="zh",
    envvar="GOUJI_LANG",
    show_default=True,
    help="报告语言 / language of the report",
)
JOBS = click.option(
    "--jobs",
    type=click.IntRange(0),
    default=0,
    help="进程数，0 为自动 / processes, 0 for one a core  [default: 0]",
)
RULES = click.option(
    "--rules",
    "packs",
    multiple=True,
    metavar="PACK|FILE",
    help="规则包名或文件，可重复 / rule packs by name or file  [default: structure, hotline]",
)
OUTPUT = click.option(
    "--output", type=click.Path(path_type=Path, dir_okay=False), help="写入文件 / write to a file"
)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gouji")
def main() -> None:
    """勾稽：审核公开披露的数字。 / Audit published figures: which do not tie out, where, and why."""


@main.command()
@PATHS
@click.option(
    "--format",
    "form",
    type=click.Choice(
        "text json html markdown junit sarif github gitlab csv xlsx".split()
    ),
    default="text",
    show_default=True,
    help="报告格式 / form of the report",
)
@OUTPUT
@RULES
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "note", "never"]),
    default="error",
    show_default=True,
    help="何种疑点使退出码为 1 / what makes the exit code 1",
)
@LANG
@JOBS
def audit(
    paths: tuple[Path, ...],
    form: str,
    output: Path | None,
    packs: tuple[str, ...],
    fail_on: Any,
    lang: Any,
    jobs: int,
) -> None:
    """审核文件或文件夹中的数字 / Audit the figures printed in PATHS.

    退出码 / exit codes: 0 没有达到 --fail-on 的疑点, 1 有, 2 有文件无法审核或用法有误.
    """
    done, reading = _audited(paths, packs, lang, jobs)
    _write(_rendered(done, reading, form, lang, output), output, form)
    for problem in done.result.unreadable:
        click.echo(f"{problem.path}: {problem.reason.say(lang)}", err=True)
    raise SystemExit(done.result.exit_code(fail_on))


@main.command()
@PATHS
@click.option("--format", "form", type=click.Choice(["table", "csv", "json"]), default="table")
@OUTPUT
@LANG
def figures(paths: tuple[Path, ...], form: str, output: Path | None, lang: Any) -> None:
    """列出读到的每一个数字 / Print every figure that is read in PATHS."""
    from gouji.figures.frame import frame_of
    from gouji.figures.meaning import Meaning
    from gouji.figures.reading import read_all
    from gouji.reports.figure_list import listed
    from gouji.rules import vocabulary

    reading = read_all(paths, Meaning(vocabulary.load()))
    frame = frame_of([f for d in reading.disclosures for f in d.figures])
    _write(listed(frame, form, lang, width=_width(output)), output, form)
    for failure in reading.failures:
        click.echo(f"{failure.path}: {failure.zh if lang == 'zh' else failure.en}", err=True)
    raise SystemExit(2 if reading.failures else 0)


def _audited(
    paths: tuple[Path, ...], packs: tuple[str, ...], lang: str, jobs: int
) -> tuple[Audit, Reading]:
    """Load rules and audit; a rule that is wrong is a usage error, told line by line."""
    from gouji.checks.audit import audit_files
    from gouji.figures.meaning import Meaning
    from gouji.rules import pack, vocabulary
    from gouji.rules.problem import RuleError

    try:
        rules = pack.load(packs or pack.DEFAULT)
        meaning = Meaning(vocabulary.load())
    except RuleError as error:
        click.echo(error.zh if lang == "zh" else error.en, err=True)
        raise SystemExit(2) from error
    return audit_files(paths, rules, meaning, jobs=jobs or os.cpu_count() or 1)


def _rendered(
    done: Audit, reading: Reading, form: str, lang: Any, output: Path | None
) -> str | bytes:
    from gouji.reports.rendering import render

    return render(
        done.result,
        form,
        lang,
        color=output is None and sys.stdout.isatty() and "NO_COLOR" not in os.environ,
        width=_width(output),
        documents=reading.documents,
        tallies=done.tallies(),
    )


def _width(output: Path | None) -> int | None:
    import shutil

    return shutil.get_terminal_size().columns if output is None and sys.stdout.isatty() else None


def _write(text: str | bytes, output: Path | None, form: str) -> None:
    if output is not None:
        data = text if isinstance(text, bytes) else text.encode()
        output.write_bytes(data)
    elif isinstance(text, bytes):
        raise click.UsageError(f"{form} 须用 --output 写入文件 / {form} needs --output")
    else:
        click.echo(text, nl=not text.endswith("\n"))
