"""The facilitator's pages: all tables at a glance, and whatever a teacher must be able to do."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from game.classroom.security import FACILITATOR
from game.classroom.table import Table
from game.classroom.web import DESK_COOKIE, Refusal, desk_token, field, form_of, go, hall_of, page


async def enter(request: Request) -> Response:
    """Let the facilitator in who opens the link that the program printed."""
    hall = hall_of(request)
    if request.path_params["key"] != hall.facilitator_key:
        raise Refusal(404, "There is no such page.")
    answer = go("/desk")
    token = hall.keys.sign(FACILITATOR, {"key": hall.facilitator_key})
    answer.set_cookie(DESK_COOKIE, token, httponly=True, samesite="strict", max_age=60 * 60 * 24 * 30)
    return answer


async def desk(request: Request) -> Response:
    """Show all tables."""
    token, hall = desk_token(request), hall_of(request)
    time = request.app.state.time()
    return page(
        request, "desk.html", key=hall.keys.form_key(token), tables=list(hall.tables.values()), now=time
    )


async def clock(request: Request) -> Response:
    """Start, pause or extend a table's clock."""
    token = desk_token(request)
    fields = await form_of(request, token)
    table, time = _table(request), request.app.state.time()
    match field(fields, "do"):
        case "start":
            table.set_clock(table.clock.start(time))
        case "pause":
            table.set_clock(table.clock.pause(time))
        case "extend":
            table.set_clock(table.clock.extend(60.0, time))
        case _:
            raise Refusal(400, "A clock knows start, pause and extend.")
    return go("/desk")


async def end_turn(request: Request) -> Response:
    """Adjudicate a table's turn now."""
    await form_of(request, desk_token(request))
    _table(request).end_turn(request.app.state.time())
    return go("/desk")


def _table(request: Request) -> Table:
    number = request.path_params["table"]
    table = hall_of(request).tables.get(number)
    if table is None:
        raise Refusal(404, "There is no such table.")
    return table


routes: Final = [
    Route("/desk/enter/{key}", enter),
    Route("/desk", desk),
    Route("/desk/table/{table:int}/clock", clock, methods=["POST"]),
    Route("/desk/table/{table:int}/end-turn", end_turn, methods=["POST"]),
]
