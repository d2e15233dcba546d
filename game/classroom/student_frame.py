"""The frame around every page of a seat: bar, clock, tabs and the sheet that the team writes together."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from game.classroom.roles import NAMES, Role
from game.classroom.rows import Receipt
from game.classroom.student_advice import next_tip
from game.classroom.student_asked import TABS, Asked
from game.classroom.student_posts import unread
from game.players.base import Left
from game.session import PERSON
from game.views.advice import Tip
from game.views.budget import budget
from game.views.order_words import price_words, say
from game.views.tracks import Tracks, tracks
from rules.notation import write
from rules.terms import POWERS, Power


@frozen
class SeatMark:
    """A seat as the bar shows it; its state is `ready`, `waiting`, or `bot` where a bot writes its sheet."""

    power: Power
    name: str
    state: str
    mine: bool


@frozen
class Written:
    """An order on the sheet: in words, as it is written, its price."""

    text: str
    words: str
    price: str


@frozen
class Purse:
    """The quarter's money in $m: in hand, bound by bill and contracts, taken by the sheet, left over."""

    treasury: int
    bound: int
    taken: int
    free: int


@frozen
class Sheet:
    """The sheet as its panel shows it."""

    orders: tuple[Written, ...]
    purse: Purse
    left: Left
    tracks: Tracks
    by: str
    can_undo: bool
    can_redo: bool
    receipt: Receipt | None
    tip: Tip | None
    leader: str


def frame(asked: Asked) -> dict[str, Any]:
    """Return what the frame around a page is made of; the page's own comes on top."""
    table = asked.table
    return {
        "asked": asked,
        "table": table,
        "person": asked.person,
        "power": asked.power,
        "names": asked.names,
        "tabs": TABS,
        "unread": unread(asked),
        "stamp": table.stamp(asked.power),
        "clock": table.clock,
        "left": round(table.clock.left(asked.now)),
        "writable": asked.writable,
        "marks": seat_marks(asked),
        "role": "" if asked.role is None else NAMES[asked.role],
        "tracks": tracks(asked.desk),
    }


def seat_marks(asked: Asked) -> tuple[SeatMark, ...]:
    """Return the four seats with whether each is ready; that a sheet is in is no secret."""
    table = asked.table
    waiting, seats = table.session.waiting, table.session.seats
    return tuple(
        SeatMark(
            power=power,
            name=asked.names.parties[power.key],
            state="bot" if seats[power] != PERSON else "waiting" if power in waiting else "ready",
            mine=power is asked.power,
        )
        for power in POWERS
    )


def sheet(asked: Asked) -> Sheet:
    """Return the sheet of a seat with what it costs and what it leaves."""
    book, table, power = asked.book, asked.table, asked.power
    shown = budget(asked.desk)
    taken = sum(cost.money for cost in book.costs)
    receipts = table.receipts(power) if asked.committed else ()
    return Sheet(
        orders=tuple(
            Written(write(order), say(order, asked.seen), price_words(order, cost))
            for order, cost in zip(book.orders, book.costs, strict=True)
        ),
        purse=Purse(shown.treasury, shown.treasury - taken - shown.free, taken, shown.free),
        left=book.left,
        tracks=tracks(asked.desk),
        by=table.last_hand(power),
        can_undo=book.can_undo,
        can_redo=book.can_redo,
        receipt=next((each for each in receipts if not each.withdrawn), None),
        tip=next_tip(asked) if asked.writable else None,
        leader=leader(asked),
    )


def leader(asked: Asked) -> str:
    """Return the name of the team's leader, empty where it has none."""
    team = asked.table.team(asked.power)
    return next((each.name for each in team if each.role == Role.LEADER.value), "")
