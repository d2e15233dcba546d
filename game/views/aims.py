"""What a seat plays for: the headings of its objectives and its secret one (R11.1, R11.2)."""

from __future__ import annotations

from rules.content import World
from rules.observation import Observation
from rules.terms import Power


def aims_of(seen: Observation) -> tuple[tuple[str, int], ...]:
    """Return what a seat is scored by: every heading with the points there are at most (R11.1)."""
    most: dict[str, int] = {}
    for row in seen.world.objectives[seen.power]:
        most[row.heading] = most.get(row.heading, 0) + row.steps[0][1]
    return tuple(most.items())


def secret_words(world: World, power: Power, secret: str) -> str:
    """Return a power's secret objective in words by its id, or nothing (R11.2)."""
    return next((each.text for each in world.secrets[power] if each.id == secret), "")


def secret_of(seen: Observation) -> str:
    """Return the seat's own secret objective in words, or nothing (R11.2)."""
    return secret_words(seen.world, seen.power, seen.sheet.secret)
