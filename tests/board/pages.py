"""What tests of the pages around the table share: a start in a folder of its own, games, an audit."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

from attrs import evolve

from game.board.driver import Driver
from game.board.match import Match
from game.board.new_game import Curtain, Memos, NewGame
from game.board.settings import Palette, Settings
from game.board.start import Start
from hot_seat import LESSON
from rules.terms import Power

SIZES = ((1024, 640), (1280, 800), (2560, 1440))
ALL_BOTS = dict.fromkeys(Power, "idle")


def start_in(folder: Path, settings: Settings | None = None) -> Start:
    return Start(settings or Settings(), folder / "settings.json", folder / "saves")


def opened(folder: Path, size: tuple[int, int] = (1280, 800), palette: Palette = Palette.PAPER) -> Driver:
    return Driver(start_in(folder, Settings(window=size, palette=palette)))


def seated(*people: Power, curtain: Curtain = Curtain.ALWAYS, memo: Memos = Memos.NOT_ASKED) -> NewGame:
    """Return a lesson with people in some seats and bots that do nothing in the others."""
    seats = {power: "human" if power in people else "idle" for power in Power}
    return NewGame(LESSON, seats, seed=3, curtain=curtain, memo=memo)


def playing(folder: Path, choice: NewGame) -> Driver:
    """Return a driver before whom a game has just begun."""
    return Driver(evolve(start_in(folder), new=choice))


def ended_game(folder: Path) -> Path:
    """Play a lesson of four bots to its end and return its record."""
    match = Match.begin(NewGame(LESSON, ALL_BOTS, seed=3), folder)
    while match.outcome is None:
        match.think()
        match.resolved()
    match.close()
    assert match.path is not None
    return match.path


def faults(driver: Driver) -> list[str]:
    """Return what an eye would find wrong with the texts of a screen: cut ones, and ones on each other."""
    found = driver.audit().texts
    cut = [f"cut: {each.text}" for each in found if each.cut]
    lying = [
        f"{one.text!r} on {other.text!r}"
        for one, other in combinations(found, 2)
        if one.rect.inset(0.5).meets(other.rect.inset(0.5))
    ]
    return cut + lying
