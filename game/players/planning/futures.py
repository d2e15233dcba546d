"""Futures: games that an observation allows, played on by fast players from a sheet to be tried."""

from __future__ import annotations

from attrs import define, frozen

from game.players.planning.policies import Company, Policy, written
from game.players.planning.worth import worth
from rules.dice import word
from rules.observation import Observation, observe
from rules.orders import OrderSheet
from rules.sampling import SEEDS, sample
from rules.state import State
from rules.terms import POWERS, Power, Purpose
from rules.turn import adjudicate_lawful


@frozen
class Plan:
    """A sheet for this turn, and the policy that plays the seat on after it."""

    sheet: OrderSheet
    policy: Policy


@define
class _Future:
    """One sampled game: its state, who plays the other seats, and what these order this turn."""

    state: State
    cast: dict[Power, str]
    sheets: dict[Power, OrderSheet]


class Futures:
    """The sampled games of one decision; the nth is the same for every plan, dice included."""

    def __init__(self, observation: Observation, company: Company, seed: int, horizon: int) -> None:
        """Take the player's own seed and how many turns a playout goes on, this one included."""
        self._observation = observation
        self._company = company
        self._own = seed
        self._seed = seed % SEEDS
        self._last = min(observation.world.length, observation.turn + horizon - 1)
        self._futures: list[_Future] = []
        self.played = 0

    def value(self, plan: Plan, nth: int) -> float:
        """Play a plan in the nth future to its horizon; return what the seat has there, in points."""
        self.played += 1
        future, mine = self._future(nth), self._observation.power
        cast = {**future.cast, mine: plan.policy.player}
        players = [
            self._company.seat(cast[power], power, self._own if power == mine else future.state.seed)
            for power in POWERS
        ]
        state = adjudicate_lawful(future.state, {**future.sheets, mine: plan.sheet}).state
        while state.commons.ending is None and state.commons.turn <= self._last:
            sheets = {
                power: written(observe(state, power), players[power], plan.policy if power == mine else None)
                for power in POWERS
            }
            state = adjudicate_lawful(state, sheets).state
        return worth(state, mine)

    def _future(self, nth: int) -> _Future:
        while len(self._futures) <= nth:
            self._futures.append(self._make(len(self._futures)))
        return self._futures[nth]

    def _make(self, nth: int) -> _Future:
        seen = self._observation
        state = sample(seen, word(self._seed, seen.turn, Purpose.DRAW, "future", nth) % SEEDS)
        cast = {power: self._cast(power, nth) for power in POWERS if power != seen.power}
        sheets = {
            power: written(observe(state, power), self._company.seat(name, power, state.seed))
            for power, name in cast.items()
        }
        return _Future(state, cast, sheets)

    def _cast(self, power: Power, nth: int) -> str:
        """Draw who plays a seat: in half of the futures the first of the company, else any of it."""
        names = self._company.names
        chance = word(self._seed, self._observation.turn, Purpose.DRAW, f"cast:{power.key}", nth)
        return names[chance // 2 % len(names)] if chance % 2 else names[0]
