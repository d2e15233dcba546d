"""Step 4, posture: all moves leave, all arrive, then alerts and stances (R2.5, R3)."""

from __future__ import annotations

from attrs import frozen

from rules.content import Area, World
from rules.draft import Draft
from rules.journal import AlertSet, Moved
from rules.orders import Deploy, Family
from rules.terms import LAND_BASED, POWERS, AreaKind, Power, Track, UnitKind


@frozen
class March:
    """Counters on their way."""

    power: Power
    kind: UnitKind
    count: int
    origin: int
    destination: int


def posture(draft: Draft) -> None:
    """Move counters, then set alerts and stances."""
    marches = [march for power in POWERS for march in _leave(draft, power)]
    for march in sorted(marches, key=lambda each: _precedence(draft.state.world, each)):
        _arrive(draft, march)
    for power in POWERS:
        _alerts(draft, power)
        _stances(draft, power)


def _leave(draft: Draft, power: Power) -> list[March]:
    """Take counters from where they were at the start; `all` takes what single moves leave (R3.1)."""
    counters, places = draft.state.counters, draft.state.world.area_index
    orders: list[Deploy] = draft.orders(power, Family.DEPLOY)
    marches: list[March] = []
    for order in sorted(orders, key=lambda each: each.whole):
        origin = places[order.origin]
        spot = (origin << 5) + (power << 3) + order.kind
        count = counters[spot] if order.whole else min(1, counters[spot])
        if not count:
            draft.fail(power, f"deploy {order.kind.key} {order.origin}", "no counter was left there")
            continue
        counters[spot] -= count
        draft.recount.add(power)
        marches.append(March(power, order.kind, count, origin, places[order.destination]))
    return marches


def _precedence(world: World, march: March) -> tuple[int, int, int, int, int]:
    """Return the order of arrival: hosts first, then the published order (R2.5)."""
    visitor = world.areas[march.destination].owner != march.power
    return march.destination, visitor, march.power, march.kind, march.origin


def _arrive(draft: Draft, march: March) -> None:
    """Bring counters in, as far as there is room; the rest stay where they started."""
    world, counters = draft.state.world, draft.state.counters
    room = _room_for(draft, march)
    entering = min(march.count, room)
    base = (march.power << 3) + march.kind
    if entering < march.count:
        counters[(march.origin << 5) + base] += march.count - entering
        name = world.areas[march.destination].id
        draft.fail(march.power, f"deploy {march.kind.key} {name}", "no base was free there")
    if not entering:
        return
    spot = (march.destination << 5) + base
    counters[spot] += entering
    origin, destination = world.areas[march.origin], world.areas[march.destination]
    draft.tell(Moved, march.power, march.kind, entering, origin.id, destination.id)
    crisis = False
    for place, flashpoint in enumerate(world.flashpoints):
        if destination.id in flashpoint.areas:
            draft.moved_in.add((place, march.power))
            crisis |= draft.began[place] >= 4
    if crisis or origin.kind == AreaKind.BOX:
        draft.setting.late[spot] = draft.setting.late.get(spot, 0) + entering
    if destination.id not in world.powers[march.power].home:
        draft.busy[march.power] = True
    if destination.sore and destination.owner is not None and destination.owner != march.power:
        draft.shift(destination.owner, Track.KEEPERS, -1, f"{march.power.key} forces in {destination.id}")


def _room_for(draft: Draft, march: March) -> int:
    """Return how many of the marching counters may stay (R3.1, R3.3)."""
    area, commons = draft.state.world.areas[march.destination], draft.state.commons
    if area.kind == AreaKind.SEA or area.owner == march.power or march.kind not in LAND_BASED:
        return march.count
    agreements, doctrines = draft.state.world.agreement, draft.state.world.doctrine
    rooms = [area.visitors]
    for pact in commons.pacts:
        if {march.power.key, _host(area)} == {pact.one, pact.other}:
            rooms += [room for spot, room in agreements[pact.agreement].capacity if spot == area.id]
    if area.owner is not None:
        for name in commons.doctrines[area.owner]:
            rooms += [room for spot, room in doctrines[name].capacity if spot == area.id]
    counters = draft.state.counters
    taken = sum(
        counters[(march.destination << 5) + (power << 3) + kind]
        for power in POWERS
        if power != area.owner
        for kind in sorted(LAND_BASED)
    )
    return max(0, max(rooms) - taken)


def _host(area: Area) -> str:
    return area.owner.key if area.owner is not None else area.partner.key if area.partner is not None else ""


def _alerts(draft: Draft, power: Power) -> None:
    world, quarrels = draft.state.world, draft.state.commons.flashpoints
    for order in draft.orders(power, Family.ALERT):
        quarrels[world.flashpoint_index[order.flashpoint]].alerts[power] = int(order.level)
        draft.tell(AlertSet, power, order.flashpoint, order.level)


def _stances(draft: Draft, power: Power) -> None:
    world, own = draft.state.world, draft.state.powers[power]
    for order in draft.orders(power, Family.STANCE):
        own.stances[world.flashpoint_index[order.flashpoint]] = int(order.stance)
