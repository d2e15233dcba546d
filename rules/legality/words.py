"""Answers, choices, stances and signals (R2.3, R2.4, R5.2, R9.6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from rules.catalogue import ask_values, staked
from rules.legality.family import FamilyRule
from rules.legality.position import Position, met, others
from rules.legality.room import Refusal, Room, costs, pay, refused
from rules.orders import ASK, RELIEF, SHARE, Answer, Choose, Family, Order, Signal, TakeStance
from rules.readings import holds
from rules.state import pact_between
from rules.terms import (
    Power,
    SignalKind,
    Stance,
)

# ---------- answers, choices, stances, signals ----------


def _near_answers(position: Position, family: Family) -> Iterable[Order]:
    place = {entry.id: nth for nth, entry in enumerate(position.world.agreements)}
    found = [
        Answer(each.subject, each.sender, accept)
        for each in position.observation.proposals
        if each.to == position.power
        for accept in (True, False)
    ]
    return sorted(found, key=lambda order: (place.get(order.subject, 999), order.sender, not order.accept))


def _open_answer(position: Position, order: Answer) -> Refusal:
    if not any(
        (each.subject, each.sender, each.to) == (order.subject, order.sender, position.power)
        for each in position.observation.proposals
    ):
        return refused("R2.4", "{} has not proposed {}", order.sender.key, order.subject)
    agreement = position.world.agreement.get(order.subject)
    if order.accept and agreement is not None:
        if not met(position, agreement.requires):
            return refused("R10.4", "what {} needs is not in place", agreement.id)
        if agreement.blocks and any(
            holds(position.observation, each, position.power) for each in agreement.blocks
        ):
            return refused("R10.4", "{} is ruled out now", agreement.id)
    return None


def _fits_answer(position: Position, room: Room, order: Answer) -> Refusal:
    if (Family.ANSWER, order.subject, order.sender) in room.used:
        return refused("R2.4", "already answered")
    money, capital = _answer_price(position, order)
    return costs(room, money, capital)


def _answer_price(position: Position, order: Answer) -> tuple[int, int]:
    agreement = position.world.agreement.get(order.subject)
    if agreement is None or not order.accept:
        return 0, 0
    return agreement.money, agreement.capital


def _take_answer(position: Position, room: Room, order: Answer) -> None:
    room.used[Family.ANSWER, order.subject, order.sender] = 1
    money, capital = _answer_price(position, order)
    pay(room, money, capital)


def _near_choices(position: Position, family: Family) -> Iterable[Order]:
    events = position.world.event
    pending = [entry.id for entry in position.world.events if entry.id in position.commons.choices]
    return [
        Choose(name, option.id)
        for name in pending
        if events[name].chooser == position.power
        for option in events[name].options
    ]


def _open_choice(position: Position, order: Choose) -> Refusal:
    event = position.world.event.get(order.event)
    if event is None or order.event not in position.commons.choices or event.chooser != position.power:
        return refused("R2.3", "no choice {} is open to this power", order.event)
    if all(option.id != order.option for option in event.options):
        return refused("R2.3", "{} has no option {}", order.event, order.option)
    return None


def _option_price(position: Position, order: Choose) -> tuple[int, int]:
    options = position.world.event[order.event].options
    return next((option.money, option.capital) for option in options if option.id == order.option)


def _fits_choice(position: Position, room: Room, order: Choose) -> Refusal:
    if (Family.CHOICE, order.event) in room.used:
        return refused("R2.3", "already chosen")
    money, capital = _option_price(position, order)
    return costs(room, money, capital)


def _take_choice(position: Position, room: Room, order: Choose) -> None:
    room.used[Family.CHOICE, order.event] = 1
    money, capital = _option_price(position, order)
    pay(room, money, capital)


def _near_stances(position: Position, family: Family) -> Iterable[Order]:
    """Return the stances at flashpoints in crisis (R8.1)."""
    quarrels, places = position.commons.flashpoints, position.world.flashpoint_index
    if all([each.rung < 4 for each in quarrels]):
        return ()
    orders: tuple[Any, ...] = position.catalogue.family(family)
    return [order for order in orders if quarrels[places[order.flashpoint]].rung >= 4]


def _open_stance(position: Position, order: TakeStance) -> Refusal:
    place = position.world.flashpoint_index.get(order.flashpoint)
    if place is None or place not in staked(position.world, position.power):
        return refused("R5.2", "this power has no stake at {}", order.flashpoint)
    if position.commons.flashpoints[place].rung < 4:
        return refused("R8.1", "{} is not in crisis", order.flashpoint)
    if position.sheet.stances[place] == order.stance:
        return refused("R5.2", "the stance at {} is already {}", order.flashpoint, order.stance.key)
    return None


def _press_capital(position: Position, order: TakeStance) -> int:
    rung = position.commons.flashpoints[position.world.flashpoint_index[order.flashpoint]].rung
    return position.world.terms.press_capital if order.stance == Stance.PRESS and rung >= 6 else 0


def _fits_stance(position: Position, room: Room, order: TakeStance) -> Refusal:
    if (Family.STANCE, order.flashpoint) in room.used:
        return refused("R5.2", "one stance a flashpoint")
    return costs(room, capital=_press_capital(position, order))


def _take_stance(position: Position, room: Room, order: TakeStance) -> None:
    room.used[Family.STANCE, order.flashpoint] = 1
    pay(room, capital=_press_capital(position, order))


def _near_signals(position: Position, family: Family) -> Iterable[Order]:
    """Return the catalogue's signals without the shares and asks that are far out of range."""
    offers = _plain_signals(position)
    terms = position.world.powers[position.power]
    now = position.commons.dials[position.power]
    if terms.dial != "share":
        return offers[0] + offers[2]
    first = (now - terms.dial_low) // terms.dial_grain + 1
    return offers[0] + offers[1][first : first + 2 * terms.year_step // terms.dial_grain] + offers[2]


def _plain_signals(position: Position) -> tuple[list[Order], list[Order], list[Order]]:
    """Return a power's signals about flashpoints, those that promise a share, and the rest."""
    key = ("plain signals", position.power)
    known = position.world.memo.get(key)
    if not isinstance(known, tuple):
        orders: tuple[Any, ...] = position.catalogue.family(Family.SIGNAL)
        places = position.world.flashpoint_index
        known = position.world.memo[key] = (
            [order for order in orders if order.subject in places],
            [order for order in orders if order.subject == SHARE],
            [order for order in orders if order.subject not in places and order.subject != SHARE],
        )
    return known


def _open_signal(position: Position, order: Signal) -> Refusal:
    if any((said.kind, said.subject) == (order.kind, order.subject) for said in position.sheet.said):
        return refused("R9.6", "a signal of this kind still stands")
    if order.amount and order.subject not in (ASK, RELIEF, SHARE):
        return refused("R9.6", "a signal about {} names no sum", order.subject)
    if order.kind == SignalKind.DEMAND:
        return _open_demand(position, order)
    if order.subject in position.world.flashpoint_index:
        place = position.world.flashpoint_index[order.subject]
        return (
            None
            if place in staked(position.world, position.power)
            else refused("R9.10", "this power has no stake at {}", order.subject)
        )
    if order.kind == SignalKind.COMMIT and order.subject == SHARE:
        return _open_share(position, order)
    agreement = position.world.agreement.get(order.subject)
    if order.kind != SignalKind.COMMIT or agreement is None or agreement.secret:
        return refused("R9.6", "{} cannot be the subject of a {}", order.subject, order.kind.key)
    parties = others(position, agreement.id)
    if not any(
        pact_between(position.commons.pacts, agreement.id, position.power.key, each) is None
        for each in parties
    ):
        return refused("R9.6", "{} is already in force", agreement.id)
    return None


def _open_share(position: Position, order: Signal) -> Refusal:
    terms = position.world.powers[position.power]
    now = position.commons.dials[position.power]
    if terms.dial != "share" or (order.amount - terms.dial_low) % terms.dial_grain:
        return refused("R9.6", "no such share can be promised")
    high = min(terms.dial_high, now + 2 * terms.year_step)
    if not now < order.amount <= high:
        return refused("R9.6", "a share above {} and up to {} can be promised", now, high)
    return None


def _open_demand(position: Position, order: Signal) -> Refusal:
    if order.subject == ASK and position.power == Power.US:
        step = position.world.terms.ask_step + sum(
            more
            for name in position.commons.doctrines[position.power]
            for which, more in position.world.doctrine[name].edges
            if which == ASK
        )
        if order.amount == position.commons.ask or abs(order.amount - position.commons.ask) > step:
            return refused("R9.7", "the ask moves from {} by at most {}", position.commons.ask, step)
        fine = order.amount in ask_values(position.world)
        return None if fine else refused("R9.7", "no such ask")
    if order.subject == RELIEF and position.power == Power.DPRK:
        fine = 0 < order.amount <= position.world.terms.relief_most and order.amount % 100 == 0
        return (
            None
            if fine
            else refused("R9.8", "relief of 100 to {} may be named", position.world.terms.relief_most)
        )
    if any(
        each.operation == order.subject and each.target == position.power
        for each in position.commons.measures
    ):
        return None
    return refused("R9.6", "{} cannot be demanded", order.subject)


def _fits_signal(position: Position, room: Room, order: Signal) -> Refusal:
    return None


def _take_signal(position: Position, room: Room, order: Signal) -> None:
    room.used[Family.SIGNAL] = 1


RULES: Final[dict[Family, FamilyRule]] = {
    Family.ANSWER: FamilyRule(_open_answer, _fits_answer, _take_answer, _near_answers),
    Family.CHOICE: FamilyRule(_open_choice, _fits_choice, _take_choice, _near_choices),
    Family.STANCE: FamilyRule(_open_stance, _fits_stance, _take_stance, _near_stances),
    Family.SIGNAL: FamilyRule(_open_signal, _fits_signal, _take_signal, _near_signals),
}
