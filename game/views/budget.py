"""The Budget tab: the dial, readiness, where the money goes, and what is signed for the years ahead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from attrs import evolve, frozen

from game.players.base import Desk
from game.views.dial import Dial, dial
from game.views.figures import quarter_words
from game.views.order_book import without
from game.views.order_words import costs
from game.views.readiness import expected, funding_of
from game.views.refusals import why
from game.views.schedule import Payment, new_payments, payments
from rules import prices
from rules.observation import Observation
from rules.orders import Family, FundReadiness, Order, Pace, StartProgramme
from rules.terms import Funding

AHEAD: Final = 8
"""How many quarters of instalments are shown."""


@frozen
class Level:
    """A level of readiness funding: its bill, what readiness it leads to, stocks, why it is locked."""

    funding: Funding
    name: str
    bill: int
    readiness: int
    stocks: int
    chosen: bool
    stands: bool
    locked: str = ""


@frozen
class Flow:
    """A part of the quarter's money, in $m."""

    key: str
    name: str
    money: int


@frozen
class Quarter:
    """What is to be paid in a coming quarter, in $m: for what is signed, and for what the sheet signs."""

    turn: int
    words: str
    signed: int
    ordered: int
    after_the_game: bool


@frozen
class Budget:
    """The Budget tab; the flows, free money last, make the treasury. Half of what is free is kept."""

    dial: Dial
    readiness_now: int
    levels: tuple[Level, ...]
    treasury: int
    flows: tuple[Flow, ...]
    free: int
    kept: int
    lost: int
    quarters: tuple[Quarter, ...]


def budget(desk: Desk) -> Budget:
    """Return the Budget tab of a seat with what its sheet holds so far."""
    seen, left = desk.observation, desk.left
    kept = max(0, left.money) * seen.world.terms.carry_percent // 100
    return Budget(
        dial=dial(desk),
        readiness_now=seen.sheet.readiness,
        levels=levels(desk),
        treasury=seen.sheet.treasury,
        flows=flows(desk),
        free=left.money,
        kept=kept,
        lost=max(0, left.money) - kept,
        quarters=quarters(desk),
    )


# ---------- readiness (R6.8) ----------


def levels(desk: Desk) -> tuple[Level, ...]:
    """Return the four levels of funding with what each costs and leads to."""
    seen = desk.observation
    stands, chosen = Funding(seen.sheet.funding), funding_of(desk.sheet.orders, seen)
    aside = without(desk, FundReadiness(stands))
    return tuple(_level(aside, each, chosen, stands) for each in Funding)


def _level(aside: Desk, funding: Funding, chosen: Funding, stands: Funding) -> Level:
    seen, order = aside.observation, FundReadiness(funding)
    refused = None if funding == stands else aside.check(order)
    surge = prices.surge_stocks(seen.world, seen.commons, seen.power) if funding == Funding.SURGE else 0
    return Level(
        funding=funding,
        name=funding.key,
        bill=prices.funding_price(seen.world, seen.sheet.bill, funding),
        readiness=expected(aside.sheet.orders, seen, funding),
        stocks=surge,
        chosen=funding == chosen,
        stands=funding == stands,
        locked="" if refused is None else why(order, refused, seen),
    )


# ---------- where the money goes (R2.2, R4.1) ----------

_ACCOUNTS: Final = {
    Family.READINESS: "bill",
    Family.PACE: "contracts",
    Family.PROGRAMME: "new",
    Family.OPERATION: "operations",
}

_NAMES: Final = {
    "bill": "Standing bill",
    "contracts": "Contracts under way",
    "new": "New contracts",
    "operations": "Operations",
    "other": "Diplomacy and choices",
    "free": "Free",
}


def flows(desk: Desk) -> tuple[Flow, ...]:
    """Return the parts of the quarter's money; together they are the treasury."""
    seen = desk.observation
    own, world = seen.sheet, seen.world
    parts = dict.fromkeys(_NAMES, 0)
    parts["bill"] = prices.funding_price(world, own.bill, own.funding)
    parts["contracts"] = prices.instalments(world, own)
    for order, cost in zip(desk.sheet.orders, costs(desk.sheet.orders, seen), strict=True):
        parts[_ACCOUNTS.get(order.family, "other")] += cost.money
    parts["free"] = desk.left.money
    return tuple(Flow(key, _NAMES[key], money) for key, money in parts.items())


def quarters(desk: Desk) -> tuple[Quarter, ...]:
    """Return what is to be paid in each of the coming quarters, this one first."""
    seen = desk.observation
    world, turn = seen.world, seen.turn
    empty = tuple(
        Quarter(turn + nth, quarter_words(world, turn + nth), 0, 0, turn + nth > world.length)
        for nth in range(AHEAD)
    )
    under_way, ordered = _under_way(desk.sheet.orders, seen), _ordered(desk.sheet.orders, seen)
    return tuple(
        evolve(each, signed=_due(under_way, each.turn), ordered=_due(ordered, each.turn)) for each in empty
    )


def _under_way(orders: Sequence[Order], seen: Observation) -> list[Payment]:
    modes = {(each.programme, each.nth): each.mode for each in orders if isinstance(each, Pace)}
    return [
        payment
        for contract in seen.sheet.contracts
        for payment in payments(
            contract, seen.world, seen.sheet.strain, seen.turn, modes.get((contract.programme, contract.nth))
        )
    ]


def _ordered(orders: Sequence[Order], seen: Observation) -> list[Payment]:
    names = [each.programme for each in orders if isinstance(each, StartProgramme)]
    return [payment for name in names for payment in new_payments(seen.world.programme[name], seen)]


def _due(found: list[Payment], turn: int) -> int:
    return sum(each.money for each in found if each.turn == turn)
