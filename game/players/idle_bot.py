"""A player that writes nothing: hold, and pay the bills."""

from __future__ import annotations

from game.players.base import Desk
from rules.observation import Observation
from rules.orders import OrderSheet
from rules.terms import Power


class IdleBot:
    """Writes empty sheets, which are always legal (R2)."""

    name = "idle"

    def begin(self, power: Power, seed: int) -> None:
        """Take a seat."""

    def choose(self, observation: Observation, desk: Desk) -> OrderSheet:
        """Return the empty sheet."""
        return desk.sheet
