"""The cards beside the map: each quarrel's rung in words, control, alerts, who is there, what is at stake."""

from __future__ import annotations

from typing import Final

from attrs import frozen

from game.views.names import place
from rules.contest import challenges, ground, stake
from rules.observation import Observation, believe, hidden_areas
from rules.terms import KINDS, POWERS, Alert, Power

RUNGS: Final = (
    "routine",
    "protest",
    "surge",
    "large exercise",
    "embargo, overflight",
    "quarantine, ramming",
    "shots fired",
    "blockade, strikes",
    "regional war",
    "nuclear use",
)
"""What each rung of the ladder is called on a card (R8)."""

CRISIS: Final = 4
"""A quarrel that begins a turn at this rung is in crisis (R8.1)."""


@frozen
class Side:
    """A power with a stake in a quarrel: its side, its alert, its counters in place as far as is known."""

    power: Power
    challenging: bool
    alert: Alert
    counters: int


@frozen
class Quarrel:
    """A flashpoint as its card shows it; `stake` is the seat's own, the private part included (R12.3)."""

    flashpoint: str
    name: str
    full_name: str
    rung: int
    rung_words: str
    crisis: bool
    control: int
    ours: bool
    challenging: bool
    stake: int
    sides: tuple[Side, ...]
    areas: tuple[str, ...]


def quarrels(observation: Observation) -> tuple[Quarrel, ...]:
    """Return every quarrel in the published order."""
    return tuple(_quarrel(observation, nth) for nth in range(len(observation.world.flashpoints)))


def _quarrel(seen: Observation, nth: int) -> Quarrel:
    flashpoint, now = seen.world.flashpoints[nth], seen.commons.flashpoints[nth]
    staked = [power for power in POWERS if flashpoint.stakes[power]]
    return Quarrel(
        flashpoint=flashpoint.id,
        name=place(seen.world, flashpoint.id),
        full_name=flashpoint.name,
        rung=now.rung,
        rung_words=RUNGS[now.rung],
        crisis=now.rung >= CRISIS,
        control=now.control,
        ours=seen.power in staked,
        challenging=challenges(flashpoint, seen.power),
        stake=stake(believe(seen), nth, seen.power),
        sides=tuple(
            Side(
                power,
                challenges(flashpoint, power),
                Alert(now.alerts[power]),
                _counters(seen, nth, power),
            )
            for power in staked
        ),
        areas=flashpoint.areas,
    )


def _counters(seen: Observation, nth: int, power: Power) -> int:
    """Return a power's counters in a quarrel's areas; of a hidden home only if it is the only one (R12.4)."""
    areas, hidden = ground(seen.world, nth).areas, hidden_areas(seen.world, seen.power)
    found = sum(seen.count(area, power, kind) for area in areas for kind in KINDS)
    homes = seen.world.powers[power].home
    if len(homes) == 1 and (power, homes[0]) in hidden and seen.world.area_index[homes[0]] in areas:
        found += sum(seen.at_home[power])
    return found
