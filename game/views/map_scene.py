"""What stands on the map for someone who looks: counters, quarrels, lanes, arrows and what is lit.

A scene is made of an observation or of what is public, and of nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import Final

from attrs import evolve, frozen

from game.views.quarrels import CRISIS, RUNGS
from rules.content import Flashpoint, World
from rules.contest import ground
from rules.journal import Fact, Signalled
from rules.observation import Observation, believe, hidden_areas, with_homes
from rules.orders import Deploy, Order
from rules.state import Commons
from rules.terms import ALLY, KINDS, POWERS, REACHING, RIVALS, Power, SignalKind, UnitKind


class Sight(Enum):
    """How a stack is known: seen, or guessed from what is known of a home, or planned on the sheet."""

    SEEN = "seen"
    GUESSED = "guessed"
    PLANNED = "planned"


@frozen
class Stack:
    """Counters of one kind and power in one area."""

    area: str
    power: Power
    kind: UnitKind
    count: int
    sight: Sight = Sight.SEEN

    @property
    def plan(self) -> bool:
        """Whether it is drawn light: planned or guessed."""
        return self.sight is not Sight.SEEN


@frozen
class Quarrel:
    """A flashpoint as it is shown: rung, the rung a turn ago if known, control, who is in, own alert."""

    id: str
    name: str
    rung: int
    control: int
    seats: tuple[bool, bool, bool, bool]
    last: int | None = None
    alert: int | None = None
    holder: Power | None = None
    """Whose way control leans: the challenger's above nought, the lead's below."""

    @property
    def words(self) -> str:
        """The rung in words."""
        return RUNGS[self.rung]

    @property
    def crisis(self) -> bool:
        """Whether it stands in a crisis."""
        return self.rung >= CRISIS


@frozen
class Arrow:
    """A movement from an area to another: planned on a sheet, or one that is shown as it happens."""

    origin: str
    area: str
    power: Power
    kind: UnitKind | None = None
    plan: bool = False
    count: int = 1


@frozen
class Flight:
    """An effect on its way from an area to a flashpoint's card, with its words."""

    area: str
    flashpoint: str
    words: str


@frozen
class Pennant:
    """A signal in force, beside the sender's mark: where it hangs and what it says."""

    power: Power
    flashpoint: str
    words: str


@frozen
class MapScene:
    """All that is drawn over the map's picture; what is nobody's business to see is not in it."""

    viewer: Power | None = None
    stacks: tuple[Stack, ...] = ()
    quarrels: tuple[Quarrel, ...] = ()
    lit: tuple[str, ...] = ()
    """Areas that stay clear under tracing paper; none lights everything."""
    arrows: tuple[Arrow, ...] = ()
    flights: tuple[Flight, ...] = ()
    contested: tuple[str, ...] = ()
    """Sea areas whose lanes are contested for the viewer."""
    pennants: tuple[Pennant, ...] = ()
    chosen: tuple[str, Power, UnitKind] | None = None
    """The stack that is selected."""

    def there(self, area: str) -> tuple[Stack, ...]:
        """Return the stacks of an area."""
        return tuple(each for each in self.stacks if each.area == area)

    def lighting(self, areas: Iterable[str]) -> MapScene:
        """Return the scene with other areas lit."""
        return evolve(self, lit=tuple(areas))


def scene_of(
    observation: Observation,
    orders: Sequence[Order] = (),
    last: Sequence[int] | None = None,
    news: Iterable[Fact] = (),
) -> MapScene:
    """Return what a seat sees, with the moves on its sheet; `last` are the rungs a turn ago."""
    world, power = observation.world, observation.power
    moves = [order for order in orders if isinstance(order, Deploy)]
    seen = stacks_of(world, observation.counters)
    stacks = _ordered((*seen, *_guessed(observation), *_planned(observation, moves)), world)
    return MapScene(
        viewer=power,
        stacks=stacks,
        quarrels=quarrels_of(world, observation.commons, believe(observation).counters, power, last),
        arrows=tuple(Arrow(each.origin, each.destination, power, each.kind, plan=True) for each in moves),
        contested=contested(world, observation.counters, power),
        pennants=pennants_of(world, observation.commons, news),
    )


def scene_public(
    world: World,
    commons: Commons,
    counters: bytes,
    last: Sequence[int] | None = None,
    at_home: Mapping[Power, tuple[int, ...]] = MappingProxyType({}),
) -> MapScene:
    """Return what several people may see; `at_home` are the hidden counters of powers, by kind."""
    supposed = with_homes(world, counters, at_home)
    guessed = [
        evolve(stack, sight=Sight.GUESSED)
        for stack in stacks_of(world, supposed)
        if not counters[(world.area_index[stack.area] << 5) + (stack.power << 3) + stack.kind]
    ]
    return MapScene(
        stacks=_ordered((*stacks_of(world, counters), *guessed), world),
        quarrels=quarrels_of(world, commons, supposed, None, last),
    )


# ---------- counters ----------


def stacks_of(world: World, counters: bytes | bytearray) -> tuple[Stack, ...]:
    """Return counters as stacks: by area, then Japan, US, China, DPRK, then kind."""
    return tuple(
        Stack(area.id, power, kind, count)
        for nth, area in enumerate(world.areas)
        for power in POWERS
        for kind in KINDS
        if (count := counters[(nth << 5) + (power << 3) + kind])
    )


def _ordered(stacks: Iterable[Stack], world: World) -> tuple[Stack, ...]:
    places = world.area_index
    return tuple(
        sorted(stacks, key=lambda each: (places[each.area], each.power, each.kind, each.sight.value))
    )


def _guessed(observation: Observation) -> list[Stack]:
    """Return the counters in rivals' homes as they are believed to stand (R12.2)."""
    world, belief = observation.world, believe(observation)
    found = []
    for power, name in sorted(hidden_areas(world, observation.power)):
        area = world.area_index[name]
        for kind in KINDS:
            count = belief.count(area, power, kind)
            if count and not observation.count(area, power, kind):
                found.append(Stack(name, power, kind, count, Sight.GUESSED))
    return found


def _planned(observation: Observation, moves: Sequence[Deploy]) -> list[Stack]:
    """Return the counters that the sheet's moves bring."""
    left: dict[tuple[str, UnitKind], int] = {}
    coming: dict[tuple[str, UnitKind], int] = {}
    for order in moves:
        start = (order.origin, order.kind)
        area = observation.world.area_index[order.origin]
        here = left.setdefault(start, observation.count(area, observation.power, order.kind))
        count = here if order.whole else min(1, here)
        left[start] = here - count
        end = (order.destination, order.kind)
        coming[end] = coming.get(end, 0) + count
    return [
        Stack(area, observation.power, kind, count, Sight.PLANNED)
        for (area, kind), count in coming.items()
        if count
    ]


# ---------- quarrels, lanes, signals ----------


def quarrels_of(
    world: World,
    commons: Commons,
    counters: bytes | bytearray,
    viewer: Power | None,
    last: Sequence[int] | None = None,
) -> tuple[Quarrel, ...]:
    """Return the flashpoints as they are shown; a seat is in where it has a stake and counters that count."""
    found = []
    for nth, (flashpoint, state) in enumerate(zip(world.flashpoints, commons.flashpoints, strict=True)):
        there = [flashpoint.stakes[power] > 0 and counts_at(world, counters, nth, power) for power in POWERS]
        found.append(
            Quarrel(
                id=flashpoint.id,
                name=flashpoint.name,
                rung=state.rung,
                control=state.control,
                seats=(there[0], there[1], there[2], there[3]),
                last=last[nth] if last is not None else None,
                alert=state.alerts[viewer] if viewer is not None and flashpoint.stakes[viewer] else None,
                holder=_holder(flashpoint, state.control),
            )
        )
    return tuple(found)


def _holder(flashpoint: Flashpoint, control: int) -> Power | None:
    if not control:
        return None
    return flashpoint.challenger if control > 0 else flashpoint.lead


def counts_at(world: World, counters: bytes | bytearray, place: int, power: Power) -> bool:
    """Tell whether a power has counters in place or in reach at a flashpoint (R0)."""
    spots = ground(world, place)
    for area in spots.areas:
        start = (area << 5) + (power << 3)
        if any(counters[start : start + 8]):
            return True
    return any(counters[(area << 5) + (power << 3) + kind] for area in spots.reach for kind in REACHING)


def contested(world: World, counters: bytes | bytearray, power: Power) -> tuple[str, ...]:
    """Return the lanes of a power in which rivals stand too strong, escorts left aside (R3.4)."""
    strengths = world.terms.strength
    found = []
    for name, _ in world.powers[power].lanes:
        start = world.area_index[name] << 5

        def strong(who: Power, start: int = start) -> int:
            return sum(counters[start + (who << 3) + kind] * strengths[kind][who] for kind in KINDS)

        rivals = sum(strong(each) for each in RIVALS[power])
        friends = strong(power) + strong(ALLY[power])
        if rivals >= world.terms.lane_strength and rivals > 2 * friends:
            found.append(name)
    return tuple(found)


def pennants_of(world: World, commons: Commons, news: Iterable[Fact]) -> tuple[Pennant, ...]:
    """Return the signals of the last turn that are about a flashpoint."""
    found = []
    for fact in news:
        if isinstance(fact, Signalled) and fact.subject in world.flashpoint_index:
            where = world.flashpoints[world.flashpoint_index[fact.subject]].name
            words = f"{world.powers[fact.power].name} {_SAYS[fact.kind]}: {where}"
            found.append(Pennant(fact.power, fact.subject, words))
    return tuple(found)


_SAYS: Final = {
    SignalKind.WARN: "warns",
    SignalKind.REASSURE: "reassures",
    SignalKind.COMMIT: "commits itself",
    SignalKind.DEMAND: "demands",
}
