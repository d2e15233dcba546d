"""Orders as numbers: an action is an order's fixed place in its power's catalogue; the last one passes.

Deployments are most of a catalogue and cost no money, so the others also have a place of their own among
themselves, their priced place: prices are kept for these alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rules.catalogue import catalogue_of
from rules.content import World
from rules.legality import Menu
from rules.orders import FAMILIES, Family, Order
from rules.terms import Power


class Actions:
    """The numbered orders of one power in one scenario."""

    def __init__(self, world: World, power: Power) -> None:
        catalogue = catalogue_of(world, power)
        self.orders: tuple[Any, ...] = catalogue.all()
        self.passing = len(self.orders)
        """The action that ends the sheet."""
        self.size = len(self.orders) + 1
        """How many actions there are, the pass included."""
        self.spans: dict[Family, slice] = {}
        """Where each family's actions lie."""
        start = 0
        for family in FAMILIES:
            end = start + len(catalogue.family(family))
            self.spans[family] = slice(start, end)
            start = end
        self.rows = self._rows()
        """Where the moves of a kind of counter from an area lie: one, all, one, all, by destination."""
        moves = self.spans[Family.DEPLOY]
        gap = moves.stop - moves.start
        self.priced_orders = (*self.orders[: moves.start], *self.orders[moves.stop :])
        """All that are not deployments."""
        self.priced_spans = {
            family: span if span.stop <= moves.start else slice(span.start - gap, span.stop - gap)
            for family, span in self.spans.items()
        }
        self._places: dict[Order, int] = {order: place for place, order in enumerate(self.orders)}
        self._priced_places = {order: place for place, order in enumerate(self.priced_orders)}
        self._cuts: dict[tuple[int, int, int, bool], NDArray[np.intp]] = {}

    def _rows(self) -> dict[tuple[int, str], slice]:
        rows: dict[tuple[int, str], slice] = {}
        for place in range(self.spans[Family.DEPLOY].start, self.spans[Family.DEPLOY].stop):
            row = (self.orders[place].kind, self.orders[place].origin)
            rows[row] = slice(rows.get(row, slice(place, place)).start, place + 1)
        return rows

    def place(self, order: Order) -> int | None:
        """Return the action that writes an order, or None where the catalogue does not have it."""
        return self._places.get(order)

    def priced_place(self, order: Order) -> int:
        """Return the place of an order among those that are not deployments."""
        return self._priced_places[order]

    def priced_places(self, orders: Iterable[Order]) -> list[int]:
        """Return the places of orders among those that are not deployments."""
        return list(map(self._priced_places.__getitem__, orders))

    def moves(self, menu: Menu) -> list[NDArray[np.intp]]:
        """Return the deployments that an unwritten sheet may hold, by kind and origin."""
        found = []
        for kind, origin, count, moves in menu.marches():
            key = (kind, origin, menu.mask(kind), count > 1)
            known = self._cuts.get(key)
            if known is None:
                known = self._cuts[key] = np.array([self._places[move] for move in moves], np.intp)
            found.append(known)
        return found
