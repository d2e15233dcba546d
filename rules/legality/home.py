"""Reviews, campaigns and extraordinary measures (R2.3, R9.5, R10.6)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from rules import prices
from rules.legality.family import FamilyRule
from rules.legality.position import Position, met
from rules.legality.room import Refusal, Room, costs, pay, refused
from rules.orders import BeginReview, Campaign, Family, Invoke, Order
from rules.readings import alarm_total
from rules.terms import (
    Measure,
)

# ---------- policy (R2.3, R9.5, R10.6) ----------


def _near_reviews(position: Position, family: Family) -> Iterable[Order]:
    """Return the reviews while none is under way, without steps already adopted."""
    if position.sheet.review is not None:
        return ()
    adopted = position.commons.doctrines[position.power]
    orders: tuple[Any, ...] = position.catalogue.family(family)
    return [order for order in orders if order.doctrine not in adopted]


def _open_review(position: Position, order: BeginReview) -> Refusal:
    doctrine = position.world.doctrine.get(order.doctrine)
    if doctrine is None or doctrine.power != position.power:
        return refused("R2.3", "{} is not this power's to review", order.doctrine)
    if doctrine.id in position.commons.doctrines[position.power]:
        return refused("R2.3", "{} is already adopted", doctrine.id)
    if position.sheet.review is not None:
        return refused("R2.3", "the review of {} is still under way", position.sheet.review.doctrine)
    if not met(position, doctrine.requires):
        return refused("R2.3", "what {} needs is not in place", doctrine.id)
    return None


def _fits_review(position: Position, room: Room, order: BeginReview) -> Refusal:
    return costs(room, capital=position.world.doctrine[order.doctrine].capital)


def _take_review(position: Position, room: Room, order: BeginReview) -> None:
    room.policy = True
    pay(room, capital=position.world.doctrine[order.doctrine].capital)


def _open_campaign(position: Position, order: Campaign) -> Refusal:
    return None


def _fits_campaign(position: Position, room: Room, order: Campaign) -> Refusal:
    return costs(room, capital=position.world.terms.campaign_capital)


def _take_campaign(position: Position, room: Room, order: Campaign) -> None:
    room.policy = True
    pay(room, capital=position.world.terms.campaign_capital)


def _near_measures(position: Position, family: Family) -> Iterable[Order]:
    """Return the extraordinary measures in a grave environment (R9.5)."""
    grave = alarm_total(position.sheet) >= position.world.terms.grave_alarm
    return position.catalogue.family(family) if grave else ()


def _open_invoke(position: Position, order: Invoke) -> Refusal:
    own, turn = position.sheet, position.commons.turn
    if alarm_total(own) < position.world.terms.grave_alarm:
        return refused(
            "R9.5", "total alarm is {}, {} is needed", alarm_total(own), position.world.terms.grave_alarm
        )
    year = prices.fiscal_year(position.world, position.power, turn)
    if own.invoked and prices.fiscal_year(position.world, position.power, own.invoked) == year:
        return refused("R9.5", "one extraordinary measure a year")
    if order.measure == Measure.REVIEW:
        if own.review is None or own.review.left < 2:
            return refused("R9.5", "no review under way can be shortened")
    elif prices.is_fiscal_start(position.world, position.power, turn):
        return refused("R9.5", "no supplementary budget in the turn of the yearly one")
    return None


def _fits_invoke(position: Position, room: Room, order: Invoke) -> Refusal:
    if order.measure == Measure.SUPPLEMENTARY and Family.DIAL in room.used:
        return refused("R9.5", "the measure comes before the dial it widens")
    return None


def _take_invoke(position: Position, room: Room, order: Invoke) -> None:
    room.used[Family.INVOKE] = 1
    if order.measure == Measure.SUPPLEMENTARY:
        room.supplementary = True


RULES: Final[dict[Family, FamilyRule]] = {
    Family.REVIEW: FamilyRule(_open_review, _fits_review, _take_review, _near_reviews),
    Family.CAMPAIGN: FamilyRule(_open_campaign, _fits_campaign, _take_campaign),
    Family.INVOKE: FamilyRule(_open_invoke, _fits_invoke, _take_invoke, _near_measures),
}
