"""Orders in words for a list: what each says, what it takes from the sheet, and its price.

A cost is what the rules take for it: the room before less the room after.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, assert_never

from attrs import frozen

from game.views.figures import dollars
from game.views.names import KIND_WORDS, capital, party, place, share, thing
from rules.contest import challenges, principal
from rules.legality import Menu, Room, menu_of
from rules.observation import Observation
from rules.orders import (
    ASK,
    RELIEF,
    SHARE,
    Answer,
    BeginReview,
    Campaign,
    Choose,
    Court,
    Deploy,
    Family,
    FundReadiness,
    Invoke,
    Lift,
    Operate,
    Order,
    Pace,
    Propose,
    Renounce,
    SetAlert,
    SetDial,
    Signal,
    StartProgramme,
    TakeStance,
)
from rules.terms import ALLY, Measure, Power, SignalKind, Theme

ACTS: Final = {
    Family.SIGNAL: "signal",
    Family.REVIEW: "policy",
    Family.CAMPAIGN: "policy",
    Family.DEPLOY: "posture",
    Family.ALERT: "posture",
    Family.OPERATION: "posture",
    Family.PROPOSAL: "diplomacy",
    Family.RENOUNCE: "diplomacy",
    Family.COURT: "diplomacy",
}
"""The act that a family of orders takes; other families take none (R5.6)."""

MEASURES: Final = {Measure.SUPPLEMENTARY: "supplementary budget", Measure.REVIEW: "swift review"}


@frozen
class Cost:
    """What an order takes: money in $m (less than nought where it frees some), capital, stocks, its act."""

    money: int = 0
    capital: int = 0
    stocks: int = 0
    act: str = ""

    def plus(self, other: Cost) -> Cost:
        """Return two costs together; the sum names no act."""
        return Cost(self.money + other.money, self.capital + other.capital, self.stocks + other.stocks)


# ---------- what it says ----------


def say(order: Order, observation: Observation) -> str:
    """Return an order in a short line, such as `Escort: East China Sea, with the US`."""
    world, power = observation.world, observation.power
    match order:
        case SetDial(value):
            now = share(world, power, observation.commons.dials[power]).removesuffix(" %")
            dial = "Spending share" if world.powers[power].dial == SHARE else "Theatre share"
            return f"{dial} {now} → {share(world, power, value)}"
        case FundReadiness(level):
            return f"Readiness: {level.key}"
        case StartProgramme(programme):
            return f"Start: {thing(world, programme)}"
        case Pace(programme, nth, mode):
            return f"{capital(mode.key)}: {thing(world, programme)}{f', no. {nth}' if nth > 1 else ''}"
        case Answer(subject, sender, accept):
            done = "Accept" if accept else "Decline"
            what = "relief" if subject == RELIEF else thing(world, subject)
            return f"{done} from {party(world, sender.key)}: {what}"
        case Choose(event, option):
            return f"{thing(world, event)}: {option.replace('_', ' ')}"
        case TakeStance(flashpoint, stance):
            return f"Stance: {stance.key.replace('_', '-')}, {place(world, flashpoint)}"
        case Signal():
            return f"Signal: {_signal(order, observation)}"
        case BeginReview(doctrine):
            return f"Review: {thing(world, doctrine)}"
        case Campaign(theme):
            open_books = theme == Theme.TRANSPARENCY
            return f"Campaign: {'transparency' if open_books else world.powers[power].role_names[theme]}"
        case Invoke(measure):
            return f"Invoke: {MEASURES[measure]}"
        case Deploy(kind, whole, origin, destination):
            count = "all" if whole else "×1"
            return (
                f"{capital(KIND_WORDS[kind])} {count}: {place(world, origin)} → {place(world, destination)}"
            )
        case SetAlert(flashpoint, level):
            return f"Alert: {level.key}, {place(world, flashpoint)}"
        case Operate(operation, where, joint):
            at = "" if where == "-" else f": {place(world, where)}"
            return f"{thing(world, operation)}{at}{_with(observation) if joint else ''}"
        case Lift(operation, target):
            return f"Lift: {thing(world, operation)}, {place(world, target.key)}"
        case Propose(agreement, to, amount):
            terms = f", {dollars(amount)}" if amount else ""
            return f"Propose to {party(world, to)}: {thing(world, agreement)}{terms}"
        case Renounce(agreement, other):
            return f"Renounce: {thing(world, agreement)}, with {party(world, other)}"
        case Court(partner, means):
            return f"Court {party(world, partner)}: {means.key}"
        case _:
            assert_never(order)


def _with(observation: Observation) -> str:
    return f", with {party(observation.world, ALLY[observation.power].key)}"


def _signal(order: Signal, observation: Observation) -> str:
    """Return what a signal says, and to whom."""
    world = observation.world
    nth = world.flashpoint_index.get(order.subject)
    if nth is not None:
        flashpoint = world.flashpoints[nth]
        other = principal(flashpoint, not challenges(flashpoint, observation.power))
        where = place(world, order.subject)
        to_whom = f"{order.kind.key} {party(world, other.key)}, {where}"
        return f"commit to act, {where}" if order.kind == SignalKind.COMMIT else to_whom
    if order.subject == SHARE:
        return f"commit to {share(world, observation.power, order.amount)} of GDP"
    if order.subject == ASK:
        return f"ask Japan for {share(world, Power.JAPAN, order.amount)} of GDP"
    if order.subject == RELIEF:
        return f"demand relief, {dollars(order.amount)}"
    if order.kind == SignalKind.DEMAND:
        return f"demand an end, {thing(world, order.subject)}"
    return f"commit to {thing(world, order.subject)}"


# ---------- what it costs ----------


def costs(orders: Iterable[Order], observation: Observation) -> tuple[Cost, ...]:
    """Return what each order of a lawful sheet takes, in the order written."""
    menu = menu_of(observation)
    room = menu.room()
    return tuple([_taken(menu, room, order) for order in orders])


def cost(order: Order, observation: Observation, before: Iterable[Order] = ()) -> Cost:
    """Return what an order of the seat's own catalogue takes after those written before it."""
    menu = menu_of(observation)
    room = menu.room()
    for each in before:
        menu.add(room, each)
    return _taken(menu, room, order)


def _taken(menu: Menu, room: Room, order: Order) -> Cost:
    money, political, stocks = room.money, room.capital, room.stocks
    menu.add(room, order)
    return Cost(
        money - room.money, political - room.capital, stocks - room.stocks, ACTS.get(order.family, "")
    )


def price(order: Order, observation: Observation, before: Iterable[Order] = ()) -> str:
    """Return an order's price in words: `$310 m`, `capital 2`, `in bill`, `free`, or several."""
    return price_words(order, cost(order, observation, before))


def price_words(order: Order, found: Cost) -> str:
    """Return a cost in words; what readiness costs stands in the bill."""
    parts = []
    if order.family == Family.READINESS:
        parts.append("in bill")
    elif found.money:
        parts.append(dollars(found.money) if found.money > 0 else f"frees {dollars(-found.money)}")
    if found.capital:
        parts.append(f"capital {found.capital}")
    if found.stocks:
        parts.append(f"stocks {found.stocks}")
    return ", ".join(parts) or "free"
