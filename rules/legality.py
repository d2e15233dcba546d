"""What may be ordered: one set of predicates behind menus, checks and lawful sheets (R5, R2.2).

Legality is a function of the observation alone, so no refusal can leak a secret. It has two halves:
`_open_...` asks what the position allows, once a turn; `_fits_...` asks what the sheet so far leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from attrs import define, field, frozen

from rules import prices
from rules.content import Operation
from rules.contest import ground, side_of
from rules.effects import Condition
from rules.observation import Observation
from rules.orders import (
    ASK,
    FAMILIES,
    RELIEF,
    SHARE,
    Answer,
    BeginReview,
    Campaign,
    Catalogue,
    Choose,
    Court,
    Deploy,
    Family,
    FundReadiness,
    Invoke,
    Lift,
    Operate,
    Order,
    OrderSheet,
    Pace,
    Propose,
    Renounce,
    SetAlert,
    SetDial,
    Signal,
    StartProgramme,
    TakeStance,
    area_quarrel,
    ask_values,
    catalogue_of,
    counterparts,
    may_ever_stand,
    quarrels_of,
    staked,
)
from rules.readings import alarm_total, holds
from rules.state import Contract, pact_between
from rules.terms import (
    ALLY,
    ASHORE,
    KINDS,
    LAND_BASED,
    POWERS,
    REACHING,
    AreaKind,
    Funding,
    Means,
    Measure,
    Pacing,
    Partner,
    Power,
    Scope,
    SignalKind,
    Stance,
    UnitKind,
)


@frozen
class Violation:
    """Why an order may not be written: the clause and the reason in words."""

    clause: str
    reason: str

    def __str__(self) -> str:
        return f"{self.reason} ({self.clause})"


Refusal = Violation | None


@define
class Room:
    """What a sheet still leaves: money in $m, capital, stocks, acts, and what is already written."""

    money: int
    capital: int
    stocks: int
    posture: int
    diplomacy: int
    programmes: int
    slots: int
    operations: int = 0
    policy: bool = False
    supplementary: bool = False
    invoked: bool = False
    funded: int = 0
    used: dict[object, int] = field(factory=dict)
    arriving: dict[int, int] = field(factory=dict)


class Menu:
    """All that an observation allows, made once a turn and narrowed as a sheet grows."""

    def __init__(self, observation: Observation) -> None:
        self.observation = observation
        self.world = observation.world
        self.power = observation.power
        self.commons = observation.commons
        self.sheet = observation.sheet
        self.catalogue: Catalogue = catalogue_of(observation.world, observation.power)
        self._shelves: dict[Family, list[Any]] = {}
        self._near: dict[Family, Sequence[Any]] = {}
        self._masks: tuple[int, int, int] | None = None
        self._marches: list[tuple[UnitKind, int, int, tuple[Deploy, ...]]] | None = None
        self._present: dict[int, int] = {}

    def room(self) -> Room:
        """Return what an empty sheet leaves: the standing bill and instalments are already taken."""
        own, world = self.sheet, self.world
        due = sum([prices.instalment(world, each, own.strain) for each in own.contracts])
        bill = prices.funding_price(world, own.bill, own.funding)
        return Room(
            money=own.treasury - bill - due,
            capital=own.capital,
            stocks=own.stocks,
            posture=prices.posture_acts(world, own),
            diplomacy=world.terms.diplomatic_acts,
            programmes=world.terms.programmes_a_turn,
            slots=own.industry - prices.used_slots(world, own),
            funded=bill,
        )

    def legal(self, room: Room, family: Family) -> list[Any]:
        """Return the orders of a family that may be added now, in the published order."""
        if family == Family.DEPLOY:
            return self._deploys(room)
        if _closed(room, family):
            return []
        fits = _FITS[family]
        return [order for order in self.shelf(family) if fits(self, room, order) is None]

    def shelf(self, family: Family) -> list[Any]:
        """Return the orders of a family that the position allows, whatever else is written."""
        known = self._shelves.get(family)
        if known is None:
            opens = _OPEN[family]
            known = self._shelves[family] = [
                order for order in self.near(family) if opens(self, order) is None
            ]
        return known

    def near(self, family: Family) -> Sequence[Any]:
        """Return orders of a family that may be legal, cheaply and in the published order: none is missing."""
        known = self._near.get(family)
        if known is None:
            found = _NEAR.get(family)
            known = self._near[family] = (
                self.catalogue.family(family) if found is None else tuple(found(self, family))
            )
        return known

    def closed(self, room: Room, family: Family) -> bool:
        """Tell whether a sheet has no room for any order of a family."""
        return _closed(room, family)

    def refusal(self, room: Room, order: Order) -> Refusal:
        """Return why an order may not be added now, or None."""
        family = order.family
        return _OPEN[family](self, order) or _fits_family(room, family) or _FITS[family](self, room, order)

    def add(self, room: Room, order: Order) -> None:
        """Take from the room what a legal order needs."""
        _TAKES[order.family](self, room, order)

    def masks(self) -> tuple[int, int, int]:
        """Return as bit masks where kinds ashore, brigades and ships may go this turn (R3.1, R3.3)."""
        if self._masks is None:
            self._masks = self._access()
        return self._masks

    def _access(self) -> tuple[int, int, int]:
        ashore, sea, guests = self._standing_access()
        land = ashore
        for place, visitors, open_to, changing in guests:
            capacity = max(visitors, self._capacity(place)) if changing else visitors
            if open_to or (changing and self._granted(place)):
                land |= 1 << place
                if self._visitors(place) < capacity:
                    ashore |= 1 << place
        return ashore, ashore | sea, land | sea

    def _standing_access(self) -> tuple[int, int, list[tuple[int, int, bool, bool]]]:
        """Return own land and sea as bit masks, and the areas where one may be a guest.

        Of each: its place, its standing room, whether it is open from the start, and whether
        agreements or doctrine can change that.
        """
        key = ("access", self.power)
        known = self.world.memo.get(key)
        if not isinstance(known, tuple):
            own = sea = 0
            guests: list[tuple[int, int, bool, bool]] = []
            changing = {
                name
                for catalogue in (self.world.agreements, self.world.doctrines)
                for entry in catalogue
                for name, _ in entry.capacity
            }
            for place, area in enumerate(self.world.areas):
                if area.kind == AreaKind.SEA:
                    sea |= 1 << place
                elif area.owner == self.power:
                    own |= 1 << place
                elif may_ever_stand(self.world, self.power, UnitKind.FLEET, place):
                    guest = (place, area.visitors, self.power in area.open_to, area.id in changing)
                    guests.append(guest)
            known = self.world.memo[key] = (own, sea, guests)
        return known

    def _granted(self, place: int) -> int:
        """Return the capacity that agreements in force give here (R3.3)."""
        name, agreements, granted = self.world.areas[place].id, self.world.agreement, 0
        for pact in self.commons.pacts:
            capacity = agreements[pact.agreement].capacity
            if capacity and self.power.key in (pact.one, pact.other):
                for area, room in capacity:
                    if area == name and _grants(self, pact.one, pact.other, place):
                        granted = max(granted, room)
        return granted

    def _capacity(self, place: int) -> int:
        area = self.world.areas[place]
        host = area.owner
        more = [self._granted(place), area.visitors]
        if host is not None:
            for name in self.commons.doctrines[host]:
                more += [room for spot, room in self.world.doctrine[name].capacity if spot == area.id]
        return max(more)

    def _visitors(self, place: int) -> int:
        owner, counters = self.world.areas[place].owner, self.observation.counters
        found, start = 0, place << 5
        for power in POWERS:
            if power != owner:
                found += sum(counters[start + (power << 3) + LAND_FIRST : start + (power << 3) + LAND_LAST])
        return found

    def mask(self, kind: UnitKind) -> int:
        """Return where a kind may go this turn, as a bit mask."""
        ashore, brigades, ships = self.masks()
        if kind in ASHORE:
            return ashore
        return brigades if kind == UnitKind.GROUND else ships

    def marches(self) -> list[tuple[UnitKind, int, int, tuple[Deploy, ...]]]:
        """Return (kind, origin, counters there, moves) for every place of own counters, in published order."""
        if self._marches is None:
            found = []
            counters, offset, cut = self.observation.counters, self.power << 3, self.catalogue.deploys
            for kind in KINDS:
                column = counters[offset + kind :: 32]
                if any(column):
                    mask = self.mask(kind)
                    for origin, count in enumerate(column):
                        if count:
                            found.append((kind, origin, count, cut(kind, origin, mask, count > 1)))
            self._marches = found
        return self._marches

    def march(self, share: float) -> Deploy | None:
        """Return the move that stands at a share (0 to 1) of all moves of an unwritten sheet."""
        marches = self.marches()
        nth = int(share * sum([len(each[3]) for each in marches]))
        for _, _, _, moves in marches:
            if nth < len(moves):
                return moves[nth]
            nth -= len(moves)
        return None

    def _deploys(self, room: Room) -> list[Any]:
        if not room.posture:
            return []
        found: list[Any] = []
        used = room.used
        for kind, origin, count, moves in self.marches():
            gone = used.get((Family.DEPLOY, kind, origin), 0)
            if not gone:
                found += moves
            elif count > gone:
                found += self.catalogue.deploys(kind, origin, self.mask(kind), count - gone > 1)
        return found

    def arms_present(self, place: int) -> int:
        """Return as a bit mask the kinds a power has in place or in reach at a flashpoint (R7.1)."""
        known = self._present.get(place)
        if known is None:
            spots, counters = ground(self.world, place), self.observation.counters
            offset = self.power << 3
            known = 0
            for kind in KINDS:
                if any([counters[(area << 5) + offset + kind] for area in spots.areas]):
                    known |= 1 << kind
            for kind in REACHING:
                if any([counters[(area << 5) + offset + kind] for area in spots.reach]):
                    known |= 1 << kind
            self._present[place] = known
        return known

    def contract(self, programme: str, nth: int) -> Contract | None:
        """Return a contract under way by name."""
        for each in self.sheet.contracts:
            if each.programme == programme and each.nth == nth:
                return each
        return None


LAND_FIRST: Final = int(min(LAND_BASED))
LAND_LAST: Final = int(max(LAND_BASED)) + 1
"""Kinds that need a base stand side by side in the counts."""


def _grants(menu: Menu, one: str, other: str, place: int) -> bool:
    area = menu.world.areas[place]
    host = area.owner.key if area.owner is not None else area.partner.key if area.partner is not None else ""
    return host in (one, other)


def _no(clause: str, reason: str) -> Violation:
    return Violation(clause, reason)


# ---------- what a family needs at all ----------

_POLICY: Final = (Family.REVIEW, Family.CAMPAIGN)
_POSTURE: Final = (Family.DEPLOY, Family.ALERT, Family.OPERATION)
_DIPLOMACY: Final = (Family.PROPOSAL, Family.RENOUNCE, Family.COURT)
_ONCE: Final = (Family.DIAL, Family.READINESS, Family.SIGNAL, Family.INVOKE)


def _fits_family(room: Room, family: Family) -> Refusal:
    if family in _POSTURE and room.posture <= 0:
        return _no("R5.6", "no posture act is left")
    if family in _DIPLOMACY and room.diplomacy <= 0:
        return _no("R5.6", "no diplomatic act is left")
    if family in _POLICY and room.policy:
        return _no("R2.3", "one policy order a turn")
    if family == Family.PROGRAMME and room.programmes <= 0:
        return _no("R5.1", "no more new contracts this turn")
    if family in _ONCE and family in room.used:
        return _no("R5.1", f"one {family.key} order a turn")
    return None


def _closed(room: Room, family: Family) -> bool:
    return _fits_family(room, family) is not None


def _costs(room: Room, money: int = 0, capital: int = 0, stocks: int = 0) -> Refusal:
    if money > 0 and money > room.money:
        return _no("R2.2", f"it costs {money} and {max(0, room.money)} is left")
    if capital > 0 and capital > room.capital:
        return _no("R4.4", f"it takes {capital} capital and {max(0, room.capital)} is left")
    if stocks > 0 and stocks > room.stocks:
        return _no("R7.1", f"it uses {stocks} stocks and {max(0, room.stocks)} is left")
    return None


def _pay(room: Room, money: int = 0, capital: int = 0, stocks: int = 0) -> None:
    room.money -= money
    room.capital -= capital
    room.stocks -= stocks


# ---------- dial and readiness (R6.2, R6.8) ----------


def _near_dials(menu: Menu, family: Family) -> Iterable[Order]:
    terms = menu.world.powers[menu.power]
    low, high = prices.dial_bounds(menu.world, menu.commons, menu.sheet, menu.power, True)
    first = terms.dial_low + -(-(low - terms.dial_low) // terms.dial_grain) * terms.dial_grain
    orders = menu.catalogue.family(Family.DIAL)
    return orders[
        (first - terms.dial_low) // terms.dial_grain : (high - terms.dial_low) // terms.dial_grain + 1
    ]


def _open_dial(menu: Menu, order: SetDial) -> Refusal:
    terms = menu.world.powers[menu.power]
    now = menu.commons.dials[menu.power]
    low, high = prices.dial_bounds(menu.world, menu.commons, menu.sheet, menu.power, True)
    if order.value == now:
        return _no("R6.2", f"the dial already shows {now}")
    if (order.value - terms.dial_low) % terms.dial_grain:
        return _no("R6.2", f"the dial moves in steps of {terms.dial_grain}")
    if not low <= order.value <= high:
        return _no("R6.2", f"the dial can move from {now} to between {low} and {high}")
    return None


def _fits_dial(menu: Menu, room: Room, order: SetDial) -> Refusal:
    now = menu.commons.dials[menu.power]
    _, high = prices.dial_bounds(menu.world, menu.commons, menu.sheet, menu.power, room.supplementary)
    if order.value > high:
        return _no("R6.2", f"this turn the dial can rise from {now} to {high}")
    return _costs(room, capital=_dial_capital(menu, room, order))


def _dial_capital(menu: Menu, room: Room, order: SetDial) -> int:
    if order.value < menu.commons.dials[menu.power]:
        return 0
    return prices.raise_capital(menu.world, menu.commons, menu.power, room.supplementary)


def _take_dial(menu: Menu, room: Room, order: SetDial) -> None:
    room.used[Family.DIAL] = 1
    _pay(room, capital=_dial_capital(menu, room, order))


def _open_readiness(menu: Menu, order: FundReadiness) -> Refusal:
    if order.level == menu.sheet.funding:
        return _no("R6.8", f"readiness is already funded at {order.level.key}")
    return None


def _fits_readiness(menu: Menu, room: Room, order: FundReadiness) -> Refusal:
    price = prices.funding_price(menu.world, menu.sheet.bill, order.level)
    if price > room.funded and price - room.funded > room.money:
        return _no("R2.2", f"it costs {price - room.funded} more and {max(0, room.money)} is left")
    return _costs(room, stocks=_surge_stocks(menu, order))


def _surge_stocks(menu: Menu, order: FundReadiness) -> int:
    surge = order.level == Funding.SURGE
    return prices.surge_stocks(menu.world, menu.commons, menu.power) if surge else 0


def _take_readiness(menu: Menu, room: Room, order: FundReadiness) -> None:
    price = prices.funding_price(menu.world, menu.sheet.bill, order.level)
    _pay(room, money=price - room.funded, stocks=_surge_stocks(menu, order))
    room.funded = price
    room.used[Family.READINESS] = 1


# ---------- programmes and contracts (R6.6, R6.7) ----------


def _open_programme(menu: Menu, order: StartProgramme) -> Refusal:
    programme = menu.world.programme.get(order.programme)
    if programme is None or programme.power != menu.power or not programme.open:
        return _no("R6.6", f"{order.programme} is not in this power's catalogue")
    if menu.sheet.signed.count(programme.id) >= programme.limit:
        return _no("R6.6", f"{programme.id} cannot be signed again")
    if not _met(menu, programme.requires):
        return _no("R6.6", f"what {programme.id} needs is not in place")
    return None


def _fits_programme(menu: Menu, room: Room, order: StartProgramme) -> Refusal:
    programme = menu.world.programme[order.programme]
    if order in room.used:
        return _no("R6.6", f"{programme.id} is already signed this turn")
    if not programme.imports and room.slots <= 0:
        return _no("R5.1", "no industry slot is free")
    return _costs(room, money=prices.first_instalment(menu.world, programme, menu.sheet.strain))


def _take_programme(menu: Menu, room: Room, order: StartProgramme) -> None:
    programme = menu.world.programme[order.programme]
    room.used[order] = 1
    room.programmes -= 1
    room.slots -= not programme.imports
    _pay(room, money=prices.first_instalment(menu.world, programme, menu.sheet.strain))


def _near_paces(menu: Menu, family: Family) -> Iterable[Order]:
    known = _paces(menu)
    places = sorted([known[each.programme, each.nth] for each in menu.sheet.contracts])
    orders: tuple[Any, ...] = menu.catalogue.family(Family.PACE)
    return [order for place in places for order in orders[place : place + len(Pacing)]]


def _paces(menu: Menu) -> dict[tuple[str, int], int]:
    """Return where a contract's paces begin in the catalogue's family."""
    key = ("paces", menu.power)
    known = menu.world.memo.get(key)
    if not isinstance(known, dict):
        orders: tuple[Any, ...] = menu.catalogue.family(Family.PACE)
        known = menu.world.memo[key] = {
            (order.programme, order.nth): place
            for place, order in enumerate(orders)
            if order.mode == Pacing.RUSH
        }
    return known


def _open_pace(menu: Menu, order: Pace) -> Refusal:
    contract = menu.contract(order.programme, order.nth)
    if contract is None:
        return _no("R6.7", f"no contract {order.programme} {order.nth} is under way")
    if order.mode == Pacing.STRETCH and not contract.unpaid:
        return _no("R6.7", "nothing is left to pay")
    if order.mode == Pacing.RUSH:
        return _open_rush(menu, contract)
    return None


def _open_rush(menu: Menu, contract: Contract) -> Refusal:
    own, terms = menu.sheet, menu.world.terms
    if own.rushed and menu.commons.turn - own.rushed < terms.rush_turns:
        return _no("R6.7", f"one rush every {terms.rush_turns} turns")
    if contract.unpaid <= contract.instalment:
        return _no("R6.7", "two instalments must be left")
    quarters = menu.world.programme[contract.programme].quarters
    if 3 * (contract.due - 1 - contract.signed) < 2 * quarters or contract.due - 1 <= menu.commons.turn:
        return _no("R6.7", "it cannot be built in less than two thirds of its time")
    return None


def _fits_pace(menu: Menu, room: Room, order: Pace) -> Refusal:
    if (Family.PACE, order.programme, order.nth) in room.used:
        return _no("R6.7", "one change a contract and turn")
    if order.mode == Pacing.RUSH:
        if (Family.PACE, Pacing.RUSH) in room.used:
            return _no("R6.7", "one rush a turn")
        return _costs(room, money=_rush_money(menu, order))
    return _costs(room, capital=menu.world.terms.cancel_capital if order.mode == Pacing.CANCEL else 0)


def _rush_money(menu: Menu, order: Pace) -> int:
    contract = menu.contract(order.programme, order.nth)
    assert contract is not None
    left = min(contract.instalment, contract.unpaid - contract.instalment)
    return prices.dearer(menu.world, left, menu.sheet.strain)


def _take_pace(menu: Menu, room: Room, order: Pace) -> None:
    contract = menu.contract(order.programme, order.nth)
    assert contract is not None
    room.used[Family.PACE, order.programme, order.nth] = 1
    if order.mode == Pacing.RUSH:
        room.used[Family.PACE, Pacing.RUSH] = 1
        _pay(room, money=_rush_money(menu, order))
        return
    spared = prices.instalment(menu.world, contract, menu.sheet.strain)
    cancel = order.mode == Pacing.CANCEL
    _pay(room, money=-spared, capital=menu.world.terms.cancel_capital if cancel else 0)
    if cancel and not menu.world.programme[order.programme].imports:
        room.slots += 1


# ---------- answers, choices, stances, signals ----------


def _near_answers(menu: Menu, family: Family) -> Iterable[Order]:
    place = {entry.id: nth for nth, entry in enumerate(menu.world.agreements)}
    found = [
        Answer(each.subject, each.sender, accept)
        for each in menu.observation.proposals
        if each.to == menu.power
        for accept in (True, False)
    ]
    return sorted(found, key=lambda order: (place.get(order.subject, 999), order.sender, not order.accept))


def _open_answer(menu: Menu, order: Answer) -> Refusal:
    if not any(
        (each.subject, each.sender, each.to) == (order.subject, order.sender, menu.power)
        for each in menu.observation.proposals
    ):
        return _no("R2.4", f"{order.sender.key} has not proposed {order.subject}")
    agreement = menu.world.agreement.get(order.subject)
    if order.accept and agreement is not None:
        if not _met(menu, agreement.requires):
            return _no("R10.4", f"what {agreement.id} needs is not in place")
        if agreement.blocks and any(holds(menu.observation, each, menu.power) for each in agreement.blocks):
            return _no("R10.4", f"{agreement.id} is ruled out now")
    return None


def _fits_answer(menu: Menu, room: Room, order: Answer) -> Refusal:
    if (Family.ANSWER, order.subject, order.sender) in room.used:
        return _no("R2.4", "already answered")
    money, capital = _answer_price(menu, order)
    return _costs(room, money, capital)


def _answer_price(menu: Menu, order: Answer) -> tuple[int, int]:
    agreement = menu.world.agreement.get(order.subject)
    if agreement is None or not order.accept:
        return 0, 0
    return agreement.money, agreement.capital


def _take_answer(menu: Menu, room: Room, order: Answer) -> None:
    room.used[Family.ANSWER, order.subject, order.sender] = 1
    money, capital = _answer_price(menu, order)
    _pay(room, money, capital)


def _near_choices(menu: Menu, family: Family) -> Iterable[Order]:
    events = menu.world.event
    pending = [entry.id for entry in menu.world.events if entry.id in menu.commons.choices]
    return [
        Choose(name, option.id)
        for name in pending
        if events[name].chooser == menu.power
        for option in events[name].options
    ]


def _open_choice(menu: Menu, order: Choose) -> Refusal:
    event = menu.world.event.get(order.event)
    if event is None or order.event not in menu.commons.choices or event.chooser != menu.power:
        return _no("R2.3", f"no choice {order.event} is open to this power")
    if all(option.id != order.option for option in event.options):
        return _no("R2.3", f"{order.event} has no option {order.option}")
    return None


def _option_price(menu: Menu, order: Choose) -> tuple[int, int]:
    options = menu.world.event[order.event].options
    return next((option.money, option.capital) for option in options if option.id == order.option)


def _fits_choice(menu: Menu, room: Room, order: Choose) -> Refusal:
    if (Family.CHOICE, order.event) in room.used:
        return _no("R2.3", "already chosen")
    money, capital = _option_price(menu, order)
    return _costs(room, money, capital)


def _take_choice(menu: Menu, room: Room, order: Choose) -> None:
    room.used[Family.CHOICE, order.event] = 1
    money, capital = _option_price(menu, order)
    _pay(room, money, capital)


def _near_stances(menu: Menu, family: Family) -> Iterable[Order]:
    """Return the stances at flashpoints in crisis (R8.1)."""
    quarrels, places = menu.commons.flashpoints, menu.world.flashpoint_index
    if all([each.rung < 4 for each in quarrels]):
        return ()
    orders: tuple[Any, ...] = menu.catalogue.family(family)
    return [order for order in orders if quarrels[places[order.flashpoint]].rung >= 4]


def _open_stance(menu: Menu, order: TakeStance) -> Refusal:
    place = menu.world.flashpoint_index.get(order.flashpoint)
    if place is None or place not in staked(menu.world, menu.power):
        return _no("R5.2", f"this power has no stake at {order.flashpoint}")
    if menu.commons.flashpoints[place].rung < 4:
        return _no("R8.1", f"{order.flashpoint} is not in crisis")
    if menu.sheet.stances[place] == order.stance:
        return _no("R5.2", f"the stance at {order.flashpoint} is already {order.stance.key}")
    return None


def _press_capital(menu: Menu, order: TakeStance) -> int:
    rung = menu.commons.flashpoints[menu.world.flashpoint_index[order.flashpoint]].rung
    return menu.world.terms.press_capital if order.stance == Stance.PRESS and rung >= 6 else 0


def _fits_stance(menu: Menu, room: Room, order: TakeStance) -> Refusal:
    if (Family.STANCE, order.flashpoint) in room.used:
        return _no("R5.2", "one stance a flashpoint")
    return _costs(room, capital=_press_capital(menu, order))


def _take_stance(menu: Menu, room: Room, order: TakeStance) -> None:
    room.used[Family.STANCE, order.flashpoint] = 1
    _pay(room, capital=_press_capital(menu, order))


def _near_signals(menu: Menu, family: Family) -> Iterable[Order]:
    """Return the catalogue's signals without the shares and asks that are far out of range."""
    offers = _plain_signals(menu)
    terms = menu.world.powers[menu.power]
    now = menu.commons.dials[menu.power]
    if terms.dial != "share":
        return offers[0] + offers[2]
    first = (now - terms.dial_low) // terms.dial_grain + 1
    return offers[0] + offers[1][first : first + 2 * terms.year_step // terms.dial_grain] + offers[2]


def _plain_signals(menu: Menu) -> tuple[list[Order], list[Order], list[Order]]:
    """Return a power's signals about flashpoints, those that promise a share, and the rest."""
    key = ("plain signals", menu.power)
    known = menu.world.memo.get(key)
    if not isinstance(known, tuple):
        orders: tuple[Any, ...] = menu.catalogue.family(Family.SIGNAL)
        places = menu.world.flashpoint_index
        known = menu.world.memo[key] = (
            [order for order in orders if order.subject in places],
            [order for order in orders if order.subject == SHARE],
            [order for order in orders if order.subject not in places and order.subject != SHARE],
        )
    return known


def _open_signal(menu: Menu, order: Signal) -> Refusal:
    if any((said.kind, said.subject) == (order.kind, order.subject) for said in menu.sheet.said):
        return _no("R9.6", "a signal of this kind still stands")
    if order.amount and order.subject not in (ASK, RELIEF, SHARE):
        return _no("R9.6", f"a signal about {order.subject} names no sum")
    if order.kind == SignalKind.DEMAND:
        return _open_demand(menu, order)
    if order.subject in menu.world.flashpoint_index:
        place = menu.world.flashpoint_index[order.subject]
        return (
            None
            if place in staked(menu.world, menu.power)
            else _no("R9.6", f"this power has no stake at {order.subject}")
        )
    if order.kind == SignalKind.COMMIT and order.subject == SHARE:
        return _open_share(menu, order)
    agreement = menu.world.agreement.get(order.subject)
    if order.kind != SignalKind.COMMIT or agreement is None:
        return _no("R9.6", f"{order.subject} cannot be the subject of a {order.kind.key}")
    parties = _others(menu, agreement.id)
    if not any(
        pact_between(menu.commons.pacts, agreement.id, menu.power.key, each) is None for each in parties
    ):
        return _no("R9.6", f"{agreement.id} is already in force")
    return None


def _open_share(menu: Menu, order: Signal) -> Refusal:
    terms = menu.world.powers[menu.power]
    now = menu.commons.dials[menu.power]
    if terms.dial != "share" or (order.amount - terms.dial_low) % terms.dial_grain:
        return _no("R9.6", "no such share can be promised")
    high = min(terms.dial_high, now + 2 * terms.year_step)
    if not now < order.amount <= high:
        return _no("R9.6", f"a share above {now} and up to {high} can be promised")
    return None


def _open_demand(menu: Menu, order: Signal) -> Refusal:
    if order.subject == ASK and menu.power == Power.US:
        step = menu.world.terms.ask_step + sum(
            more
            for name in menu.commons.doctrines[menu.power]
            for which, more in menu.world.doctrine[name].edges
            if which == ASK
        )
        if order.amount == menu.commons.ask or abs(order.amount - menu.commons.ask) > step:
            return _no("R9.7", f"the ask moves from {menu.commons.ask} by at most {step}")
        fine = order.amount in ask_values(menu.world)
        return None if fine else _no("R9.7", "no such ask")
    if order.subject == RELIEF and menu.power == Power.DPRK:
        fine = 0 < order.amount <= menu.world.terms.relief_most and order.amount % 100 == 0
        return None if fine else _no("R8.3", f"relief of 100 to {menu.world.terms.relief_most} may be named")
    if any(each.operation == order.subject and each.target == menu.power for each in menu.commons.measures):
        return None
    return _no("R9.6", f"{order.subject} cannot be demanded")


def _fits_signal(menu: Menu, room: Room, order: Signal) -> Refusal:
    return None


def _take_signal(menu: Menu, room: Room, order: Signal) -> None:
    room.used[Family.SIGNAL] = 1


# ---------- policy (R2.3, R9.5, R10.6) ----------


def _open_review(menu: Menu, order: BeginReview) -> Refusal:
    doctrine = menu.world.doctrine.get(order.doctrine)
    if doctrine is None or doctrine.power != menu.power:
        return _no("R2.3", f"{order.doctrine} is not this power's to review")
    if doctrine.id in menu.commons.doctrines[menu.power]:
        return _no("R2.3", f"{doctrine.id} is already adopted")
    if menu.sheet.review is not None:
        return _no("R2.3", f"the review of {menu.sheet.review.doctrine} is still under way")
    if not _met(menu, doctrine.requires):
        return _no("R2.3", f"what {doctrine.id} needs is not in place")
    return None


def _fits_review(menu: Menu, room: Room, order: BeginReview) -> Refusal:
    return _costs(room, capital=menu.world.doctrine[order.doctrine].capital)


def _take_review(menu: Menu, room: Room, order: BeginReview) -> None:
    room.policy = True
    _pay(room, capital=menu.world.doctrine[order.doctrine].capital)


def _open_campaign(menu: Menu, order: Campaign) -> Refusal:
    return None


def _fits_campaign(menu: Menu, room: Room, order: Campaign) -> Refusal:
    return _costs(room, capital=menu.world.terms.campaign_capital)


def _take_campaign(menu: Menu, room: Room, order: Campaign) -> None:
    room.policy = True
    _pay(room, capital=menu.world.terms.campaign_capital)


def _near_measures(menu: Menu, family: Family) -> Iterable[Order]:
    """Return the extraordinary measures in a grave environment (R9.5)."""
    grave = alarm_total(menu.sheet) >= menu.world.terms.grave_alarm
    return menu.catalogue.family(family) if grave else ()


def _open_invoke(menu: Menu, order: Invoke) -> Refusal:
    own, turn = menu.sheet, menu.commons.turn
    if alarm_total(own) < menu.world.terms.grave_alarm:
        return _no("R9.5", f"total alarm is {alarm_total(own)}, {menu.world.terms.grave_alarm} is needed")
    year = prices.fiscal_year(menu.world, menu.power, turn)
    if own.invoked and prices.fiscal_year(menu.world, menu.power, own.invoked) == year:
        return _no("R9.5", "one extraordinary measure a year")
    if order.measure == Measure.REVIEW:
        if own.review is None or own.review.left < 2:
            return _no("R9.5", "no review under way can be shortened")
    elif prices.is_fiscal_start(menu.world, menu.power, turn):
        return _no("R9.5", "no supplementary budget in the turn of the yearly one")
    return None


def _fits_invoke(menu: Menu, room: Room, order: Invoke) -> Refusal:
    if order.measure == Measure.SUPPLEMENTARY and Family.DIAL in room.used:
        return _no("R9.5", "the measure comes before the dial it widens")
    return None


def _take_invoke(menu: Menu, room: Room, order: Invoke) -> None:
    room.used[Family.INVOKE] = 1
    if order.measure == Measure.SUPPLEMENTARY:
        room.supplementary = True


# ---------- posture (R3, R5.5, R7.1) ----------


def _open_deploy(menu: Menu, order: Deploy) -> Refusal:
    places = menu.world.area_index
    if order.origin not in places or order.destination not in places or order.origin == order.destination:
        return _no("R3.1", f"no move from {order.origin} to {order.destination}")
    origin, destination = places[order.origin], places[order.destination]
    count = menu.observation.count(origin, menu.power, order.kind)
    if count < 1 + order.whole:
        return _no("R3.1", f"{count} {order.kind.key} in {order.origin}")
    if not menu.mask(order.kind) >> destination & 1:
        return _no("R3.3", f"no access or no free place for {order.kind.key} in {order.destination}")
    return None


def _left_at(menu: Menu, room: Room, order: Deploy) -> int:
    origin = menu.world.area_index[order.origin]
    count = menu.observation.count(origin, menu.power, order.kind)
    return count - room.used.get((Family.DEPLOY, order.kind, origin), 0)


def _fits_deploy(menu: Menu, room: Room, order: Deploy) -> Refusal:
    if _left_at(menu, room, order) < 1 + order.whole:
        return _no("R3.1", f"no more {order.kind.key} in {order.origin}")
    return None


def _take_deploy(menu: Menu, room: Room, order: Deploy) -> None:
    origin = menu.world.area_index[order.origin]
    moved = _left_at(menu, room, order) if order.whole else 1
    key = (Family.DEPLOY, order.kind, origin)
    room.used[key] = room.used.get(key, 0) + moved
    room.posture -= 1
    destination = menu.world.area_index[order.destination]
    room.arriving[destination] = room.arriving.get(destination, 0) | 1 << order.kind


def _open_alert(menu: Menu, order: SetAlert) -> Refusal:
    place = menu.world.flashpoint_index.get(order.flashpoint)
    if place is None or place not in staked(menu.world, menu.power):
        return _no("R5.5", f"this power has no stake at {order.flashpoint}")
    if menu.commons.flashpoints[place].alerts[menu.power] == order.level:
        return _no("R5.5", f"alert at {order.flashpoint} is already {order.level.key}")
    return None


def _fits_alert(menu: Menu, room: Room, order: SetAlert) -> Refusal:
    if (Family.ALERT, order.flashpoint) in room.used:
        return _no("R5.5", "one change of alert a flashpoint")
    return None


def _take_alert(menu: Menu, room: Room, order: SetAlert) -> None:
    room.used[Family.ALERT, order.flashpoint] = 1
    room.posture -= 1


@frozen
class Entry:
    """An operation at a place as one power may order it: what never changes about it."""

    order: Operate
    operation: Operation
    quarrel: int | None
    places: tuple[int, ...]
    low: int
    high: int
    money: int
    arms: int


def _entries(menu: Menu) -> dict[Operate, Entry]:
    """Return a power's operations by order, made once for a world."""
    key = ("operation entries", menu.power)
    known = menu.world.memo.get(key)
    if not isinstance(known, dict):
        orders: tuple[Any, ...] = menu.catalogue.family(Family.OPERATION)
        known = menu.world.memo[key] = {order: _entry(menu, order) for order in orders}
    return known


def _entry(menu: Menu, order: Operate) -> Entry:
    operation = menu.world.operation[order.operation]
    places = quarrels_of(menu.world, operation, order.place)
    quarrel = places[0] if places and operation.scope != Scope.RIVAL else None
    return Entry(
        order=order,
        operation=operation,
        quarrel=quarrel,
        places=places,
        low=operation.heat - 2,
        high=operation.ceiling if places or operation.scope == Scope.AREA else 99,
        money=prices.operation_money(menu.world, menu.power, operation),
        arms=sum(1 << kind for kind in operation.arms) if quarrel is not None else 0,
    )


def quarrel_of(menu: Menu, operation: Operation, place: str) -> int | None:
    """Return the flashpoint an operation at a place belongs to, if any."""
    if operation.scope == Scope.FLASHPOINT:
        return menu.world.flashpoint_index.get(place)
    return area_quarrel(menu.world, place) if operation.scope == Scope.AREA else None


def _near_operations(menu: Menu, family: Family) -> Iterable[Order]:
    """Return the operations that the rungs admit (R7.1)."""
    rungs = [each.rung for each in menu.commons.flashpoints]
    key = ("near operations", menu.power, *rungs)
    known = menu.world.memo.get(key)
    if not isinstance(known, tuple):
        known = menu.world.memo[key] = tuple(
            entry.order for entry in _entries(menu).values() if _hot_enough(entry, rungs)
        )
    return known


def _hot_enough(entry: Entry, rungs: list[int]) -> bool:
    """Tell whether the rung admits an operation: from heat - 2 to its ceiling (R7.1)."""
    if entry.high > 9:
        return True
    if not entry.places:
        return entry.low <= 0
    return any([entry.low <= rungs[place] <= entry.high for place in entry.places])


def _open_operation(menu: Menu, order: Operate) -> Refusal:
    entry = _entries(menu).get(order)
    if entry is None:
        return _no("R7.1", f"{order.operation} at {order.place} is not open to this power")
    if not _hot_enough(entry, [each.rung for each in menu.commons.flashpoints]):
        return _no("R7.1", f"{order.operation} needs a rung of {max(0, entry.low)} to {entry.high}")
    return _open_entry(menu, entry)


def _open_entry(menu: Menu, entry: Entry) -> Refusal:
    operation, order = entry.operation, entry.order
    if operation.heat >= menu.world.terms.hot and menu.sheet.readiness < menu.world.terms.readiness_floor:
        return _no("R6.8", f"readiness is below {menu.world.terms.readiness_floor}")
    if operation.requires and not _met(menu, operation.requires, entry.quarrel):
        return _no("R7.1", f"what {operation.id} needs is not in place")
    if operation.standing is not None and any(
        (each.operation, each.by, each.target.key) == (operation.id, menu.power, order.place)
        for each in menu.commons.measures
    ):
        return _no("R7.1", f"{operation.id} is already in force against {order.place}")
    if operation.on_land and not _shot_at(menu, entry.quarrel):
        return _no("R7.12", "no shot has been fired at this side")
    return _open_joint(menu, operation, entry.quarrel) if order.joint else None


def _met(menu: Menu, conditions: tuple[Condition, ...], place: int | None = None) -> bool:
    return all([holds(menu.observation, each, menu.power, place) for each in conditions])


def _shot_at(menu: Menu, place: int | None) -> bool:
    if place is None or menu.commons.flashpoints[place].rung < 6:
        return False
    defends = menu.power in side_of(menu.world.flashpoints[place], False)
    return bool(menu.commons.flashpoints[place].fired_at & (1 if defends else 2))


def _open_joint(menu: Menu, operation: Operation, place: int | None) -> Refusal:
    ally = ALLY[menu.power]
    if ally not in operation.powers:
        return _no("R5.4", f"{ally.key} cannot take part in {operation.id}")
    if place is not None and not menu.world.flashpoints[place].stakes[ally]:
        return _no("R5.4", f"{ally.key} has no stake there")
    return None


def _operation_capital(menu: Menu, room: Room, operation: Operation) -> int:
    return operation.capital + (menu.world.terms.extra_operation_capital if room.operations else 0)


def _fits_operation(menu: Menu, room: Room, order: Operate) -> Refusal:
    entry = _entries(menu)[order]
    operation = entry.operation
    if (Family.OPERATION, order.operation, order.place) in room.used:
        return _no("R5.3", f"{operation.id} is already ordered at {order.place}")
    if entry.arms and entry.quarrel is not None and not _armed(menu, room, entry.arms, entry.quarrel):
        return _no("R7.1", f"no counter fit for {operation.id} is in place or in reach")
    return _costs(room, entry.money, _operation_capital(menu, room, operation), operation.stocks)


def _armed(menu: Menu, room: Room, arms: int, place: int) -> bool:
    kinds = menu.arms_present(place)
    if room.arriving and not kinds & arms:
        spots = ground(menu.world, place)
        for area, arriving in room.arriving.items():
            if area in spots.areas:
                kinds |= arriving
            elif area in spots.reach:
                kinds |= arriving & REACH_MASK
    return bool(kinds & arms)


REACH_MASK: Final = sum(1 << kind for kind in REACHING)


def _take_operation(menu: Menu, room: Room, order: Operate) -> None:
    entry = _entries(menu)[order]
    operation = entry.operation
    room.used[Family.OPERATION, order.operation, order.place] = 1
    _pay(room, entry.money, _operation_capital(menu, room, operation), operation.stocks)
    room.operations += 1
    room.posture -= 1


def _near_lifts(menu: Menu, family: Family) -> Iterable[Order]:
    mine = {(each.operation, each.target) for each in menu.commons.measures if each.by == menu.power}
    orders: Iterable[Any] = menu.catalogue.family(family) if mine else ()
    return [order for order in orders if (order.operation, order.target) in mine]


def _open_lift(menu: Menu, order: Lift) -> Refusal:
    if any(
        (each.operation, each.by, each.target) == (order.operation, menu.power, order.target)
        for each in menu.commons.measures
    ):
        return None
    return _no("R5.1", f"{order.operation} is not in force against {order.target.key}")


def _fits_lift(menu: Menu, room: Room, order: Lift) -> Refusal:
    return _no("R5.1", "already lifted") if order in room.used else None


def _take_lift(menu: Menu, room: Room, order: Lift) -> None:
    room.used[order] = 1


# ---------- diplomacy (R10) ----------


def _open_proposal(menu: Menu, order: Propose) -> Refusal:
    agreement = menu.world.agreement.get(order.agreement)
    if agreement is None or order.to not in _others(menu, agreement.id):
        return _no("R10.4", f"{order.agreement} cannot be proposed to {order.to}")
    if order.amount not in (agreement.amounts or (0,)):
        return _no("R10.4", f"{agreement.id} has no sum of {order.amount}")
    pacts = menu.commons.pacts + menu.observation.secret_pacts
    if pact_between(pacts, agreement.id, menu.power.key, order.to) is not None:
        return _no("R10.4", f"{agreement.id} with {order.to} is in force")
    if any(
        each.subject == agreement.id and order.to in (each.sender.key, each.to.key)
        for each in menu.observation.proposals
    ):
        return _no("R2.4", f"{agreement.id} already lies on the table")
    if not _met(menu, agreement.requires):
        return _no("R10.4", f"what {agreement.id} needs is not in place")
    if agreement.blocks and any(holds(menu.observation, each, menu.power) for each in agreement.blocks):
        return _no("R10.4", f"{agreement.id} is ruled out now")
    return None


def _fits_proposal(menu: Menu, room: Room, order: Propose) -> Refusal:
    if (Family.PROPOSAL, order.agreement, order.to) in room.used:
        return _no("R2.4", "already proposed")
    agreement = menu.world.agreement[order.agreement]
    return _costs(room, agreement.money, agreement.capital)


def _take_proposal(menu: Menu, room: Room, order: Propose) -> None:
    agreement = menu.world.agreement[order.agreement]
    room.used[Family.PROPOSAL, order.agreement, order.to] = 1
    room.diplomacy -= 1
    _pay(room, agreement.money, agreement.capital)


def _others(menu: Menu, agreement: str) -> tuple[str, ...]:
    """Return with whom this power could sign an agreement."""
    key = ("others", menu.power, agreement)
    known = menu.world.memo.get(key)
    if not isinstance(known, tuple):
        between = menu.world.agreement[agreement].between
        known = menu.world.memo[key] = counterparts(between, menu.power)
    return known


def _near_renounces(menu: Menu, family: Family) -> Iterable[Order]:
    """Return the agreements that this power has in force."""
    me = menu.power.key
    held = {
        (pact.agreement, pact.other if pact.one == me else pact.one)
        for pact in menu.commons.pacts + menu.observation.secret_pacts
        if me in (pact.one, pact.other)
    }
    orders: tuple[Any, ...] = menu.catalogue.family(family)
    return [order for order in orders if (order.agreement, order.party) in held]


def _open_renounce(menu: Menu, order: Renounce) -> Refusal:
    pacts = menu.commons.pacts + menu.observation.secret_pacts
    if pact_between(pacts, order.agreement, menu.power.key, order.party) is None:
        return _no("R10.4", f"no {order.agreement} with {order.party} is in force")
    return None


def _fits_renounce(menu: Menu, room: Room, order: Renounce) -> Refusal:
    if order in room.used:
        return _no("R10.4", "already renounced")
    return _costs(room, capital=menu.world.terms.renounce_capital)


def _take_renounce(menu: Menu, room: Room, order: Renounce) -> None:
    room.used[order] = 1
    room.diplomacy -= 1
    _pay(room, capital=menu.world.terms.renounce_capital)


def _open_court(menu: Menu, order: Court) -> Refusal:
    partner = Partner.__members__.get(order.partner.upper())
    if partner is None or menu.power not in menu.world.partners[partner].courters:
        return _no("R10.2", f"this power cannot court {order.partner}")
    terms = menu.world.partners[partner]
    if order.means == Means.REMEMBRANCE and not (terms.history and menu.power == Power.JAPAN):
        return _no("R10.2", "remembrance is for Japan where history weighs")
    best = 5 if menu.power in (Power.JAPAN, Power.US) else -5
    if menu.commons.alignment[partner] == best:
        return _no("R10.2", f"{order.partner} stands as close as it can")
    return None


def _fits_court(menu: Menu, room: Room, order: Court) -> Refusal:
    if (Family.COURT, order.partner) in room.used:
        return _no("R10.2", "one courting a partner and turn")
    return _costs(room, prices.courting_money(menu.world, menu.power, order.means))


def _take_court(menu: Menu, room: Room, order: Court) -> None:
    room.used[Family.COURT, order.partner] = 1
    room.diplomacy -= 1
    _pay(room, prices.courting_money(menu.world, menu.power, order.means))


_NEAR: Final[dict[Family, Callable[[Menu, Family], Iterable[Order]]]] = {
    Family.DIAL: _near_dials,
    Family.PACE: _near_paces,
    Family.ANSWER: _near_answers,
    Family.CHOICE: _near_choices,
    Family.STANCE: _near_stances,
    Family.SIGNAL: _near_signals,
    Family.INVOKE: _near_measures,
    Family.RENOUNCE: _near_renounces,
    Family.OPERATION: _near_operations,
    Family.LIFT: _near_lifts,
}
_OPEN: Final[dict[Family, Callable[[Menu, Any], Refusal]]] = {
    Family.DIAL: _open_dial,
    Family.READINESS: _open_readiness,
    Family.PROGRAMME: _open_programme,
    Family.PACE: _open_pace,
    Family.ANSWER: _open_answer,
    Family.CHOICE: _open_choice,
    Family.STANCE: _open_stance,
    Family.SIGNAL: _open_signal,
    Family.REVIEW: _open_review,
    Family.CAMPAIGN: _open_campaign,
    Family.INVOKE: _open_invoke,
    Family.DEPLOY: _open_deploy,
    Family.ALERT: _open_alert,
    Family.OPERATION: _open_operation,
    Family.LIFT: _open_lift,
    Family.PROPOSAL: _open_proposal,
    Family.RENOUNCE: _open_renounce,
    Family.COURT: _open_court,
}
_FITS: Final[dict[Family, Callable[[Menu, Room, Any], Refusal]]] = {
    Family.DIAL: _fits_dial,
    Family.READINESS: _fits_readiness,
    Family.PROGRAMME: _fits_programme,
    Family.PACE: _fits_pace,
    Family.ANSWER: _fits_answer,
    Family.CHOICE: _fits_choice,
    Family.STANCE: _fits_stance,
    Family.SIGNAL: _fits_signal,
    Family.REVIEW: _fits_review,
    Family.CAMPAIGN: _fits_campaign,
    Family.INVOKE: _fits_invoke,
    Family.DEPLOY: _fits_deploy,
    Family.ALERT: _fits_alert,
    Family.OPERATION: _fits_operation,
    Family.LIFT: _fits_lift,
    Family.PROPOSAL: _fits_proposal,
    Family.RENOUNCE: _fits_renounce,
    Family.COURT: _fits_court,
}
_TAKES: Final[dict[Family, Callable[[Menu, Room, Any], None]]] = {
    Family.DIAL: _take_dial,
    Family.READINESS: _take_readiness,
    Family.PROGRAMME: _take_programme,
    Family.PACE: _take_pace,
    Family.ANSWER: _take_answer,
    Family.CHOICE: _take_choice,
    Family.STANCE: _take_stance,
    Family.SIGNAL: _take_signal,
    Family.REVIEW: _take_review,
    Family.CAMPAIGN: _take_campaign,
    Family.INVOKE: _take_invoke,
    Family.DEPLOY: _take_deploy,
    Family.ALERT: _take_alert,
    Family.OPERATION: _take_operation,
    Family.LIFT: _take_lift,
    Family.PROPOSAL: _take_proposal,
    Family.RENOUNCE: _take_renounce,
    Family.COURT: _take_court,
}


# ---------- the face ----------


def menu_of(observation: Observation) -> Menu:
    """Return an observation's menu, made once."""
    known = observation.memo.get("menu")
    if not isinstance(known, Menu):
        known = observation.memo["menu"] = Menu(observation)
    return known


def room_after(menu: Menu, sheet: OrderSheet) -> Room:
    """Return what a lawful sheet leaves."""
    room = menu.room()
    for order in sheet.orders:
        menu.add(room, order)
    return room


def legal_orders(observation: Observation, sheet: OrderSheet | None = None) -> tuple[Order, ...]:
    """Return every order that may be added to a lawful sheet, in the published order."""
    menu = menu_of(observation)
    room = room_after(menu, sheet) if sheet is not None else menu.room()
    return tuple(order for family in FAMILIES for order in menu.legal(room, family))


def check(observation: Observation, sheet: OrderSheet, order: Order) -> Violation | None:
    """Return why an order may not be added to a lawful sheet, or None."""
    menu = menu_of(observation)
    return menu.refusal(room_after(menu, sheet), order)


def lawful(
    observation: Observation, sheet: OrderSheet
) -> tuple[OrderSheet, tuple[tuple[Order, Violation], ...]]:
    """Return a sheet without the orders that are not legal in turn, and those orders with the reason."""
    menu = menu_of(observation)
    room = menu.room()
    kept: list[Order] = []
    refused: list[tuple[Order, Violation]] = []
    for order in sheet.orders:
        violation = menu.refusal(room, order)
        if violation is None:
            menu.add(room, order)
            kept.append(order)
        else:
            refused.append((order, violation))
    if not refused and sheet.power == observation.power:
        return sheet, ()
    return OrderSheet(observation.power, tuple(kept)), tuple(refused)
