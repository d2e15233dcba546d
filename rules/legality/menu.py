"""The menu of a turn: what may be ordered, whole or after what a sheet already holds."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from rules.legality import diplomacy, home, money, operations, posture, words
from rules.legality.family import FamilyRule
from rules.legality.position import Position
from rules.legality.room import Refusal, Room, fits_family, is_closed
from rules.observation import Observation
from rules.orders import Family, Order

_RULES: Final[dict[Family, FamilyRule]] = {
    **money.RULES,
    **words.RULES,
    **home.RULES,
    **posture.RULES,
    **operations.RULES,
    **diplomacy.RULES,
}


class Menu(Position):
    """All that an observation allows, made once a turn and narrowed as a sheet grows."""

    def __init__(self, observation: Observation) -> None:
        super().__init__(observation)
        self._shelves: dict[Family, list[Any]] = {}
        self._near: dict[Family, Sequence[Any]] = {}

    def legal(self, room: Room, family: Family) -> list[Any]:
        """Return the orders of a family that may be added now, in the published order."""
        if family == Family.DEPLOY:
            return self._deploys(room)
        if is_closed(room, family):
            return []
        fits = _RULES[family].fits
        return [order for order in self.shelf(family) if fits(self, room, order) is None]

    def shelf(self, family: Family) -> list[Any]:
        """Return the orders of a family that the position allows, whatever else is written."""
        known = self._shelves.get(family)
        if known is None:
            opens = _RULES[family].opens
            known = self._shelves[family] = [
                order for order in self.near(family) if opens(self, order) is None
            ]
        return known

    def near(self, family: Family) -> Sequence[Any]:
        """Return what may be legal of a family, cheaply and in the published order; none is missing."""
        known = self._near.get(family)
        if known is None:
            found = _RULES[family].near
            known = self._near[family] = (
                self.catalogue.family(family) if found is None else tuple(found(self, family))
            )
        return known

    def closed(self, room: Room, family: Family) -> bool:
        """Tell whether a sheet has no room for any order of a family."""
        return is_closed(room, family)

    def refusal(self, room: Room, order: Order) -> Refusal:
        """Return why an order may not be added now, or None."""
        family = order.family
        rule = _RULES[family]
        return rule.opens(self, order) or fits_family(room, family) or rule.fits(self, room, order)

    def add(self, room: Room, order: Order) -> None:
        """Take from the room what a legal order needs."""
        _RULES[order.family].takes(self, room, order)

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
