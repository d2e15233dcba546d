"""The server of a class as an ASGI application: routes, the guard in front of them, and the clock behind."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from importlib.resources import files
from typing import Final

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from game.classroom import facilitator, joining, student
from game.classroom.guard import Guard
from game.classroom.hall import Hall
from game.classroom.table import TableError
from game.classroom.web import Refusal, now, refused

TICK: Final = 0.25
"""Seconds between two looks at the clocks."""


def make_app(hall: Hall, hosts: frozenset[str] | None = None, time: Callable[[], float] = now) -> ASGIApp:
    """Return the application of a class; only requests for these hosts are answered (None is any)."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        clock = asyncio.create_task(_keep_time(hall, time))
        try:
            yield
        finally:
            clock.cancel()
            with suppress(asyncio.CancelledError):
                await clock

    app = Starlette(
        routes=[
            *joining.routes,
            *student.routes,
            *facilitator.routes,
            Mount("/static", StaticFiles(directory=str(files("game.classroom") / "static"))),
            Mount("/fonts", StaticFiles(directory=str(files("game.fonts")))),
        ],
        lifespan=lifespan,
        exception_handlers={Refusal: _refusal, TableError: _table_error, 404: _missing, 405: _missing},
    )
    app.state.hall = hall
    app.state.time = time
    return Guard(app, hosts, time)


async def _keep_time(hall: Hall, time: Callable[[], float]) -> None:
    while True:
        hall.tick(time())
        await asyncio.sleep(TICK)


async def _refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return refused(request, error)


async def _table_error(request: Request, error: Exception) -> Response:
    text = str(error)
    return refused(request, Refusal(409, f"{text[:1].upper()}{text[1:]}."))


async def _missing(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 404)
    words = {404: "There is no such page.", 405: "That cannot be done here."}
    return refused(request, Refusal(status, words.get(status, "That cannot be done.")))
