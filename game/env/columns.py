"""Columns of an observation's vector: each has a name and the number its value is divided by."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import NamedTuple

from rules.content import World
from rules.state import Pact


class Column(NamedTuple):
    """One number that a seat knows: `value / scale` is what the vector holds."""

    name: str
    scale: float = 1.0


def columns(prefix: str, names: Iterable[str], scale: float = 1.0) -> list[Column]:
    """Return a column for each name below a prefix, all of one scale."""
    return [Column(f"{prefix}.{name}", scale) for name in names]


Noted = dict[int, float]
"""Values by the place of their column; what is not noted is nought."""


class Marks:
    """A column for each of some keys, most of them nought at any time; `start` is the first one's place."""

    def __init__(self, prefix: str, keys: Iterable[Hashable], scale: float = 1.0) -> None:
        self._places = {key: place for place, key in enumerate(dict.fromkeys(keys))}
        self.columns = columns(prefix, map(_label, self._places), scale)
        self.start = 0

    def note(self, noted: Noted, marked: Iterable[tuple[Hashable, float]]) -> None:
        """Note the values of some keys; one without a column is passed over."""
        for key, value in marked:
            place = self._places.get(key)
            if place is not None:
                noted[self.start + place] = value


def _label(key: Hashable) -> str:
    return ".".join(map(str, key)) if isinstance(key, tuple) else str(key)


class Pacts:
    """Agreements in force: for every pair that may sign, whether, for how many turns yet, for how much."""

    def __init__(self, world: World, secret: tuple[bool, ...]) -> None:
        self._places: dict[tuple[str, str, str], int] = {}
        self.columns: list[Column] = []
        self.start = 0
        for agreement in world.agreements:
            if agreement.secret in secret:
                for one, other in agreement.between:
                    place = len(self.columns)
                    self._places[agreement.id, one, other] = self._places[agreement.id, other, one] = place
                    self.columns += _pact_columns(f"pact.{agreement.id}.{one}.{other}", agreement.amounts)

    def note(self, noted: Noted, pacts: Iterable[Pact], turn: int) -> None:
        """Note of every agreement: 1, turns left (0 where it has no term) and the sum agreed."""
        for pact in pacts:
            place = self._places.get((pact.agreement, pact.one, pact.other))
            if place is not None:
                at = self.start + place
                noted[at] = 1.0
                noted[at + 1] = max(0, pact.until - turn + 1) if pact.until else 0
                noted[at + 2] = pact.amount


def laid_out(dense: list[Column], marks: Iterable[Marks | Pacts]) -> list[Column]:
    """Return all columns, those that are always filled first, and tell the others where they start."""
    found = list(dense)
    for each in marks:
        each.start = len(found)
        found += each.columns
    return found


def _pact_columns(name: str, amounts: tuple[int, ...]) -> Iterator[Column]:
    yield Column(name)
    yield Column(f"{name}.turns", 20)
    yield Column(f"{name}.amount", max(amounts, default=0) or 1)
