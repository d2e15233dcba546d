"""What a facilitator does inside a game: cards, decrees, re-rolls, rewinds, seats to bots, the early end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Final

from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from game.classroom import desk_truth
from game.classroom.chair import STAND_IN, Chair
from game.classroom.desk import (
    Fields,
    answered,
    confirmed,
    desk_page,
    done,
    item_in,
    power_in,
    reason_in,
    table_of,
    tables_in,
    tell,
    time_of,
    whole,
    whom_in,
)
from game.classroom.desk_controls import at_each
from game.classroom.desk_decrees import DECREE, DECREES, effects_of_form
from game.classroom.desk_views import glance
from game.classroom.table import Table, TableError
from game.classroom.web import Refusal, body_of, desk_token, field, form_of, go, hall_of
from game.content_injects import InjectError
from game.players.registry import PERSONAS
from game.record import load
from game.session import PERSON
from game.views.acts import notes_of
from game.views.story import TRUTH
from rules.interventions import AddCard, CancelCard, Intervention, Override, SwapCard
from rules.terms import POWERS, Power, Purpose

LARGEST_FILE: Final = 256 * 1024
"""The most bytes of a file of injects."""

BOTS: Final = PERSONAS
"""The bots that may cover a seat."""


def _back(table: Table) -> str:
    return f"/desk/table/{table.id}/acts"


async def page_of_acts(request: Request) -> Response:
    """Show what can be done in a game: the deck, the forms of decrees, the last rolls, the turns."""
    desk_token(request)
    table = table_of(request)
    find = request.query_params.get("find", "")[:80]
    kind = request.query_params.get("kind", DECREES[0].key)
    if kind not in DECREE:
        raise Refusal(404, "There is no such form.")
    played = len(table.session.journals)
    return desk_page(
        request,
        "desk_acts.html",
        table=table,
        glance=glance(table, time_of(request)),
        find=find,
        cards=desk_truth.cards(table, find),
        deck=desk_truth.deck(table.session.state.world),
        decrees=DECREES,
        decree=DECREE[kind],
        world=table.session.state.world,
        rolls=table.session.rolls(played) if played else (),
        played=played,
        acts=desk_truth.acts(table),
        bots=BOTS,
        person=PERSON,
        items=[item for item in hall_of(request).agenda.items if item.meant_for(table)],
    )


# ---------- cards and decrees ----------


async def card(request: Request) -> Response:
    """Play a card now or in some turns, take a waiting one out, or put another in its place."""
    table, hall = table_of(request), hall_of(request)

    def act(fields: Fields) -> str:
        name, reason, do = field(fields, "card"), reason_in(fields), field(fields, "do")
        turns = whole(fields, "turns", 0, 40) if do == "add" else 0
        deed: Intervention
        match do:
            case "add":
                deed = AddCard(name, reason, turns)
                told = f"'{name}' comes " + (f"in {turns} turns" if turns else "now")
            case "cancel":
                deed, told = CancelCard(name, reason), f"'{name}' is out of the game"
            case "swap":
                instead = field(fields, "instead")
                deed, told = SwapCard(name, instead, reason), f"'{instead}' comes instead of '{name}'"
            case _:
                raise Refusal(400, "A card is added, cancelled or swapped.")

        def at(each: Table) -> str:
            fell = Chair(each).act(deed)
            return told + _fallen(each, fell)

        return at_each(tables_in(hall, fields.get("tables") or str(table.id)), at)

    return await done(request, _back(table), act)


async def decree(request: Request) -> Response:
    """Apply effects by decree."""
    table, hall = table_of(request), hall_of(request)

    def act(fields: Fields) -> str:
        effects, reason = effects_of_form(fields), reason_in(fields)
        actor = None if fields.get("actor", "") == "" else power_in(fields, "actor")

        def at(each: Table) -> str:
            fell = Chair(each).act(Override(effects, reason, actor))
            return "the decree holds" + _fallen(each, fell)

        return at_each(tables_in(hall, fields.get("tables") or str(table.id)), at)

    return await done(request, _back(table), act)


def _fallen(table: Table, fell: tuple[Power, ...]) -> str:
    names = " and ".join(table.session.state.world.powers[power].name for power in fell)
    return f"; the sheet of {names} is no longer legal and lies before its team again" if fell else ""


# ---------- dice and turns ----------


async def reroll(request: Request) -> Response:
    """Have one roll of the last turn made anew, with the same sheets."""
    table = table_of(request)
    fields = await form_of(request, desk_token(request))
    turn = len(table.session.journals)
    question = f"Turn {turn} is adjudicated again with the same orders and one roll's dice made anew."
    asked = confirmed(request, fields, question, f"Roll again in turn {turn}", _back(table))
    if asked is not None:
        return asked

    def act() -> str:
        purpose, _, subject = field(fields, "roll").partition(" ")
        known = {each.key: each for each in Purpose}
        if purpose not in known:
            raise TableError("choose the roll that is to be made again")
        hall_of(request).backroom.forget(table)
        Chair(table).reroll(known[purpose], subject, reason_in(fields))
        return f"{table.name}: turn {turn} was adjudicated again with other dice for that roll."

    return answered(request, _back(table), act)


async def rewind(request: Request) -> Response:
    """Go back to the orders of a turn."""
    table = table_of(request)
    fields = await form_of(request, desk_token(request))
    hall = hall_of(request)

    def target() -> int:
        return whole(fields, "turn", 1, table.turn)

    try:
        turn = target()
        reason_in(fields)
    except TableError as error:
        failed = error

        def refuse() -> str:
            raise failed

        return answered(request, _back(table), refuse)
    question = (
        f"The game goes back to where the orders of turn {turn} were first written. What came after it is "
        "taken back, with the messages of later turns; the record keeps it. The teams find their sheets of "
        "that turn."
    )
    asked = confirmed(request, fields, question, f"Go back to turn {turn}", _back(table))
    if asked is not None:
        return asked

    def act() -> str:
        hall.backroom.forget(table)
        dropped = Chair(table).rewind(turn, reason_in(fields))
        hall.agenda.gone_back(table, turn)
        gone = f" No longer in force: {'; '.join(dropped)}." if dropped else ""
        return f"{table.name} is back at turn {turn}; the clock stands.{gone}"

    return answered(request, _back(table), act)


# ---------- seats, the end ----------


async def seat(request: Request) -> Response:
    """Give a seat to a bot, or back to people."""
    table = table_of(request)

    def act(fields: Fields) -> str:
        power, player = power_in(fields), fields.get("player", STAND_IN)
        if player not in (*BOTS, PERSON):
            raise TableError(f"no bot is called '{player[:30]}': there are {', '.join(BOTS)}")
        Chair(table).give(power, player, reason_in(fields))
        name = table.session.state.world.powers[power].name
        return f"{name}: " + ("its people play again." if player == PERSON else f"a bot plays ({player}).")

    return await done(request, f"/desk/table/{table.id}", act)


async def stop(request: Request) -> Response:
    """End the game early."""
    table = table_of(request)
    fields = await form_of(request, desk_token(request))
    question = (
        "The game ends here and is scored as it stands; the debrief tells that it was ended early. "
        "Going back to a turn lets it go on."
    )
    asked = confirmed(request, fields, question, "End the game now", _back(table))
    if asked is not None:
        return asked

    def act() -> str:
        Chair(table).stop(reason_in(fields), time_of(request))
        return f"{table.name}: the game has ended. Its debrief is being made."

    return answered(request, f"/desk/table/{table.id}", act)


# ---------- prepared injects ----------


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


async def say_it(request: Request) -> Response:
    """Send an inject of words alone, with its reason in the record."""
    table, hall = table_of(request), hall_of(request)

    def act(fields: Fields) -> str:
        to, text, reason = whom_in(fields), field(fields, "text", 10_000), reason_in(fields)

        def at(each: Table) -> str:
            chair = Chair(each)
            chair.say(to, text, time_of(request))
            chair.note(f"inject by message: {reason}")
            return "the message is sent"

        return at_each(tables_in(hall, fields.get("tables") or str(table.id)), at)

    return await done(request, _back(table), act)


def _origin(request: Request) -> str:
    number = request.query_params.get("table", "")
    known = number.isascii() and number.isdecimal() and len(number) < 4
    return f"/desk/table/{int(number)}/acts" if known else "/desk/injects"


def record_notes(request: Request, table: Table) -> tuple[tuple[int, str, str], ...]:
    """Return every act and note of a table's record, in its order."""
    record = load(hall_of(request).records / table.record)
    return tuple((note.turn, note.kind, note.text) for note in notes_of(record, TRUTH))


SEATS: Final = tuple(power.key for power in POWERS)

routes: Final = [
    Route("/desk/table/{table:int}/acts", page_of_acts),
    Route("/desk/table/{table:int}/card", card, methods=["POST"]),
    Route("/desk/table/{table:int}/decree", decree, methods=["POST"]),
    Route("/desk/table/{table:int}/say", say_it, methods=["POST"]),
    Route("/desk/table/{table:int}/reroll", reroll, methods=["POST"]),
    Route("/desk/table/{table:int}/rewind", rewind, methods=["POST"]),
    Route("/desk/table/{table:int}/seat", seat, methods=["POST"]),
    Route("/desk/table/{table:int}/stop", stop, methods=["POST"]),
    Route("/desk/injects", page_of_injects),
    Route("/desk/injects/file", upload, methods=["POST"]),
    Route("/desk/injects/do", do_inject, methods=["POST"]),
    Route("/desk/injects/drop", drop_inject, methods=["POST"]),
]
