"""Step 7, home: needles, constituencies, capital, credibility, lanes and growth, agreements (R2.8, R9, R10).

A needle moves one toward its mark each turn, two if the mark is three or more above.
Support moves up to three toward 50 + 5 x the sum of the constituencies.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import mul

from rules.catalogue import staked
from rules.content import World
from rules.contest import present
from rules.diplomacy import end_pact
from rules.draft import Draft
from rules.journal import SignalTested
from rules.orders import ASK, RELIEF, SHARE, Family
from rules.policy import partners_roll
from rules.readings import View, alarm_total, prepared
from rules.state import EMPTY, Said, pact_between
from rules.terms import (
    ALLY,
    POWERS,
    RIVALS,
    Alert,
    Power,
    Role,
    SignalKind,
    Track,
)

ROLE_TRACKS = (Track.HAWKS, Track.DOVES, Track.KEEPERS)


def home(draft: Draft) -> None:
    """Let the turn's acts work on every power at home; a war ends the game before it (R8.9)."""
    if draft.state.commons.ending is not None:
        return
    crossed = draft.state.commons.crossed and draft.state.commons.two_percent_turn == draft.state.turn
    if crossed:
        partners_roll(draft, "two per cent")
    _needles(draft)
    for power in POWERS:
        _constituencies(draft, power)
        _support(draft, power)
        _capital(draft, power)
    _ask(draft)
    strengths = sea_strengths(draft)
    for power in POWERS:
        _signals(draft, power)
        _duty(draft, power)
        _lanes(draft, power, strengths)
        _growth(draft, power)
        _strain(draft, power)
    _integrate(draft)
    _patron(draft)
    _lapse(draft)


# ---------- alarm (R9.3, R9.4, R9.5) ----------


def menace(draft: Draft, rival: Power) -> int:
    """Return what a power adds to anybody's mark about it: strike, doctrine, dial, loudest act (R9.4)."""
    state, world = draft.state, draft.state.world
    commons = state.commons
    offensive = sum([world.doctrine[name].offensive for name in commons.doctrines[rival]])
    steps = int((commons.dials[rival] - commons.start_dials[rival]) / world.powers[rival].year_step)
    loud = draft.loud[rival] + draft.louder[rival] + _fielded(draft, rival)
    return state.powers[rival].caps[0] // 3 + offensive + max(-1, min(3, steps)) + min(3, loud)


def mark(draft: Draft, power: Power, rival: Power) -> int:
    """Return the mark toward which a power's alarm about a rival moves (R9.4)."""
    return _mark(draft, power, rival, menace(draft, rival), _restraints(draft), {})


def _mark(
    draft: Draft,
    power: Power,
    rival: Power,
    threat: int,
    restraints: list[tuple[str, str, int]],
    seen: dict[tuple[int, ...], int],
) -> int:
    near = _near(draft, power, rival, seen)
    goal = draft.state.world.powers[power].alarm_base[rival] + threat + min(2, near // 3)
    for one, other, by in restraints:
        if (power.key, rival.key) in ((one, other), (other, one)):
            goal += by
    return goal


def _restraints(draft: Draft) -> list[tuple[str, str, int]]:
    """Return the agreements in force that lower marks (R9.4)."""
    agreements = draft.state.world.agreement
    found = [(pact.one, pact.other, agreements[pact.agreement].marks) for pact in draft.state.commons.pacts]
    return [each for each in found if each[2]]


def _near(draft: Draft, power: Power, rival: Power, known: dict[tuple[int, ...], int]) -> int:
    """Return a rival's counters in the areas a power watches; allies watch much the same (R9.4)."""
    starts = _watched(draft.state.world, power, rival)
    found = known.get(starts)
    if found is None:
        counters = draft.state.counters
        found = known[starts] = sum([sum(counters[start : start + 8]) for start in starts])
    return found


def _watched(world: World, power: Power, rival: Power) -> tuple[int, ...]:
    """Return where a rival's counts begin in the areas in which a power watches it, its own soil excepted."""
    known = world.memo.get(("watched", power, rival))
    if not isinstance(known, tuple):
        areas = [
            world.area_index[name]
            for place in staked(world, power)
            for name in world.flashpoints[place].areas
        ]
        known = world.memo[("watched", power, rival)] = tuple(
            (nth << 5) + (rival << 3) for nth in areas if world.areas[nth].owner != rival
        )
    return known


def _fielded(draft: Draft, rival: Power) -> int:
    flags = draft.state.powers[rival].flags
    return int(any(name == "fielded" and until >= draft.state.turn for name, until in flags))


def _needles(draft: Draft) -> None:
    """Move every needle toward its mark, and calm hawks where alarm is grave and nothing was done (R9.5)."""
    threats = [menace(draft, power) for power in POWERS]
    restraints = _restraints(draft)
    seen: dict[tuple[int, ...], int] = {}
    for power in POWERS:
        own = draft.state.powers[power]
        for rival in RIVALS[power]:
            goal = max(0, min(10, _mark(draft, power, rival, threats[rival], restraints, seen)))
            now = own.alarm[rival]
            if goal != now:
                step = 2 if goal >= now + 3 else 1 if goal > now else -1
                draft.shift(power, Track.ALARM, step, "mark", rival)
        if alarm_total(own) >= draft.state.world.terms.grave_alarm and not draft.busy[power]:
            draft.shift(power, Track.HAWKS, -1, "gravest environment, nothing done")


# ---------- constituencies, support, capital (R10.5, R4.4) ----------


def set_points(draft: Draft, power: Power) -> tuple[int, int, int]:
    """Return where the three constituencies are drawn to by standing facts (R10.5)."""
    points = list(draft.state.world.powers[power].set_points)
    for role, by, tests in _standing_facts(draft.state.world, power):
        for test in tests:
            if not test(draft.state):
                break
        else:
            points[role] += by
    one, two, three = (max(-3, min(3, point)) for point in points)
    return one, two, three


def _standing_facts(world: World, power: Power) -> list[tuple[int, int, list[Callable[[View], bool]]]]:
    """Return a power's standing facts with their conditions made ready (R10.5)."""
    known = world.memo.get(("facts", power))
    if not isinstance(known, list):
        known = world.memo[("facts", power)] = [
            (int(each.role), each.by, [prepared(world, condition, power) for condition in each.when])
            for each in world.powers[power].facts
        ]
    return known


def _constituencies(draft: Draft, power: Power) -> None:
    """Move each constituency one step toward its set-point every second turn."""
    if draft.state.turn % 2:
        return
    own = draft.state.powers[power]
    for role, point in zip(Role, set_points(draft, power), strict=True):
        now = own.roles[role]
        draft.shift(power, ROLE_TRACKS[role], (point > now) - (point < now), "set-point")


def _support(draft: Draft, power: Power) -> None:
    own, terms = draft.state.powers[power], draft.state.world.terms
    if power == Power.DPRK and not own.support:
        return  # R4.6: a regime at 0 has fallen
    goal = 50 + 5 * sum(own.roles)
    if alarm_total(own) >= terms.grave_alarm:
        goal += terms.grave_support
    draft.shift(power, Track.SUPPORT, max(-3, min(3, goal - own.support)), "mark")


def _capital(draft: Draft, power: Power) -> None:
    """Give one capital, two at high support, none at low (R4.4)."""
    own, terms = draft.state.powers[power], draft.state.world.terms
    if own.support >= terms.capital_low_support:
        draft.shift(power, Track.CAPITAL, 2 if own.support >= terms.capital_support else 1, "turn")


# ---------- the ask and signals (R9.6, R9.7) ----------


def _ask(draft: Draft) -> None:
    """Every fourth turn hold Japan's share against what was asked (R9.7)."""
    commons, terms = draft.state.commons, draft.state.world.terms
    if commons.turn < terms.ask_start_turn or (commons.turn - terms.ask_start_turn) % terms.ask_every:
        return
    share = commons.dials[Power.JAPAN]
    if share >= commons.ask:
        if commons.cohesion < terms.ask_cohesion_most:
            draft.turn(Track.COHESION, 1, "the ask met")
    elif share < commons.ask - terms.ask_slack:
        draft.turn(Track.COHESION, -1, "the ask missed")


def _signals(draft: Draft, power: Power) -> None:
    """Test the signals of last turn (R9.6)."""
    own, turn = draft.state.powers[power], draft.state.turn
    if not own.said:
        return
    for said in own.said:
        if said.turn < turn:
            kept = _kept(draft, power, said)
            if kept is not None:
                draft.tell(SignalTested, power, said.kind, said.subject, kept)
                _reward(draft, power, said, kept)
    own.said = tuple(said for said in own.said if said.turn >= turn)


def _reward(draft: Draft, power: Power, said: Said, kept: bool) -> None:
    own, turn = draft.state.powers[power], draft.state.turn
    if not kept:
        draft.shift(power, Track.CREDIBILITY, -1, f"{said.kind.key} not kept")
        return
    if turn - own.proved >= 2:
        own.proved = turn
        draft.shift(power, Track.CREDIBILITY, 1, f"{said.kind.key} kept")
    place = draft.state.world.flashpoint_index.get(said.subject)
    if place is None:
        return
    if said.kind == SignalKind.COMMIT:
        draft.state.commons.flashpoints[place].committed_until = turn + 2
    else:
        by = 1 if said.kind == SignalKind.WARN else -1
        for rival in RIVALS[power]:
            if draft.state.world.flashpoints[place].stakes[rival]:
                draft.shift(rival, Track.ALARM, by, f"{said.kind.key} kept", power)


def _kept(draft: Draft, power: Power, said: Said) -> bool | None:
    """Tell whether a signal was kept; None where it was not put to the test."""
    world, commons = draft.state.world, draft.state.commons
    place = world.flashpoint_index.get(said.subject)
    if said.kind == SignalKind.DEMAND:
        return _granted(draft, power, said)
    if said.subject == SHARE:
        return commons.dials[power] >= said.amount
    if place is None:
        return bool(said.amount) or any(
            pact.agreement == said.subject and power.key in (pact.one, pact.other)
            for pact in (*commons.pacts, *draft.state.secret_pacts)
        )
    if said.kind == SignalKind.REASSURE:
        return not _hot_act(draft, place, (power,))
    if said.kind == SignalKind.COMMIT:
        return _hot_act(draft, place, (power,)) or _moved_or_alert(draft, place, power)
    return _answered(draft, place, power) if _hot_act(draft, place, RIVALS[power]) else None


def _hot_act(draft: Draft, place: int, powers: tuple[Power, ...]) -> bool:
    return any(
        act.quarrel == place and act.operation.heat >= 2 and any(seat in powers for seat in act.seats)
        for act in draft.acts
    )


def _answered(draft: Draft, place: int, power: Power) -> bool:
    """Tell whether a power acted at a flashpoint: an operation, an alert, a deployment or a press."""
    return (
        any(act.quarrel == place and power in act.seats for act in draft.acts)
        or (place, power) in draft.pressed
        or _moved_or_alert(draft, place, power)
    )


def _moved_or_alert(draft: Draft, place: int, power: Power) -> bool:
    alert = draft.state.commons.flashpoints[place].alerts[power]
    return alert == Alert.CRISIS or (place, power) in draft.moved_in


def _granted(draft: Draft, power: Power, said: Said) -> bool | None:
    """Tell whether a demand was granted, or followed by an act priced in capital against its addressee."""
    commons = draft.state.commons
    whom = {Power.JAPAN if said.subject == ASK else Power.US}
    if said.subject == ASK:
        met = commons.dials[Power.JAPAN] >= said.amount
    elif said.subject == RELIEF:
        met = bool(draft.relief_named) or bool(
            pact_between(commons.pacts, "freeze_for_relief", "us", power.key)
        )
    else:
        taken = [each for each in commons.measures if (each.operation, each.target) == (said.subject, power)]
        met, whom = not taken, {each.by for each in taken}
    followed = any(
        act.power == power and act.target in whom and act.operation.capital > 0 for act in draft.acts
    ) or any(order.party in [each.key for each in whom] for order in draft.orders(power, Family.RENOUNCE))
    return True if met or followed else None


# ---------- duty, lanes, growth, strain (R8.7, R3.4, R6.3) ----------


def _duty(draft: Draft, power: Power) -> None:
    """Take credibility from a power absent two turns running where it has a duty (R8.7)."""
    world, commons = draft.state.world, draft.state.commons
    for name in world.powers[power].duty:
        place = world.flashpoint_index[name]
        quarrel = commons.flashpoints[place]
        there = present(draft.state, place, power) or any(
            act.quarrel == place and power in act.seats for act in draft.acts
        )
        if there or quarrel.rung >= 4:
            quarrel.absent[power] = 0
            continue
        quarrel.absent[power] += 1
        if quarrel.absent[power] >= 2:
            quarrel.absent[power] = 0
            draft.shift(power, Track.CREDIBILITY, -1, f"absent at {name}")


def _lanes(draft: Draft, power: Power, strengths: dict[tuple[str, Power], int]) -> None:
    """Count the lane points that rivals contest (R3.4, C11)."""
    world, commons = draft.state.world, draft.state.commons
    lost = 0
    one, other = RIVALS[power]
    for name, points in world.powers[power].lanes:
        rivals = strengths[name, one] + strengths[name, other]
        if rivals >= world.terms.lane_strength:
            friends = strengths[name, power] + strengths[name, ALLY[power]]
            if rivals > 2 * friends:
                lost += points
    commons.lost_lanes[power] = lost
    draft.state.powers[power].lane_points += lost


def sea_strengths(draft: Draft) -> dict[tuple[str, Power], int]:
    """Return every power's strength in every lane area, doubled by an escort there (R3.4)."""
    state = draft.state
    strengths, counters = _strengths(state.world), state.counters
    found: dict[tuple[str, Power], int] = {}
    for name, nth in _lane_areas(state.world):
        if not any(counters[nth << 5 : (nth + 1) << 5]):
            found[name, POWERS[0]] = found[name, POWERS[1]] = 0
            found[name, POWERS[2]] = found[name, POWERS[3]] = 0
            continue
        for power in POWERS:
            start = (nth << 5) + (power << 3)
            counts = counters[start : start + 8]
            total = 0
            if counts != EMPTY:
                total = sum(map(mul, counts, strengths[power]))
                if (power, name) in draft.escorted:
                    total *= 2
            found[name, power] = total
    return found


def _strengths(world: World) -> tuple[tuple[int, ...], ...]:
    """Return the strength of each kind of counter, power by power."""
    known = world.memo.get("strengths")
    if not isinstance(known, tuple):
        known = world.memo["strengths"] = tuple(zip(*world.terms.strength, strict=True))
    return known


def _lane_areas(world: World) -> tuple[tuple[str, int], ...]:
    known = world.memo.get("lane areas")
    if not isinstance(known, tuple):
        names = {name for terms in world.powers for name, _ in terms.lanes}
        known = world.memo["lane areas"] = tuple(
            (area.id, nth) for nth, area in enumerate(world.areas) if area.id in names
        )
    return known


def growth_drag(draft: Draft, power: Power) -> int:
    """Return the basis points of growth that crises and trade measures cost this turn (tables 6.8)."""
    state, world = draft.state, draft.state.world
    terms = world.terms
    drag = 0
    for place in staked(world, power):
        rung = state.commons.flashpoints[place].rung
        if rung > terms.growth_rung:
            drag += terms.growth_step * (rung - terms.growth_rung)
    for measure in state.commons.measures:
        standing = world.operation[measure.operation].standing
        if standing is not None:
            drag -= standing.growth_target if measure.target == power else 0
            drag -= standing.growth_self if measure.by == power else 0
    return drag


def _growth(draft: Draft, power: Power) -> None:
    commons, own = draft.state.commons, draft.state.powers[power]
    drag = growth_drag(draft, power)
    own.growth_lost += drag
    commons.gdp[power] += commons.gdp[power] * (commons.growth[power] - drag) // 10_000


def _strain(draft: Draft, power: Power) -> None:
    if draft.state.turn % 2 == 0:
        draft.shift(power, Track.STRAIN, -1, "time")


# ---------- alliance tracks and agreements (R10.3, R10.4) ----------


def integration_cap(draft: Draft) -> int:
    """Return how far integration may rise: each cap is lifted in turn (R10.3, C16)."""
    commons, world = draft.state.commons, draft.state.world
    lifts = {
        world.doctrine[name].lifts_cap
        for power in (Power.JAPAN, Power.US)
        for name in commons.doctrines[power]
    } | {world.agreement[pact.agreement].lifts_cap for pact in commons.pacts}
    cap = 2
    while cap + 1 in lifts:
        cap += 1
    return cap


def _integrate(draft: Draft) -> None:
    """Turn five pips into a step, at most one every two turns, within the cap (R10.3)."""
    commons, terms = draft.state.commons, draft.state.world.terms
    ready = commons.pips >= terms.pips_a_step and commons.turn - commons.stepped >= terms.step_every
    if ready and commons.integration < integration_cap(draft):
        commons.stepped = commons.turn
        draft.turn(Track.PIPS, -terms.pips_a_step, "integration")
        draft.turn(Track.INTEGRATION, 1, "pips")
    if commons.pips > terms.pips_a_step:
        draft.turn(Track.PIPS, terms.pips_a_step - commons.pips, "waiting for the cap")


def _patron(draft: Draft) -> None:
    """Let China-DPRK cohesion return slowly (tables 6.5)."""
    commons, terms = draft.state.commons, draft.state.world.terms
    if commons.patron < terms.patron_rest and commons.turn % terms.patron_every == 0:
        draft.turn(Track.PATRON, 1, "time")


def _lapse(draft: Draft) -> None:
    """End agreements whose term is over, and drop flags and streams that have run out."""
    state, turn = draft.state, draft.state.turn
    for pact in (*state.commons.pacts, *state.secret_pacts):
        if pact.until and pact.until <= turn:
            end_pact(draft, pact, "term")
    for own in state.powers:
        if own.flags:
            own.flags = tuple(each for each in own.flags if each[1] > turn)
        if own.streams:
            own.streams = tuple(each for each in own.streams if each.until > turn)
