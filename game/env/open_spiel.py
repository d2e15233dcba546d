"""The game for OpenSpiel: seats write one after another, none sees another's sheet of the turn.

A chance node deals the seed; after it japan, us, china and dprk write their sheets order by order, each
ending with a pass, and the turn is adjudicated when the last has passed. What a seat knows while it writes
does not depend on the sheets before it, so that the turns are simultaneous in all but name. Actions are
numbered as in the environment, the pass of every seat being the same, last number. It needs the extra
`openspiel`. Importing this module registers the game `python_two_percent`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from hashlib import blake2b
from typing import Any, Final

import numpy as np
import pyspiel  # type: ignore[import-not-found, import-untyped, unused-ignore]

from game.content import load_scenario
from game.env.rewards import final_rewards
from game.env.seat import Seat
from game.env.sight import PublicReader
from rules.content import Scenario
from rules.legality import legal_orders
from rules.notation import write
from rules.observation import Observation, observe
from rules.orders import OrderSheet
from rules.reckoning import outcome
from rules.terms import POWERS, Power
from rules.turn import adjudicate_lawful, new_game

SHEET_MOST: Final = 80
"""More orders than any sheet holds; it bounds the length of a game for OpenSpiel."""

Sheets = tuple[OrderSheet, ...]

_GAME_TYPE: Final = pyspiel.GameType(
    short_name="python_two_percent",
    long_name="Two Percent",
    dynamics=pyspiel.GameType.Dynamics.SEQUENTIAL,
    chance_mode=pyspiel.GameType.ChanceMode.EXPLICIT_STOCHASTIC,
    information=pyspiel.GameType.Information.IMPERFECT_INFORMATION,
    utility=pyspiel.GameType.Utility.ZERO_SUM,
    reward_model=pyspiel.GameType.RewardModel.TERMINAL,
    max_num_players=len(POWERS),
    min_num_players=len(POWERS),
    provides_information_state_string=True,
    provides_information_state_tensor=False,
    provides_observation_string=True,
    provides_observation_tensor=True,
    parameter_specification={"scenario": "two_percent_by_march", "deals": 1024},
)


class TwoPercentGame(pyspiel.Game):  # type: ignore[misc, unused-ignore]
    """The game with its parameters: `scenario`, and `deals`, how many seeds the chance node deals from."""

    def __init__(self, params: Mapping[str, Any] | None = None) -> None:
        given = dict(params or {})
        self.scenario: Scenario = load_scenario(given.get("scenario", "two_percent_by_march"))
        self.deals = int(given.get("deals", 1024))
        self.seats = new_seats(self.scenario)
        self.passing = max(seat.actions.passing for seat in self.seats)
        info = pyspiel.GameInfo(
            num_distinct_actions=self.passing + 1,
            max_chance_outcomes=self.deals,
            num_players=len(POWERS),
            min_utility=-1.0,
            max_utility=1.0,
            utility_sum=0.0,
            max_game_length=self.scenario.world.length * len(POWERS) * SHEET_MOST,
        )
        super().__init__(_GAME_TYPE, info, given)

    def new_initial_state(self) -> TwoPercentState:
        """Return the state before the seed is dealt."""
        return TwoPercentState(self)

    def make_py_observer(self, iig_obs_type: Any = None, params: Any = None) -> TwoPercentObserver:
        """Return what reads a state from a seat's point of view."""
        recall = iig_obs_type is not None and iig_obs_type.perfect_recall
        return TwoPercentObserver(self, recall)


def new_seats(scenario: Scenario) -> list[Seat]:
    """Return the seats of a game, in the published order."""
    public = PublicReader(scenario.world)
    return [Seat(scenario.world, power, public) for power in POWERS]


class House:
    """A game that copies of its states share, and that a pickle names by its parameters."""

    def __init__(self, game: TwoPercentGame) -> None:
        self.game = game

    def __deepcopy__(self, memo: dict[int, Any]) -> House:
        return self

    def __reduce__(self) -> tuple[Any, ...]:
        return _house, (str(self.game),)


@cache
def _house(name: str) -> House:
    return House(pyspiel.load_game(name))


class Table:
    """A game under way: its state, the sheets of this turn so far, and what each seat saw and wrote."""

    def __init__(self, house: House, seed: int) -> None:
        self.house, self.seed = house, seed
        self.state = new_game(house.game.scenario, seed)
        self.past: tuple[tuple[str, ...], ...] = ((),) * len(POWERS)
        """What each seat knew and wrote in past turns, a line a turn."""
        self.played: tuple[Sheets, ...] = ()
        """The sheets of past turns."""
        self.sheets: Sheets = (OrderSheet(POWERS[0]),)
        """The sheets handed in this turn, and the one in the making."""
        self._seen: dict[Power, Observation] = {}
        self._names: dict[Power, str] = {}

    def __deepcopy__(self, memo: dict[int, Any]) -> Table:
        """States, sheets and observations are replaced and never changed, so that a copy shares them."""
        other: Table = Table.__new__(Table)
        other.__dict__.update(self.__dict__)
        other._seen, other._names = dict(self._seen), dict(self._names)
        return other

    def __reduce__(self) -> tuple[Any, ...]:
        """A pickle holds the seed and the sheets; the rest is played again."""
        return _played_again, (self.house, self.seed, self.played, self.sheets)

    def seen(self, power: Power) -> Observation:
        """Return what a power knows this turn."""
        known = self._seen.get(power)
        if known is None:
            known = self._seen[power] = observe(self.state, power)
        return known

    def sheet(self, power: Power) -> OrderSheet:
        """Return a power's sheet as it stands."""
        return self.sheets[power] if power < len(self.sheets) else OrderSheet(power)

    def now(self, power: Power) -> str:
        """Return in one line what a power knows this turn, by a digest, and what it has written."""
        name = self._names.get(power)
        if name is None:
            name = self._names[power] = _digest(self.seen(power))
        orders = "; ".join(write(order) for order in self.sheet(power).orders)
        return f"turn {self.state.turn} [{name}] {orders}"

    def add(self, order: Any) -> None:
        """Write an order on the sheet in the making."""
        sheet = self.sheets[-1]
        self.sheets = (*self.sheets[:-1], OrderSheet(sheet.power, (*sheet.orders, order)))

    def hand_in(self) -> None:
        """Hand in the sheet in the making; with the last one the turn is worked out."""
        if len(self.sheets) < len(POWERS):
            self.sheets = (*self.sheets, OrderSheet(POWERS[len(self.sheets)]))
            return
        self.past = tuple((*lines, self.now(power)) for power, lines in zip(POWERS, self.past, strict=True))
        self.state = adjudicate_lawful(self.state, {each.power: each for each in self.sheets}).state
        self.played = (*self.played, self.sheets)
        self.sheets = (OrderSheet(POWERS[0]),)
        self._seen, self._names = {}, {}


def _played_again(house: House, seed: int, played: tuple[Sheets, ...], sheets: Sheets) -> Table:
    table = Table(house, seed)
    for each in played:
        table.sheets = each
        table.hand_in()
    table.sheets = sheets
    return table


def _digest(seen: Observation) -> str:
    """Return 16 hex digits that name all that an observation holds."""
    sights = (seen.counters, seen.at_home, seen.estimates)
    told = (seen.commons, seen.sheet, *sights, seen.proposals, seen.secret_pacts)
    return blake2b(repr(told).encode(), digest_size=8).hexdigest()


class TwoPercentState(pyspiel.State):  # type: ignore[misc, unused-ignore]
    """A position of the game: before the seed is dealt, while a seat writes, or at the end."""

    def __init__(self, game: TwoPercentGame) -> None:
        super().__init__(game)
        self._house = House(game)
        self.table: Table | None = None

    def current_player(self) -> int:
        """Return who is to move: chance, a seat, or nobody any more."""
        if self.table is None:
            return int(pyspiel.PlayerId.CHANCE)
        if self.table.state.commons.ending is not None:
            return int(pyspiel.PlayerId.TERMINAL)
        return len(self.table.sheets) - 1

    def chance_outcomes(self) -> list[tuple[int, float]]:
        """Return the seeds that may be dealt, each as likely."""
        deals = self._house.game.deals
        return [(seed, 1.0 / deals) for seed in range(deals)]

    def _legal_actions(self, player: int) -> list[int]:
        """Return the legal actions, sorted; the pass is the last."""
        assert self.table is not None
        power, actions = POWERS[player], self._house.game.seats[player].actions
        orders = legal_orders(self.table.seen(power), self.table.sheet(power))
        places = [place for order in orders if (place := actions.place(order)) is not None]
        return [*sorted(places), self._house.game.passing]

    def _apply_action(self, action: int) -> None:
        game = self._house.game
        if self.table is None:
            self.table = Table(self._house, action)
        elif action == game.passing:
            self.table.hand_in()
        else:
            self.table.add(game.seats[self.current_player()].actions.orders[action])

    def _action_to_string(self, player: int, action: int) -> str:
        if player == pyspiel.PlayerId.CHANCE:
            return f"deal {action}"
        if action == self._house.game.passing:
            return "pass"
        return write(self._house.game.seats[player].actions.orders[action])

    def is_terminal(self) -> bool:
        """Tell whether the game is over."""
        return self.table is not None and self.table.state.commons.ending is not None

    def returns(self) -> list[float]:
        """Return each seat's score less the mean of the others', of 1, when the game is over."""
        ended = outcome(self.table.state) if self.table is not None else None
        if ended is None:
            return [0.0] * len(POWERS)
        rewards = final_rewards("difference", ended)
        return [rewards[power] for power in POWERS]

    def __str__(self) -> str:
        """Return the sheets of this turn, for people who debug."""
        if self.table is None:
            return "before the deal"
        told = (f"{each.power.key}: {'; '.join(map(write, each.orders))}" for each in self.table.sheets)
        return "\n".join((f"turn {self.table.state.turn}", *told))


class TwoPercentObserver:
    """Reads a state from a seat's point of view; with perfect recall its string tells all turns so far."""

    def __init__(self, game: TwoPercentGame, recall: bool) -> None:
        self._seats = new_seats(game.scenario)
        self._recall = recall
        self.tensor = np.zeros(max(len(seat.sight.columns) for seat in self._seats), np.float32)
        self.dict = {"observation": self.tensor}

    def set_from(self, state: TwoPercentState, player: int) -> None:
        """Write the seat's vector into `tensor`; shorter ones are filled up with noughts."""
        self.tensor.fill(0)
        if state.table is None:
            return
        seat, power = self._seats[player], POWERS[player]
        if state.is_terminal():
            seat.end(state.table.seen(power))
        else:
            seat.begin(state.table.seen(power))
            for order in state.table.sheet(power).orders:
                place = seat.actions.place(order)
                assert place is not None
                seat.act(place)
            if len(state.table.sheets) > player + 1:
                seat.act(seat.actions.passing)
        vector = seat.view()["observation"]
        self.tensor[: len(vector)] = vector

    def string_from(self, state: TwoPercentState, player: int) -> str:
        """Return what the seat knows: of this turn, or with perfect recall of all turns so far."""
        if state.table is None:
            return f"{POWERS[player].key}: before the deal"
        past = state.table.past[player] if self._recall else ()
        return "\n".join((POWERS[player].key, *past, state.table.now(POWERS[player])))


pyspiel.register_game(_GAME_TYPE, TwoPercentGame)
