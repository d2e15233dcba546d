"""Contests: who counts with how much, what modifies the roll, what may come of it (R7, R9.1).

Sum = initiative + edge + forces + readiness + alert + surveillance + cyber + signalled + answered
+ host consent + overreach + divided attention - deterrence, between -5 and +5; 2d6 + sum decides.
The same functions adjudicate and advise: they read a state, the true one or one that is believed.
"""

from __future__ import annotations

from typing import Final

from attrs import define, field, frozen

from rules.content import Flashpoint, Gate, Operation, World
from rules.journal import Modifier
from rules.state import EMPTY, State, has_flag
from rules.terms import ALLY, KINDS, REACHING, Alert, Capability, Power, Result, SignalKind, UnitKind

FULL: Final = 2
"""A power's whole weight, in halves."""

JAPAN: Final = Power.JAPAN
CRISIS: Final = Alert.CRISIS
STRIKE: Final = Capability.STRIKE
MISSILE_DEFENCE: Final = Capability.MISSILE_DEFENCE
SURVEILLANCE: Final = Capability.SURVEILLANCE
CYBER_SPACE: Final = Capability.CYBER_SPACE
"""Members read at every contest, named once: an attribute of an enum costs ten times a name."""

MOST: Final = 5
"""The sum of modifiers lies between -MOST and +MOST (R7.4)."""

WAYS: Final = tuple(
    sum(1 for one in range(1, 7) for two in range(1, 7) if one + two >= need) for need in range(14)
)
"""In how many of 36 throws two dice reach a number."""


@frozen
class Ground:
    """Where counters count at a flashpoint, as places in the published order of areas."""

    areas: tuple[int, ...]
    reach: tuple[int, ...]


@define
class Setting:
    """What the turn adds to the position: late counters, answers, consent withheld, authority."""

    late: dict[int, int] = field(factory=dict)
    answered: set[tuple[int, bool]] = field(factory=set)
    withheld: set[tuple[int, int]] = field(factory=set)
    authority: dict[tuple[int, int], int] = field(factory=dict)
    drilled: set[int] = field(factory=set)
    joined: set[tuple[int, int]] = field(factory=set)
    vectors: dict[tuple[int, int], list[int]] = field(factory=dict)
    standing: dict[tuple[int, int], list[Modifier]] = field(factory=dict)


def ground(world: World, place: int) -> Ground:
    """Return a flashpoint's areas and those adjacent to them."""
    known = world.memo.get(("ground", place))
    if not isinstance(known, Ground):
        flashpoint = world.flashpoints[place]
        areas = tuple(world.area_index[name] for name in flashpoint.areas)
        reach = tuple(
            nth
            for nth, area in enumerate(world.areas)
            if nth not in areas and any(name in area.adjacent for name in flashpoint.areas)
        )
        known = world.memo[("ground", place)] = Ground(areas, reach)
    return known


def challenges(flashpoint: Flashpoint, power: Power) -> bool:
    """Tell whether a power stands on the challenger's side (R0)."""
    return power in (flashpoint.challenger, flashpoint.backer)


def side_of(flashpoint: Flashpoint, challenging: bool) -> tuple[Power, ...]:
    """Return the powers of one side, its principal first."""
    return flashpoint.challengers if challenging else flashpoint.defenders


def principal(flashpoint: Flashpoint, challenging: bool) -> Power:
    """Return the power that a side is judged by."""
    return flashpoint.challenger if challenging else flashpoint.lead


def stake(state: State, place: int, power: Power) -> int:
    """Return a power's stake, printed and private together (R12.3)."""
    printed = state.world.flashpoints[place].stakes[power]
    own = state.powers[power]
    if printed and own.private_flashpoint == place:
        return max(1, printed + own.private_stake)
    return printed


def present(state: State, place: int, power: Power) -> int:
    """Return how many counters of a power are in place or in reach at a flashpoint (R0)."""
    spots = ground(state.world, place)
    counters = state.counters
    found = 0
    for area in spots.areas:
        start = (area << 5) + (power << 3)
        found += sum(counters[start : start + 8])
    for area in spots.reach:
        start = (area << 5) + (power << 3)
        found += counters[start + 3] + counters[start + 5] + counters[start + 1]
    return found


def in_place(state: State, place: int, power: Power) -> int:
    """Return how many counters of a power stand in a flashpoint's areas (R0)."""
    counters = state.counters
    return sum(
        sum(counters[(area << 5) + (power << 3) : (area << 5) + (power << 3) + 8])
        for area in ground(state.world, place).areas
    )


def vector(state: State, setting: Setting, place: int, power: Power) -> list[int]:
    """Return a power's strength at a flashpoint by kind, in quarters: in place 4, reach or late 2 (R7.2)."""
    known = setting.vectors.get((place, power))
    if known is not None:
        return known
    counters, late = state.counters, setting.late
    strength = state.world.terms.strength
    found = [0] * 8
    spots = ground(state.world, place)
    for area in spots.areas:
        start = (area << 5) + (power << 3)
        if counters[start : start + 8] != EMPTY:
            for kind in KINDS:
                count = counters[start + kind]
                if count:
                    tardy = min(count, late.get(start + kind, 0)) if late else 0
                    found[kind] += (4 * count - 2 * tardy) * strength[kind][power]
    for area in spots.reach:
        start = (area << 5) + (power << 3)
        if counters[start : start + 8] != EMPTY:
            for kind in REACHING:
                count = counters[start + kind]
                if count:
                    tardy = min(count, late.get(start + kind, 0)) if late else 0
                    found[kind] += (2 * count - tardy) * strength[kind][power]
    setting.vectors[place, power] = found
    return found


def gate_of(world: World, power: Power, flashpoint: Flashpoint, rung: int) -> Gate | None:
    """Return the gate a power stands before at a flashpoint and rung, if any (R7.8)."""
    gate = world.powers[power].gate
    return gate if rung > gate.free_rung and flashpoint.id in gate.flashpoints else None


def authority(state: State, setting: Setting, place: int, power: Power) -> int:
    """Return a power's legal weight at a flashpoint in halves: 2 whole, 1 half, 0 none (R7.8)."""
    known = setting.authority.get((place, power))
    if known is not None:
        return known
    world = state.world
    quarrel = state.commons.flashpoints[place]
    gate = gate_of(world, power, world.flashpoints[place], quarrel.rung)
    if gate is None or gate.doctrine in state.commons.doctrines[power]:
        return FULL
    return (0, 1, FULL, FULL)[quarrel.gates[power]]


def joint_tenths(state: State) -> int:
    """Return how much Japan and the United States count for each other (R7.2)."""
    commons = state.commons
    return min(10, (commons.cohesion + 2 * commons.integration + 2) // 2)


def link_count(state: State, flashpoint: Flashpoint) -> int:
    """Return the network links that bear on a flashpoint (R7.2)."""
    agreements, wanted = state.world.agreement, flashpoint.link_names
    return sum(
        [
            agreements[pact.agreement].link and (pact.one in wanted or pact.other in wanted)
            for pact in state.commons.pacts
        ]
    )


def weight(
    state: State, setting: Setting, place: int, power: Power, acting: bool, operation: Operation
) -> int:
    """Return a power's strength in a contest, whole, after its factor (R7.2)."""
    flashpoint = state.world.flashpoints[place]
    strengths = setting.vectors.get((place, power)) or vector(state, setting, place, power)
    quarters = 0
    for kind in operation.arms:
        quarters += strengths[kind]
    if acting:
        quarters += _bonus(state, place, power, operation)
    if operation.on_land and (acting or present(state, place, power)):
        caps = state.powers[power].caps
        quarters = 8 * caps[STRIKE if acting else MISSILE_DEFENCE]
    units = quarters // 4 * authority(state, setting, place, power) // 2
    if acting or not units:
        return units
    if power == flashpoint.backer:
        return units * state.commons.patron // 10
    if power == flashpoint.lead and flashpoint.partner is not None and flashpoint.lead != JAPAN:
        return units * max(0, min(10, 5 + state.commons.alignment[flashpoint.partner])) // 10
    if power in flashpoint.supporters:
        return units * joint_tenths(state) // 10
    return units


def _bonus(state: State, place: int, power: Power, operation: Operation) -> int:
    """Return what doctrine adds to some counters' strength, in quarters (tables 6.5)."""
    found = 0
    doctrines = state.world.doctrine
    for name in state.commons.doctrines[power]:
        for which, kind, more in doctrines[name].arms_bonus:
            if which == operation.id:
                for area in ground(state.world, place).areas:
                    found += 4 * more * state.counters[(area << 5) + (power << 3) + kind]
    return found


def forces(
    state: State, setting: Setting, place: int, power: Power, joint: bool, operation: Operation
) -> tuple[int, int]:
    """Return acting and opposing strength (R7.2)."""
    flashpoint = state.world.flashpoints[place]
    challenging = challenges(flashpoint, power)
    acting = weight(state, setting, place, power, True, operation)
    if joint:
        ally = weight(state, setting, place, ALLY[power], True, operation)
        acting += ally * joint_tenths(state) // 10
    opposing = sum(
        [
            weight(state, setting, place, each, False, operation)
            for each in side_of(flashpoint, not challenging)
        ]
    )
    home = _home_strength(state, place, operation) + link_count(state, flashpoint)
    return (acting, opposing + home) if challenging else (acting + home, opposing)


def _home_strength(state: State, place: int, operation: Operation) -> int:
    """Return what the partner brings: a third where only the coast guard counts (R7.2)."""
    home = state.world.flashpoints[place].home_strength
    if not home:
        return 0
    home += state.commons.flashpoints[place].extra_home
    return home // 3 if operation.arms == (UnitKind.COASTGUARD,) else home


def ratio(acting: int, opposing: int) -> int:
    """Return the forces modifier: six times the difference over the sum, between -3 and +3 (R7.3)."""
    if not acting + opposing:
        return 0
    value = 6 * abs(acting - opposing) // (acting + opposing)
    return min(3, value) if acting >= opposing else -min(3, value)


def deterrence(state: State, setting: Setting, place: int) -> tuple[int, int, int]:
    """Return the three legs of deterrence, 0-4 each: capability, credibility, communication (R9.1)."""
    return (
        _capability(state, setting, place),
        _credibility(state, place),
        _communication(state, place),
    )


def _capability(state: State, setting: Setting, place: int) -> int:
    flashpoint = state.world.flashpoints[place]
    caps = state.powers[flashpoint.lead].caps
    leg = (caps[STRIKE] + caps[MISSILE_DEFENCE] + caps[SURVEILLANCE]) // 6
    counters = [present(state, place, power) for power in (flashpoint.lead, *flashpoint.supporters)]
    bound = flashpoint.lead != JAPAN or state.commons.cohesion >= state.world.terms.cohesion_present
    if bound and any(
        count and authority(state, setting, place, ally) == FULL
        for ally, count in zip(flashpoint.supporters, counters[1:], strict=True)
    ):
        leg += 1
    if link_count(state, flashpoint) >= 3:
        leg += 1
    if place in setting.drilled:
        leg += 1
    return max(0, min(4, leg, 1 + sum(counters)))


def _credibility(state: State, place: int) -> int:
    flashpoint, commons = state.world.flashpoints[place], state.commons
    lead = commons.credibility[flashpoint.lead]
    if flashpoint.lead == JAPAN:
        umbrella = min(commons.credibility[Power.US], commons.cohesion // 2)
        leg = (lead + umbrella + 1) // 2
    elif not flashpoint.treaty:
        leg = lead - (commons.flashpoints[place].committed_until < commons.turn)
    else:
        partner = flashpoint.partner
        weak = flashpoint.backer is None and partner is not None and commons.alignment[partner] < 2
        leg = lead - weak
    return max(0, min(4, leg))


def _communication(state: State, place: int) -> int:
    flashpoint, commons = state.world.flashpoints[place], state.commons
    leg = 1 + (commons.integration >= 2) + len(_talks(state, flashpoint))
    leg += any(
        has_flag(state.powers[power], "agenda_deterrence", commons.turn)
        for power in (flashpoint.lead, *flashpoint.supporters)
    )
    leg += any(
        said.kind == SignalKind.WARN and said.subject == flashpoint.id and said.turn == commons.turn
        for said in state.powers[flashpoint.lead].said
    )
    return min(4, leg)


def _talks(state: State, flashpoint: Flashpoint) -> frozenset[str]:
    """Return the agreements in force that make things clear here: hotline, dialogue (R9.1)."""
    agreements = state.world.agreement
    return frozenset(
        pact.agreement
        for pact in state.commons.pacts
        if flashpoint.id in agreements[pact.agreement].communication
    )


def weakest(legs: tuple[int, int, int]) -> int:
    """Return deterrence: the weakest leg rules (R9.1)."""
    return min(legs)


def modifiers(
    state: State, setting: Setting, place: int, power: Power, joint: bool, operation: Operation
) -> list[Modifier]:
    """Return everything that modifies a contest, as label and value; what is nought is left out (R7.4)."""
    flashpoint = state.world.flashpoints[place]
    acting, opposing = forces(state, setting, place, power, joint, operation)
    rows = [
        ("initiative", int(challenges(flashpoint, power))),
        ("edge", operation.edge + _doctrine_edge(state, power, operation)),
        ("forces", ratio(acting, opposing)),
    ]
    known = setting.standing.get((place, power))
    if known is None:
        known = setting.standing[place, power] = _standing(state, setting, place, power)
    return [row for row in rows if row[1]] + known


def _standing(state: State, setting: Setting, place: int, power: Power) -> list[Modifier]:
    """Return what modifies whatever a power tries at a flashpoint, read once a turn."""
    flashpoint, quarrel = state.world.flashpoints[place], state.commons.flashpoints[place]
    challenging = challenges(flashpoint, power)
    us, them = principal(flashpoint, challenging), principal(flashpoint, not challenging)
    own, other = state.powers[power], state.powers[them]
    held = quarrel.control if challenging else -quarrel.control
    rows = [
        ("readiness", _weak(state, other.readiness) - _weak(state, own.readiness)),
        ("alert", (quarrel.alerts[us] == CRISIS) - (quarrel.alerts[them] == CRISIS)),
        ("surveillance", _gap(state, own.caps[SURVEILLANCE], other.caps[SURVEILLANCE])),
        ("cyber and space", _gap(state, own.caps[CYBER_SPACE], other.caps[CYBER_SPACE])),
        ("acted as signalled", _signalled(state, flashpoint, power)),
        ("answered", -((place, not challenging) in setting.answered)),
        ("host consent", -2 * ((place, power) in setting.withheld)),
        ("overreach", -min(2, held // 2) if held > 0 else 0),
        ("divided attention", _divided(state, place) if challenging else 0),
        ("deterrence", -weakest(deterrence(state, setting, place)) if challenging else 0),
    ]
    return [row for row in rows if row[1]]


def _weak(state: State, readiness: int) -> int:
    return int(readiness < state.world.terms.readiness_weak)


def _gap(state: State, own: int, other: int) -> int:
    gap = state.world.terms.track_gap
    return (own - other >= gap) - (other - own >= gap)


def _signalled(state: State, flashpoint: Flashpoint, power: Power) -> int:
    for said in state.powers[power].said:
        if (
            said.subject == flashpoint.id
            and said.kind in (SignalKind.WARN, SignalKind.COMMIT)
            and said.turn < state.commons.turn
        ):
            return 1
    return 0


def _divided(state: State, place: int) -> int:
    if not state.world.flashpoints[place].divides:
        return 0
    others = [each.rung for nth, each in enumerate(state.commons.flashpoints) if nth != place]
    return int(max(others, default=0) >= 4)


def _doctrine_edge(state: State, power: Power, operation: Operation) -> int:
    doctrines = state.world.doctrine
    return sum(
        [
            more
            for name in state.commons.doctrines[power]
            for which, more in doctrines[name].edges
            if which == operation.id
        ]
    )


def summed(rows: list[Modifier]) -> int:
    """Return the sum of modifiers within its bounds (R7.4)."""
    return max(-MOST, min(MOST, sum([value for _, value in rows])))


def result_of(total: int) -> Result:
    """Return what a total means (R7.6)."""
    if total <= 3:
        return Result.MAJOR_SETBACK
    if total <= 5:
        return Result.SETBACK
    if total <= 8:
        return Result.NO_CHANGE
    return Result.GAIN if total <= 10 else Result.MAJOR_GAIN


def ways_to_reach(need: int) -> int:
    """Return in how many of 36 throws two dice show a number or more."""
    return WAYS[max(0, min(13, need))]


def result_ways(total: int) -> tuple[tuple[Result, int], ...]:
    """Return each result of a contest with its ways in 36 for a sum of modifiers."""
    major, gain = ways_to_reach(11 - total), ways_to_reach(9 - total)
    none, setback = ways_to_reach(6 - total), ways_to_reach(4 - total)
    return (
        (Result.MAJOR_SETBACK, 36 - setback),
        (Result.SETBACK, setback - none),
        (Result.NO_CHANGE, none - gain),
        (Result.GAIN, gain - major),
        (Result.MAJOR_GAIN, major),
    )
