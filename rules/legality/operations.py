"""Operations and the lifting of measures (R5.3, R5.4, R7.1)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from attrs import frozen

from rules import prices
from rules.catalogue import area_quarrel, quarrels_of
from rules.content import Operation
from rules.contest import ground, side_of
from rules.legality.family import FamilyRule
from rules.legality.position import REACH_MASK, Position, met
from rules.legality.room import Refusal, Room, costs, pay, refused
from rules.orders import Family, Lift, Operate, Order
from rules.terms import (
    ALLY,
    Scope,
)

OPERATION: Final = Family.OPERATION


@frozen
class Entry:
    """An operation at a place as one power may order it: what never changes about it."""

    order: Operate
    operation: Operation
    quarrel: int | None
    places: tuple[int, ...]
    low: int
    high: int
    money: int
    arms: int


def _entries(position: Position) -> dict[Operate, Entry]:
    """Return a power's operations by order, made once for a world."""
    known: dict[Any, Entry] = position.catalogue.entries
    if not known:
        orders: tuple[Any, ...] = position.catalogue.family(Family.OPERATION)
        known.update((order, _entry(position, order)) for order in orders)
    return known


def _entry(position: Position, order: Operate) -> Entry:
    operation = position.world.operation[order.operation]
    places = quarrels_of(position.world, operation, order.place)
    quarrel = places[0] if places and operation.scope != Scope.RIVAL else None
    return Entry(
        order=order,
        operation=operation,
        quarrel=quarrel,
        places=places,
        low=operation.heat - 2,
        high=operation.ceiling if places or operation.scope == Scope.AREA else 99,
        money=prices.operation_money(position.world, position.power, operation),
        arms=sum(1 << kind for kind in operation.arms) if quarrel is not None else 0,
    )


def quarrel_of(position: Position, operation: Operation, place: str) -> int | None:
    """Return the flashpoint an operation at a place belongs to, if any."""
    if operation.scope == Scope.FLASHPOINT:
        return position.world.flashpoint_index.get(place)
    return area_quarrel(position.world, place) if operation.scope == Scope.AREA else None


def _near_operations(position: Position, family: Family) -> Iterable[Order]:
    """Return the operations that the rungs admit (R7.1)."""
    rungs = position.rungs
    key = ("near operations", position.power, *rungs)
    known = position.world.memo.get(key)
    if not isinstance(known, tuple):
        known = position.world.memo[key] = tuple(
            entry.order for entry in _entries(position).values() if _hot_enough(entry, rungs)
        )
    return known


def _hot_enough(entry: Entry, rungs: list[int]) -> bool:
    """Tell whether the rung admits an operation: from heat - 2 to its ceiling (R7.1)."""
    if entry.high > 9:
        return True
    if not entry.places:
        return entry.low <= 0
    return any([entry.low <= rungs[place] <= entry.high for place in entry.places])


def _open_operation(position: Position, order: Operate) -> Refusal:
    entry = _entries(position).get(order)
    if entry is None:
        return refused("R7.1", "{} at {} is not open to this power", order.operation, order.place)
    if not _hot_enough(entry, position.rungs):
        return refused("R7.1", "{} needs a rung of {} to {}", order.operation, max(0, entry.low), entry.high)
    return _open_entry(position, entry)


def _open_entry(position: Position, entry: Entry) -> Refusal:
    operation, order, terms = entry.operation, entry.order, position.world.terms
    if operation.heat >= terms.hot and position.sheet.readiness < terms.readiness_floor:
        return refused("R6.8", "readiness is below {}", terms.readiness_floor)
    if operation.requires and not met(position, operation.requires, entry.quarrel):
        return refused("R7.1", "what {} needs is not in place", operation.id)
    if operation.standing is not None and any(
        (each.operation, each.by, each.target.key) == (operation.id, position.power, order.place)
        for each in position.commons.measures
    ):
        return refused("R7.1", "{} is already in force against {}", operation.id, order.place)
    if operation.on_land and not _shot_at(position, entry.quarrel):
        return refused("R7.12", "no shot has been fired at this side")
    return _open_joint(position, operation, entry.quarrel) if order.joint else None


def _shot_at(position: Position, place: int | None) -> bool:
    if place is None or position.commons.flashpoints[place].rung < 6:
        return False
    defends = position.power in side_of(position.world.flashpoints[place], False)
    return bool(position.commons.flashpoints[place].fired_at & (1 if defends else 2))


def _open_joint(position: Position, operation: Operation, place: int | None) -> Refusal:
    ally = ALLY[position.power]
    if ally not in operation.powers:
        return refused("R5.4", "{} cannot take part in {}", ally.key, operation.id)
    if place is not None and not position.world.flashpoints[place].stakes[ally]:
        return refused("R5.4", "{} has no stake there", ally.key)
    return None


def _operation_capital(position: Position, room: Room, operation: Operation) -> int:
    return operation.capital + (position.world.terms.extra_operation_capital if room.operations else 0)


def _fits_operation(position: Position, room: Room, order: Operate) -> Refusal:
    entry = _entries(position)[order]
    operation = entry.operation
    if (OPERATION, order.operation, order.place) in room.used:
        return refused("R5.3", "{} is already ordered at {}", operation.id, order.place)
    if entry.arms and entry.quarrel is not None and not _armed(position, room, entry.arms, entry.quarrel):
        return refused("R7.13", "no counter fit for {} is in place or in reach", operation.id)
    return costs(room, entry.money, _operation_capital(position, room, operation), operation.stocks)


def _armed(position: Position, room: Room, arms: int, place: int) -> bool:
    kinds = position.arms_present(place)
    if room.arriving and not kinds & arms:
        spots = ground(position.world, place)
        for area, arriving in room.arriving.items():
            if area in spots.areas:
                kinds |= arriving
            elif area in spots.reach:
                kinds |= arriving & REACH_MASK
    return bool(kinds & arms)


def _take_operation(position: Position, room: Room, order: Operate) -> None:
    entry = _entries(position)[order]
    operation = entry.operation
    room.used[OPERATION, order.operation, order.place] = 1
    pay(room, entry.money, _operation_capital(position, room, operation), operation.stocks)
    room.operations += 1
    room.posture -= 1


def _near_lifts(position: Position, family: Family) -> Iterable[Order]:
    mine = {(each.operation, each.target) for each in position.commons.measures if each.by == position.power}
    orders: Iterable[Any] = position.catalogue.family(family) if mine else ()
    return [order for order in orders if (order.operation, order.target) in mine]


def _open_lift(position: Position, order: Lift) -> Refusal:
    if any(
        (each.operation, each.by, each.target) == (order.operation, position.power, order.target)
        for each in position.commons.measures
    ):
        return None
    return refused("R7.14", "{} is not in force against {}", order.operation, order.target.key)


def _fits_lift(position: Position, room: Room, order: Lift) -> Refusal:
    return refused("R7.14", "already lifted") if order in room.used else None


def _take_lift(position: Position, room: Room, order: Lift) -> None:
    room.used[order] = 1


RULES: Final[dict[Family, FamilyRule]] = {
    Family.OPERATION: FamilyRule(_open_operation, _fits_operation, _take_operation, _near_operations),
    Family.LIFT: FamilyRule(_open_lift, _fits_lift, _take_lift, _near_lifts),
}
