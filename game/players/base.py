"""What a player is, and the desk at which every player writes a sheet: person, bot, page or learner."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import blake2b
from typing import Any, NamedTuple, Protocol

from rules.legality import Menu, Room, Violation, menu_of
from rules.observation import Observation
from rules.orders import FAMILIES, Family, Order, OrderSheet
from rules.terms import Power

TRIES = 6
"""How many draws `Desk.pick` makes before it makes the whole menu."""


class IllegalOrder(ValueError):
    """An order that may not be added; `violation` says why."""

    def __init__(self, order: Order, violation: Violation) -> None:
        super().__init__(str(violation))
        self.order = order
        self.violation = violation


class Left(NamedTuple):
    """What a sheet still leaves: money in $m, capital, stocks, acts, new contracts, industry slots."""

    money: int
    capital: int
    stocks: int
    posture: int
    diplomacy: int
    programmes: int
    slots: int


class Desk:
    """A sheet in the making, with the menu of what may be added next."""

    def __init__(self, observation: Observation) -> None:
        self.observation = observation
        self._menu: Menu = menu_of(observation)
        self._room: Room = self._menu.room()
        self._orders: list[Order] = []
        self._offers: dict[Family, list[Any]] = {}
        self._sheet: OrderSheet | None = None

    def menu(self, family: Family | None = None) -> list[Any]:
        """Return the orders of a family (or all) that may be added now, in the published order."""
        if family is None:
            return [order for each in FAMILIES for order in self.menu(each)]
        known = self._offers.get(family)
        if known is None:
            known = self._offers[family] = self._menu.legal(self._room, family)
        return known

    def pick(self, family: Family, draw: Callable[[], float]) -> bool:
        """Add one of a family's legal orders, each as likely, and tell whether there was any.

        A few draws from the orders that may be legal usually hit one; only misses make the whole menu.
        """
        if self._menu.closed(self._room, family):
            return False
        if family == Family.DEPLOY:
            march = self._menu.march(draw())
            if march is None or self.offer(march):
                return march is not None
        else:
            near = self._menu.near(family)
            if not near:
                return False
            for _ in range(TRIES):
                if self.offer(near[int(draw() * len(near))]):
                    return True
        orders = self.menu(family)
        if orders:
            self._write(orders[int(draw() * len(orders))])
        return bool(orders)

    def check(self, order: Order) -> Violation | None:
        """Return why an order may not be added now, or None."""
        return self._menu.refusal(self._room, order)

    def add(self, order: Order) -> None:
        """Add an order; raise IllegalOrder where it may not be added."""
        violation = self._menu.refusal(self._room, order)
        if violation is not None:
            raise IllegalOrder(order, violation)
        self._write(order)

    def _write(self, order: Order) -> None:
        self._menu.add(self._room, order)
        self._orders.append(order)
        self._changed()

    def _changed(self) -> None:
        self._offers.clear()
        self._sheet = None

    def offer(self, order: Order) -> bool:
        """Add an order if it may be added, and tell whether it was."""
        return self.put(order) is None

    def put(self, order: Order) -> Violation | None:
        """Add an order if it may be added; return why not, or None."""
        violation = self._menu.refusal(self._room, order)
        if violation is None:
            self._write(order)
        return violation

    def undo(self) -> Order | None:
        """Take back the last order and return it."""
        if not self._orders:
            return None
        last = self._orders.pop()
        self._room = self._menu.room()
        for order in self._orders:
            self._menu.add(self._room, order)
        self._changed()
        return last

    def rewrite(self, orders: Iterable[Order]) -> tuple[tuple[Order, Violation], ...]:
        """Write the sheet anew; return the orders that are not legal in turn and are left out, with why."""
        self._room = self._menu.room()
        self._orders = []
        self._changed()
        return tuple([(order, why) for order in orders if (why := self.put(order)) is not None])

    @property
    def left(self) -> Left:
        """What the sheet still leaves."""
        room = self._room
        return Left(
            room.money,
            room.capital,
            room.stocks,
            room.posture,
            room.diplomacy,
            room.programmes,
            room.slots,
        )

    @property
    def sheet(self) -> OrderSheet:
        """The sheet as it stands; every order on it is legal in turn."""
        if self._sheet is None:
            self._sheet = OrderSheet(self.observation.power, tuple(self._orders))
        return self._sheet


class Player(Protocol):
    """Whoever fills a seat: given what its power knows, it writes one sheet a turn.

    A player made anew plays every game. It may keep what it likes between its turns. To be the same in
    every run it draws from a generator of its own, seeded in `begin`, and asks no clock.
    """

    name: str
    """How tables and records call it."""

    def begin(self, power: Power, seed: int) -> None:
        """Take a seat before turn 1; the seed is the player's own and touches no die of the game."""
        ...

    def choose(self, observation: Observation, desk: Desk) -> OrderSheet:
        """Return the sheet for this turn, normally `desk.sheet`.

        `observation` is all that the seat may know, `desk` an empty sheet with the menu of what may be
        written on it. What is returned is read by the rules again: an order that is not legal is left
        out, and an exception costs the seat its orders for this turn, never the game (see `asking`).
        """
        ...


def player_seed(seed: int, power: Power) -> int:
    """Return a seat's own seed: one way, so that it tells nothing of the game's dice."""
    return int.from_bytes(blake2b(f"player:{seed}:{power.key}".encode(), digest_size=8).digest(), "little")
