"""Views know what a seat knows: no State goes in, no toolkit and no file is touched."""

from __future__ import annotations

import ast
import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import get_type_hints

import attrs
import pytest

import game.views
from builders import NAMES, how_many, positions
from game.players.base import Desk
from game.views.budget import budget
from game.views.catalogue import programmes
from game.views.diplomacy import diplomacy
from game.views.home import home
from game.views.order_words import price, say
from game.views.policy import policy
from game.views.posture import posture
from game.views.tracks import tracks
from observed import opening
from rules import POWERS, observe
from rules.catalogue import catalogue_of
from rules.sampling import sample
from rules.state import State

MONEY = ("budget", "catalogue", "dial", "policy", "readiness", "schedule", "tracks")
PEOPLE = ("advice", "diplomacy", "home", "promises")
POSTURE = ("certainties", "evidence", "odds", "outcomes", "posture", "quarrels")
WORDS = ("chips", "clauses", "conditions", "figures", "names", "refusals", "scenes")
TABLE = (*MONEY, *PEOPLE, *POSTURE, *WORDS, "order_book", "order_words")
KEYS = [
    "agreement",
    "doctrine",
    "event",
    "flashpoint",
    "key",
    "operation",
    "parties",
    "place",
    "programme",
    "source",
    "subject",
    "area",
]
"""Fields of views that hold ids, not words."""

ALLOWED = ("__future__", "attrs", "collections", "enum", "typing", "rules", "game")


def test_the_modules_of_the_table_are_all_read_here() -> None:
    there = [each.name for each in pkgutil.iter_modules(game.views.__path__)]
    assert [name for name in TABLE if name not in there] == []


def test_no_function_takes_a_state() -> None:
    for name in TABLE:
        module = import_module(f"game.views.{name}")
        for _, function in inspect.getmembers(module, inspect.isfunction):
            if function.__module__ == module.__name__:
                hints = get_type_hints(function)
                assert State not in hints.values(), f"{name}.{function.__name__}"


def test_nothing_but_rules_and_words_is_imported() -> None:
    for name in TABLE:
        path = Path(next(iter(game.views.__path__))) / f"{name}.py"
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom):
                assert (node.module or "").split(".")[0] in ALLOWED, f"{name} imports {node.module}"
                if (node.module or "").startswith("game."):
                    assert (node.module or "").startswith(("game.views", "game.players", "game.wording"))
            assert not isinstance(node, ast.Import)


def test_what_a_seat_cannot_see_changes_nothing_it_is_shown() -> None:
    for nth, state in enumerate(positions(how_many(6, 100), "blind views")):
        power = POWERS[nth % 4]
        seen = observe(state, power)
        other = observe(sample(seen, nth), power)
        for view in (budget, programmes, posture, tracks, home, diplomacy):
            assert view(Desk(seen)) == view(Desk(other))
        for order in Desk(seen).menu()[::9]:
            assert (say(order, seen), price(order, seen)) == (say(order, other), price(order, other))


@pytest.mark.parametrize("name", NAMES)
def test_every_seat_of_every_scenario_can_be_shown_in_words(name: str) -> None:
    for power in POWERS:
        seen = opening(power, name=name)
        desk = Desk(seen)
        for view in (budget, programmes, policy, posture, tracks, home, diplomacy):
            assert [text for text in _texts(view(desk)) if "_" in text or "{" in text] == []
        for order in catalogue_of(seen.world, power).all()[::5]:
            line = say(order, seen)
            assert "_" not in line and line[:1] != line[:1].lower(), line


def _texts(value: object) -> Iterator[str]:
    """Return every text for people in a view: its words, not its keys."""
    if isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, str):
        yield value
    elif attrs.has(type(value)) and not type(value).__module__.startswith("rules"):
        for each in attrs.fields(type(value)):
            if each.name not in KEYS:
                yield from _texts(getattr(value, each.name))
