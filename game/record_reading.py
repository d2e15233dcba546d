"""Reads the game record: chained lines of JSON that hold a whole game.

Every line ends in `"chain"`: 16 hexadecimal digits of blake2b over the chain before it and the bytes of
the line up to that field; the first follows sixteen zeros. So a changed byte is found wherever it is.
A last line that was cut short is no damage: it does not count, and the record is `torn`. White space
after the last line, or in place of its newline, belongs to no line and is passed over.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Final

from attrs import define, field, frozen

from game.codec import (
    PERSON,
    ActLine,
    BackLine,
    CodecError,
    EndLine,
    Header,
    Line,
    MemoLine,
    MessageLine,
    SeatLine,
    StopLine,
    TurnLine,
    line_from_plain,
)
from rules import VERSION
from rules.terms import Power

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
        """Who sits where after the last line, by name."""
        return self.seats_at(len(self.turns) + 1)

    @property
    def stopped(self) -> str:
        """Why the facilitator ended the game early; empty where they did not, or went back since."""
        last = next((line for line in reversed(self.lines) if isinstance(line, StopLine | BackLine)), None)
        return last.reason if isinstance(last, StopLine) else ""

    def seats_at(self, turn: int) -> dict[Power, str]:
        """Who sat where when a turn that stands was adjudicated; past the last, who sits there now."""
        seats = dict(self.header.seats)
        last = self.turns[turn - 1] if turn <= len(self.turns) else None
        for line in self.lines:
            if line is last:
                break
            if isinstance(line, SeatLine):
                seats[line.power] = line.player
        return seats

    @property
    def people(self) -> tuple[Power, ...]:
        """The seats that people fill or have filled."""
        moved = [line for line in self.lines if isinstance(line, SeatLine) and line.player == PERSON]
        sat = {power for power, name in self.header.seats.items() if name == PERSON}
        return tuple(sorted(sat | {line.power for line in moved}))


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
    acts: list[int] = field(factory=lambda: [0])
    """The number of acts done in each turn that stands, and in the one under way."""
    end: EndLine | None = None
    stopped: bool = False

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
        """Keep count of turns and acts; a line that is out of order is damage."""
        assert not isinstance(line, Header)
        if isinstance(line, BackLine):
            self._back(line)
            return
        beside = isinstance(line, MemoLine | MessageLine) or (isinstance(line, ActLine) and line.act is None)
        here = len(self.turns) + 1
        if isinstance(line, EndLine):
            here -= 1
        elif beside and self.end is not None:
            here = self.end.turn
        if line.turn != here:
            raise DamagedRecord(self.number, f"turn {line.turn} is out of order: the game is at {here}")
        if self.end is not None and not beside:
            raise DamagedRecord(self.number, "the game had ended")
        if self.stopped and not beside:
            raise DamagedRecord(self.number, "the facilitator had ended the game")
        match line:
            case StopLine():
                self.stopped = True
            case TurnLine():
                self.turns.append(line)
                self.acts.append(0)
            case ActLine(act=act) if act is not None:
                self.acts[-1] += 1
            case EndLine():
                self.end = line

    def _back(self, line: BackLine) -> None:
        here = len(self.turns) + 1
        if not 1 <= line.turn <= here:
            raise DamagedRecord(self.number, f"back to turn {line.turn}, but the game is at {here}")
        done = self.acts[line.turn - 1]
        if line.acts > done:
            raise DamagedRecord(self.number, f"back to act {line.acts} of turn {line.turn}, which had {done}")
        del self.turns[line.turn - 1 :]
        self.acts[line.turn - 1 :] = [line.acts]
        self.end = None
        self.stopped = False


def _why_unsealed(line: bytes) -> str:
    if line.endswith(b"\r"):
        return "ends in a carriage return: a program has rewritten the file's line ends"
    try:
        json.loads(line.decode())
    except (ValueError, RecursionError):
        return "this is not JSON"
    return "does not end in its chain"
