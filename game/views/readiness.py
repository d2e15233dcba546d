"""Readiness as a sheet leaves it: funding, what operations wear, what alerts drain (R6.8).

What other seats do, dice and cards come on top and are not guessed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from rules import prices
from rules.effects import Effect, Shift, When
from rules.observation import Observation
from rules.orders import FundReadiness, Operate, Order, SetAlert
from rules.readings import holds
from rules.terms import Alert, Funding, Track

ALERT_DRAIN: Final = 3
"""What each crisis alert drains a turn (R6.8)."""


def funding_of(orders: Iterable[Order], observation: Observation) -> Funding:
    """Return the level of funding that a sheet comes to."""
    levels = [order.level for order in orders if isinstance(order, FundReadiness)]
    return levels[-1] if levels else Funding(observation.sheet.funding)


def expected(orders: Iterable[Order], observation: Observation, level: Funding | None = None) -> int:
    """Return the readiness a sheet leads to at a level of funding, else at its own."""
    orders = tuple(orders)
    value = _funded(observation, funding_of(orders, observation) if level is None else level)
    for order in orders:
        if isinstance(order, Operate):
            value = _within(value - wear(order, observation))
    return _within(value - ALERT_DRAIN * len(alerted(orders, observation)))


def _funded(observation: Observation, level: Funding) -> int:
    """Return readiness once the bill is paid; a poor treasury pays the minimum or less (R6.8, R6.11)."""
    world, own = observation.world, observation.sheet
    if prices.funding_price(world, own.bill, level) > own.treasury:
        level = Funding.MINIMAL
    value = _within(own.readiness + world.terms.funding[level].readiness)
    unpaid = prices.funding_price(world, own.bill, level) > own.treasury
    return _within(value + world.terms.unpaid_readiness) if unpaid else value


def wear(order: Operate, observation: Observation) -> int:
    """Return the readiness an operation takes, with what its card adds as things stand."""
    operation = observation.world.operation[order.operation]
    nth = observation.world.flashpoint_index.get(order.place)
    return operation.readiness - sum(_own_readiness(each, observation, nth) for each in operation.always)


def _own_readiness(effect: Effect, observation: Observation, nth: int | None) -> int:
    if isinstance(effect, Shift) and effect.track == Track.READINESS and effect.whom == "self":
        return effect.by
    if isinstance(effect, When):
        met = all(holds(observation, each, observation.power, nth) for each in effect.all)
        return sum(_own_readiness(each, observation, nth) for each in (effect.then if met else effect.other))
    return 0


def alerted(orders: Iterable[Order], observation: Observation) -> tuple[str, ...]:
    """Return the flashpoints at which a sheet leaves the seat on crisis alert, in the published order."""
    changed = {order.flashpoint: order.level for order in orders if isinstance(order, SetAlert)}
    return tuple(
        flashpoint.id
        for flashpoint, quarrel in zip(
            observation.world.flashpoints, observation.commons.flashpoints, strict=True
        )
        if changed.get(flashpoint.id, quarrel.alerts[observation.power]) == Alert.CRISIS
    )


def _within(value: int) -> int:
    return max(0, min(100, value))
