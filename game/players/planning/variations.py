"""Variations: what else a seat might do, one order away from what it would do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from attrs import frozen

from game.players.base import Desk
from rules.dice import word
from rules.observation import Observation
from rules.odds import odds
from rules.orders import FAMILIES, Family, Operate, Order, OrderSheet, Pace, StartProgramme
from rules.terms import Pacing, Purpose, Scope

FAIR_WAYS: Final = 8
"""An operation is tried if at least so many of 36 ways succeed, or if it rolls nothing."""

LASTING: Final = frozenset(
    {Family.READINESS, Family.STANCE, Family.OPERATION, Family.COURT, Family.PROPOSAL, Family.CAMPAIGN}
    | {Family.ALERT, Family.PROGRAMME, Family.REVIEW}
)
"""Families whose orders may be told to a policy for the turns to come as well."""

INTEREST: Final = {
    Family.STANCE: 4,
    Family.OPERATION: 3,
    Family.READINESS: 4,
    Family.PROGRAMME: 3,
    Family.DIAL: 3,
    Family.CAMPAIGN: 3,
    Family.REVIEW: 3,
    Family.CHOICE: 3,
    Family.ANSWER: 3,
    Family.COURT: 2,
    Family.PACE: 2,
    Family.PROPOSAL: 2,
    Family.ALERT: 2,
}
"""How much likelier than any other an order of a family is to be tried."""


@frozen
class Variation:
    """One change: an order put first or left out, this turn or for good, and the sheet it makes now."""

    order: Order
    added: bool
    lasting: bool
    sheet: OrderSheet


def variations(observation: Observation, base: OrderSheet, seed: int) -> Iterator[Variation]:
    """Yield changes of a sheet worth a try, drawn by keyed words, those of more interest likely first."""
    desk = Desk(observation)
    changes: list[tuple[Order, bool]] = [(order, False) for order in base.orders]
    for family in FAMILIES:
        promising = _promising(observation, desk, family)
        changes += [(order, True) for order in promising if order not in base.orders]
    ranks = [_rank(seed, observation.turn, nth, order) for nth, (order, _) in enumerate(changes)]
    for nth in sorted(range(len(changes)), key=ranks.__getitem__):
        order, added = changes[nth]
        rest = tuple(each for each in base.orders if each != order)
        sheet = kept(observation, (order, *rest) if added else rest)
        if (order in sheet.orders) == added:
            yield Variation(order, added, order.family in LASTING, sheet)


def kept(observation: Observation, orders: Sequence[Order]) -> OrderSheet:
    """Return the sheet of those orders that are legal in turn."""
    desk = Desk(observation)
    for order in orders:
        desk.offer(order)
    return desk.sheet


def _promising(observation: Observation, desk: Desk, family: Family) -> list[Any]:
    """Return the orders of a family that might be worth a try; moves of counters are left to advisors."""
    if family == Family.DEPLOY:
        return []
    orders, choose = desk.menu(family), _CHOOSERS.get(family)
    return orders if choose is None else choose(observation, orders)


def _in_time(observation: Observation, orders: list[StartProgramme]) -> list[Any]:
    """Return the programmes that are delivered or half paid for by the end of the game."""
    world, left = observation.world, observation.world.length - observation.turn
    return [each for each in orders if world.programme[each.programme].quarters <= max(left, 2 * left - 1)]


def _fair(observation: Observation, orders: list[Operate]) -> list[Any]:
    """Return operations with fair odds, of those without a roll no escorts."""
    world = observation.world
    found = ((order, odds(observation, order)) for order in orders)
    return [
        order
        for order, chance in found
        if (chance.success >= FAIR_WAYS if chance else world.operation[order.operation].scope != Scope.AREA)
    ]


def _ends(observation: Observation, orders: list[Any]) -> list[Any]:
    """Return the first, the last and the middle of a family that is a scale."""
    return [orders[nth] for nth in sorted({0, len(orders) // 2, len(orders) - 1})] if orders else []


def _rushed(observation: Observation, orders: list[Pace]) -> list[Any]:
    return [each for each in orders if each.mode == Pacing.RUSH]


_CHOOSERS: Final[dict[Family, Callable[[Observation, list[Any]], list[Any]]]] = {
    Family.DIAL: _ends,
    Family.PROGRAMME: _in_time,
    Family.PACE: _rushed,
    Family.OPERATION: _fair,
}


def _rank(seed: int, turn: int, nth: int, order: Order) -> float:
    """Return the place of a change in the draw: a keyed word, less where interest is greater."""
    chance = word(seed, turn, Purpose.DRAW, "variation", nth) + 1
    return chance / INTEREST.get(order.family, 1)
