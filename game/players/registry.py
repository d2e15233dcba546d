"""Players by name: those of the house and those that other packages offer under `twopercent.players`."""

from __future__ import annotations

from collections.abc import Callable
from difflib import get_close_matches
from importlib.metadata import entry_points
from typing import Final

from game.players.base import Player

DESCRIPTIONS: Final = {
    "calibrated": "a careful planner: builds, shows presence, tests the odds, steps down before war",
    "idle": "writes empty sheets: holds and pays the bills",
    "planner": "tries sheets in playouts; planner:200 sets how many, planner:2s for how long a turn",
    "random": "any legal order, a family at a time",
}


class UnknownPlayer(LookupError):
    """A name that no player has; the message names the nearest."""

    def __init__(self, name: str) -> None:
        close = get_close_matches(name, names(), 1)
        hint = f"; did you mean '{close[0]}'?" if close else f"; there are {', '.join(names())}"
        super().__init__(f"no player is called '{name}'{hint}")


def _calibrated() -> Player:
    from game.players.card_bot import CardBot
    from game.players.cards.calibrated import HANDS

    return CardBot("calibrated", HANDS)


def _idle() -> Player:
    from game.players.idle_bot import IdleBot

    return IdleBot()


def _random() -> Player:
    from game.players.random_bot import RandomBot

    return RandomBot()


def _planner(budget: str = "") -> Player:
    from game.players.planner_bot import planner

    personas = {each: maker for each, maker in _MAKERS.items() if each not in ("idle", "planner", "random")}
    return planner(budget, personas)


_MAKERS: Final[dict[str, Callable[[], Player]]] = {
    "calibrated": _calibrated,
    "idle": _idle,
    "planner": _planner,
    "random": _random,
}


def _offered() -> dict[str, Callable[[], Player]]:
    return {point.name: point.load() for point in entry_points(group="twopercent.players")}


def names() -> tuple[str, ...]:
    """Return every player's name, sorted."""
    return tuple(sorted({*_MAKERS, *(point.name for point in entry_points(group="twopercent.players"))}))


def describe(name: str) -> str:
    """Return a player's description in one line."""
    return DESCRIPTIONS.get(name, "a player from another package")


def make(name: str) -> Player:
    """Return a new player; raise UnknownPlayer where there is none of that name."""
    maker = _MAKERS.get(name)
    if maker is not None:
        return maker()
    kind, _, budget = name.partition(":")
    if kind == "planner":
        try:
            return _planner(budget)
        except ValueError as error:
            raise UnknownPlayer(name) from error
    offered = _offered().get(name)
    if offered is None:
        raise UnknownPlayer(name)
    return offered()
