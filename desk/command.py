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
from gouji.reports.commands.switches import AUDITING, BilingualGroup

_HERE = Path()
_KEPT_FOR_ALL = "desk"


@click.command("open", cls=BilingualGroup.command_class)
@AUDITING
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="端口，0 为自动 / 0 for any")
@click.option("--no-browser", is_flag=True, help="只给出网址 / print the address, open no browser")
def open_(port: int, no_browser: bool, **asked: Any) -> None:
    """打开审核台：拖入文件，看疑点，作答复 / Open a local page to audit drafts and answer findings.

    只在本机，不联网。/ On this machine alone; nothing is sent anywhere.
    """
    try:
        from gouji.desk.serving import serve
    except ImportError as missing:
        raise click.UsageError(
            f"没有装 {missing.name}；请 pip install 'gouji[desk]' / "
            f"{missing.name} is missing: pip install 'gouji[desk]'"
        ) from missing
    from gouji.desk.ticks import Ticks
    from gouji.rules.settings import FILE

    home = Path.cwd() if asked["paths"] else _kept_for_all()
    if asked["config"] is None and not asked["paths"] and (home / FILE).is_file():
        asked["config"] = home / FILE
    paths, asked["paths"] = asked["paths"], asked["paths"] or (_HERE,)
    engagement, settings, lang = engaged({**asked, "no_progress": True, "jobs": 1})
    ticks = Ticks(settings, home)
    desk = replace(engagement, paths=(), skipped=())
    try:
        serve(desk, ticks, paths, lang, port, partial(_tell, browser=not no_browser))
    except OSError as busy:
        raise click.UsageError(f"端口 {port} 用不了 / port {port} can't be used: {busy}") from busy


def _tell(address: str, *, browser: bool) -> None:
    click.echo(address)
    if browser:
        import webbrowser

        Thread(target=webbrowser.open, args=(address,), daemon=True).start()


def _kept_for_all() -> Path:
    """Where answers are kept that belong to no project: the user's own data."""
    from platformdirs import user_data_path

    return user_data_path("gouji", appauthor=False) / _KEPT_FOR_ALL
