"""Who sits where in a game, and the players of the seats that no person fills."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from game.codec import PERSON
from game.players.asking import Asked, ask, dismiss, seated
from game.players.base import Player, player_seed
from game.players.card_bot import CardBot
from game.players.random_bot import RandomBot
from rules.state import State
from rules.terms import POWERS, Power

Make = Callable[[str], Player]


class Seating:
    """The seats of a game, the players that have sat down in them, and the seats that people ever filled."""

    def __init__(self, names: Mapping[Power, str], seed: int, make: Make) -> None:
        self.names = dict(names)
        self.people = tuple(power for power in POWERS if self.names[power] == PERSON)
        self._seed = seed
        self._make = make
        self._players = {
            power: self.player(power, name) for power, name in self.names.items() if name != PERSON
        }

    def player(self, power: Power, name: str, lived: Iterable[State] = ()) -> Player:
        """Return a player that has sat down and lived through some turns; raise UnusablePlayer."""
        player = seated(self._make(name))
        player.begin(power, player_seed(self._seed, power))
        for state in lived:
            remind({power: player}, state)
        return player

    def give(self, power: Power, player: Player | None, name: str) -> None:
        """Give a seat to a player, or to people where there is none; who sat there goes."""
        self.names[power] = name
        before = self._players.pop(power, None)
        if before is not None:
            dismiss(before)
        if player is None:
            self.people = tuple(each for each in POWERS if each in (*self.people, power))
        else:
            self._players[power] = player

    def ask(self, power: Power, state: State) -> Asked:
        """Return the lawful sheet of a seat's player, and what was wrong with it."""
        return ask(self._players[power], state, power)

    def remind(self, state: State, committed: Iterable[Power]) -> None:
        """Let the bots that remember something live through a turn in which they were asked."""
        done = tuple(committed)
        remind({power: player for power, player in self._players.items() if power not in done}, state)

    def close(self) -> None:
        """Let all players go."""
        for player in self._players.values():
            dismiss(player)


def remind(players: Mapping[Power, Player], state: State) -> None:
    """Let the quick bots of the house live through a turn again, so that they know what they knew.

    The sheets are those of the record. A planner keeps nothing worth its time, and guests are left alone.
    """
    for power, player in players.items():
        if isinstance(player, CardBot | RandomBot):
            ask(player, state, power)
