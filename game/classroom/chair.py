"""What a facilitator does at one table. Each act and its reason is in the record when a method returns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, TypeVar

from game.classroom.clock import LONGEST, Clock
from game.classroom.roles import Role
from game.classroom.rows import Person
from game.classroom.stamps import Part
from game.classroom.table import Table
from game.classroom.terms import TableError
from game.players.own import UnusablePlayer
from game.session import PERSON, SessionError
from rules.interventions import Intervention
from rules.notation import write
from rules.orders import OrderSheet
from rules.terms import POWERS, Power, Purpose

T = TypeVar("T")

LONGEST_REASON: Final = 300
LONGEST_NAME: Final = 40

STAND_IN: Final = "calibrated"
"""The bot that covers a seat unless another is named."""


class Chair:
    """The facilitator at one table."""

    def __init__(self, table: Table) -> None:
        self.table = table

    # ---------- the clock ----------

    def start_clock(self, now: float) -> None:
        """Let the clock run; its time counts from now."""
        self._going_on()
        clock = self.table.clock
        if not clock.running:
            self._set(clock.start(now), f"clock started with {spell(clock.left(now))} left")

    def pause_clock(self, now: float) -> None:
        """Let the clock stand."""
        self._going_on()
        clock = self.table.clock
        if clock.running:
            self._set(clock.pause(now), f"clock paused with {spell(clock.left(now))} left")

    def extend_clock(self, minutes: float, now: float) -> None:
        """Give more minutes for this turn."""
        self._going_on()
        self._set(self.table.clock.extend(minutes * 60, now), f"{minutes:g} more minutes for this turn")

    def set_minutes(self, minutes: float, now: float) -> None:
        """Set how many minutes a turn has; a clock that stands at the beginning of a turn shows them."""
        if not 0 < minutes * 60 <= LONGEST:
            raise TableError(f"a turn has up to {LONGEST // 60} minutes, not {minutes:g}")
        clock = self.table.clock
        fresh = not clock.running and clock.paused == clock.per_turn
        seconds = minutes * 60
        self._set(
            Clock(seconds, seconds if fresh else clock.paused, clock.deadline), f"{minutes:g} minutes a turn"
        )

    def _set(self, clock: Clock, told: str) -> None:
        self.note(told)
        self.table.set_clock(clock)

    # ---------- the game ----------

    def act(self, act: Intervention) -> tuple[Power, ...]:
        """Do an act of the closed set in this turn; return the seats whose committed sheets fell with it."""
        table = self.table
        written = table.session.sheets
        fell = _tried(lambda: table.session.intervene(act)).fallen
        for power in fell:
            self._lay(power, written[power])
            table.store.withdraw_receipts(table.id, power, table.turn)
        table.turned()
        return fell

    def reroll(self, purpose: Purpose, subject: str, reason: str) -> None:
        """Have one roll of the last turn made anew; sheets that were in now are to be sent again."""
        table = self.table
        turn, over = table.turn, table.over
        sent = tuple(table.session.sheets)
        _tried(lambda: table.session.reroll(purpose, subject, reason))
        for power in sent:
            table.store.withdraw_receipts(table.id, power, turn)
        if over:
            table.set_options(released=False)
        table.turned()

    def rewind(self, turn: int, reason: str) -> tuple[str, ...]:
        """Go back to the orders of a turn, its sheets before the teams again; return the acts dropped."""
        table, session = self.table, self.table.session
        _need(reason)
        past = session.ordered[turn - 1] if 1 <= turn <= len(session.ordered) else None
        sheets = {power: table.book(power).sheet if past is None else past[power] for power in POWERS}
        dropped = _tried(lambda: session.rewind(turn, reason))
        with table.store.together():
            table.store.take_back(table.id, turn)
            for power in POWERS:
                if session.seats[power] == PERSON:
                    self._lay(power, sheets[power])
        if table.options.released:
            table.set_options(released=False)
        table.set_clock(Clock.for_turn(table.clock.per_turn))
        table.recall()
        table.turned()
        return tuple(f"turn {nth}: {act.reason}" for nth, act in dropped)

    def give(self, power: Power, name: str, reason: str) -> None:
        """Give a seat to a bot by name, or back to people."""
        _need(reason)
        self._going_on()
        try:
            self.table.session.seat(power, name, reason)
        except (SessionError, UnusablePlayer) as error:
            raise TableError(str(error)) from None
        self.table.turned()

    def end_turn(self, now: float) -> None:
        """End the turn before its time."""
        self.table.end_turn(now, "by the facilitator")

    def stop(self, reason: str, now: float) -> None:
        """End the game early: its truth is told as it stands."""
        _need(reason)
        self._going_on()
        _tried(lambda: self.table.session.stop(reason))
        self.table.set_clock(self.table.clock.pause(now))
        self.table.turned()

    def release(self, reason: str) -> None:
        """Let the table's people read the debrief."""
        if not self.table.over:
            raise TableError("the game goes on: its debrief waits for the end")
        self.note(f"debrief released: {reason}" if reason else "debrief released")
        self.table.set_options(released=True)

    def note(self, told: str) -> None:
        """Write something down in the record."""
        self.table.session.note(told)

    # ---------- words ----------

    def say(self, to: Iterable[Power], text: str, now: float) -> None:
        """Send a message to some seats, or to all where none is named."""
        self.table.post(None, [power.key for power in to], text, now)

    # ---------- people ----------

    def rename(self, name: str) -> None:
        """Call the table by another name."""
        name = tidy(name)
        self.table.store.rename_table(self.table.id, name)
        self.table.name = name
        self.table.changed(Part.RULES)

    def call(self, person: Person, name: str) -> None:
        """Call somebody by another name."""
        self.table.rename(person, tidy(name))

    def move(self, person: Person, power: Power | None, role: Role | None) -> None:
        """Give somebody another seat and role, or none; a leader who was there before makes room."""
        if power is None or role is None:
            self.table.stand_up(person)
            return
        if role is Role.LEADER:
            self._make_room(person, power)
        self.table.sit(person, power, role)

    def promote(self, person: Person) -> None:
        """Make somebody the leader of their seat."""
        if person.seat is None:
            raise TableError(f"{person.name} has no seat to lead")
        self.move(person, person.seat, Role.LEADER)

    def remove(self, person: Person) -> None:
        """Send somebody away for good."""
        self.table.leave(person)

    def _make_room(self, person: Person, power: Power) -> None:
        free = person.role if person.seat is power and person.role else Role.FOREIGN.value
        for other in self.table.team(power):
            if other.role == Role.LEADER.value and other.id != person.id:
                self.table.sit(other, power, Role(free))

    # ---------- how ----------

    def _going_on(self) -> None:
        if self.table.over:
            raise TableError("the game has ended")

    def _lay(self, power: Power, sheet: OrderSheet) -> None:
        texts = [write(order) for order in sheet.orders]
        self.table.store.keep_sheet(self.table.id, power, self.table.turn, texts, "the facilitator")


def tidy(name: str) -> str:
    """Return a name in one line; raise TableError where it is none."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise TableError(f"a name has 1 to {LONGEST_NAME} letters, all of them printable")
    return name


def spell(seconds: float) -> str:
    """Return minutes and seconds, such as `4:05`."""
    whole = round(seconds)
    return f"{whole // 60}:{whole % 60:02}"


def _need(reason: str) -> None:
    if not reason.strip():
        raise TableError("this needs a reason: the record and the debrief tell it")
    if len(reason) > LONGEST_REASON:
        raise TableError(f"a reason has {LONGEST_REASON} letters at most, this one {len(reason)}")


def _tried(act: Callable[[], T]) -> T:
    try:
        return act()
    except SessionError as error:
        raise TableError(str(error)) from None
