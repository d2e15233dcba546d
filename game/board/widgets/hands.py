"""Pointer and keys: what is hit, held, pushed, pressed and typed into, and which keys mean what."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pygame

from game.board.widgets.base import Key
from game.board.widgets.keys import key_of
from game.board.widgets.nodes import Node, Veil

if TYPE_CHECKING:
    from game.board.widgets.ui import Ui


class Hands:
    """A person's hands on a ui: turns events into what widgets are told."""

    def __init__(self, ui: Ui) -> None:
        self.ui = ui
        self._push: str | None = None
        """What is pushed with another button than the first."""
        self._spent = False
        """Whether the key that went down was a shortcut, so that its letter is not typed."""

    def let_go(self) -> None:
        """Let go of what is pushed."""
        self._push = None

    def take(self, event: pygame.event.Event) -> bool:
        """Take an event; tell whether it was of use."""
        match event.type:
            case pygame.MOUSEMOTION:
                self._moved(event.pos)
            case pygame.MOUSEBUTTONDOWN if event.button == 1:
                self._pressed(event.pos)
            case pygame.MOUSEBUTTONUP if event.button == 1:
                self._released(event.pos)
            case pygame.MOUSEBUTTONDOWN if event.button in (2, 3):
                node = self._hit(*self._at(event.pos))
                self._push = node.widget.key if node is not None and node.widget.pushable else None
            case pygame.MOUSEBUTTONUP if event.button in (2, 3):
                self._push = None
            case pygame.MOUSEWHEEL:
                return self._wheeled(getattr(event, "precise_y", event.y))
            case pygame.TEXTINPUT:
                return self._typed(event.text)
            case pygame.KEYDOWN:
                return self._struck(key_of(event))
            case _:
                return False
        return True

    def _at(self, pos: tuple[int, int]) -> tuple[float, float]:
        return pos[0] / self.ui.frame.scale, pos[1] / self.ui.frame.scale

    def _hit(self, x: float, y: float) -> Node | None:
        for layer in reversed(self.ui.live_layers()):
            for node in reversed(layer.nodes):
                if node.widget.pointed and node.under(x, y):
                    return node
        return None

    def point(self) -> None:
        """Find what the pointer is over."""
        pointer = self.ui.pointer
        node = self._hit(*pointer)
        key = node.widget.key if node is not None else None
        if key != self.ui.hover:
            left = self.ui.place.get(self.ui.hover) if self.ui.hover is not None else None
            if left is not None:
                left.widget.leave(self.ui)
            self.ui.mark(self.ui.hover)
            self.ui.hover = key
            self.ui.mark(key)
            self.ui.rested = self.ui.now
        if node is not None:
            node.widget.point(self.ui, pointer[0] - node.dx, pointer[1] - node.dy)

    def _moved(self, pos: tuple[int, int]) -> None:
        before, self.ui.pointer = self.ui.pointer, self._at(pos)
        if self.ui.by_keyboard:
            self.ui.by_keyboard = False
            self.ui.dirty = True
        held = self.ui.place.get(self.ui.pressed) if self.ui.pressed is not None else None
        pushed = self.ui.place.get(self._push) if self._push is not None else None
        if pushed is not None:
            pushed.widget.push(self.ui, self.ui.pointer[0] - before[0], self.ui.pointer[1] - before[1])
        elif held is not None:
            held.widget.drag(self.ui, self.ui.pointer[0] - held.dx, self.ui.pointer[1] - held.dy)
            self.ui.mark(self.ui.pressed)
        else:
            self.point()

    def _pressed(self, pos: tuple[int, int]) -> None:
        self.ui.pointer = x, y = self._at(pos)
        self.ui.by_keyboard = False
        self.point()
        node = self._hit(x, y)
        if node is None:
            if len(self.ui.stack) > 1 and self.ui.top.outside_closes and not self._inside_top(x, y):
                self.ui.escape()
            return
        self.ui.rested = self.ui.now
        if not node.widget.enabled:
            return
        self.ui.pressed = node.widget.key
        if node.widget.focusable:
            self.ui.set_focus(node.widget.key)
        node.widget.press(self.ui, x - node.dx, y - node.dy)
        self.ui.mark(self.ui.pressed)

    def _inside_top(self, x: float, y: float) -> bool:
        return any(
            node.widget.rect.holds(x, y) for node in self.ui.top.nodes if not isinstance(node.widget, Veil)
        )

    def _released(self, pos: tuple[int, int]) -> None:
        self.ui.pointer = x, y = self._at(pos)
        key, self.ui.pressed = self.ui.pressed, None
        node = self.ui.place.get(key) if key is not None else None
        if node is None:
            return
        self.ui.mark(key)
        node.widget.release(self.ui, x - node.dx, y - node.dy)
        if node.under(x, y) and node.widget.enabled:
            node.widget.activate(self.ui)
        self.ui.refresh()
        self.point()

    def _wheeled(self, steps: float) -> bool:
        x, y = self.ui.pointer
        for layer in reversed(self.ui.live_layers()):
            for node in reversed(layer.nodes):
                if node.under(x, y) and node.widget.wheel(self.ui, steps):
                    self.ui.replant()
                    return True
        return False

    def _typed(self, text: str) -> bool:
        node = self.ui.place.get(self.ui.focus) if self.ui.focus is not None else None
        if node is None or not node.widget.typing or self._spent:
            return False
        node.widget.write(self.ui, text)
        self.ui.mark(self.ui.focus)
        return True

    def _struck(self, key: Key) -> bool:
        self._spent = False
        if not key.name:
            return False
        if not self.ui.by_keyboard:
            self.ui.by_keyboard = True
            self.ui.rested = self.ui.now
            self.ui.dirty = True
        node = self.ui.place.get(self.ui.focus) if self.ui.focus is not None else None
        if node is not None and node.widget.enabled and node.widget.take(self.ui, key):
            self.ui.mark(self.ui.focus)
            return True
        if node is not None and node.widget.typing and (len(key.plain) == 1 or key.name == "space"):
            return True
        if key.name in ("tab", "shift+tab"):
            self.ui.step_focus(-1 if key.name == "shift+tab" else 1)
            return True
        if key.name in ("enter", "space") and node is not None and node.widget.enabled:
            node.widget.activate(self.ui)
            return True
        for layer in reversed(self.ui.live_layers()):
            if key.name in layer.keys:
                self._spent = True
                layer.keys[key.name]()
                return True
        return key.name == "escape" and self.ui.escape()
