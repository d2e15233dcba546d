"""A player that is a program of its own, in any language: it reads and writes lines of JSON (`docs/bots.md`).

One program plays one game. It is asked and waits, and what it writes unasked is the answer to a question
to come, so that the order of lines alone decides, never their timing. At the end of a game its input ends;
a program that does not leave then is killed with all that it started, and so it is when this process dies.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock, Thread
from typing import IO, Final

from game.codec import CodecError, order_from_text
from game.codec_bots import LONGEST_LINE, Said, draft_line, hello_line, said_from_line, turn_line
from game.players import guard
from game.players.base import Desk
from game.players.clock import LIMITS, Limits
from game.players.outside import Broke, Outsider, one_line
from rules.observation import Observation
from rules.orders import Order

GRACE: Final = 1.0
"""The seconds that a program has to leave once its input has ended."""


class SubprocessBot(Outsider):
    """Asks a program for its sheets."""

    def __init__(self, name: str, command: Sequence[str], limits: Limits = LIMITS) -> None:
        super().__init__(name, limits)
        self._command = tuple(command)
        self._program: Program | None = None
        self._starts = 0

    def close(self) -> None:
        """End the program with its game."""
        program, self._program, self._starts = self._program, None, 0
        if program is not None:
            program.leave(GRACE)

    def _end(self) -> None:
        program, self._program = self._program, None
        if program is not None:
            program.leave(0.0)

    def __del__(self) -> None:
        with suppress(Exception):
            self._end()

    def _write(self, observation: Observation, desk: Desk) -> tuple[str, ...]:
        question = turn_line(observation, desk.left._asdict(), desk.menu())
        if self._program is None:
            self._program = Program(self._command, self._limits.log)
            self._starts += 1
            question = self._hello(observation) + question
        while True:
            said = self._ask(question, observation)
            if not said.draft:
                return said.orders
            question = _look_over(observation, said)

    def _hello(self, observation: Observation) -> bytes:
        seconds = (self._limits.turn, self._limits.bank)
        return hello_line(observation.world, observation.power, self._seed, seconds, self._starts)

    def _ask(self, question: bytes, observation: Observation) -> Said:
        assert self._program is not None
        line = self._program.ask(question, self._clock.left)
        try:
            return said_from_line(line, observation.power, observation.turn)
        except CodecError as error:
            raise Broke(one_line(str(error))) from None


def _look_over(observation: Observation, said: Said) -> bytes:
    """Return what would become of a draft: what would be left out, what it leaves, what may be added."""
    desk, refused = Desk(observation), []
    for text in said.orders:
        try:
            order: Order = order_from_text(text)
        except CodecError as error:
            refused.append((text, str(error)))
            continue
        violation = desk.check(order)
        if violation is None:
            desk.add(order)
        else:
            refused.append((text, str(violation)))
    return draft_line(observation.turn, refused, desk.left._asdict(), desk.menu())


# ---------- programs ----------


class Program:
    """A running program that is asked line by line; a thread of its own writes to it and reads from it."""

    def __init__(self, command: Sequence[str], log: str = "") -> None:
        _guard.start()
        try:
            self._process = _start(command, log)
        except OSError as error:
            raise Broke(f"cannot be started: {error.strerror or error}") from None
        _guard.tell(f"+{self._process.pid}")
        self._questions: SimpleQueue[bytes | None] = SimpleQueue()
        self._answers: SimpleQueue[bytes] = SimpleQueue()
        self._left = False
        self._thread = Thread(target=self._talk, daemon=True)
        self._thread.start()

    def ask(self, question: bytes, seconds: float) -> bytes:
        """Return the next line that the program writes once it was sent a question; raise Broke."""
        self._questions.put(question)
        try:
            line = self._answers.get(timeout=seconds)
        except Empty:
            raise Broke("no sheet in time") from None
        if line:
            return line
        self.leave(0.0)
        raise Broke(f"the program ended ({_how(self._process.returncode)})")

    def leave(self, grace: float) -> None:
        """End the program: its input ends, and after some seconds it is killed; once is enough."""
        if self._left:
            return
        self._left = True
        self._questions.put(None)
        try:
            self._thread.join(grace)
        finally:
            self._kill()

    def _kill(self) -> None:
        """Kill the program before it is waited for, while its number cannot be another's."""
        guard.kill(self._process.pid)
        self._process.kill()
        _guard.tell(f"-{self._process.pid}")
        self._process.wait()
        self._thread.join(GRACE)

    def _talk(self) -> None:
        """Send questions and fetch one line for each until there is no more to ask; then close both ends."""
        stdin, stdout = self._process.stdin, self._process.stdout
        assert stdin is not None and stdout is not None
        for question in iter(self._questions.get, None):
            self._answers.put(_exchange(stdin, stdout, question))
        with suppress(OSError):
            stdin.close()
        with suppress(OSError):
            while stdout.read1(1 << 16):  # type: ignore[attr-defined]
                pass
        stdout.close()


def _exchange(stdin: IO[bytes], stdout: IO[bytes], question: bytes) -> bytes:
    """Return the line that answers a question, with at most one byte too many; empty where there is none."""
    with suppress(OSError):
        stdin.write(question)
        stdin.flush()
        return stdout.readline(LONGEST_LINE + 1)
    return b""


def _start(command: Sequence[str], log: str) -> subprocess.Popen[bytes]:
    """Start a program in a process group of its own, which no Ctrl-C at the terminal reaches."""
    errors: IO[bytes] | int = open(log, "ab") if log else subprocess.DEVNULL  # noqa: SIM115
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            start_new_session=os.name != "nt",
            creationflags=getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0),
        )
    finally:
        if not isinstance(errors, int):
            errors.close()


def _how(code: int | None) -> str:
    return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"


class _Guard:
    """The one process that ends all programs should this one die; it starts with the first of them."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._owner = 0

    def start(self) -> None:
        """Start it unless it runs."""
        with self._lock:
            if self._owner == os.getpid() and self._process is not None and self._process.poll() is None:
                return
            self._process, self._owner = self._begin(), os.getpid()

    def _begin(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-I", "-S", str(Path(guard.__file__))],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=os.name != "nt",
        )

    def tell(self, line: str) -> None:
        """Put a program on its list (`+ID`) or take it off (`-ID`)."""
        with self._lock, suppress(OSError, ValueError):
            if self._process is not None and self._process.stdin is not None:
                self._process.stdin.write(f"{line}\n".encode())
                self._process.stdin.flush()

    def stop(self) -> None:
        """End it; what is still on its list is killed."""
        with self._lock:
            process, self._process = self._process, None
        if process is not None and self._owner == os.getpid():
            with suppress(OSError):
                process.communicate()


_guard: Final = _Guard()
atexit.register(_guard.stop)
