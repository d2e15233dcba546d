"""Policies: a player and what it is told to do first or never do, whatever its cards say."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import evolve, frozen

from game.players.base import Desk, Player
from rules.legality import Violation
from rules.observation import Observation
from rules.orders import Family, Order, OrderSheet
from rules.terms import Power

Maker = Callable[[], Player]


@frozen
class Policy:
    """A player by name, the orders it writes first wherever they are legal, and those it never writes."""

    player: str
    first: tuple[Order, ...] = ()
    never: tuple[Order, ...] = ()

    @property
    def plain(self) -> Policy:
        """The player as it is."""
        return Policy(self.player)

    def told(self, order: Order) -> Policy:
        """Return the policy that also writes an order first."""
        if order in self.first:
            return self
        return Policy(self.player, (order, *self.first), tuple(each for each in self.never if each != order))

    def spared(self, order: Order) -> Policy:
        """Return the policy that also leaves an order out."""
        if order in self.first:
            return evolve(self, first=tuple(each for each in self.first if each != order))
        return self if order in self.never else evolve(self, never=(*self.never, order))


class Guarded(Desk):
    """A desk that takes none of some orders."""

    def __init__(self, observation: Observation, never: tuple[Order, ...]) -> None:
        super().__init__(observation)
        self._never = never

    def menu(self, family: Family | None = None) -> list[Any]:
        """Return the orders of a family (or all) that may be added now, in the published order."""
        return [order for order in super().menu(family) if order not in self._never]

    def check(self, order: Order) -> Violation | None:
        """Return why an order may not be added now, or None."""
        return self._left_out(order) or super().check(order)

    def put(self, order: Order) -> Violation | None:
        """Add an order if it may be added; return why not, or None."""
        return self._left_out(order) or super().put(order)

    def _left_out(self, order: Order) -> Violation | None:
        return Violation("", "the plan leaves {} out", (order,)) if order in self._never else None


class Company:
    """Players by name that can take any seat, kept from one game to the next."""

    def __init__(self, makers: Mapping[str, Maker]) -> None:
        self.names = tuple(makers)
        self._makers = dict(makers)
        self._seats: dict[tuple[str, Power], Player] = {}

    def seat(self, name: str, power: Power, seed: int) -> Player:
        """Return a player of a name that has just taken a seat with a seed of its own."""
        player = self._seats.get((name, power))
        if player is None:
            player = self._seats[name, power] = self._makers[name]()
        player.begin(power, seed)
        return player


def written(observation: Observation, player: Player, policy: Policy | None = None) -> OrderSheet:
    """Return what a player orders, with what its policy puts first and without what it never does."""
    desk = Guarded(observation, policy.never) if policy is not None and policy.never else Desk(observation)
    if policy is not None:
        for order in policy.first:
            desk.offer(order)
    return player.choose(observation, desk)
