"""``gouji open``: the desk from the command line, or from an icon without one."""
# ruff: noqa: PLC0415  # a command imports what it needs, so that --help and others start at once

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import click

from gouji.reports.commands.asking import engaged
from gouji.reports.commands.switches import AUDITING, BilingualGroup, option
from gouji.reports.saying.phrases import in_both


@click.command("open", cls=BilingualGroup.command_class)
@AUDITING
@option("--port", type=click.IntRange(0, 65535), default=0)
@option("--no-browser", is_flag=True)
def open_(port: int, no_browser: bool, **asked: Any) -> None:
    """打开审核台：拖入文件，看疑点，作答复 / Open a local page to audit drafts and answer findings.

    只在本机，不联网。/ On this machine alone; nothing is sent anywhere.
    """
    try:
        from gouji.desk.serving import serve
    except ImportError as missing:
        raise click.UsageError(in_both("no-desk", name=missing.name)) from missing
    from platformdirs import user_data_path

    from gouji.desk.ticks import Ticks
    from gouji.rules.settings import FILE

    # what belongs to no project is kept in the user's own data
    home = Path.cwd() if asked["paths"] else user_data_path("gouji", appauthor=False) / "desk"
    if asked["config"] is None and not asked["paths"] and (home / FILE).is_file():
        asked["config"] = home / FILE
    paths, asked["paths"] = asked["paths"], asked["paths"] or (Path(),)
    engagement, settings, lang = engaged({**asked, "no_progress": True, "jobs": 1})
    ticks = Ticks(settings, home)
    desk = replace(engagement, paths=(), skipped=())
    try:
        serve(desk, ticks, paths, lang, port, partial(_tell, browser=not no_browser))
    except OSError as busy:
        raise click.UsageError(in_both("port-taken", port=str(port), busy=busy)) from busy


def _tell(address: str, *, browser: bool) -> None:
    click.echo(address)
    if browser:
        import webbrowser

        Thread(target=webbrowser.open, args=(address,), daemon=True).start()
