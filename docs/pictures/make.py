"""Takes pictures of every screen, tab and pop-up of the board, without a display.

    python docs/pictures/make.py                      the pictures of the README, beside this file
    python docs/pictures/make.py --all --out DIR      every stop of the tour at three sizes in three palettes

The game is always the same: a seed, two people whose sheets a bot writes, two bots.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

os.environ["SDL_VIDEODRIVER"] = os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"

from attrs import evolve

from game.board.driver import Driver
from game.board.settings import Motion, Palette, Settings
from game.board.start import Start
from game.board.tour import Tour
from rules.terms import Power

SIZES: Final = ("1024x640", "1280x800", "2560x1440")
PALETTES: Final = tuple(each.value for each in Palette)
README: Final = {"orders": "table", "resolution with dice": "resolution", "end": "end"}
"""The stops whose pictures are kept beside this file, with their names there."""


def options() -> argparse.Namespace:
    """Return what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--all", action="store_true", help="every stop, not only those of the README")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    parser.add_argument("--size", nargs="+", help=f"of {', '.join(SIZES)} or others")
    parser.add_argument("--palette", nargs="+", choices=PALETTES)
    parser.add_argument("--screens", nargs="+", metavar="NAME", help="stops whose names hold one of these")
    parser.add_argument("--seat", default="japan", choices=[power.key for power in Power])
    parser.add_argument("--scenario", default="turning_the_corner")
    return parser.parse_args()


def take(driver: Driver, path: Path, size: tuple[int, int], palette: Palette, reduce: bool) -> None:
    """Show what is shown in a size and with colours, and save it."""
    driver.app.set(evolve(driver.app.settings, window=size, palette=palette))
    driver.point(-1, -1)
    driver.settle()
    driver.save(path)
    if reduce:
        reduced(path)


def reduced(path: Path) -> None:
    """Write a picture with 256 colours, where Pillow is installed; it is a third as long then."""
    try:
        from PIL import Image
    except ImportError:
        return
    with Image.open(path) as picture:
        few = picture.convert("RGB").quantize(256, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(path, optimize=True)


def name_of(stop: str) -> str:
    """Return the name of a stop as part of a file's."""
    return stop.replace(",", "").replace(" ", "-")


def run(given: argparse.Namespace, wanted: Sequence[str]) -> None:
    """Go on the tour and take the pictures that are wanted."""
    sizes = [tuple(map(int, size.split("x"))) for size in given.size or (SIZES if given.all else SIZES[1:2])]
    palettes = [Palette(each) for each in given.palette or (PALETTES if given.all else PALETTES[:1])]
    with tempfile.TemporaryDirectory() as home:
        os.chdir(home)
        settings = Settings(motion=Motion.REDUCED)
        driver = Driver(Start(settings, Path("settings.json"), Path("saves")))
        power = Power[given.seat.upper()]
        tour = Tour(driver, given.scenario, power, Power.US if power is not Power.US else Power.JAPAN)
        for stop in tour.stops():
            if (not given.all and stop not in README) or not any(each in stop for each in wanted):
                continue
            for size in sizes:
                for palette in palettes:
                    alone = len(sizes) * len(palettes) == 1
                    tail = "" if alone else f"-{size[0]}-{palette.value}"
                    name = name_of(stop) if given.all else README[stop]
                    take(driver, given.out / f"{name}{tail}.png", size, palette, not given.all)
            driver.app.set(settings)
            driver.step()
        if driver.app.match is not None:
            driver.app.match.close()


def main() -> None:
    """Take the pictures."""
    given = options()
    given.out = given.out.resolve()
    given.out.mkdir(parents=True, exist_ok=True)
    wanted = given.screens or [""]
    given.all = given.all or bool(given.screens)
    run(given, wanted)


if __name__ == "__main__":
    main()
