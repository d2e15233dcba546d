"""The game record: chained lines of JSON that hold a whole game, read back, replayed and verified.

Every line ends in `"chain"`: 16 hexadecimal digits of blake2b over the chain before it and the bytes of
the line up to that field; the first follows sixteen zeros. So a changed byte is found wherever it is.
A last line that was cut short is no damage: it does not count, and the record is `torn`. White space
after the last line, or in place of its newline, belongs to no line and is passed over.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any, Final

from attrs import define, field, frozen

from game.codec import (
    FORMAT,
    ActLine,
    BackLine,
    CodecError,
    EndLine,
    FaultLine,
    Header,
    Line,
    MemoLine,
    MessageLine,
    SheetLine,
    TurnLine,
    WithdrawLine,
    line_from_plain,
    line_to_plain,
)
from game.content import (
    ContentError,
    scenario_digest,
    scenario_from_plain,
    scenario_names,
    scenario_plain,
)
from rules import VERSION
from rules.content import Scenario
from rules.fingerprint import digest
from rules.journal import Faulted, Journal
from rules.notation import write
from rules.orders import Order, OrderSheet
from rules.reckoning import Outcome, outcome
from rules.state import State
from rules.terms import POWERS, Power
from rules.turn import adjudicate, new_game

START: Final = "0" * 16
"""The chain before the first line."""

_SEAL: Final = re.compile(rb',"chain":"([0-9a-f]{16})"\}')
_SEAL_LENGTH: Final = 28


class DamagedRecord(Exception):
    """A record that is not what was written: the line, from 1 (0 for the file itself), and why."""

    def __init__(self, line: int, reason: str) -> None:
        super().__init__(line, reason)
        self.line = line
        self.reason = reason

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}" if self.line else self.reason


class OtherRules(DamagedRecord):
    """A whole record of another rules version: it can be shown, but not played again."""

    def __init__(self, rules: str) -> None:
        super().__init__(1, f"played with rules {rules}, these are {VERSION}: shown from what it holds")


def link(chain: str, body: bytes) -> str:
    """Return the chain of a line: the chain before it and its bytes up to the chain field."""
    return blake2b(chain.encode() + body, digest_size=8).hexdigest()


# ---------- writing ----------


class _Quoted(dict[Order, str]):
    """The JSON text of orders, remembered, since one order is written in many games (60 ns for 2 µs)."""

    def __missing__(self, order: Order) -> str:
        if len(self) >= 1 << 16:
            self.clear()
        text = self[order] = json.dumps(write(order))
        return text


_quoted: Final = _Quoted().__getitem__


class Recorder:
    """Writes a game's lines, each chained to the one before, and hands them to `keep` or to `lines`."""

    def __init__(self, keep: Callable[[str], object] | None = None, chain: str = START) -> None:
        self.lines: list[str] = []
        self.chain = chain
        self._keep = self.lines.append if keep is None else keep

    def header(
        self,
        scenario: str,
        scenario_digest: str,
        seed: int,
        seats: Mapping[str, str],
        data: dict[str, Any] | None = None,
    ) -> None:
        """Begin: seats are players' names by the power's key, data the plain scenario if it is to be kept."""
        names = {power: seats[power.key] for power in POWERS}
        self._add(Header(FORMAT, VERSION, scenario, scenario_digest, seed, names, data))

    def sheet(self, turn: int, sheet: OrderSheet) -> None:
        """Write down a committed sheet."""
        self._add(SheetLine(turn, sheet.power, sheet.orders))

    def withdraw(self, turn: int, power: Power) -> None:
        """Write down that a committed sheet was taken back."""
        self._add(WithdrawLine(turn, power))

    def turn(self, turn: int, sheets: Mapping[Power, OrderSheet], digest: str) -> None:
        """Write down a turn: the sheets it was worked out from, and the digest of the state after."""
        japan, us, china, dprk = [
            ",".join(map(_quoted, sheets[power].orders)) if power in sheets else "" for power in POWERS
        ]
        self._seal(
            f'{{"kind":"turn","turn":{turn},"sheets":{{"japan":[{japan}],"us":[{us}],"china":[{china}],'
            f'"dprk":[{dprk}]}},"digest":"{digest}"'.encode()
        )

    def back(self, turn: int, reason: str) -> None:
        """Write down that the game went back to the orders of a turn."""
        self._add(BackLine(turn, reason))

    def act(self, turn: int, reason: str) -> None:
        """Write down an act of the facilitator."""
        self._add(ActLine(turn, reason))

    def memo(self, turn: int, power: Power, text: str) -> None:
        """Write down a seat's strategy."""
        self._add(MemoLine(turn, power, text))

    def message(self, turn: int, to: Iterable[Power], text: str, sender: Power | None = None) -> None:
        """Write down a message to some seats, or to all where none is named."""
        self._add(MessageLine(turn, tuple(to), text, sender))

    def fault(self, turn: int, power: Power, reason: str) -> None:
        """Write down what was wrong with a player's sheet."""
        self._add(FaultLine(turn, power, reason))

    def end(self, outcome: Outcome) -> None:
        """Write down how the game ended."""
        scores = {each.power: each.total for each in outcome.scores}
        self._add(EndLine(outcome.turn, outcome.ending, scores))

    def _add(self, line: Line) -> None:
        text = json.dumps(line_to_plain(line), ensure_ascii=False, separators=(",", ":"))
        self._seal(text[:-1].encode("utf-8", "replace"))

    def _seal(self, body: bytes) -> None:
        chain = link(self.chain, body)
        self._keep(f'{body.decode()},"chain":"{chain}"}}')
        self.chain = chain


def write_record(path: str | Path, lines: Iterable[str]) -> None:
    """Write a finished game's lines as a whole file."""
    Path(path).write_bytes("".join(f"{line}\n" for line in lines).encode())


class RecordFile:
    """A record on disk that grows line by line; each line is on the disk when `append` returns.

    Without a record it begins a new file (FileExistsError where there is one); with the record that was
    read from the path it goes on after its last whole line, and a torn one is cut off.
    """

    def __init__(self, path: str | Path, record: Record | None = None) -> None:
        self.path = Path(path)
        self._file = open(path, "xb" if record is None else "r+b", buffering=0)  # noqa: SIM115
        self._end = 0
        if record is None:
            _sync_folder(self.path.parent)
        else:
            self._go_on(record.size)
        self.recorder = Recorder(self.append, START if record is None else record.chain)

    def append(self, line: str) -> None:
        """Add a line; where that fails nothing of it is kept and the file can be tried again."""
        data = memoryview(f"{line}\n".encode())
        try:
            while data:
                data = data[self._file.write(data) or 0 :]
            os.fsync(self._file.fileno())
        except OSError:
            with suppress(OSError):
                self._cut(self._end)
            raise
        self._end = self._file.tell()

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def _go_on(self, size: int) -> None:
        """Cut off what follows the last whole line and see that it ends in a newline."""
        self._cut(size)
        self._file.seek(size - 1)
        if self._file.read(1) != b"\n":
            self._file.write(b"\n")
        os.fsync(self._file.fileno())
        self._end = self._file.tell()

    def _cut(self, size: int) -> None:
        self._file.truncate(size)
        self._file.seek(size)


def _sync_folder(folder: Path) -> None:
    """See that a new file's name is on the disk too, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


# ---------- reading ----------


@frozen
class Record:
    """A record read: its lines (the header first), the turns that stand, and whether its end is torn."""

    header: Header
    lines: tuple[Line, ...]
    turns: tuple[TurnLine, ...]
    end: EndLine | None
    torn: bool
    chain: str
    size: int

    @property
    def scenario(self) -> str:
        """The scenario's name."""
        return self.header.scenario

    @property
    def seed(self) -> int:
        """The game's seed."""
        return self.header.seed

    @property
    def seats(self) -> dict[Power, str]:
        """Who sits where, by name."""
        return self.header.seats


def load(path: str | Path) -> Record:
    """Return the record of a file, read line by line; raise DamagedRecord at the first damage."""
    try:
        with open(path, "rb") as stream:
            return _read(stream)
    except OSError as error:
        raise DamagedRecord(0, f"{path} cannot be read: {error.strerror}") from None


def from_lines(lines: Iterable[str]) -> Record:
    """Return the record that lines without their newlines make up."""
    return _read(f"{line}\n".encode("utf-8", "replace") for line in lines)


def _read(stream: Iterable[bytes]) -> Record:
    reader = _Reader()
    for raw in stream:
        reader.feed(raw)
    return reader.record()


@define
class _Reader:
    """Reads lines one by one and keeps count of the turns."""

    number: int = 0
    offset: int = 0
    size: int = 0
    blank: int = 0
    torn: bool = False
    chain: str = START
    lines: list[Line] = field(factory=list)
    turns: list[TurnLine] = field(factory=list)
    end: EndLine | None = None

    def feed(self, raw: bytes) -> None:
        """Read one line with its newline; only the last may lack it."""
        self.number += 1
        self.offset += len(raw)
        if not raw.strip():
            self.blank = self.blank or self.number
            return
        if self.blank:
            raise DamagedRecord(self.blank, "an empty line")
        whole = raw.endswith(b"\n")
        line = raw[:-1] if whole else raw.rstrip()
        if not whole and not _SEAL.fullmatch(line[-_SEAL_LENGTH:]):
            self.torn = True
            return
        self._take(self._open(line))
        self.size = self.offset - len(raw) + len(line) + whole

    def record(self) -> Record:
        """Return what was read."""
        if not self.lines:
            raise DamagedRecord(1, "there is no whole header: nothing was kept of this game")
        header = self.lines[0]
        assert isinstance(header, Header)
        lines, turns = tuple(self.lines), tuple(self.turns)
        return Record(header, lines, turns, self.end, self.torn, self.chain, self.size)

    def _open(self, line: bytes) -> Line:
        """Return what a line says once its chain is seen to be right."""
        body, seal = line[:-_SEAL_LENGTH], _SEAL.fullmatch(line[-_SEAL_LENGTH:])
        if seal is None:
            raise DamagedRecord(self.number, _why_unsealed(line))
        self.chain = link(self.chain, body)
        if self.chain.encode() != seal[1]:
            raise DamagedRecord(self.number, "the chain is wrong: this line was changed, or one is missing")
        try:
            return line_from_plain(json.loads((body + b"}").decode()))
        except CodecError as error:
            raise DamagedRecord(self.number, str(error)) from None
        except (ValueError, RecursionError):
            raise DamagedRecord(self.number, "this is not JSON") from None

    def _take(self, line: Line) -> None:
        """Keep a line if it may stand here."""
        if isinstance(line, Header) != (self.number == 1):
            raise DamagedRecord(self.number, "the header is the first line and no other")
        if not isinstance(line, Header):
            self._count(line)
        self.lines.append(line)

    def _count(self, line: Line) -> None:
        assert not isinstance(line, Header)
        here = len(self.turns) + 1
        match line:
            case BackLine():
                if not 1 <= line.turn <= here:
                    raise DamagedRecord(self.number, f"back to turn {line.turn}, but the game is at {here}")
                del self.turns[line.turn - 1 :]
                self.end = None
                return
            case EndLine():
                here -= 1
            case ActLine() | MemoLine() | MessageLine() if self.end is not None:
                here = self.end.turn
        if line.turn != here:
            raise DamagedRecord(self.number, f"turn {line.turn} is out of order: the game is at {here}")
        if self.end is not None and not isinstance(line, ActLine | MemoLine | MessageLine):
            raise DamagedRecord(self.number, "the game had ended")
        if isinstance(line, TurnLine):
            self.turns.append(line)
        elif isinstance(line, EndLine):
            self.end = line


def _why_unsealed(line: bytes) -> str:
    if line.endswith(b"\r"):
        return "ends in a carriage return: a program has rewritten the file's line ends"
    try:
        json.loads(line.decode())
    except (ValueError, RecursionError):
        return "this is not JSON"
    return "does not end in its chain"


# ---------- playing again ----------


@frozen
class Step:
    """A turn played again: the number of its line, the states before and after, sheets and journal."""

    line: int
    turn: int
    before: State
    sheets: Mapping[Power, OrderSheet]
    after: State
    journal: Journal


@frozen
class Verification:
    """Whether a record is what the rules make of its scenario, seed and sheets, and in words."""

    ok: bool
    turns: int
    message: str


def scenario_of(record: Record, data: Mapping[str, Any] | None = None) -> Scenario:
    """Return the scenario of a record from its own data, else the data given, else by its name."""
    name, theirs = record.scenario, record.header.scenario_digest
    try:
        data = record.header.data or data or _data_by_name(name)
        ours = scenario_digest(data)
        if theirs != ours:
            raise DamagedRecord(1, f"'{name}' is {ours} here, but {theirs or 'unknown'} in the record")
        scenario = _scenario(ours, data)
    except ContentError as error:
        raise DamagedRecord(1, f"the scenario '{name}' cannot be played: {error.faults[0]}") from None
    except UnicodeEncodeError:
        raise DamagedRecord(1, f"the scenario '{name}' is not all text") from None
    if scenario.name != name:
        raise DamagedRecord(1, f"the scenario is called '{scenario.name}', not '{name}'")
    return scenario


def _data_by_name(name: str) -> dict[str, Any]:
    if name not in scenario_names():
        raise DamagedRecord(1, f"the scenario '{name}' is not here, and the record does not hold it")
    return scenario_plain(name)


def _scenario(known_as: str, data: Mapping[str, Any]) -> Scenario:
    """Return the scenario of data with this digest, remembered, as many records share one."""
    found = _scenarios.get(known_as)
    if found is None:
        found = scenario_from_plain(data)
        if len(_scenarios) >= 8:
            _scenarios.clear()
        _scenarios[known_as] = found
    return found


_scenarios: Final[dict[str, Scenario]] = {}


def playable(record: Record, data: Mapping[str, Any] | None = None) -> Scenario:
    """Return the scenario of a record that can be played again; raise OtherRules where it cannot."""
    if record.header.rules != VERSION:
        raise OtherRules(record.header.rules)
    return scenario_of(record, data)


def steps(record: Record, scenario: Scenario) -> Iterator[Step]:
    """Play every turn again, those taken back too; raise DamagedRecord where the record says otherwise."""
    states = [new_game(scenario, record.seed)]
    journal = Journal()
    for number, line in enumerate(record.lines, 1):
        match line:
            case BackLine():
                del states[line.turn :]
                journal = Journal()
            case FaultLine():
                journal.tell(Faulted, line.power, line.reason)
            case TurnLine():
                step = _play(number, line, states[-1], journal)
                states.append(step.after)
                journal = Journal()
                yield step
            case EndLine():
                _same_end(number, line, states[-1])


def _play(number: int, line: TurnLine, before: State, journal: Journal) -> Step:
    if before.commons.ending is not None:
        raise DamagedRecord(number, f"turn {line.turn} was played after the game had ended")
    after = adjudicate(before, line.sheets, journal).state
    if digest(after) != line.digest:
        reason = f"turn {line.turn} ends in state {digest(after)}, not in {line.digest}"
        raise DamagedRecord(number, reason)
    return Step(number, line.turn, before, line.sheets, after, journal)


def _same_end(number: int, line: EndLine, state: State) -> None:
    result = outcome(state)
    if result is None:
        raise DamagedRecord(number, "the game had not ended")
    scores = {each.power: each.total for each in result.scores}
    if (line.turn, line.ending, line.scores) != (result.turn, result.ending, scores):
        said = ", ".join(f"{power.key} {total}" for power, total in scores.items())
        reason = f"this is not how it ended: turn {result.turn}, {result.ending.key}, {said}"
        raise DamagedRecord(number, reason)


def replay(
    record: Record, on_turn: Callable[[Step], object] | None = None, data: Mapping[str, Any] | None = None
) -> State:
    """Play the turns that stand again, tell of each, and return the last state."""
    standing = {id(line) for line in record.turns}
    scenario = playable(record, data)
    last = new_game(scenario, record.seed)
    for step in steps(record, scenario):
        if id(record.lines[step.line - 1]) in standing:
            last = step.after
            if on_turn is not None:
                on_turn(step)
    return last


def verify(record: Record, data: Mapping[str, Any] | None = None) -> Verification:
    """Play every turn again and say whether scenario, states and scores are those recorded."""
    turns = 0
    try:
        for _ in steps(record, playable(record, data)):
            turns += 1
    except DamagedRecord as damage:
        return Verification(False, turns, f"not verified: {damage}")
    if record.torn:
        message = f"{turns} turns agree, but the last line is torn and does not count"
        return Verification(False, turns, message)
    return Verification(True, turns, f"verified: {turns} turns agree{'' if record.end else ', unfinished'}")
