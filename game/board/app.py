"""The board's application: a window, a stack of screens, and the loop that feeds them.

`App.step` is the whole of a frame; `run` only waits and passes events on, so a test plays with events of
its own making.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, Final

import pygame
from attrs import evolve

from game.board import settings as looks
from game.board.layout import Frame, frame_of
from game.board.match import Match
from game.board.screens.base import Screen
from game.board.settings import Settings, save_settings
from game.board.start import BoardError, Start
from game.board.theme import PALETTES
from game.board.widgets import Ui
from game.record import DamagedRecord

if TYPE_CHECKING:
    from game.board.screens.guided import Guide

FRAMES: Final = 60
"""Frames a second at most."""

IDLE: Final = 15
"""Frames a second while nothing moves: enough for a caret and a clock."""


class App:
    """A window with screens on a stack; the one on top is shown."""

    def __init__(self, start: Start, surface: pygame.Surface) -> None:
        self.settings = start.settings
        self.saves = start.saves
        self.surface = surface
        self.ui = Ui(self._frame(), PALETTES[self.settings.palette.value])
        self.ui.reduced = self.settings.motion is looks.Motion.REDUCED
        self.now = 0.0
        self.running = True
        self.match: Match | None = None
        self.notice = start.said
        """One line that the title shows once: what was wrong with a file."""
        self.guide: Guide | None = None
        """The lesson that lies over the game, while it does."""
        self._settings_file = start.settings_file
        self._stack: list[Screen] = []
        self._works: list[Work] = []

    # ---------- screens ----------

    @property
    def screen(self) -> Screen:
        """The screen that is shown."""
        return self._stack[-1]

    @property
    def alone(self) -> bool:
        """Whether no other screen lies below the one that is shown."""
        return len(self._stack) == 1

    def go(self, screen: Screen) -> None:
        """Show a screen in the place of all others."""
        for old in reversed(self._stack):
            old.leave()
        self._stack = [screen]
        self._show(screen)

    def push(self, screen: Screen) -> None:
        """Show a screen over the one there is; `pop` comes back."""
        self._stack.append(screen)
        self._show(screen)

    def pop(self) -> None:
        """Come back to the screen below, if there is one."""
        if len(self._stack) > 1:
            self._stack.pop().leave()
            self._show(self.screen)

    def _show(self, screen: Screen) -> None:
        pygame.display.set_caption(screen.title)
        self.ui.show(screen.build, self._keys() | dict(screen.keys()))
        screen.enter()

    def _keys(self) -> dict[str, Callable[[], None]]:
        """Return what keys do everywhere; a screen's own come before them."""
        return {
            "f1": self.help,
            "f11": self.toggle_full_screen,
            "ctrl+,": self.preferences,
            "escape": self.screen.escape,
        }

    # ---------- course of a game ----------

    def title(self) -> None:
        """Leave the game, which is kept, and show the title."""
        from game.board.screens.title import Title

        self._let_go()
        self.go(Title(self))

    def play(self, match: Match) -> None:
        """Begin to show a game."""
        self._let_go()
        self.match = match
        self.follow()

    def follow(self) -> None:
        """Show the screen that the game's phase asks for; nothing of the one before is kept."""
        from game.board.screens.course import screen_of

        self.ui.forget()
        self.go(screen_of(self))

    def help(self) -> None:
        """Show the rules and the keys over what there is."""
        from game.board.screens.help import Help

        if not isinstance(self.screen, Help):
            self.push(Help(self))

    def preferences(self) -> None:
        """Show the settings over what there is."""
        from game.board.screens.preferences import Preferences

        if not isinstance(self.screen, Preferences):
            self.push(Preferences(self))

    def _let_go(self) -> None:
        if self.guide is not None:
            self.guide.leave()
        if self.match is not None:
            self.match.close()
            self.match = None
        self.ui.forget()

    def quit(self) -> None:
        """End after this frame; the game is kept."""
        self.running = False

    def work(self, what: Callable[[], None], done: Callable[[BaseException | None], None]) -> None:
        """Do something beside the drawing, then call `done` with what went wrong or None."""
        self._works.append(Work(what, done))

    def rest(self) -> None:
        """Wait until what is done beside the drawing is over."""
        for work in self._works:
            work.join()

    # ---------- window ----------

    def _frame(self) -> Frame:
        return frame_of(self.surface.get_size(), self.settings.text_scale)

    def set(self, settings: Settings) -> None:
        """Take other settings and keep them; what cannot be kept holds until the end all the same."""
        before, self.settings = self.settings, settings
        self.ui.reduced = settings.motion is looks.Motion.REDUCED
        if settings.screen is not before.screen or settings.window != before.window:
            self.surface = open_window(settings)
        self.ui.refit(self._frame(), PALETTES[settings.palette.value])
        try:
            save_settings(self._settings_file, settings)
        except OSError as error:
            self.notice = f"{self._settings_file} cannot be written: {error.strerror}"

    def toggle_full_screen(self) -> None:
        """Fill the screen, or come back to the window."""
        full = self.settings.screen is looks.Screen.FULL
        self.set(evolve(self.settings, screen=looks.Screen.WINDOW if full else looks.Screen.FULL))

    def resized(self, surface: pygame.Surface) -> None:
        """Go on in a window of another size."""
        self.surface = surface
        self.ui.refit(self._frame(), self.ui.palette)

    # ---------- a frame ----------

    def step(self, events: Iterable[pygame.event.Event], now: float) -> bool:
        """Take events at a time in milliseconds and draw if anything changed; tell whether it was drawn."""
        self.now = now
        self.ui.tick(now)
        for event in events:
            self._take(event)
        for work in [each for each in self._works if each.over()]:
            self._works.remove(work)
            work.done(work.error)
        for covered in self._stack[:-1]:
            covered.tick_below(now)
        self.screen.tick(now)
        if self.guide is not None:
            self.guide.tick()
        if not self.ui.dirty:
            return False
        self.draw()
        return True

    def draw(self) -> None:
        """Draw a frame."""
        self.ui.draw(self.surface)

    def _take(self, event: pygame.event.Event) -> None:
        if event.type == pygame.QUIT:
            self.quit()
        elif event.type in (pygame.WINDOWRESIZED, pygame.VIDEORESIZE):
            surface = pygame.display.get_surface()
            if surface is not None and surface.get_size() != self.ui.frame.device:
                self.resized(surface)
        elif event.type == pygame.WINDOWEXPOSED:
            self.ui.dirty = True
        elif event.type == pygame.KEYDOWN and self.ui.finish():
            self.ui.handle(event)
        else:
            self.ui.handle(event)


class Work(Thread):
    """Something done beside the drawing."""

    def __init__(self, what: Callable[[], None], done: Callable[[BaseException | None], None]) -> None:
        super().__init__(daemon=True)
        self._what = what
        self.done = done
        self.error: BaseException | None = None
        self.start()

    def run(self) -> None:
        """Do it and keep what went wrong."""
        try:
            self._what()
        except Exception as error:
            self.error = error

    def over(self) -> bool:
        """Tell whether it is done."""
        return not self.is_alive()


def open_window(settings: Settings) -> pygame.Surface:
    """Open the window, or change it; raise BoardError where there is no display."""
    flags, size = pygame.RESIZABLE, settings.window
    if settings.screen is looks.Screen.FULL:
        flags, size = pygame.FULLSCREEN, (0, 0)
    try:
        return pygame.display.set_mode(size, flags)
    except pygame.error as error:
        raise BoardError(f"the board cannot open a window: {error}") from None


def open_app(start: Start) -> App:
    """Open the window and the first screen that was asked for.

    A game is begun or gone on with before the window opens: what keeps it from that is said without one.
    """
    match = _match(start)
    try:
        pygame.display.init()
    except pygame.error as error:
        raise BoardError(f"the board cannot open a window: {error}") from None
    pygame.font.init()
    pygame.key.set_repeat(350, 40)
    app = App(start, open_window(start.settings))
    if start.replay is not None:
        _replay(app, start.replay, start.data)
    elif match is not None:
        app.play(match)
    else:
        app.title()
    return app


def _match(start: Start) -> Match | None:
    """Return the game that was asked for, if one was."""
    if start.resume is not None:
        return Match.resume(start.resume)
    return Match.begin(start.new, start.saves) if start.new is not None else None


def _replay(app: App, path: Path, data: Mapping[str, Any] | None) -> None:
    """Show a record, or the title with one line where it is damaged."""
    from game.board.screens.replay import open_replay

    try:
        app.go(open_replay(app, path, data))
    except DamagedRecord as damage:
        app.notice = f"{path.name}: {damage}"
        app.title()


def run(start: Start) -> None:
    """Run the board until it is closed; raise BoardError where there is no display."""
    app = open_app(start)
    clock = pygame.time.Clock()
    pygame.key.start_text_input()
    try:
        while app.running:
            if app.step(pygame.event.get(), pygame.time.get_ticks()):
                pygame.display.flip()
            clock.tick(FRAMES if app.ui.moving() or app.ui.dirty else IDLE)
    finally:
        if app.match is not None:
            app.match.close()
        pygame.quit()
