"""One headless game from first turn to last."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from attrs import define, field

from game.codec import FaultLine
from game.players import asking
from game.players.base import Player, player_seed
from game.record import Recorder
from rules.content import Scenario
from rules.fingerprint import digest
from rules.journal import Fact, Faulted, Journal
from rules.orders import OrderSheet
from rules.reckoning import Outcome, outcome
from rules.state import State
from rules.terms import POWERS, Power
from rules.turn import adjudicate_lawful, new_game


@define
class Playout:
    """A finished game: its last state, outcome, record lines, faults and, if asked for, all its facts."""

    seed: int
    state: State
    outcome: Outcome
    decisions: int
    lines: list[str]
    journals: list[list[Fact]] = field(factory=list)
    faults: list[FaultLine] = field(factory=list)

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
    watch: Callable[[int, State], None] | None = None,
) -> Playout:
    """Play one game; a player's fault costs its seat orders of the turn and never the game.

    `watch` is shown every turn's number and the state that came of it.
    """
    seats = {power: asking.seated(players[power]) for power in POWERS}
    recorder = Recorder() if record else None
    try:
        with _collector_at_rest():
            return _play(scenario, seats, seed, recorder, scenario_digest, keep_journals, watch)
    finally:
        for power in POWERS:
            asking.dismiss(seats[power])


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """Let the garbage collector rest for one game, which leaves no circles to find (7 % of its time)."""
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
    recorder: Recorder | None,
    scenario_digest: str,
    keep_journals: bool,
    watch: Callable[[int, State], None] | None,
) -> Playout:
    state = new_game(scenario, seed)
    for power in POWERS:
        players[power].begin(power, player_seed(seed, power))
    if recorder is not None:
        seats = {power.key: players[power].name for power in POWERS}
        recorder.header(scenario.name, scenario_digest, seed, seats)
    decisions, journals, faults = 0, [], list[FaultLine]()
    while state.commons.ending is None:
        journal, sheets, turn = Journal(), {}, state.commons.turn
        for power in POWERS:
            sheets[power], wrong = asking.ask(players[power], state, power)
            decisions += len(sheets[power].orders) + 1
            if wrong:
                faults += _tell(journal, recorder, turn, power, wrong)
        state = adjudicate_lawful(state, sheets, journal).state
        if recorder is not None:
            recorder.turn(turn, sheets, digest(state))
        if watch is not None:
            watch(turn, state)
        if keep_journals:
            journals.append(journal.facts)
    result = outcome(state)
    assert result is not None
    if recorder is not None:
        recorder.end(result)
    lines = recorder.lines if recorder is not None else []
    return Playout(seed, state, result, decisions, lines, journals, faults)


def _tell(
    journal: Journal, recorder: Recorder | None, turn: int, power: Power, wrong: tuple[str, ...]
) -> list[FaultLine]:
    """Write a seat's faults into the journal and the record, and return them."""
    for reason in wrong:
        journal.tell(Faulted, power, reason)
        if recorder is not None:
            recorder.fault(turn, power, reason)
    return [FaultLine(turn, power, reason) for reason in wrong]


def ask(player: Player, state: State, power: Power, journal: Journal) -> OrderSheet:
    """Return a player's lawful sheet; what is wrong with it is left out and journalled."""
    sheet, wrong = asking.ask(player, state, power)
    for reason in wrong:
        journal.tell(Faulted, power, reason)
    return sheet
