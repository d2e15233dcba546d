"""Joining: a code and a name, then a seat and a role at the table."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from game.classroom.roles import DUTIES, NAMES, ROLE_NAMED, Role
from game.classroom.security import PERSON, Limiter, Rate
from game.classroom.web import (
    SEAT_COOKIE,
    Refusal,
    caller_of,
    field,
    fields_of,
    form_of,
    go,
    hall_of,
    page,
)
from game.wording import names_of
from rules.terms import POWER_NAMED, POWERS

WRONG_CODES: Final = Rate(burst=10, per_second=1 / 6)
"""How many wrong codes one address may try."""

WRONG_CODES_OF_ALL: Final = Rate(burst=100, per_second=1.0)

LONGEST_NAME: Final = 40


async def front(request: Request) -> Response:
    """Show where to join; somebody who has joined goes on to the table."""
    try:
        caller_of(request)
    except Refusal:
        code = request.query_params.get("code", "")[:12]
        return page(request, "join.html", code=code, name="", said="")
    return go("/table")


async def join(request: Request) -> Response:
    """Let somebody in who knows a table's code."""
    fields = await fields_of(request)
    code, name = field(fields, "code"), " ".join(field(fields, "name").split())
    said = _wrong_name(name)
    if said:
        return page(request, "join.html", 422, code=code, name=name, said=said)
    hall, time = hall_of(request), request.app.state.time()
    _may_try(request, time)
    table = hall.with_code(code)
    if table is None:
        _count_wrong(request, time)
        said = "No table has this code. It has six letters and figures; ask your teacher."
        return page(request, "join.html", 422, code=code, name=name, said=said)
    person = table.join(name)
    answer = go("/table")
    token = hall.keys.sign(PERSON, {"t": table.id, "p": person.id})
    answer.set_cookie(SEAT_COOKIE, token, httponly=True, samesite="strict", max_age=60 * 60 * 24 * 7)
    return answer


async def lobby(request: Request) -> Response:
    """Show the seats and roles of the table, and who has which."""
    caller = caller_of(request)
    names = names_of(caller.table.session.state.world)
    seats = [
        {
            "key": power.key,
            "name": names.parties[power.key],
            "bot": caller.table.session.seats[power] != "human",
            "team": [(person.name, person.role, person.id) for person in caller.table.team(power)],
        }
        for power in POWERS
    ]
    roles = [(role.value, NAMES[role], DUTIES[role]) for role in Role]
    return page(
        request,
        "lobby.html",
        key=hall_of(request).keys.form_key(caller.token),
        table=caller.table,
        person=caller.person,
        seats=seats,
        roles=roles,
    )


async def sit(request: Request) -> Response:
    """Give somebody the seat and role they chose."""
    caller = caller_of(request)
    fields = await form_of(request, caller.token)
    power, role = POWER_NAMED.get(field(fields, "seat")), ROLE_NAMED.get(field(fields, "role"))
    if power is None or role is None:
        raise Refusal(400, "There is no such seat or role.")
    caller.table.sit(caller.person, power, role)
    return go("/seat/brief")


async def leave(request: Request) -> Response:
    """Let somebody leave the table for good."""
    caller = caller_of(request)
    await form_of(request, caller.token)
    caller.table.leave(caller.person)
    answer = go("/")
    answer.delete_cookie(SEAT_COOKIE)
    return answer


def _wrong_name(name: str) -> str:
    if not name:
        return "Write your name, so that your team knows you."
    if len(name) > LONGEST_NAME:
        return f"A name has {LONGEST_NAME} letters at most."
    if not name.isprintable():
        return "A name has letters, figures and blanks only."
    return ""


def _limits(request: Request) -> tuple[Limiter, Limiter]:
    state = request.app.state
    if not hasattr(state, "wrong_codes"):
        state.wrong_codes = Limiter(WRONG_CODES), Limiter(WRONG_CODES_OF_ALL)
    limits: tuple[Limiter, Limiter] = state.wrong_codes
    return limits


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _may_try(request: Request, time: float) -> None:
    one, every = _limits(request)
    if not (one.allows(_address(request), time) and every.allows("", time)):
        raise Refusal(429, "Too many wrong codes: wait a minute and try again.")


def _count_wrong(request: Request, time: float) -> None:
    one, every = _limits(request)
    one.count(_address(request), time)
    every.count("", time)


routes: Final = [
    Route("/", front),
    Route("/join", join, methods=["POST"]),
    Route("/table", lobby),
    Route("/sit", sit, methods=["POST"]),
    Route("/leave", leave, methods=["POST"]),
]
