"""The order book: the sheet that a person writes, order by order, with everything undone at a key.

Every change is one step: it reads the whole sheet again, and orders that are no longer legal in turn
leave it, are told, and come back with one undo.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import frozen

from game.players.base import Desk, Left
from game.views.order_words import Cost, costs
from game.views.refusals import why
from rules.observation import Observation
from rules.orders import (
    Answer,
    Choose,
    FundReadiness,
    Order,
    OrderSheet,
    SetAlert,
    SetDial,
    TakeStance,
)

Written = tuple[Order, ...]

NOTHING_THERE: Final = "there is no such order"


@frozen
class Dropped:
    """An order that left the sheet because it is no longer legal, and why."""

    order: Order
    why: str


@frozen
class Change:
    """What a change came to: whether it was done, why not, and which other orders it cost."""

    done: bool
    why: str = ""
    dropped: tuple[Dropped, ...] = ()


class OrderBook:
    """A sheet in the making over a desk: orders as written, what they cost, undo and redo."""

    def __init__(self, observation: Observation) -> None:
        self.observation = observation
        self.desk = Desk(observation)
        self._whole = self.desk.left
        self._past: list[Written] = []
        self._future: list[Written] = []

    @classmethod
    def from_sheet(cls, observation: Observation, sheet: OrderSheet) -> OrderBook:
        """Return a book that begins with a sheet, less what is not legal of it, with nothing to undo."""
        book = cls(observation)
        book.desk.rewrite(sheet.orders)
        return book

    # ---------- what stands in it ----------

    @property
    def orders(self) -> Written:
        """The orders, in the order written."""
        return self.desk.sheet.orders

    @property
    def sheet(self) -> OrderSheet:
        """The sheet as it stands; every order on it is legal in turn."""
        return self.desk.sheet

    @property
    def left(self) -> Left:
        """What the sheet still leaves."""
        return self.desk.left

    @property
    def spent(self) -> Left:
        """What the sheet takes, beside the standing bill and the instalments that are due."""
        return Left(*[whole - left for whole, left in zip(self._whole, self.desk.left, strict=True)])

    @property
    def costs(self) -> tuple[Cost, ...]:
        """What each order takes, in the order written."""
        return costs(self.orders, self.observation)

    def why_not(self, order: Order) -> str | None:
        """Return in words why an order cannot be added or take an earlier one's place, or None."""
        change = _with(self.desk, order)
        return change.why if isinstance(change, Change) else None

    # ---------- changes ----------

    def add(self, order: Order) -> Change:
        """Add an order; a second dial, level, alert, stance or answer takes the place of the first.

        To choose what stands anyway takes the order for something else back.
        """
        found = _with(self.desk, order)
        return found if isinstance(found, Change) else self._keep(found)

    def remove(self, index: int) -> Change:
        """Take the order at an index out of the sheet."""
        if not 0 <= index < len(self.orders):
            return Change(False, NOTHING_THERE)
        return self._keep(self.orders[:index] + self.orders[index + 1 :])

    def move(self, index: int, by: int) -> Change:
        """Move the order at an index up (less than nought) or down, unless an order would be lost by it."""
        if not 0 <= index < len(self.orders):
            return Change(False, NOTHING_THERE)
        orders = [*self.orders[:index], *self.orders[index + 1 :]]
        orders.insert(max(0, min(len(orders), index + by)), self.orders[index])
        for order, refused in Desk(self.observation).rewrite(orders):
            return Change(False, why(order, refused, self.observation))
        return self._keep(tuple(orders))

    def restore(self, orders: Iterable[Order]) -> Change:
        """Put other orders in place of all, as one step; what is not legal of them is dropped."""
        return self._keep(tuple(orders))

    def undo(self) -> bool:
        """Take the last change back and tell whether there was one."""
        return self._turn_back(self._past, self._future)

    def redo(self) -> bool:
        """Make the change again that was undone last and tell whether there was one."""
        return self._turn_back(self._future, self._past)

    @property
    def can_undo(self) -> bool:
        """Whether there is a change to take back."""
        return bool(self._past)

    @property
    def can_redo(self) -> bool:
        """Whether there is a change to make again."""
        return bool(self._future)

    def forget(self) -> None:
        """Drop every order and every trace of what was written, as before the next seat looks."""
        self.desk.rewrite(())
        self._past.clear()
        self._future.clear()

    # ---------- how ----------

    def _keep(self, orders: Written) -> Change:
        before = self.orders
        refused = self.desk.rewrite(orders)
        if self.orders != before:
            self._past.append(before)
            self._future.clear()
        dropped = tuple(Dropped(order, why(order, broken, self.observation)) for order, broken in refused)
        return Change(True, dropped=dropped)

    def _turn_back(self, source: list[Written], target: list[Written]) -> bool:
        if not source:
            return False
        target.append(self.orders)
        self.desk.rewrite(source.pop())
        return True


def _with(desk: Desk, order: Order) -> Written | Change:
    """Return a desk's orders with one more, at its place, or why it cannot be."""
    seen, orders = desk.observation, desk.sheet.orders
    first = _place_of(order, orders)
    rest = orders if first is None else orders[:first] + orders[first + 1 :]
    if first is not None and stands(order, seen):
        return rest
    aside = Desk(seen)
    lost = len(aside.rewrite(rest))
    refused = aside.check(order)
    if refused is not None:
        return Change(False, why(order, refused, seen))
    if first is None:
        return (*rest, order)
    there = (*rest[:first], order, *rest[first:])
    return there if len(aside.rewrite(there)) <= lost else (*rest, order)


def _place_of(order: Order, orders: Written) -> int | None:
    """Return where an order stands whose place another would take."""
    key = slot(order)
    if key is None:
        return None
    return next((nth for nth, each in enumerate(orders) if slot(each) == key), None)


# ---------- standing choices ----------


def slot(order: Order) -> tuple[object, ...] | None:
    """Return what an order settles, if a second one for it would take its place."""
    match order:
        case SetDial() | FundReadiness():
            return (order.family,)
        case SetAlert(flashpoint) | TakeStance(flashpoint):
            return (order.family, flashpoint)
        case Choose(event):
            return (order.family, event)
        case Answer(subject, sender):
            return (order.family, subject, sender)
        case _:
            return None


def stands(order: Order, observation: Observation) -> bool:
    """Tell whether an order asks for what stands anyway."""
    commons, own, power = observation.commons, observation.sheet, observation.power
    places = observation.world.flashpoint_index
    match order:
        case SetDial(value):
            return value == commons.dials[power]
        case FundReadiness(level):
            return level == own.funding
        case SetAlert(flashpoint, level):
            return level == commons.flashpoints[places[flashpoint]].alerts[power]
        case TakeStance(flashpoint, stance):
            return stance == own.stances[places[flashpoint]]
        case _:
            return False


def without(desk: Desk, like: Order) -> Desk:
    """Return a desk with the same sheet, but for what settles the same thing as an order."""
    aside = Desk(desk.observation)
    aside.rewrite([each for each in desk.sheet.orders if slot(each) != slot(like)])
    return aside
