"""Values on their way: what glides, from where to where and in what time."""

from __future__ import annotations

from attrs import define

FADE = "fade"
"""The glide of a picture that goes away over everything."""


@define
class Glide:
    """One value on its way, in milliseconds."""

    begun: float
    start: float
    stop: float
    time: float
    arriving: bool

    def at(self, now: float) -> float:
        """Return where it is at a time."""
        part = min(1.0, max(0.0, (now - self.begun) / self.time)) if self.time > 0 else 1.0
        eased = 1 - (1 - part) ** 3 if self.arriving else part**3
        return self.start + (self.stop - self.start) * eased

    def over(self, now: float) -> bool:
        """Tell whether it has arrived."""
        return now >= self.begun + self.time


class Motion:
    """All values on their way, by key."""

    def __init__(self) -> None:
        self.now = 0.0
        self.reduced = False
        self._glides: dict[str, Glide] = {}

    def glide(self, key: str, target: float, time: float, *, leaving: bool = False) -> float:
        """Return a value on its way to a target; it jumps there the first time and with reduced motion."""
        known = self._glides.get(key)
        if known is None or self.reduced:
            self._glides[key] = Glide(self.now, target, target, 0, True)
            return target
        if known.stop != target:
            known = self._glides[key] = Glide(self.now, known.at(self.now), target, time, not leaving)
        return known.at(self.now)

    def start(self, key: str, start: float, stop: float, time: float) -> None:
        """Set a value going."""
        self._glides[key] = Glide(self.now, start, stop, 0 if self.reduced else time, True)

    def value(self, key: str) -> float | None:
        """Return a value on its way, or None where there is none any more."""
        glide = self._glides.get(key)
        return None if glide is None or glide.over(self.now) else glide.at(self.now)

    def running(self) -> list[str]:
        """Return the keys of what has not arrived."""
        return [key for key, glide in self._glides.items() if not glide.over(self.now)]

    def finish(self) -> bool:
        """End all motion at once; tell whether there was any."""
        running = self.running()
        for key in running:
            self._glides[key].time = 0
        return bool(running)

    def clear(self) -> None:
        """Forget every value."""
        self._glides.clear()
