"""The ui: one tree of widgets with its layers, the pointer, the focus, keys, tips and motion.

Layers lie on each other; only the topmost takes the pointer and keys if it is modal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any, NamedTuple, TypeVar

import pygame

from game.board.canvas import Audit, Canvas
from game.board.drawing.shapes import Pen
from game.board.drawing.text import Type
from game.board.layout import Frame, Rect
from game.board.theme import Palette
from game.board.widgets.base import Region, Widget
from game.board.widgets.hands import Hands
from game.board.widgets.motion import FADE, Motion
from game.board.widgets.nodes import Layer, Node, seen_in, stop_of, within
from game.board.widgets.tips import TIP_AFTER, draw_tip

T = TypeVar("T")


class _Picture(NamedTuple):
    """What a region looks like."""

    surface: pygame.Surface
    region: Region

    def shows(self, region: Region) -> bool:
        """Tell whether it shows this region: the very one, or one built since that says it looks the same."""
        stamp = region.stamp
        return region is self.region or (stamp is not None and stamp == self.region.stamp)


@lru_cache(maxsize=2)
def tools(scale: float) -> tuple[Type, Pen]:
    """Return what draws at a scale, with what it has drawn: letters and shapes that hold no game."""
    return Type(scale), Pen(scale)


class Ui:
    """All that is shown in a window and reacts to a person."""

    def __init__(self, frame: Frame, palette: Palette) -> None:
        self.frame = frame
        self.palette = palette
        self.type, self.pen = tools(frame.scale)
        self.now = 0.0
        self.memory: dict[str, Any] = {}
        self.focus: str | None = None
        self.hover: str | None = None
        self.pressed: str | None = None
        self.busy = False
        """Whether a widget works on something while nothing else happens."""
        self.by_keyboard = False
        """Whether the last thing a person did was to press a key: then the focus ring shows."""
        self.pointer = (-1.0, -1.0)
        self.audit: Audit | None = None
        self.dirty = True
        self._stale = True
        self._base = Layer("screen", lambda frame: (), modal=False)
        self.stack: list[Layer] = [self._base]
        self._over: Layer | None = None
        """What lies over all layers and takes part whatever they are: the callouts of a lesson."""
        self._pictures: dict[str, _Picture] = {}
        self._motion = Motion()
        self._hands = Hands(self)
        self.rested = 0.0
        self.place: dict[str, Node] = {}
        self._fading: pygame.Surface | None = None
        self._bare = True
        """Whether the window still shows what was there before; nothing of it may shine through."""

    @property
    def reduced(self) -> bool:
        """Whether motion is reduced: values jump to where they go."""
        return self._motion.reduced

    @reduced.setter
    def reduced(self, reduced: bool) -> None:
        self._motion.reduced = reduced

    # ---------- what is shown ----------

    def show(
        self, build: Callable[[Frame], Sequence[Widget]], keys: Mapping[str, Callable[[], None]]
    ) -> None:
        """Show another screen; nothing of the last one is kept but its memory."""
        self._base = Layer("screen", build, modal=False, keys=keys)
        self.stack = [self._base]
        self._bare = True
        self._pictures.clear()
        self._motion.clear()
        self._let_go()
        self.change()

    def forget(self) -> None:
        """Drop all that was kept between builds: fields, scrolling, pictures, tips, motion."""
        self.memory.clear()
        self._pictures.clear()
        self._motion.clear()
        self.stack = [self._base]
        self._bare = True
        self._let_go()
        self.by_keyboard = False
        self._fading = None
        self.change()

    def _let_go(self) -> None:
        """Hold nothing and point at nothing any more."""
        self.focus = self.hover = self.pressed = None
        self._hands.let_go()

    def refit(self, frame: Frame, palette: Palette) -> None:
        """Go on in another size or with other colours."""
        if frame.scale != self.frame.scale:
            self.type, self.pen = tools(frame.scale)
        self.frame, self.palette = frame, palette
        self._fading = None
        self._bare = True
        self._pictures.clear()
        self.change()

    def change(self) -> None:
        """Say that something changed: widgets are built anew before the next frame."""
        self._stale = True
        self.dirty = True

    def open(self, layer: Layer) -> None:
        """Lay a layer on top."""
        layer.kept_focus = self.focus
        self.stack = [each for each in self.stack if each.key != layer.key]
        self.stack.append(layer)
        self.focus = layer.first or None
        self.hover = self.pressed = None
        self.change()

    def lay_over(self, layer: Layer | None) -> None:
        """Lay something over all layers, whatever comes and goes below, or take it away."""
        self._over = layer
        self.change()

    def close(self, key: str) -> None:
        """Take a layer away, and those above it."""
        for nth, layer in enumerate(self.stack):
            if layer.key == key:
                del self.stack[nth:]
                self.focus = layer.kept_focus
                self.hover = self.pressed = None
                self.change()
                return

    def is_open(self, key: str) -> bool:
        """Tell whether a layer lies open."""
        return any(layer.key == key for layer in self.stack)

    @property
    def top(self) -> Layer:
        """The layer on top."""
        return self.stack[-1]

    # ---------- what lasts ----------

    def recall(self, key: str, default: T) -> T:
        """Return what was kept under a key."""
        value: T = self.memory.get(key, default)
        return value

    def keep(self, key: str, value: object) -> None:
        """Keep something between builds."""
        self.memory[key] = value
        self.mark(key)

    def glide(self, key: str, target: float, time: float, *, leaving: bool = False) -> float:
        """Return a value on its way to a target; it jumps there the first time and with reduced motion.

        Under a widget's own key only the widget is drawn anew while it moves, else all is built anew.
        """
        return self._motion.glide(key, target, time, leaving=leaving)

    def start(self, key: str, start: float, stop: float, time: float) -> None:
        """Set a value going."""
        self._motion.start(key, start, stop, time)
        self.dirty = True

    def fade(self, picture: pygame.Surface, time: float) -> None:
        """Lay a picture of the whole window over everything and let it go in so many milliseconds."""
        self._fading = None if self.reduced else picture
        self.start(FADE, 255, 0, time)

    def moving(self) -> bool:
        """Tell whether something is on its way."""
        return self.busy or bool(self._motion.running())

    def finish(self) -> bool:
        """End all motion at once; tell whether there was any."""
        running = self._motion.finish()
        if running:
            self.change()
        return running

    # ---------- tree ----------

    def refresh(self) -> None:
        """Build what changed."""
        if self._stale:
            self._stale = False
            for layer in self.stack:
                layer.widgets = layer.build(self.frame)
            self.replant()

    def replant(self) -> None:
        """Find the place of every widget, after a build or when something was scrolled."""
        self.place = {}
        for layer in self.stack:
            layer.nodes = []
            for widget in layer.widgets:
                self._plant(layer, widget, 0, 0, None, None)
        if self._over is not None:
            self._over.nodes = []
            self._over.widgets = self._over.build(self.frame)
            for widget in self._over.widgets:
                self._plant(self._over, widget, 0, 0, None, None)
        if self.focus is not None and not self._can_focus(self.focus):
            self.focus = None
        if self.focus is None and (len(self.stack) > 1 or self.by_keyboard) and self.top.first:
            self.focus = self.top.first if self._can_focus(self.top.first) else None
        self._hands.point()

    def _plant(
        self, layer: Layer, widget: Widget, dx: float, dy: float, window: Rect | None, region: Region | None
    ) -> None:
        widget.attach(self)
        node = Node(widget, dx, dy, window, region)
        layer.nodes.append(node)
        self.place[widget.key] = node
        inner = region
        if isinstance(widget, Region):
            inner = region or widget
            picture = self._pictures.get(widget.key)
            if picture is not None and not picture.shows(widget):
                del self._pictures[widget.key]
        sx, sy = widget.shift
        cut = widget.window
        seen = seen_in(window, None if cut is None else cut.moved(dx, dy))
        for child in widget.children:
            self._plant(layer, child, dx + sx, dy + sy, seen, inner)

    def node(self, key: str) -> Node | None:
        """Return the place of a widget, if it is there."""
        return self.place.get(key)

    def nodes(self) -> Iterator[Node]:
        """Go through the widgets of all layers, from the lowest up."""
        for layer in self.layers():
            yield from layer.nodes

    def layers(self) -> list[Layer]:
        """Return all layers, from the lowest up, with what lies over them."""
        return [*self.stack, self._over] if self._over is not None else self.stack

    def find(self, label: str) -> Node | None:
        """Return the topmost enabled widget with a label, or a key."""
        self.refresh()
        for layer in reversed(self.layers()):
            for node in layer.nodes:
                if label in (node.widget.label, node.widget.key) and node.widget.enabled:
                    return node
        return None

    def mark(self, key: str | None) -> None:
        """Say that a widget looks different now."""
        self.dirty = True
        node = self.place.get(key) if key is not None else None
        if node is not None and node.region is not None:
            self._pictures.pop(node.region.key, None)

    # ---------- drawing ----------

    def picture(self, region: Region, canvas: Canvas, held: Rect) -> pygame.Surface:
        """Return a region's picture, made anew where something in it changed."""
        size = canvas.device(held).size
        known = self._pictures.get(region.key)
        if known is not None and known.surface.get_size() == size and self.audit is None:
            return known.surface
        opaque = region.ground is not None and len(region.ground) == 3 and not region.margin
        surface = pygame.Surface(size) if opaque else pygame.Surface(size, pygame.SRCALPHA)
        if opaque and pygame.display.get_surface() is not None:
            surface = surface.convert()
        inner = Canvas(surface, canvas.palette, canvas.type, canvas.pen, (held.x, held.y), canvas.audit)
        region.paint(inner, self)
        self._pictures[region.key] = _Picture(surface, region)
        return surface

    def draw(self, surface: pygame.Surface) -> None:
        """Draw everything."""
        self.refresh()
        if self._bare:
            surface.fill(self.palette.navy)
            self._bare = False
        canvas = Canvas(surface, self.palette, self.type, self.pen, (0, 0), self.audit)
        for layer in self.layers():
            if self.audit is not None:
                self.audit.layer = layer.key
            for widget in layer.widgets:
                widget.draw(canvas, self)
            self._draw_focus(canvas, layer)
        self._draw_tip(canvas)
        self._draw_fade(surface)
        self.dirty = False

    def _draw_fade(self, surface: pygame.Surface) -> None:
        strength = self._motion.value(FADE)
        if self._fading is None or strength is None:
            self._fading = None
            return
        self._fading.set_alpha(round(strength))
        surface.blit(self._fading, (0, 0))

    def _draw_focus(self, canvas: Canvas, layer: Layer) -> None:
        """Draw the ring of a layer's control that has the focus; what lies over the layer covers it."""
        node = self.place.get(self.focus) if self.focus is not None else None
        if node is None or not node.widget.ringed or not (self.by_keyboard or node.widget.typing):
            return
        widget = node.widget
        if not any(each.widget is widget for each in layer.nodes):
            return
        colour = self.palette.focus_on_navy if widget.on_navy else self.palette.focus
        ring = node.rect.inset(-4)
        if node.window is not None:
            with canvas.clipped(node.window.inset(-5)):
                canvas.box(ring, None, widget.radius + 3, colour, 2)
        else:
            canvas.box(ring, None, widget.radius + 3, colour, 2)

    # ---------- tips ----------

    def _tipped(self) -> Node | None:
        key = self.focus if self.by_keyboard else self.hover
        node = self.place.get(key) if key is not None else None
        if node is None or not node.widget.tip or self.pressed is not None:
            return None
        return node if self.now - self.rested >= TIP_AFTER else None

    def _draw_tip(self, canvas: Canvas) -> None:
        node = self._tipped()
        if node is None:
            return
        at = node.rect if self.by_keyboard or node.rect.w < 320 else Rect(*self.pointer, 1, 18)
        draw_tip(canvas, node.widget.tip, at, self.frame.whole)

    # ---------- time ----------

    def tick(self, now: float) -> None:
        """Let time go on, in milliseconds."""
        before = self._tipped()
        running = self._motion.running()
        self.now = self._motion.now = now
        for key in running:
            if key in self.place or key == FADE:
                self.mark(key)
            else:
                self.change()
        if self._tipped() is not before:
            self.dirty = True
        self.busy = False
        for node in list(self.place.values()):
            if node.widget.lively:
                node.widget.tick(self)

    # ---------- events ----------

    def handle(self, event: pygame.event.Event) -> bool:
        """Take an event; tell whether it was of use."""
        self.refresh()
        return self._hands.take(event)

    def live_layers(self) -> list[Layer]:
        """Return the layers that take part: the topmost modal one and what lies on it."""
        layers = self.layers()
        for nth in range(len(layers) - 1, -1, -1):
            if layers[nth].modal:
                return layers[nth:]
        return layers

    def live(self) -> Iterator[Node]:
        """Go through the widgets that no modal layer keeps from being used."""
        return (node for layer in self.live_layers() for node in layer.nodes)

    def takes_part(self, key: str) -> bool:
        """Tell whether a widget is there and no modal layer keeps it from being used."""
        return any(node.widget.key == key for node in self.live())

    def escape(self) -> bool:
        """Close the top layer, if there is one that can be closed."""
        layer = self.top
        if layer is self._base:
            return False
        if layer.close is not None:
            layer.close()
        else:
            self.close(layer.key)
        return True

    # ---------- focus ----------

    def _can_focus(self, key: str) -> bool:
        return any(node.widget.key == key and node.widget.focusable for node in self.live())

    def set_focus(self, key: str | None) -> None:
        """Give the focus to a widget and bring it into sight."""
        if key != self.focus:
            self.mark(self.focus)
            self.focus = key
            self.rested = self.now
        self.mark(key)
        if key is not None:
            self.reveal(key)

    def step_focus(self, by: int) -> None:
        """Give the focus to the next widget, or the one before; a list of rows is one stop."""
        nodes = [node for node in self.live() if node.widget.focusable]
        stops = [[node.widget for node in each] for _, each in groupby(nodes, stop_of)]
        if not stops:
            return
        at = next((nth for nth, each in enumerate(stops) if self.focus in [one.key for one in each]), None)
        place = (at + by) % len(stops) if at is not None else 0 if by > 0 else len(stops) - 1
        chosen = next((each for each in stops[place] if getattr(each, "on", False)), stops[place][0])
        self.set_focus(chosen.key)

    def reveal(self, key: str) -> None:
        """Scroll what holds a widget so that it is seen."""
        node = self.place.get(key)
        if node is None or node.window is None:
            return
        for holder in self.nodes():
            reveal = getattr(holder.widget, "reveal", None)
            if reveal is not None and within(holder.widget, key) and reveal(self, node.widget.rect):
                self.replant()
