"""The public part of the vector: calendar, tracks, flashpoints, agreements, measures and cards.

Its columns are the same for every seat of a scenario; they are read once a turn for all of them.
"""

from __future__ import annotations

from itertools import chain
from operator import attrgetter
from typing import Final

from game.env.columns import Column, Marks, Noted, Pacts, columns, laid_out
from rules.content import World
from rules.state import Commons, FlashpointState
from rules.terms import PARTNERS, POWERS

KEYS: Final = tuple(power.key for power in POWERS)
BLAMED: Final = (*KEYS, "chance")

_BY_POWER: Final = (
    ("dials", 500.0),
    ("start_dials", 500.0),
    ("gdp", 1e7),
    ("growth", 100.0),
    ("credibility", 5.0),
    ("lost_lanes", 5.0),
    ("measured", 5.0),
)
_SHARED: Final = (
    ("cohesion", 10.0),
    ("integration", 5.0),
    ("pips", 5.0),
    ("stepped", 20.0),
    ("patron", 10.0),
    ("history", 10.0),
    ("ask", 500.0),
    ("crossed", 1.0),
    ("tension_sum", 200.0),
    ("rung_six_turns", 10.0),
    ("hot_turn", 20.0),
    ("tested", 20.0),
    ("two_percent_turn", 20.0),
)
_QUARREL: Final = (
    ("rung", 10.0),
    ("start", 10.0),
    ("control", 4.0),
    ("highest", 10.0),
    ("broke_ranks", 1.0),
    ("left_alone", 1.0),
    ("extra_home", 5.0),
)
_QUARREL_ROWS: Final = (
    ("fired_at", ("defenders", "challengers"), 1.0),
    ("alerts", KEYS, 1.0),
    ("blame", BLAMED, 10.0),
    ("gates", KEYS, 3.0),
    ("absent", KEYS, 2.0),
)
_read_by_power = attrgetter(*(name for name, _ in _BY_POWER))
_read_shared = attrgetter(*(name for name, _ in _SHARED))
_read_quarrel = attrgetter(*(name for name, _ in _QUARREL))


class Public:
    """What everybody sees, as numbers."""

    def __init__(self, world: World) -> None:
        self._length = world.length
        self._first_quarter = world.calendar[1] - 1
        self._doctrines = Marks("doctrine", (entry.id for entry in world.doctrines))
        self._choices = Marks("choice", (entry.id for entry in world.events if entry.chooser is not None))
        self._agenda = Marks("agenda", (entry.id for entry in world.events), 20)
        self._measures = Marks("measure", _measures(world))
        self._pacts = Pacts(world, (False,))
        marks = (self._doctrines, self._choices, self._agenda, self._measures, self._pacts)
        self.columns = laid_out(self._dense_columns(world), marks)

    @staticmethod
    def _dense_columns(world: World) -> list[Column]:
        found = [Column("turn", 20), Column("turns_left", 20), *columns("quarter", "1234")]
        for track, scale in _BY_POWER:
            found += columns(track, KEYS, scale)
        found += [Column(track, scale) for track, scale in _SHARED]
        for track in ("alignment", "start_alignment"):
            found += columns(track, (partner.key for partner in PARTNERS), 5)
        for flashpoint in world.flashpoints:
            found += _quarrel_columns(flashpoint.id)
        return found

    def values(self, commons: Commons) -> tuple[list[float], Noted]:
        """Return the values before they are scaled: of the columns always filled, and of the others."""
        turn = commons.turn
        quarter = (self._first_quarter + turn - 1) % 4
        found: list[float] = [turn, max(0, self._length - turn), *(quarter == nth for nth in range(4))]
        found += chain.from_iterable(_read_by_power(commons))
        found += _read_shared(commons)
        found += commons.alignment
        found += commons.start_alignment
        for each in commons.flashpoints:
            found += _quarrel(each, turn)
        return found, self._noted(commons, turn)

    def _noted(self, commons: Commons, turn: int) -> Noted:
        noted: Noted = {}
        self._doctrines.note(noted, [(name, 1.0) for adopted in commons.doctrines for name in adopted])
        self._choices.note(noted, [(name, 1.0) for name in commons.choices])
        self._agenda.note(noted, [(card, when - turn + 1.0) for card, when in commons.agenda])
        self._measures.note(
            noted, [((each.operation, each.by.key, each.target.key), 1.0) for each in commons.measures]
        )
        self._pacts.note(noted, commons.pacts, turn)
        return noted


def _measures(world: World) -> list[tuple[str, str, str]]:
    """Return every trade measure that could stand: operation, by whom, against whom."""
    return [
        (entry.id, by.key, target)
        for entry in world.operations
        if entry.standing is not None
        for by in entry.powers
        for target in entry.places
    ]


def _quarrel_columns(name: str) -> list[Column]:
    found = [Column(f"{name}.{track}", scale) for track, scale in _QUARREL]
    found.append(Column(f"{name}.committed_turns", 20))
    for track, keys, scale in _QUARREL_ROWS:
        found += columns(f"{name}.{track}", keys, scale)
    return found


def _quarrel(each: FlashpointState, turn: int) -> list[float]:
    found: list[float] = [*_read_quarrel(each), max(0, each.committed_until - turn + 1)]
    found += (each.fired_at & 1, each.fired_at >> 1 & 1)
    found += each.alerts
    found += each.blame
    found += each.gates
    found += each.absent
    return found
