"""Open the desk: a server on this machine alone, at an address that nobody can guess."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from socket import create_server

import uvicorn
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from gouji.checks.engagement import Engagement
from gouji.desk.app import application
from gouji.desk.cases import Desk
from gouji.desk.ticks import Ticks
from gouji.desk.workshop import Workshop
from gouji.documents.files.keeper import Kept
from gouji.texts.bilingual import Lang

_TOKEN_BYTES = 24
_PATIENCE = 2
"""Seconds that open connections get when the desk is closed."""

LOOPBACK = "127.0.0.1"
_NAMES = (LOOPBACK, "localhost")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "content-security-policy": POLICY,
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}


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

    with create_server((LOOPBACK, port)) as listening, Kept("gouji-desk-") as kept:
        workshop = Workshop()
        desk = Desk(engagement, ticks, workshop, kept.folder)
        config = uvicorn.Config(
            Guard(application(desk, token, lang, stop), token),
            log_level="critical",
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_PATIENCE,
        )
        server = uvicorn.Server(config)
        page = f"case/{desk.case_of(paths).number}" if paths else ""
        tell(f"http://{LOOPBACK}:{listening.getsockname()[1]}/{token}/{page}")
        try:
            server.run(sockets=[listening])
        finally:
            workshop.close()


class Guard:
    """Lets requests through that know the token and come from the desk's own page.

    A page of another site is refused by its ``Origin`` (and the browser's ``Sec-Fetch-Site``), one
    that has its own name point to this machine (DNS rebinding) by ``Host``. Whoever lacks the token
    is told nothing. Every answer forbids the browser to load anything from elsewhere.
    """

    def __init__(self, app: ASGIApp, token: str) -> None:
        self.app, self.token = app, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            refused = self._refusal(scope)
            answer = Response(status_code=refused) if refused else self.app
            await answer(scope, receive, send if refused else guarded)

    def _refusal(self, scope: Scope) -> int:
        headers, port = Headers(scope=scope), scope["server"][1]
        if headers.get("host") not in {f"{name}:{port}" for name in _NAMES}:
            return 421
        own, origin = f"http://{headers['host']}", headers.get("origin")
        if origin != own and (origin is not None or scope["method"] not in {"GET", "HEAD"}):
            return 403
        if headers.get("sec-fetch-site", "none") not in {"same-origin", "none"}:
            return 403
        token = scope["path"].split("/")[1]
        return 0 if secrets.compare_digest(token.encode(), self.token.encode()) else 404
