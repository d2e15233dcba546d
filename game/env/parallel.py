"""The game as a PettingZoo parallel environment: four agents write their sheets order by order.

At each step every agent takes one action: the place of an order in its power's catalogue, or the pass
that hands its sheet in. When all have passed, the turn is adjudicated. Nobody sees another's sheet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, Final

import numpy as np
from gymnasium import spaces  # type: ignore[import-not-found, unused-ignore]
from pettingzoo import ParallelEnv  # type: ignore[import-not-found, import-untyped, unused-ignore]

from game.content import load_scenario
from game.env.columns import Column
from game.env.rewards import REWARDS, final_rewards, potential
from game.env.seat import Seat, View
from game.env.sight import PublicReader
from game.narrate import narrate
from rules.content import Scenario
from rules.journal import Fact, Journal
from rules.notation import read, write
from rules.observation import observe
from rules.orders import FAMILIES
from rules.reckoning import Outcome, outcome
from rules.state import State
from rules.terms import POWER_NAMED, POWERS
from rules.turn import adjudicate_lawful, new_game

INFOS: Final = ("turn", "legal")
"""What `infos` may tell besides a refusal: the turn, the legal orders in notation."""

RENDER_MODES: Final = ("ansi", "human")

Infos = dict[str, dict[str, Any]]
Step = tuple[dict[str, View], dict[str, float], dict[str, bool], dict[str, bool], Infos]


class TwoPercentEnv(ParallelEnv[str, View, int]):  # type: ignore[misc, unused-ignore]
    """Four agents named `japan`, `us`, `china` and `dprk`; see docs/learning.md.

    `reward` is `difference` (the default) or `score`, paid when the game ends. `shaping` times
    `discount * potential after - potential before` is added at every turn, the potential being the score
    as far as the seat can tell and 0 at the end; it is 0 by default. `infos` names what infos tell.
    """

    metadata: ClassVar[dict[str, Any]] = {
        "name": "two_percent_v0",
        "render_modes": list(RENDER_MODES),
        "is_parallelizable": True,
    }

    def __init__(
        self,
        scenario: str | Path | Scenario = "turning_the_corner",
        *,
        reward: str = "difference",
        shaping: float = 0.0,
        discount: float = 1.0,
        infos: Sequence[str] = ("turn",),
        render_mode: str | None = None,
    ) -> None:
        _one_of("reward", reward, tuple(REWARDS))
        for each in infos:
            _one_of("infos", each, INFOS)
        if render_mode is not None:
            _one_of("render_mode", render_mode, RENDER_MODES)
        self.render_mode = render_mode
        self._scenario = scenario if isinstance(scenario, Scenario) else load_scenario(scenario)
        self._reward, self._shaping, self._discount, self._told = reward, shaping, discount, tuple(infos)
        world = self._scenario.world
        public = PublicReader(world)
        self._seats = {power.key: Seat(world, power, public) for power in POWERS}
        self.possible_agents = list(self._seats)
        self.agents: list[str] = []
        self._actions = {name: spaces.Discrete(seat.actions.size) for name, seat in self._seats.items()}
        self._views = {name: _view_space(seat) for name, seat in self._seats.items()}
        self._seeds = np.random.default_rng()
        self._state: State | None = None
        self._facts: list[Fact] = []
        self._potentials: dict[str, float] = {}

    # ---------- spaces ----------

    def observation_space(self, agent: str) -> spaces.Space[Any]:
        """Return an agent's space of observations: a dict of the vector and the mask of actions."""
        return self._views[agent]

    def action_space(self, agent: str) -> spaces.Space[Any]:
        """Return an agent's space of actions: its catalogue, and the pass as the last one."""
        return self._actions[agent]

    # ---------- play ----------

    def reset(
        self, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[dict[str, View], Infos]:
        """Begin a game; a seed also settles those of later games begun without one. No option is read."""
        if seed is not None:
            self._seeds = np.random.default_rng(seed)
        game_seed = seed if seed is not None else int(self._seeds.integers(2**63))
        self._state = new_game(self._scenario, game_seed)
        self._facts = []
        self.agents = list(self.possible_agents)
        self._lay_out(self._state)
        return self._observations(), self._infos()

    def step(self, actions: Mapping[str, int]) -> Step:
        """Take one action of every agent; when all have passed, work out the turn."""
        acting = list(self.agents)
        for name in acting:
            self._seats[name].act(self._action(name, actions))
        rewards = dict.fromkeys(acting, 0.0)
        if acting and all([self._seats[name].passed for name in acting]):
            rewards = self._turn()
        ended = dict.fromkeys(acting, self.outcome is not None)
        step = (self._observations(), rewards, ended, dict.fromkeys(acting, False), self._infos())
        if self.outcome is not None:
            self.agents = []
        return step

    def _action(self, name: str, actions: Mapping[str, int]) -> int:
        if name not in actions:
            raise ValueError(f"step: no action for {name}")
        action, size = int(actions[name]), self._seats[name].actions.size
        if not 0 <= action < size:
            raise ValueError(f"step: {name} has actions 0 to {size - 1}, not {action}")
        return action

    def _turn(self) -> dict[str, float]:
        journal = Journal() if self.render_mode is not None else None
        sheets = {POWER_NAMED[name]: seat.sheet for name, seat in self._seats.items()}
        for seat in self._seats.values():
            seat.observation.memo.clear()  # the menu it keeps holds it: without the circle both go at once
        self._state = adjudicate_lawful(self.state_of_play, sheets, journal).state
        if journal is not None:
            self._facts = journal.facts
            if self.render_mode == "human":
                self.render()
        before = self._potentials
        self._lay_out(self._state)
        return self._rewards(before)

    def _lay_out(self, state: State) -> None:
        """Show every seat the position, with an empty sheet while the game goes on."""
        over = state.commons.ending is not None
        self._potentials = {}
        for name, seat in self._seats.items():
            observation = observe(state, seat.power)
            if self._shaping:
                self._potentials[name] = 0.0 if over else potential(observation)
            if over:
                seat.end(observation)
            else:
                seat.begin(observation)

    def _rewards(self, before: Mapping[str, float]) -> dict[str, float]:
        ended = self.outcome
        paid = dict.fromkeys(self._seats, 0.0)
        if ended is not None:
            for power, reward in final_rewards(self._reward, ended).items():
                paid[power.key] = reward
        for name, was in before.items():
            paid[name] += self._shaping * (self._discount * self._potentials[name] - was)
        return paid

    def _observations(self) -> dict[str, View]:
        return {name: self._seats[name].view() for name in self.agents}

    def _infos(self) -> Infos:
        found: Infos = {}
        for name in self.agents:
            seat = self._seats[name]
            info: dict[str, Any] = {}
            if "turn" in self._told:
                info["turn"] = self.state_of_play.turn
            if "legal" in self._told:
                info["legal"] = seat.legal()
            if seat.refused:
                info["refused"] = seat.refused
            found[name] = info
        return found

    # ---------- what people ask ----------

    @property
    def outcome(self) -> Outcome | None:
        """How the game ended, or None while it goes on."""
        return outcome(self.state_of_play)

    @property
    def state_of_play(self) -> State:
        """The state that is played on, for tools that watch; agents are given their observations only."""
        if self._state is None:
            raise LookupError("no game has begun: call reset first")
        return self._state

    def legal(self, agent: str) -> list[str]:
        """Return the orders that an agent may add now, in notation."""
        return self._seats[agent].legal()

    def sheet(self, agent: str) -> list[str]:
        """Return the orders that an agent has written this turn, in notation."""
        return [write(order) for order in self._seats[agent].sheet.orders]

    def action_of(self, agent: str, text: str) -> int:
        """Return the action that writes an order given in notation, or `pass`; raise ValueError for none."""
        actions = self._seats[agent].actions
        if text == "pass":
            return actions.passing
        place = actions.place(read(text))
        if place is None:
            raise ValueError(f"{text!r} is not in the catalogue of {agent}")
        return place

    def text_of(self, agent: str, action: int) -> str:
        """Return the order that an action writes, in notation, or `pass`."""
        actions = self._seats[agent].actions
        return "pass" if action == actions.passing else write(actions.orders[action])

    def families(self, agent: str) -> np.ndarray[Any, Any]:
        """Return the family of every action by its number (`rules.orders.Family`); the pass is one more."""
        spans = self._seats[agent].actions.spans
        sizes = [spans[family].stop - spans[family].start for family in FAMILIES]
        return np.repeat(np.arange(len(FAMILIES) + 1), [*sizes, 1])

    def columns(self, agent: str) -> tuple[Column, ...]:
        """Return the name and scale of every number of an agent's vector, in order."""
        return self._seats[agent].sight.columns

    def state(self) -> np.ndarray[Any, Any]:
        """Return the four vectors one after another, for critics that are trained with all of them."""
        return np.concatenate([seat.view()["observation"] for seat in self._seats.values()])

    def render(self) -> str | None:
        """Return the last turn in words (`ansi`), or print it (`human` prints every turn anyway)."""
        if self.render_mode is None:
            return None
        told = "\n".join(narrate(self._facts, self._scenario.world))
        if self.render_mode == "ansi":
            return told
        print(told)
        return None


def _view_space(seat: Seat) -> spaces.Dict:
    reals = spaces.Box(-np.inf, np.inf, (len(seat.sight.columns),), np.float32)
    mask = spaces.Box(0, 1, (seat.actions.size,), np.int8)
    return spaces.Dict({"observation": reals, "action_mask": mask})


def _one_of(what: str, given: str, known: Sequence[str]) -> None:
    if given not in known:
        raise ValueError(f"{what}: {given!r} is none of {', '.join(known)}")


def parallel_env(scenario: str | Path | Scenario = "turning_the_corner", **options: Any) -> TwoPercentEnv:
    """Return a new environment; the options are those of `TwoPercentEnv`."""
    return TwoPercentEnv(scenario, **options)
