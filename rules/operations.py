"""Step 5, operations: authority, then every modifier, then all dice, then effects and rungs (R2.6, R7).

Each rung rises by one if any operation there was hotter than the rung it found.
"""

from __future__ import annotations

from typing import Final

from attrs import frozen

from rules import prices
from rules.catalogue import area_quarrel
from rules.content import Operation
from rules.contest import (
    FULL,
    challenges,
    gate_of,
    ground,
    modifiers,
    present,
    principal,
    result_of,
    side_of,
    stake,
    summed,
    vector,
)
from rules.diplomacy import break_pact
from rules.draft import Act, Cause, Draft
from rules.journal import Authority, Contested, MeasureTaken, Modifier, Operated, Rolled
from rules.orders import Family, Lift, Operate
from rules.state import EMPTY, MeasureInForce
from rules.terms import (
    ALLY,
    KINDS,
    POWER_NAMED,
    POWERS,
    REACHING,
    RIVALS,
    Partner,
    Power,
    Purpose,
    Resolution,
    Result,
    Scope,
    Stance,
    Track,
    UnitKind,
    halved,
    same_side,
)

CONTEST: Final = Resolution.CONTEST
ANSWER: Final = Resolution.ANSWER
PROBE: Final = Resolution.PROBE
"""Members asked of every act, named once: an attribute of an enum costs ten times a name."""


@frozen
class Bout:
    """A contest with its sum of modifiers, read before any die falls."""

    act: Act
    rows: tuple[Modifier, ...]
    total: int


def operations(draft: Draft) -> None:
    """Carry out all operations of the turn."""
    _lift(draft)
    _gather(draft)
    _seek_authority(draft)
    _prepare(draft)
    bouts = _read_contests(draft)
    _wear(draft)
    rolled = [(bout, draft.dice(Purpose.CONTEST, _subject(bout.act))) for bout in bouts]
    for act in draft.acts:
        _unopposed(draft, act)
    for bout, pair in rolled:
        _resolve(draft, bout, pair)
    _climb(draft)


def _subject(act: Act) -> str:
    return f"{act.power.key}:{act.operation.id}:{act.place}"


# ---------- who does what ----------


def _lift(draft: Draft) -> None:
    commons = draft.state.commons
    for power in POWERS:
        orders: list[Lift] = draft.orders(power, Family.LIFT)
        for order in orders:
            lifted = MeasureInForce(order.operation, power, order.target)
            if lifted in commons.measures:
                commons.measures = tuple(each for each in commons.measures if each != lifted)
                draft.tell(MeasureTaken, power, order.operation, order.target, False)


def _gather(draft: Draft) -> None:
    """Collect, pay for and announce the operations, in the order of the data and the powers."""
    place = draft.state.world.operation_place
    found: list[tuple[Power, Operate]] = []
    for power in POWERS:
        orders: list[Operate] = draft.orders(power, Family.OPERATION)
        orders = sorted(orders, key=lambda each: (place[each.operation], each.place))
        for nth, order in enumerate(orders):
            _charge(draft, power, order, nth)
            found.append((power, order))
    for power, order in found:
        act = _act(draft, power, order, found)
        if act is not None:
            draft.acts.append(act)
    draft.acts.sort(key=lambda act: (99 if act.quarrel is None else act.quarrel, act.power))


def _charge(draft: Draft, power: Power, order: Operate, nth: int) -> None:
    world = draft.state.world
    operation = world.operation[order.operation]
    capital = operation.capital + (world.terms.extra_operation_capital if nth else 0)
    draft.pay(power, prices.operation_money(world, power, operation), "operation", operation.id)
    draft.shift(power, Track.CAPITAL, -capital, operation.id)
    draft.shift(power, Track.STOCKS, -operation.stocks, operation.id)


def _act(draft: Draft, power: Power, order: Operate, found: list[tuple[Power, Operate]]) -> Act | None:
    """Return the act an order comes to; None where it was folded into the ally's or has no forces left."""
    world = draft.state.world
    operation = world.operation[order.operation]
    quarrel = _quarrel(draft, order, operation.scope)
    if not _ready(draft, power, operation, quarrel):
        draft.fail(power, f"operate {operation.id} {order.place}", "no counter fit for it was there")
        return None
    ally = _ally(draft, power, order, found, quarrel)
    if ally is not None and ally < power and (ally, order) in found:
        return None
    target = POWER_NAMED.get(order.place)
    if operation.scope == Scope.FLASHPOINT and quarrel is not None:
        flashpoint = world.flashpoints[quarrel]
        target = principal(flashpoint, not challenges(flashpoint, power))
    draft.tell(Operated, power, operation.id, order.place, ally, operation.covert)
    both = (power, ally) if ally is not None and (ally, order) in found else (power,)
    return Act(power, operation, order.place, quarrel, target, ally, both)


def _quarrel(draft: Draft, order: Operate, scope: Scope) -> int | None:
    world = draft.state.world
    if scope == Scope.FLASHPOINT:
        return world.flashpoint_index[order.place]
    if scope == Scope.AREA:
        return area_quarrel(world, order.place)
    if scope == Scope.RIVAL:
        via = [world.flashpoint_index[name] for name in world.operation[order.operation].via]
        quarrels = draft.state.commons.flashpoints
        return max(via, key=lambda nth: (quarrels[nth].rung, -nth)) if via else None
    return None


def _ready(draft: Draft, power: Power, operation: Operation, quarrel: int | None) -> bool:
    """Tell whether a power has a counter fit for an operation where it takes place, if it needs one."""
    if not operation.arms or quarrel is None:
        return True
    strengths = vector(draft.state, draft.setting, quarrel, power)
    return any(strengths[kind] for kind in operation.arms)


def _ally(
    draft: Draft, power: Power, order: Operate, found: list[tuple[Power, Operate]], quarrel: int | None
) -> Power | None:
    """Return the ally that takes part: on equal sheets, or by a joint-exercise agreement in force (R5.4)."""
    if not order.joint:
        return None
    ally = ALLY[power]
    if (ally, order) in found:
        operation = draft.state.world.operation[order.operation]
        return ally if _ready(draft, ally, operation, quarrel) else None
    agreements = draft.state.world.agreement
    agreed = any(
        agreements[pact.agreement].consent
        and power.key in (pact.one, pact.other)
        and ally.key in (pact.one, pact.other)
        for pact in draft.state.commons.pacts
    )
    return ally if agreed and quarrel is not None and present(draft.state, quarrel, ally) else None


def _wear(draft: Draft) -> None:
    """Take the readiness that operations cost, once every modifier is read (R2.6, R5.4)."""
    world = draft.state.world
    for power in POWERS:
        for order in draft.orders(power, Family.OPERATION):
            draft.shift(power, Track.READINESS, -world.operation[order.operation].readiness, order.operation)
    for act in draft.acts:
        if act.ally is not None and Operate(act.operation.id, act.place, True) not in draft.orders(
            act.ally, Family.OPERATION
        ):
            draft.shift(act.ally, Track.READINESS, -(act.operation.readiness // 2), act.operation.id)


# ---------- before the dice ----------


def _seek_authority(draft: Draft) -> None:
    """Let every power whose counters would count above its rung seek authority, once a flashpoint (R7.8)."""
    world, setting = draft.state.world, draft.setting
    contested = {
        act.quarrel
        for act in draft.acts
        if act.quarrel is not None and (act.operation.resolution == CONTEST or _rolls_back(draft, act))
    }
    for place in sorted(contested):
        flashpoint, quarrel = world.flashpoints[place], draft.state.commons.flashpoints[place]
        for power in POWERS:
            gate = gate_of(world, power, flashpoint, quarrel.rung)
            if gate is None or gate.doctrine in draft.state.commons.doctrines[power]:
                continue
            if not flashpoint.stakes[power] or not present(draft.state, place, power):
                continue
            if quarrel.gates[power] == 0:
                _roll_authority(draft, place, power)
            elif quarrel.gates[power] == 1:
                setting.authority[place, power] = 1


def _roll_authority(draft: Draft, place: int, power: Power) -> None:
    world, quarrel = draft.state.world, draft.state.commons.flashpoints[place]
    gate = world.powers[power].gate
    modifier = draft.state.powers[power].roles[gate.role]
    if gate.with_integration:
        modifier += draft.state.commons.integration
    name = world.flashpoints[place].id
    granted = draft.roll(Purpose.AUTHORITY, f"{power.key}:{name}", gate.need, modifier, power)
    draft.tell(Authority, power, name, granted)
    quarrel.gates[power] = 3 if granted else 1
    draft.setting.authority[place, power] = FULL if granted else 0


def _prepare(draft: Draft) -> None:
    """Note answers, drills, consent withheld, feeding and loudness before anything is read."""
    world, setting = draft.state.world, draft.setting
    for act in draft.acts:
        operation = act.operation
        _note_loudness(draft, act)
        if operation.escort:
            draft.escorted[act.power, act.place] = 1
        if act.quarrel is None:
            continue
        challenging = challenges(world.flashpoints[act.quarrel], act.power)
        if operation.resolution == ANSWER:
            setting.answered.add((act.quarrel, challenging))
            if operation.heat >= 2:
                setting.drilled.add(act.quarrel)
        if operation.heat >= draft.began[act.quarrel]:
            draft.feed(act.quarrel, act.power)
        if operation.heat >= 2:
            for seat in act.seats:
                draft.busy[seat] = True
    for act in draft.acts:
        if act.quarrel is not None and act.operation.arms and _withheld(draft, act.quarrel, act.power):
            setting.withheld.add((act.quarrel, act.power))


def _note_loudness(draft: Draft, act: Act) -> None:
    """Note the loudest act of the turn: heat 2 is 1, 3-4 is 2, 5 and more is 3 (R9.4)."""
    operation = act.operation
    loud = operation.loud if operation.loud >= 0 else (0, 0, 1, 2, 2, 3, 3, 3, 3, 3)[operation.heat]
    if operation.exercise and _quiet(draft, act.power):
        loud = 0
    for seat in act.seats:
        draft.loud[seat] = max(draft.loud[seat], loud)


def _quiet(draft: Draft, power: Power) -> bool:
    agreements = draft.state.world.agreement
    return any(
        agreements[pact.agreement].quiet_exercises and power.key in (pact.one, pact.other)
        for pact in draft.state.commons.pacts
    )


def _withheld(draft: Draft, place: int, power: Power) -> bool:
    """Tell whether a power fights from bases whose host withholds them (R7.9)."""
    world, state = draft.state.world, draft.state
    spots = ground(world, place)
    for nth in (*spots.areas, *spots.reach):
        area = world.areas[nth]
        start = (nth << 5) + (power << 3)
        if state.counters[start : start + 8] == EMPTY:
            continue
        if area.owner is not None and area.owner != power:
            if state.powers[area.owner].stances[place] == Stance.OFF_RAMP and draft.began[place] >= 4:
                return True
        elif area.partner is not None and state.commons.alignment[area.partner] < 2:
            return True
    return False


def _read_contests(draft: Draft) -> list[Bout]:
    """Read every contest's modifiers from the position at the start of the step (R2.6)."""
    bouts = []
    for act in draft.acts:
        contest = act.operation.resolution == CONTEST and act.quarrel is not None
        if contest or _rolls_back(draft, act):
            assert act.quarrel is not None
            rows = modifiers(
                draft.state, draft.setting, act.quarrel, act.power, act.ally is not None, act.operation
            )
        elif act.operation.resolution == PROBE:
            rows = probe_rows(draft, act)
        else:
            continue
        bouts.append(Bout(act, tuple(rows), summed(rows)))
    return bouts


def _rolls_back(draft: Draft, act: Act) -> bool:
    """Tell whether an answer met no contest and control stands against its side (R7.5)."""
    if act.quarrel is None or act.operation.escort or act.operation.resolution != ANSWER:
        return False
    flashpoint = draft.state.world.flashpoints[act.quarrel]
    challenging = challenges(flashpoint, act.power)
    opposed = any(
        other.quarrel == act.quarrel
        and other.operation.resolution == CONTEST
        and challenges(flashpoint, other.power) != challenging
        for other in draft.acts
    )
    control = draft.state.commons.flashpoints[act.quarrel].control
    return not opposed and (control < 0 if challenging else control > 0)


def probe_rows(draft: Draft, act: Act) -> list[Modifier]:
    """Return a probe's modifiers: cyber and space against the same, no forces (tables 6.3)."""
    assert act.target is not None
    own, other = draft.state.powers[act.power].caps[4], draft.state.powers[act.target].caps[4]
    edge = act.operation.edge + sum(
        more
        for name in draft.state.commons.doctrines[act.power]
        for which, more in draft.state.world.doctrine[name].edges
        if which == act.operation.id
    )
    rows = [("edge", edge), ("cyber and space", max(-3, min(3, halved(own - other))))]
    return [row for row in rows if row[1]]


# ---------- what has no contest ----------


def _unopposed(draft: Draft, act: Act) -> None:
    operation = act.operation
    cause = _cause(act)
    _breaches(draft, act)
    if operation.resolution == Resolution.TEST:
        _test(draft, act)
    elif operation.resolution == Resolution.TABLE:
        _table(draft, act)
    if operation.exercise and not draft.exercised and act.power in (Power.JAPAN, Power.US):
        draft.exercised = True
        draft.turn(Track.PIPS, 1, operation.id)
    if operation.standing is not None and act.target is not None:
        _take_measure(draft, act)
    draft.apply(operation.always, cause)
    if operation.heat >= draft.state.world.terms.hot and operation.resolution != Resolution.TEST:
        draft.shift(act.power, Track.HAWKS, 1, operation.id)
        if not _spared(draft, act):
            draft.shift(act.power, Track.DOVES, -1, operation.id)
    _entrapment(draft, act)


def _cause(act: Act) -> Cause:
    area = act.place if act.operation.scope == Scope.AREA else ""
    return Cause(act.operation.id, act.power, act.quarrel, act.target, area)


def _spared(draft: Draft, act: Act) -> bool:
    return any(
        act.operation.id in draft.state.world.doctrine[name].spares
        for name in draft.state.commons.doctrines[act.power]
    )


def _entrapment(draft: Draft, act: Act) -> None:
    """Let Japan's public fear being dragged in: a US act at rung 5+ in another's quarrel (C23)."""
    if act.power != Power.US or act.quarrel is None or draft.began[act.quarrel] < 5:
        return
    flashpoint = draft.state.world.flashpoints[act.quarrel]
    if flashpoint.lead != Power.JAPAN and act.operation.heat >= 2:
        draft.shift(Power.JAPAN, Track.DOVES, -1, "entrapment")


def _breaches(draft: Draft, act: Act) -> None:
    """End the agreements that forbid this act, and let the breaker pay (R10.4)."""
    state = draft.state
    for pact in (*state.commons.pacts, *state.secret_pacts):
        agreement = state.world.agreement[pact.agreement]
        if act.operation.id in agreement.forbids and act.power.key in (pact.one, pact.other):
            other = pact.other if pact.one == act.power.key else pact.one
            if agreement.payee and agreement.payee != act.power.key:
                continue
            if act.target is None or agreement.payee or other == act.target.key:
                break_pact(draft, pact, act.power, act.operation.id)


def _test(draft: Draft, act: Act) -> None:
    """Roll a test: success is a pip, failure costs support, a natural 2 or 12 alarms (R7.11, C12)."""
    operation, own = act.operation, draft.state.powers[act.power]
    assert operation.tests is not None
    level = own.caps[operation.tests]
    helped = operation.help_flag and any(
        name == operation.help_flag and until >= draft.state.commons.turn for name, until in own.flags
    )
    need = operation.difficulty - (2 if helped else 0)
    pair = draft.dice(Purpose.TEST, _subject(act))
    passed = sum(pair) + level >= need
    draft.tell(Rolled, act.power, Purpose.TEST, _subject(act), pair, level, need, passed)
    draft.state.commons.tested = draft.state.commons.turn
    if passed:
        own.tests += 1
        if level < operation.pip_ceiling:
            draft.add_test_pip(act.power, Track(int(operation.tests)), 1, operation.id)
    else:
        draft.shift(act.power, Track.SUPPORT, -2, "test failed")
    if sum(pair) in (2, 12):
        for rival in RIVALS[act.power]:
            draft.shift(rival, Track.ALARM, 1, "spectacular test", act.power)


def _table(draft: Draft, act: Act) -> None:
    operation, own = act.operation, draft.state.powers[act.power]
    modifier = 0 if operation.tests is None else halved(own.caps[operation.tests] - 5)
    pair = draft.dice(Purpose.TEST, _subject(act))
    total = sum(pair) + modifier
    draft.tell(Rolled, act.power, Purpose.TEST, _subject(act), pair, modifier, 0, True)
    rows = [row for row in operation.table if total >= row.at_least]
    if rows:
        draft.apply(max(rows, key=lambda row: row.at_least).effects, _cause(act))


def _take_measure(draft: Draft, act: Act) -> None:
    assert act.target is not None
    commons = draft.state.commons
    taken = MeasureInForce(act.operation.id, act.power, act.target)
    if taken not in commons.measures:
        commons.measures = (*commons.measures, taken)
        commons.measured[act.power] += 1
        draft.tell(MeasureTaken, act.power, act.operation.id, act.target, True)


# ---------- contests ----------


def _resolve(draft: Draft, bout: Bout, pair: tuple[int, int]) -> None:
    act = bout.act
    total = sum(pair) + bout.total
    result = result_of(total)
    covert = act.operation.resolution == PROBE and result > Result.SETBACK
    name = act.operation.id
    draft.tell(Contested, act.power, name, act.place, pair, total, result, bout.rows, covert)
    if act.operation.resolution == PROBE:
        _probed(draft, act, result)
    elif act.operation.resolution == ANSWER:
        if result >= Result.GAIN:
            _move_control(draft, act, 1)
    else:
        _outcome(draft, act, result)


def _probed(draft: Draft, act: Act, result: Result) -> None:
    """A probe that gains opens the other's books for some turns; one that fails is found (tables 6.3)."""
    assert act.target is not None
    if result >= Result.GAIN:
        turn = draft.state.commons.turn + draft.state.world.terms.exact_turns
        draft.state.powers[act.power].exact[act.target] = turn
        draft.apply(act.operation.gain, _cause(act))
    elif result <= Result.SETBACK:
        if act.power in RIVALS[act.target]:
            draft.shift(act.target, Track.ALARM, 1, "probe found", act.power)
        draft.apply(act.operation.setback, _cause(act))


def _outcome(draft: Draft, act: Act, result: Result) -> None:
    """Apply what a contest brings (R7.6)."""
    operation, place = act.operation, act.quarrel
    assert place is not None
    flashpoint = draft.state.world.flashpoints[place]
    challenging = challenges(flashpoint, act.power)
    if operation.heat >= 6:
        draft.state.commons.flashpoints[place].fired_at |= 1 if challenging else 2
    if result >= Result.GAIN:
        grip = operation.grip
        if result == Result.MAJOR_GAIN:
            grip = operation.grip_major or (grip + 1 if operation.heat >= 5 and grip else grip)
            draft.shift(act.power, Track.SUPPORT, 2, operation.id)
        draft.shift(act.power, Track.HAWKS, 1, operation.id)
        if _move_control(draft, act, grip):
            for power in side_of(flashpoint, not challenging):
                price = (stake(draft.state, place, power) + 1) // 2
                if flashpoint.stakes[power]:
                    draft.shift(power, Track.SUPPORT, -price, f"lost ground at {flashpoint.id}")
        draft.apply(operation.gain, _cause(act))
    elif result <= Result.SETBACK:
        _setback(draft, act, result)
    if draft.began[place] >= 6 and result != Result.NO_CHANGE:
        _clash(draft, act, result)


def _setback(draft: Draft, act: Act, result: Result) -> None:
    operation = act.operation
    flashpoint = draft.state.world.flashpoints[act.quarrel or 0]
    major = result == Result.MAJOR_SETBACK
    draft.shift(act.power, Track.SUPPORT, -4 if major else -2, operation.id)
    if not major:
        draft.shift(act.power, Track.READINESS, -2, operation.id)
    if flashpoint.partner is not None and not major:
        away = 1 if not same_side(act.power, Power.US) else -1
        draft.turn(Track.ALIGNMENT, away, operation.id, Partner(flashpoint.partner).key)
    if major and operation.grip:
        _move_control(draft, act, -1)
        draft.turn(Track.COHESION, 1, f"{operation.id} thrown back")
    draft.apply(operation.setback, _cause(act))


def _move_control(draft: Draft, act: Act, by: int) -> int:
    """Move control toward the acting side within the operation's ceiling, and return how far (R7.7)."""
    assert act.quarrel is not None
    flashpoint = draft.state.world.flashpoints[act.quarrel]
    toward = 1 if challenges(flashpoint, act.power) else -1
    held = toward * draft.state.commons.flashpoints[act.quarrel].control
    if by > 0:
        ceiling = (act.operation.heat + 1) // 2
        if act.operation.resolution == ANSWER:
            ceiling = 0
        by = max(0, min(by, ceiling - held))
    return draft.control(act.quarrel, toward * by, act.operation.id) * toward if by else 0


def _clash(draft: Draft, act: Act, result: Result) -> None:
    """Let the loser of a contest at rung 6+ lose counters (R7.10)."""
    assert act.quarrel is not None
    flashpoint = draft.state.world.flashpoints[act.quarrel]
    won = result >= Result.GAIN
    loser = principal(flashpoint, not challenges(flashpoint, act.power)) if won else act.power
    count = 2 if result in (Result.MAJOR_GAIN, Result.MAJOR_SETBACK) else 1
    count += concentrated(draft, act.quarrel, loser)
    for _ in range(count):
        _lose_one(draft, act, loser)


def _lose_one(draft: Draft, act: Act, loser: Power) -> None:
    assert act.quarrel is not None
    spots = ground(draft.state.world, act.quarrel)
    counters = draft.state.counters
    arms = act.operation.arms or KINDS
    where = {kind: spots.areas + (spots.reach if kind in REACHING else ()) for kind in arms}
    totals = {kind: sum(counters[(area << 5) + (loser << 3) + kind] for area in where[kind]) for kind in arms}
    kind = max(totals, key=lambda each: (totals[each], -each), default=None)
    if kind is None or not totals[kind]:
        return
    area = max(
        where[kind],
        key=lambda each: (counters[(each << 5) + (loser << 3) + kind], -each),
    )
    draft.take(loser, UnitKind(kind), area, 1, f"clash at {draft.state.world.flashpoints[act.quarrel].id}")


def concentrated(draft: Draft, place: int, power: Power) -> bool:
    """Tell whether three or more counters and over half a power's strength here stand in one area (R7.10)."""
    counters, strength = draft.state.counters, draft.state.world.terms.strength
    rows: list[tuple[int, int]] = []
    for area in ground(draft.state.world, place).areas:
        start = (area << 5) + (power << 3)
        counts = counters[start : start + 8]
        rows.append((sum(counts), sum(counts[kind] * strength[kind][power] for kind in KINDS)))
    total = sum(each for _, each in rows)
    return any(count >= 3 and 2 * weight > total for count, weight in rows)


# ---------- rungs (R2.6, R8.8) ----------


def _climb(draft: Draft) -> None:
    """Raise each rung by one where an operation was hotter than the rung it found."""
    for place in range(len(draft.state.world.flashpoints)):
        hotter = [
            act for act in draft.acts if act.quarrel == place and act.operation.heat > draft.began[place]
        ]
        if hotter:
            draft.climb(place, 1, "operations", _blame(hotter))
            draft.climbed.add(place)


def _blame(acts: list[Act]) -> list[tuple[int, int]]:
    """Share 60 parts equally among acts; a joint ally takes a third of its partner's share (R8.8)."""
    each = 60 // len(acts)
    parts: list[tuple[int, int]] = []
    for act in acts:
        if act.ally is None:
            parts.append((act.power, each))
        else:
            parts += [(act.power, each - each // 3), (act.ally, each // 3)]
    return parts
