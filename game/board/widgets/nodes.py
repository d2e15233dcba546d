"""Where widgets stand: nodes of the tree, the layers they lie in, and the veil under a dialog."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import pygame
from attrs import define, field

from game.board.canvas import Canvas
from game.board.layout import Frame, Rect
from game.board.widgets.base import Region, Widget

if TYPE_CHECKING:
    from game.board.widgets.ui import Ui


class Node(NamedTuple):
    """A widget in its place: how far it is moved, what cuts it off, and the region that draws it."""

    widget: Widget
    dx: float
    dy: float
    window: Rect | None
    region: Region | None

    @property
    def rect(self) -> Rect:
        """Where it is on the screen."""
        return self.widget.rect.moved(self.dx, self.dy)

    def under(self, x: float, y: float) -> bool:
        """Tell whether a point of the screen is on it."""
        return self.rect.holds(x, y) and (self.window is None or self.window.holds(x, y))


@define
class Layer:
    """Widgets that lie on others: `build` makes them, `close` is called by Esc or a click beside them."""

    key: str
    build: Callable[[Frame], Sequence[Widget]]
    modal: bool = True
    close: Callable[[], None] | None = None
    keys: Mapping[str, Callable[[], None]] = field(factory=dict)
    first: str = ""
    """Key of the widget that has the focus at first; the first one that can, if empty."""
    outside_closes: bool = True
    widgets: Sequence[Widget] = ()
    nodes: list[Node] = field(factory=list)
    kept_focus: str | None = None
    """What had the focus below when the layer came."""


class Veil(Widget):
    """A tint over everything below a dialog; it takes the pointer so that nothing below does."""

    def __init__(self, key: str, rect: Rect, strength: int = 110) -> None:
        super().__init__(key, rect)
        self._strength = strength

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Darken what lies below."""
        shade = pygame.Surface(canvas.device(self.rect).size, pygame.SRCALPHA)
        shade.fill((8, 16, 26, self._strength))
        canvas.image(shade, self.rect.x, self.rect.y)


def seen_in(window: Rect | None, cut: Rect | None) -> Rect | None:
    """Return what two windows leave of the screen; None is all of it."""
    if window is None or cut is None:
        return cut if window is None else window
    x, y = max(window.x, cut.x), max(window.y, cut.y)
    wide, high = min(window.right, cut.right) - x, min(window.bottom, cut.bottom) - y
    return Rect(x, y, max(0.0, wide), max(0.0, high))


def stop_of(node: Node) -> tuple[str, Rect | None]:
    """Return what neighbours share that are one stop of Tab: rows in one window."""
    return (type(node.widget).__name__ if node.widget.listed else node.widget.key), node.window


def within(widget: Widget, key: str) -> bool:
    """Tell whether a widget holds another, by its key."""
    return any(child.key == key or within(child, key) for child in widget.children)
