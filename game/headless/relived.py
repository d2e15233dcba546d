"""Players that live through a recorded game again, so that they know what they knew.

Bots of the house that remember something are asked anew in every recorded turn, and what they write is put
aside for what is recorded. A planner keeps nothing worth its time, and guests are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from game.players import registry
from game.players.asking import ask, dismiss, seated
from game.players.base import Player, player_seed
from game.players.card_bot import CardBot
from game.players.random_bot import RandomBot
from game.record import Record, Step, playable, steps
from game.seating import remind
from rules.orders import OrderSheet
from rules.state import State
from rules.terms import Power


class NoSuchTurn(ValueError):
    """A turn that the record did not play."""

    def __init__(self, turn: int, played: int) -> None:
        has = f"the record has {played}" if played else "the record has none"
        super().__init__(f"turn {turn} was not played: {has}")


def sheet_of_bot(
    record: Record, turn: int, power: Power, name: str, data: Mapping[str, Any] | None = None
) -> OrderSheet:
    """Return what a bot would have written in a seat at a turn; raise NoSuchTurn or UnusablePlayer."""
    player = new_player(name, power, record.seed)
    for step in _until(record, turn, data):
        if step.line != line_of(record, turn):
            remind(those_asked({power: player}, {power: name}, step), step.before)
    sheet, _ = ask(player, step.before, power)
    dismiss(player)
    return sheet


def state_before(record: Record, turn: int, data: Mapping[str, Any] | None = None) -> State:
    """Return the state in which the orders of a turn were written; raise NoSuchTurn."""
    return [step.before for step in _until(record, turn, data)][-1]


def _until(record: Record, turn: int, data: Mapping[str, Any] | None) -> Iterator[Step]:
    """Play a record again up to a turn that stands."""
    if not 1 <= turn <= len(record.turns):
        raise NoSuchTurn(turn, len(record.turns))
    last = line_of(record, turn)
    for step in steps(record, playable(record, data)):
        yield step
        if step.line == last:
            return


def line_of(record: Record, turn: int) -> int:
    """Return the number of the line of a turn that stands."""
    asked = record.turns[turn - 1]
    return next(number for number, line in enumerate(record.lines, 1) if line is asked)


def new_player(name: str, power: Power, seed: int) -> Player:
    """Return a player that has sat down in a game of a seed."""
    player = seated(registry.make(name))
    player.begin(power, player_seed(seed, power))
    return player


def those_asked(
    players: Mapping[Power, Player], names: Mapping[Power, str], step: Step
) -> dict[Power, Player]:
    """Return the players but those of seats whose own bot was not asked, as a sheet stood in for it.

    A sheet stands in where people wrote one for a bot, and where a turn was adjudicated again.
    """
    return {
        power: player
        for power, player in players.items()
        if power not in step.committed or step.seats[power] != names[power]
    }


def twin(player: Player, name: str, power: Power, seed: int) -> Player:
    """Return a player like another: one that remembers the same, or one of its name made anew."""
    if isinstance(player, CardBot | RandomBot):
        return player.twin()
    return new_player(name, power, seed)
