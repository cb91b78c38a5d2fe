"""The command line: parse options, call, exit. The only place that prints."""
# ruff: noqa: PLC0415  # a command imports what it needs, so that --help and others start at once

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from gouji import __version__
from gouji.checks.finding import SEVERITIES
from gouji.desk.command import open_
from gouji.documents.document import DocumentError
from gouji.reports import writing
from gouji.reports.commands import switches
from gouji.reports.commands.asking import Told, engaged, in_pairs, spare
from gouji.reports.rendering import DRAWING, FORMS, performed
from gouji.reports.saying.phrases import in_both, say
from gouji.reports.saying.report import Report
from gouji.rules.problem import RuleError

if TYPE_CHECKING:
    from gouji.checks.engagement import Performance
    from gouji.documents.document import Unreadable


class _Gouji(switches.BilingualGroup):
    """Tells what is wrong with rules and settings in one line each; exit 2. Speaks UTF-8."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper) and stream.encoding.lower() != "utf-8":
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
        return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (RuleError, DocumentError) as error:
            click.echo(error.say(ctx.find_root().obj or "zh"), err=True)
            raise SystemExit(2) from error


@click.group(cls=_Gouji, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="gouji", help="显示版本 / show the version")
def main() -> None:
    """勾稽：审核公开披露的数字。 / Audit published figures: what does not tie, where, and why."""


@main.command()
@switches.AUDITING
@switches.option("--ties", is_flag=True)
@switches.option("--proofs", type=switches.FOLDER, metavar="DIR")
@switches.option("--format", "forms", type=click.Choice(FORMS), multiple=True, default=["text"])
@switches.option("--output", "-o", "outputs", said="outputs", multiple=True, metavar="FILE")
@switches.FAIL_ON
@switches.option("--baseline", type=switches.FILE)
@switches.option("--explain", multiple=True, metavar="ID")
def audit(baseline: Any, explain: Any, *, ties: bool, proofs: Path | None, **asked: Any) -> None:
    """审核文件或文件夹中的数字 / Audit the figures printed in PATHS.

    退出码 / exit codes: 0 没有达到 --fail-on 的疑点 / nothing at or above the bar; 1 有 / findings;
    2 有文件无法审核或用法有误 / an input can't be audited, or usage.
    """
    pairs = in_pairs(asked["forms"], asked["outputs"])
    writes = [output for _, output in pairs]
    engagement, settings, lang = engaged(asked, baseline, writes=writes)
    all_asked = ties or proofs or any(form in DRAWING for form, _ in pairs)
    done = replace(engagement, in_part=not all_asked).perform(date.today())
    if explain:
        from gouji.reports.text import explained

        _write(explained(Report(done.result, lang, width=_terminal(None)["width"]), explain), None)
    for form, output in () if explain else pairs:
        shown = _terminal(output) | {"beside": output.parent if output else Path()}
        _write(performed(done, form, lang, ties=ties, **shown), output, form)
    if proofs:
        _prove(done, proofs)
    if {form for form, _ in pairs} == {"csv"}:  # it has no room for what was not read
        for told in Report(done.result, lang).not_read:
            click.echo(told, err=True)
    _complain(done.result.unreadable, lang)
    if done.result.has_nothing:
        click.echo(say("nothing-given", lang), err=True)
    raise SystemExit(done.result.exit_code(settings.fail_on or "error"))


@main.command()
@switches.AUDITING
@switches.formats("table", "csv", "json")
@switches.OUTPUT
@switches.option("--unchecked", is_flag=True)
def figures(form: str, output: Path | None, unchecked: bool, **asked: Any) -> Told:
    """列出读到的每一个数字 / Print every figure that is read in PATHS."""
    from gouji.reports.commands.figure_list import figures_of, listed

    engagement, _, lang = engaged(asked, writes=[output])
    frame, failed = figures_of(engagement, lang, of_all=not unchecked)
    text = listed(frame, form, lang, width=_terminal(output)["width"])
    return Told(text, failed, file=output)


@main.command()
@switches.AUDITING
@switches.formats("text", "json")
@switches.OUTPUT
@switches.option("--pack", type=switches.FILE)
def discover(form: str, output: Path | None, pack: Path | None, **asked: Any) -> Told:
    """找出表中数字自己显出的关系 / Find what the numbers of tables show by themselves."""
    from gouji.reports.commands.discovered import discovered, drafted, told

    engagement, _, lang = engaged(asked, writes=[output, pack])
    found, failed = discovered(engagement)
    if pack is not None:
        _write(drafted(found, pack.stem), pack)
    return Told(told(found, form, lang), failed, file=output)


@main.command()
@click.argument("urls", nargs=-1, required=True, metavar="PATH|URL…")
@switches.option("--into", required=True, metavar="DIR|URL")
@switches.option("--engine", default="dask", metavar="dask[://HOST:PORT]")
@switches.FAIL_ON
@switches.ENGAGING
def census(urls: tuple[str, ...], into: str, engine: str, **asked: Any) -> None:
    """审核成千上万份文件，可用多台机器 / Audit thousands of documents, on many machines.

    结果存为 Parquet；中断后再运行，做完的不再做。/ Results are kept as Parquet; run again after an
    interruption, what is done is not done again.
    """
    from gouji.documents.files.extras import require

    require(Path(into), "distributed", "dask")
    from gouji.reports.census.census import take

    engagement, settings, lang = engaged({**asked, "exclude": (), "paths": (Path(),)})
    taken = take(engagement, urls, into, engine, asked["exclude"])
    counts = {name: taken.severities[name] for name in SEVERITIES}
    click.echo(say("census", lang, documents=taken.documents, read=taken.read, **counts))
    _complain(taken.unreadable, lang)
    raise SystemExit(taken.exit_code(settings.fail_on or "error"))


@main.command()
@click.argument("file", metavar="FILE", type=switches.FILE)
@switches.option("--output", "-o", said="copy", required=True, type=switches.FILE)
@switches.option("--force", is_flag=True)
@switches.ENGAGING
def annotate(file: Path, output: Path, force: bool, **asked: Any) -> Told:
    """写一份标注了疑点的副本 / Write a copy of FILE with its findings marked in it.

    docx、xlsx、pdf 加批注，原件不变；文本和网页写成 HTML。/ docx, xlsx and pdf get comments, texts
    and web pages become HTML; the original is never changed.
    """
    from gouji.reports.marking.annotating import marked_copy, single

    engagement, _, lang = engaged({**asked, "paths": (file,)}, writes=[output])
    done = engagement.perform(date.today())
    read = single(done.reading.documents, file)
    said = (marked_copy(done, document, output, lang, force=force) for document in read)
    return Told("".join(said), done.result.unreadable)


@main.command()
@click.argument("old", metavar="OLD", type=switches.ANY)
@click.argument("new", metavar="NEW", type=switches.ANY)
@switches.ENGAGING
@switches.formats("text", "markdown", "json")
@switches.OUTPUT
@switches.FAIL_ON
def diff(old: Path, new: Path, form: str, output: Path | None, **asked: Any) -> Told:
    """比较两稿的疑点和数字 / Draft against draft: findings resolved and new, figures changed.

    退出码 / exit codes: 1 有达到 --fail-on 的新疑点 / a new finding at or above the bar.
    """
    from gouji.checks.accepted.diff import compare
    from gouji.reports.commands.draft_changes import told

    before, settings, lang = engaged({**asked, "paths": (old,)}, writes=[output])
    after, _, _ = engaged({**asked, "paths": (new,)}, writes=[output])
    one, other = before.perform(date.today()), after.perform(date.today())
    found = compare(one.result, other.result, one.figures, other.figures)
    failed = (*one.result.unreadable, *other.result.unreadable)
    fresh = replace(other.result, findings=found.new, unreadable=())
    code = fresh.exit_code(settings.fail_on or "error")
    return Told(told(found, form, lang), failed, code, output)


@main.command()
@switches.option("--output", "-o", said="settings", type=switches.FILE, default="gouji.toml")
def init(output: Path) -> Told:
    """写一份带注释的设置 / Write settings, all of them explained."""
    from gouji.rules import scaffold

    return Told(scaffold.settings(), file=output, anew=True, said=in_both("settings-written"))


@main.group()
def baseline() -> None:
    """基线：某一时刻已知的疑点 / The baseline: findings known at a moment."""


def _rebase(how: Any, file: Path | None, **asked: Any) -> Told:
    """Audit and bring a baseline up to date, or make it; what was not audited keeps its own."""
    from gouji.checks.accepted.acceptance import as_json
    from gouji.checks.engagement import baseline_in

    engagement, settings, lang = engaged(asked)
    kept = file or settings.baseline or Path("gouji-baseline.json")
    spare(engagement, kept, renewing=True)
    anew = how == "create"
    before = None if anew else baseline_in(kept)
    made, failed = engagement.known(date.today(), before, "update" if anew else how)
    n, old = len(made.known), before.known if before else {}
    new, gone = len(made.known.keys() - old), len(old.keys() - made.known.keys())
    said = say("baseline-made" if anew else "baseline-renewed", lang, n=n, new=new, gone=gone)
    return Told(as_json(made), tuple(failed), file=kept, anew=anew, said=said)


for _how, _about in {
    "create": "把现有疑点记为已知 / Take all present findings for known.",
    "update": "加入新疑点，移出已消失的 / Add what is new, renew what changed, drop what is gone.",
    "prune": "只移出已消失的疑点 / Only drop what is gone.",
}.items():
    _kept = switches.option("--output", "-o", "file", said="kept", type=switches.FILE)
    baseline.command(_how, help=_about)(switches.AUDITING(_kept(partial(_rebase, _how))))


@main.group()
def export() -> None:
    """把核验交给别的工具 / Hand the checks to other tools."""


@export.command()
@click.argument("folder", metavar="DIR", type=switches.FOLDER)
@switches.AUDITING
def gx(folder: Path, **asked: Any) -> Told:
    """写一套 great-expectations 环境 / Write a great-expectations context for PATHS into DIR.

    含期望集、检查点和数据文档，用 DIR/run.py 运行。/ Suite, checkpoint, Data Docs; run DIR/run.py.
    """
    from gouji.reports.commands.gx_context import outputs, write

    engagement, _, lang = engaged(asked, writes=outputs(folder))
    done = engagement.perform(date.today())
    written = write(done.audit, engagement.rules, folder, lang)
    said = say("exported", lang, script=folder / "run.py", n=written)
    return Told(said, done.result.unreadable)


@main.result_callback()
def _tell(told: Told | None, **_: Any) -> None:
    """Print, or write, what a command has to say, then what could not be read: that is exit 2."""
    if told is not None:
        _write(told.text, told.file, anew=told.anew, said=told.said)
        _complain(told.failed, click.get_current_context().obj or "zh")
        raise SystemExit(2 if told.failed else told.code)


for _name, _about in {
    "archive": "档案：往期披露的数字 / The archive: figures of past disclosures.",
    "rules": "列出、解释、测试规则 / List, explain and test rules.",
}.items():
    main.add_command(switches.LazyGroup(_name, _about))
main.add_command(open_)


def _terminal(output: Path | None) -> dict[str, Any]:
    """Width and colours of a terminal; none where the text goes elsewhere."""
    import shutil

    shown = output is None and sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if shown else None
    return {"color": shown and "NO_COLOR" not in os.environ, "width": width}


def _prove(done: Performance, folder: Path) -> None:
    from gouji.reports.proof import proofs

    with writing.told(folder):
        folder.mkdir(parents=True, exist_ok=True)
    for name, text in proofs(done):
        _write(text, folder / name)


def _complain(failed: Iterable[Unreadable], lang: Any) -> None:
    for problem in failed:
        click.echo(problem.say(lang), err=True)


def _write(
    text: str | bytes, output: Path | None, form: str = "", *, anew: bool = False, said: str = ""
) -> None:
    """Print a text, or write it into a file and say so."""
    if output is None:
        if isinstance(text, bytes):
            raise click.UsageError(in_both("needs-output", form=form))
        click.echo(text, nl=not text.endswith("\n") and bool(text))
        return
    writing.put(output, text, anew=anew)
    if said:
        click.echo(f"{output}: {said}")
