"""A driver that sits at the table of a seat."""

from __future__ import annotations

from pathlib import Path

from game.board import settings
from game.board.driver import Driver
from game.board.new_game import NewGame
from game.board.phases import Briefing, Curtain
from game.board.screens.table import Table
from game.board.settings import Settings
from game.board.start import Start
from rules.terms import POWERS, Power

SIZES = {"compact": (1024, 640), "reference": (1280, 800), "large": (2560, 1440)}


def at_table(
    folder: Path,
    power: Power = Power.JAPAN,
    *,
    size: tuple[int, int] = (1280, 800),
    palette: settings.Palette = settings.Palette.PAPER,
    minutes: int = 0,
    people: tuple[Power, ...] = (),
    scenario: str = NewGame().scenario,
) -> Driver:
    """Begin a game in a folder and go to the table of a seat, the first if there are several."""
    human = people or (power,)
    seats = {each: "human" if each in human else "calibrated" for each in POWERS}
    driver = Driver(
        Start(
            settings=Settings(window=size, palette=palette),
            settings_file=folder / "settings.json",
            saves=folder / "saves",
            new=NewGame(scenario, seats, minutes=minutes),
        )
    )
    go_to_table(driver)
    return driver


def go_to_table(driver: Driver) -> None:
    """Go from the curtain or the briefing to the table."""
    match = driver.app.match
    assert match is not None
    if isinstance(match.phase, Curtain):
        match.take_seat()
    if isinstance(match.phase, Briefing):
        match.go_to_table()
    driver.app.follow()
    driver.step()


def table_of(driver: Driver) -> Table:
    screen = driver.app.screen
    assert isinstance(screen, Table)
    return screen


def texts_of(driver: Driver) -> list[str]:
    return driver.texts()
