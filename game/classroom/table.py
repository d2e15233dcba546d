"""One table of a class: a game round a clock, its people, the sheets that teams write together.

Nothing here waits or asks the time: the server calls it, one thing after another, and tells it when it is.
What a method has done is on the disk when it returns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from enum import Enum
from typing import Final

from attrs import asdict

from game.classroom.clock import Clock
from game.classroom.roles import Role
from game.classroom.store import Person, Post, Receipt, Store, TableRow
from game.session import PERSON, Session, SessionError
from game.views.order_book import Change, OrderBook
from game.views.seat_view import SeatView
from rules.notation import NotationError, read, write
from rules.orders import Order, OrderSheet
from rules.terms import POWERS, Power

FACILITATOR: Final = "facilitator"
"""The word for the facilitator among those a message goes to."""

LONGEST_MESSAGE: Final = 2000
MOST_POSTS: Final = 5000
MOST_PEOPLE: Final = 60


class TableError(Exception):
    """What cannot be done at a table now, in one line for the person who asked."""


class Fallback(Enum):
    """What counts at the deadline for a seat that wrote nothing."""

    HOLD = "hold"
    ADVISOR = "advisor"


class Part(Enum):
    """What of a table changes by itself, so that a page asks for no more than what is new."""

    TURN = "turn"
    PEOPLE = "people"
    CLOCK = "clock"
    READY = "ready"
    SHEET = "sheet"
    POSTS = "posts"


class Table:
    """A game, its people, clock and sheets."""

    def __init__(self, row: TableRow, session: Session, store: Store) -> None:
        self.id, self.code, self.name = row.id, row.code, row.name
        self.session = session
        self.clock = Clock(**row.clock)
        self.fallback = Fallback(row.fallback)
        self._store = store
        self._people = {person.id: person for person in store.people(row.id)}
        self._posts = list(store.posts(row.id))
        self._stamps: Counter[tuple[Part, Power | None]] = Counter()
        self._views: dict[Power, SeatView] = {}
        self._books: dict[Power, OrderBook] = {}

    # ---------- what is seen ----------

    @property
    def turn(self) -> int:
        """The turn that orders are being written for, or the last one."""
        return self.session.turn

    @property
    def over(self) -> bool:
        """Whether the game has ended."""
        return self.session.outcome is not None

    @property
    def people(self) -> tuple[Person, ...]:
        """Who is at the table, in the order they came."""
        return tuple(self._people.values())

    def person(self, number: int) -> Person | None:
        """Return somebody at the table, or None."""
        return self._people.get(number)

    def team(self, power: Power) -> tuple[Person, ...]:
        """Return the people of a seat."""
        return tuple(person for person in self.people if person.seat is power)

    def is_ready(self, power: Power) -> bool:
        """Tell whether a seat's sheet is in, or a bot will write it."""
        return power not in self.session.waiting

    def view(self, power: Power) -> SeatView:
        """Return what a seat may see now."""
        if power not in self._views:
            self._views[power] = SeatView(self.session, power)
        return self._views[power]

    def book(self, power: Power) -> OrderBook:
        """Return the sheet that a seat's team writes together: the committed one, else the kept one."""
        if power not in self._books:
            self._books[power] = OrderBook.from_sheet(self.view(power).observation, self._written(power))
        return self._books[power]

    def posts(self, power: Power | None) -> tuple[Post, ...]:
        """Return the messages that a seat sent or may read; None is the facilitator, who reads all."""
        if power is None:
            return tuple(self._posts)
        return tuple(
            each for each in self._posts if not each.to or each.sender is power or power.key in each.to
        )

    def receipts(self, power: Power) -> tuple[Receipt, ...]:
        """Return a seat's receipts, the newest first."""
        return self._store.receipts(self.id, power)

    def stamp(self, power: Power | None) -> str:
        """Return a word that changes whenever what a seat's pages show has changed."""
        return ".".join(str(self._stamps[part, whose]) for part, whose in _shown(power))

    def news(self, power: Power | None, have: str) -> frozenset[Part]:
        """Return which parts changed since a stamp; all of them where the stamp is not one of ours."""
        then, now = have.split("."), self.stamp(power).split(".")
        keys = _shown(power)
        if len(then) != len(now):
            return frozenset(part for part, _ in keys)
        changed = [part for (part, _), old, new in zip(keys, then, now, strict=True) if old != new]
        return frozenset(changed)

    # ---------- people ----------

    def join(self, name: str) -> Person:
        """Let somebody in."""
        if len(self._people) >= MOST_PEOPLE:
            raise TableError(f"table {self.name} is full: {MOST_PEOPLE} people are the most")
        person = self._store.add_person(self.id, name)
        self._people[person.id] = person
        self._changed(Part.PEOPLE)
        return person

    def sit(self, person: Person, power: Power, role: Role) -> Person:
        """Give somebody a seat and a role; each seat has one leader."""
        if role is Role.LEADER and any(each.id != person.id for each in self._leaders(power)):
            raise TableError(f"{power.key} has a leader already")
        return self._move(person, power, role)

    def stand_up(self, person: Person) -> Person:
        """Take somebody's seat and role away."""
        return self._move(person, None, None)

    def leave(self, person: Person) -> None:
        """Let somebody leave the table for good; their token is of no use any more."""
        self._store.let_go(person.id)
        self._people.pop(person.id, None)
        self._changed(Part.PEOPLE)

    def _move(self, person: Person, power: Power | None, role: Role | None) -> Person:
        self._store.seat_person(person.id, power, None if role is None else role.value)
        word = None if role is None else role.value
        moved = Person(person.id, person.table, person.name, power, word)
        self._people[person.id] = moved
        self._changed(Part.PEOPLE)
        return moved

    def _leaders(self, power: Power) -> list[Person]:
        return [person for person in self.team(power) if person.role == Role.LEADER.value]

    def may_commit(self, person: Person) -> bool:
        """Tell whether somebody may commit the sheet: the leader, or anyone of a team without one."""
        if person.seat is None:
            return False
        return person.role == Role.LEADER.value or not self._leaders(person.seat)

    # ---------- sheets ----------

    def edit(self, person: Person, change: Callable[[OrderBook], Change]) -> Change:
        """Change the sheet of somebody's seat; it is kept before anybody is told so."""
        power = self._seat_of(person)
        self._open(power)
        if power in self.session.sheets:
            raise TableError("the sheet is committed: withdraw it first")
        book = self.book(power)
        done = change(book)
        if done.done:
            self._keep(power, person.name)
        return done

    def commit(self, person: Person, now: float) -> Receipt:
        """Commit the sheet of somebody's seat and return the receipt."""
        power = self._seat_of(person)
        self._open(power)
        if not self.may_commit(person):
            raise TableError("the leader commits the sheet")
        return self._commit(power, self.book(power).sheet, person.name, now)

    def withdraw(self, person: Person) -> None:
        """Take the committed sheet of somebody's seat back, before the turn is over."""
        power = self._seat_of(person)
        self._open(power)
        if not self.may_commit(person):
            raise TableError("the leader withdraws the sheet")
        _tried(lambda: self.session.withdraw(power))
        self._store.withdraw_receipts(self.id, power, self.turn)
        self._changed(Part.READY)
        self._changed(Part.SHEET, power)

    def _commit(self, power: Power, sheet: OrderSheet, by: str, now: float) -> Receipt:
        texts = [write(order) for order in sheet.orders]
        self._store.keep_sheet(self.id, power, self.turn, texts, by)
        _tried(lambda: self.session.commit(sheet))
        self._store.withdraw_receipts(self.id, power, self.turn)
        receipt = self._store.add_receipt(self.id, power, self.turn, texts, by, now)
        self._changed(Part.READY)
        self._changed(Part.SHEET, power)
        return receipt

    def _written(self, power: Power) -> OrderSheet:
        committed = self.session.sheets.get(power)
        if committed is not None:
            return committed
        kept = self._store.sheet(self.id, power)
        if kept is None or kept.turn != self.turn:
            return OrderSheet(power)
        return OrderSheet(power, tuple(_orders(kept.orders)))

    def _keep(self, power: Power, by: str) -> None:
        texts = [write(order) for order in self.book(power).orders]
        self._store.keep_sheet(self.id, power, self.turn, texts, by)
        self._changed(Part.SHEET, power)

    def _seat_of(self, person: Person) -> Power:
        if person.seat is None:
            raise TableError("take a seat first")
        return person.seat

    def _open(self, power: Power) -> None:
        if self.over:
            raise TableError("the game has ended")
        if self.session.seats[power] != PERSON:
            raise TableError(f"a bot writes for {power.key} at present")

    # ---------- messages ----------

    def post(self, person: Person | None, to: Iterable[str], text: str, now: float) -> Post:
        """Send a message to seats, to all where none is named, or to the facilitator (who is None)."""
        to = tuple(dict.fromkeys(to))
        text = text.strip()
        if not text:
            raise TableError("a message needs some words")
        if len(text) > LONGEST_MESSAGE:
            raise TableError(f"a message has {LONGEST_MESSAGE} letters at most, this one {len(text)}")
        if len(self._posts) >= MOST_POSTS:
            raise TableError("this table has sent all the messages it can")
        sender = None if person is None else self._seat_of(person)
        powers = [Power[each.upper()] for each in to if each != FACILITATOR]
        by = "Facilitator" if person is None else person.name
        post = self._store.post(self.id, self.turn, sender, by, to, text, now)
        if FACILITATOR not in to:
            self.session.message(powers, text, sender)
        self._posts.append(post)
        self._changed(Part.POSTS, *(powers if to else POWERS), *([] if sender is None else [sender]))
        return post

    # ---------- the clock and the turn ----------

    def set_clock(self, clock: Clock) -> None:
        """Let the clock show something else."""
        self._store.set_clock(self.id, asdict(clock))
        self.clock = clock
        self._changed(Part.CLOCK)

    def set_fallback(self, fallback: Fallback) -> None:
        """Choose what counts for seats that wrote nothing by the deadline."""
        self._store.set_fallback(self.id, fallback.value)
        self.fallback = fallback

    def tick(self, now: float) -> bool:
        """End the turn if its time is up, and tell whether it was."""
        if self.over or not self.clock.due(now):
            return False
        self.end_turn(now)
        return True

    def end_turn(self, now: float) -> None:
        """Adjudicate the turn: committed sheets count, else kept ones, else the fallback."""
        if self.over:
            raise TableError("the game has ended")
        for power in self.session.waiting:
            self._commit(power, self._last_word(power), "the clock", now)
        _tried(self.session.adjudicate)
        self.set_clock(self.clock.next_turn(now) if not self.over else self.clock.pause(now))
        self.turned()

    def _last_word(self, power: Power) -> OrderSheet:
        written = self.book(power).sheet
        if written.orders or self.fallback is Fallback.HOLD:
            return written
        return written  # the advisor's sheet: see Session.advised

    def turned(self) -> None:
        """Forget what was seen and written before: the game stands elsewhere now."""
        for view in self._views.values():
            view.leave()
        self._views.clear()
        self._books.clear()
        self._changed(Part.TURN)
        self._changed(Part.READY)
        self._changed(Part.SHEET, *POWERS)

    def _changed(self, part: Part, *whose: Power) -> None:
        for each in whose or (None,):
            self._stamps[part, each] += 1
        if whose:
            self._stamps[part, None] += 1


def _tried(act: Callable[[], object]) -> None:
    try:
        act()
    except SessionError as error:
        raise TableError(str(error)) from None


def _shown(power: Power | None) -> tuple[tuple[Part, Power | None], ...]:
    """Return whose stamps a seat's pages depend on; None is the facilitator, whom everything concerns."""
    own = {Part.SHEET, Part.POSTS}
    return tuple((part, power if part in own else None) for part in Part)


def _orders(texts: Iterable[str]) -> Iterable[Order]:
    for text in texts:
        try:
            yield read(text)
        except NotationError:
            continue  # written by another version of the rules: the rest of the sheet still counts
