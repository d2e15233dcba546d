"""The tracks of a game: a row for each turn and power, as `docs/data.md` explains the columns.

A row shows what holds when the turn is over. What all powers share stands alike in all four rows of a turn.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from rules.content import World
from rules.readings import READINGS
from rules.state import State
from rules.terms import CAPABILITIES, POWERS, Partner, Power, Role

if TYPE_CHECKING:
    from game.headless.batch import Match

KEYS: Final = ("game", "seed", "turn", "power", "player")
"""The columns that name a row."""

Value = Callable[[State, Power], int]

_READ: Final = (
    *("treasury", "dial", "gdp", "growth", "capital", "support", *(each.key for each in Role)),
    *("credibility", "readiness", "stocks", "industry", "strain", "slack"),
    *(each.key for each in CAPABILITIES),
)
_SHARED: Final = ("tension", "cohesion", "integration", "pips", "patron", "history", "ask", "links")


def columns(world: World) -> dict[str, Value]:
    """Return the numbers of a row by name, in their order; flashpoints are those of the map."""
    return {
        **{name: READINGS[name] for name in _READ},
        **{f"alarm_{each.key}": _alarm(each) for each in POWERS},
        **_OWN,
        **{name: READINGS[name] for name in _SHARED},
        **{f"alignment_{each.key}": _alignment(each) for each in Partner},
        **{f"rung_{each.id}": _rung(nth) for nth, each in enumerate(world.flashpoints)},
        **{f"control_{each.id}": _control(nth) for nth, each in enumerate(world.flashpoints)},
    }


class Tracks:
    """The rows of one game as they come."""

    def __init__(self, world: World, match: Match) -> None:
        self._columns = columns(world)
        self._match = match
        self._lines: list[str] = []

    def add(self, turn: int, state: State) -> None:
        """Add the rows of a turn that is over."""
        for power in POWERS:
            row: dict[str, Any] = {
                "game": self._match.number,
                "seed": self._match.seed,
                "turn": turn,
                "power": power.key,
                "player": self._match.seats[power],
            }
            for name, value in self._columns.items():
                row[name] = value(state, power)
            self._lines.append(json.dumps(row, ensure_ascii=False, separators=(",", ":")))

    def packed(self) -> bytes:
        """Return all rows as one gzip member of JSON Lines; members put one after another are a gzip file."""
        return gzip.compress("".join(f"{line}\n" for line in self._lines).encode(), 6, mtime=0)


def _alarm(rival: Power) -> Value:
    return lambda state, power: state.powers[power].alarm[rival]


def _alignment(partner: Partner) -> Value:
    return lambda state, power: state.commons.alignment[partner]


def _rung(place: int) -> Value:
    return lambda state, power: state.commons.flashpoints[place].rung


def _control(place: int) -> Value:
    return lambda state, power: state.commons.flashpoints[place].control


_OWN: Final[dict[str, Value]] = {
    "bill": lambda state, power: state.powers[power].bill,
    "funding": lambda state, power: state.powers[power].funding,
    "contracts": lambda state, power: len(state.powers[power].contracts),
    "delivered": lambda state, power: state.powers[power].delivered,
    "doctrines": lambda state, power: len(state.commons.doctrines[power]),
    "outside": lambda state, power: state.powers[power].outside,
}
