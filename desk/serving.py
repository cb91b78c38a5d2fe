"""Open the desk: a server on this machine alone, at an address that nobody can guess."""

from __future__ import annotations

import secrets
import webbrowser
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread

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


class _Server(uvicorn.Server):
    """Tells its address once it listens."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[int], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup()
        if self.started:
            port: int = self.servers[0].sockets[0].getsockname()[1]
            self._ready(port)


def serve(
    engagement: Engagement,
    ticks: Ticks,
    paths: Sequence[Path],
    lang: Lang,
    tell: Callable[[str], None],
    *,
    port: int = 0,
    browser: bool = True,
) -> None:
    """Serve the desk until it is closed; ``tell`` is given its address."""
    token = secrets.token_urlsafe(_TOKEN_BYTES)

    def ready(at: int) -> None:
        address = f"http://{LOOPBACK}:{at}/{token}/" + (f"case/{first.number}" if first else "")
        tell(address)
        if browser:
            Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    def stop() -> None:
        server.should_exit = True

    with Kept("gouji-desk-") as kept:
        workshop = Workshop()
        desk = Desk(engagement, ticks, workshop, kept.folder)
        first = desk.case_of(paths) if paths else None
        config = uvicorn.Config(
            application(desk, token, lang, stop),
            host=LOOPBACK,
            port=port,
            log_level="critical",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_PATIENCE,
        )
        server = _Server(config, ready)
        try:
            server.run()
        finally:
            workshop.close()
