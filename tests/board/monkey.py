"""Somebody who does anything at all: events by lot, with a lean towards what moves a game on."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import Final

import pygame
from driver import Driver, key_events

from game.board.match import Match
from game.board.new_game import Memos, NewGame
from game.board.settings import Motion, Settings
from game.board.start import Start
from game.record import Record, load, verify
from hot_seat import LESSON
from rules.orders import OrderSheet
from rules.terms import POWERS, Power

SIZES: Final = ((1, 1), (40, 900), (320, 200), (640, 480), (1024, 640), (1280, 800), (2560, 1440))
KEYS: Final = (
    *("tab", "shift+tab", "left", "right", "up", "down", "home", "end", "page up", "page down", "space"),
    *("ctrl+z", "ctrl+y", "ctrl+shift+z", "ctrl+enter", "ctrl+u", "ctrl+,", "ctrl+a", "f1", "f11", "alt+f4"),
    *"abcdefghijklmnopqrstuvwxyz0123456789?+-[],.",
    *("backspace", "delete", "escape", "enter"),
)
CODES: Final = (0, 1, 127, 0xFFFF, 1 << 30, (1 << 30) | 511, 0x7FFFFFFF, pygame.K_CAPSLOCK, pygame.K_LSUPER)
TEXTS: Final = (
    "",
    "a",
    "ß",
    "海上自衛隊",
    "\U0001f41f",
    "\u200d\u0301",
    "\x00",
    "\n",
    "x" * 300,
    "1e9",
    "-1",
)
WINDOW: Final = (
    pygame.WINDOWFOCUSLOST,
    pygame.WINDOWFOCUSGAINED,
    pygame.WINDOWLEAVE,
    pygame.WINDOWENTER,
    pygame.WINDOWMINIMIZED,
    pygame.WINDOWRESTORED,
    pygame.WINDOWEXPOSED,
    pygame.ACTIVEEVENT,
    pygame.USEREVENT,
    pygame.JOYBUTTONDOWN,
)
Taken = dict[tuple[Path, int, Power], OrderSheet]


def event(kind: int, **what: object) -> pygame.event.Event:
    return pygame.event.Event(kind, **what)


class Monkey:
    """Plays by lot; whatever sheet a game took is kept to compare it with the records."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.random = Random(seed)
        self.folder = folder
        self.count = 0
        self.screens: dict[str, int] = {}
        self.last: Sequence[pygame.event.Event] = ()
        seats = {power: "human" if power <= Power.US else "idle" for power in POWERS}
        memo = self.random.choice(tuple(Memos))
        self.choice = NewGame(LESSON, seats, minutes=self.random.choice((0, 0, 1)), seed=seed, memo=memo)
        motion = self.random.choice(tuple(Motion))
        settings = Settings(window=(1024, 640), motion=motion, last=self.choice)
        start = Start(settings, folder / "settings.json", folder / "saves", new=self.choice)
        self.driver = Driver(start)

    def play(self, events: int) -> None:
        """Do so many things."""
        for self.count in range(events):
            self.act()

    def act(self) -> None:
        """Do one thing; a window that was closed is opened again, the game goes on."""
        driver, screen = self.driver, self.driver.screen
        self.screens[screen] = self.screens.get(screen, 0) + 1
        if screen == "Thinking":
            time.sleep(0.002)
        self.last = self._events()
        driver.now += self.random.choice((0.0, 1.0, 30.0, 400.0))
        driver.step(*self.last)
        driver.app.running = True

    def _events(self) -> Sequence[pygame.event.Event]:
        ways: tuple[tuple[int, Callable[[], Sequence[pygame.event.Event]]], ...] = (
            (30, self._click_something),
            (12, lambda: key_events("enter")),
            (16, self._go_on),
            (20, lambda: key_events(self.random.choice(KEYS))),
            (10, self._motion),
            (8, self._button),
            (6, self._wheel),
            (3, self._strange_key),
            (3, lambda: [event(pygame.TEXTINPUT, text=self.random.choice(TEXTS))]),
            (2, lambda: [event(self.random.choice(WINDOW))]),
            (1, self._resize),
            (1, lambda: [event(pygame.QUIT)]),
            (3, self._storm),
        )
        return self.random.choices([way for _, way in ways], [weight for weight, _ in ways])[0]()

    def _go_on(self) -> list[pygame.event.Event]:
        """Do what moves the game on, or leads back to it."""
        names = {"Table": ("ctrl+enter", "enter"), "Resolution": ("end", "enter")}
        return [
            each for name in names.get(self.driver.screen, ("escape", "enter")) for each in key_events(name)
        ]

    def _pos(self) -> tuple[int, int]:
        width, height = self.driver.app.surface.get_size()
        return self.random.randint(-20, width + 20), self.random.randint(-20, height + 20)

    def _motion(self) -> list[pygame.event.Event]:
        return [event(pygame.MOUSEMOTION, pos=self._pos(), rel=(0, 0), buttons=(0, 0, 0))]

    def _button(self) -> list[pygame.event.Event]:
        kind = self.random.choice((pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP))
        return [event(kind, pos=self._pos(), button=self.random.randint(1, 9))]

    def _wheel(self) -> list[pygame.event.Event]:
        steps = self.random.choice((-50, -3, -1, 0, 1, 4))
        return [event(pygame.MOUSEWHEEL, x=steps, y=steps, precise_y=steps / 3)]

    def _strange_key(self) -> list[pygame.event.Event]:
        code, mod = self.random.choice(CODES), self.random.choice((0, 0xFFFF, pygame.KMOD_META))
        kind = self.random.choice((pygame.KEYDOWN, pygame.KEYUP))
        return [event(kind, key=code, mod=mod, unicode=self.random.choice(TEXTS)[:1])]

    def _click_something(self) -> list[pygame.event.Event]:
        """Click a control that has a label, by any button, sometimes letting go elsewhere."""
        nodes = [node for node in self.driver.app.ui.nodes() if node.widget.label]
        if not nodes:
            return self._motion()
        pos = self.driver.pixel(*self.random.choice(nodes).rect.centre)
        button = self.random.choice((1, 1, 1, 1, 1, 2, 3))
        up = pos if self.random.random() < 0.85 else self._pos()
        return [
            event(pygame.MOUSEMOTION, pos=pos, rel=(0, 0), buttons=(0, 0, 0)),
            event(pygame.MOUSEBUTTONDOWN, pos=pos, button=button),
            event(pygame.MOUSEMOTION, pos=up, rel=(0, 0), buttons=(1, 0, 0)),
            event(pygame.MOUSEBUTTONUP, pos=up, button=button),
        ]

    def _resize(self) -> list[pygame.event.Event]:
        size = self.random.choice(SIZES)
        pygame.display.set_mode(size, pygame.RESIZABLE)
        return [event(pygame.WINDOWRESIZED, x=size[0], y=size[1])]

    def _storm(self) -> list[pygame.event.Event]:
        """Do several things within one frame."""
        return [each for _ in range(self.random.randint(2, 6)) for each in self._events()]


def listening(
    taken: Taken, commit: Callable[[Match, OrderSheet], None]
) -> Callable[[Match, OrderSheet], None]:
    """Return `Match.commit` that keeps what it took."""

    def keep(match: Match, sheet: OrderSheet) -> None:
        turn = match.turn
        commit(match, sheet)
        if match.path is not None:
            taken[match.path, turn, sheet.power] = sheet

    return keep


def lost(taken: Taken, saves: Path) -> list[str]:
    """Return which sheets are not in their records, and which records do not verify."""
    records: dict[Path, tuple[Path, Record]] = {}
    for path in sorted(saves.rglob("*.jsonl")):
        records.setdefault(path, (path, load(path)))
    wrong = [f"{path.name} does not verify" for path, (_, record) in records.items() if not verify(record).ok]
    for (path, turn, power), sheet in taken.items():
        if path in records and sheet not in _sheets(records[path][1], turn, power):
            wrong.append(f"{path.name}: turn {turn}, {power.key}")
    return wrong


def _sheets(record: Record, turn: int, power: Power) -> list[OrderSheet]:
    found = [line.sheets[power] for line in record.turns if line.turn == turn]
    lines = [getattr(line, "sheet", None) for line in record.lines if getattr(line, "turn", 0) == turn]
    return found + [each for each in lines if isinstance(each, OrderSheet) and each.power is power]
