"""Deployments and alerts (R3, R5.5)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rules.catalogue import staked
from rules.legality.family import FamilyRule
from rules.legality.position import Position
from rules.legality.room import Refusal, Room, refused
from rules.orders import Deploy, Family, Order, SetAlert

# ---------- posture (R3, R5.5, R7.1) ----------


def _open_deploy(position: Position, order: Deploy) -> Refusal:
    places = position.world.area_index
    if order.origin not in places or order.destination not in places or order.origin == order.destination:
        return refused("R3.1", "no move from {} to {}", order.origin, order.destination)
    origin, destination = places[order.origin], places[order.destination]
    count = position.observation.count(origin, position.power, order.kind)
    if count < 1 + order.whole:
        return refused("R3.1", "{} {} in {}", count, order.kind.key, order.origin)
    if not position.mask(order.kind) >> destination & 1:
        return refused("R3.3", "no access or no free place for {} in {}", order.kind.key, order.destination)
    return None


def _left_at(position: Position, room: Room, order: Deploy) -> int:
    origin = position.world.area_index[order.origin]
    count = position.observation.count(origin, position.power, order.kind)
    return count - room.used.get((Family.DEPLOY, order.kind, origin), 0)


def _fits_deploy(position: Position, room: Room, order: Deploy) -> Refusal:
    if _left_at(position, room, order) < 1 + order.whole:
        return refused("R3.1", "no more {} in {}", order.kind.key, order.origin)
    return None


def _take_deploy(position: Position, room: Room, order: Deploy) -> None:
    origin = position.world.area_index[order.origin]
    moved = _left_at(position, room, order) if order.whole else 1
    key = (Family.DEPLOY, order.kind, origin)
    room.used[key] = room.used.get(key, 0) + moved
    room.posture -= 1
    destination = position.world.area_index[order.destination]
    room.arriving[destination] = room.arriving.get(destination, 0) | 1 << order.kind


def _near_alerts(position: Position, family: Family) -> Iterable[Order]:
    """Return the alerts that would change something."""
    quarrels, places = position.commons.flashpoints, position.world.flashpoint_index
    power, orders = position.power, position.catalogue.family(family)
    return [
        order
        for order in orders
        if isinstance(order, SetAlert) and quarrels[places[order.flashpoint]].alerts[power] != order.level
    ]


def _open_alert(position: Position, order: SetAlert) -> Refusal:
    place = position.world.flashpoint_index.get(order.flashpoint)
    if place is None or place not in staked(position.world, position.power):
        return refused("R5.5", "this power has no stake at {}", order.flashpoint)
    if position.commons.flashpoints[place].alerts[position.power] == order.level:
        return refused("R5.5", "alert at {} is already {}", order.flashpoint, order.level.key)
    return None


def _fits_alert(position: Position, room: Room, order: SetAlert) -> Refusal:
    if (Family.ALERT, order.flashpoint) in room.used:
        return refused("R5.5", "one change of alert a flashpoint")
    return None


def _take_alert(position: Position, room: Room, order: SetAlert) -> None:
    room.used[Family.ALERT, order.flashpoint] = 1
    room.posture -= 1


RULES: Final[dict[Family, FamilyRule]] = {
    Family.DEPLOY: FamilyRule(_open_deploy, _fits_deploy, _take_deploy),
    Family.ALERT: FamilyRule(_open_alert, _fits_alert, _take_alert, _near_alerts),
}
