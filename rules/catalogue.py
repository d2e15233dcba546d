"""The scenario's catalogue: every order a power could ever be offered, interned, in the published order.

Family comes first, then the order of the data. An order's place in its catalogue never changes.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from rules.content import Operation, Programme, World
from rules.orders import (
    ASK,
    FAMILIES,
    RELIEF,
    SHARE,
    Answer,
    BeginReview,
    Campaign,
    Choose,
    Court,
    Deploy,
    Family,
    FundReadiness,
    Invoke,
    Lift,
    Operate,
    Order,
    Pace,
    Propose,
    Renounce,
    SetAlert,
    SetDial,
    Signal,
    StartProgramme,
    TakeStance,
)
from rules.terms import (
    ASHORE,
    KINDS,
    RIVALS,
    Alert,
    AreaKind,
    Funding,
    Means,
    Measure,
    Pacing,
    Power,
    Scope,
    SignalKind,
    Stance,
    Theme,
    UnitKind,
)


class Catalogue:
    """Every order a power could ever be offered in a scenario, interned, by family."""

    def __init__(self, world: World, power: Power) -> None:
        self.world = world
        self.power = power
        self._families: dict[Family, tuple[Order, ...]] = {}
        self._places: dict[Order, int] | None = None
        self._rows: dict[tuple[int, int], tuple[tuple[int, Deploy, Deploy], ...]] = {}
        self._cut: dict[tuple[int, int, int, bool], tuple[Deploy, ...]] = {}
        self.entries: dict[Order, Any] = {}
        """What legality knows of each operation whatever the position, filled at the first question."""

    def family(self, family: Family) -> tuple[Order, ...]:
        """Return the orders of one family, in the published order."""
        known = self._families.get(family)
        if known is None:
            known = self._families[family] = tuple(_ENUMERATE[family](self))
        return known

    def all(self) -> tuple[Order, ...]:
        """Return the whole catalogue, in the published order."""
        return tuple(order for family in FAMILIES for order in self.family(family))

    def place(self, order: Order) -> int | None:
        """Return an order's fixed place in the catalogue, or None where it is not in it."""
        if self._places is None:
            self._places = {each: place for place, each in enumerate(self.all())}
        return self._places.get(order)

    def deploy_row(self, kind: int, origin: int) -> tuple[tuple[int, Deploy, Deploy], ...]:
        """Return (destination, one, all) for every area where counters of this kind may ever stand."""
        row = self._rows.get((kind, origin))
        if row is None:
            row = self._rows[(kind, origin)] = tuple(self._make_row(UnitKind(kind), origin))
        return row

    def deploys(self, kind: int, origin: int, mask: int, many: bool) -> tuple[Deploy, ...]:
        """Return the moves from an origin to the areas in a bit mask, memoised."""
        key = (kind, origin, mask, many)
        cut = self._cut.get(key)
        if cut is None:
            moves: list[Deploy] = []
            for destination, one, whole in self.deploy_row(kind, origin):
                if mask >> destination & 1:
                    moves.append(one)
                    if many:
                        moves.append(whole)
            cut = self._cut[key] = tuple(moves)
        return cut

    def _make_row(self, kind: UnitKind, origin: int) -> Iterator[tuple[int, Deploy, Deploy]]:
        areas = self.world.areas
        for destination, area in enumerate(areas):
            if destination == origin or not may_ever_stand(self.world, self.power, kind, destination):
                continue
            here = areas[origin].id
            yield destination, Deploy(kind, False, here, area.id), Deploy(kind, True, here, area.id)


def may_ever_stand(world: World, power: Power, kind: UnitKind, place: int) -> bool:
    """Tell whether a power's kind of counter may ever stand in an area, under any agreement (R3.1)."""
    area = world.areas[place]
    if area.kind == AreaKind.SEA:
        return kind not in ASHORE
    if area.owner == power or power in area.open_to:
        return True
    return any(
        area.id in (name for name, _ in agreement.capacity) and _is_party(power, agreement.between)
        for agreement in world.agreements
    )


def _is_party(power: Power, between: tuple[tuple[str, str], ...]) -> bool:
    return any(power.key in pair for pair in between)


def staked(world: World, power: Power) -> tuple[int, ...]:
    """Return the flashpoints in which a power has a stake (R0)."""
    known = world.memo.get(("staked", power))
    if not isinstance(known, tuple):
        places = [place for place, each in enumerate(world.flashpoints) if each.stakes[power] > 0]
        known = world.memo[("staked", power)] = tuple(places)
    return known


def dial_values(world: World, power: Power) -> range:
    """Return every value a power's dial can show."""
    terms = world.powers[power]
    return range(terms.dial_low, terms.dial_high + 1, terms.dial_grain)


def _dials(catalogue: Catalogue) -> Iterator[Order]:
    return (SetDial(value) for value in dial_values(catalogue.world, catalogue.power))


def _fundings(catalogue: Catalogue) -> Iterator[Order]:
    return (FundReadiness(level) for level in Funding)


def _own_programmes(catalogue: Catalogue) -> Iterator[Programme]:
    return (entry for entry in catalogue.world.programmes if entry.power == catalogue.power)


def _programmes(catalogue: Catalogue) -> Iterator[Order]:
    return (StartProgramme(entry.id) for entry in _own_programmes(catalogue) if entry.open)


def _paces(catalogue: Catalogue) -> Iterator[Order]:
    for entry in _own_programmes(catalogue):
        for nth in range(1, entry.limit + 1):
            for mode in Pacing:
                yield Pace(entry.id, nth, mode)


def _answers(catalogue: Catalogue) -> Iterator[Order]:
    me = catalogue.power.key
    for agreement in catalogue.world.agreements:
        for one, other in agreement.between:
            sender = other if one == me else one if other == me else ""
            if sender and sender.upper() in Power.__members__:
                for accept in (True, False):
                    yield Answer(agreement.id, Power[sender.upper()], accept)
    if catalogue.power == Power.US:
        for accept in (True, False):
            yield Answer(RELIEF, Power.DPRK, accept)


def _choices(catalogue: Catalogue) -> Iterator[Order]:
    for event in catalogue.world.events:
        if event.chooser == catalogue.power:
            for option in event.options:
                yield Choose(event.id, option.id)


def _staked_names(catalogue: Catalogue) -> list[str]:
    return [catalogue.world.flashpoints[place].id for place in staked(catalogue.world, catalogue.power)]


def _stances(catalogue: Catalogue) -> Iterator[Order]:
    return (TakeStance(name, stance) for name in _staked_names(catalogue) for stance in Stance)


def _signals(catalogue: Catalogue) -> Iterator[Order]:
    world, power = catalogue.world, catalogue.power
    for kind in (SignalKind.WARN, SignalKind.REASSURE, SignalKind.COMMIT):
        for name in _staked_names(catalogue):
            yield Signal(kind, name)
    if world.powers[power].dial == "share":
        for value in dial_values(world, power):
            yield Signal(SignalKind.COMMIT, SHARE, value)
    for agreement in world.agreements:
        if _is_party(power, agreement.between) and not agreement.secret:
            yield Signal(SignalKind.COMMIT, agreement.id)
    yield from _demands(world, power)


def ask_values(world: World) -> range:
    """Return every share that the United States can ask of Japan (R9.7)."""
    terms = world.terms
    return range(terms.two_percent - 2 * terms.ask_step, 501, terms.ask_step)


def _demands(world: World, power: Power) -> Iterator[Order]:
    terms = world.terms
    if power == Power.US:
        for value in ask_values(world):
            yield Signal(SignalKind.DEMAND, ASK, value)
    if power == Power.DPRK:
        for amount in range(100, terms.relief_most + 1, 100):
            yield Signal(SignalKind.DEMAND, RELIEF, amount)
    for operation in world.operations:
        if operation.standing is not None and power.key in operation.places:
            yield Signal(SignalKind.DEMAND, operation.id)


def _reviews(catalogue: Catalogue) -> Iterator[Order]:
    return (BeginReview(entry.id) for entry in catalogue.world.doctrines if entry.power == catalogue.power)


def _campaigns(catalogue: Catalogue) -> Iterator[Order]:
    return (Campaign(theme) for theme in Theme)


def _measures(catalogue: Catalogue) -> Iterator[Order]:
    return (Invoke(measure) for measure in Measure)


def _deploys(catalogue: Catalogue) -> Iterator[Order]:
    for kind in KINDS:
        if not catalogue.world.terms.strength[kind][catalogue.power]:
            continue
        for origin in range(len(catalogue.world.areas)):
            if may_ever_stand(catalogue.world, catalogue.power, kind, origin):
                for _, one, whole in catalogue.deploy_row(kind, origin):
                    yield one
                    yield whole


def _alerts(catalogue: Catalogue) -> Iterator[Order]:
    return (SetAlert(name, level) for name in _staked_names(catalogue) for level in Alert)


def _operations(catalogue: Catalogue) -> Iterator[Order]:
    for operation in catalogue.world.operations:
        if catalogue.power not in operation.powers:
            continue
        for place in operation_places(catalogue.world, catalogue.power, operation.id):
            yield Operate(operation.id, place)
            if operation.joint and catalogue.power in (Power.JAPAN, Power.US):
                yield Operate(operation.id, place, True)


def operation_places(world: World, power: Power, name: str) -> tuple[str, ...]:
    """Return the places at which a power may ever carry out an operation."""
    known = world.memo.get(("places", power, name))
    if not isinstance(known, tuple):
        known = world.memo[("places", power, name)] = _operation_places(world, power, name)
    return known


def _operation_places(world: World, power: Power, name: str) -> tuple[str, ...]:
    operation = world.operation[name]
    if operation.scope == Scope.NOWHERE:
        return ("-",)
    if operation.scope == Scope.FLASHPOINT:
        return tuple(
            place
            for place in operation.places
            if world.flashpoints[world.flashpoint_index[place]].stakes[power] > 0
        )
    if operation.scope == Scope.RIVAL:
        rivals = [rival.key for rival in RIVALS[power]]
        return tuple(place for place in operation.places if place in rivals)
    return operation.places


def area_quarrel(world: World, area: str) -> int | None:
    """Return the flashpoint that an area belongs to, if any (R0)."""
    known = world.memo.get("area quarrels")
    if not isinstance(known, dict):
        known = world.memo["area quarrels"] = {
            name: place for place, each in enumerate(world.flashpoints) for name in each.areas
        }
    found: int | None = known.get(area)
    return found


def quarrels_of(world: World, operation: Operation, place: str) -> tuple[int, ...]:
    """Return the flashpoints whose rungs an operation at a place is measured by (R7.1)."""
    if operation.scope == Scope.FLASHPOINT:
        return (world.flashpoint_index[place],)
    if operation.scope == Scope.AREA:
        found = area_quarrel(world, place)
        return () if found is None else (found,)
    return tuple(world.flashpoint_index[name] for name in operation.via)


def _lifts(catalogue: Catalogue) -> Iterator[Order]:
    for operation in catalogue.world.operations:
        if operation.standing is not None and catalogue.power in operation.powers:
            for place in operation.places:
                yield Lift(operation.id, Power[place.upper()])


def _proposals(catalogue: Catalogue) -> Iterator[Order]:
    for agreement in catalogue.world.agreements:
        for other in counterparts(agreement.between, catalogue.power):
            for amount in agreement.amounts or (0,):
                yield Propose(agreement.id, other, amount)


def counterparts(between: tuple[tuple[str, str], ...], power: Power) -> tuple[str, ...]:
    """Return the other parties with which a power could sign, in the order of the data."""
    me = power.key
    return tuple(other if one == me else one for one, other in between if me in (one, other))


def _renounces(catalogue: Catalogue) -> Iterator[Order]:
    for agreement in catalogue.world.agreements:
        for other in counterparts(agreement.between, catalogue.power):
            yield Renounce(agreement.id, other)


def _courts(catalogue: Catalogue) -> Iterator[Order]:
    for partner in catalogue.world.partners:
        if catalogue.power in partner.courters:
            for means in Means:
                yield Court(partner.partner.key, means)


_ENUMERATE: Final = {
    Family.DIAL: _dials,
    Family.READINESS: _fundings,
    Family.PROGRAMME: _programmes,
    Family.PACE: _paces,
    Family.ANSWER: _answers,
    Family.CHOICE: _choices,
    Family.STANCE: _stances,
    Family.SIGNAL: _signals,
    Family.REVIEW: _reviews,
    Family.CAMPAIGN: _campaigns,
    Family.INVOKE: _measures,
    Family.DEPLOY: _deploys,
    Family.ALERT: _alerts,
    Family.OPERATION: _operations,
    Family.LIFT: _lifts,
    Family.PROPOSAL: _proposals,
    Family.RENOUNCE: _renounces,
    Family.COURT: _courts,
}


def catalogue_of(world: World, power: Power) -> Catalogue:
    """Return a power's catalogue, made once for a world."""
    known = world.memo.get(("catalogue", power))
    if not isinstance(known, Catalogue):
        known = world.memo[("catalogue", power)] = Catalogue(world, power)
    return known
