"""Which actions are legal while a sheet grows, kept up to date order by order.

The rules are asked twice over: what a sheet with plenty of money, capital and stocks could hold (`_open`),
family by family as orders open and close them; and what everything costs (`Prices`). Legal is what is open
and can be paid. So an order that pays or gives back needs no menu read anew.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.env.actions import Actions
from game.env.exclusions import exclusions
from game.env.prices import Prices
from game.players.base import Left
from rules.legality import Menu, Room, menu_of
from rules.observation import Observation
from rules.orders import FAMILIES, Deploy, Family

Bits = NDArray[np.int8]

PLENTY: Final = 1 << 40

PRICED: Final = tuple(family for family in FAMILIES if family != Family.DEPLOY)

COUNTS: Final = (
    (3, (Family.ALERT, Family.OPERATION)),
    (4, (Family.PROPOSAL, Family.RENOUNCE, Family.COURT)),
    (5, (Family.PROGRAMME,)),
)
"""What closes when posture acts, diplomatic acts or new contracts (their places in `Left`) are used up."""


class Mask:
    """The legal actions of one seat as a vector of bits: 1 where one may be taken, the pass always."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions
        self._prices = Prices(actions)
        self._open = np.zeros(len(actions.priced_orders), np.bool_)
        self._signals: tuple[object, list[int]] = (None, [])
        self._excluded = exclusions(actions)
        self._unarmed: list[Any] = []
        self._paid: tuple[int, ...] = ()
        self._met = self._open
        self._menu: Menu | None = None
        self._room: Room | None = None
        self._lent = (0, 0, 0)
        self.left = Left(0, 0, 0, 0, 0, 0, 0)
        self.bits: Bits = np.zeros(actions.size, np.int8)

    def begin(self, observation: Observation) -> Left:
        """Read the whole menu of an unwritten sheet; return what it leaves."""
        self._menu = menu = menu_of(observation)
        self._room = room = menu.room()
        self._lent = (room.money - PLENTY, room.capital - PLENTY, room.stocks - PLENTY)
        room.money = room.capital = room.stocks = PLENTY
        self.left = left = self._reckon(room)
        self._prices.begin(menu)
        found: list[int] = []
        for family in PRICED:
            if not menu.closed(room, family):
                found += self._orders(menu, room, family)
        self._open.fill(False)
        self._open[found] = True
        self.bits.fill(0)
        moves = self._actions.moves(menu) if left.posture > 0 else []
        if moves:
            self.bits[np.concatenate(moves)] = 1
        self.bits[-1] = 1
        self._paid = ()
        self._combine(left)
        return left

    def _reckon(self, room: Room) -> Left:
        """Return what a sheet leaves: the room of plenty without what was lent."""
        money, capital, stocks = self._lent
        return Left(
            room.money + money,
            room.capital + capital,
            room.stocks + stocks,
            room.posture,
            room.diplomacy,
            room.programmes,
            room.slots,
        )

    def _orders(self, menu: Menu, room: Room, family: Family) -> list[int]:
        """Return what an unwritten sheet of plenty may hold of a family: mostly all that is open."""
        if family == Family.SIGNAL:
            return self._signals_open(menu)
        shelf = menu.shelf(family)
        if family == Family.OPERATION:
            fit = menu.legal(room, family)
            armed = frozenset(self._actions.priced_places(fit))
            self._unarmed = [each for each in shelf if self._actions.priced_place(each) not in armed]
            shelf = fit
        elif family == Family.DIAL or (family == Family.PROGRAMME and room.slots <= 0):
            shelf = menu.legal(room, family)
        return self._actions.priced_places(shelf)

    def _signals_open(self, menu: Menu) -> list[int]:
        """Return the open signals, those of the last turn where nothing changed that they depend on."""
        commons, power = menu.commons, menu.power
        public = (commons.dials[power], commons.ask, commons.doctrines[power])
        key = (menu.sheet.said, *public, commons.measures, commons.pacts)
        if key != self._signals[0]:
            self._signals = (key, self._actions.priced_places(menu.shelf(Family.SIGNAL)))
        return self._signals[1]

    def close(self) -> None:
        """Leave the pass alone."""
        self.bits[:-1] = 0
        self._menu = self._room = None

    def follow(self, order: Any) -> Left:
        """Close and open what a legal order, now written, closes and opens; return what is left."""
        menu, room, before = self._menu, self._room, self.left
        assert menu is not None
        assert room is not None
        menu.add(room, order)
        self.left = after = self._reckon(room)
        if self._prices.follow(menu, order):
            self._paid = ()
        if order.family == Family.DEPLOY:
            self._follow_move(menu, room, order)
        else:
            self._open[self._excluded[self._actions.priced_place(order)]] = False
        for count, families in COUNTS:
            if after[count] <= 0 < before[count]:
                for family in families:
                    self._open[self._actions.priced_spans[family]] = False
        if after.posture <= 0:
            self.bits[self._actions.spans[Family.DEPLOY]] = 0
        if order.family == Family.INVOKE:
            self._reread(menu, room, Family.DIAL)
        if (after.slots > 0) != (before.slots > 0):
            self._reread(menu, room, Family.PROGRAMME)
        self._combine(after)
        return after

    def _reread(self, menu: Menu, room: Room, family: Family) -> None:
        self._open[self._actions.priced_spans[family]] = False
        self._open[self._actions.priced_places(menu.legal(room, family))] = True

    def _follow_move(self, menu: Menu, room: Room, order: Deploy) -> None:
        """Close moves where no counter, or but one, is left, and open operations that counters arrive for.

        Destinations do not change in a turn: what one move of a row may, all may.
        """
        row = self._actions.rows[order.kind, order.origin]
        one, whole = (Deploy(order.kind, many, order.origin, order.destination) for many in (False, True))
        if menu.refusal(room, one) is not None:
            self.bits[row] = 0
        elif menu.refusal(room, whole) is not None:
            self.bits[row.start + 1 : row.stop : 2] = 0
        armed = [each for each in self._unarmed if menu.refusal(room, each) is None]
        if armed:
            self._open[self._actions.priced_places(armed)] = True

    def _combine(self, left: Left) -> None:
        """Let legal be what is open and can be paid."""
        paid = left[:3]
        if paid != self._paid:
            self._paid, self._met = paid, self._prices.met(left)
        legal = self._met & self._open
        head, tail = self._actions.spans[Family.DEPLOY].start, self._actions.spans[Family.DEPLOY].stop
        self.bits[:head] = legal[:head]
        self.bits[tail:-1] = legal[head:]
