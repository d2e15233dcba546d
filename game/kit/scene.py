"""Effects in words for paper, where everybody reads: no seat is `we`, every power is named."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from game.views.chips import chips
from game.views.conditions import clause, condition_words
from game.views.names import capital
from game.views.scenes import Scene
from rules.content import World
from rules.effects import Condition, Effect
from rules.terms import POWERS, Power

_MEMORY: Final = "remembered for "
"""How a chip begins that only says what will be remembered: on paper the log remembers it."""


def effects_words(effects: Iterable[Effect], world: World, power: Power, *, place: int | None = None) -> str:
    """Return effects as the seat whose sheet it is reads them."""
    found = chips(effects, Scene(world, power, power, place))
    return ", ".join(chip.text for chip in found if not chip.text.startswith(_MEMORY))


def named_effects(effects: Iterable[Effect], world: World, actor: Power) -> str:
    """Return effects with every power named, for a card that all may read.

    Of a seat's own tracks a seat says only the track; so each is said as the seat that must name most.
    """
    told = [
        [chip.text for chip in chips([effect], Scene(world, viewer, actor))]
        for effect in effects
        for viewer in POWERS
    ]
    return ", ".join(
        max(texts, key=_openness)
        for start in range(0, len(told), len(POWERS))
        for texts in zip(*told[start : start + len(POWERS)], strict=True)
    )


def _openness(text: str) -> tuple[bool, int]:
    """Rank a text by how much of whose it is it says."""
    return "our " not in text, len(text)


def needs_words(conditions: Iterable[Condition], world: World, power: Power) -> str:
    """Return what an entry needs, in words."""
    return ", ".join(condition_words(each, world, power) for each in conditions)


def when_words(conditions: Iterable[Condition], world: World, actor: Power) -> str:
    """Return conditions as a clause, such as `If history is at least 3`."""
    return capital(clause(list(conditions), world, actor))
