"""A bot that plays an ordered hand of cards: each with a trigger, a recipe and a reason in words."""

from __future__ import annotations

from collections.abc import Callable

from attrs import define, field, frozen

from game.players.base import Desk
from rules import prices
from rules.contest import challenges
from rules.observation import Observation
from rules.odds import odds
from rules.orders import Family, Operate, Order, OrderSheet
from rules.readings import alarm_total
from rules.terms import Power, UnitKind


@frozen
class Card:
    """One thing a bot does in one situation; `play` writes orders and returns whether it fired."""

    name: str
    reason: str
    play: Callable[[Hand], bool]


@define
class Hand:
    """What a card sees and may do: an observation, a desk, and shorthands for both."""

    observation: Observation
    desk: Desk
    memory: dict[str, int] = field(factory=dict)

    @property
    def power(self) -> Power:
        """The seat."""
        return self.observation.power

    @property
    def turn(self) -> int:
        """The turn that orders are written for."""
        return self.observation.commons.turn

    def rung(self, flashpoint: str) -> int:
        """The rung of a flashpoint."""
        return self.observation.commons.flashpoints[self.place(flashpoint)].rung

    def control(self, flashpoint: str) -> int:
        """Control at a flashpoint, positive toward its challenger."""
        return self.observation.commons.flashpoints[self.place(flashpoint)].control

    def place(self, flashpoint: str) -> int:
        """The place of a flashpoint in the published order."""
        return self.observation.world.flashpoint_index[flashpoint]

    def count(self, kind: UnitKind, area: str) -> int:
        """The seat's counters of a kind in an area."""
        return self.observation.count(self.observation.world.area_index[area], self.power, kind)

    def alarm(self) -> int:
        """The seat's total alarm."""
        return alarm_total(self.observation.sheet)

    def crises(self) -> list[str]:
        """The flashpoints in crisis in which the seat has a stake."""
        world, quarrels = self.observation.world, self.observation.commons.flashpoints
        return [
            flashpoint.id
            for flashpoint, quarrel in zip(world.flashpoints, quarrels, strict=True)
            if quarrel.rung >= 4 and flashpoint.stakes[self.power]
        ]

    def challenging(self, flashpoint: str) -> bool:
        """Tell whether the seat stands on the challenger's side."""
        return challenges(self.observation.world.flashpoints[self.place(flashpoint)], self.power)

    def free_income(self) -> int:
        """What a quarter's income leaves after the bill at the funding that stands, in $m."""
        world, commons, own = self.observation.world, self.observation.commons, self.observation.sheet
        gross = prices.income(world, commons, self.power)
        return gross + own.outside - prices.funding_price(world, own.bill, own.funding)

    def owed(self) -> int:
        """What instalments a quarter the contracts under way take, in $m."""
        own = self.observation.sheet
        return sum(prices.instalment(self.observation.world, each, own.strain) for each in own.contracts)

    def try_order(self, order: Order) -> bool:
        """Write an order if it is legal now."""
        return self.desk.offer(order)

    def chance(self, order: Order) -> int:
        """The ways in 36 that an order succeeds, as far as the seat can know; 0 without a roll."""
        found = odds(self.observation, order)
        return found.success if found is not None else 0

    def operations(self, name: str) -> list[Operate]:
        """The legal orders for one operation."""
        return [order for order in self.desk.menu(Family.OPERATION) if order.operation == name]


@frozen
class Played:
    """A card that fired, with its reason."""

    card: str
    reason: str


class CardBot:
    """Plays its cards in order, and can say which fired and why."""

    def __init__(self, name: str, hands: dict[Power, tuple[Card, ...]]) -> None:
        self.name = name
        self._hands = hands
        self._cards: tuple[Card, ...] = ()
        self._memory: dict[str, int] = {}
        self.played: tuple[Played, ...] = ()

    def begin(self, power: Power, seed: int) -> None:
        """Take a seat; card bots draw no random numbers."""
        self._cards = self._hands[power]
        self._memory = {}

    def choose(self, observation: Observation, desk: Desk) -> OrderSheet:
        """Play every card whose trigger holds, in order."""
        cards = self._cards or self._hands[observation.power]
        hand = Hand(observation, desk, self._memory)
        self.played = tuple(Played(card.name, card.reason) for card in cards if card.play(hand))
        return desk.sheet
