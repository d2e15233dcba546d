"""The guard in front of the pages: hosts, origins, sizes, rates and patience; headers on every answer."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable
from ipaddress import ip_address
from typing import Final

from attrs import frozen
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from game.classroom.security import HEADERS, Limiter, Rate

LARGEST_BODY: Final = 1 << 20
LONGEST_PATH: Final = 512
LONGEST_QUERY: Final = 4096
PATIENCE: Final = 10.0
"""Seconds within which the body of a request must have come."""

KEPT_IN_CACHES: Final = "public, max-age=600"
"""How long a browser may go on with the files that every page shares; then it asks by their etag."""

TOKENS: Final = ("seat", "desk")
"""The cookies that say who asks."""

_FILES: Final = ("/static/", "/fonts/")
_STRANGE: Final = re.compile(r"[\x00-\x1f\x7f\\]|//|(^|/)\.\.?(/|$)")
_HOST: Final = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[A-Za-z0-9._-]+)(:[0-9]{1,5})?")
_LOG: Final = logging.getLogger(__name__)


@frozen
class Rates:
    """What one token may ask, and one address: a whole class may share an address behind one access point."""

    token: Rate
    address: Rate


RATES: Final = Rates(Rate(burst=120, per_second=8), Rate(burst=3000, per_second=450))
"""Of 150 who share an address each polls once a second; all may open a page in the same moment."""


class Guard:
    """Lets requests through that may pass, and seals every answer with the headers of the house."""

    def __init__(
        self,
        app: ASGIApp,
        hosts: frozenset[str] | None,
        time: Callable[[], float],
        rates: Rates = RATES,
        patience: float = PATIENCE,
    ) -> None:
        self.app = app
        self._hosts = hosts
        self._time = time
        self._patience = patience
        self._tokens, self._addresses = Limiter(rates.token), Limiter(rates.address)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or hand it on; what breaks on the way is one line for the person."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, _Sealed(send, scope["path"]))
        else:
            await send({"type": "websocket.close", "code": 1008})

    async def _answer(self, scope: Scope, receive: Receive, send: _Sealed) -> None:
        refusal = self._refusal(scope)
        try:
            await (refusal or self.app)(scope, _hurried(receive, self._patience), send)
        except Exception as error:  # the last resort of the whole server
            report(scope, error)
            if not send.begun:
                await _words("Something went wrong here; what was answered before is kept.", 500)(
                    scope, receive, send
                )

    def _refusal(self, scope: Scope) -> PlainTextResponse | None:
        """Return the answer to what may not pass."""
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._hosts is not None and not _goes_by(host, self._hosts):
            return _words("This server does not go by that name.", 421)
        if not self._may_ask(scope, headers):
            return _words("Slow down: try again in a moment.", 429, {"retry-after": "1"})
        if scope["method"] not in ("GET", "HEAD", "POST"):
            return _words("That cannot be done here.", 405, {"allow": "GET, HEAD, POST"})
        if len(scope["path"]) > LONGEST_PATH or len(scope["query_string"]) > LONGEST_QUERY:
            return _words("That address is too long.", 414)
        if _STRANGE.search(scope["path"]):
            return _words("There is no such page.", 404)
        if scope["method"] == "POST" and not _same_origin(headers, host):
            return _words("Forms are taken from our own pages only.", 403)
        return _too_large(headers)

    def _may_ask(self, scope: Scope, headers: Headers) -> bool:
        now, client = self._time(), scope.get("client")
        if not self._addresses.count(client[0] if client else "", now):
            return False
        token = _token(headers)
        if not token or scope["path"].startswith(_FILES):
            return True
        return self._tokens.count(token, now)


class _Sealed:
    """Sends an answer with the headers of the house, and knows whether it has begun."""

    def __init__(self, send: Send, path: str) -> None:
        self.begun = False
        self._send = send
        self._path = path

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.begun = True
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS:
                headers.setdefault(name, value)
            kept = self._path.startswith(_FILES) and message["status"] in (200, 206, 304)
            headers.setdefault("cache-control", KEPT_IN_CACHES if kept else "no-store")
        await self._send(message)


def _hurried(receive: Receive, seconds: float) -> Receive:
    """Return a receiver that takes a body for lost when it does not come in time."""
    deadline, whole = asyncio.get_running_loop().time() + seconds, False

    async def hurry() -> Message:
        nonlocal whole
        if whole:
            return await receive()
        try:
            async with asyncio.timeout_at(deadline):
                message = await receive()
        except TimeoutError:
            return {"type": "http.disconnect"}
        whole = not message.get("more_body", False)
        return message

    return hurry


def report(scope: Scope, error: Exception) -> None:
    """Write one line about what broke; the trace only where the log is read that closely."""
    where, what = f"{scope['method']} {scope['path']!a}", f"{type(error).__name__}: {str(error)!a}"
    _LOG.error("%s: %s", where, what, exc_info=error if _LOG.isEnabledFor(logging.DEBUG) else None)


def _words(text: str, status: int, headers: dict[str, str] | None = None) -> PlainTextResponse:
    return PlainTextResponse(text, status, headers)


def _too_large(headers: Headers) -> PlainTextResponse | None:
    length = headers.get("content-length", "0")
    if not re.fullmatch("[0-9]{1,20}", length):
        return _words("That request cannot be read.", 400)
    if int(length) > LARGEST_BODY:
        return _words("That is too much at once.", 413)
    return None


def _goes_by(host: str, names: frozenset[str]) -> bool:
    """Tell whether a Host header names this server; an address does, as no foreign name can stand for it."""
    found = _HOST.fullmatch(host)
    if found is None:
        return False
    name = found["name"].lower()
    return name in names or _is_address(name.strip("[]"))


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True


def _same_origin(headers: Headers, host: str) -> bool:
    """Tell whether a form was sent from our own pages, as far as the browser says so."""
    site = headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or origin in (f"http://{host}", f"https://{host}")


def _token(headers: Headers) -> str:
    """Return the tokens that a request carries, as one word; empty where there is none."""
    cookies = cookie_parser(headers.get("cookie", "")[:2048])
    return " ".join(cookies[name][:512] for name in TOKENS if cookies.get(name))
