"""What a kit is printed of: a scenario as it begins, or a recorded game as it stands, and who may read it.

As a scenario begins nothing is drawn yet: secrets, private stakes and the first card are drawn from the
printed cards, so a kit needs no seed.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from game.record import load, playable, replay
from rules.content import Scenario, World
from rules.observation import Observation, hidden_areas, observe
from rules.state import Commons, State
from rules.terms import KINDS, POWERS, Power, UnitKind
from rules.turn import new_game


@frozen
class Position:
    """The facts a kit shows: the seats whose own pages are printed, and the truth, if the kit is whole."""

    scenario: Scenario
    commons: Commons
    seats: Mapping[Power, Observation]
    truth: State | None
    begun: bool
    source: str
    """The scenario's name or file, by which its briefs are found."""

    @property
    def world(self) -> World:
        """The catalogues and the map."""
        return self.scenario.world

    @property
    def turn(self) -> int:
        """The turn that orders are being written for."""
        return self.commons.turn


@frozen
class Piece:
    """A counter to cut out: whose, of which kind, its strength, and where it stands (nothing if hidden)."""

    power: Power
    kind: UnitKind
    strength: int
    area: str


def opening_position(scenario: Scenario, seat: Power | None = None, source: str = "") -> Position:
    """Return a scenario as it begins, before any card is drawn; the source is its file where it has one."""
    quiet = evolve(scenario, world=evolve(scenario.world, events=(), memo={}))
    state = new_game(quiet, 0)
    state.world = scenario.world
    state.shared = None
    for own in state.powers:
        own.secret, own.private_stake = "", 0
    return evolve(_position(scenario, state, seat), begun=False, source=source or scenario.name)


def recorded_position(
    file: Path, seat: Power | None = None, data: Mapping[str, Any] | None = None
) -> Position:
    """Return a recorded game as it stands; raise DamagedRecord or OtherRules where it cannot be played."""
    record = load(file)
    scenario = playable(record, data)
    return _position(scenario, replay(record, None, data), seat)


def _position(scenario: Scenario, state: State, seat: Power | None) -> Position:
    seats = POWERS if seat is None else (seat,)
    return Position(
        scenario=scenario,
        commons=state.commons,
        seats={power: observe(state, power) for power in seats},
        truth=state if seat is None else None,
        begun=True,
        source=scenario.name,
    )


# ---------- counters ----------


def pieces(position: Position) -> tuple[Piece, ...]:
    """Return every counter of the game, by power, area and kind in the published order.

    Where a game has begun, or one seat looks, those in a rival's home stand nowhere in particular (R12.4).
    """
    return tuple(piece for power in POWERS for piece in _of_power(position, power))


def _of_power(position: Position, power: Power) -> list[Piece]:
    world, (counters, at_home) = position.world, _seen(position, power)
    made = [
        Piece(power, kind, world.terms.strength[kind][power], area.id)
        for place, area in enumerate(world.areas)
        for kind in KINDS
        for _ in range(counters[(place << 5) + (power << 3) + kind])
    ]
    for kind, count in zip(KINDS, at_home, strict=True):
        made += [Piece(power, kind, world.terms.strength[kind][power], "")] * count
    return made


def _seen(position: Position, power: Power) -> tuple[bytes, tuple[int, ...]]:
    """Return the counters of a power by place, and by kind those whose place is not told."""
    nowhere = (0,) * len(KINDS)
    if position.truth is None:
        (seen,) = position.seats.values()
        hidden = {owner for owner, _ in hidden_areas(position.world, seen.power)}
        return seen.counters, seen.at_home[power] if power in hidden else nowhere
    if not position.begun:
        return bytes(position.truth.counters), nowhere
    watcher = Power.CHINA if power in (Power.JAPAN, Power.US) else Power.JAPAN
    seen = position.seats[watcher]
    return seen.counters, seen.at_home[power]


def true_pieces(state: State) -> tuple[Piece, ...]:
    """Return every counter where it truly stands, for the facilitator's pages."""
    world = state.world
    return tuple(
        Piece(power, kind, world.terms.strength[kind][power], area.id)
        for power in POWERS
        for place, area in enumerate(world.areas)
        for kind in KINDS
        for _ in range(state.count(place, power, kind))
    )
