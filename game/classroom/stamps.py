"""Stamps: what of a table changed, so that a page that asks each second is told no more than what is new."""

from __future__ import annotations

from collections import Counter
from enum import Enum
from secrets import token_hex
from typing import Final

from rules.terms import POWERS, Power


class Part(Enum):
    """What of a table changes by itself, so that a page asks for no more than what is new."""

    TURN = "turn"
    PEOPLE = "people"
    CLOCK = "clock"
    READY = "ready"
    SHEET = "sheet"
    POSTS = "posts"
    RULES = "rules"


_OWN: Final = frozenset((Part.SHEET, Part.POSTS))

_SHOWN: Final = {
    power: tuple((part, power if part in _OWN else None) for part in Part) for power in (None, *POWERS)
}
"""Whose stamps a seat's pages depend on; None is the facilitator, whom everything concerns."""

_LOBBY: Final = (Part.TURN, Part.PEOPLE, Part.READY)


class Stamps:
    """Counts the changes of a table by part and seat; with each start of the server stamps begin anew."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[Part, Power | None]] = Counter()
        self._start = token_hex(4)

    def changed(self, part: Part, *whose: Power) -> None:
        """Count a change: of some seats' part, or of what all see where none is named."""
        for each in whose or (None,):
            self.counts[part, each] += 1
        if whose:
            self.counts[part, None] += 1

    def lobby(self) -> str:
        """Return a word that changes whenever what all at the table may see has changed."""
        return ".".join((self._start, *(str(self.counts[part, None]) for part in _LOBBY)))

    def of(self, power: Power | None) -> str:
        """Return a word that changes whenever what a seat's pages show has changed, and with each start."""
        return ".".join((self._start, *(str(self.counts[key]) for key in _SHOWN[power])))

    def news(self, power: Power | None, have: str) -> frozenset[Part]:
        """Return which parts changed since a stamp; all of them where the stamp is not one of ours."""
        then, now = have.split("."), self.of(power).split(".")
        if len(then) != len(now) or then[0] != now[0]:
            return frozenset(Part)
        return frozenset(part for part, old, new in zip(Part, then[1:], now[1:], strict=True) if old != new)
