"""The words of a measure's line, each of which must be one of a few."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from attrs import frozen

from game.headless.study_list import SHARED, USAGE, BadMeasure
from game.headless.study_meters import Read
from rules.content import World
from rules.readings import READINGS, is_reading, reading
from rules.terms import POWER_NAMED, Power


@frozen
class Words:
    """The words of a line, without `at N`, and the world they speak of."""

    world: World
    name: str
    rest: tuple[str, ...]
    at: int | None

    def power(self, nth: int = 0) -> Power:
        """Return the power that a word names."""
        return POWER_NAMED[self.one_of(nth, "power", tuple(POWER_NAMED))]

    def one_of(self, nth: int, what: str, known: Sequence[str]) -> str:
        """Return a word, which must be one of a few."""
        word = self.maybe(nth, what, known)
        if word is None:
            raise BadMeasure(f"a {what} is missing: write '{USAGE[self.name][0]}'")
        return word

    def maybe(self, nth: int, what: str, known: Sequence[str]) -> str | None:
        """Return a word, which must be one of a few, or None where there is none."""
        if nth >= len(self.rest):
            return None
        if self.rest[nth] not in known:
            raise BadMeasure(f"no {what} '{self.rest[nth]}'{_hint(self.rest[nth], known)}")
        return self.rest[nth]

    def flashpoint(self, nth: int = 0) -> str:
        """Return the flashpoint that a word names."""
        return self.one_of(nth, "flashpoint", tuple(self.world.flashpoint_index))


def _hint(word: str, known: Sequence[str]) -> str:
    close = get_close_matches(word, known, 1)
    return f" (did you mean '{close[0]}'?)" if close else ""


def reading_of(world: World, name: str, rest: Sequence[str]) -> Read:
    """Return a reading of the rules with its owner."""
    if not is_reading(name, tuple(world.flashpoint_index)):
        raise BadMeasure(f"no measure '{name}'{_hint(name, (*USAGE, *READINGS))}")
    shared = name in SHARED or name not in READINGS
    if not rest and not shared:
        raise BadMeasure(f"whose {name}? write '{name} POWER'")
    if len(rest) > 1 or (rest and rest[0] not in POWER_NAMED):
        raise BadMeasure(f"no power '{' '.join(rest)}'{_hint(rest[0], tuple(POWER_NAMED))}")
    power = POWER_NAMED[rest[0]] if rest else Power.JAPAN
    return lambda state: reading(state, name, power)
