"""A bot that plays an ordered hand of cards and can say of every order which card, which facts and why.

A card has a trigger (tests on facts), two faces (build and hard line) and for each face a recipe that
offers moves; a move has tests of its own. A move is written if its tests hold and the order is legal.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import Final

from attrs import define, field, frozen

from game.players.base import Desk
from game.players.hand import Facts, Hand, Memory, Test
from game.players.temper import Persona
from rules.legality import Violation
from rules.observation import Observation
from rules.orders import Order, OrderSheet
from rules.terms import Power


@frozen
class Move:
    """An order that a card offers, the tests it needs, and why, in words."""

    order: Order
    why: str
    tests: tuple[Test, ...] = ()


Write = Callable[[Move], bool]
"""Writes a move if its tests hold and it is legal, and tells whether it did."""

Recipe = Callable[[Hand, Write], bool]
"""Offers moves to be written and tells whether any was."""


@frozen
class Card:
    """What a seat does in one situation: a trigger, a reason, and a recipe for each of two faces."""

    name: str
    reason: str
    when: tuple[Test, ...]
    build: Recipe
    hard: Recipe

    def face(self, hand: Hand) -> Recipe:
        """Return the recipe of the face that lies up."""
        return self.hard if hand.hard else self.build


@frozen
class Reason:
    """Why an order stands on a sheet: the card that fired, its face, the tests it passed on which facts."""

    order: Order
    card: str
    hard: bool
    text: str
    tests: tuple[Test, ...]
    facts: Facts


@frozen
class Rejected:
    """An order that a card thought of and left out, and why."""

    order: Order
    card: str
    why: str


@frozen
class Explanation:
    """How a sheet came about: reasons in the order written, what was rejected, which cards lay still."""

    power: Power
    turn: int
    hard: bool
    reasons: tuple[Reason, ...]
    rejected: tuple[Rejected, ...]
    still: tuple[tuple[str, str], ...]

    def why(self, order: Order) -> Reason | None:
        """Return the reason of an order."""
        return next((reason for reason in self.reasons if reason.order == order), None)


FORGOTTEN: Final = "forgotten"


@define
class _Log:
    """What happened while a sheet was written, in the cheapest form."""

    written: list[tuple[Move, Card, Facts]] = field(factory=list)
    refused: list[tuple[Move, Card, Test | Violation | str]] = field(factory=list)
    still: list[tuple[Card, Test]] = field(factory=list)


Cards = tuple[Card, ...]


class CardBot:
    """Plays the cards of its persona in order; lots it draws are its own and touch no die of the game."""

    def __init__(self, persona: Persona, cards: Sequence[Cards]) -> None:
        self.name = persona.name
        self.persona = persona
        self._cards = cards
        self._seed = 0
        self._memory = Memory()
        self._hand: Hand | None = None
        self._log = _Log()

    def begin(self, power: Power, seed: int) -> None:
        """Take a seat; the seed draws what makes two games differ: nerve, taste, whims and lots."""
        self._seed = seed
        self._memory = Memory()
        self._hand = None

    def twin(self) -> CardBot:
        """Return a bot that will do what this one would, and moves nothing of it."""
        other = CardBot(self.persona, self._cards)
        other._seed, other._memory = self._seed, deepcopy(self._memory)
        return other

    def choose(self, observation: Observation, desk: Desk) -> OrderSheet:
        """Play every card whose trigger holds, in order."""
        power = observation.power
        hand = self._hand = Hand(observation, desk, self.persona.seat(power), self._seed, self._memory)
        log = self._log = _Log()
        for card in self._cards[power]:
            failed = hand.failing(card.when)
            if failed is not None:
                log.still.append((card, failed))
            else:
                card.face(hand)(hand, self._writer(hand, card, hand.facts(card.when)))
        return desk.sheet

    def _writer(self, hand: Hand, card: Card, facts: Facts) -> Write:
        """Return what writes a card's moves and notes what became of each."""
        slip, put, failing = hand.temper.slip, hand.desk.put, hand.failing
        written, refused = self._log.written, self._log.refused

        def write(move: Move) -> bool:
            failed = failing(move.tests)
            if failed is not None:
                refused.append((move, card, failed))
                return False
            if slip and hand.lot(f"slip {move.order}", 100) < slip:
                refused.append((move, card, FORGOTTEN))
                return False
            violation = put(move.order)
            if violation is not None:
                refused.append((move, card, violation))
                return False
            written.append((move, card, facts + hand.facts(move.tests)))
            hand.written()
            return True

        return write

    @property
    def explanation(self) -> Explanation:
        """How the last sheet came about."""
        hand, log = self._hand, self._log
        if hand is None:
            raise LookupError("no sheet has been written yet")
        return Explanation(
            power=hand.power,
            turn=hand.turn,
            hard=hand.hard,
            reasons=tuple(
                Reason(
                    move.order, card.name, hand.hard, move.why or card.reason, card.when + move.tests, facts
                )
                for move, card, facts in log.written
            ),
            rejected=tuple(
                Rejected(move.order, card.name, f"not: {why}" if isinstance(why, Test) else str(why))
                for move, card, why in log.refused
            ),
            still=tuple((card.name, f"not: {test}") for card, test in log.still),
        )
