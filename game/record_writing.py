"""Writes the game record line by line, each chained to the last; the format is in `game.record_reading`."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from game.codec import (
    FORMAT,
    ActLine,
    BackLine,
    EndLine,
    FaultLine,
    Header,
    Line,
    MemoLine,
    MessageLine,
    SeatLine,
    SheetLine,
    StopLine,
    WithdrawLine,
    line_to_plain,
)
from game.record_reading import START, Record, link
from rules import VERSION
from rules.interventions import Intervention
from rules.notation import write
from rules.orders import Order, OrderSheet
from rules.reckoning import Outcome
from rules.terms import POWERS, Power


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

    def back(self, turn: int, reason: str, acts: int = 0) -> None:
        """Write down that the game went back to the orders of a turn, with the first of its acts."""
        self._add(BackLine(turn, reason, acts))

    def note(self, turn: int, reason: str) -> None:
        """Write down what the facilitator did beside the game."""
        self._add(ActLine(turn, reason))

    def act(self, turn: int, act: Intervention, digest: str) -> None:
        """Write down an act of the facilitator and the digest of the state after it."""
        self._add(ActLine(turn, act.reason, act, digest))

    def seat(self, turn: int, power: Power, player: str, reason: str) -> None:
        """Write down that a seat was given to a player, or to people."""
        self._add(SeatLine(turn, power, player, reason))

    def stop(self, turn: int, reason: str) -> None:
        """Write down that the facilitator ended the game early."""
        self._add(StopLine(turn, reason))

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
