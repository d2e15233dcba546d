"""What everybody may see at once: facts told to every seat, counters seen from both sides."""

from __future__ import annotations

from collections.abc import Sequence

from rules.content import World
from rules.journal import Contested, Fact, Operated, redact
from rules.observation import hidden_areas, observe
from rules.state import State
from rules.terms import POWERS, Power


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


def public_counters(state: State) -> bytes:
    """Return the counters that all seats see, as an observation holds them."""
    west, east = observe(state, Power.JAPAN).counters, observe(state, Power.CHINA).counters
    return bytes(map(min, west, east))
