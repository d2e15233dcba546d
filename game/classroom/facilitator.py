"""The facilitator's way in, all tables at a glance, and the page that the whole class sees on the wall."""

from __future__ import annotations

import io
from typing import Any, Final

import segno
from attrs import frozen
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from game.classroom import desk_acts, desk_controls, desk_injects, desk_papers, desk_table
from game.classroom.desk import desk_page, time_of
from game.classroom.desk_views import Rung, addressed, away, glance, hurried, rungs
from game.classroom.hall import Hall
from game.classroom.security import FACILITATOR, same
from game.classroom.table import Table
from game.classroom.web import (
    DESK_COOKIE,
    Refusal,
    desk_token,
    desk_values,
    form_of,
    go,
    hall_of,
    hand_out,
    page,
    take_back,
)
from game.narrate import tell
from game.views.figures import months
from game.views.story import PUBLIC, as_read
from rules.journal import (
    Agreed,
    Breached,
    Chosen,
    ControlMoved,
    Drawn,
    Ended,
    Fact,
    GameOver,
    Intervened,
    Operated,
    RungMoved,
    Signalled,
)

MANY: Final = 6
"""From so many tables on, each is a row and not a card."""

TOLD: Final = (
    *(GameOver, Intervened, RungMoved, ControlMoved, Operated, Agreed, Breached, Ended, Signalled),
    *(Chosen, Drawn),
)
"""The public facts that the wall tells, the most telling first."""

MOST_NEWS: Final = 7


async def enter(request: Request) -> Response:
    """Let the facilitator in who opens the link that the program printed."""
    hall = hall_of(request)
    if not same(request.path_params["key"], hall.facilitator_key):
        raise Refusal(404, "There is no such page.")
    answer = go("/desk")
    token = hall.keys.sign(FACILITATOR, desk_values(hall))
    hand_out(answer, DESK_COOKIE, token)
    return answer


async def leave(request: Request) -> Response:
    """Let a browser be the facilitator's no more; the link lets it in again."""
    await form_of(request, desk_token(request))
    answer = go("/")
    take_back(answer, DESK_COOKIE)
    return answer


# ---------- all tables ----------


async def desk(request: Request) -> Response:
    """Show all tables at a glance."""
    desk_token(request)
    hall = hall_of(request)
    tables = list(hall.tables.values())
    return desk_page(request, "desk.html", **_shown(request, tables), tables=tables, hitches=_hitches(hall))


async def pulse(request: Request) -> Response:
    """Say what changed since a stamp: nothing (204), or the tables that did."""
    token, hall = desk_token(request), hall_of(request)
    have, now = request.query_params.get("have", ""), stamp(request)
    if have == now:
        return Response(status_code=204)
    then, here = have.split("."), now.split(".")
    tables = list(hall.tables.values())
    if len(then) == len(here):
        tables = [table for table, old, new in zip(tables, then, here, strict=False) if old != new]
    values = _shown(request, tables)
    key = hall.keys.form_key(token)
    return page(request, "desk_pulse.html", key=key, hall=hall, hitches=_hitches(hall), **values)


def _shown(request: Request, tables: list[Table]) -> dict[str, Any]:
    hall, now = hall_of(request), time_of(request)
    return {
        "glances": [glance(table, now) for table in tables],
        "progress": {table.id: hall.backroom.progress(table) for table in tables},
        "many": len(hall.tables) > MANY,
        "stamp": stamp(request),
        "addressed": lambda post, number: addressed(post, hall.tables[number]),
    }


def stamp(request: Request) -> str:
    """Return a word that changes whenever the overview has changed: a part for each table, and the rest."""
    hall, now = hall_of(request), time_of(request)
    parts = [
        f"{table.version:x}{'s' if hurried(table, now) else ''}-{away(table, now)}"
        for table in hall.tables.values()
    ]
    return ".".join((*parts, f"{len(hall.agenda.hitches)}", hall.boot))


def _hitches(hall: Hall) -> list[str]:
    return hall.agenda.hitches[-5:]


# ---------- the wall ----------


@frozen
class Wall:
    """A table as the whole class may see it: nothing here is secret."""

    name: str
    code: str
    turn: int
    length: int
    months: str
    left: int
    running: bool
    over: bool
    ready: int
    rungs: tuple[Rung, ...]
    news: tuple[str, ...]


def wall(table: Table, now: float) -> Wall:
    """Return a table as the wall shows it."""
    world = table.session.state.world
    return Wall(
        name=table.name,
        code=table.code,
        turn=table.turn,
        length=world.length,
        months=months(world, table.turn),
        left=round(table.clock.left(now)),
        running=table.clock.running,
        over=table.over,
        ready=4 - len(table.session.waiting),
        rungs=rungs(table),
        news=public_news(table),
    )


def public_news(table: Table) -> tuple[str, ...]:
    """Return what everybody may read of the last turn and of this turn's acts, the most telling first."""
    journals, world = table.session.journals, table.session.state.world
    facts: list[Fact] = [*journals[-1].facts] if journals else []
    facts += [fact for done in table.session.acted() for fact in done.facts]
    public = [fact for fact in as_read(facts, PUBLIC, world) if isinstance(fact, TOLD)]
    ranked = sorted(public, key=lambda fact: TOLD.index(type(fact)))
    return tuple(dict.fromkeys(tell(fact, world) for fact in ranked))[:MOST_NEWS]


async def screen(request: Request) -> Response:
    """Show the page for the wall: where to join, the codes, the clock, public news."""
    desk_token(request)
    address = join_address(request)
    values = {"address": address, "qr": qr_picture(address), **_wall(request)}
    return desk_page(request, "desk_screen.html", **values)


async def screen_pulse(request: Request) -> Response:
    """Say what changed on the wall since a stamp."""
    desk_token(request)
    if request.query_params.get("have", "") == stamp(request):
        return Response(status_code=204)
    return page(request, "desk_screen_pulse.html", **_wall(request))


def _wall(request: Request) -> dict[str, Any]:
    tables = hall_of(request).tables.values()
    now = time_of(request)
    return {"walls": [wall(table, now) for table in tables], "stamp": stamp(request)}


def join_address(request: Request) -> str:
    """Return the address that the class types: the server's own, as the facilitator's browser knows it.

    Where that is only this computer's, the address that the program printed is better: see `Hall.address`.
    """
    hall = hall_of(request)
    return hall.address or str(request.base_url).rstrip("/")


def qr_picture(address: str) -> str:
    """Return an address as a QR code: an SVG element without any style."""
    out = io.BytesIO()
    code = segno.make(address, error="m")
    colours = {"dark": "#15293e", "light": "#fff"}
    code.save(out, kind="svg", xmldecl=False, svgns=False, nl=False, omitsize=True, svgclass="qr", **colours)
    return out.getvalue().decode()


routes: Final = [
    Route("/desk/enter/{key}", enter),
    Route("/desk/leave", leave, methods=["POST"]),
    Route("/desk", desk),
    Route("/desk/pulse", pulse),
    Route("/desk/screen", screen),
    Route("/desk/screen/pulse", screen_pulse),
    *desk_controls.routes,
    *desk_acts.routes,
    *desk_injects.routes,
    *desk_papers.routes,
    *desk_table.routes,
]
