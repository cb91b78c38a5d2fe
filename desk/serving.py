"""Open the desk: a server on this machine alone, at an address that nobody can guess."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from socket import socket

import uvicorn

from gouji.checks.engagement import Engagement
from gouji.checks.finding import Lang
from gouji.desk.app import application
from gouji.desk.cases import Desk
from gouji.desk.guard import LOOPBACK
from gouji.desk.ticks import Ticks
from gouji.desk.workshop import Workshop
from gouji.documents.files.keeper import Kept

_TOKEN_BYTES = 24
_PATIENCE = 2
"""Seconds that open connections get when the desk is closed."""


def serve(
    engagement: Engagement,
    ticks: Ticks,
    paths: Sequence[Path],
    lang: Lang,
    listening: socket,
    tell: Callable[[str], None],
) -> None:
    """Serve the desk until it is closed; ``tell`` is given its address."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)

    def stop() -> None:
        server.should_exit = True

    with Kept("gouji-desk-") as kept:
        workshop = Workshop()
        desk = Desk(engagement, ticks, workshop, kept.folder)
        config = uvicorn.Config(
            application(desk, token, lang, stop),
            log_level="critical",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_PATIENCE,
        )
        server = uvicorn.Server(config)
        page = f"case/{desk.case_of(paths).number}" if paths else ""
        tell(f"http://{LOOPBACK}:{listening.getsockname()[1]}/{token}/{page}")
        try:
            server.run([listening])
        finally:
            workshop.close()
