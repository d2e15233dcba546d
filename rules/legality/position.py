"""What the position allows, worked out once a turn from an observation."""

from __future__ import annotations

from typing import Final

from rules import prices
from rules.catalogue import Catalogue, catalogue_of, counterparts, may_ever_stand
from rules.contest import ground
from rules.effects import Condition
from rules.legality.room import Room
from rules.observation import Observation
from rules.orders import Deploy
from rules.readings import holds
from rules.state import EMPTY, Contract
from rules.terms import (
    ASHORE,
    KINDS,
    LAND_BASED,
    POWERS,
    REACHING,
    AreaKind,
    UnitKind,
)


class Position:
    """What legality reads of an observation, with what is worked out from it once a turn."""

    def __init__(self, observation: Observation) -> None:
        self.observation = observation
        self.world = observation.world
        self.power = observation.power
        self.commons = observation.commons
        self.sheet = observation.sheet
        self.catalogue: Catalogue = catalogue_of(observation.world, observation.power)
        self.rungs = [each.rung for each in observation.commons.flashpoints]
        self._masks: tuple[int, int, int] | None = None
        self._marches: list[tuple[UnitKind, int, int, tuple[Deploy, ...]]] | None = None
        self._present: dict[int, int] = {}
        self._dial_bounds: dict[bool, tuple[int, int]] = {}

    def room(self) -> Room:
        """Return what an empty sheet leaves: the standing bill and instalments are already taken."""
        own, world = self.sheet, self.world
        bill = prices.funding_price(world, own.bill, own.funding)
        return Room(
            money=own.treasury - bill - prices.instalments(world, own),
            capital=own.capital,
            stocks=own.stocks,
            posture=prices.posture_acts(world, own),
            diplomacy=world.terms.diplomatic_acts,
            programmes=world.terms.programmes_a_turn,
            slots=own.industry - prices.used_slots(world, own),
            funded=bill,
        )

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

    def dial_bounds(self, doubled: bool) -> tuple[int, int]:
        """Return the lowest and the highest value the dial may be set to (R6.2)."""
        known = self._dial_bounds.get(doubled)
        if known is None:
            known = prices.dial_bounds(self.world, self.commons, self.sheet, self.power, doubled)
            self._dial_bounds[doubled] = known
        return known

    def mask(self, kind: UnitKind) -> int:
        """Return where a kind may go this turn, as a bit mask."""
        ashore, brigades, ships = self.masks()
        if kind in ASHORE:
            return ashore
        return brigades if kind == UnitKind.GROUND else ships

    def marches(self) -> list[tuple[UnitKind, int, int, tuple[Deploy, ...]]]:
        """Return (kind, origin, counters there, moves) for every place of own counters, in order."""
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

    def arms_present(self, place: int) -> int:
        """Return as a bit mask the kinds a power has in place or in reach at a flashpoint (R7.1)."""
        known = self._present.get(place)
        if known is None:
            spots = ground(self.world, place)
            known = self._kinds_at(spots.areas) | self._kinds_at(spots.reach) & REACH_MASK
            self._present[place] = known
        return known

    def _kinds_at(self, areas: tuple[int, ...]) -> int:
        """Return as a bit mask the kinds of own counters in some areas."""
        counters, offset, found = self.observation.counters, self.power << 3, 0
        for area in areas:
            start = (area << 5) + offset
            counts = counters[start : start + 8]
            if counts != EMPTY:
                for kind, count in enumerate(counts):
                    if count:
                        found |= 1 << kind
        return found

    def contract(self, programme: str, nth: int) -> Contract | None:
        """Return a contract under way by name."""
        for each in self.sheet.contracts:
            if each.programme == programme and each.nth == nth:
                return each
        return None


LAND_FIRST: Final = int(min(LAND_BASED))
LAND_LAST: Final = int(max(LAND_BASED)) + 1
"""Kinds that need a base stand side by side in the counts."""

REACH_MASK: Final = sum(1 << kind for kind in REACHING)
"""The kinds that count from an adjacent area, as a bit mask."""


def _grants(position: Position, one: str, other: str, place: int) -> bool:
    area = position.world.areas[place]
    host = area.owner.key if area.owner is not None else area.partner.key if area.partner is not None else ""
    return host in (one, other)


def met(position: Position, conditions: tuple[Condition, ...], place: int | None = None) -> bool:
    """Tell whether every condition holds, as far as this power sees."""
    return all([holds(position.observation, each, position.power, place) for each in conditions])


def others(position: Position, agreement: str) -> tuple[str, ...]:
    """Return with whom this power could sign an agreement."""
    key = ("others", position.power, agreement)
    known = position.world.memo.get(key)
    if not isinstance(known, tuple):
        between = position.world.agreement[agreement].between
        known = position.world.memo[key] = counterparts(between, position.power)
    return known
