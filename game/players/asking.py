"""How a seat's player is asked for its sheet: the one way for batches, sessions and all else.

A player of the house is trusted: it sees the part of an observation that all seats share, and a sheet that
its own desk has checked is not checked again. Everybody else is a guest (see `outside`), and what a guest
hands in is read by the rules on an observation that the guest never saw.
"""

from __future__ import annotations

from typing import Final

from game.players.base import Desk, Player
from game.players.outside import Broke, Guest, Outsider, name_of, one_line, reason_of
from rules.legality import lawful
from rules.notation import write
from rules.observation import observe
from rules.orders import OrderSheet
from rules.state import State
from rules.terms import Power

HOUSE: Final = "game."
"""Where the modules of the house's own players lie."""

Asked = tuple[OrderSheet, tuple[str, ...]]
"""A lawful sheet, and what was wrong with the one handed in."""


def ask(player: Player, state: State, power: Power) -> Asked:
    """Return a player's lawful sheet and what was wrong with it; a player that fails writes nothing.

    KeyboardInterrupt alone is passed on.
    """
    if not type(player).__module__.startswith(HOUSE):
        player = Guest.seated(player)
    observation = observe(state, power)
    desk = Desk(observation)
    try:
        sheet = player.choose(observation, desk)
        if sheet == desk.sheet and not isinstance(player, Outsider):
            return sheet, ()
        fair, refused = lawful(observation, sheet)
        unread = player.faults if isinstance(player, Outsider) else ()
    except Broke as broke:
        return OrderSheet(power), (str(broke),)
    except Exception as error:
        return OrderSheet(power), (reason_of(error),)
    finally:
        # The menu that it remembers holds the observation: without the circle all of it goes at once.
        observation.memo.clear()
    return fair, (*unread, *(one_line(f"{write(order)}: {violation}") for order, violation in refused))


def seated(player: Player) -> Player:
    """Return who is to be asked for a player's sheets: a guest in the place of a player from outside."""
    return player if type(player).__module__.startswith(HOUSE) else Guest(name_of(player), lambda: player)


def dismiss(player: Player) -> None:
    """Let a player go at the end of its game; programs are ended."""
    if isinstance(player, Outsider):
        player.close()
