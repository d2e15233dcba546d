"""A seat whose player has orders from outside: some to give, some never to give, some from a record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

from attrs import define, frozen

from game.players.asking import dismiss, seated
from game.players.base import Desk, Player
from rules.notation import write
from rules.observation import Observation
from rules.orders import Order, OrderSheet
from rules.terms import Power


@frozen
class Forced:
    """Orders that a seat gives in every turn from one to another in which they are legal."""

    orders: tuple[Order, ...]
    first: int = 1
    last: int = 999


@frozen
class Forbidden:
    """Orders that a seat never gives in some turns, by patterns of their text: `operate *_test korea`."""

    patterns: tuple[str, ...]
    first: int = 1
    last: int = 999

    def covers(self, order: Order) -> bool:
        """Tell whether an order is one of these."""
        text = write(order)
        return any(matches(text, pattern) for pattern in self.patterns)


def matches(text: str, pattern: str) -> bool:
    """Tell whether an order's text is what a pattern says, or begins with the words of it."""
    return fnmatchcase(text, pattern) or fnmatchcase(text, f"{pattern} *")


@define
class UnderOrders:
    """Writes the forced orders first, lets its player write the rest, then strikes out what is forbidden.

    The player sees what the forced orders leave; nothing is written in the place of what is struck out.
    """

    inner: Player
    forced: Sequence[Forced] = ()
    forbidden: Sequence[Forbidden] = ()
    name: str = ""

    def begin(self, power: Power, seed: int) -> None:
        """Take a seat."""
        self.inner = seated(self.inner)
        self.name = self.inner.name
        self.inner.begin(power, seed)

    def choose(self, observation: Observation, desk: Desk) -> OrderSheet:
        """Return the player's sheet with what is forced and without what is forbidden."""
        turn = observation.commons.turn
        orders = [order for each in self.forced if each.first <= turn <= each.last for order in each.orders]
        given = [order for order in orders if desk.offer(order)]
        written = self.inner.choose(observation, desk).orders
        barred = [each for each in self.forbidden if each.first <= turn <= each.last]
        rest = [order for order in written if order not in given]
        kept = [order for order in rest if not any(each.covers(order) for each in barred)]
        desk.rewrite([*given, *kept])
        return desk.sheet

    def close(self) -> None:
        """Let the player go."""
        let_go(self.inner)


@define
class Rewritten:
    """Writes what was ordered in another game, as far as it is legal; after its end its player writes."""

    inner: Player
    sheets: Mapping[int, OrderSheet]
    name: str = ""

    def begin(self, power: Power, seed: int) -> None:
        """Take a seat."""
        self.inner = seated(self.inner)
        self.name = self.inner.name
        self.inner.begin(power, seed)

    def choose(self, observation: Observation, desk: Desk) -> OrderSheet:
        """Return the sheet of the other game."""
        sheet = self.sheets.get(observation.commons.turn)
        if sheet is None:
            return self.inner.choose(observation, desk)
        desk.rewrite(sheet.orders)
        return desk.sheet

    def close(self) -> None:
        """Let the player go."""
        let_go(self.inner)


def let_go(player: Player) -> None:
    """Let a player go at the end of its game, and whoever plays under its orders."""
    if isinstance(player, UnderOrders | Rewritten):
        player.close()
    else:
        dismiss(player)
