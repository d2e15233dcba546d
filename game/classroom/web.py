"""What every page needs: the class, the caller, forms read with care, and answers."""

from __future__ import annotations

import re
import time
from functools import cache
from typing import Any, Final
from urllib.parse import parse_qsl

from attrs import frozen
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response

from game.classroom.hall import Hall
from game.classroom.rows import Person
from game.classroom.security import FACILITATOR, PERSON
from game.classroom.table import Table
from game.classroom.words import FILTERS

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
"""The signs that no form of ours brings: lines end with CR and LF, and there are tabs."""

LARGEST_FORM: Final = 32_768
MOST_FIELDS: Final = 64

SEAT_COOKIE: Final = "seat"
DESK_COOKIE: Final = "desk"

LEVEL_COOKIE: Final = "level"
READ_COOKIE: Final = "read"
"""What a reader chose, and how much of the messages they have seen: no secrets."""

_COOKIES: Final = {
    SEAT_COOKIE: ("/", 7),
    DESK_COOKIE: ("/desk", 30),
    LEVEL_COOKIE: ("/seat", 7),
    READ_COOKIE: ("/seat", 7),
}
"""For which pages each cookie is, and for how many days."""


class Refusal(Exception):
    """An answer that is not what was asked for: its status, and one line for the person."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


@frozen
class Caller:
    """Somebody whose token was read: table and person, and the token itself."""

    table: Table
    person: Person
    token: str


def now() -> float:
    """Return the time: Unix seconds. The only clock of the classroom."""
    return time.time()


def hall_of(request: Request) -> Hall:
    """Return the class that a server serves."""
    hall: Hall = request.app.state.hall
    return hall


def caller_of(request: Request) -> Caller:
    """Return who asks; raise Refusal where their token is not one of ours."""
    hall, token = hall_of(request), request.cookies.get(SEAT_COOKIE, "")
    found = hall.whose(hall.keys.read(PERSON, token))
    if found is None:
        raise Refusal(401, "Join a table first.")
    found[0].seen(found[1], request.app.state.time())
    return Caller(*found, token)


def desk_token(request: Request) -> str:
    """Return the facilitator's token; raise Refusal where it is not theirs."""
    hall, token = hall_of(request), request.cookies.get(DESK_COOKIE, "")
    if hall.keys.read(FACILITATOR, token) != desk_values(hall):
        raise Refusal(401, "This page is the facilitator's: open the link that the program printed.")
    return token


def desk_values(hall: Hall) -> dict[str, str]:
    """Return what the facilitator's token holds: not the link's key itself, but what only that key gives."""
    return {"desk": hall.keys.mark("desk", hall.facilitator_key)}


async def form_of(request: Request, token: str | None) -> dict[str, str]:
    """Return the fields of a form; raise Refusal where it is malformed or was not made for this caller."""
    fields = await fields_of(request)
    key = request.headers.get("x-form-key") or fields.pop("key", "")
    if token is not None and not hall_of(request).keys.is_form_key(token, key):
        raise Refusal(403, "This form is out of date: load the page again.")
    return fields


async def fields_of(request: Request) -> dict[str, str]:
    """Return the fields of a URL-encoded form, the last of those with one name."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise Refusal(415, "Only forms are read here.")
    body = await body_of(request, LARGEST_FORM)
    try:
        pairs = parse_qsl(
            body.decode("utf-8"),
            keep_blank_values=True,
            strict_parsing=bool(body),
            errors="strict",
            max_num_fields=MOST_FIELDS,
        )
    except ValueError:
        raise Refusal(400, "This form cannot be read.") from None
    if any(_CONTROLS.search(text) for pair in pairs for text in pair):
        raise Refusal(400, "This form cannot be read.")
    return dict(pairs)


async def body_of(request: Request, most: int) -> bytes:
    """Return the body of a request; raise Refusal where it is larger than it may be."""
    body = bytearray()
    async for piece in request.stream():
        body += piece
        if len(body) > most:
            raise Refusal(413, f"That is too much at once: {most} bytes are the most.")
    return bytes(body)


def field(fields: dict[str, str], name: str, most: int = 200) -> str:
    """Return a field of a form; raise Refusal where it is missing or too long."""
    value = fields.get(name)
    if value is None or len(value) > most:
        raise Refusal(400, f"The field '{name}' is missing or too long.")
    return value


def hand_out(answer: Response, cookie: str, token: str) -> None:
    """Give a browser its token: no script reads it, no other site's page sends it along."""
    path, days = _COOKIES[cookie]
    answer.set_cookie(cookie, token, max_age=days * 86_400, path=path, httponly=True, samesite="strict")


def take_back(answer: Response, cookie: str) -> None:
    """Let a browser forget its token."""
    answer.delete_cookie(cookie, path=_COOKIES[cookie][0], httponly=True, samesite="strict")


def wants_part(request: Request) -> bool:
    """Tell whether a page asks for a part of itself rather than for a whole page."""
    return request.headers.get("hx-request") == "true"


def page(request: Request, template: str, status: int = 200, **values: Any) -> Response:
    """Return a page, or a part of one."""
    return HTMLResponse(render(template, **values), status)


def go(path: str) -> Response:
    """Send a browser on to another page, after a form."""
    return RedirectResponse(path, 303)


def refused(request: Request, refusal: Refusal) -> Response:
    """Return the answer to what cannot be: words for a part, a page for a page."""
    if wants_part(request):
        return PlainTextResponse(refusal.message, refusal.status)
    return page(request, "refused.html", refusal.status, message=refusal.message)


def render(template: str, **values: Any) -> str:
    """Return a template filled in; a value that it asks for and does not get is an error."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("game.classroom", "pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(FILTERS)
    return found
