"""What the people at this computer like: kept from one start of the board to the next."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Any, Final

from attrs import field, frozen

from game.board.layout import SMALLEST, TEXT_SCALES
from game.board.new_game import CALIBRATED, NewGame
from game.board.plain import Unreadable, from_plain, read_json, to_plain, write_json

LARGEST: Final = (16384, 16384)
"""The largest window, in pixels."""


class Palette(Enum):
    """The colours of the board."""

    PAPER = "paper"
    HARBOUR = "harbour"
    NIGHT = "night"


class Motion(Enum):
    """Whether things move on their way or jump."""

    FULL = "full"
    REDUCED = "reduced"


class Speed(Enum):
    """How fast a turn is shown: its steps take 2400, 1200 or 400 ms, or wait for a key."""

    BY_KEY = "by key"
    SLOW = "slow"
    NORMAL = "normal"
    FAST = "fast"


class Screen(Enum):
    """Whether the board fills the screen."""

    WINDOW = "window"
    FULL = "full"


class Advice(Enum):
    """Whether the advisor's line is shown at the table."""

    SHOWN = "shown"
    HIDDEN = "hidden"


def _scale(_: Any, __: Any, scale: float) -> None:
    if scale not in TEXT_SCALES:
        known = ", ".join(f"{each:g}" for each in TEXT_SCALES)
        raise ValueError(f"text size {scale:g} is not one of {known}")


def _window(_: Any, __: Any, size: tuple[int, int]) -> None:
    for length, least, most in zip(size, SMALLEST, LARGEST, strict=True):
        if not least <= length <= most:
            raise ValueError(f"{size[0]}x{size[1]} is no window: they go from {SMALLEST[0]}x{SMALLEST[1]} up")


@frozen
class Settings:
    """The settings of the board; `last` is the new game that was chosen last, the window is in pixels."""

    text_scale: float = field(default=1.0, validator=_scale)
    palette: Palette = Palette.PAPER
    motion: Motion = Motion.FULL
    window: tuple[int, int] = field(default=(1280, 800), validator=_window)
    screen: Screen = Screen.WINDOW
    speed: Speed = Speed.NORMAL
    advice: Advice = Advice.SHOWN
    advisor: str = CALIBRATED
    last: NewGame = field(factory=NewGame)


def load_settings(path: Path) -> tuple[Settings, str]:
    """Return the settings of a file and one line where it is damaged; they are the usual ones then."""
    try:
        return from_plain(read_json(path), Settings), ""
    except FileNotFoundError:
        return Settings(), ""
    except OSError as error:
        return Settings(), f"{path} cannot be read: {error.strerror}; the usual settings hold"
    except Unreadable as error:
        return Settings(), f"{path} is damaged: {error}; the usual settings hold"


def save_settings(path: Path, settings: Settings) -> None:
    """Write the settings, whole or not at all; raise OSError."""
    write_json(path, to_plain(settings))
