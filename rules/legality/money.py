"""Dial, readiness, programmes and the pace of contracts (R6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from rules import prices
from rules.legality.family import FamilyRule
from rules.legality.position import Position, met
from rules.legality.room import Refusal, Room, costs, pay, refused
from rules.orders import Family, FundReadiness, Order, Pace, SetDial, StartProgramme
from rules.state import Contract
from rules.terms import (
    Funding,
    Pacing,
)

# ---------- dial and readiness (R6.2, R6.8) ----------


def _near_dials(position: Position, family: Family) -> Iterable[Order]:
    terms = position.world.powers[position.power]
    low, high = position.dial_bounds(True)
    first = terms.dial_low + -(-(low - terms.dial_low) // terms.dial_grain) * terms.dial_grain
    orders = position.catalogue.family(Family.DIAL)
    return orders[
        (first - terms.dial_low) // terms.dial_grain : (high - terms.dial_low) // terms.dial_grain + 1
    ]


def _open_dial(position: Position, order: SetDial) -> Refusal:
    terms = position.world.powers[position.power]
    now = position.commons.dials[position.power]
    low, high = position.dial_bounds(True)
    if order.value == now:
        return refused("R6.2", "the dial already shows {}", now)
    if (order.value - terms.dial_low) % terms.dial_grain:
        return refused("R6.2", "the dial moves in steps of {}", terms.dial_grain)
    if not low <= order.value <= high:
        return refused("R6.2", "the dial can move from {} to between {} and {}", now, low, high)
    return None


def _fits_dial(position: Position, room: Room, order: SetDial) -> Refusal:
    now = position.commons.dials[position.power]
    _, high = position.dial_bounds(room.supplementary)
    if order.value > high:
        return refused("R6.2", "this turn the dial can rise from {} to {}", now, high)
    return costs(room, capital=_dial_capital(position, room, order))


def _dial_capital(position: Position, room: Room, order: SetDial) -> int:
    if order.value < position.commons.dials[position.power]:
        return 0
    return prices.raise_capital(position.world, position.commons, position.power, room.supplementary)


def _take_dial(position: Position, room: Room, order: SetDial) -> None:
    room.used[Family.DIAL] = 1
    pay(room, capital=_dial_capital(position, room, order))


def _open_readiness(position: Position, order: FundReadiness) -> Refusal:
    if order.level == position.sheet.funding:
        return refused("R6.8", "readiness is already funded at {}", order.level.key)
    return None


def _fits_readiness(position: Position, room: Room, order: FundReadiness) -> Refusal:
    price = prices.funding_price(position.world, position.sheet.bill, order.level)
    if price > room.funded and price - room.funded > room.money:
        return refused("R2.2", "it costs {} more and {} is left", price - room.funded, max(0, room.money))
    stocks = _surge_stocks(position, order)
    return refused("R6.8", "a surge uses {} stocks", stocks) if stocks > room.stocks else None


def _surge_stocks(position: Position, order: FundReadiness) -> int:
    surge = order.level == Funding.SURGE
    return prices.surge_stocks(position.world, position.commons, position.power) if surge else 0


def _take_readiness(position: Position, room: Room, order: FundReadiness) -> None:
    price = prices.funding_price(position.world, position.sheet.bill, order.level)
    pay(room, money=price - room.funded, stocks=_surge_stocks(position, order))
    room.funded = price
    room.used[Family.READINESS] = 1


# ---------- programmes and contracts (R6.6, R6.7) ----------


def _open_programme(position: Position, order: StartProgramme) -> Refusal:
    programme = position.world.programme.get(order.programme)
    if programme is None or programme.power != position.power or not programme.open:
        return refused("R6.6", "{} is not in this power's catalogue", order.programme)
    if position.sheet.signed.count(programme.id) >= programme.limit:
        return refused("R6.12", "{} cannot be signed again", programme.id)
    if programme.requires and not met(position, programme.requires):
        return refused("R6.6", "what {} needs is not in place", programme.id)
    return None


def _fits_programme(position: Position, room: Room, order: StartProgramme) -> Refusal:
    programme = position.world.programme[order.programme]
    if order in room.used:
        return refused("R6.12", "{} is already signed this turn", programme.id)
    if not programme.imports and room.slots <= 0:
        return refused("R5.1", "no industry slot is free")
    return costs(room, money=prices.first_instalment(position.world, programme, position.sheet.strain))


def _take_programme(position: Position, room: Room, order: StartProgramme) -> None:
    programme = position.world.programme[order.programme]
    room.used[order] = 1
    room.programmes -= 1
    room.slots -= not programme.imports
    pay(room, money=prices.first_instalment(position.world, programme, position.sheet.strain))


def _near_paces(position: Position, family: Family) -> Iterable[Order]:
    known = _paces(position)
    places = sorted([known[each.programme, each.nth] for each in position.sheet.contracts])
    orders: tuple[Any, ...] = position.catalogue.family(Family.PACE)
    return [order for place in places for order in orders[place : place + len(Pacing)]]


def _paces(position: Position) -> dict[tuple[str, int], int]:
    """Return where a contract's paces begin in the catalogue's family."""
    key = ("paces", position.power)
    known = position.world.memo.get(key)
    if not isinstance(known, dict):
        orders: tuple[Any, ...] = position.catalogue.family(Family.PACE)
        known = position.world.memo[key] = {
            (order.programme, order.nth): place
            for place, order in enumerate(orders)
            if order.mode == Pacing.RUSH
        }
    return known


def _open_pace(position: Position, order: Pace) -> Refusal:
    contract = position.contract(order.programme, order.nth)
    if contract is None:
        return refused("R6.7", "no contract {} {} is under way", order.programme, order.nth)
    if order.mode == Pacing.STRETCH and not contract.unpaid:
        return refused("R6.7", "nothing is left to pay")
    if order.mode == Pacing.RUSH:
        return _open_rush(position, contract)
    return None


def _open_rush(position: Position, contract: Contract) -> Refusal:
    own, terms = position.sheet, position.world.terms
    if own.rushed and position.commons.turn - own.rushed < terms.rush_turns:
        return refused("R6.7", "one rush every {} turns", terms.rush_turns)
    if contract.unpaid <= contract.instalment:
        return refused("R6.7", "two instalments must be left")
    quarters = position.world.programme[contract.programme].quarters
    if 3 * (contract.due - 1 - contract.signed) < 2 * quarters or contract.due - 1 <= position.commons.turn:
        return refused("R6.7", "it cannot be built in less than two thirds of its time")
    return None


def _fits_pace(position: Position, room: Room, order: Pace) -> Refusal:
    if (Family.PACE, order.programme, order.nth) in room.used:
        return refused("R6.7", "one change a contract and turn")
    if order.mode == Pacing.RUSH:
        if (Family.PACE, Pacing.RUSH) in room.used:
            return refused("R6.7", "one rush a turn")
        return costs(room, money=_rush_money(position, order))
    return costs(room, capital=position.world.terms.cancel_capital if order.mode == Pacing.CANCEL else 0)


def _rush_money(position: Position, order: Pace) -> int:
    contract = position.contract(order.programme, order.nth)
    assert contract is not None
    left = min(contract.instalment, contract.unpaid - contract.instalment)
    return prices.dearer(position.world, left, position.sheet.strain)


def _take_pace(position: Position, room: Room, order: Pace) -> None:
    contract = position.contract(order.programme, order.nth)
    assert contract is not None
    room.used[Family.PACE, order.programme, order.nth] = 1
    if order.mode == Pacing.RUSH:
        room.used[Family.PACE, Pacing.RUSH] = 1
        pay(room, money=_rush_money(position, order))
        return
    spared = prices.instalment(position.world, contract, position.sheet.strain)
    cancel = order.mode == Pacing.CANCEL
    pay(room, money=-spared, capital=position.world.terms.cancel_capital if cancel else 0)
    if cancel and not position.world.programme[order.programme].imports:
        room.slots += 1


RULES: Final[dict[Family, FamilyRule]] = {
    Family.DIAL: FamilyRule(_open_dial, _fits_dial, _take_dial, _near_dials),
    Family.READINESS: FamilyRule(_open_readiness, _fits_readiness, _take_readiness),
    Family.PROGRAMME: FamilyRule(_open_programme, _fits_programme, _take_programme),
    Family.PACE: FamilyRule(_open_pace, _fits_pace, _take_pace, _near_paces),
}
