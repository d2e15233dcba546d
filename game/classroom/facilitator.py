"""The facilitator's pages: all tables at a glance, and whatever a teacher must be able to do."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from game.classroom.security import FACILITATOR, same
from game.classroom.table import Table
from game.classroom.web import (
    DESK_COOKIE,
    Refusal,
    desk_token,
    desk_values,
    field,
    form_of,
    go,
    hall_of,
    hand_out,
    page,
)


async def enter(request: Request) -> Response:
    """Let the facilitator in who opens the link that the program printed."""
    hall = hall_of(request)
    if not same(request.path_params["key"], hall.facilitator_key):
        raise Refusal(404, "There is no such page.")
    answer = go("/desk")
    token = hall.keys.sign(FACILITATOR, desk_values(hall))
    hand_out(answer, DESK_COOKIE, token)
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
