"""The canvas: draws in logical pixels on a surface with the palette's colours.

Every text is given the box it must fit; an audit keeps where each text went and what had to be cut, so that
a test can read every screen for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Final

import pygame
from attrs import define, field, frozen

from game.board.drawing import icons, symbols
from game.board.drawing.dial import rung_sign
from game.board.drawing.shapes import CARD_SHADOW, POPUP_SHADOW, Pen
from game.board.drawing.symbols import Filling, Seat, State
from game.board.drawing.text import TextStyle, Type
from game.board.layout import Rect
from game.board.theme import STRONG_SMALL, Colour, Palette
from rules.terms import Power, UnitKind

Point = tuple[float, float]
Tint = Colour | tuple[int, int, int, int]

KEY = TextStyle(STRONG_SMALL.face, 11)

SHAPES: Final = {
    Power.JAPAN: Seat.DISC,
    Power.US: Seat.SHIELD,
    Power.CHINA: Seat.SQUARE,
    Power.DPRK: Seat.HOUSE,
}
"""Every seat's shape, which tells it apart without colour."""


@frozen
class Placed:
    """A text that was drawn: what, where, in which box, and whether it was cut."""

    text: str
    rect: Rect
    box: Rect
    cut: bool
    colour: Colour
    size: float
    layer: str = ""
    """Key of the layer that it lies on."""


@frozen
class Cover:
    """A filled box that hides what was drawn before: where it lies, and how many texts came before it."""

    rect: Rect
    after: int


@define
class Audit:
    """Where texts went, while someone asks."""

    texts: list[Placed] = field(factory=list)
    covers: list[Cover] = field(factory=list)
    layer: str = ""
    """Key of the layer that is drawn now."""


class Canvas:
    """A surface to draw on in logical pixels; `origin` is where its left upper corner lies in the window."""

    def __init__(
        self,
        surface: pygame.Surface,
        palette: Palette,
        kind: Type,
        pen: Pen,
        origin: Point = (0.0, 0.0),
        audit: Audit | None = None,
    ) -> None:
        self.surface = surface
        self.scale = pen.scale
        self.palette = palette
        self.type = kind
        self.pen = pen
        self.audit = audit
        self._origin = origin
        self._dx, self._dy = -origin[0], -origin[1]

    # ---------- where ----------

    def in_colours(self, palette: Palette) -> Canvas:
        """Return a canvas on the same surface, moved as far, that draws in other colours."""
        other = Canvas(self.surface, palette, self.type, self.pen, self._origin, self.audit)
        other._dx, other._dy = self._dx, self._dy
        return other

    def pixel(self, x: float, y: float) -> tuple[int, int]:
        """Return the device pixel of a logical point."""
        return round((x + self._dx) * self.scale), round((y + self._dy) * self.scale)

    def device(self, rect: Rect) -> pygame.Rect:
        """Return the device rectangle of a logical one."""
        left, top = self.pixel(rect.x, rect.y)
        right, bottom = self.pixel(rect.right, rect.bottom)
        return pygame.Rect(left, top, right - left, bottom - top)

    @contextmanager
    def clipped(self, rect: Rect) -> Iterator[None]:
        """Draw only inside a rectangle."""
        before = self.surface.get_clip()
        self.surface.set_clip(before.clip(self.device(rect)))
        try:
            yield
        finally:
            self.surface.set_clip(before)

    @contextmanager
    def shifted(self, dx: float, dy: float) -> Iterator[None]:
        """Draw moved by so much."""
        self._dx += dx
        self._dy += dy
        try:
            yield
        finally:
            self._dx -= dx
            self._dy -= dy

    # ---------- text ----------

    def width(self, text: str, style: TextStyle) -> float:
        """Return how wide a text is."""
        return self.type.width(text, style)

    def text(
        self,
        text: str,
        style: TextStyle,
        colour: Colour,
        box: Rect,
        align: str = "left",
        valign: str = "middle",
    ) -> Rect:
        """Draw one line in its box: left, right or centre; top, middle or bottom; return where it went."""
        shown, wide = text, self.type.width(text, style)
        cut = wide > box.w + 0.5
        if cut:
            shown = self.type.fit(text, style, box.w)
            wide = self.type.width(shown, style)
        x = box.x if align == "left" else box.right - wide if align == "right" else box.x + (box.w - wide) / 2
        half = self.type.cap(style) / 2
        if valign == "middle":
            baseline = box.y + box.h / 2 + half
        elif valign == "top":
            baseline = box.y + self.type.ascent(style)
        else:
            baseline = box.bottom - 0.25 * style.size
        self.type.draw(self.surface, shown, style, colour, x + self._dx, baseline + self._dy)
        placed = Rect(x, baseline - 2 * half, wide, 2 * half)
        if self.audit is not None:
            self._note(text, style, colour, placed, box, cut)
        return placed

    def paragraph(
        self,
        text: str,
        style: TextStyle,
        colour: Colour,
        box: Rect,
        align: str = "left",
        leading: float | None = None,
    ) -> float:
        """Draw a text over as many lines as it takes; return its height. What does not fit is cut."""
        line = leading or self.type.line(style)
        y = box.y
        for words in self.type.wrap(text, style, box.w):
            if y + line > box.bottom + 0.35 * line:
                if self.audit is not None:
                    self._note(words, style, colour, Rect(box.x, y, box.w, line), box, cut=True)
                break
            self.text(words, style, colour, Rect(box.x, y, box.w, line), align)
            y += line
        return y - box.y

    def height(self, text: str, style: TextStyle, width: float, leading: float | None = None) -> float:
        """Return how high a paragraph is."""
        return len(self.type.wrap(text, style, width)) * (leading or self.type.line(style))

    def _note(self, text: str, style: TextStyle, colour: Colour, rect: Rect, box: Rect, cut: bool) -> None:
        """Note where a text went in the window, as far as it is seen."""
        assert self.audit is not None
        seen = self.surface.get_clip().clip(self.device(rect))
        if not seen.w or not seen.h:
            return
        x, y = self._origin
        left, top, wide, high = (each / self.scale for each in seen)
        moved = box.moved(self._dx + x, self._dy + y)
        self.audit.texts.append(
            Placed(
                text, Rect(left + x, top + y, wide, high), moved, cut, colour, style.size, self.audit.layer
            )
        )

    # ---------- shapes ----------

    def fill(self, rect: Rect, colour: Tint) -> None:
        """Fill a rectangle with square corners."""
        self.pen.fill(self.surface, rect.moved(self._dx, self._dy), colour)

    def box(
        self,
        rect: Rect,
        fill: Tint | None,
        radius: float = 0.0,
        border: Tint | None = None,
        width: float = 1.0,
    ) -> None:
        """Draw a rounded rectangle, with a border inside its edge."""
        if self.audit is not None and fill is not None and len(fill) == 3:
            x, y = self._origin
            self.audit.covers.append(Cover(rect.moved(self._dx + x, self._dy + y), len(self.audit.texts)))
        self.pen.rounded(self.surface, rect.moved(self._dx, self._dy), radius, fill, border, width)

    def shadow(self, rect: Rect, *, raised: bool = False) -> None:
        """Draw the shadow of a card, or of a pop-up where it is raised."""
        kind = POPUP_SHADOW if raised else CARD_SHADOW
        self.pen.shadow(self.surface, rect.moved(self._dx, self._dy), kind)

    def line(self, start: Point, stop: Point, colour: Tint, width: float = 1.0) -> None:
        """Draw a line; level and upright ones are sharp."""
        thick = self.pen.hair(width)
        x1, y1 = self.pixel(*start)
        x2, y2 = self.pixel(*stop)
        if y1 == y2:
            self._block(pygame.Rect(min(x1, x2), y1 - thick // 2, abs(x2 - x1), thick), colour)
        elif x1 == x2:
            self._block(pygame.Rect(x1 - thick // 2, min(y1, y2), thick, abs(y2 - y1)), colour)
        else:
            self.polyline((start, stop), colour, width)

    def _block(self, rect: pygame.Rect, colour: Tint) -> None:
        if len(colour) == 3:
            self.surface.fill(colour, rect)
        else:
            x, y, w, h = (each / self.scale for each in rect)
            self.pen.fill(self.surface, (x, y, w, h), colour)

    def polyline(
        self, points: Sequence[Point], colour: Tint, width: float = 1.0, dash: Point | None = None
    ) -> None:
        """Draw a line through points, dashed (on, off) if asked."""
        moved = self._moved(points)
        if dash is None:
            self.pen.line(self.surface, moved, colour, width)
        else:
            self.pen.dashed(self.surface, moved, colour, width, dash)

    def polygon(
        self, points: Sequence[Point], fill: Tint | None, border: Tint | None = None, width: float = 1.0
    ) -> None:
        """Draw a polygon."""
        self.pen.polygon(self.surface, self._moved(points), fill, border, width)

    def arrow(self, points: Sequence[Point], colour: Tint, width: float = 2.5) -> None:
        """Draw a line with a head at its last point."""
        self.pen.arrow(self.surface, self._moved(points), colour, width)

    def circle(
        self,
        x: float,
        y: float,
        radius: float,
        fill: Tint | None,
        border: Tint | None = None,
        width: float = 1.0,
    ) -> None:
        """Draw a circle, with a border inside its edge."""
        self.pen.disc(self.surface, x + self._dx, y + self._dy, radius, fill, border, width)

    def diamond(
        self, x: float, y: float, radius: float, fill: Tint | None, border: Tint | None = None
    ) -> None:
        """Draw a square that stands on its corner."""
        self.polygon(((x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)), fill, border)

    def hatch(self, rect: Rect, colour: Tint) -> None:
        """Fill a rectangle with slanted lines."""
        self.pen.hatch(self.surface, rect.moved(self._dx, self._dy), colour)

    def die(self, x: float, y: float, pips: int, size: float = 58) -> None:
        """Draw a die with its left upper corner at a point."""
        palette = self.palette
        colours = (palette.card, palette.muted, palette.navy if not palette.dark else palette.ink)
        self.pen.die(self.surface, x + self._dx, y + self._dy, pips, colours, size)

    def _moved(self, points: Sequence[Point]) -> list[Point]:
        return [(x + self._dx, y + self._dy) for x, y in points]

    # ---------- signs ----------

    def image(self, surface: pygame.Surface, x: float, y: float) -> None:
        """Blit a surface made at device size."""
        self.surface.blit(surface, self.pixel(x, y))

    def icon(self, name: str, x: float, y: float, size: float, colour: Colour) -> None:
        """Draw an icon with its middle at a point."""
        self._centred(icons.icon(self.pen, name, size, colour), x, y)

    def seat(self, power: Power, x: float, y: float, size: float, *, filled: bool = True) -> None:
        """Draw a seat's mark with its middle at a point; an outline where it is not filled."""
        filling = Filling.FILLED if filled else Filling.OUTLINED
        colour = self.palette.seat(power).fill
        self._centred(symbols.seat_mark(self.pen, SHAPES[power], size, colour, filling), x, y)

    def badge(self, power: Power, x: float, y: float, size: float, edge: float = 1.5) -> None:
        """Draw a seat's mark with a light edge, for dark grounds."""
        colours = self.palette.seat(power)
        self._centred(symbols.seat_badge(self.pen, SHAPES[power], size, colours, edge), x, y)

    def partner(self, x: float, y: float, size: float) -> None:
        """Draw the mark of the partners."""
        self._centred(symbols.seat_mark(self.pen, Seat.HEXAGON, size, self.palette.partner.fill), x, y)

    def counter(
        self,
        power: Power,
        kind: UnitKind,
        count: int,
        x: float,
        y: float,
        size: float = 27.0,
        *,
        plan: bool = False,
    ) -> None:
        """Draw a counter with its middle at a point; a plan or an estimate is light."""
        state = State.ESTIMATE if plan else State.NORMAL
        colours, shape = self.palette.seat(power), SHAPES[power]
        made = symbols.counter(self.pen, self.type, shape, kind.key, size, count, colours, state)
        self._centred(made, x, y)

    def rung(self, rung: int, x: float, y: float, size: float = 22.0) -> None:
        """Draw the octagon of a rung with its middle at a point."""
        palette = self.palette
        fill, ink = palette.rungs[rung], palette.rung_ink(rung)
        edge = palette.ink if not palette.dark else palette.muted
        self._centred(rung_sign(self.pen, self.type, rung, fill, edge, ink, size / 2), x, y)

    def keycap(self, text: str, right: float, y: float, colour: Colour) -> Rect:
        """Draw a key cap whose right edge stands at a point, 18 high; return where it went."""
        wide = self.type.width(text, KEY) + 10
        rect = Rect(right - wide, y - 9, wide, 18)
        self.box(rect, None, 4, (*colour, 150), 1)
        self.text(text, KEY, colour, rect, "centre")
        return rect

    def _centred(self, surface: pygame.Surface, x: float, y: float) -> None:
        left, top = self.pixel(x, y)
        self.surface.blit(surface, (left - surface.get_width() // 2, top - surface.get_height() // 2))
