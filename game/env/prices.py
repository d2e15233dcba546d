"""What actions take from a sheet, asked of the rules and kept as arrays beside the mask.

A price is what an order takes from a room; an order is closed where the room has less. Deployments have
no price: they take an act and no more.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.env.actions import Actions
from game.env.exclusions import is_rush
from game.players.base import Left
from rules.legality import Menu
from rules.orders import Family
from rules.terms import Pacing

STEADY: Final = (
    Family.ANSWER,
    Family.CHOICE,
    Family.REVIEW,
    Family.CAMPAIGN,
    Family.PROPOSAL,
    Family.RENOUNCE,
    Family.COURT,
)
"""Families whose prices never change in a scenario; those of programmes follow strain, and the first
operation on a sheet is cheaper than the others."""

TURNING: Final = (Family.DIAL, Family.READINESS, Family.STANCE)
"""Small families whose prices follow the position; of contracts' paces only that of a rush does."""


class Prices:
    """The prices of one power's actions in money, capital and stocks, deployments left out."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions
        self._strain: int | None = None
        self._table: NDArray[np.int64] = np.zeros((3, len(actions.priced_orders)), np.int64)
        self._operations: list[NDArray[np.int64]] = []

    def begin(self, menu: Menu) -> None:
        """Ask for what may have changed since the last turn."""
        if self._strain is None:
            self._begin_scenario(menu)
        if self._strain != menu.sheet.strain:
            self._strain = menu.sheet.strain
            self._ask(menu, self._all(Family.PROGRAMME))
        self._ask(menu, [order for family in TURNING for order in menu.shelf(family)])
        self._ask(menu, [order for order in menu.shelf(Family.PACE) if is_rush(order)])
        self._table[:, self._actions.priced_spans[Family.OPERATION]] = self._operations[0]

    def _begin_scenario(self, menu: Menu) -> None:
        for order in self._all(Family.PACE):
            if order.mode == Pacing.CANCEL:
                self._table[1, self._actions.priced_place(order)] = menu.world.terms.cancel_capital
        for family in STEADY:
            self._ask(menu, self._all(family))
        span, operations = self._actions.priced_spans[Family.OPERATION], self._all(Family.OPERATION)
        for written in ((), operations[:1]):
            self._ask(menu, operations, written)
            self._operations.append(self._table[:, span].copy())

    def follow(self, menu: Menu, order: Any) -> bool:
        """Ask for what an order just written makes dearer or cheaper; tell whether it may have."""
        if order.family == Family.OPERATION:
            self._table[:, self._actions.priced_spans[Family.OPERATION]] = self._operations[1]
        elif order.family == Family.INVOKE:
            self._ask(menu, menu.shelf(Family.DIAL), (order,))
        return order.family in (Family.OPERATION, Family.INVOKE)

    def met(self, left: Left) -> NDArray[np.bool_]:
        """Return which prices can be met by what is left; what costs nothing always can."""
        money, capital, stocks = self._table
        found: NDArray[np.bool_] = money <= max(0, left.money)
        found &= capital <= max(0, left.capital)
        found &= stocks <= max(0, left.stocks)
        return found

    def _all(self, family: Family) -> tuple[Any, ...]:
        return self._actions.orders[self._actions.spans[family]]

    def _ask(self, menu: Menu, orders: Sequence[Any], written: Sequence[Any] = ()) -> None:
        """Note what each order takes from a room in which some orders are written."""
        if not orders:
            return
        room, table = menu.room(), self._table
        for order in written:
            menu.add(room, order)
        operations, funded = room.operations, room.funded
        for order in orders:
            money, capital, stocks = room.money, room.capital, room.stocks
            menu.add(room, order)
            room.operations, room.funded = operations, funded
            place = self._actions.priced_place(order)
            table[0, place], table[1, place] = money - room.money, capital - room.capital
            table[2, place] = stocks - room.stocks
