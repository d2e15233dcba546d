"""The top bar: a seat's figures after its orders, the rivals it fears, and where the game stands in time."""

from __future__ import annotations

from attrs import frozen

from game.players.base import Desk
from game.views.figures import dollars, months, quarter
from game.views.order_words import ACTS
from game.views.readiness import expected
from rules import prices
from rules.draft import RANGES
from rules.readings import tension
from rules.terms import RIVALS, Power, Track


@frozen
class Needle:
    """The seat's alarm about a rival, 0-10; what rivals feel about the seat is theirs to know (R12.5)."""

    about: Power
    value: int


@frozen
class Square:
    """A turn of the calendar, with its year and quarter; `ahead` is -1 if past, 0 if now, 1 if to come."""

    turn: int
    year: int
    quarter: int
    ahead: int


@frozen
class Acts:
    """How many acts of a kind the sheet uses, of how many (R5.6)."""

    kind: str
    used: int
    of: int


@frozen
class Tracks:
    """The top bar of a seat with what its sheet holds so far; money in $m."""

    power: Power
    name: str
    months: str
    turn: int
    length: int
    squares: tuple[Square, ...]
    treasury: int
    treasury_words: str
    capital: int
    capital_most: int
    support: int
    readiness: int
    readiness_next: int
    stocks: int
    stocks_most: int
    alarm: tuple[Needle, ...]
    credibility: int
    tension: int
    acts: tuple[Acts, ...]


def tracks(desk: Desk) -> Tracks:
    """Return the top bar of a seat with what its sheet holds so far."""
    seen, left = desk.observation, desk.left
    own, world = seen.sheet, seen.world
    return Tracks(
        power=seen.power,
        name=world.powers[seen.power].name,
        months=months(world, seen.turn),
        turn=seen.turn,
        length=world.length,
        squares=tuple(_square(desk, turn) for turn in range(1, world.length + 1)),
        treasury=left.money,
        treasury_words=dollars(left.money),
        capital=left.capital,
        capital_most=RANGES[Track.CAPITAL][1],
        support=own.support,
        readiness=own.readiness,
        readiness_next=expected(desk.sheet.orders, seen),
        stocks=left.stocks,
        stocks_most=RANGES[Track.STOCKS][1],
        alarm=tuple(Needle(rival, own.alarm[rival]) for rival in RIVALS[seen.power]),
        credibility=seen.commons.credibility[seen.power],
        tension=tension(seen.commons),
        acts=acts(desk),
    )


def acts(desk: Desk) -> tuple[Acts, ...]:
    """Return the acts of the turn: policy, posture, diplomacy, signal."""
    seen = desk.observation
    written = [ACTS.get(order.family, "") for order in desk.sheet.orders]
    most = {
        "policy": 1,
        "posture": prices.posture_acts(seen.world, seen.sheet),
        "diplomacy": seen.world.terms.diplomatic_acts,
        "signal": 1,
    }
    return tuple(Acts(kind, written.count(kind), of) for kind, of in most.items())


def _square(desk: Desk, turn: int) -> Square:
    seen = desk.observation
    year, nth = quarter(seen.world, turn)
    return Square(turn, year, nth, (turn > seen.turn) - (turn < seen.turn))
