"""What the board is opened with, and what keeps it from opening."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from attrs import field, frozen

from game.board.new_game import NewGame
from game.board.saves import saves_folder, settings_file
from game.board.settings import Settings


class BoardError(Exception):
    """What keeps the board from opening, such as a display that is not there, in one line."""


@frozen
class Start:
    """How the board is opened: a new game at once, a saved one, a record in replay, or else the title.

    `data` is the scenario of a record in replay that does not hold it. `said` is a line for people, such as
    that the settings were damaged.
    """

    settings: Settings = field(factory=Settings)
    settings_file: Path = field(factory=settings_file)
    saves: Path = field(factory=saves_folder)
    new: NewGame | None = None
    resume: Path | None = None
    replay: Path | None = None
    data: Mapping[str, Any] | None = None
    said: str = ""
