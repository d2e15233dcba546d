"""Prepared injects for the facilitator: a file is taken whole or not at all, each is done at its button."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from game.classroom.desk import Fields, desk_page, done, item_in, tables_in, tell, time_of
from game.classroom.desk_controls import at_each
from game.classroom.table import Table
from game.classroom.web import Refusal, body_of, desk_token, go, hall_of
from game.content_injects import InjectError

LARGEST_FILE: Final = 256 * 1024
"""The most bytes of a file of injects."""


async def page_of_injects(request: Request) -> Response:
    """Show what is prepared, and take a file of injects."""
    desk_token(request)
    hall = hall_of(request)
    first = next(iter(hall.tables.values()))
    return desk_page(
        request,
        "desk_injects.html",
        items=hall.agenda.items,
        tables=list(hall.tables.values()),
        world=first.session.state.world,
        faults=(),
        text="",
    )


async def upload(request: Request) -> Response:
    """Take a file of injects, all of it or none; every fault is told."""
    token, hall = desk_token(request), hall_of(request)
    fields, name, text = await _file_of(request)
    if not hall.keys.is_form_key(token, request.headers.get("x-form-key") or fields.get("key", "")):
        raise Refusal(403, "This form is out of date: load the page again.")
    first = next(iter(hall.tables.values()))
    try:
        count = hall.agenda.read(text, first.session.state, name)
    except InjectError as error:
        return desk_page(
            request,
            "desk_injects.html",
            422,
            items=hall.agenda.items,
            tables=list(hall.tables.values()),
            world=first.session.state.world,
            faults=[str(fault) for fault in error.faults],
            text=text,
        )
    hall.agenda.due(time_of(request))
    tell(
        request,
        f"{count} inject{'' if count == 1 else 's'} prepared." if count else "Nothing new in this file.",
    )
    return go("/desk/injects")


async def _file_of(request: Request) -> tuple[Fields, str, str]:
    """Return the fields of a form with a file, the file's name and its text."""
    body = await body_of(request, LARGEST_FILE)

    async def stream() -> AsyncIterator[bytes]:
        yield body

    try:
        form = await MultiPartParser(request.headers, stream(), max_files=1, max_fields=8).parse()  # type: ignore[arg-type]
    except (MultiPartException, KeyError, ValueError):
        raise Refusal(400, "This form cannot be read.") from None
    fields = {name: value for name, value in form.items() if isinstance(value, str)}
    file = form.get("file")
    try:
        if isinstance(file, UploadFile) and file.filename:
            return fields, file.filename[-80:], (await file.read()).decode("utf-8-sig")
        return fields, "", fields.get("text", "")
    except UnicodeDecodeError:
        raise Refusal(400, "A file of injects is plain text (UTF-8).") from None
    finally:
        await form.close()


async def do_inject(request: Request) -> Response:
    """Do a prepared inject now, at the tables that the form names."""
    hall = hall_of(request)
    back = _origin(request)

    def act(fields: Fields) -> str:
        item = item_in(hall, fields)
        tables = tables_in(hall, fields.get("tables", "all"))

        def at(each: Table) -> str:
            hall.agenda.do(item, each, time_of(request))
            return f"'{item.inject.name}' is done"

        return at_each(tables, at)

    return await done(request, back, act)


async def drop_inject(request: Request) -> Response:
    """Forget a prepared inject."""
    hall = hall_of(request)

    def act(fields: Fields) -> str:
        item = item_in(hall, fields)
        hall.agenda.drop(item)
        return f"'{item.inject.name}' is off the list."

    return await done(request, "/desk/injects", act)


def _origin(request: Request) -> str:
    number = request.query_params.get("table", "")
    known = number.isascii() and number.isdecimal() and len(number) < 4
    return f"/desk/table/{int(number)}/acts" if known else "/desk/injects"


routes: Final = [
    Route("/desk/injects", page_of_injects),
    Route("/desk/injects/file", upload, methods=["POST"]),
    Route("/desk/injects/do", do_inject, methods=["POST"]),
    Route("/desk/injects/drop", drop_inject, methods=["POST"]),
]
