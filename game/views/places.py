"""The sheets of places: what a seat may know of an area or a flashpoint, and what it may order there."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final

from attrs import frozen

from game.players.base import Desk
from game.views.names import party
from game.views.posture import OperationRow, Stack, alerts, operations_at, stacks
from game.wording import names_of
from rules.content import Area, Flashpoint, World
from rules.contest import Setting, ground, vector
from rules.observation import Observation, believe, hidden_areas
from rules.terms import KINDS, LAND_BASED, POWERS, Alert, AreaKind, Partner, Power, Stance, UnitKind

KINDS_OF_AREA: Final = {
    AreaKind.LAND: "land",
    AreaKind.ISLAND: "island",
    AreaKind.SEA: "sea",
    AreaKind.BOX: "beyond the map",
}

TREATIES: Final = {
    "us_japan": (Power.US.key, Power.JAPAN.key),
    "us_rok": (Power.US.key, Partner.SOUTH_KOREA.key),
    "us_philippines": (Power.US.key, Partner.PHILIPPINES.key),
}
"""The parties of the treaties that areas and flashpoints name."""


class Sight(Enum):
    """How counters are known."""

    SEEN = "seen"
    GUESSED = "an estimate"


@frozen
class Force:
    """A power's counters in an area: by kind, what they are worth together, how that is known."""

    power: Power
    counters: tuple[tuple[UnitKind, int], ...]
    strength: int
    sight: Sight


@frozen
class AreaSheet:
    """An area for a seat that writes its sheet; `free` are places for visitors, None where any may come."""

    area: str
    name: str
    kind: str
    holder: str
    note: str
    bases: str
    treaty: str
    neighbours: tuple[tuple[str, str], ...]
    flashpoints: tuple[tuple[str, str], ...]
    forces: tuple[Force, ...]
    free: int | None
    places: int
    own: tuple[Stack, ...]
    operations: tuple[OperationRow, ...]


@frozen
class SeatRow:
    """A seat at a flashpoint: its part, stake, alert, strength there, and its stance where known."""

    power: Power
    name: str
    part: str
    stake: int
    alert: str
    strength: int
    stance: str = ""


@frozen
class FlashpointSheet:
    """A flashpoint for a seat that writes its sheet; strengths count in place whole, from next door half."""

    id: str
    name: str
    rung: int
    control: int
    control_words: str
    premise: str
    treaty: str
    areas: tuple[tuple[str, str], ...]
    reach: tuple[tuple[str, str], ...]
    seats: tuple[SeatRow, ...]
    home: str
    ours: int
    theirs: int
    estimated: bool
    alerts: tuple[str, ...]
    alert: str
    operations: tuple[OperationRow, ...]


# ---------- areas ----------


def area_sheet(desk: Desk, area: str) -> AreaSheet:
    """Return what a seat may know of an area and order there."""
    seen = desk.observation
    world = seen.world
    place = world.area_index[area]
    found = world.areas[place]
    quarrels = [each for each in world.flashpoints if area in each.areas]
    free, places = _room(seen, found)
    return AreaSheet(
        area=area,
        name=found.name,
        kind=KINDS_OF_AREA[found.kind],
        holder=_holder(world, found),
        note=found.note,
        bases=found.bases,
        treaty=_treaty(world, found.treaty),
        neighbours=_named(world, found.adjacent),
        flashpoints=tuple((each.id, each.name) for each in quarrels),
        forces=forces(seen, area),
        free=free,
        places=places,
        own=tuple(each for each in stacks(desk) if each.area == area),
        operations=_operations(desk, [area, *(each.id for each in quarrels)]),
    )


def _named(world: World, areas: Sequence[str]) -> tuple[tuple[str, str], ...]:
    return tuple((name, world.areas[world.area_index[name]].name) for name in areas)


def _holder(world: World, area: Area) -> str:
    key = area.owner.key if area.owner is not None else area.partner.key if area.partner is not None else ""
    return names_of(world).parties[key] if key else ""


def _treaty(world: World, name: str) -> str:
    """Return a treaty by its parties."""
    if name not in TREATIES:
        return ""
    parties = [party(world, each).removeprefix("the ") for each in TREATIES[name]]
    return f"{parties[0]}–{parties[1]} treaty"


def forces(seen: Observation, area: str) -> tuple[Force, ...]:
    """Return who stands in an area, a rival's home as it is believed to be (R12.2)."""
    world, place = seen.world, seen.world.area_index[area]
    hidden = hidden_areas(world, seen.power)
    found = []
    for power in POWERS:
        guessed = (power, area) in hidden
        source = believe(seen) if guessed else seen
        counters = tuple((kind, count) for kind in KINDS if (count := source.count(place, power, kind)))
        if counters:
            worth = sum(count * world.terms.strength[kind][power] for kind, count in counters)
            found.append(Force(power, counters, worth, Sight.GUESSED if guessed else Sight.SEEN))
    return tuple(found)


def _room(seen: Observation, area: Area) -> tuple[int | None, int]:
    """Return how many more visitors find a base now and how many there are, as far as the seat may come."""
    if area.kind is AreaKind.SEA or area.owner is seen.power or not area.visitors:
        return None, 0
    place = seen.world.area_index[area.id]
    start = place << 5
    there = sum(
        seen.counters[start + (power << 3) + kind]
        for power in POWERS
        if power != area.owner
        for kind in sorted(LAND_BASED)
    )
    most = max(area.visitors, there, *(room for room in _rooms(seen, area.id)))
    return max(0, most - there), most


def _rooms(seen: Observation, area: str) -> list[int]:
    """Return what agreements in force and doctrines of the host make of an area's places (R3.3)."""
    world, commons = seen.world, seen.commons
    found = [0]
    for pact in commons.pacts:
        if seen.power.key in (pact.one, pact.other):
            found += [room for spot, room in world.agreement[pact.agreement].capacity if spot == area]
    host = world.areas[world.area_index[area]].owner
    if host is not None:
        for name in commons.doctrines[host]:
            found += [room for spot, room in world.doctrine[name].capacity if spot == area]
    return found


def _operations(desk: Desk, places: Sequence[str]) -> tuple[OperationRow, ...]:
    return tuple(row for place in operations_at(desk, places) for row in place.rows)


# ---------- flashpoints ----------


def flashpoint_sheet(desk: Desk, name: str) -> FlashpointSheet:
    """Return what a seat may know of a flashpoint and order there."""
    seen = desk.observation
    world, place = seen.world, seen.world.flashpoint_index[name]
    flashpoint, state = world.flashpoints[place], seen.commons.flashpoints[place]
    spots = ground(world, place)
    seats = tuple(_seat(seen, place, power) for power in POWERS if flashpoint.stakes[power])
    us = flashpoint.challengers if seen.power in flashpoint.challengers else flashpoint.defenders
    choice = next((each for each in alerts(desk) if each.flashpoint == name), None)
    hidden = {area for _, area in sorted(hidden_areas(world, seen.power))}
    where = [world.areas[nth].id for nth in (*spots.areas, *spots.reach)]
    return FlashpointSheet(
        id=name,
        name=flashpoint.name,
        rung=state.rung,
        control=state.control,
        control_words=_control(seen, flashpoint, state.control),
        premise=flashpoint.premise,
        treaty=_treaty(world, flashpoint.treaty),
        areas=_named(world, flashpoint.areas),
        reach=_named(world, [world.areas[nth].id for nth in spots.reach]),
        seats=seats,
        home=_home(world, flashpoint, state.extra_home),
        ours=sum(each.strength for each in seats if each.power in us),
        theirs=sum(each.strength for each in seats if each.power not in us),
        estimated=any(area in hidden for area in where),
        alerts=tuple(each.name for each in choice.offers) if choice is not None else (),
        alert=choice.chosen if choice is not None else "",
        operations=_operations(desk, [name]),
    )


def _seat(seen: Observation, place: int, power: Power) -> SeatRow:
    flashpoint = seen.world.flashpoints[place]
    mine = power is seen.power
    stake = flashpoint.stakes[power]
    if mine and seen.sheet.private_flashpoint == place and stake:
        stake = max(1, stake + seen.sheet.private_stake)
    return SeatRow(
        power=power,
        name=seen.world.powers[power].name,
        part=_part(flashpoint, power),
        stake=stake,
        alert=Alert(seen.commons.flashpoints[place].alerts[power]).key,
        strength=sum(vector(believe(seen), Setting(), place, power)) // 4,
        stance=Stance(seen.sheet.stances[place]).key.replace("_", "-") if mine else "",
    )


def _part(flashpoint: Flashpoint, power: Power) -> str:
    if power is flashpoint.challenger:
        return "challenger"
    if power is flashpoint.lead:
        return "lead"
    return "backer" if power is flashpoint.backer else "supporter"


def _control(seen: Observation, flashpoint: Flashpoint, control: int) -> str:
    """Return who holds how much, in words."""
    if not control:
        return "as it was at the beginning"
    who = flashpoint.challenger if control > 0 else flashpoint.lead
    return f"{abs(control)} towards {party(seen.world, who.key)}"


def _home(world: World, flashpoint: Flashpoint, extra: int) -> str:
    """Return what the partner itself is worth there."""
    worth = flashpoint.home_strength + extra
    if flashpoint.partner is None or not worth:
        return ""
    return f"{names_of(world).parties[flashpoint.partner.key]} itself: strength {worth}"
