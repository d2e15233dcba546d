"""How long a player from outside may think: some time each turn, and a bank for the whole game.

The rules know no clock. This one belongs to the players, and whoever is late only loses orders.
"""

from __future__ import annotations

import signal
import threading
import time
from types import FrameType, TracebackType
from typing import Final

from attrs import frozen

AGAIN: Final = 0.05
"""After how many seconds an alarm rings again, should a player have swallowed it."""


MOST_SECONDS: Final = 1_000_000.0
"""The longest time that may be allowed."""


@frozen
class Limits:
    """What players from outside may use: seconds a turn, a bank of seconds a game.

    What they write to stderr, and where they broke, is appended to the file `log`; without one it is lost.
    """

    turn: float = 10.0
    bank: float = 60.0
    log: str = ""


LIMITS: Final = Limits()
"""What holds where nothing else is said."""


class Clock:
    """A player's clock: time beyond a turn's own is taken from the bank."""

    def __init__(self, limits: Limits) -> None:
        self._turn, self._bank = limits.turn, limits.bank
        self._began = 0.0

    def start(self) -> None:
        """Begin a turn."""
        self._began = time.monotonic()

    @property
    def left(self) -> float:
        """The seconds that are left of this turn and of the bank; never below nought."""
        return max(0.0, self._turn + self._bank - (time.monotonic() - self._began))

    def stop(self) -> None:
        """End a turn and take from the bank what went beyond it."""
        over = time.monotonic() - self._began - self._turn
        self._bank = max(0.0, self._bank - max(0.0, over))


class TimeUp(BaseException):
    """Ends a player's code whose time is up; no `except Exception` holds it back."""


class Alarm:
    """Raises TimeUp in the code within after some seconds, again and again until that code ends.

    Code that swallows it and ends of itself ends in TimeUp all the same.
    It needs signals and the main thread: on Windows, and in other threads, it never rings. Another timer
    of the process waits meanwhile.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = max(seconds, 0.001)
        self._armed = self._rang = False
        self._works = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()

    def __enter__(self) -> None:
        if self._works:
            self._before = signal.signal(signal.SIGALRM, self._ring)
            self._armed = True
            self._timer = signal.setitimer(signal.ITIMER_REAL, self._seconds, AGAIN)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, place: TracebackType | None
    ) -> None:
        self._armed = False
        if self._works:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)
            signal.setitimer(signal.ITIMER_REAL, *self._timer)
        if self._rang and kind is not TimeUp:
            raise TimeUp

    def _ring(self, number: int, frame: FrameType | None) -> None:
        if self._armed and (frame is None or frame.f_code.co_filename != __file__):
            self._rang = True
            raise TimeUp
