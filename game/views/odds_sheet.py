"""All there is to know of an order before it is written: its act, price, odds and forces."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import evolve, frozen

from game.players.base import Desk
from game.views.catalogue import Offer, offer
from game.views.certainties import certain_chips
from game.views.chips import Chip
from game.views.clauses import price_chips
from game.views.names import capital, place
from game.views.odds import OddsView, odds_rows
from game.views.order_words import cost, costs, say
from game.views.posture import AT_HOME, joint_offer, price_of
from game.wording import names_of
from rules import prices
from rules.orders import Court, Operate, Order

_ACTS = {"posture": "posture act", "diplomacy": "diplomatic act"}


@frozen
class Forces:
    """Who takes part: one's own forces alone, or the ally's as well; None where no dice are thrown."""

    offer: Offer
    percent: int | None


@frozen
class OddsSheet:
    """What is said of an order before it is written; `view` is None where no dice are thrown."""

    order: Order
    kind: str
    act: str
    title: str
    price: tuple[Chip, ...]
    about: str
    certain: tuple[Chip, ...]
    view: OddsView | None
    offer: Offer
    forces: tuple[Forces, ...]


def odds_sheet(order: Order, desk: Desk) -> OddsSheet:
    """Return what is said of an operation, a proposal or courting with what the sheet holds before it."""
    seen, before = desk.observation, desk.sheet.orders
    if order in before:
        before = before[: before.index(order)]
    taken = cost(order, seen, before)
    found = OddsSheet(
        order=order,
        kind="courting" if isinstance(order, Court) else "proposal",
        act=_act("diplomacy", before, seen.world.terms.diplomatic_acts, desk),
        title=say(order, seen),
        price=price_chips(taken.money, taken.capital, taken.stocks) or (Chip("free"),),
        about="",
        certain=(),
        view=odds_rows(order, seen),
        offer=offer(order, "", desk),
        forces=(),
    )
    return _operation(found, order, before, desk) if isinstance(order, Operate) else found


def _operation(found: OddsSheet, order: Operate, before: Sequence[Order], desk: Desk) -> OddsSheet:
    seen = desk.observation
    operation = seen.world.operation[order.operation]
    where = "at home" if order.place == AT_HOME else place(seen.world, order.place)
    joint = joint_offer(order, desk)
    offers = [offer(Operate(order.operation, order.place), "Own forces only", desk)]
    if joint is not None:
        offers.append(evolve(joint, name=capital(joint.name)))
    company = (Chip(joint.name),) if joint is not None and order.joint else ()
    return evolve(
        found,
        kind="operation",
        act=_act("posture", before, prices.posture_acts(seen.world, seen.sheet), desk),
        title=f"{operation.name}, {where}",
        price=(*price_of(order, desk), *company) or (Chip("free"),),
        about=names_of(seen.world).prose(operation.summary),
        certain=certain_chips(seen, order),
        forces=tuple(_forces(each, found, desk) for each in offers),
    )


def _forces(each: Offer, found: OddsSheet, desk: Desk) -> Forces:
    view = found.view
    if each.order != found.order:
        view = None if each.locked else odds_rows(each.order, desk.observation)
    return Forces(each, None if view is None else view.success)


def _act(kind: str, before: Sequence[Order], most: int, desk: Desk) -> str:
    """Return which of its acts an order would be, in words."""
    used = sum(each.act == kind for each in costs(before, desk.observation))
    return f"{_ACTS[kind]} {used + 1} of {most}" if used < most else f"no {_ACTS[kind]} left"
