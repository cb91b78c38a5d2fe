"""Who may ask the desk for anything: this browser, by this address, from this page alone."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from secrets import compare_digest
from typing import Any, TypeAlias

Scope: TypeAlias = MutableMapping[str, Any]
Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

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


class Guard:
    """Lets requests through that know the token and come from the desk's own page.

    A page of another site is refused by its ``Origin`` (and the browser's ``Sec-Fetch-Site``), one
    that has its own name point to this machine (DNS rebinding) by ``Host``. Whoever lacks the token
    is told nothing. Every answer forbids the browser to load anything from elsewhere.
    """

    def __init__(self, app: App, token: str) -> None:
        self.app, self.token = app, token

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            return await self.app(scope, receive, send)
        if scope["type"] != "http":
            return None
        if status := self._refusal(scope):
            await send({"type": "http.response.start", "status": status, "headers": []})
            return await send({"type": "http.response.body", "body": b""})

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                added = [(n.encode(), v.encode()) for n, v in _HEADERS.items()]
                message["headers"] = [
                    *message["headers"],
                    *(header for header in added if header[0] not in given),
                ]
            await send(message)

        return await self.app(scope, receive, guarded)

    def _refusal(self, scope: Scope) -> int:
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        port = scope["server"][1]
        if headers.get(b"host") not in {f"{name}:{port}" for name in _NAMES}:
            return 421
        own = f"http://{headers[b'host']}"
        origin = headers.get(b"origin")
        if origin != own and (origin is not None or scope["method"] not in {"GET", "HEAD"}):
            return 403
        if headers.get(b"sec-fetch-site", "none") not in {"same-origin", "none"}:
            return 403
        token = scope["path"].split("/")[1]
        return 0 if compare_digest(token.encode(), self.token.encode()) else 404
