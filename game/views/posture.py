"""The Posture tab: alerts, stances, operations open now by place, and counters with where they may go."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from attrs import frozen

from game.players.base import Desk
from game.views.catalogue import Offer, offer
from game.views.certainties import certain_chips
from game.views.chips import Chip
from game.views.clauses import price_chips
from game.views.names import party, place
from game.views.odds import odds_rows
from game.views.order_book import without
from game.views.order_words import cost
from game.views.readiness import wear
from game.wording import names_of
from rules import prices
from rules.catalogue import catalogue_of, staked
from rules.observation import Observation
from rules.orders import Deploy, Family, Operate, SetAlert, TakeStance
from rules.terms import ALLY, KINDS, Alert, Stance, UnitKind

NO_CONTEST: Final = "no contest"
AT_HOME: Final = "-"
_CRISIS_RUNG: Final = 4


@frozen
class Choice:
    """A standing choice at a flashpoint: what stands, what is chosen, and what may be chosen instead."""

    flashpoint: str
    name: str
    stands: str
    chosen: str
    offers: tuple[Offer, ...]


@frozen
class OperationRow:
    """An operation at a place: its chance in words, or `no contest`, or why it is locked; joint beside it."""

    order: Operate
    name: str
    place: str
    heat: int
    chance: str
    percent: int | None
    price: tuple[Chip, ...]
    certain: tuple[Chip, ...]
    summary: str
    offer: Offer
    joint: Offer | None = None


@frozen
class Place:
    """The operations of a place, those that may be ordered first."""

    place: str
    name: str
    rows: tuple[OperationRow, ...]


@frozen
class Stack:
    """Counters of a kind in an area: how many stand there, how many stay, where those may go now."""

    area: str
    kind: UnitKind
    count: int
    staying: int
    destinations: tuple[str, ...]


@frozen
class March:
    """A move on the sheet."""

    index: int
    kind: UnitKind
    count: int
    origin: str
    destination: str


@frozen
class Posture:
    """The Posture tab of a seat with what its sheet holds so far."""

    acts_used: int
    acts: int
    alerts: tuple[Choice, ...]
    stances: tuple[Choice, ...]
    places: tuple[Place, ...]
    stacks: tuple[Stack, ...]
    marches: tuple[March, ...]


class Known:
    """What does not change of operations while one observation's sheet is written, so it is reckoned once."""

    def __init__(self, seen: Observation) -> None:
        self._seen = seen
        self._chances: dict[Operate, int | None] = {}
        self._words: dict[Operate, tuple[tuple[Chip, ...], str]] = {}

    def chance(self, order: Operate) -> int | None:
        """Return the chance of success in per cent, or None where no dice are thrown."""
        if order not in self._chances:
            view = odds_rows(order, self._seen)
            self._chances[order] = None if view is None else view.success
        return self._chances[order]

    def words(self, order: Operate) -> tuple[tuple[Chip, ...], str]:
        """Return what an operation does whatever falls, and its summary."""
        if order not in self._words:
            summary = self._seen.world.operation[order.operation].summary
            prose = names_of(self._seen.world).prose(summary)
            self._words[order] = certain_chips(self._seen, order), prose
        return self._words[order]


def posture(desk: Desk, known: Known | None = None) -> Posture:
    """Return the Posture tab of a seat with what its sheet holds so far."""
    seen = desk.observation
    acts = prices.posture_acts(seen.world, seen.sheet)
    return Posture(
        acts_used=acts - desk.left.posture,
        acts=acts,
        alerts=alerts(desk),
        stances=stances(desk),
        places=operations(desk, known),
        stacks=stacks(desk),
        marches=marches(desk),
    )


# ---------- standing choices (R5.2, R5.5) ----------


def alerts(desk: Desk) -> tuple[Choice, ...]:
    """Return the alert at every flashpoint where the seat has a stake."""
    seen = desk.observation
    found = []
    for nth in staked(seen.world, seen.power):
        name = seen.world.flashpoints[nth].id
        stands = Alert(seen.commons.flashpoints[nth].alerts[seen.power])
        chosen = [
            each.level for each in desk.sheet.orders if isinstance(each, SetAlert) and each.flashpoint == name
        ]
        orders = [SetAlert(name, level) for level in Alert]
        found.append(_choice(desk, name, stands, chosen[-1] if chosen else stands, orders))
    return tuple(found)


def stances(desk: Desk) -> tuple[Choice, ...]:
    """Return the stance at every flashpoint in crisis where the seat has a stake (R8.1)."""
    seen = desk.observation
    found = []
    for nth in staked(seen.world, seen.power):
        if seen.commons.flashpoints[nth].rung < _CRISIS_RUNG:
            continue
        name, stands = seen.world.flashpoints[nth].id, Stance(seen.sheet.stances[nth])
        chosen = [
            each.stance
            for each in desk.sheet.orders
            if isinstance(each, TakeStance) and each.flashpoint == name
        ]
        orders = [TakeStance(name, stance) for stance in Stance]
        found.append(_choice(desk, name, stands, chosen[-1] if chosen else stands, orders))
    return tuple(found)


def _choice(
    desk: Desk,
    flashpoint: str,
    stands: Alert | Stance,
    chosen: Alert | Stance,
    orders: Iterable[SetAlert | TakeStance],
) -> Choice:
    offers = tuple(_level(desk, order, stands, chosen) for order in orders)
    name = place(desk.observation.world, flashpoint)
    return Choice(flashpoint, name, _key(stands), _key(chosen), offers)


def _level(desk: Desk, order: SetAlert | TakeStance, stands: Alert | Stance, chosen: Alert | Stance) -> Offer:
    level = order.level if isinstance(order, SetAlert) else order.stance
    if level == stands:
        return Offer(order, _key(level), "free", written=level == chosen)
    return offer(order, _key(level), desk if level == chosen else without(desk, order))


def _key(level: Alert | Stance) -> str:
    return level.key.replace("_", "-")


# ---------- operations (R7) ----------


def operations(desk: Desk, known: Known | None = None) -> tuple[Place, ...]:
    """Return every operation the seat may ever order, by place in the order of the map."""
    return operations_at(desk, _in_map_order(desk.observation), known)


def operations_at(desk: Desk, places: Iterable[str], known: Known | None = None) -> tuple[Place, ...]:
    """Return every operation the seat may ever order at some places, place by place."""
    seen = desk.observation
    known = Known(seen) if known is None else known
    by_place: dict[str, list[Operate]] = {}
    for order in catalogue_of(seen.world, seen.power).family(Family.OPERATION):
        if isinstance(order, Operate) and not order.joint:
            by_place.setdefault(order.place, []).append(order)
    return tuple(_place(desk, name, by_place[name], known) for name in places if name in by_place)


def _in_map_order(seen: Observation) -> list[str]:
    """Return all places: flashpoints, then areas, then powers, then home."""
    world = seen.world
    return [
        *[each.id for each in world.flashpoints],
        *[each.id for each in world.areas],
        *[each.power.key for each in world.powers],
        AT_HOME,
    ]


def _place(desk: Desk, name: str, orders: list[Operate], known: Known) -> Place:
    found = (_operation(desk, order, known) for order in orders)
    rows = sorted(found, key=lambda row: bool(row.offer.locked))
    title = "At home" if name == AT_HOME else place(desk.observation.world, name)
    return Place(name, title, tuple(rows))


def _operation(desk: Desk, order: Operate, known: Known) -> OperationRow:
    operation = desk.observation.world.operation[order.operation]
    found = offer(order, operation.name, desk)
    percent = None if found.locked else known.chance(order)
    certain, summary = known.words(order)
    return OperationRow(
        order=order,
        name=operation.name,
        place=order.place,
        heat=operation.heat,
        chance=found.locked or (NO_CONTEST if percent is None else f"{percent} %"),
        percent=percent,
        price=price_of(order, desk),
        certain=certain,
        summary=summary,
        offer=found,
        joint=joint_offer(order, desk),
    )


def joint_offer(order: Operate, desk: Desk) -> Offer | None:
    """Return an operation together with the ally, or None where it is always done alone."""
    seen = desk.observation
    both = Operate(order.operation, order.place, True)
    if not seen.world.operation[order.operation].joint:
        return None
    if catalogue_of(seen.world, seen.power).place(both) is None:
        return None
    return offer(both, f"with {party(seen.world, ALLY[seen.power].key)}", desk)


def price_of(order: Operate, desk: Desk) -> tuple[Chip, ...]:
    """Return what an operation takes, readiness included, after what the sheet holds before it."""
    seen, before = desk.observation, desk.sheet.orders
    if order in before:
        before = before[: before.index(order)]
    found = cost(order, seen, before)
    return price_chips(found.money, found.capital, found.stocks, wear(order, seen))


# ---------- counters (R3) ----------


def stacks(desk: Desk) -> tuple[Stack, ...]:
    """Return the seat's counters by area and kind, with where those that stay may go now."""
    seen = desk.observation
    goals: dict[tuple[str, UnitKind], list[str]] = {}
    for order in desk.menu(Family.DEPLOY):
        if not order.whole:
            goals.setdefault((order.origin, order.kind), []).append(order.destination)
    gone: dict[tuple[str, UnitKind], int] = {}
    for march in marches(desk):
        key = (march.origin, march.kind)
        gone[key] = gone.get(key, 0) + march.count
    found = []
    for nth, area in enumerate(seen.world.areas):
        for kind in KINDS:
            count = seen.count(nth, seen.power, kind)
            if count:
                key = (area.id, kind)
                found.append(Stack(area.id, kind, count, count - gone.get(key, 0), tuple(goals.get(key, ()))))
    return tuple(found)


def marches(desk: Desk) -> tuple[March, ...]:
    """Return the moves on the sheet, each with how many counters go and its place on the sheet."""
    seen = desk.observation
    gone: dict[tuple[str, UnitKind], int] = {}
    found = []
    for index, order in enumerate(desk.sheet.orders):
        if isinstance(order, Deploy):
            key = (order.origin, order.kind)
            there = seen.count(seen.world.area_index[order.origin], seen.power, order.kind)
            count = there - gone.get(key, 0) if order.whole else 1
            gone[key] = gone.get(key, 0) + count
            found.append(March(index, order.kind, count, order.origin, order.destination))
    return tuple(found)
