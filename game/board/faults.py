"""Errors as the board says them: one line, never a traceback."""

from __future__ import annotations

import logging
from typing import Final

from game.content import ContentError
from game.players.own import UnusablePlayer
from game.record import DamagedRecord
from game.session import SessionError

LOG: Final = logging.getLogger("twopercent.board")
LOG.addHandler(logging.NullHandler())  # without --debug nothing listens, and nobody sees where it arose


def line_of(error: BaseException) -> str:
    """Return what went wrong in one line; what nobody foresaw is logged with where it arose."""
    match error:
        case ContentError():
            more = len(error.faults) - 1
            rest = f" (and {more} more: see 'twopercent scenario check')" if more else ""
            return f"the scenario cannot be played: {error.faults[0]}{rest}"
        case UnusablePlayer() | DamagedRecord() | SessionError():
            return _one_line(error)
        case OSError():
            where = f"{error.filename}: " if error.filename else ""
            return f"{where}{error.strerror or error}"
    LOG.error("an error that nobody foresaw", exc_info=error)
    said = _one_line(error)
    return f"this is a bug in Two Percent: {said}; 'twopercent --debug play' shows where"


def _one_line(error: BaseException) -> str:
    text = " ".join(str(error).split())
    foreseen = isinstance(error, UnusablePlayer | DamagedRecord | SessionError)
    return text if foreseen else f"{type(error).__name__}: {text}".removesuffix(": ")
