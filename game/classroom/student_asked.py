"""What is asked of a seat's pages: by whom, which tab, where on it; and what is kept while a turn lasts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final, TypeVar
from urllib.parse import urlencode

from attrs import frozen
from starlette.requests import Request

from game.classroom.roles import ROLE_NAMED, Role
from game.classroom.rows import Person
from game.classroom.table import Table
from game.classroom.web import LEVEL_COOKIE, READ_COOKIE, Caller, Refusal, caller_of
from game.content_briefs import LEVELS
from game.players.base import Desk
from game.session import PERSON
from game.views.order_book import OrderBook
from game.views.seat_view import SeatView
from game.wording import Names, names_of
from rules.catalogue import catalogue_of
from rules.observation import Observation
from rules.orders import Order
from rules.terms import Power

TABS: Final = {
    "brief": "Brief",
    "map": "Map",
    "budget": "Budget",
    "programmes": "Programmes",
    "policy": "Policy",
    "posture": "Posture",
    "diplomacy": "Diplomacy",
    "watch": "Watch",
    "log": "Log",
    "messages": "Messages",
}
"""The tabs of a seat, as addresses and as words."""

LONGEST_PLACE: Final = 120
"""How many letters what is named on a tab may have."""

T = TypeVar("T")


@frozen
class Asked:
    """A page of a seat as somebody asks for it; `at` is what they look at on it, in the tab's own words.

    `level` is the reading level they chose, `read` the moment of
    the last message they saw of each thread, `now` the time.
    """

    caller: Caller
    power: Power
    tab: str
    at: str
    level: str
    read: dict[str, int]
    now: float

    @property
    def table(self) -> Table:
        """Their table."""
        return self.caller.table

    @property
    def person(self) -> Person:
        """Who asks."""
        return self.caller.person

    @property
    def role(self) -> Role | None:
        """Their role, if they have one."""
        return ROLE_NAMED.get(self.person.role or "")

    @property
    def view(self) -> SeatView:
        """What their seat may see."""
        return self.table.view(self.power)

    @property
    def book(self) -> OrderBook:
        """The sheet that their team writes."""
        return self.table.book(self.power)

    @property
    def desk(self) -> Desk:
        """The desk of that sheet."""
        return self.book.desk

    @property
    def seen(self) -> Observation:
        """What their seat knows."""
        return self.view.observation

    @property
    def names(self) -> Names:
        """The names of the world."""
        return names_of(self.seen.world)

    @property
    def by_bot(self) -> bool:
        """Whether a bot writes for the seat at present."""
        return self.table.session.seats[self.power] != PERSON

    @property
    def committed(self) -> bool:
        """Whether the sheet of this turn is in."""
        return self.power in self.table.session.sheets

    @property
    def writable(self) -> bool:
        """Whether orders may be written now."""
        return not (self.table.over or self.by_bot or self.committed)

    @property
    def path(self) -> str:
        """The address of the page."""
        return address(self.tab, self.at)

    def in_catalogue(self, order: Order) -> bool:
        """Tell whether an order is one that the seat could ever give."""
        return catalogue_of(self.seen.world, self.power).place(order) is not None

    def kept(self, key: object, make: Callable[[], T]) -> T:
        """Return what was made under a key in this turn, made now where it was not."""
        known = self.view.kept
        if key not in known:
            known[key] = make()
        found: T = known[key]  # type: ignore[assignment]
        return found


def address(tab: str, at: str = "") -> str:
    """Return the address of a page of one's seat."""
    return f"/seat/{tab}?{urlencode({'at': at})}" if at else f"/seat/{tab}"


def asked_of(request: Request, tab: str, at: str | None = None) -> Asked:
    """Return what is asked; raise Refusal where the caller has no seat or names something absurd."""
    caller = caller_of(request)
    if caller.person.seat is None:
        raise Refusal(403, "Take a seat first.")
    at = request.query_params.get("at", "") if at is None else at
    if len(at) > LONGEST_PLACE or not at.isprintable():
        raise Refusal(404, "There is no such page.")
    level = request.query_params.get("level") or request.cookies.get(LEVEL_COOKIE, "")
    return Asked(
        caller=caller,
        power=caller.person.seat,
        tab=tab,
        at=at,
        level=level if level in LEVELS else next(iter(LEVELS)),
        read=_read(request.cookies.get(READ_COOKIE, "")),
        now=request.app.state.time(),
    )


_READ: Final = re.compile(r"([a-z]{1,12})\.([0-9]{1,11})")


def _read(words: str) -> dict[str, int]:
    """Return the moment of the last message seen of each thread, as a browser keeps it."""
    return {thread: int(number) for thread, number in _READ.findall(words[:200])}


def read_words(read: dict[str, int]) -> str:
    """Return the moments of the last messages seen as a browser keeps them."""
    return "-".join(f"{thread}.{number}" for thread, number in sorted(read.items()))
