"""Scenes: who looks, who acts, where and against whom, so that the words of an effect find their powers."""

from __future__ import annotations

from attrs import frozen

from game.views.names import party
from rules.catalogue import area_quarrel
from rules.content import World
from rules.contest import challenges, principal, side_of
from rules.observation import Observation
from rules.terms import ALLY, PARTNER_NAMED, POWER_NAMED, POWERS, RIVALS, Power


@frozen
class Scene:
    """Who looks, who acts, at which flashpoint, in which area or with which partner, against whom."""

    world: World
    viewer: Power
    actor: Power
    place: int | None = None
    target: Power | None = None
    area: str = ""

    def whom(self, word: str) -> tuple[Power, ...]:
        """Return the powers that a word of an effect names."""
        if word in POWER_NAMED:
            return (POWER_NAMED[word],)
        known: dict[str, tuple[Power | None, ...]] = {
            "self": (self.actor,),
            "target": (self.target,),
            "ally": (ALLY[self.actor],),
            "rivals": RIVALS[self.actor],
            "both": (self.actor, self.target),
        }
        found = known.get(word, self._at_place(word))
        return tuple(power for power in found if power is not None)

    def _at_place(self, word: str) -> tuple[Power, ...]:
        if self.place is None:
            return ()
        flashpoint = self.world.flashpoints[self.place]
        if word == "challenger":
            return (flashpoint.challenger,)
        if word == "lead":
            return (flashpoint.lead,)
        return side_of(flashpoint, False) if word == "defenders" else ()

    def partner(self, word: str) -> str:
        """Return the partner that a word of an effect names, as it is said."""
        if word == "partners":
            return "each partner"
        if word == "partner":
            here = None if self.place is None else self.world.flashpoints[self.place].partner
            word = self.area if self.area in PARTNER_NAMED else here.key if here is not None else ""
        return party(self.world, word) if word else ""


def scene(observation: Observation, where: str = "") -> Scene:
    """Return the scene of what the seat itself does: at a flashpoint or area, against a power, or at home."""
    world, power = observation.world, observation.power
    nth = world.flashpoint_index.get(where)
    if nth is not None:
        flashpoint = world.flashpoints[nth]
        against = principal(flashpoint, not challenges(flashpoint, power))
        return Scene(world, power, power, nth, against)
    if where in world.area_index:
        return Scene(world, power, power, area_quarrel(world, where), None, where)
    return Scene(world, power, power, None, POWER_NAMED.get(where))


def pact_scene(observation: Observation, one: str, other: str) -> Scene:
    """Return the scene of an agreement: the first of its powers acts, as when the rules sign it (R10.4)."""
    powers = [power for power in POWERS if power.key in (one, other)]
    partner = next((name for name in (one, other) if name in PARTNER_NAMED), "")
    target = powers[1] if len(powers) > 1 else None
    return Scene(observation.world, observation.power, powers[0], None, target, partner)
