"""One table for its facilitator: the truth of its game, its people and messages, and a seat's own view."""

from __future__ import annotations

from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from game.classroom import desk_truth
from game.classroom.chair import Chair
from game.classroom.desk import (
    Fields,
    answered,
    confirmed,
    desk_page,
    person_in,
    power_named,
    table_of,
    time_of,
)
from game.classroom.desk_acts import BOTS
from game.classroom.desk_views import addressed, away, glance
from game.classroom.roles import NAMES, ROLE_NAMED, Role
from game.classroom.rows import Person
from game.classroom.table import Table
from game.classroom.terms import TableError
from game.classroom.web import desk_token, field, form_of, hall_of
from game.record import DamagedRecord, load, verify
from game.session import PERSON
from game.views.acts import notes_of
from game.views.beliefs import beliefs
from game.views.briefing import briefing_of
from game.views.story import TRUTH
from game.wording import names_of
from rules.terms import POWERS, Power


def shown(request: Request, table: Table) -> dict[str, Any]:
    """Return what a table's page shows of its game."""
    hall = hall_of(request)
    return {
        "table": table,
        "glance": glance(table, time_of(request)),
        "truths": desk_truth.seat_truths(table, time_of(request)),
        "tracks": desk_truth.shared_tracks(table),
        "news": desk_truth.news(table),
        "acts": desk_truth.acts(table),
        "posts": [(post, addressed(post, table)) for post in reversed(table.posts(None))],
        "progress": hall.backroom.progress(table),
        "stamp": table_stamp(request, table),
    }


async def table_page(request: Request) -> Response:
    """Show a table in full."""
    desk_token(request)
    table = table_of(request)
    return desk_page(
        request,
        "desk_table.html",
        **shown(request, table),
        bots=BOTS,
        person=PERSON,
        powers=POWERS,
        names=names_of(table.session.state.world),
        roles=[(role.value, NAMES[role]) for role in Role],
    )


async def table_pulse(request: Request) -> Response:
    """Say what changed at a table since a stamp: nothing (204), or its live parts."""
    desk_token(request)
    table = table_of(request)
    if request.query_params.get("have", "") == table_stamp(request, table):
        return Response(status_code=204)
    return desk_page(request, "desk_table_pulse.html", keep_said=True, **shown(request, table))


def table_stamp(request: Request, table: Table) -> str:
    """Return a word that changes whenever what the table's page shows has changed."""
    state = hall_of(request).backroom.progress(table)
    gone = away(table, time_of(request))
    return f"{table.stamp(None)}.{gone}.{state.state}{len(state.words)}"


async def as_seat(request: Request) -> Response:
    """Show the game as one seat knows it, from its own observation."""
    desk_token(request)
    table, power = table_of(request), power_named(request.path_params["seat"])
    view = table.view(power)
    news = view.news(view.turn - 1) if view.turn > 1 else ()
    seen = view.observation
    return desk_page(
        request,
        "desk_seat.html",
        table=table,
        glance=glance(table, time_of(request)),
        power=power,
        powers=POWERS,
        names=names_of(seen.world),
        briefing=briefing_of(seen, news, view.messages),
        page=beliefs(desk_truth.closed_story(table), power, view.turn),
        posts=table.posts(power),
        log=view.log()[-2:],
        addressed=addressed,
    )


async def record_page(request: Request) -> Response:
    """Show a table's record: whether it is what the rules make of it, and every act with its reason."""
    desk_token(request)
    table = table_of(request)
    try:
        record = load(hall_of(request).records / table.record)
        checked, notes = verify(record).message, notes_of(record, TRUTH)
    except DamagedRecord as damage:
        checked, notes = f"not verified: {damage}", ()
    return desk_page(
        request,
        "desk_record.html",
        table=table,
        glance=glance(table, time_of(request)),
        checked=checked,
        notes=notes,
    )


# ---------- people ----------


async def people(request: Request) -> Response:
    """Move, rename, promote or remove somebody."""
    table = table_of(request)
    back = f"/desk/table/{table.id}"
    fields = await form_of(request, desk_token(request))
    if fields.get("do") == "remove" and fields.get("sure") != "yes":
        asked = _ask_to_remove(request, table, fields, back)
        if asked is not None:
            return asked
    return answered(request, back, lambda: _changed(Chair(table), person_in(table, fields), fields))


def _ask_to_remove(request: Request, table: Table, fields: Fields, back: str) -> Response | None:
    try:
        person = person_in(table, fields)
    except TableError:
        return None
    question = (
        f"{person.name} leaves the table, and their way in is of no use any more. "
        "They may join again with the code."
    )
    return confirmed(request, fields, question, f"Remove {person.name}", back)


def _changed(chair: Chair, person: Person, fields: Fields) -> str:
    match field(fields, "do"):
        case "rename":
            chair.call(person, field(fields, "name"))
            return f"{person.name} is called {' '.join(field(fields, 'name').split())} now."
        case "promote":
            chair.promote(person)
            return f"{person.name} leads their seat now."
        case "remove":
            chair.remove(person)
            return f"{person.name} is no longer at the table."
        case "move":
            power, role = _place(fields)
            chair.move(person, power, role)
            where = "no seat" if power is None else chair.table.session.state.world.powers[power].name
            return f"{person.name}: {where}."
    raise TableError("people are moved, renamed, promoted or removed")


def _place(fields: Fields) -> tuple[Power | None, Role | None]:
    word = field(fields, "seat")
    if word == "none":
        return None, None
    role = ROLE_NAMED.get(field(fields, "role"))
    if role is None:
        raise TableError("choose a role")
    return power_named(word), role


routes: Final = [
    Route("/desk/table/{table:int}", table_page),
    Route("/desk/table/{table:int}/pulse", table_pulse),
    Route("/desk/table/{table:int}/as/{seat}", as_seat),
    Route("/desk/table/{table:int}/acts-and-notes", record_page),
    Route("/desk/table/{table:int}/people", people, methods=["POST"]),
]
