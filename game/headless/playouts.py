"""One headless game from first turn to last."""

from __future__ import annotations

from collections.abc import Mapping

from attrs import define, field

from game.players.base import Desk, Player, player_seed
from game.record import Recorder
from rules.content import Scenario
from rules.fingerprint import digest
from rules.journal import Fact, Faulted, Journal
from rules.legality import lawful
from rules.observation import observe
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
    desk = Desk(observation)
    try:
        sheet = player.choose(observation, desk)
    except Exception as error:
        journal.tell(Faulted, power, f"{type(error).__name__}: {error}")
        return OrderSheet(power)
    if sheet == desk.sheet:
        return sheet
    fair, refused = lawful(observation, sheet)
    for order, violation in refused:
        journal.tell(Faulted, power, f"{order}: {violation}")
    return fair
