"""Everything on every screen fits, can be reached and can be read, in three sizes and three palettes.

The quick run takes each stop of the tour in one of the nine combinations, another for every seat; with
TWOPERCENT_DEEP=1 all of them are taken.
"""

from __future__ import annotations

import os
from itertools import product
from pathlib import Path

import pytest
from attrs import evolve
from fit import faults

from game.board.driver import Driver
from game.board.settings import Motion, Palette, Settings
from game.board.start import Start
from game.board.tour import Tour
from hot_seat import LESSON
from rules.terms import POWERS, Power

SIZES = ((1280, 800), (1024, 640), (2560, 1440))
LOOKS = tuple(product(SIZES, Palette))
DEEP = os.environ.get("TWOPERCENT_DEEP") == "1"


def looks_at(nth: int, power: Power) -> list[tuple[tuple[int, int], Palette]]:
    """Return the sizes and palettes in which a stop is looked at from a seat."""
    if DEEP:
        return list(LOOKS)
    return [LOOKS[(nth * 2 + int(power) * 4) % len(LOOKS)]]


@pytest.mark.parametrize("power", POWERS, ids=lambda power: power.key)
def test_everything_fits_can_be_reached_and_can_be_read(
    tmp_path: Path, power: Power, monkeypatch: pytest.MonkeyPatch
) -> None:
    for asks in ("what_if", "end_report"):
        monkeypatch.setattr(f"game.board.screens.{asks}.GAMES", 2)
    settings = Settings(motion=Motion.REDUCED)
    driver = Driver(Start(settings, tmp_path / "settings.json", tmp_path / "saves"))
    other = Power.US if power is not Power.US else Power.JAPAN
    wrong: list[str] = []
    for nth, stop in enumerate(Tour(driver, LESSON, power, other).stops()):
        for size, palette in looks_at(nth, power):
            driver.app.set(evolve(settings, window=size, palette=palette))
            driver.point(-1, -1)
            driver.settle()
            wrong += [f"{stop}, {size[0]}, {palette.value}: {each}" for each in faults(driver)]
        driver.app.set(settings)
        driver.step()
    if driver.app.match is not None:
        driver.app.match.close()
    assert not wrong, "\n".join(wrong)
