"""One table of a class: a game round a clock, its people, the sheets that teams write together.

Nothing here waits or asks the time: the server calls it, one thing after another, and tells it when it is.
What a method has done is on the disk when it returns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attrs import asdict, evolve

from game.classroom.clock import Clock
from game.classroom.roles import Role
from game.classroom.rows import Person, Post, Receipt, TableRow
from game.classroom.stamps import Part, Stamps
from game.classroom.store import Store
from game.classroom.terms import (
    AWAY,
    FACILITATOR,
    LONGEST_MESSAGE,
    MOST_COMMITS,
    MOST_JOINS,
    MOST_PEOPLE,
    MOST_POSTS,
    MOST_POSTS_A_TURN,
    THE_CLOCK,
    Fallback,
    Options,
    TableError,
)
from game.session import PERSON, Session, SessionError
from game.views.order_book import Change, OrderBook
from game.views.seat_view import SeatView
from rules.notation import NotationError, read, write
from rules.orders import Order, OrderSheet
from rules.terms import POWERS, Power


class Table:
    """A game, its people, clock and sheets."""

    def __init__(self, row: TableRow, session: Session, store: Store) -> None:
        self.id, self.code, self.name, self.record = row.id, row.code, row.name, row.record
        self.session = session
        self.clock_turn = row.clock.pop("turn", 1)
        self.clock = Clock(**row.clock)
        self.fallback = Fallback(row.fallback)
        self.options = Options(**row.options)
        self._store = store
        self._seen: dict[int, float] = {}
        self._people = {person.id: person for person in store.people(row.id)}
        self._posts = list(store.posts(row.id))
        self.stamps = Stamps()
        self._views: dict[Power, SeatView] = {}
        self._books: dict[Power, OrderBook] = {}

    # ---------- what is seen ----------

    @property
    def turn(self) -> int:
        """The turn that orders are being written for, or the last one."""
        return self.session.turn

    @property
    def begun(self) -> bool:
        """Whether play has ever begun: the clock ran, a turn is over, or a sheet was committed."""
        if self.turn > 1 or self.clock.running or self.clock.paused != self.clock.per_turn:
            return True
        return any(self.receipts(power) for power in POWERS)

    @property
    def over(self) -> bool:
        """Whether the game has ended, by its rules or by the facilitator."""
        return self.session.state.commons.ending is not None or bool(self.session.stopped)

    @property
    def advisor(self) -> bool:
        """Whether teams may ask the advisor."""
        return self.options.advisor

    @property
    def released(self) -> bool:
        """Whether the game has ended and its people may read the debrief."""
        return self.over and self.options.released

    @property
    def version(self) -> int:
        """A number that grows with every change that anybody could see."""
        return self.stamps.counts.total()

    @property
    def people(self) -> tuple[Person, ...]:
        """Who is at the table, in the order they came."""
        return tuple(self._people.values())

    @property
    def store(self) -> Store:
        """What is kept of the class beside the records."""
        return self._store

    def person(self, number: int) -> Person | None:
        """Return somebody at the table, or None."""
        return self._people.get(number)

    def seen(self, person: Person, now: float) -> None:
        """Take note that somebody's browser asked for something."""
        self._seen[person.id] = now

    def is_away(self, person: Person, now: float) -> bool:
        """Tell whether somebody's browser has not asked for anything lately: it polls once a second."""
        return now - self._seen.get(person.id, float("-inf")) > AWAY

    def team(self, power: Power) -> tuple[Person, ...]:
        """Return the people of a seat."""
        return tuple(person for person in self.people if person.seat is power)

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

    def last_hand(self, power: Power) -> str:
        """Return who changed the sheet that a seat writes last, empty where nobody has."""
        kept = self._store.sheet(self.id, power)
        return kept.by if kept is not None and kept.turn == self.turn else ""

    def lobby_stamp(self) -> str:
        """Return a word that changes whenever what all at the table may see has changed."""
        return self.stamps.lobby()

    def stamp(self, power: Power | None) -> str:
        """Return a word that changes whenever what a seat's pages show has changed, and with each start."""
        return self.stamps.of(power)

    def news(self, power: Power | None, have: str) -> frozenset[Part]:
        """Return which parts changed since a stamp; all of them where the stamp is not one of ours."""
        return self.stamps.news(power, have)

    # ---------- people ----------

    def join(self, name: str) -> Person:
        """Let somebody in."""
        if len(self._people) >= MOST_PEOPLE:
            raise TableError(f"table {self.name} is full: {MOST_PEOPLE} people are the most")
        if self._store.joined(self.id) >= MOST_JOINS:
            raise TableError(f"too many have joined table {self.name}: ask for another one")
        person = self._store.add_person(self.id, name)
        self._people[person.id] = person
        self.changed(Part.PEOPLE)
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
        self.changed(Part.PEOPLE)

    def rename(self, person: Person, name: str) -> Person:
        """Call somebody by another name."""
        self._store.rename_person(person.id, name)
        renamed = self._people[person.id] = evolve(person, name=name)
        self.changed(Part.PEOPLE)
        return renamed

    def _move(self, person: Person, power: Power | None, role: Role | None) -> Person:
        self._store.seat_person(person.id, power, None if role is None else role.value)
        word = None if role is None else role.value
        moved = Person(person.id, person.table, person.name, power, word)
        self._people[person.id] = moved
        self.changed(Part.PEOPLE)
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
        if power in self.session.sheets:
            return self.receipts(power)[0]
        if sum(each.turn == self.turn for each in self.receipts(power)) >= MOST_COMMITS:
            raise TableError(f"{MOST_COMMITS} commits a turn are the most: what is written counts in the end")
        return self._commit(power, self.book(power).sheet, person.name, now)

    def withdraw(self, person: Person) -> None:
        """Take the committed sheet of somebody's seat back, before the turn is over."""
        power = self._seat_of(person)
        self._open(power)
        if not self.may_commit(person):
            raise TableError("the leader withdraws the sheet")
        sheet = self.session.sheets.get(power)
        _tried(lambda: self.session.withdraw(power))
        try:
            self._store.withdraw_receipts(self.id, power, self.turn)
        except BaseException:
            if sheet is not None:
                self.session.commit(sheet)
            raise
        self.changed(Part.READY)
        self.changed(Part.SHEET, power)

    def _commit(self, power: Power, sheet: OrderSheet, by: str, now: float) -> Receipt:
        texts = [write(order) for order in sheet.orders]
        self._store.keep_sheet(self.id, power, self.turn, texts, by)
        with self._store.together():
            self._store.withdraw_receipts(self.id, power, self.turn)
            receipt = self._store.add_receipt(self.id, power, self.turn, texts, by, now)
        try:
            _tried(lambda: self.session.commit(sheet))
        except BaseException:
            self._store.withdraw_receipts(self.id, power, self.turn)
            raise
        self.changed(Part.READY)
        self.changed(Part.SHEET, power)
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
        try:
            self._store.keep_sheet(self.id, power, self.turn, texts, by)
        except BaseException:
            del self._books[power]  # what the disk refused is on no sheet
            raise
        self.changed(Part.SHEET, power)

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
        now_sent = [each for each in self._posts if each.turn == self.turn and each.sender is sender]
        if sender is not None and len(now_sent) >= MOST_POSTS_A_TURN:
            raise TableError(f"a seat sends {MOST_POSTS_A_TURN} messages a turn at most")
        powers = [Power[each.upper()] for each in to if each != FACILITATOR]
        by = "Facilitator" if person is None else person.name
        post = self._store.post(self.id, self.turn, sender, by, to, text, now)
        if FACILITATOR not in to:
            self._record_message(post, powers)
        self._posts.append(post)
        self.changed(Part.POSTS, *(powers if to else POWERS), *([] if sender is None else [sender]))
        return post

    def recall(self) -> None:
        """Read the messages again: those of turns that were taken back are gone."""
        self._posts = list(self._store.posts(self.id))
        self.changed(Part.POSTS, *POWERS)

    def _record_message(self, post: Post, to: Iterable[Power]) -> None:
        try:
            self.session.message(to, post.text, post.sender)
        except OSError:
            self._store.unpost(post.id)
            raise

    # ---------- the clock and the turn ----------

    def set_clock(self, clock: Clock, turn: int | None = None) -> None:
        """Let the clock show something else, of the turn being written unless it is another's."""
        turn = self.turn if turn is None else turn
        self._store.set_clock(self.id, asdict(clock) | {"turn": turn})
        self.clock, self.clock_turn = clock, turn
        self.changed(Part.CLOCK)

    def shift_clock(self, seconds: float) -> None:
        """Let time that does not count go by: a running clock shows what it showed before."""
        if self.clock.deadline is not None:
            self.set_clock(evolve(self.clock, deadline=self.clock.deadline + seconds), self.clock_turn)

    def set_fallback(self, fallback: Fallback) -> None:
        """Choose what counts for seats that wrote nothing by the deadline."""
        self._store.set_fallback(self.id, fallback.value)
        self.fallback = fallback
        self.changed(Part.RULES)

    def set_options(self, **switches: bool) -> None:
        """Set some of the facilitator's switches."""
        options = evolve(self.options, **switches)
        self._store.set_options(self.id, asdict(options))
        self.options = options
        self.changed(Part.RULES)

    def tick(self, now: float) -> bool:
        """End the turn if its time is up, and tell whether it was; a clock of another turn is set anew."""
        if self.over:
            return False
        if self.clock_turn != self.turn:
            self.renew_clock(now)
        if not self.clock.due(now):
            return False
        self.end_turn(now)
        return True

    def end_turn(self, now: float, why: str = "") -> None:
        """Adjudicate the turn: committed sheets count, else kept ones, else the fallback.

        Where the server dies in the middle, the next start ends the turn that has a sheet of the clock's.
        """
        if self.over:
            raise TableError("the game has ended")
        told = [self._settle(power, now) for power in self.session.waiting]
        self.session.note("; ".join([f"end of turn {self.turn}{f' ({why})' if why else ''}", *told]))
        _tried(self.session.adjudicate)
        self.turned()
        self.renew_clock(now)

    def renew_clock(self, now: float) -> None:
        """Set the clock for the turn being written: it goes on after a turn, and stands after going back."""
        if self.over:
            self.set_clock(self.clock.pause(now))
        elif self.clock_turn < self.turn:
            clock = self.clock.next_turn(now)
            self.set_clock(clock.pause(now) if self.options.pause_after else clock)
        else:
            self.set_clock(Clock.for_turn(self.clock.per_turn))

    def _settle(self, power: Power, now: float) -> str:
        """Commit for a seat that has not: its kept sheet, else the fallback; return what counted in words."""
        written, name = self.book(power).sheet, self.session.state.world.powers[power].name
        if written.orders:
            self._commit(power, written, THE_CLOCK, now)
            return f"{name}: the saved sheet counted"
        if self.fallback is Fallback.ADVISOR:
            self._commit(power, self.session.advised(power), THE_CLOCK, now)
            return f"{name}: nothing was written, the advisor's sheet counted"
        self._commit(power, written, THE_CLOCK, now)
        return f"{name}: nothing was written, it holds"

    def turned(self) -> None:
        """Forget what was seen and written before: the game stands elsewhere now."""
        for view in self._views.values():
            view.leave()
        self._views.clear()
        self._books.clear()
        self.changed(Part.TURN)
        self.changed(Part.READY)
        self.changed(Part.SHEET, *POWERS)

    def made_debrief(self) -> None:
        """Let pages know that the debrief is there, or that it failed."""
        self.changed(Part.RULES)

    def changed(self, part: Part, *whose: Power) -> None:
        """Let pages know that something is new."""
        self.stamps.changed(part, *whose)


def _tried(act: Callable[[], object]) -> None:
    try:
        act()
    except SessionError as error:
        raise TableError(str(error)) from None


def _orders(texts: Iterable[str]) -> Iterable[Order]:
    for text in texts:
        try:
            yield read(text)
        except NotationError:
            continue  # written by another version of the rules: the rest of the sheet still counts
