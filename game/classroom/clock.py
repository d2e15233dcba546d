"""A table's clock: how long teams have for their orders. It is told the time and never asks for it."""

from __future__ import annotations

from typing import Final

from attrs import evolve, frozen

LONGEST: Final = 24 * 60 * 60
"""The most seconds that a clock can show."""


@frozen
class Clock:
    """Seconds for a turn, and how many are left: until `deadline` while it runs, else `paused` of them."""

    per_turn: float
    paused: float
    deadline: float | None = None

    @classmethod
    def for_turn(cls, seconds: float) -> Clock:
        """Return a clock that stands at the beginning of a turn."""
        return cls(seconds, seconds)

    @property
    def running(self) -> bool:
        """Whether time goes by."""
        return self.deadline is not None

    def left(self, now: float) -> float:
        """Return the seconds that are left, nought at least."""
        return self.paused if self.deadline is None else max(0.0, self.deadline - now)

    def due(self, now: float) -> bool:
        """Tell whether the time is up."""
        return self.deadline is not None and now >= self.deadline

    def start(self, now: float) -> Clock:
        """Return the clock running; one that runs goes on."""
        return self if self.running else evolve(self, deadline=now + self.paused)

    def pause(self, now: float) -> Clock:
        """Return the clock standing still with what is left."""
        return evolve(self, paused=self.left(now), deadline=None)

    def extend(self, seconds: float, now: float) -> Clock:
        """Return the clock with more seconds, or fewer where they are less than nought."""
        left = min(LONGEST, max(0.0, self.left(now) + seconds))
        return evolve(self, paused=left, deadline=now + left if self.running else None)

    def next_turn(self, now: float) -> Clock:
        """Return the clock of the next turn: it runs if this one did."""
        fresh = Clock.for_turn(self.per_turn)
        return fresh.start(now) if self.running else fresh
