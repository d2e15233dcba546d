"""Games of one bot in all four seats, turn by turn, for what is measured of our own engine."""

import time
from collections.abc import Iterator
from typing import NamedTuple

from game.headless.playouts import ask
from game.players.base import Player, player_seed
from game.players.registry import make
from rules import POWERS, Journal, OrderSheet, Power, State, digest, new_game
from rules.content import Scenario
from rules.journal import Faulted
from rules.turn import adjudicate_lawful

SCENARIO = "turning_the_corner"

Sheets = dict[Power, OrderSheet]


class Turn(NamedTuple):
    """A turn that was played: the state it began with, its sheets, CPU seconds and faults of the bot."""

    state: State
    sheets: Sheets
    seconds: float
    faults: int

    @property
    def orders(self) -> int:
        """How many orders the four sheets hold."""
        return sum(len(sheet.orders) for sheet in self.sheets.values())


def seats(bot: str) -> dict[Power, Player]:
    return {power: make(bot) for power in POWERS}


def turns_of(scenario: Scenario, bot: str, seed: int) -> Iterator[Turn]:
    """Play a game as a playout does, yielding its turns; all of a turn is timed but its record line."""
    players, state = seats(bot), new_game(scenario, seed)
    for power in POWERS:
        players[power].begin(power, player_seed(seed, power))
    while state.commons.ending is None:
        begin = time.process_time()
        journal = Journal()
        sheets = {power: ask(players[power], state, power, journal) for power in POWERS}
        after = adjudicate_lawful(state, sheets, journal).state
        digest(after)
        seconds = time.process_time() - begin
        yield Turn(state, sheets, seconds, sum(isinstance(fact, Faulted) for fact in journal.facts))
        state = after


def seconds_by_turn(scenario: Scenario, bot: str, seconds: float, first_seed: int = 1) -> list[list[float]]:
    """The times of first turns, second turns and so on, from games played until the time is used up."""
    times: list[list[float]] = []
    begin, seed = time.process_time(), first_seed
    while time.process_time() - begin < seconds:
        for nth, turn in enumerate(turns_of(scenario, bot, seed)):
            if nth == len(times):
                times.append([])
            times[nth].append(turn.seconds)
        seed += 1
    return times
