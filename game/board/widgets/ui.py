"""The ui: one tree of widgets with its layers, the pointer, the focus, keys, tips and motion.

Layers lie on each other; only the topmost takes the pointer and keys if it is modal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar

import pygame
from attrs import define, field

from game.board.canvas import Audit, Canvas
from game.board.drawing.shapes import Pen
from game.board.drawing.text import Type
from game.board.layout import Frame, Rect
from game.board.theme import BODY_SMALL, Palette
from game.board.widgets.base import Key, Region, Widget
from game.board.widgets.keys import key_of

T = TypeVar("T")

FADE: Final = "fade"
"""The glide of a picture that goes away over everything."""

TIP_AFTER: Final = 450
"""Milliseconds until the tip of what is pointed at appears."""


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


@define
class _Glide:
    begun: float
    start: float
    stop: float
    time: float
    arriving: bool

    def at(self, now: float) -> float:
        part = min(1.0, max(0.0, (now - self.begun) / self.time)) if self.time > 0 else 1.0
        eased = 1 - (1 - part) ** 3 if self.arriving else part**3
        return self.start + (self.stop - self.start) * eased

    def over(self, now: float) -> bool:
        return now >= self.begun + self.time


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
        self.reduced = False
        self.now = 0.0
        self.memory: dict[str, Any] = {}
        self.focus: str | None = None
        self.hover: str | None = None
        self.pressed: str | None = None
        self.busy = False
        """Whether a widget works on something while nothing else happens."""
        self._pushed: str | None = None
        self.by_keyboard = False
        """Whether the last thing a person did was to press a key: then the focus ring shows."""
        self.pointer = (-1.0, -1.0)
        self.audit: Audit | None = None
        self.dirty = True
        self._stale = True
        self._base = Layer("screen", lambda frame: (), modal=False)
        self._layers: list[Layer] = [self._base]
        self._over: Layer | None = None
        """What lies over all layers and takes part whatever they are: the callouts of a lesson."""
        self._pictures: dict[str, tuple[pygame.Surface, object]] = {}
        self._glides: dict[str, _Glide] = {}
        self._rested = 0.0
        self._place: dict[str, Node] = {}
        self._fading: pygame.Surface | None = None
        self._spent = False
        """Whether the key that went down was a shortcut, so that its letter is not typed."""
        self._bare = True
        """Whether the window still shows what was there before; nothing of it may shine through."""

    # ---------- what is shown ----------

    def show(
        self, build: Callable[[Frame], Sequence[Widget]], keys: Mapping[str, Callable[[], None]]
    ) -> None:
        """Show another screen; nothing of the last one is kept but its memory."""
        self._base = Layer("screen", build, modal=False, keys=keys)
        self._layers = [self._base]
        self._bare = True
        self._pictures.clear()
        self._glides.clear()
        self._let_go()
        self.change()

    def forget(self) -> None:
        """Drop all that was kept between builds: fields, scrolling, pictures, tips, motion."""
        self.memory.clear()
        self._pictures.clear()
        self._glides.clear()
        self._layers = [self._base]
        self._bare = True
        self._let_go()
        self.by_keyboard = False
        self._fading = None
        self.change()

    def _let_go(self) -> None:
        """Hold nothing and point at nothing any more."""
        self.focus = self.hover = self.pressed = self._pushed = None

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
        self._layers = [each for each in self._layers if each.key != layer.key]
        self._layers.append(layer)
        self.focus = layer.first or None
        self.hover = self.pressed = None
        self.change()

    def lay_over(self, layer: Layer | None) -> None:
        """Lay something over all layers, whatever comes and goes below, or take it away."""
        self._over = layer
        self.change()

    def close(self, key: str) -> None:
        """Take a layer away, and those above it."""
        for nth, layer in enumerate(self._layers):
            if layer.key == key:
                del self._layers[nth:]
                self.focus = layer.kept_focus
                self.hover = self.pressed = None
                self.change()
                return

    def is_open(self, key: str) -> bool:
        """Tell whether a layer lies open."""
        return any(layer.key == key for layer in self._layers)

    @property
    def top(self) -> Layer:
        """The layer on top."""
        return self._layers[-1]

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
        known = self._glides.get(key)
        if known is None or self.reduced:
            self._glides[key] = _Glide(self.now, target, target, 0, True)
            return target
        if known.stop != target:
            known = self._glides[key] = _Glide(self.now, known.at(self.now), target, time, not leaving)
        return known.at(self.now)

    def start(self, key: str, start: float, stop: float, time: float) -> None:
        """Set a value going."""
        self._glides[key] = _Glide(self.now, start, stop, 0 if self.reduced else time, True)
        self.dirty = True

    def fade(self, picture: pygame.Surface, time: float) -> None:
        """Lay a picture of the whole window over everything and let it go in so many milliseconds."""
        self._fading = None if self.reduced else picture
        self.start(FADE, 255, 0, time)

    def moving(self) -> bool:
        """Tell whether something is on its way."""
        return self.busy or any(not glide.over(self.now) for glide in self._glides.values())

    def finish(self) -> bool:
        """End all motion at once; tell whether there was any."""
        running = [glide for glide in self._glides.values() if not glide.over(self.now)]
        for glide in running:
            glide.time = 0
        if running:
            self.change()
        return bool(running)

    # ---------- tree ----------

    def refresh(self) -> None:
        """Build what changed."""
        if self._stale:
            self._stale = False
            for layer in self._layers:
                layer.widgets = layer.build(self.frame)
            self.replant()

    def replant(self) -> None:
        """Find the place of every widget, after a build or when something was scrolled."""
        self._place = {}
        for layer in self._layers:
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
        if self.focus is None and (len(self._layers) > 1 or self.by_keyboard) and self.top.first:
            self.focus = self.top.first if self._can_focus(self.top.first) else None
        self._point(self.pointer)

    def _plant(
        self, layer: Layer, widget: Widget, dx: float, dy: float, window: Rect | None, region: Region | None
    ) -> None:
        widget.attach(self)
        node = Node(widget, dx, dy, window, region)
        layer.nodes.append(node)
        self._place[widget.key] = node
        inner = region
        if isinstance(widget, Region):
            inner = region or widget
            picture = self._pictures.get(widget.key)
            if picture is not None and (widget.stamp is None or widget.stamp != picture[1]):
                del self._pictures[widget.key]
        sx, sy = widget.shift
        cut = widget.window
        seen = (
            window
            if cut is None
            else cut.moved(dx, dy)
            if window is None
            else _common(window, cut.moved(dx, dy))
        )
        for child in widget.children:
            self._plant(layer, child, dx + sx, dy + sy, seen, inner)

    def node(self, key: str) -> Node | None:
        """Return the place of a widget, if it is there."""
        return self._place.get(key)

    def nodes(self) -> Iterator[Node]:
        """Go through the widgets of all layers, from the lowest up."""
        for layer in self._all():
            yield from layer.nodes

    def _all(self) -> list[Layer]:
        return [*self._layers, self._over] if self._over is not None else self._layers

    def find(self, label: str) -> Node | None:
        """Return the topmost enabled widget with a label, or a key."""
        self.refresh()
        for layer in reversed(self._all()):
            for node in layer.nodes:
                if label in (node.widget.label, node.widget.key) and node.widget.enabled:
                    return node
        return None

    def mark(self, key: str | None) -> None:
        """Say that a widget looks different now."""
        self.dirty = True
        node = self._place.get(key) if key is not None else None
        if node is not None and node.region is not None:
            self._pictures.pop(node.region.key, None)

    # ---------- drawing ----------

    def picture(self, region: Region, canvas: Canvas, held: Rect) -> pygame.Surface:
        """Return a region's picture, made anew where something in it changed."""
        size = canvas.device(held).size
        known = self._pictures.get(region.key)
        if known is not None and known[0].get_size() == size and self.audit is None:
            return known[0]
        opaque = region.ground is not None and len(region.ground) == 3 and not region.margin
        surface = pygame.Surface(size) if opaque else pygame.Surface(size, pygame.SRCALPHA)
        if opaque and pygame.display.get_surface() is not None:
            surface = surface.convert()
        inner = Canvas(surface, canvas.palette, canvas.type, canvas.pen, (held.x, held.y), canvas.audit)
        region.paint(inner, self)
        self._pictures[region.key] = (surface, region.stamp)
        return surface

    def draw(self, surface: pygame.Surface) -> None:
        """Draw everything."""
        self.refresh()
        if self._bare:
            surface.fill(self.palette.navy)
            self._bare = False
        canvas = Canvas(surface, self.palette, self.type, self.pen, (0, 0), self.audit)
        for layer in self._all():
            if self.audit is not None:
                self.audit.layer = layer.key
            for widget in layer.widgets:
                widget.draw(canvas, self)
            self._draw_focus(canvas, layer)
        self._draw_tip(canvas)
        self._draw_fade(surface)
        self.dirty = False

    def _draw_fade(self, surface: pygame.Surface) -> None:
        glide = self._glides.get(FADE)
        if self._fading is None or glide is None or glide.over(self.now):
            self._fading = None
            return
        self._fading.set_alpha(round(glide.at(self.now)))
        surface.blit(self._fading, (0, 0))

    def _draw_focus(self, canvas: Canvas, layer: Layer) -> None:
        """Draw the ring of a layer's control that has the focus; what lies over the layer covers it."""
        node = self._place.get(self.focus) if self.focus is not None else None
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
        node = self._place.get(key) if key is not None else None
        if node is None or not node.widget.tip or self.pressed is not None:
            return None
        return node if self.now - self._rested >= TIP_AFTER else None

    def _draw_tip(self, canvas: Canvas) -> None:
        node = self._tipped()
        if node is None:
            return
        text = node.widget.tip
        whole = self.frame.whole
        paragraphs = text.split("\n")
        wide = min(300.0, max(canvas.width(each, BODY_SMALL) for each in paragraphs)) + 1
        lines = [line for each in paragraphs for line in canvas.type.wrap(each, BODY_SMALL, wide)]
        step = canvas.type.line(BODY_SMALL)
        size = (wide + 20, len(lines) * step + 14)
        at = node.rect if self.by_keyboard or node.rect.w < 320 else Rect(*self.pointer, 1, 18)
        x = min(max(8.0, at.x + at.w / 2 - size[0] / 2), whole.w - size[0] - 8)
        y = at.bottom + 8 if at.bottom + 8 + size[1] < whole.h - 4 else at.y - 8 - size[1]
        box = Rect(x, max(4.0, y), *size)
        canvas.shadow(box)
        palette = self.palette
        canvas.box(box, palette.navy, 6, palette.navy_edge)
        for nth, line in enumerate(lines):
            canvas.text(line, BODY_SMALL, palette.cream, Rect(box.x + 10, box.y + 7 + nth * step, wide, step))

    # ---------- time ----------

    def tick(self, now: float) -> None:
        """Let time go on, in milliseconds."""
        before = self._tipped()
        running = [key for key, glide in self._glides.items() if not glide.over(self.now)]
        self.now = now
        for key in running:
            if key in self._place or key == FADE:
                self.mark(key)
            else:
                self.change()
        if self._tipped() is not before:
            self.dirty = True
        self.busy = False
        for node in list(self._place.values()):
            if node.widget.lively:
                node.widget.tick(self)

    # ---------- events ----------

    def handle(self, event: pygame.event.Event) -> bool:
        """Take an event; tell whether it was of use."""
        self.refresh()
        match event.type:
            case pygame.MOUSEMOTION:
                self._moved(event.pos)
            case pygame.MOUSEBUTTONDOWN if event.button == 1:
                self._pressed(event.pos)
            case pygame.MOUSEBUTTONUP if event.button == 1:
                self._released(event.pos)
            case pygame.MOUSEBUTTONDOWN if event.button in (2, 3):
                node = self._hit(*self._at(event.pos))
                self._pushed = node.widget.key if node is not None and node.widget.pushable else None
            case pygame.MOUSEBUTTONUP if event.button in (2, 3):
                self._pushed = None
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
        return pos[0] / self.frame.scale, pos[1] / self.frame.scale

    def _live(self) -> list[Layer]:
        """Return the layers that take part: the topmost modal one and what lies on it."""
        layers = self._all()
        for nth in range(len(layers) - 1, -1, -1):
            if layers[nth].modal:
                return layers[nth:]
        return layers

    def live(self) -> Iterator[Node]:
        """Go through the widgets that no modal layer keeps from being used."""
        return (node for layer in self._live() for node in layer.nodes)

    def takes_part(self, key: str) -> bool:
        """Tell whether a widget is there and no modal layer keeps it from being used."""
        return any(node.widget.key == key for node in self.live())

    def _hit(self, x: float, y: float) -> Node | None:
        for layer in reversed(self._live()):
            for node in reversed(layer.nodes):
                if node.widget.pointed and node.under(x, y):
                    return node
        return None

    def _point(self, pointer: tuple[float, float]) -> None:
        node = self._hit(*pointer)
        key = node.widget.key if node is not None else None
        if key != self.hover:
            left = self._place.get(self.hover) if self.hover is not None else None
            if left is not None:
                left.widget.leave(self)
            self.mark(self.hover)
            self.hover = key
            self.mark(key)
            self._rested = self.now
        if node is not None:
            node.widget.point(self, pointer[0] - node.dx, pointer[1] - node.dy)

    def _moved(self, pos: tuple[int, int]) -> None:
        before, self.pointer = self.pointer, self._at(pos)
        if self.by_keyboard:
            self.by_keyboard = False
            self.dirty = True
        held = self._place.get(self.pressed) if self.pressed is not None else None
        pushed = self._place.get(self._pushed) if self._pushed is not None else None
        if pushed is not None:
            pushed.widget.push(self, self.pointer[0] - before[0], self.pointer[1] - before[1])
        elif held is not None:
            held.widget.drag(self, self.pointer[0] - held.dx, self.pointer[1] - held.dy)
            self.mark(self.pressed)
        else:
            self._point(self.pointer)

    def _pressed(self, pos: tuple[int, int]) -> None:
        self.pointer = x, y = self._at(pos)
        self.by_keyboard = False
        self._point(self.pointer)
        node = self._hit(x, y)
        if node is None:
            if len(self._layers) > 1 and self.top.outside_closes and not self._inside_top(x, y):
                self.escape()
            return
        self._rested = self.now
        if not node.widget.enabled:
            return
        self.pressed = node.widget.key
        if node.widget.focusable:
            self.set_focus(node.widget.key)
        node.widget.press(self, x - node.dx, y - node.dy)
        self.mark(self.pressed)

    def _inside_top(self, x: float, y: float) -> bool:
        return any(
            node.widget.rect.holds(x, y) for node in self.top.nodes if not isinstance(node.widget, Veil)
        )

    def _released(self, pos: tuple[int, int]) -> None:
        self.pointer = x, y = self._at(pos)
        key, self.pressed = self.pressed, None
        node = self._place.get(key) if key is not None else None
        if node is None:
            return
        self.mark(key)
        node.widget.release(self, x - node.dx, y - node.dy)
        if node.under(x, y) and node.widget.enabled:
            node.widget.activate(self)
        self.refresh()
        self._point(self.pointer)

    def _wheeled(self, steps: float) -> bool:
        x, y = self.pointer
        for layer in reversed(self._live()):
            for node in reversed(layer.nodes):
                if node.under(x, y) and node.widget.wheel(self, steps):
                    self.replant()
                    return True
        return False

    def _typed(self, text: str) -> bool:
        node = self._place.get(self.focus) if self.focus is not None else None
        if node is None or not node.widget.typing or self._spent:
            return False
        node.widget.write(self, text)
        self.mark(self.focus)
        return True

    def _struck(self, key: Key) -> bool:
        self._spent = False
        if not key.name:
            return False
        if not self.by_keyboard:
            self.by_keyboard = True
            self._rested = self.now
            self.dirty = True
        node = self._place.get(self.focus) if self.focus is not None else None
        if node is not None and node.widget.enabled and node.widget.take(self, key):
            self.mark(self.focus)
            return True
        if node is not None and node.widget.typing and (len(key.plain) == 1 or key.name == "space"):
            return True
        if key.name in ("tab", "shift+tab"):
            self.step_focus(-1 if key.name == "shift+tab" else 1)
            return True
        if key.name in ("enter", "space") and node is not None and node.widget.enabled:
            node.widget.activate(self)
            return True
        for layer in reversed(self._live()):
            if key.name in layer.keys:
                self._spent = True
                layer.keys[key.name]()
                return True
        return key.name == "escape" and self.escape()

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
        return any(
            node.widget.key == key and node.widget.focusable for layer in self._live() for node in layer.nodes
        )

    def set_focus(self, key: str | None) -> None:
        """Give the focus to a widget and bring it into sight."""
        if key != self.focus:
            self.mark(self.focus)
            self.focus = key
            self._rested = self.now
        self.mark(key)
        if key is not None:
            self.reveal(key)

    def step_focus(self, by: int) -> None:
        """Give the focus to the next widget, or the one before."""
        order = [node.widget.key for layer in self._live() for node in layer.nodes if node.widget.focusable]
        if not order:
            return
        if self.focus in order:
            place = (order.index(self.focus) + by) % len(order)
        else:
            place = 0 if by > 0 else len(order) - 1
        self.set_focus(order[place])

    def reveal(self, key: str) -> None:
        """Scroll what holds a widget so that it is seen."""
        node = self._place.get(key)
        if node is None or node.window is None:
            return
        for holder in self.nodes():
            reveal = getattr(holder.widget, "reveal", None)
            if reveal is not None and _within(holder.widget, key) and reveal(self, node.widget.rect):
                self.replant()


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


def _common(one: Rect, other: Rect) -> Rect:
    x, y = max(one.x, other.x), max(one.y, other.y)
    return Rect(x, y, max(0.0, min(one.right, other.right) - x), max(0.0, min(one.bottom, other.bottom) - y))


def _within(widget: Widget, key: str) -> bool:
    return any(child.key == key or _within(child, key) for child in widget.children)
