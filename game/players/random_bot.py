"""A player that draws a family of orders first and then an order, so that every kind comes up."""

from __future__ import annotations

from random import Random

from game.players.base import Desk
from rules.observation import Observation
from rules.orders import FAMILIES, OrderSheet
from rules.terms import Power

PASS_ONE_IN = 10
"""How often, of so many draws, the random player is content with its sheet."""


class RandomBot:
    """Writes legal orders at random."""

    name = "random"

    def __init__(self) -> None:
        self._random = Random(0)

    def begin(self, power: Power, seed: int) -> None:
        """Take a seat with a generator of its own."""
        self._random = Random(seed)

    def twin(self) -> RandomBot:
        """Return a bot that will do what this one would, and moves nothing of it."""
        other = RandomBot()
        other._random.setstate(self._random.getstate())
        return other

    def choose(self, observation: Observation, desk: Desk) -> OrderSheet:
        """Draw families, leaving out those that had nothing, until a draw says stop."""
        draw = self._random.random
        families = list(FAMILIES)
        while families and draw() * PASS_ONE_IN >= 1:
            nth = int(draw() * len(families))
            if not desk.pick(families[nth], draw):
                del families[nth]
        return desk.sheet
