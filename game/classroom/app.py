"""The server of a class as an ASGI application: routes, the guard in front of them, and the clock behind."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from importlib.resources import files
from typing import Final

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from game.classroom import facilitator, joining, student
from game.classroom.guard import Guard, report
from game.classroom.hall import Hall
from game.classroom.student_map import ground
from game.classroom.terms import TableError
from game.classroom.web import Refusal, now, refused

SERVED: Final = (".css", ".js", ".svg", ".png", ".otf", ".ttf", ".woff2", ".txt")
"""How the files end that browsers are given."""

TICK: Final = 0.25
"""Seconds between two looks at the clocks."""

BREATH: Final = 0.2
"""Seconds between two ends of turns: what a table's people then load is served before the next ones come."""

JUMP: Final = 15.0
"""Where more seconds go by between two looks, the computer slept or was given another time: not counted."""


def make_app(hall: Hall, hosts: frozenset[str] | None = None, time: Callable[[], float] = now) -> ASGIApp:
    """Return the application of a class; only requests for these hosts are answered (None is any)."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        ground()  # drawn once, before anybody waits for it
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
            Mount("/fonts", _Files(directory=str(files("game") / "fonts"))),
            Mount("/static", _Files(directory=str(files("game.classroom") / "static"))),
        ],
        lifespan=lifespan,
        exception_handlers={
            Refusal: _refusal,
            TableError: _table_error,
            ClientDisconnect: _unfinished,
            OSError: _unkept,
            sqlite3.Error: _unkept,
            404: _missing,
            405: _missing,
        },
    )
    app.router.redirect_slashes = False
    app.state.hall = hall
    app.state.time = time
    app.state.limits = joining.Limits()
    return Guard(app, hosts, time)


class _Files(StaticFiles):
    """A folder of files for browsers; whatever else lies in it is not there."""

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        if not path.endswith(SERVED):
            return "", None
        return super().lookup_path(path)


async def _keep_time(hall: Hall, time: Callable[[], float]) -> None:
    before = time()
    while True:
        if time is now and not -JUMP < time() - before < JUMP:
            hall.jumped(time() - before)
        before = time()
        for _ in hall.ticks(time()):
            await asyncio.sleep(BREATH)
        await asyncio.sleep(TICK)


async def _refusal(request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return refused(request, error)


async def _table_error(request: Request, error: Exception) -> Response:
    text = str(error)
    return refused(request, Refusal(409, f"{text[:1].upper()}{text[1:]}."))


async def _unfinished(request: Request, _: Exception) -> Response:
    return refused(request, Refusal(408, "This did not come whole: send it again."))


async def _unkept(request: Request, error: Exception) -> Response:
    report(request.scope, error)
    return refused(request, Refusal(503, "The disk did not take this: nothing was done. Tell your teacher."))


async def _missing(request: Request, error: Exception) -> Response:
    status = getattr(error, "status_code", 404)
    words = {404: "There is no such page.", 405: "That cannot be done here."}
    return refused(request, Refusal(status, words.get(status, "That cannot be done.")))
