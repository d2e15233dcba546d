"""A study as values: its factors, their levels and what each changes, its cells and its measures.

Factors are crossed: a cell is one level of each. The first level of a factor is what its others are held
against.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product
from typing import Any, Final

from attrs import field, frozen

from game.headless.study_verdicts import Claim, Expect
from game.players.under_orders import Forbidden, Forced
from rules.terms import POWERS, Power

DEFAULT_PLAYER: Final = "calibrated"

WHY: Final = "Set by a study."
"""What figures say of values that a study sets."""


@frozen
class Change:
    """What a level does: who sits where, which values are set anew, which orders are forced and forbidden."""

    seats: Mapping[Power, str] = field(factory=dict)
    values: Mapping[str, Any] = field(factory=dict)
    forced: tuple[tuple[Power, Forced], ...] = ()
    forbidden: tuple[tuple[Power, Forbidden], ...] = ()

    def with_(self, other: Change) -> Change:
        """Return both changes; where they speak of the same, the other's word holds."""
        return Change(
            {**self.seats, **other.seats},
            {**self.values, **other.values},
            (*self.forced, *other.forced),
            (*self.forbidden, *other.forbidden),
        )


@frozen
class Level:
    """One way that a factor may be."""

    name: str
    change: Change


@frozen
class Factor:
    """What is varied; the first level is the one that the others are held against."""

    name: str
    levels: tuple[Level, ...]


@frozen
class Cell:
    """One level of each factor, by number, and what they do together."""

    levels: tuple[int, ...]
    name: str
    change: Change


@frozen
class Study:
    """What is asked of the model."""

    name: str
    title: str
    question: str
    scenario: str
    games: int
    seed: int
    measures: tuple[str, ...]
    replay: tuple[Power, ...] = ()
    base: Change = field(factory=Change)
    factors: tuple[Factor, ...] = ()
    claim: Claim | None = None
    expects: tuple[Expect, ...] = ()

    def cells(self) -> tuple[Cell, ...]:
        """Return every cell, the one of first levels first."""
        return tuple(self._cell(levels) for levels in product(*(range(len(f.levels)) for f in self.factors)))

    def _cell(self, levels: tuple[int, ...]) -> Cell:
        chosen = [factor.levels[nth] for factor, nth in zip(self.factors, levels, strict=True)]
        change = self.base
        for level in chosen:
            change = change.with_(level.change)
        return Cell(levels, " · ".join(level.name for level in chosen) or "all games", change)


def players_of(cell: Cell) -> dict[Power, str]:
    """Return who sits where in a cell."""
    return {power: cell.change.seats.get(power, DEFAULT_PLAYER) for power in POWERS}
