"""Proposals, renunciations and courting (R10.2, R10.4)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from rules import prices
from rules.legality.family import FamilyRule
from rules.legality.position import Position, met, others
from rules.legality.room import Refusal, Room, costs, pay, refused
from rules.orders import Court, Family, Order, Propose, Renounce
from rules.readings import holds
from rules.state import pact_between
from rules.terms import (
    PARTNER_NAMED,
    Means,
    Partner,
    Power,
)

# ---------- diplomacy (R10) ----------


def _open_proposal(position: Position, order: Propose) -> Refusal:
    agreement = position.world.agreement.get(order.agreement)
    if agreement is None or order.to not in others(position, agreement.id):
        return refused("R10.4", "{} cannot be proposed to {}", order.agreement, order.to)
    if order.amount not in (agreement.amounts or (0,)):
        return refused("R10.4", "{} has no sum of {}", agreement.id, order.amount)
    pacts = position.commons.pacts + position.observation.secret_pacts
    if pact_between(pacts, agreement.id, position.power.key, order.to) is not None:
        return refused("R10.4", "{} with {} is in force", agreement.id, order.to)
    if any(
        each.subject == agreement.id and order.to in (each.sender.key, each.to.key)
        for each in position.observation.proposals
    ):
        return refused("R2.4", "{} already lies on the table", agreement.id)
    if not met(position, agreement.requires):
        return refused("R10.4", "what {} needs is not in place", agreement.id)
    if agreement.blocks and any(
        holds(position.observation, each, position.power) for each in agreement.blocks
    ):
        return refused("R10.4", "{} is ruled out now", agreement.id)
    return None


def _fits_proposal(position: Position, room: Room, order: Propose) -> Refusal:
    if (Family.PROPOSAL, order.agreement, order.to) in room.used:
        return refused("R2.4", "already proposed")
    agreement = position.world.agreement[order.agreement]
    return costs(room, agreement.money, agreement.capital)


def _take_proposal(position: Position, room: Room, order: Propose) -> None:
    agreement = position.world.agreement[order.agreement]
    room.used[Family.PROPOSAL, order.agreement, order.to] = 1
    room.diplomacy -= 1
    pay(room, agreement.money, agreement.capital)


def _near_renounces(position: Position, family: Family) -> Iterable[Order]:
    """Return the agreements that this power has in force."""
    if position.sheet.capital < position.world.terms.renounce_capital:
        return ()
    me = position.power.key
    held = {
        (pact.agreement, pact.other if pact.one == me else pact.one)
        for pact in position.commons.pacts + position.observation.secret_pacts
        if me in (pact.one, pact.other)
    }
    orders: tuple[Any, ...] = position.catalogue.family(family)
    return [order for order in orders if (order.agreement, order.party) in held]


def _open_renounce(position: Position, order: Renounce) -> Refusal:
    pacts = position.commons.pacts + position.observation.secret_pacts
    if pact_between(pacts, order.agreement, position.power.key, order.party) is None:
        return refused("R10.4", "no {} with {} is in force", order.agreement, order.party)
    return None


def _fits_renounce(position: Position, room: Room, order: Renounce) -> Refusal:
    if order in room.used:
        return refused("R10.4", "already renounced")
    return costs(room, capital=position.world.terms.renounce_capital)


def _take_renounce(position: Position, room: Room, order: Renounce) -> None:
    room.used[order] = 1
    room.diplomacy -= 1
    pay(room, capital=position.world.terms.renounce_capital)


def _near_courts(position: Position, family: Family) -> Iterable[Order]:
    """Return the courting of partners that do not yet stand as close as they can."""
    best = 5 if position.power in (Power.JAPAN, Power.US) else -5
    closest = [partner.key for partner in Partner if position.commons.alignment[partner] == best]
    orders: tuple[Any, ...] = position.catalogue.family(family)
    return [order for order in orders if order.partner not in closest] if closest else orders


def _open_court(position: Position, order: Court) -> Refusal:
    partner = PARTNER_NAMED.get(order.partner)
    if partner is None or position.power not in position.world.partners[partner].courters:
        return refused("R10.2", "this power cannot court {}", order.partner)
    terms = position.world.partners[partner]
    if order.means == Means.REMEMBRANCE and not (terms.history and position.power == Power.JAPAN):
        return refused("R10.2", "remembrance is for Japan where history weighs")
    best = 5 if position.power in (Power.JAPAN, Power.US) else -5
    if position.commons.alignment[partner] == best:
        return refused("R10.2", "{} stands as close as it can", order.partner)
    return None


def _fits_court(position: Position, room: Room, order: Court) -> Refusal:
    if (Family.COURT, order.partner) in room.used:
        return refused("R10.2", "one courting a partner and turn")
    return costs(room, prices.courting_money(position.world, position.power, order.means))


def _take_court(position: Position, room: Room, order: Court) -> None:
    room.used[Family.COURT, order.partner] = 1
    room.diplomacy -= 1
    pay(room, prices.courting_money(position.world, position.power, order.means))


RULES: Final[dict[Family, FamilyRule]] = {
    Family.PROPOSAL: FamilyRule(_open_proposal, _fits_proposal, _take_proposal),
    Family.RENOUNCE: FamilyRule(_open_renounce, _fits_renounce, _take_renounce, _near_renounces),
    Family.COURT: FamilyRule(_open_court, _fits_court, _take_court, _near_courts),
}
