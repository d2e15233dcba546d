"""What a facilitator does to one table or to all from the overview: clocks, turns, messages, switches."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Final

from attrs import Factory, define
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from game.classroom.chair import Chair, tidy
from game.classroom.desk import (
    Fields,
    answered,
    confirmed,
    done,
    minutes_in,
    table_of,
    tables_in,
    time_of,
    whole,
    whom_in,
)
from game.classroom.hall import MOST_TABLES
from game.classroom.table import Table
from game.classroom.terms import Fallback, TableError
from game.classroom.web import Refusal, desk_token, field, form_of, hall_of

OVERVIEW: Final = "/desk"

LONGEST_AT_ONCE: Final = 0.05
"""Seconds that what is done at all tables may take before others are heard."""

Deed = Callable[[Chair, Fields, float], str]
"""What is done at one table; returns it in words."""


def _clock(chair: Chair, fields: Fields, now: float) -> str:
    match field(fields, "do"):
        case "start":
            chair.start_clock(now)
            return "the clock runs"
        case "pause":
            chair.pause_clock(now)
            return "the clock stands"
        case "extend":
            more = minutes_in(fields) if "minutes" in fields else 1.0
            chair.extend_clock(more, now)
            return f"{more:g} more minute{'' if more == 1 else 's'}"
        case "set":
            minutes = minutes_in(fields)
            chair.set_minutes(minutes, now)
            return f"{minutes:g} minutes a turn"
    raise Refusal(400, "A clock knows start, pause, extend and set.")


def _end_turn(chair: Chair, _: Fields, now: float) -> str:
    turn = chair.table.turn
    chair.end_turn(now)
    return f"turn {turn} is over"


def _message(chair: Chair, fields: Fields, now: float) -> str:
    to = whom_in(fields)
    chair.say(to, field(fields, "text", 10_000), now)
    names = [chair.table.session.state.world.powers[power].name for power in to]
    return f"sent to {' and '.join(names) or 'all'}"


def _options(chair: Chair, fields: Fields, _: float) -> str:
    table, word = chair.table, field(fields, "set")
    name, _sep, value = word.partition(":")
    if name == "fallback" and value in {each.value for each in Fallback}:
        table.set_fallback(Fallback(value))
        told = "whoever writes nothing " + ("holds" if value == "hold" else "gets the advisor's sheet")
    elif name == "door" and value in ("open", "closed"):
        table.set_options(door=value == "open")
        told = "newcomers may join with the code" if value == "open" else "nobody new joins"
    elif name in ("advisor", "pause_after") and value in ("on", "off"):
        table.set_options(**{name: value == "on"})
        called = {"advisor": "the advisor", "pause_after": "the pause after each turn"}[name]
        told = f"{called} is {value}"
    else:
        raise Refusal(400, "There is no such switch.")
    chair.note(told)
    return told


DEEDS: Final[dict[str, Deed]] = {
    "clock": _clock,
    "end-turn": _end_turn,
    "message": _message,
    "options": _options,
}


async def one(request: Request) -> Response:
    """Do something at one table."""
    table, deed = table_of(request), _deed(request)
    back = f"/desk/table/{table.id}" if request.query_params.get("from") == "table" else OVERVIEW
    return await done(
        request, back, lambda fields: f"{table.name}: {deed(Chair(table), fields, time_of(request))}."
    )


async def several(request: Request) -> Response:
    """Do something at all tables, or at those that the form names; what some refuse is told."""
    fields = await form_of(request, desk_token(request))
    deed, hall = _deed(request), hall_of(request)
    if deed is _end_turn:
        asked = confirmed(
            request, fields, _question(hall.tables.values()), "End the turn at every table", OVERVIEW
        )
        if asked is not None:
            return asked
    round_ = Round(tables_in(hall, fields.get("tables", "all")))
    loop = asyncio.get_running_loop()
    began = loop.time()
    for table in round_.tables:
        round_.do(table, lambda table: deed(Chair(table), fields, time_of(request)))
        if loop.time() - began > LONGEST_AT_ONCE:
            await asyncio.sleep(0)  # others are heard between two tables
            began = loop.time()
    return answered(request, OVERVIEW, round_.told)


def at_each(tables: tuple[Table, ...], deed: Callable[[Table], str]) -> str:
    """Do something at several tables and tell what was done, and where it could not be."""
    round_ = Round(tables)
    for table in tables:
        round_.do(table, deed)
    return round_.told()


@define
class Round:
    """Something done at one table after another: what was done, and where it could not be."""

    tables: tuple[Table, ...]
    done: str = ""
    refused: list[str] = Factory(list)

    def do(self, table: Table, deed: Callable[[Table], str]) -> None:
        """Do it at a table, or remember why not."""
        try:
            self.done = deed(table)
        except TableError as error:
            self.refused.append(f"{table.name}: {error}")

    def told(self) -> str:
        """Tell what came of it; raise TableError where it could be done nowhere."""
        if len(self.refused) == len(self.tables):
            raise TableError("; ".join(self.refused))
        where = "every table" if len(self.tables) > 1 else self.tables[0].name
        but = f" Not so: {'; '.join(self.refused)}." if self.refused else ""
        return f"{where[:1].upper()}{where[1:]}: {self.done}.{but}"


def _question(tables: object) -> str:
    assert hasattr(tables, "__iter__")
    waiting = sum(len(table.session.waiting) for table in tables if not table.over)
    return f"{waiting} seats have not committed. Saved sheets count, else what you chose for the deadline."


def _deed(request: Request) -> Deed:
    deed = DEEDS.get(request.path_params["deed"])
    if deed is None:
        raise Refusal(404, "There is no such page.")
    return deed


async def add_table(request: Request) -> Response:
    """Lay one more table, on the same dice as the first or on others."""
    hall = hall_of(request)

    def act(fields: Fields) -> str:
        if len(hall.tables) >= MOST_TABLES:
            raise TableError(f"{MOST_TABLES} tables are the most")
        first = next(iter(hall.tables.values()))
        wanted = fields.get("seed", "").strip()
        seed = whole(fields, "seed", -(10**8), 10**9 - 1) if wanted else first.session.seed
        table = hall.add_like(first, tidy(field(fields, "name")), seed)
        return f"{table.name} is laid; its code is {table.code}."

    return await done(request, OVERVIEW, act)


async def rename(request: Request) -> Response:
    """Call a table by another name."""
    table = table_of(request)

    def act(fields: Fields) -> str:
        before = table.name
        Chair(table).rename(field(fields, "name"))
        return f"{before} is called {table.name} now."

    return await done(request, f"/desk/table/{table.id}", act)


routes: Final = [
    Route("/desk/add", add_table, methods=["POST"]),
    Route("/desk/all/{deed}", several, methods=["POST"]),
    Route("/desk/table/{table:int}/rename", rename, methods=["POST"]),
    Route("/desk/table/{table:int}/do/{deed}", one, methods=["POST"]),
]
