"""What a facilitator does inside a game: cards, decrees, re-rolls, rewinds, seats to bots, the early end."""

from __future__ import annotations

from typing import Final

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
    power_in,
    reason_in,
    table_of,
    tables_in,
    time_of,
    whole,
    whom_in,
)
from game.classroom.desk_controls import at_each
from game.classroom.desk_decrees import DECREE, DECREES, effects_of_form
from game.classroom.desk_views import glance
from game.classroom.table import Table
from game.classroom.terms import TableError
from game.classroom.web import Refusal, desk_token, field, form_of, hall_of
from game.players.registry import PERSONAS
from game.session import PERSON
from rules.interventions import AddCard, CancelCard, Intervention, Override, SwapCard
from rules.terms import Power, Purpose

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


routes: Final = [
    Route("/desk/table/{table:int}/acts", page_of_acts),
    Route("/desk/table/{table:int}/card", card, methods=["POST"]),
    Route("/desk/table/{table:int}/decree", decree, methods=["POST"]),
    Route("/desk/table/{table:int}/say", say_it, methods=["POST"]),
    Route("/desk/table/{table:int}/reroll", reroll, methods=["POST"]),
    Route("/desk/table/{table:int}/rewind", rewind, methods=["POST"]),
    Route("/desk/table/{table:int}/seat", seat, methods=["POST"]),
    Route("/desk/table/{table:int}/stop", stop, methods=["POST"]),
]
