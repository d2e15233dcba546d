"""Joining: a code and a name, then a seat and a role at the table."""

from __future__ import annotations

from typing import Any, Final

from attrs import Factory, frozen
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from game.classroom.naming import tidy_name, wrong_name
from game.classroom.prose import line_of
from game.classroom.roles import DUTIES, NAMES, ROLE_NAMED, Role
from game.classroom.rows import Person
from game.classroom.security import PERSON, Limiter, Rate, tidy_code
from game.classroom.table import Table
from game.classroom.web import (
    LEVEL_COOKIE,
    READ_COOKIE,
    SEAT_COOKIE,
    Caller,
    Refusal,
    caller_of,
    field,
    fields_of,
    form_of,
    go,
    hall_of,
    hand_out,
    page,
    take_back,
)
from game.content import ContentError, Summary, UnknownScenario, scenario_summary
from game.session import PERSON as PEOPLE
from game.views.figures import months
from game.wording import names_of
from rules.terms import POWER_NAMED, POWERS, Power

WRONG_CODES: Final = Rate(burst=30, per_second=0.5)
"""How many wrong codes one address may try: a class that shares one mistypes a few at a time."""

WRONG_CODES_OF_ALL: Final = Rate(burst=120, per_second=2.0)
"""How many all may try: of 887 million codes 60 are tables', so a day of guessing finds one in 85 times."""

JOINS: Final = Rate(burst=200, per_second=2.0)
"""How many people may come from one address."""


async def front(request: Request) -> Response:
    """Show where to join; somebody who has joined goes on to the table."""
    if _has_joined(request):
        return go("/table")
    code = tidy_code(request.query_params.get("code", "")[:12])
    return page(request, "join.html", code=code, name="", said="")


async def join(request: Request) -> Response:
    """Let somebody in who knows a table's code; a browser that has joined stays who it is."""
    fields = await fields_of(request)
    if _has_joined(request):
        return go("/table")
    code, name = field(fields, "code"), tidy_name(field(fields, "name"))
    said = wrong_name(name)
    if said:
        return page(request, "join.html", 422, code=code, name=name, said=said)
    hall, time = hall_of(request), request.app.state.time()
    _may_try(request, time)
    table = hall.with_code(code)
    if table is None:
        _count_wrong(request, time)
        said = "No table has this code. It has six letters and figures; ask your teacher."
        return page(request, "join.html", 422, code=code, name=name, said=said)
    if not table.options.door:
        said = "This table takes nobody new: ask your teacher to open its door."
        return page(request, "join.html", 422, code=code, name=name, said=said)
    if not limits_of(request).joins.count(_address(request), time):
        raise Refusal(429, "Too many are joining at once: try again in a moment.")
    person = table.join(name)
    answer = go("/table")
    hand_out(answer, SEAT_COOKIE, hall.keys.sign(PERSON, {"t": table.id, "p": person.id}))
    return answer


def _has_joined(request: Request) -> bool:
    try:
        caller_of(request)
    except Refusal:
        return False
    return True


@frozen
class Place:
    """A role in a seat's team: what it looks after, who has it, and whether it may be taken."""

    role: str
    name: str
    duty: str
    people: tuple[Person, ...]
    free: bool


@frozen
class SeatCard:
    """A seat as the lobby shows it: who it is and wants, whether a bot plays it, its team by role."""

    power: Power
    name: str
    office: str
    wants: str
    bot: bool
    places: tuple[Place, ...]
    mine: bool


async def lobby(request: Request) -> Response:
    """Show the seats and roles of the table, and who has which."""
    caller = caller_of(request)
    return page(request, "lobby.html", **_lobby(request, caller))


async def lobby_pulse(request: Request) -> Response:
    """Say what changed in the lobby since a stamp: nothing (204), or the seats as they are taken now."""
    caller = caller_of(request)
    if request.query_params.get("have", "") == caller.table.lobby_stamp():
        return Response(status_code=204)
    return page(request, "part_lobby.html", **_lobby(request, caller))


def _lobby(request: Request, caller: Caller) -> dict[str, Any]:
    table = caller.table
    return {
        "key": hall_of(request).keys.form_key(caller.token),
        "table": table,
        "person": caller.person,
        "stamp": table.lobby_stamp(),
        "scenario": _scenario(table.session.scenario),
        "months": months(table.session.state.world, table.turn),
        "length": table.session.state.world.length,
        "seats": [_seat_card(table, power, caller.person) for power in POWERS],
        "settled": _settled(caller),
        "standing": [each for each in table.people if each.seat is None],
        "duties": [(NAMES[role], DUTIES[role]) for role in Role],
    }


def _scenario(name: str) -> Summary | None:
    """Return what is told of a scenario, or None of one that is not among ours."""
    try:
        return scenario_summary(name)
    except (UnknownScenario, ContentError):
        return None


def _seat_card(table: Table, power: Power, person: Person) -> SeatCard:
    office, wants = line_of(table.session.scenario, power.key)
    team = table.team(power)
    led = any(each.role == Role.LEADER.value and each.id != person.id for each in team)
    return SeatCard(
        power=power,
        name=names_of(table.session.state.world).parties[power.key],
        office=office,
        wants=wants,
        bot=table.session.seats[power] != PEOPLE,
        places=tuple(
            Place(
                role.value,
                NAMES[role],
                DUTIES[role],
                tuple(each for each in team if each.role == role.value),
                not (role is Role.LEADER and led),
            )
            for role in Role
        ),
        mine=person.seat is power,
    )


async def sit(request: Request) -> Response:
    """Give somebody the seat and role they chose."""
    caller = caller_of(request)
    fields = await form_of(request, caller.token)
    power, role = POWER_NAMED.get(field(fields, "seat")), ROLE_NAMED.get(field(fields, "role"))
    if power is None or role is None:
        raise Refusal(400, "There is no such seat or role.")
    if power is not caller.person.seat:
        _may_change(caller)
    caller.table.sit(caller.person, power, role)
    return go("/seat/brief")


async def stand(request: Request) -> Response:
    """Take somebody's seat away, as they ask."""
    caller = caller_of(request)
    await form_of(request, caller.token)
    _may_change(caller)
    caller.table.stand_up(caller.person)
    return go("/table")


def _settled(caller: Caller) -> bool:
    """Tell whether somebody stays in their seat: play has begun, and they know the seat's secrets."""
    return caller.person.seat is not None and caller.table.begun


def _may_change(caller: Caller) -> None:
    if _settled(caller):
        raise Refusal(403, "The game has begun, and you know your seat's secrets: ask to be moved.")


async def leave(request: Request) -> Response:
    """Let somebody leave the table for good."""
    caller = caller_of(request)
    await form_of(request, caller.token)
    caller.table.leave(caller.person)
    answer = go("/")
    for cookie in (SEAT_COOKIE, LEVEL_COOKIE, READ_COOKIE):
        take_back(answer, cookie)
    return answer


@frozen
class Limits:
    """How often codes may be tried and people may come: of one address, and of all."""

    wrong: Limiter = Factory(lambda: Limiter(WRONG_CODES))
    wrong_of_all: Limiter = Factory(lambda: Limiter(WRONG_CODES_OF_ALL))
    joins: Limiter = Factory(lambda: Limiter(JOINS))


def limits_of(request: Request) -> Limits:
    """Return the limits of the server that answers."""
    limits: Limits = request.app.state.limits
    return limits


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _may_try(request: Request, time: float) -> None:
    limits = limits_of(request)
    if not (limits.wrong.allows(_address(request), time) and limits.wrong_of_all.allows("", time)):
        raise Refusal(429, "Too many wrong codes: wait a minute and try again.")


def _count_wrong(request: Request, time: float) -> None:
    limits_of(request).wrong.count(_address(request), time)
    limits_of(request).wrong_of_all.count("", time)


routes: Final = [
    Route("/", front),
    Route("/join", join, methods=["POST"]),
    Route("/table", lobby),
    Route("/table/pulse", lobby_pulse),
    Route("/sit", sit, methods=["POST"]),
    Route("/stand", stand, methods=["POST"]),
    Route("/leave", leave, methods=["POST"]),
]
