"""Step 6, crises: stances, accident, calm at each flashpoint; war when all are done (R2.7, R8)."""

from __future__ import annotations

from typing import Final

from rules.contest import ground, in_place, side_of, stake
from rules.draft import Draft
from rules.journal import Fought, GameOver, Rolled, StancesMet
from rules.operations import concentrated
from rules.terms import (
    KINDS,
    POWERS,
    REACHING,
    RIVALS,
    Alert,
    Ending,
    Partner,
    Power,
    Purpose,
    Stance,
    Track,
    UnitKind,
)

CRISIS: Final = 4
"""The rung from which a flashpoint is in crisis (R8.1)."""

ALERTED: Final = Alert.CRISIS
OFF_RAMP: Final = Stance.OFF_RAMP
"""Members read at every flashpoint, named once: an attribute of an enum costs ten times a name."""

WAR: Final = 8
"""The rung that ends the game (R8.9)."""


def crises(draft: Draft) -> None:
    """Work through every flashpoint, then look for war."""
    for place in range(len(draft.state.world.flashpoints)):
        _feed_alerts(draft, place)
        moved = _stances(draft, place) if draft.began[place] >= CRISIS else False
        if not moved and place not in draft.climbed:
            moved = _accident(draft, place)
        if not moved:
            _calm(draft, place)
        _after(draft, place)
    draft.burning = [
        place for place, quarrel in enumerate(draft.state.commons.flashpoints) if quarrel.rung >= WAR
    ]
    if draft.burning:
        _war(draft)


# ---------- stances (R8.2, R8.3, R8.5) ----------


def side_stance(draft: Draft, place: int, challenging: bool) -> Stance:
    """Return a side's stance: the greatest sum of stakes, ties to the more cautious (R8.2)."""
    flashpoint = draft.state.world.flashpoints[place]
    weights = [0, 0, 0]
    for power in side_of(flashpoint, challenging):
        if flashpoint.stakes[power]:
            weights[_stance(draft, place, power)] += stake(draft.state, place, power)
    return Stance(max(range(3), key=lambda nth: (weights[nth], nth)))


def _stance(draft: Draft, place: int, power: Power) -> Stance:
    return Stance(draft.state.powers[power].stances[place])


def _stances(draft: Draft, place: int) -> bool:
    """Let the two sides' stances meet and return whether the rung moved (R8.3)."""
    _pay_for_pressing(draft, place)
    rung = draft.state.commons.flashpoints[place].rung
    attack, defence = side_stance(draft, place, True), side_stance(draft, place, False)
    flashpoint = draft.state.world.flashpoints[place]
    draft.tell(StancesMet, flashpoint.id, attack, defence)
    _breaking_ranks(draft, place, defence)
    if defence == OFF_RAMP and attack != OFF_RAMP:
        _leave_alone(draft, place)
    if attack == Stance.PRESS and defence == Stance.PRESS:
        _both_press(draft, place)
    elif attack == Stance.PRESS:
        _one_presses(draft, place, True, defence == OFF_RAMP)
    elif defence == Stance.PRESS:
        _one_presses(draft, place, False, attack == OFF_RAMP)
    elif attack == OFF_RAMP and defence == OFF_RAMP:
        _both_step_down(draft, place)
    elif attack == OFF_RAMP or defence == OFF_RAMP:
        _one_steps_down(draft, place, attack == OFF_RAMP, rung)
    return draft.state.commons.flashpoints[place].rung != rung


def _pay_for_pressing(draft: Draft, place: int) -> None:
    """Take the capital a press costs high on the ladder; without it the seat holds (R4.5)."""
    if draft.began[place] < 6:
        return
    price = draft.state.world.terms.press_capital
    for power in POWERS:
        own = draft.state.powers[power]
        if draft.state.world.flashpoints[place].stakes[power] and own.stances[place] == Stance.PRESS:
            if own.capital < price:
                own.stances[place] = int(Stance.HOLD)
                draft.fail(power, "stance press", "no capital is left to press with")
            else:
                draft.shift(power, Track.CAPITAL, -price, "press")


def _seats(draft: Draft, place: int, challenging: bool) -> tuple[Power, ...]:
    flashpoint = draft.state.world.flashpoints[place]
    return tuple(power for power in side_of(flashpoint, challenging) if flashpoint.stakes[power])


def _both_press(draft: Draft, place: int) -> None:
    pressers = [
        power
        for challenging in (True, False)
        for power in _seats(draft, place, challenging)
        if _stance(draft, place, power) == Stance.PRESS
    ]
    weights = [draft.state.world.flashpoints[place].stakes[power] for power in pressers]
    blame = [(power, 60 * weight // sum(weights)) for power, weight in zip(pressers, weights, strict=True)]
    for power in pressers:
        draft.feed(place, power)
        draft.pressed.add((place, power))
    draft.climb(place, 1, "both pressed", blame)


def _one_presses(draft: Draft, place: int, challenging: bool, eased: bool) -> None:
    """One side presses: control moves to it, the other pays, half if it stepped aside (R8.3)."""
    quarrel = draft.state.commons.flashpoints[place]
    pressers, yielding = _seats(draft, place, challenging), _seats(draft, place, not challenging)
    if challenging:
        if quarrel.control < (quarrel.rung + 1) // 2:
            draft.control(place, 1, "one-sided press")
    elif quarrel.control > 0:
        draft.control(place, -1, "one-sided press")
    draft.price_of_backing_down(place, yielding, quarrel.rung, eased)
    for power in pressers:
        if _stance(draft, place, power) != Stance.PRESS:
            continue
        draft.shift(power, Track.DOVES, -1, "one-sided press")
        draft.feed(place, power)
        draft.pressed.add((place, power))
        if eased and challenging:
            for rival in RIVALS[power]:
                if _stance(draft, place, rival) != OFF_RAMP:
                    draft.shift(rival, Track.ALARM, 1, "pressed one who stepped aside", power)


def _one_steps_down(draft: Draft, place: int, challenging: bool, rung: int) -> None:
    """An off-ramp that the other side lets stand: down one rung, at a price (R8.3)."""
    draft.climb(place, -1, "off-ramp accepted")
    for power in _seats(draft, place, challenging):
        draft.shift(power, Track.SUPPORT, -(rung // 2), "off-ramp")
        draft.shift(power, Track.HAWKS, -1, "off-ramp")
    if challenging:
        _relief(draft, place, draft.state.world.terms.relief_accepted)


def _both_step_down(draft: Draft, place: int) -> None:
    draft.climb(place, -2, "both off-ramp")
    for challenging in (True, False):
        for power in _seats(draft, place, challenging):
            draft.shift(power, Track.DOVES, 1, "both off-ramp")
            draft.shift(power, Track.CAPITAL, 1, "both off-ramp")
    _relief(draft, place, draft.state.world.terms.relief_both)


def _relief(draft: Draft, place: int, amount: int) -> None:
    """Pay a challenger that steps down where it has a backer: at least this, or the sum agreed (R8.3)."""
    flashpoint = draft.state.world.flashpoints[place]
    if flashpoint.backer is None:
        return
    named = min(draft.relief_named, draft.state.world.terms.relief_most)
    draft.outside(flashpoint.challenger, max(amount, named), "", "relief")


def _breaking_ranks(draft: Draft, place: int, defence: Stance) -> None:
    """Make a seat pay that steps aside from its side (R8.5)."""
    flashpoint, quarrel = draft.state.world.flashpoints[place], draft.state.commons.flashpoints[place]
    us = _stance(draft, place, Power.US)
    if flashpoint.stakes[Power.US] and us == OFF_RAMP and defence != OFF_RAMP:
        if not quarrel.broke_ranks:
            quarrel.broke_ranks = True
            draft.shift(Power.US, Track.CREDIBILITY, -1, "broke ranks")
        if flashpoint.partner is None:
            draft.turn(Track.COHESION, -1, "broke ranks")
        else:
            draft.turn(Track.ALIGNMENT, -1, "broke ranks", Partner(flashpoint.partner).key)
    japan = _stance(draft, place, Power.JAPAN)
    if flashpoint.treaty and us == Stance.PRESS and japan == OFF_RAMP and flashpoint.stakes[Power.JAPAN]:
        draft.turn(Track.COHESION, -1, "broke ranks")
    backer = flashpoint.backer
    if (
        backer is not None
        and _stance(draft, place, flashpoint.challenger) == Stance.PRESS
        and _stance(draft, place, backer) == OFF_RAMP
    ):
        draft.turn(Track.PATRON, -1, "broke ranks")


def _leave_alone(draft: Draft, place: int) -> None:
    """Make a lead pay that steps down alone in a partner's quarrel, once a crisis (R8.12)."""
    flashpoint, quarrel = draft.state.world.flashpoints[place], draft.state.commons.flashpoints[place]
    lead = flashpoint.lead
    if flashpoint.partner is None or quarrel.left_alone or _stance(draft, place, lead) != OFF_RAMP:
        return
    quarrel.left_alone = True
    draft.turn(Track.ALIGNMENT, -1, "left alone", Partner(flashpoint.partner).key)
    if flashpoint.treaty:
        draft.shift(lead, Track.CREDIBILITY, -1, "left a treaty partner alone")


# ---------- accident and calm (R8.4, R8.6) ----------


def _accident(draft: Draft, place: int) -> bool:
    """Roll for an accident where the rung has not moved; return whether one happened (R8.4)."""
    world, quarrel = draft.state.world, draft.state.commons.flashpoints[place]
    need = world.terms.accident[quarrel.rung]
    acted = [act for act in draft.acts if act.quarrel == place]
    if need > 12 or (quarrel.rung < CRISIS and not acted) or quarrel.rung != draft.began[place]:
        return False
    pair = draft.dice(Purpose.ACCIDENT, world.flashpoints[place].id)
    modifier = _danger(draft, place)
    happened = sum(pair) + modifier >= need or sum(pair) == 12
    draft.tell(Rolled, None, Purpose.ACCIDENT, world.flashpoints[place].id, pair, modifier, need, happened)
    if happened:
        flashpoint = world.flashpoints[place]
        feeders = sorted(set(draft.fed.get(place, ()))) or [flashpoint.challenger, flashpoint.lead]
        draft.climb(place, 1, "accident", [(power, 60 // len(feeders)) for power in feeders])
    return happened


def _danger(draft: Draft, place: int) -> int:
    """Return what makes an accident likelier: both sides acting or alert, less hotlines and notice (R8.4)."""
    world, quarrel = draft.state.world, draft.state.commons.flashpoints[place]
    flashpoint = world.flashpoints[place]
    west = side_of(flashpoint, False)
    acted = {act.power in west for act in draft.acts if act.quarrel == place}
    alert = [
        quarrel.alerts[flashpoint.challenger] == ALERTED,
        quarrel.alerts[flashpoint.lead] == ALERTED,
    ]
    calming = {
        pact.agreement
        for pact in draft.state.commons.pacts
        if flashpoint.id in world.agreement[pact.agreement].calms
    }
    return (len(acted) == 2) + all(alert) - len(calming)


def _feed_alerts(draft: Draft, place: int) -> None:
    """Note that seats on crisis alert feed a flashpoint (R0)."""
    for power in POWERS:
        if draft.state.commons.flashpoints[place].alerts[power] == ALERTED:
            draft.feed(place, power)


def _calm(draft: Draft, place: int) -> None:
    """Let a flashpoint fall one rung that nobody fed, while it is no crisis (R8.6)."""
    quarrel, world = draft.state.commons.flashpoints[place], draft.state.world
    if quarrel.rung >= CRISIS or quarrel.rung != draft.began[place] or draft.fed.get(place):
        return
    if quarrel.rung <= 1:
        return
    flashpoint = world.flashpoints[place]
    faced = quarrel.rung == 2 and all(
        any(in_place(draft.state, place, power) for power in side_of(flashpoint, challenging))
        for challenging in (True, False)
    )
    if not faced:
        draft.climb(place, -1, "calm")


def _after(draft: Draft, place: int) -> None:
    """Drain readiness for alerts and open gates; when a crisis ends, let stances, gates and shots go."""
    quarrel = draft.state.commons.flashpoints[place]
    for power in POWERS:
        if quarrel.alerts[power] == ALERTED:
            draft.shift(power, Track.READINESS, -3, "crisis alert")
        if quarrel.gates[power] == 1 and draft.setting.authority.get((place, power)) != 0:
            quarrel.gates[power] = 3
    if quarrel.rung < CRISIS:
        quarrel.gates = [0] * 4
        quarrel.fired_at = 0
        quarrel.broke_ranks = False
        quarrel.left_alone = False
        if draft.began[place] >= CRISIS:
            for own in draft.state.powers:
                own.stances[place] = int(Stance.HOLD)


# ---------- war (R8.9, R8.10) ----------


def _war(draft: Draft) -> None:
    """Count the losses of the war that ends the game, and look for nuclear use."""
    commons, world = draft.state.commons, draft.state.world
    for place in draft.burning:
        one, two, three, four, chance = commons.flashpoints[place].blame
        draft.tell(Fought, world.flashpoints[place].id, (one, two, three, four, chance))
    losses = [
        (power, place, _losses(draft, place, power))
        for place in draft.burning
        for power in POWERS
        if world.flashpoints[place].stakes[power]
    ]
    for power, place, count in losses:
        _lose(draft, place, power, count)
    commons.fought = tuple(draft.burning)
    commons.ending = Ending.NUCLEAR if _nuclear(draft) else Ending.WAR
    draft.tell(GameOver, commons.ending, commons.turn)


def _losses(draft: Draft, place: int, power: Power) -> int:
    """Return a third of the counters in place, rounded up; half if outmatched, crowded or short (R8.9)."""
    flashpoint = draft.state.world.flashpoints[place]
    mine = in_place(draft.state, place, power)
    west = power in side_of(flashpoint, False)
    ours = sum(in_place(draft.state, place, each) for each in side_of(flashpoint, not west))
    theirs = sum(in_place(draft.state, place, each) for each in side_of(flashpoint, west))
    heavy = (
        theirs >= 2 * max(1, ours)
        or concentrated(draft, place, power)
        or draft.state.powers[power].stocks <= 1
    )
    count = -(-mine // (2 if heavy else 3))
    return max(0, count - _dispersed(draft, place, power))


def _dispersed(draft: Draft, place: int, power: Power) -> bool:
    """Tell whether US forces stand at four areas or more near a flashpoint (C22)."""
    spots = ground(draft.state.world, place)
    counters = draft.state.counters
    held = sum(any(counters[(area << 5) + (power << 3) + kind] for kind in KINDS) for area in spots.areas)
    near = sum(any(counters[(area << 5) + (power << 3) + kind] for kind in REACHING) for area in spots.reach)
    return power == Power.US and held + near >= 4


def _lose(draft: Draft, place: int, power: Power, count: int) -> None:
    counters, own = draft.state.counters, draft.state.powers[power]
    label = f"war at {draft.state.world.flashpoints[place].id}"
    for _ in range(count):
        spots = [
            (counters[(area << 5) + (power << 3) + kind], -area, -kind)
            for area in ground(draft.state.world, place).areas
            for kind in KINDS
        ]
        most, area, kind = max(spots)
        if most:
            own.war_lost += draft.take(power, UnitKind(-kind), -area, 1, label)


def _nuclear(draft: Draft) -> bool:
    """Roll once whether a war becomes nuclear (R8.10)."""
    terms, world = draft.state.world.terms, draft.state.world
    for place in draft.burning:
        flashpoint = world.flashpoints[place]
        pair = (flashpoint.challenger, flashpoint.lead)
        if any(draft.state.powers[power].caps[5] >= terms.nuclear_track for power in pair):
            desperate = any(draft.state.powers[power].support < terms.nuclear_desperate for power in pair)
            if draft.roll(Purpose.NUCLEAR, flashpoint.id, terms.nuclear_need, int(desperate)):
                draft.climb(place, 1, "nuclear use")
                return True
            return False
    return False
