"""A game being played: seats, sheets as they come in, turns, going back. Surfaces are thin shells over it.

What is committed is on the disk before anybody is told so; a session killed at any moment resumes at the
same turn with the same committed sheets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from game.codec import BackLine, MemoLine, MessageLine, SheetLine, TurnLine, WithdrawLine
from game.content import scenario_digest, scenario_from_plain, scenario_plain
from game.players import registry
from game.players.asking import ask, dismiss, seated
from game.players.base import Player, player_seed
from game.players.card_bot import CardBot
from game.players.random_bot import RandomBot
from game.record import DamagedRecord, Record, Recorder, RecordFile, load, playable, steps
from rules.content import Scenario
from rules.fingerprint import digest
from rules.journal import Fact, Faulted, Journal, redact
from rules.legality import Violation, lawful
from rules.notation import write
from rules.observation import Observation, hidden_areas, observe
from rules.orders import Order, OrderSheet
from rules.reckoning import Outcome, outcome
from rules.state import State
from rules.terms import POWERS, Power
from rules.turn import adjudicate_lawful, new_game

PERSON: Final = "human"
"""The name of a seat that a person fills; every other name is a player's of the registry."""

Make = Callable[[str], Player]


class SessionError(Exception):
    """What cannot be done now, and why."""


class Refused(SessionError):
    """A sheet with orders that are not legal: each with its violation."""

    def __init__(self, refused: tuple[tuple[Order, Violation], ...]) -> None:
        super().__init__("; ".join(f"{write(order)}: {violation}" for order, violation in refused))
        self.refused = refused


class Session:
    """One game: begin it with `start` or go on with it by `resume`.

    Where the disk refuses a line, OSError is raised, nothing has changed and it can be tried again.
    """

    def __init__(self, scenario: Scenario, seed: int, seats: Mapping[Power, str], make: Make) -> None:
        self.scenario = scenario.name
        self.seed = seed
        self.seats = dict(seats)
        self.opening = Journal()
        self.journals: list[Journal] = []
        self.memos: dict[Power, str] = {}
        self.messages: list[MessageLine] = []
        self._states = [new_game(scenario, seed, self.opening)]
        self._ordered: list[Mapping[Power, OrderSheet]] = []
        self._sheets: dict[Power, OrderSheet] = {}
        self._file: RecordFile | None = None
        self._recorder = Recorder()
        named = [(power, name) for power, name in self.seats.items() if name != PERSON]
        self._players = {power: seated(make(name)) for power, name in named}
        for power, player in self._players.items():
            player.begin(power, player_seed(seed, power))

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
        session = cls(scenario_from_plain(data), seed, named, make)
        keys = {power.key: name for power, name in named.items()}
        try:
            if path is not None:
                session._write_to(_open(path))
            session._recorder.header(str(data["name"]), scenario_digest(data), seed, keys, data)
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
        session = cls(scenario, record.seed, record.seats, make)
        session._catch_up(record, scenario)
        session._write_to(_open(path, record))
        if record.end is None:
            session._record_end()
        return session

    # ---------- what is seen ----------

    @property
    def state(self) -> State:
        """The state in which orders are being written, or the last one."""
        return self._states[-1]

    @property
    def turn(self) -> int:
        """The turn that orders are being written for, or the last one."""
        return self.state.commons.turn

    @property
    def outcome(self) -> Outcome | None:
        """How the game ended, or None while it goes on."""
        return outcome(self.state)

    @property
    def sheets(self) -> dict[Power, OrderSheet]:
        """The sheets committed for this turn."""
        return dict(self._sheets)

    @property
    def states(self) -> tuple[State, ...]:
        """The state before each turn, and the one that stands: the truth, for what shows no secret."""
        return tuple(self._states)

    @property
    def ordered(self) -> tuple[Mapping[Power, OrderSheet], ...]:
        """The sheets of every turn played."""
        return tuple(self._ordered)

    @property
    def waiting(self) -> tuple[Power, ...]:
        """The people whose sheets are not in yet."""
        return tuple(power for power in POWERS if self.seats[power] == PERSON and power not in self._sheets)

    def state_at(self, turn: int) -> State:
        """Return the state in which the orders of a turn are written; one past the last is the last."""
        if not 1 <= turn <= len(self._states):
            raise SessionError(f"turn {turn} has not been reached")
        return self._states[turn - 1]

    def observation(self, power: Power) -> Observation:
        """Return what a power knows."""
        return observe(self.state, power)

    def observation_at(self, power: Power, turn: int) -> Observation:
        """Return what a power knew when it wrote its sheet for a turn."""
        if not 1 <= turn <= len(self._states):
            raise SessionError(f"turn {turn} has not begun")
        return observe(self._states[turn - 1], power)

    def news(self, power: Power, turn: int) -> tuple[Fact, ...]:
        """Return what a power may read of a turn's journal."""
        if not 1 <= turn <= len(self.journals):
            raise SessionError(f"turn {turn} has not been played")
        return redact(self.journals[turn - 1].facts, power, hidden_areas(self.state.world, power))

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

    def rewind(self, turn: int, reason: str) -> None:
        """Go back to the orders of a turn; what came after it is taken back, the record keeps it."""
        if not 1 <= turn <= self.turn:
            raise SessionError(f"there is no turn {turn} to go back to: the game is at {self.turn}")
        self._recorder.back(turn, reason)
        self._go_back(turn)

    def act(self, reason: str) -> None:
        """Write down an act of the facilitator with its reason."""
        self._recorder.act(self.turn, reason)

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
        for player in self._players.values():
            dismiss(player)
        if self._file is not None:
            self._file.close()

    # ---------- how ----------

    def _going_on(self) -> None:
        if self.state.commons.ending is not None:
            raise SessionError(f"the game ended at turn {self.turn}")

    def _write_to(self, file: RecordFile) -> None:
        self._file, self._recorder = file, file.recorder

    def _sheet_of(self, power: Power, journal: Journal) -> OrderSheet:
        """Return the sheet committed for a seat, else the one its player writes."""
        sheet = self._sheets.get(power)
        if sheet is not None:
            return sheet
        sheet, faults = ask(self._players[power], self.state, power)
        for fault in faults:
            self._recorder.fault(self.turn, power, fault)
            journal.tell(Faulted, power, fault)
        return sheet

    def _settle(self, state: State, journal: Journal, sheets: Mapping[Power, OrderSheet]) -> None:
        self._states.append(state)
        self.journals.append(journal)
        self._ordered.append(sheets)
        self._sheets.clear()

    def _go_back(self, turn: int) -> None:
        del self._states[turn:]
        del self.journals[turn - 1 :]
        del self._ordered[turn - 1 :]
        self.messages = [each for each in self.messages if each.turn <= turn]
        self._sheets.clear()

    def _record_end(self) -> None:
        result = self.outcome
        if result is not None:
            self._recorder.end(result)

    def _catch_up(self, record: Record, scenario: Scenario) -> None:
        """Play a record again up to its last line."""
        played = steps(record, scenario)
        for number, line in enumerate(record.lines, 1):
            match line:
                case TurnLine():
                    step = next(played)
                    self._remind()
                    self._settle(step.after, step.journal, step.sheets)
                case BackLine(turn):
                    self._go_back(turn)
                case SheetLine():
                    self._take(number, line.sheet)
                case WithdrawLine(_, power):
                    self._sheets.pop(power, None)
                case MemoLine(_, power, text):
                    self.memos[power] = text
                case MessageLine():
                    self.messages.append(line)
        next(played, None)  # an end after the last turn is checked too

    def _remind(self) -> None:
        """Let the quick bots of the house live through a turn again, so that they know what they knew.

        The sheets are those of the record. A planner keeps nothing worth its time, and guests are left alone.
        """
        for power, player in self._players.items():
            if power not in self._sheets and isinstance(player, CardBot | RandomBot):
                ask(player, self.state, power)

    def _take(self, number: int, sheet: OrderSheet) -> None:
        """Take a recorded sheet that was legal when it was committed."""
        _, refused = lawful(self.observation(sheet.power), sheet)
        if refused:
            raise DamagedRecord(number, f"a committed sheet is not legal: {Refused(refused)}")
        self._sheets[sheet.power] = sheet


def _open(path: Path, record: Record | None = None) -> RecordFile:
    try:
        return RecordFile(path, record)
    except FileExistsError:
        raise SessionError(f"{path} is there already: resume it, or choose another name") from None
    except OSError as error:
        raise SessionError(f"{path} cannot be written: {error.strerror}") from None
