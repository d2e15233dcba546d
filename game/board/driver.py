"""A person at the board, made of events: moves the pointer, clicks what is named, presses keys, looks.

For tests, pictures and scripts; with SDL_VIDEODRIVER=dummy it needs no display.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import pygame

from game.board.app import App, open_app
from game.board.canvas import Audit
from game.board.screens.curtain import HASTE, Curtain
from game.board.start import Start

FRAME = 1000 / 60

_KEYS = {
    "enter": pygame.K_RETURN,
    "space": pygame.K_SPACE,
    "escape": pygame.K_ESCAPE,
    "tab": pygame.K_TAB,
    "backspace": pygame.K_BACKSPACE,
    "delete": pygame.K_DELETE,
    "left": pygame.K_LEFT,
    "right": pygame.K_RIGHT,
    "up": pygame.K_UP,
    "down": pygame.K_DOWN,
    "home": pygame.K_HOME,
    "end": pygame.K_END,
    "page up": pygame.K_PAGEUP,
    "page down": pygame.K_PAGEDOWN,
} | {f"f{nth}": getattr(pygame, f"K_F{nth}") for nth in range(1, 13)}


def key_events(name: str) -> list[pygame.event.Event]:
    """Return the events of a key that is pressed, by its name with modifiers."""
    *parts, last = name.split("+") if len(name) > 1 else [name]
    mod = 0
    for part in parts:
        mod |= {"ctrl": pygame.KMOD_CTRL, "shift": pygame.KMOD_SHIFT, "alt": pygame.KMOD_ALT}[part]
    code = _KEYS.get(last, ord(last[0]))
    typed = last if len(last) == 1 and not mod & pygame.KMOD_CTRL else ""
    events = [pygame.event.Event(pygame.KEYDOWN, key=code, mod=mod, unicode=typed)]
    if typed:
        events.append(pygame.event.Event(pygame.TEXTINPUT, text=typed))
    return [*events, pygame.event.Event(pygame.KEYUP, key=code, mod=mod)]


class NotThere(LookupError):
    """What was looked for is not on the screen."""


class Driver:
    """Plays on an app by events alone; time goes on only here."""

    opened: ClassVar[list[Driver]] = []
    """Those that are not closed yet."""

    def __init__(self, start: Start) -> None:
        self.app: App = open_app(start)
        self.now = 0.0
        self.opened.append(self)
        self.step()

    def close(self) -> None:
        """Wait for what is done beside the drawing and let the game go."""
        self.app.rest()
        if self.app.match is not None:
            self.app.match.close()

    def step(self, *events: pygame.event.Event) -> None:
        """Let one frame pass with some events."""
        self.now += FRAME
        self.app.step(events, self.now)

    def wait(self, milliseconds: float) -> None:
        """Let time pass."""
        for _ in range(max(1, round(milliseconds / FRAME))):
            self.step()

    def settle(self, most: float = 4000) -> None:
        """Let time pass until nothing moves and what is worked on beside the drawing is there."""
        stop = self.now + most
        self.step()
        while self.app.ui.moving() and self.now < stop:
            self.step()

    def until(self, seen: Callable[[], bool], seconds: float = 30.0) -> None:
        """Let frames pass until something is so, which may be worked on beside the drawing."""
        late = time.monotonic() + seconds
        while not seen():
            if time.monotonic() > late:
                raise NotThere(f"waited {seconds:g} seconds in vain on {self.screen}")
            time.sleep(0.002)
            self.step()

    # ---------- pointer ----------

    def pixel(self, x: float, y: float) -> tuple[int, int]:
        """Return the device pixel of a logical point."""
        scale = self.app.ui.frame.scale
        return round(x * scale), round(y * scale)

    def point(self, x: float, y: float) -> None:
        """Move the pointer to a point."""
        self.step(pygame.event.Event(pygame.MOUSEMOTION, pos=self.pixel(x, y), rel=(0, 0), buttons=(0, 0, 0)))

    def click_at(self, x: float, y: float) -> None:
        """Click at a point."""
        pos = self.pixel(x, y)
        self.step(pygame.event.Event(pygame.MOUSEMOTION, pos=pos, rel=(0, 0), buttons=(0, 0, 0)))
        self.step(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=pos, button=1))
        self.step(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=pos, button=1))

    def drag(self, start: tuple[float, float], stop: tuple[float, float]) -> None:
        """Drag from a point to another."""
        first, last = self.pixel(*start), self.pixel(*stop)
        self.step(pygame.event.Event(pygame.MOUSEMOTION, pos=first, rel=(0, 0), buttons=(0, 0, 0)))
        self.step(pygame.event.Event(pygame.MOUSEBUTTONDOWN, pos=first, button=1))
        for part in (0.3, 0.7, 1.0):
            pos = tuple(round(a + (b - a) * part) for a, b in zip(first, last, strict=True))
            self.step(pygame.event.Event(pygame.MOUSEMOTION, pos=pos, rel=(0, 0), buttons=(1, 0, 0)))
        self.step(pygame.event.Event(pygame.MOUSEBUTTONUP, pos=last, button=1))

    def wheel(self, steps: int) -> None:
        """Turn the wheel where the pointer is."""
        self.step(pygame.event.Event(pygame.MOUSEWHEEL, x=0, y=steps, precise_y=float(steps)))

    def where(self, label: str) -> tuple[float, float]:
        """Return the middle of what has a label or a key; raise NotThere."""
        node = self.app.ui.find(label)
        if node is None:
            there = sorted({each.widget.label for each in self.app.ui.nodes() if each.widget.label})
            raise NotThere(f"no {label!r} on {type(self.app.screen).__name__}; there is {there}")
        return node.rect.centre

    def click(self, label: str) -> None:
        """Click what has a label or a key; look at a curtain before."""
        self._await_curtain()
        self.click_at(*self.where(label))

    def sees(self, label: str) -> bool:
        """Tell whether something has a label or a key."""
        return self.app.ui.find(label) is not None

    # ---------- keyboard ----------

    def _await_curtain(self) -> None:
        """Wait until a curtain that just fell listens: to be hasty, send events to `step`."""
        screen = self.app.screen
        if isinstance(screen, Curtain) and not screen.listens:
            self.wait(HASTE + FRAME)

    def press(self, *names: str) -> None:
        """Press keys one after another, such as `tab`, `ctrl+enter` or `b`; look at a curtain before."""
        for name in names:
            self._await_curtain()
            for event in key_events(name):
                self.step(event)

    def type(self, text: str) -> None:
        """Type a text into what has the focus."""
        for letter in text:
            self.press("space" if letter == " " else letter)
            if letter == " ":
                self.step(pygame.event.Event(pygame.TEXTINPUT, text=letter))

    def focus(self, label: str) -> None:
        """Press Tab until something has the focus."""
        for _ in range(300):
            node = self.app.ui.node(self.app.ui.focus or "")
            if node is not None and label in (node.widget.label, node.widget.key):
                return
            self.press("tab")
        raise NotThere(f"Tab never comes to {label!r} on {type(self.app.screen).__name__}")

    # ---------- looking ----------

    @property
    def screen(self) -> str:
        """The name of the screen that is shown."""
        return type(self.app.screen).__name__

    def picture(self) -> bytes:
        """Return the pixels of the window, drawn now."""
        self.app.draw()
        return pygame.image.tobytes(self.app.surface, "RGB")

    def save(self, path: Path) -> None:
        """Save what is shown as a PNG."""
        self.app.draw()
        pygame.image.save(self.app.surface, str(path))

    def audit(self) -> Audit:
        """Return where every text of the screen went."""
        self.app.ui.audit = found = Audit()
        self.app.draw()
        self.app.ui.audit = None
        return found

    def texts(self) -> list[str]:
        """Return every text that is shown."""
        return [placed.text for placed in self.audit().texts]
