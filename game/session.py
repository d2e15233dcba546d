"""A game being played: seats, sheets as they come in, turns, going back. Surfaces are thin shells over it.

What is committed is on the disk before anybody is told so; a session killed at any moment resumes at the
same turn with the same committed sheets.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from game.acts import Acted, ImpossibleAct, carried_out
from game.codec import PERSON, BackLine, MemoLine, MessageLine, SeatLine, SheetLine, TurnLine
from game.content import scenario_digest, scenario_plain
from game.content_findings import nearest
from game.course import fallen
from game.players import registry
from game.players.asking import dismiss
from game.record import DamagedRecord, Past, Record, Recorder, RecordFile, load, playable, shared_scenario
from game.seating import Make
from game.standing import Refused, SessionError, Standing
from rules.content import Scenario
from rules.fingerprint import digest
from rules.interventions import Intervention, Reroll
from rules.journal import Fact, Faulted, Journal
from rules.legality import lawful
from rules.orders import OrderSheet
from rules.state import State
from rules.terms import POWERS, Power, Purpose
from rules.turn import adjudicate_lawful

__all__ = ["PERSON", "ActJournal", "Make", "Refused", "Session", "SessionError"]


SHOWN: Final = 5
"""How many rolls are named where none is near the one asked for."""


class ActJournal(Journal):
    """What an act did, and the seats whose committed sheets it made illegal: these are to write anew."""

    __slots__ = ("fallen",)

    def __init__(self, facts: Iterable[Fact], fallen: tuple[Power, ...]) -> None:
        super().__init__(facts)
        self.fallen = fallen


class Session(Standing):
    """One game: begin it with `start` or go on with it by `resume`.

    Where the disk refuses a line, OSError is raised, nothing has changed and it can be tried again.
    """

    def __init__(self, scenario: Scenario, seed: int, seats: Mapping[Power, str], make: Make) -> None:
        super().__init__(scenario, seed, seats, make)
        self._file: RecordFile | None = None
        self._recorder = Recorder()

    @classmethod
    def start(
        cls,
        scenario: str | Path,
        seats: Mapping[Power, str],
        seed: int,
        path: Path | None = None,
        make: Make = registry.make,
    ) -> Session:
        """Begin a game and its record, at a path where there is none yet; without a path it is not kept."""
        return cls.begin(scenario_plain(scenario), seats, seed, path, make)

    @classmethod
    def begin(
        cls,
        data: dict[str, Any],
        seats: Mapping[Power, str],
        seed: int,
        path: Path | None = None,
        make: Make = registry.make,
    ) -> Session:
        """Begin a game of a scenario's merged data, as with handicaps laid over it; else like `start`.

        Where the disk refuses the first line no file is left.
        """
        named = {power: seats.get(power, PERSON) for power in POWERS}
        known_as = scenario_digest(data)
        session = cls(shared_scenario(data, known_as), seed, named, make)
        keys = {power.key: name for power, name in named.items()}
        try:
            if path is not None:
                session._write_to(_open(path))
            session._recorder.header(str(data["name"]), known_as, seed, keys, data)
        except BaseException:
            session.close()
            if session._file is not None:
                session._file.path.unlink(missing_ok=True)
            raise
        return session

    @classmethod
    def resume(cls, path: Path, make: Make = registry.make) -> Session:
        """Go on with a recorded game: the same turn with the same committed sheets."""
        record = load(path)
        scenario = playable(record)
        moved = {line.power: line for line in record.lines if isinstance(line, SeatLine)}
        stayed = {power: PERSON if power in moved else name for power, name in record.header.seats.items()}
        session = cls(scenario, record.seed, stayed, make)
        session._catch_up(record, scenario, tuple(moved.values()))
        session._write_to(_open(path, record))
        if record.end is None:
            session._record_end()
        return session

    # ---------- what is done ----------

    def commit(self, sheet: OrderSheet) -> None:
        """Take a seat's sheet for this turn, in place of an earlier one; raise Refused if it is not legal."""
        self._going_on()
        fair, refused = lawful(self.observation(sheet.power), sheet)
        if refused:
            raise Refused(refused)
        self._recorder.sheet(self.turn, fair)
        self._sheets[sheet.power] = fair

    def withdraw(self, power: Power) -> None:
        """Give a committed sheet back before the turn is adjudicated."""
        if power not in self._sheets:
            raise SessionError(f"{power.key} has no sheet in for turn {self.turn}")
        self._recorder.withdraw(self.turn, power)
        del self._sheets[power]

    def adjudicate(self) -> Journal:
        """Ask the bots, work out the turn once all sheets are in, and return its journal."""
        self._going_on()
        if self.waiting:
            names = ", ".join(power.key for power in self.waiting)
            raise SessionError(f"turn {self.turn} waits for {names}")
        journal, turn = Journal(), self.turn
        sheets = {power: self._sheet_of(power, journal) for power in POWERS}
        state = adjudicate_lawful(self.state, sheets, journal).state
        self._recorder.turn(turn, sheets, digest(state))
        self._settle(state, journal, sheets)
        self._record_end()
        return journal

    def rewind(self, turn: int, reason: str) -> tuple[tuple[int, Intervention], ...]:
        """Go back to where the orders of a turn were first written; return the acts that no longer hold.

        What came after is taken back, the record keeps it. An act done in a turn belongs to its beginning,
        so those of the turn gone back to are dropped too; each is returned with its turn. Seats stay as they
        are now, and messages of later turns leave `messages`.
        """
        if not 1 <= turn <= self.turn:
            raise SessionError(f"there is no turn {turn} to go back to: the game is at {self.turn}")
        self._recorder.back(turn, reason)
        return self._go_back(turn)

    def stop(self, reason: str) -> None:
        """End the game early: it is told as it stands, until it goes back to a turn."""
        self._going_on()
        self._recorder.stop(self.turn, reason)
        self.stopped = reason
        self._sheets.clear()

    def intervene(self, act: Intervention) -> ActJournal:
        """Do a facilitator's act before the orders of this turn are adjudicated.

        Sheets that are still legal stay committed; the journal names the seats whose sheets fell. Raise
        SessionError with the nearest right thing where the act cannot be done; nothing has changed then.
        """
        self._going_on()
        done = self._carried_out(self.state, act)
        self._recorder.act(self.turn, act, digest(done.after))
        self._course.act(done)
        fell = fallen(done.after, self._sheets)
        for power in fell:
            del self._sheets[power]
        return ActJournal(done.facts, fell)

    def reroll(self, purpose: Purpose, subject: str, reason: str) -> Journal:
        """Take the last turn back and adjudicate it again: the same acts and sheets, one roll's dice anew.

        Where the disk refuses a line on the way, the game stands at that turn's orders.
        """
        turn = len(self.journals)
        if not turn:
            raise SessionError("no turn has been played: nothing was rolled")
        rolled = self.rolls(turn)
        names, name = [f"{each.purpose.key} {each.subject}" for each in rolled], f"{purpose.key} {subject}"
        if name not in names:
            near = nearest(name, names) or f": it had {', '.join(names[:SHOWN]) or 'none'}"
            raise SessionError(f"turn {turn} had no roll '{name}'{near}")
        act, acts, sheets = Reroll(purpose, subject, reason), len(self.acted(turn)), self._ordered[-1]
        self._carried_out(self.state_at(turn), act)
        self._recorder.back(turn, reason, acts)
        self._go_back(turn, acts)
        self.intervene(act)
        for power in POWERS:
            self._recorder.sheet(turn, sheets[power])
            self._sheets[power] = sheets[power]
        return self.adjudicate()

    def seat(self, power: Power, name: str, reason: str) -> None:
        """Give a seat to a player by name, or to people by the name of a person; raise UnusablePlayer.

        A bot that takes over lives through the turns that stand, so that it knows what it would have known.
        A sheet that was committed stays.
        """
        self._going_on()
        if self._seating.names[power] == name:
            raise SessionError(f"{power.key} is {name} already")
        lived = self._course.states[:-1]
        player = None if name == PERSON else self._seating.player(power, name, lived)
        try:
            self._recorder.seat(self.turn, power, name, reason)
        except BaseException:
            if player is not None:
                dismiss(player)
            raise
        self._seating.give(power, player, name)

    def note(self, reason: str) -> None:
        """Write down what the facilitator did beside the game."""
        self._recorder.note(self.turn, reason)

    def memo(self, power: Power, text: str) -> None:
        """Write down a seat's strategy."""
        self._recorder.memo(self.turn, power, text)
        self.memos[power] = text

    def message(self, to: Iterable[Power], text: str, sender: Power | None = None) -> None:
        """Write down a message to some seats, or to all where none is named."""
        seats = tuple(to)
        self._recorder.message(self.turn, seats, text, sender)
        self.messages.append(MessageLine(self.turn, seats, text, sender))

    def close(self) -> None:
        """Close the record and let the players go."""
        self._seating.close()
        if self._file is not None:
            self._file.close()

    # ---------- how ----------

    def _going_on(self) -> None:
        if self.state.commons.ending is not None:
            raise SessionError(f"the game ended at turn {self.turn}")
        if self.stopped:
            raise SessionError(f"the facilitator ended the game at turn {self.turn}")

    def _write_to(self, file: RecordFile) -> None:
        self._file, self._recorder = file, file.recorder

    def _sheet_of(self, power: Power, journal: Journal) -> OrderSheet:
        """Return the sheet committed for a seat, else the one its player writes."""
        sheet = self._sheets.get(power)
        if sheet is not None:
            return sheet
        sheet, faults = self._seating.ask(power, self.state)
        for fault in faults:
            self._recorder.fault(self.turn, power, fault)
            journal.tell(Faulted, power, fault)
        return sheet

    def _carried_out(self, state: State, act: Intervention) -> Acted:
        try:
            return carried_out(state, act)
        except ImpossibleAct as error:
            raise SessionError(str(error)) from None

    def _settle(self, state: State, journal: Journal, sheets: Mapping[Power, OrderSheet]) -> None:
        self._course.settle(state)
        self.journals.append(journal)
        self._ordered.append(sheets)
        self._sheets.clear()

    def _go_back(self, turn: int, acts: int = 0) -> tuple[tuple[int, Intervention], ...]:
        dropped = self._course.back(turn, acts)
        self._forget(turn)
        self._sheets.clear()
        self.stopped = ""
        return dropped

    def _forget(self, turn: int) -> None:
        """Forget what is told of a turn and those after it, and messages of those after it."""
        del self.journals[turn - 1 :]
        del self._ordered[turn - 1 :]
        self.messages = [each for each in self.messages if each.turn <= turn]

    def _record_end(self) -> None:
        result = self.outcome
        if result is not None:
            self._recorder.end(result)

    def _catch_up(self, record: Record, scenario: Scenario, moved: tuple[SeatLine, ...]) -> None:
        """Live through a record up to its last line; `moved` are the lines that say who sits there now."""
        past = Past(record, scenario)
        self._course, self._sheets = past.course, past.sheets
        for number, line in enumerate(record.lines, 1):
            step = past.live(number)
            match line:
                case TurnLine() if step is not None:
                    self._seating.remind(step.before, step.committed)
                    self.journals.append(step.journal)
                    self._ordered.append(step.sheets)
                case BackLine(turn):
                    self._forget(turn)
                case SheetLine():
                    self._check(number, line.sheet)
                case SeatLine(_, power, name) if line in moved:
                    lived = self._course.states[:-1]
                    player = None if name == PERSON else self._seating.player(power, name, lived)
                    self._seating.give(power, player, name)
                case MemoLine(_, power, text):
                    self.memos[power] = text
                case MessageLine():
                    self.messages.append(line)
        self._seating.people = record.people
        self.stopped = record.stopped
        if self.stopped:
            self._sheets.clear()

    def _check(self, number: int, sheet: OrderSheet) -> None:
        """See that a recorded sheet was legal when it was committed."""
        _, refused = lawful(self.observation(sheet.power), sheet)
        if refused:
            raise DamagedRecord(number, f"a committed sheet is not legal: {Refused(refused)}")


def _open(path: Path, record: Record | None = None) -> RecordFile:
    try:
        return RecordFile(path, record)
    except FileExistsError:
        raise SessionError(f"{path} is there already: resume it, or choose another name") from None
    except OSError as error:
        raise SessionError(f"{path} cannot be written: {error.strerror}") from None
