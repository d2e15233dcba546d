"""What several people may see at once: facts told to every seat, counters that all at the computer see."""

from __future__ import annotations

from collections.abc import Sequence

from attrs import frozen

from rules.content import World
from rules.journal import Contested, Fact, Operated, redact
from rules.observation import Observation, hidden_areas
from rules.terms import POWERS, Power, same_side


def public_facts(facts: Sequence[Fact], world: World) -> tuple[Fact, ...]:
    """Return what every seat may read of a journal, each fact as the seat that knows least of it reads it."""
    context = tuple(fact for fact in facts if isinstance(fact, Contested | Operated))
    known = {power: len(redact(context, power, hidden_areas(world, power))) for power in POWERS}

    def told(fact: Fact, power: Power) -> Fact | None:
        seen = redact((*context, fact), power, hidden_areas(world, power))
        return seen[-1] if len(seen) > known[power] else None

    return tuple(least for fact in facts if (least := _least(fact, [told(fact, each) for each in POWERS])))


def _least(fact: Fact, versions: list[Fact | None]) -> Fact | None:
    """Return a fact as told to the seat that is told least of it, or None where one is not told."""
    if None in versions:
        return None
    return next((each for each in versions if each != fact), fact)


@frozen
class Common:
    """What several people see in common: counters as in an observation, and hidden ones at home by kind."""

    counters: bytes
    at_home: dict[Power, tuple[int, ...]]


def in_common(seen: Sequence[Observation]) -> Common:
    """Return what the readers of some observations of one moment all see on the map (R12.1)."""
    strangers = [power for power in POWERS if not all(same_side(power, each.power) for each in seen)]
    counters = bytes(map(min, *(each.counters for each in seen))) if len(seen) > 1 else seen[0].counters
    return Common(counters, {power: seen[0].at_home[power] for power in strangers})
