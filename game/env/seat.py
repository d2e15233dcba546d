"""One seat of the environment: its sheet, its vector and its mask, kept up to date while it writes."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from game.env.actions import Actions
from game.env.mask import Mask
from game.env.sight import SHEET_COLUMNS, PublicReader, Sight, Vector
from game.players.base import Left
from rules.content import World
from rules.legality import check
from rules.notation import write
from rules.observation import Observation
from rules.orders import OrderSheet
from rules.terms import Power

View = dict[str, Any]
"""What an agent is given: `observation` (float32) and `action_mask` (int8)."""

_LEFT: Final = len(Left._fields)


class Seat:
    """A power's place at the table of one environment."""

    def __init__(self, world: World, power: Power, public: PublicReader) -> None:
        self.power = power
        self.actions = Actions(world, power)
        self.sight = Sight(world, power, public)
        self.passed = False
        self.refused = ""
        """Why the last action was not in the mask, in words; empty where it was."""
        self._mask = Mask(self.actions)
        self._observation: Observation | None = None
        self._orders: list[Any] = []
        self._vector: Vector = np.zeros(len(self.sight.columns), np.float32)
        self._sheet = self._vector[-SHEET_COLUMNS:]

    def begin(self, observation: Observation) -> None:
        """Lay out an empty sheet for a turn."""
        self._observation, self._orders = observation, []
        self._vector = self.sight.read(observation)
        self._sheet = self._vector[-SHEET_COLUMNS:]
        self.passed, self.refused = False, ""
        self._show(self._mask.begin(observation))

    def end(self, observation: Observation) -> None:
        """Look at the end of a game: nothing but to pass is left."""
        self._vector = self.sight.read(observation)
        self._sheet = self._vector[-SHEET_COLUMNS:]
        self._observation, self._orders = None, []
        self._pass()

    def act(self, action: int) -> None:
        """Write an order or pass; an action outside the mask ends the sheet and is named in `refused`."""
        self.refused = ""
        if self.passed:
            if action != self.actions.passing:
                self.refused = f"{write(self.actions.orders[action])}: the sheet is handed in"
        elif action == self.actions.passing:
            self._pass()
        else:
            self._write(action)

    def _write(self, action: int) -> None:
        order = self.actions.orders[action]
        if not self._mask.bits[action]:
            self.refused = f"{write(order)}: {check(self.observation, self.sheet, order)}"
            self._pass()
            return
        self._orders.append(order)
        left = self._mask.follow(order)
        self._sheet[_LEFT + order.family] += self.sight.sheet_factors[_LEFT + order.family]
        self._show(left)

    def _pass(self) -> None:
        self.passed = True
        self._mask.close()
        self._sheet[-1] = 1.0

    def _show(self, left: Left) -> None:
        self._sheet[:_LEFT] = left
        self._sheet[:_LEFT] *= self.sight.sheet_factors[:_LEFT]

    @property
    def observation(self) -> Observation:
        """What the seat knows this turn; raise LookupError outside a game."""
        if self._observation is None:
            raise LookupError(f"{self.power.key} has no sheet to write: call reset first")
        return self._observation

    @property
    def sheet(self) -> OrderSheet:
        """The sheet as it stands; every order on it is legal in turn."""
        return OrderSheet(self.power, tuple(self._orders))

    def view(self) -> View:
        """Return what the agent is given now, as arrays of its own."""
        return {"observation": self._vector.copy(), "action_mask": self._mask.bits.copy()}

    def legal(self) -> list[str]:
        """Return the legal orders in notation, in the published order; none once it has passed."""
        return [write(self.actions.orders[place]) for place in np.flatnonzero(self._mask.bits[:-1])]
