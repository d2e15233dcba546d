"""A table as its facilitator sees it at a glance. This is the truth of a game: none of it goes to a seat."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from attrs import frozen

from game.classroom.roles import NAMES, ROLE_NAMED, Role
from game.classroom.rows import Person, Post
from game.classroom.table import Table
from game.classroom.terms import FACILITATOR
from game.session import PERSON
from game.views.figures import months, quarter_words
from game.views.names import place
from game.views.quarrels import CRISIS, RUNGS
from rules.terms import POWERS, Power

SOON: Final = 120.0
"""Seconds before the deadline from which a sheet that was not saved is told of."""

LAST: Final = 3
"""How many of the last messages are shown at a glance."""


@frozen
class Rung:
    """A flashpoint's rung at a glance."""

    id: str
    name: str
    rung: int
    words: str
    crisis: bool
    moved: int
    """By how much it moved in the last turn."""


@frozen
class Member:
    """Somebody at a table: name, role in words, whether they lead, and whether their browser is silent."""

    id: int
    name: str
    role: str
    leads: bool
    away: bool


@frozen
class SeatGlance:
    """A seat at a glance; `state` is `bot`, `in`, `saved`, `nothing` or `empty`."""

    power: Power
    name: str
    bot: str
    team: tuple[Member, ...]
    state: str
    words: str
    short: str
    """The same for a narrow place."""
    orders: int
    by: str

    @property
    def key(self) -> str:
        """The seat's word."""
        return self.power.key


@frozen
class Glance:
    """A table at a glance."""

    id: int
    name: str
    code: str
    turn: int
    length: int
    quarter: str
    months: str
    left: int
    running: bool
    over: bool
    stopped: str
    seats: tuple[SeatGlance, ...]
    idle: tuple[Member, ...]
    """Who has joined and not sat down."""
    rungs: tuple[Rung, ...]
    posts: tuple[Post, ...]
    warnings: tuple[str, ...]
    fallback: str
    advisor: bool
    pause_after: bool
    released: bool

    @property
    def ready(self) -> int:
        """How many seats are done for this turn."""
        return sum(seat.state in ("in", "bot") for seat in self.seats)


def glance(table: Table, now: float) -> Glance:
    """Return a table at a glance."""
    world = table.session.state.world
    seats = tuple(seat_glance(table, power, now) for power in POWERS)
    left = table.clock.left(now)
    return Glance(
        id=table.id,
        name=table.name,
        code=table.code,
        turn=table.turn,
        length=world.length,
        quarter=quarter_words(world, table.turn),
        months=months(world, table.turn),
        left=round(left),
        running=table.clock.running,
        over=table.over,
        stopped=table.session.stopped,
        seats=seats,
        idle=tuple(_member(table, each, now) for each in table.people if each.seat is None),
        rungs=rungs(table),
        posts=table.posts(None)[-LAST:],
        warnings=() if table.over else tuple(_warnings(seats, hurried(table, now))),
        fallback=table.fallback.value,
        advisor=table.options.advisor,
        pause_after=table.options.pause_after,
        released=table.options.released,
    )


def hurried(table: Table, now: float) -> bool:
    """Tell whether a table's deadline is near."""
    return table.clock.running and table.clock.left(now) <= SOON


def rungs(table: Table) -> tuple[Rung, ...]:
    """Return a game's rungs as they stand, and how they moved in the last turn."""
    states = table.session.states
    now, before = states[-1], states[-2] if len(states) > 1 else states[-1]
    pairs = zip(now.commons.flashpoints, before.commons.flashpoints, now.world.flashpoints, strict=True)
    return tuple(
        Rung(
            each.id,
            place(now.world, each.id),
            here.rung,
            RUNGS[here.rung],
            here.rung >= CRISIS,
            here.rung - there.rung,
        )
        for here, there, each in pairs
    )


def seat_glance(table: Table, power: Power, now: float) -> SeatGlance:
    """Return a seat at a glance."""
    player = table.session.seats[power]
    team = tuple(_member(table, each, now) for each in table.team(power))
    sent = table.session.sheets.get(power)
    kept = table.store.sheet(table.id, power)
    saved = kept if kept is not None and kept.turn == table.turn and kept.orders else None
    count = len(sent.orders) if sent is not None else len(saved.orders) if saved is not None else 0
    if player != PERSON:
        state, words, short = "bot", f"a bot plays ({player})", "bot"
    elif sent is not None:
        state, words, short = "in", f"committed, {_orders(count)}", f"in, {count}"
    elif saved is not None:
        state, words, short = "saved", f"saved, {_orders(count)}", f"saved, {count}"
    elif team:
        state, words, short = "nothing", "nothing yet", "nothing"
    else:
        state, words, short = "empty", "nobody sits here", "nobody"
    by = saved.by if saved is not None else ""
    name = table.session.state.world.powers[power].name
    return SeatGlance(power, name, "" if player == PERSON else player, team, state, words, short, count, by)


def _orders(count: int) -> str:
    return f"{count} order{'' if count == 1 else 's'}"


def _member(table: Table, person: Person, now: float) -> Member:
    known = ROLE_NAMED.get(person.role or "")
    words = "" if known is None else NAMES[known]
    return Member(person.id, person.name, words, known is Role.LEADER, table.is_away(person, now))


def away(table: Table, now: float) -> int:
    """Return how many people of a table are away."""
    return sum(table.is_away(person, now) for person in table.people)


def _warnings(seats: tuple[SeatGlance, ...], near: bool) -> Iterator[str]:
    """Say what a teacher should look at, the most pressing first."""
    waiting = [seat.name for seat in seats if seat.state in ("nothing", "saved")]
    if near and waiting:
        nothing = [seat.name for seat in seats if seat.state == "nothing"]
        if nothing:
            yield f"Nothing saved, and the time is nearly up: {', '.join(nothing)}"
        saved = [seat.name for seat in seats if seat.state == "saved"]
        if saved:
            yield f"Saved but not committed: {', '.join(saved)}"
    empty = [seat.name for seat in seats if seat.state == "empty"]
    if empty:
        yield f"Nobody in the seat of {', '.join(empty)}"
    manned = [seat for seat in seats if seat.team and not seat.bot]
    headless = [seat.name for seat in manned if not any(each.leads for each in seat.team)]
    if headless:
        yield f"No leader: {', '.join(headless)}"
    gone = [seat.name for seat in manned if all(each.away for each in seat.team)]
    if gone:
        yield f"No sign of anybody: {', '.join(gone)}"


def addressed(post: Post, table: Table) -> str:
    """Return in words to whom a message went."""
    names = {power.key: table.session.state.world.powers[power].name for power in POWERS}
    return ", ".join(names.get(each, "you" if each == FACILITATOR else each) for each in post.to) or "all"
