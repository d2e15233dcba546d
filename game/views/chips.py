"""Effects as chips: a few words each, with a tone that says for whom it is good."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from attrs import frozen

from rules.content import World
from rules.effects import Effect, Shift
from rules.terms import Power


class Tone(Enum):
    """How a line reads for the seat it is shown to; every tone carries a sign or a word beside it."""

    GOOD = "good"
    BAD = "bad"
    PLAIN = "plain"


@frozen
class Chip:
    """One effect in a few words."""

    text: str
    tone: Tone


def chips_of(effects: Iterable[Effect], world: World, power: Power) -> tuple[Chip, ...]:
    """Return the chips of effects as a power reads them."""
    shifts = [each for each in effects if isinstance(each, Shift)]
    return tuple(Chip(f"{each.track.key.replace('_', ' ')} {each.by:+}", Tone.PLAIN) for each in shifts)
