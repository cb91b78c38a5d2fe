"""Open the desk: a server on this machine alone, at an address that nobody can guess."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path

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
    """Tells its port once it listens."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[int], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[object] | None = None) -> None:  # type: ignore[override]
        await super().startup()
        if self.started:
            self._ready(self.servers[0].sockets[0].getsockname()[1])


def serve(
    engagement: Engagement,
    ticks: Ticks,
    paths: Sequence[Path],
    lang: Lang,
    port: int,
    tell: Callable[[str], None],
) -> None:
    """Serve the desk until it is closed; ``tell`` is given its address.

    Raises OSError where ``port`` is taken; 0 takes any that is free.
    """
    token = secrets.token_urlsafe(_TOKEN_BYTES)

    def stop() -> None:
        server.should_exit = True

    with Kept("gouji-desk-") as kept:
        workshop = Workshop()
        desk = Desk(engagement, ticks, workshop, kept.folder)
        config = uvicorn.Config(
            application(desk, token, lang, stop),
            host=LOOPBACK,
            port=port,
            log_level="critical",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_PATIENCE,
        )
        page = f"case/{desk.case_of(paths).number}" if paths else ""
        server = _Server(config, lambda at: tell(f"http://{LOOPBACK}:{at}/{token}/{page}"))
        try:
            server.run()
        except SystemExit as ended:  # so uvicorn says that it can't listen there
            raise OSError(str(ended.__context__)) from ended
        finally:
            workshop.close()
