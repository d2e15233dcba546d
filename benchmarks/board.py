"""Times of the board at 1280x800 without a display: frames at the table, and the first frame of a command.

Prints median and 99th percentile in CPU milliseconds of what a person does at the table, frame by frame, and
how long a fresh process takes from `twopercent play` to the first frame, by the clock and in CPU time. It is
a benchmark and not a test: the exit code is 0 whatever the figures.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import os
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ["SDL_VIDEODRIVER"] = os.environ["SDL_AUDIODRIVER"] = "dummy"
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"

import pygame

from game.board.driver import Driver
from game.board.new_game import NewGame
from game.board.screens.table import Table
from game.board.settings import Settings
from game.board.start import Start

MEDIAN, WORST, FIRST = 4.0, 16.0, 1200.0
"""The budgets in milliseconds: of a frame, of the slowest in a hundred, of the first frame."""

FIRST_FRAME = """
import time
import pygame

flip, board = pygame.display.flip, None

class Seen(BaseException):
    pass

def seen():
    flip()
    raise Seen

pygame.display.flip = seen
from game.cli.main import run
try:
    run({args!r})
except Seen:
    pass
"""
"""Runs the command until a frame is shown; the import of pygame counts as the command imports it anyway."""

Frame = Iterator[list[pygame.event.Event]]


def event(kind: int, **what: object) -> pygame.event.Event:
    return pygame.event.Event(kind, **what)


def motion(driver: Driver, x: float, y: float, held: int = 0) -> pygame.event.Event:
    return event(pygame.MOUSEMOTION, pos=driver.pixel(x, y), rel=(0, 0), buttons=(held, 0, 0))


def steady(driver: Driver) -> Frame:
    """Every frame is drawn anew though nothing changed."""
    while True:
        driver.app.ui.dirty = True
        yield []


def hover(driver: Driver) -> Frame:
    """The pointer goes to and fro over all of the table."""
    whole = driver.app.ui.frame.whole
    nth = 0
    while True:
        nth += 1
        yield [motion(driver, 20 + nth * 9 % (whole.w - 40), 70 + nth * 5 % (whole.h - 90))]


def counter(driver: Driver) -> Frame:
    """An own counter is carried over the map, then put back."""
    view = driver.app.ui.node("map").widget
    own = next(each for each in view.arranged(driver.app.ui).placed if each.stack in view.hands.own())
    x, y = own.x, own.y
    while True:
        yield [motion(driver, x, y), event(pygame.MOUSEBUTTONDOWN, pos=driver.pixel(x, y), button=1)]
        for nth in range(90):
            yield [motion(driver, x + 3 * (nth % 45) - 60, y + 2 * (nth % 30) - 20, 1)]
        yield [motion(driver, x, y, 1), event(pygame.MOUSEBUTTONUP, pos=driver.pixel(x, y), button=1)]


def dial(driver: Driver) -> Frame:
    """The knob of the dial is held and goes to and fro."""
    rect = driver.app.ui.node("budget:dial").rect
    y = rect.y + 12
    yield [motion(driver, rect.x + rect.w / 2, y)]
    yield [event(pygame.MOUSEBUTTONDOWN, pos=driver.pixel(rect.x + rect.w / 2, y), button=1)]
    nth = 0
    while True:
        nth += 1
        yield [motion(driver, rect.x + 4 + nth * 7 % (rect.w - 8), y, 1)]


def tabs(driver: Driver) -> Frame:
    """Another tab is opened in every third frame."""
    keys = [panel.key for panel in driver.app.screen.panels.values()]
    nth = 0
    while True:
        nth += 1
        key = keys[nth % len(keys)]
        yield [event(pygame.KEYDOWN, key=ord(key), mod=0, unicode=key)]
        yield []
        yield []


def scrolling(driver: Driver) -> Frame:
    """The catalogue is scrolled down and up."""
    driver.press("p")
    rect = driver.app.ui.node("catalogue:scroll").rect
    yield [motion(driver, *rect.centre)]
    nth = 0
    while True:
        nth += 1
        by = 1 if nth // 40 % 2 else -1
        yield [event(pygame.MOUSEWHEEL, x=0, y=by, precise_y=by / 4)]


def panning(driver: Driver) -> Frame:
    """The map is pushed to and fro."""
    view = driver.app.ui.node("map")
    x, y = view.rect.x + view.rect.w * 0.62, view.rect.y + view.rect.h * 0.75
    while True:
        yield [motion(driver, x, y), event(pygame.MOUSEBUTTONDOWN, pos=driver.pixel(x, y), button=3)]
        for nth in range(60):
            yield [motion(driver, x + 2 * (nth % 30), y + nth % 15, 0)]
        yield [event(pygame.MOUSEBUTTONUP, pos=driver.pixel(x, y), button=3)]


WORK: dict[str, Callable[[Driver], Frame]] = {
    "steady frames": steady,
    "hover": hover,
    "counter dragged": counter,
    "map pushed": panning,
    "dial slid": dial,
    "tabs changed": tabs,
    "catalogue scrolled": scrolling,
}


def at_table(folder: Path, size: tuple[int, int]) -> Driver:
    """Begin the standard game and go to the table of Japan."""
    start = Start(
        settings=Settings(window=size),
        settings_file=folder / "settings.json",
        saves=folder / "saves",
        new=NewGame(),
    )
    driver = Driver(start)
    match = driver.app.match
    assert match is not None
    match.go_to_table()
    driver.app.follow()
    driver.wait(3000)
    assert isinstance(driver.app.screen, Table)
    return driver


def measure(driver: Driver, frames: Frame, count: int) -> list[float]:
    """Return CPU milliseconds of each of so many frames, the shortest first."""
    times = []
    for _, events in zip(range(count + 1), frames, strict=False):
        begin = time.thread_time()
        driver.step(*events)
        times.append(1000 * (time.thread_time() - begin))
    return sorted(times[1:])


def first_frame(args: list[str]) -> tuple[float, float]:
    """Return milliseconds of a fresh process from its start to the first frame: by the clock, of CPU."""
    home = tempfile.mkdtemp()
    code = FIRST_FRAME.format(args=args)
    begin, before = time.perf_counter(), os.times()
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ, "TWOPERCENT_HOME": home})
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return 1000 * (time.perf_counter() - begin), 1000 * used


def profile(driver: Driver, frames: Frame, count: int) -> None:
    with cProfile.Profile() as seen:
        measure(driver, frames, count)
    pstats.Stats(seen).sort_stats("cumulative").print_stats(45)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=600, help="per kind of work")
    parser.add_argument("--size", default="1280x800")
    parser.add_argument("--only", choices=WORK, help="one kind of work alone")
    parser.add_argument("--profile", action="store_true", help="print where the time goes")
    parser.add_argument("--rounds", type=int, default=5, help="of first frames")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    width, height = map(int, given.size.split("x"))
    found: dict[str, list[float]] = {}
    for name, work in WORK.items():
        if given.only in (None, name):
            with tempfile.TemporaryDirectory() as folder:
                driver = at_table(Path(folder), (width, height))
                if given.profile:
                    profile(driver, work(driver), given.frames)
                else:
                    times = measure(driver, work(driver), given.frames)
                    found[name] = [times[len(times) // 2], times[len(times) * 99 // 100], times[-1]]
                assert driver.app.match is not None
                driver.app.match.close()
    firsts: dict[str, list[tuple[float, float]]] = {}
    if given.only is None and not given.profile:
        for name, args in {"title": ["play"], "a new game": ["play", "--seed", "1"]}.items():
            firsts[name] = sorted(first_frame(args) for _ in range(given.rounds))
    if given.json:
        print(json.dumps({"frames": found, "first frame": firsts}))
        return
    for name, (median, worst, longest) in found.items():
        kept = "" if median <= MEDIAN and worst <= WORST else "  over budget"
        print(f"{name:20} median {median:6.2f}  p99 {worst:6.2f}  longest {longest:6.1f} ms{kept}")
    for name, rounds in firsts.items():
        (median, used), (longest, _) = rounds[len(rounds) // 2], rounds[-1]
        kept = "" if median <= FIRST else "  over budget"
        print(
            f"first frame, {name:12} median {median:5.0f} (CPU {used:5.0f})  longest {longest:5.0f} ms{kept}"
        )


if __name__ == "__main__":
    main()
