"""One headless game from first turn to last."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from attrs import define, field

from game.players.base import Desk, Player, player_seed
from game.record import Recorder
from rules.content import Scenario
from rules.fingerprint import digest
from rules.journal import Fact, Faulted, Journal
from rules.legality import lawful
from rules.observation import Observation, observe
from rules.orders import OrderSheet
from rules.reckoning import Outcome, outcome
from rules.state import State
from rules.terms import POWERS, Power
from rules.turn import adjudicate_lawful, new_game


@define
class Playout:
    """A finished game: its last state, outcome, record lines and, if asked for, every turn's facts."""

    seed: int
    state: State
    outcome: Outcome
    decisions: int
    lines: list[str]
    journals: list[list[Fact]] = field(factory=list)

    @property
    def turns(self) -> int:
        """How many turns were played."""
        return self.outcome.turn

    @property
    def digest(self) -> str:
        """The digest of the last state."""
        return digest(self.state)


def playout(
    scenario: Scenario,
    players: Mapping[Power, Player],
    seed: int,
    record: bool = True,
    scenario_digest: str = "",
    keep_journals: bool = False,
) -> Playout:
    """Play one game; a player's fault costs its seat the turn's orders and never the game."""
    with _collector_at_rest():
        return _play(scenario, players, seed, record, scenario_digest, keep_journals)


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Let the garbage collector rest for one game, which leaves no circles to find (8 % of its time)."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _play(
    scenario: Scenario,
    players: Mapping[Power, Player],
    seed: int,
    record: bool,
    scenario_digest: str,
    keep_journals: bool,
) -> Playout:
    state = new_game(scenario, seed)
    for power in POWERS:
        players[power].begin(power, player_seed(seed, power))
    recorder = Recorder() if record else None
    if recorder is not None:
        seats = {power.key: players[power].name for power in POWERS}
        recorder.header(scenario.name, scenario_digest, seed, seats)
    decisions, journals = 0, []
    while state.commons.ending is None:
        journal, sheets = Journal(), {}
        for power in POWERS:
            sheets[power] = ask(players[power], state, power, journal)
            decisions += len(sheets[power].orders) + 1
        turn = state.commons.turn
        state = adjudicate_lawful(state, sheets, journal).state
        if recorder is not None:
            recorder.turn(turn, sheets, digest(state))
        if keep_journals:
            journals.append(journal.facts)
    result = outcome(state)
    assert result is not None
    if recorder is not None:
        recorder.end(result)
    return Playout(seed, state, result, decisions, recorder.lines if recorder is not None else [], journals)


def ask(player: Player, state: State, power: Power, journal: Journal) -> OrderSheet:
    """Return a player's lawful sheet; what is wrong with it is left out and journalled."""
    observation = observe(state, power)
    try:
        return _sheet(player, observation, journal)
    except Exception as error:
        journal.tell(Faulted, power, f"{type(error).__name__}: {error}")
        return OrderSheet(power)
    finally:
        # The menu it remembers holds the observation: without the circle all of it goes at once.
        observation.memo.clear()


def _sheet(player: Player, observation: Observation, journal: Journal) -> OrderSheet:
    power = observation.power
    desk = Desk(observation)
    sheet = player.choose(observation, desk)
    if sheet == desk.sheet:
        return sheet
    fair, refused = lawful(observation, sheet)
    for order, violation in refused:
        journal.tell(Faulted, power, f"{order}: {violation}")
    return fair
