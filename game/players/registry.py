"""Players by name: those of the house and those that other packages offer under `twopercent.players`."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from importlib.metadata import entry_points
from typing import Final

from game.players.base import Player
from game.players.temper import Persona

DESCRIPTIONS: Final = {
    "idle": "writes empty sheets: holds and pays the bills",
    "random": "any legal order, a family at a time",
}


class UnknownPlayer(LookupError):
    """A name that no player has; the message names the nearest."""

    def __init__(self, name: str) -> None:
        close = get_close_matches(name, names(), 1)
        hint = f"; did you mean '{close[0]}'?" if close else f"; there are {', '.join(names())}"
        super().__init__(f"no player is called '{name}'{hint}")


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


_MAKERS: Final[dict[str, Callable[[], Player]]] = {
    **{name: _of_persona(name) for name in PERSONAS},
    "idle": _idle,
    "random": _random,
}


def _offered() -> dict[str, Callable[[], Player]]:
    return {point.name: point.load() for point in entry_points(group="twopercent.players")}


def names() -> tuple[str, ...]:
    """Return every player's name, sorted."""
    return tuple(sorted({*_MAKERS, *(point.name for point in entry_points(group="twopercent.players"))}))


def describe(name: str) -> str:
    """Return a player's description in one line."""
    if name in PERSONAS:
        return persona(name).summary
    return DESCRIPTIONS.get(name, "a player from another package")


def make(name: str) -> Player:
    """Return a new player; raise UnknownPlayer where there is none of that name."""
    maker = _MAKERS.get(name)
    if maker is not None:
        return maker()
    offered = _offered().get(name)
    if offered is None:
        raise UnknownPlayer(name)
    return offered()
