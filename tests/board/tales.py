"""Games for the tests of the pages that tell them: played by bots in people's seats up to a phase."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from attrs import evolve

from game.board import phases
from game.board.driver import Driver
from game.board.match import Match
from game.board.new_game import NewGame
from game.board.settings import Motion, Palette, Settings, Speed
from game.board.start import Start
from hot_seat import LESSON, step
from rules import POWERS, Power

STANDARD: Final = "turning_the_corner"
ALONE: Final = {Power.JAPAN: "human", Power.US: "hawk", Power.CHINA: "hawk", Power.DPRK: "hawk"}
PAIR: Final = {Power.JAPAN: "human", Power.US: "human", Power.CHINA: "hawk", Power.DPRK: "hawk"}
BOTS: Final = dict.fromkeys(POWERS, "hawk")
SIZES: Final = {"compact": (1024, 640), "reference": (1280, 800), "large": (2560, 1440)}


def board(
    folder: Path,
    *,
    size: str = "reference",
    palette: Palette = Palette.PAPER,
    motion: Motion = Motion.FULL,
    speed: Speed = Speed.BY_KEY,
    replay: Path | None = None,
) -> Driver:
    """Return a board with its title, or a replay."""
    settings = Settings(palette=palette, motion=motion, window=SIZES[size], speed=speed)
    return Driver(Start(settings, folder / "settings.json", folder / "saves", replay=replay))


def match_of(
    folder: Path | None, seats: Mapping[Power, str], scenario: str = STANDARD, seed: int = 1
) -> Match:
    """Return a game that begins."""
    return Match.begin(NewGame(scenario, dict(seats), seed=seed), folder)


def at(driver: Driver, match: Match, kind: type[phases.Phase], turn: int = 1) -> None:
    """Play a game to a phase of a turn or later and show it."""
    while not (isinstance(match.phase, kind) and getattr(match.phase, "turn", match.turn) >= turn):
        step(match)
    show(driver, match)


def show(driver: Driver, match: Match) -> None:
    """Show a game as it stands."""
    driver.app.match = match
    driver.app.follow()
    driver.step()


def look(driver: Driver, size: str, palette: Palette) -> None:
    """Change the window and the colours."""
    driver.app.set(evolve(driver.app.settings, window=SIZES[size], palette=palette))
    driver.step()


def cut(driver: Driver) -> list[str]:
    """Return the texts that do not fit their boxes."""
    return [placed.text for placed in driver.audit().texts if placed.cut]


def said(driver: Driver) -> str:
    """Return all texts of the screen as one."""
    return " ".join(driver.texts())


__all__ = [
    "ALONE",
    "BOTS",
    "LESSON",
    "PAIR",
    "SIZES",
    "STANDARD",
    "at",
    "board",
    "cut",
    "look",
    "match_of",
    "said",
    "show",
]
