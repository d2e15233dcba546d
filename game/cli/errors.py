"""Errors that a command ends with: the one line that says them and the exit code."""

from __future__ import annotations

from typing import Final

from game.content import ContentError, UnknownBrief, UnknownScenario
from game.headless.batch import NoCluster
from game.headless.files import Unkept
from game.headless.pool import WorkerDied
from game.headless.study_faults import BadStudy
from game.players.own import UnusablePlayer
from game.record import DamagedRecord

FAILED: Final = 1
USAGE: Final = 2
UNREADABLE: Final = 3


class Stop(Exception):
    """Ends a command with one line and an exit code."""

    def __init__(self, message: str, exit_code: int) -> None:
        super().__init__(message)
        self.exit_code = exit_code


def known(error: Exception) -> tuple[str, int] | None:
    """Return the line and exit code of an error that a person can do something about."""
    match error:
        case Stop():
            return str(error), error.exit_code
        case UnknownScenario():
            return str(error), USAGE
        case ContentError():
            return _faults(error), UNREADABLE
        case UnknownBrief():
            return str(error), UNREADABLE
        case UnusablePlayer():
            return str(error), USAGE
        case DamagedRecord() | Unkept() | BadStudy():
            return str(error), UNREADABLE
        case WorkerDied() | NoCluster():
            return str(error), FAILED
        case OSError() if not isinstance(error, TimeoutError):
            where = f"{error.filename}: " if error.filename else ""
            return f"{where}{error.strerror or error}", UNREADABLE
    return None


def _faults(error: ContentError) -> str:
    more = len(error.faults) - 1
    rest = f" (and {more} more: see 'twopercent scenario check')" if more else ""
    return f"the scenario cannot be played: {error.faults[0]}{rest}"
