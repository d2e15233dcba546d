"""Belief beside truth: what a seat could know of the others at a turn, and what was so (R12.1).

Where the rules give an estimate it is a range, and the range holds the truth; what lies in its middle is
what the seat's odds were worked out with (R12.2). Where they give none, a seat has only what is printed
(base alarm, printed stakes, support of 50), and may be wrong. The truth needs an ended game.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from itertools import pairwise
from typing import Final

from attrs import frozen

from game.views.names import party
from game.views.names import place as name_of_place
from game.views.story import Story
from rules.crises import CRISIS
from rules.observation import Estimate, Observation, believe
from rules.state import PowerState, State
from rules.terms import CAPABILITIES, POWERS, RIVALS, Power

MOST_TURNS: Final = 5
"""How many turning points are shown at most."""


class Verdict(Enum):
    """How a belief lay to the truth."""

    TOO_LOW = "too low"
    INSIDE = "inside"
    TOO_HIGH = "too high"


@frozen
class Belief:
    """What was believed of a number of another seat, and what it was.

    `low` and `high` bound the belief, `supposed` is what odds were worked out with, `scale` the axis.
    """

    about: Power
    label: str
    low: int
    high: int
    supposed: int
    truth: int
    scale: tuple[int, int]

    @property
    def verdict(self) -> Verdict:
        """Whether the belief was too high, too low or right."""
        if self.truth < self.low:
            return Verdict.TOO_HIGH
        return Verdict.TOO_LOW if self.truth > self.high else Verdict.INSIDE

    @property
    def off(self) -> int:
        """By how much the odds' figure was above (positive) or below the truth."""
        return self.supposed - self.truth


@frozen
class Page:
    """A viewer's beliefs at a turn."""

    viewer: Power
    turn: int
    beliefs: tuple[Belief, ...]

    @property
    def inside(self) -> int:
        """How many beliefs held the truth."""
        return sum(each.verdict is Verdict.INSIDE for each in self.beliefs)


def turning_points(story: Story, most: int = MOST_TURNS) -> tuple[int, ...]:
    """Return the turns in which a flashpoint went into crisis or to shots or war, else the hottest turn.

    Where there are more than `most`, those are kept that ended with the greatest tension, earlier ones first.
    """
    rungs = [[each.rung for each in state.commons.flashpoints] for state in story.states]
    steps = list(enumerate(pairwise(rungs), 1))
    found = [
        turn
        for turn, (before, after) in steps
        if any(old < mark <= new for old, new in zip(before, after, strict=True) for mark in (CRISIS, 6, 8))
    ]
    if not found:
        return (max(range(1, len(rungs)), key=lambda turn: (sum(rungs[turn]), -turn)),) if steps else ()
    hottest = sorted(found, key=lambda turn: (-sum(rungs[turn]), turn))[:most]
    return tuple(sorted(hottest))


def beliefs(story: Story, viewer: Power, turn: int) -> Page:
    """Return what a seat believed when it wrote its sheet for a turn beside what was so."""
    story.truth()
    seen, state = story.observation(viewer, turn), story.states[turn - 1]
    supposed = believe(seen)
    found = [belief for power in POWERS if power != viewer for belief in _about(power, seen, supposed, state)]
    return Page(viewer, turn, tuple(found))


def _about(power: Power, seen: Observation, supposed: State, state: State) -> Iterator[Belief]:
    estimate = seen.estimates[power]
    assert estimate is not None
    yield from _estimated(power, estimate, supposed.powers[power], state.powers[power])
    yield from _assumed(power, seen, supposed.powers[power], state)


def _estimated(power: Power, known: Estimate, guess: PowerState, own: PowerState) -> Iterator[Belief]:
    """Beliefs that the rules bound by a range."""
    for label, bounds, middle, truth, most in (
        ("readiness", known.readiness, guess.readiness, own.readiness, 100),
        ("stocks", known.stocks, guess.stocks, own.stocks, 6),
        ("capital", known.capital, guess.capital, own.capital, 8),
        ("treasury, $m", known.treasury, guess.treasury, own.treasury, 0),
        ("contracts", known.contracts, len(guess.contracts), len(own.contracts), 0),
    ):
        low, high = bounds
        yield Belief(power, label, low, min(high, most or high), middle, truth, (0, most or max(high, 1)))
    for capability in CAPABILITIES:
        low, high = known.caps[capability]
        label = capability.key.replace("_", " ")
        middle, truth = guess.caps[capability], own.caps[capability]
        yield Belief(power, label, low, min(high, 10), middle, truth, (0, 10))


def _assumed(power: Power, seen: Observation, guess: PowerState, state: State) -> Iterator[Belief]:
    """Beliefs that rest on what is printed."""
    own, viewer = state.powers[power], seen.power
    yield _point(power, "support", guess.support, own.support, (0, 100))
    if power in RIVALS[viewer]:
        label = f"alarm about {party(seen.world, viewer.key)}"
        yield _point(power, label, guess.alarm[viewer], own.alarm[viewer], (0, 10))
    for place, flashpoint in enumerate(seen.world.flashpoints):
        if place == own.private_flashpoint and flashpoint.stakes[power]:
            printed = flashpoint.stakes[power]
            label = f"stake, {name_of_place(seen.world, flashpoint.id)}"
            yield _point(power, label, printed, printed + own.private_stake, (0, 6))


def _point(power: Power, label: str, believed: int, truth: int, scale: tuple[int, int]) -> Belief:
    return Belief(power, label, believed, believed, believed, truth, scale)
