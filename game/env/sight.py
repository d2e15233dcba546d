"""All that a seat may know as one vector of float32, with a name for every column."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from game.env.columns import Column, Noted, columns
from game.env.own import Own
from game.env.public import Public
from game.players.base import Left
from rules.catalogue import may_ever_stand
from rules.content import World
from rules.observation import Observation
from rules.orders import FAMILIES
from rules.state import slot
from rules.terms import KINDS, POWERS, Power

Vector = NDArray[np.float32]

COUNTERS: Final = 4.0
"""What numbers of counters are divided by."""

_LEFT_SCALES: Final = Left(0, 10, 10, 4, 4, 4, 20)
"""What is left of each kind at a desk is divided by this; money by the power's own unit."""

SHEET_COLUMNS: Final = len(Left._fields) + len(FAMILIES) + 1
"""The last columns, which change while a sheet is written."""


class Sight:
    """Turns the observations of one seat into vectors: public part, own part, counters, sheet in the making.

    `public` is shared by the seats of one environment, which read the commons once a turn.
    """

    def __init__(self, world: World, power: Power, public: PublicReader) -> None:
        self._public = public
        self._own = Own(world, power)
        self._slots, names = _standing(world)
        self.columns: tuple[Column, ...] = (
            *public.columns,
            *self._own.columns,
            *columns("at_home", (f"{each.key}.{kind.key}" for each in POWERS for kind in KINDS), COUNTERS),
            *columns("counters", names, COUNTERS),
            *_sheet_columns(100.0 * world.powers[power].op_unit),
        )
        self._factors = _factors(self.columns)
        self._own_at = len(public.columns)
        self._home_at = self._own_at + len(self._own.columns)
        self._counters_at = len(self.columns) - SHEET_COLUMNS - len(names)
        self.sheet_factors = self._factors[-SHEET_COLUMNS:]
        """What raw values of the last columns are multiplied by."""

    def read(self, observation: Observation) -> Vector:
        """Return the vector at the start of a turn; its last columns, of the sheet, are nought."""
        vector = np.zeros(len(self.columns), np.float32)
        vector[: self._own_at] = self._public.read(observation)
        _write(vector, self._own_at, *self._own.values(observation))
        vector[self._home_at : self._counters_at] = [n for counts in observation.at_home for n in counts]
        counters = np.frombuffer(observation.counters, np.uint8)
        vector[self._counters_at : -SHEET_COLUMNS] = counters[self._slots]
        vector *= self._factors
        return vector


class PublicReader:
    """Reads the public part once a turn: all observations of a turn share their commons."""

    def __init__(self, world: World) -> None:
        self._public = Public(world)
        self._seen: object = None
        self._values: Vector = np.zeros(0, np.float32)
        self.columns = self._public.columns

    def read(self, observation: Observation) -> Vector:
        """Return the raw values of the public columns."""
        if observation.commons is not self._seen:
            self._seen = observation.commons
            self._values = np.zeros(len(self.columns), np.float32)
            _write(self._values, 0, *self._public.values(observation.commons))
        return self._values


def _write(vector: Vector, start: int, dense: list[float], noted: Noted) -> None:
    """Write a part of a vector that begins at a place."""
    vector[start : start + len(dense)] = dense
    if noted:
        vector[np.fromiter(noted, np.intp, len(noted)) + start] = list(noted.values())


def _standing(world: World) -> tuple[NDArray[np.intp], list[str]]:
    """Return where the counts are of every power's kinds in the areas where they may ever stand."""
    found = [
        (slot(place, power, kind), f"{area.id}.{power.key}.{kind.key}")
        for place, area in enumerate(world.areas)
        for power in POWERS
        for kind in KINDS
        if world.terms.strength[kind][power] and may_ever_stand(world, power, kind, place)
    ]
    return np.array([place for place, _ in found], np.intp), [name for _, name in found]


def _sheet_columns(money: float) -> list[Column]:
    left = [
        Column(f"left.{name}", scale or money) for name, scale in zip(Left._fields, _LEFT_SCALES, strict=True)
    ]
    return [*left, *columns("written", (family.key for family in FAMILIES), 4), Column("passed")]


def _factors(every: tuple[Column, ...]) -> Vector:
    return np.array([1.0 / column.scale for column in every], np.float32)


def describe(every: tuple[Column, ...]) -> list[dict[str, Any]]:
    """Return for every column its place, its name and the number its value is divided by."""
    return [{"place": nth, "name": name, "scale": scale} for nth, (name, scale) in enumerate(every)]
