"""Games, positions and sheets for tests, made once a process and shared; nobody changes what is kept here."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cache
from random import Random
from typing import Any, Final

from attrs import frozen

from game.content import load_scenario, scenario_names
from game.players.base import Desk, player_seed
from game.players.registry import make
from rules import POWERS, Journal, OrderSheet, Power, State, adjudicate, digest, new_game, observe
from rules.content import Scenario
from rules.journal import Fact
from rules.legality import legal_orders
from rules.orders import Order
from rules.terms import Word

DEEP: Final = os.environ.get("TWOPERCENT_DEEP") == "1"
"""Whether the long hunt was asked for: thousands of games instead of tens."""

STANDARD: Final = "turning_the_corner"
LESSON: Final = "two_percent_by_march"
NAMES: Final = scenario_names()
PAIR: Final = (STANDARD, LESSON)
"""The two scenarios of which many games are played; of the others a few."""


def how_many(quick: int, deep: int) -> int:
    """Return how many samples to take."""
    return deep if DEEP else quick


@cache
def scenario(name: str = STANDARD) -> Scenario:
    return load_scenario(name)


@frozen
class Turn:
    """One turn of a game: the state it began from, what was ordered, what happened, the state after."""

    before: State
    sheets: dict[Power, OrderSheet]
    facts: tuple[Fact, ...]
    after: State

    @property
    def number(self) -> int:
        return self.before.turn


@cache
def game(kind: str, seed: int, name: str = STANDARD) -> tuple[Turn, ...]:
    """Play a game with four bots of a kind through the face of the rules alone."""
    state = new_game(scenario(name), seed)
    players = {power: make(kind) for power in POWERS}
    for power in POWERS:
        players[power].begin(power, player_seed(seed, power))
    turns = []
    while state.commons.ending is None:
        sheets = {}
        for power in POWERS:
            seen = observe(state, power)
            sheets[power] = players[power].choose(seen, Desk(seen))
        turns.append(played(state, sheets))
        state = turns[-1].after
    return tuple(turns)


def played(state: State, sheets: Mapping[Power, OrderSheet]) -> Turn:
    """Adjudicate a turn and keep what happened."""
    journal = Journal()
    after = adjudicate(state, sheets, journal).state
    return Turn(state, dict(sheets), tuple(journal.facts), after)


def replay(first: State, sheets: Iterable[Mapping[Power, OrderSheet]]) -> tuple[Turn, ...]:
    """Play recorded sheets from a state until they or the game end; what is illegal now is left out."""
    turns: list[Turn] = []
    state = first
    for each in sheets:
        if state.commons.ending is not None:
            break
        turns.append(played(state, each))
        state = turns[-1].after
    return tuple(turns)


def digests(turns: Iterable[Turn]) -> list[str]:
    return [digest(turn.after) for turn in turns]


def random_sheet(state: State, power: Power, random: Random, most: int = 12) -> OrderSheet:
    """Write a legal sheet order by order, drawing the family first so that every kind comes up."""
    seen = observe(state, power)
    sheet = OrderSheet(power)
    for _ in range(random.randrange(most + 1)):
        by_family: dict[int, list[Order]] = {}
        for order in legal_orders(seen, sheet):
            by_family.setdefault(order.family, []).append(order)
        if not by_family:
            break
        order = random.choice(by_family[random.choice(sorted(by_family))])
        sheet = OrderSheet(power, (*sheet.orders, order))
    return sheet


def positions(count: int, salt: str, kinds: tuple[str, ...] = ("random", "calibrated")) -> list[State]:
    """Return states from games of every kind and scenario, spread over seeds and turns."""
    random = Random(salt)
    found = []
    for nth in range(count):
        kind = kinds[nth % len(kinds)]
        turns = game(kind, nth // len(kinds) % how_many(8, 200), LESSON if nth % 5 == 4 else STANDARD)
        found.append(random.choice(turns).before)
    return found


def word(value: object) -> str:
    """Return a value as a reader of playthroughs wants it."""
    if isinstance(value, Word):
        return value.key
    if isinstance(value, tuple):
        return "(" + " ".join(word(each) for each in value) + ")"
    return str(value)


def table(value: Any) -> dict[str, Any]:
    """Return the fields of an attrs value by name, without copying."""
    return {each.name: getattr(value, each.name) for each in value.__attrs_attrs__}
