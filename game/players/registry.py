"""Players by name: those of the house and those that other packages offer under `twopercent.players`."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from importlib.metadata import EntryPoint, entry_points
from typing import Final

from game.players import own
from game.players.base import Player
from game.players.clock import LIMITS, Limits
from game.players.own import UnusablePlayer
from game.players.temper import Persona

DESCRIPTIONS: Final = {
    "idle": "writes empty sheets: holds and pays the bills",
    "planner": "tries sheets in playouts; planner:200 sets how many, planner:2s for how long a turn",
    "random": "any legal order, a family at a time",
}


class UnknownPlayer(UnusablePlayer):
    """A name that no player has; the message names the nearest."""

    def __init__(self, name: str) -> None:
        close = get_close_matches(name, names(), 1)
        hint = f"; did you mean '{close[0]}'?" if close else own.hint(name)
        super().__init__(f"no player is called '{name}'{hint or '; there are ' + ', '.join(names())}")


PERSONAS: Final = ("calibrated", "hawk", "dove", "hedger", "opportunist", "novice")
"""The bots whose character is a file of numbers in `maps/personas/`."""


def persona(name: str) -> Persona:
    """Return a persona of the house, read once."""
    known = _READ.get(name)
    if known is None:
        from game.content_personas import load_persona

        known = _READ[name] = load_persona(name)
    return known


_READ: Final[dict[str, Persona]] = {}


def _of_persona(name: str) -> Callable[[], Player]:
    def make() -> Player:
        from game.players.cards.deals import card_bot

        return card_bot(persona(name))

    return make


def _idle() -> Player:
    from game.players.idle_bot import IdleBot

    return IdleBot()


def _random() -> Player:
    from game.players.random_bot import RandomBot

    return RandomBot()


def _planner(budget: str = "") -> Player:
    from game.players.planner_bot import planner

    return planner(budget, {name: _of_persona(name) for name in PERSONAS if name != "novice"})


_MAKERS: Final[dict[str, Callable[[], Player]]] = {
    **{name: _of_persona(name) for name in PERSONAS},
    "idle": _idle,
    "planner": _planner,
    "random": _random,
}


def _offered() -> dict[str, EntryPoint]:
    return {point.name: point for point in entry_points(group="twopercent.players")}


def names() -> tuple[str, ...]:
    """Return every player's name, sorted."""
    return tuple(sorted({*_MAKERS, *_offered()}))


def describe(name: str) -> str:
    """Return a player's description in one line."""
    if name in PERSONAS:
        return persona(name).summary
    return DESCRIPTIONS.get(name, "a player from another package")


def make(name: str, limits: Limits = LIMITS) -> Player:
    """Return a new player: of the house, of another package, a `module:Class` or an `exec:` command.

    Limits hold for players from outside alone. Raise UnusablePlayer where there is no such player or
    where it cannot be made.
    """
    maker = _MAKERS.get(name)
    if maker is not None:
        return maker()
    kind, _, budget = name.partition(":")
    if kind == "planner":
        try:
            return _planner(budget)
        except ValueError as error:
            raise UnknownPlayer(name) from error
    if own.is_own(name):
        return own.make(name, limits)
    offered = _offered().get(name)
    if offered is None:
        raise UnknownPlayer(name)
    return own.guest(name, offered.load, limits)
