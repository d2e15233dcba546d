"""The guard in front of the pages: hosts, origins, sizes and rates; headers on every answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from game.classroom.security import HEADERS, Limiter, Rate

REQUESTS: Final = Rate(burst=120, per_second=30)
"""What one address or token may ask."""

LARGEST_BODY: Final = 1 << 20


class Guard:
    """Lets requests through that may pass, and seals every answer with the headers of the house."""

    def __init__(
        self,
        app: ASGIApp,
        hosts: frozenset[str] | None,
        time: Callable[[], float],
        rate: Rate = REQUESTS,
    ) -> None:
        self.app = app
        self._hosts = hosts
        self._time = time
        self._limiter = Limiter(rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        sealed = _sealed(send)
        refusal = self._refusal(scope)
        if refusal is None:
            await self.app(scope, receive, sealed)
        else:
            await refusal(scope, receive, sealed)

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._hosts is not None and _name_of(host) not in self._hosts:
            return PlainTextResponse("This server does not go by that name.", 421)
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return PlainTextResponse("That cannot be done here.", 405)
        if scope["method"] == "POST" and not _same_origin(headers, host):
            return PlainTextResponse("Forms are taken from our own pages only.", 403)
        length = headers.get("content-length", "0")
        if not length.isdecimal():
            return PlainTextResponse("That request cannot be read.", 400)
        if int(length[:16]) > LARGEST_BODY:
            return PlainTextResponse("That is too much at once.", 413)
        if not self._limiter.count(_caller(scope, headers), self._time()):
            return PlainTextResponse("Slow down: try again in a moment.", 429, {"retry-after": "1"})
        return None


def _sealed(send: Send) -> Send:
    async def seal(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS:
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-store")
        await send(message)

    return seal


def _name_of(host: str) -> str:
    """Return the name of a Host header, without its port."""
    if host.startswith("["):
        return host.partition("]")[0] + "]"
    return host.partition(":")[0].lower()


def _same_origin(headers: Headers, host: str) -> bool:
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2] == host


def _caller(scope: Scope, headers: Headers) -> str:
    """Return whom a request is counted for: the token that it carries, else the address."""
    client = scope.get("client")
    cookie = headers.get("cookie", "")
    return f"{client[0] if client else ''} {cookie[:600]}"
