"""Smooth shapes at one scale, drawn where they are asked for and kept once drawn.

Lengths are logical pixels; a box is (x, y, width, height). Edges of boxes lie on device pixels.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from typing import Final

import pygame
from attrs import frozen

from game.board.drawing.brush import Brush, paint
from game.board.drawing.text import Colour
from game.drawing.curves import Point, arc
from game.drawing.paths import Box, arrow, dashes, halves, local
from game.drawing.pips import PIPS

BUDGET: Final = 24_000_000
"""Device pixels of drawn surfaces a pen keeps (four bytes each)."""
TILE: Final = 600
"""Lines longer than so many device pixels are drawn in parts."""


@frozen
class Shadow:
    """A soft shadow: how far it spreads, how dark it is at most, how far it falls, its colour."""

    blur: float
    alpha: float
    offset: float
    colour: tuple[int, int, int] = (10, 20, 34)


CARD_SHADOW: Final = Shadow(6, 0.24, 1)
POPUP_SHADOW: Final = Shadow(18, 0.45, 6)


class Pen:
    """Draws shapes for one scale (device pixels per logical pixel)."""

    def __init__(self, scale: float) -> None:
        self.scale = scale
        self._kept: OrderedDict[Hashable, pygame.Surface] = OrderedDict()
        self._pixels = 0

    def keep(self, key: Hashable, make: Callable[[], pygame.Surface]) -> pygame.Surface:
        """The surface kept under the key, made at the first asking; the least used go when room is short."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        made = make()
        self._kept[key] = made
        self._pixels += made.get_width() * made.get_height()
        while self._pixels > BUDGET and len(self._kept) > 1:
            _, old = self._kept.popitem(last=False)
            self._pixels -= old.get_width() * old.get_height()
        return made

    def pixels(self, box: Box) -> pygame.Rect:
        """The box in device pixels, every edge rounded by itself so that neighbours meet."""
        left, top = round(box[0] * self.scale), round(box[1] * self.scale)
        right, bottom = round((box[0] + box[2]) * self.scale), round((box[1] + box[3]) * self.scale)
        return pygame.Rect(left, top, max(0, right - left), max(0, bottom - top))

    def hair(self, width: float) -> int:
        """A line's width in whole device pixels, at least one."""
        return max(1, round(width * self.scale))

    def fill(self, surface: pygame.Surface, box: Box, colour: Colour) -> None:
        """A plain rectangle."""
        rect = self.pixels(box)
        if len(colour) == 3 or colour[3] == 255:
            surface.fill(colour, rect)
        else:
            surface.blit(self._flat(rect.size, colour), rect)

    def rule(self, surface: pygame.Surface, x: float, y: float, length: float, colour: Colour) -> None:
        """A level hairline of one logical pixel from (x, y)."""
        rect = self.pixels((x, y, length, 0))
        self._block(surface, pygame.Rect(rect.left, rect.top, rect.width, self.hair(1)), colour)

    def _flat(self, size: tuple[int, int], colour: Colour) -> pygame.Surface:
        def make() -> pygame.Surface:
            sheet = pygame.Surface(size, pygame.SRCALPHA)
            sheet.fill(colour)
            return sheet

        return self.keep(("flat", size, colour), make)

    def _block(self, surface: pygame.Surface, rect: pygame.Rect, colour: Colour) -> None:
        if len(colour) == 3 or colour[3] == 255:
            surface.fill(colour, rect)
        else:
            surface.blit(self._flat(rect.size, colour), rect)

    def rounded(
        self,
        surface: pygame.Surface,
        box: Box,
        radius: float,
        fill: Colour | None = None,
        border: Colour | None = None,
        width: float = 1.0,
    ) -> None:
        """A rectangle with round corners, its border inside the box."""
        rect = self.pixels(box)
        surface.blit(self.panel(rect.size, radius, fill, border, width), rect)

    def panel(
        self,
        size: tuple[int, int],
        radius: float,
        fill: Colour | None,
        border: Colour | None = None,
        width: float = 1.0,
    ) -> pygame.Surface:
        """A rounded rectangle of a size in device pixels, put together from smooth corners."""
        r = min(round(radius * self.scale), min(size) // 2)
        line = self.hair(width) if border else 0
        side = max(r, line, 1)
        if min(size) < 2 * side + 1:
            return self.keep(
                ("small", size, r, fill, border, line), lambda: _plate(size, r, fill, border, line)
            )
        tile = self.keep(
            ("tile", r, fill, border, line),
            lambda: _plate((2 * side + 1, 2 * side + 1), r, fill, border, line),
        )
        return self.keep(("panel", size, r, fill, border, line), lambda: nine(tile, side, size))

    def shadow(self, surface: pygame.Surface, box: Box, shadow: Shadow) -> None:
        """The soft shadow of a box, to be drawn before it."""
        rect = self.pixels((box[0], box[1] + shadow.offset, box[2], box[3]))
        sigma = shadow.blur * self.scale * 0.55
        reach = math.ceil(sigma * 2.5)
        side = min(2 * reach, reach + min(rect.size) // 2)
        tile = self.keep(("blur", shadow, side), lambda: _blur(side, reach, sigma, shadow))
        grown = rect.inflate(2 * reach, 2 * reach)
        surface.blit(self.keep(("shadow", grown.size, shadow), lambda: nine(tile, side, grown.size)), grown)

    def focus(self, surface: pygame.Surface, box: Box, radius: float, colour: Colour) -> None:
        """The focus ring round a box: 2 wide, 2 away, corners 3 rounder."""
        grown = (box[0] - 4, box[1] - 4, box[2] + 8, box[3] + 8)
        self.rounded(surface, grown, radius + 3, None, colour, 2)

    def art(
        self,
        surface: pygame.Surface,
        key: Hashable,
        box: Box,
        *layers: tuple[Colour, Callable[[Brush], None]],
    ) -> None:
        """Layers painted in a box, in logical units from its corner, kept under the key and the size."""
        x, y = box[0] * self.scale, box[1] * self.scale
        left, top = math.floor(x), math.floor(y)
        part = (round((x - left) * 8) / 8, round((y - top) * 8) / 8)
        size = (math.ceil(box[2] * self.scale + part[0]), math.ceil(box[3] * self.scale + part[1]))
        colours = tuple(colour for colour, _ in layers)
        moved = [
            (colour, _moved(work, part[0] / self.scale, part[1] / self.scale)) for colour, work in layers
        ]
        made = self.keep((key, size, part, colours), lambda: paint(*size, self.scale, *moved))
        surface.blit(made, (left, top))

    def disc(
        self,
        surface: pygame.Surface,
        x: float,
        y: float,
        radius: float,
        fill: Colour | None,
        border: Colour | None = None,
        width: float = 1.0,
    ) -> None:
        """A circle; its border lies inside the radius."""
        if border and not fill and radius * self.scale > TILE / 4:
            self._great_ring(surface, x, y, radius - width / 2, border, width)
            return
        layers: list[tuple[Colour, Callable[[Brush], None]]] = []
        middle = radius + 1
        inner = radius - width / 2 if border else radius
        if fill:
            layers.append((fill, lambda b: b.disc(middle, middle, inner)))
        if border:
            layers.append((border, lambda b: b.ring(middle, middle, radius - width / 2, width)))
        key = ("disc", radius, fill is None, border is None, width)
        self.art(surface, key, (x - middle, y - middle, 2 * middle, 2 * middle), *layers)

    def _great_ring(
        self, surface: pygame.Surface, x: float, y: float, radius: float, colour: Colour, width: float
    ) -> None:
        """The line of a great circle, piece by piece, and only where it may be seen."""
        seen = surface.get_clip()
        pieces = max(24, math.ceil(2 * math.pi * radius * self.scale / TILE))
        for nth in range(pieces):
            points = arc(x, y, radius, 360 * nth / pieces, 360 * (nth + 1) / pieces)
            box, near = local(points, width / 2 + 1)
            if seen.colliderect(self.pixels(box)):
                self.art(surface, ("ring", near, width), box, (colour, _dash(near, width)))

    def arc(
        self,
        surface: pygame.Surface,
        x: float,
        y: float,
        radius: float,
        angles: tuple[float, float],
        colour: Colour,
        width: float,
    ) -> None:
        """Part of a circle's line, from the first to the last angle, degrees clockwise from the top."""
        middle = radius + width / 2 + 1
        box = (x - middle, y - middle, 2 * middle, 2 * middle)
        key = ("arc", radius, angles, width)
        self.art(surface, key, box, (colour, lambda b: b.arc(middle, middle, radius, *angles, width)))

    def polygon(
        self,
        surface: pygame.Surface,
        points: Sequence[Point],
        fill: Colour | None,
        border: Colour | None = None,
        width: float = 1.0,
    ) -> None:
        """A polygon; its border is centred on the edge."""
        box, near = local(points, width + 1 if border else 1)
        layers: list[tuple[Colour, Callable[[Brush], None]]] = []
        if fill:
            layers.append((fill, lambda b: b.polygon(near)))
        if border:
            layers.append((border, lambda b: b.loop(near, width)))
        self.art(surface, ("polygon", near, fill is None, width), box, *layers)

    def line(self, surface: pygame.Surface, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A line through the points, any width, round at joints and ends."""
        box, near = local(points, width / 2 + 1)
        if max(box[2], box[3]) * self.scale > TILE and len(points) >= 2:
            for half in halves(points):
                self.line(surface, half, colour, width)
            return
        self.art(surface, ("line", near, width), box, (colour, lambda b: b.line(near, width)))

    def dashed(
        self,
        surface: pygame.Surface,
        points: Sequence[Point],
        colour: Colour,
        width: float,
        pattern: tuple[float, float],
    ) -> None:
        """A line of dashes (on, off) with flat ends that follow its corners."""
        for dash in dashes(points, *pattern):
            box, near = local(dash, width / 2 + 1)
            self.art(surface, ("dash", near, width), box, (colour, _dash(near, width)))

    def arrow(self, surface: pygame.Surface, points: Sequence[Point], colour: Colour, width: float) -> None:
        """A line with a head of four widths at its last point."""
        shaft, head = arrow(points, width)
        self.line(surface, shaft, colour, width)
        self.polygon(surface, head, colour)

    def hatch(
        self, surface: pygame.Surface, box: Box, colour: Colour, gap: float = 5, width: float = 1.2
    ) -> None:
        """Slanted lines, rising to the right, that fill a box."""
        rect = self.pixels(box)
        w, h = rect.width / self.scale, rect.height / self.scale

        def stripes(brush: Brush) -> None:
            at = 0.0
            while at < w + h:
                brush.bar([(at - h - 2, h + 2), (at + 2, -2)], width)
                at += gap

        made = self.keep(
            ("hatch", rect.size, colour, gap, width),
            lambda: paint(*rect.size, self.scale, (colour, stripes)),
        )
        surface.blit(made, rect)

    def diamond(self, surface: pygame.Surface, x: float, y: float, radius: float, colour: Colour) -> None:
        """A square on its corner."""
        self.polygon(surface, [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], colour)

    def triangle(
        self, surface: pygame.Surface, x: float, y: float, radius: float, degrees: float, colour: Colour
    ) -> None:
        """A triangle pointing so many degrees clockwise from the top."""
        points = [arc(x, y, radius, degrees + turn, degrees + turn)[0] for turn in (0, 120, 240)]
        self.polygon(surface, points, colour)

    def die(
        self,
        surface: pygame.Surface,
        x: float,
        y: float,
        pips: int,
        colours: tuple[Colour, Colour, Colour],
        size: float = 58,
    ) -> None:
        """A die's face with its upper left at (x, y); colours of face, edge and pips."""
        face, edge, ink = colours
        self.shadow(surface, (x, y, size, size), Shadow(5, 0.22, 2))
        self.rounded(surface, (x, y, size, size), size * 0.17, face, edge, 1.5)
        for column, row in PIPS[pips]:
            step = size * 0.24
            self.disc(surface, x + size / 2 + column * step, y + size / 2 + row * step, size * 0.083, ink)


def nine(tile: pygame.Surface, side: int, size: tuple[int, int]) -> pygame.Surface:
    """The tile stretched to a size: its corners of `side` pixels stay, its middle grows."""
    sheet = pygame.Surface(size, pygame.SRCALPHA)
    far = (tile.get_width() - side, tile.get_height() - side)
    columns = (
        (0, side, 0, side),
        (side, far[0], side, size[0] - side),
        (far[0], far[0] + side, size[0] - side, size[0]),
    )
    rows = (
        (0, side, 0, side),
        (side, far[1], side, size[1] - side),
        (far[1], far[1] + side, size[1] - side, size[1]),
    )
    for x0, x1, left, right in columns:
        for y0, y1, top, bottom in rows:
            if right > left and bottom > top and x1 > x0 and y1 > y0:
                part = tile.subsurface((x0, y0, x1 - x0, y1 - y0))
                sheet.blit(pygame.transform.scale(part, (right - left, bottom - top)), (left, top))
    return sheet


def _plate(
    size: tuple[int, int], radius: int, fill: Colour | None, border: Colour | None, line: int
) -> pygame.Surface:
    w, h = size
    layers: list[tuple[Colour, Callable[[Brush], None]]] = []
    inset = line / 2
    if fill:
        layers.append((fill, lambda b: b.rect(inset, inset, w - line, h - line, radius - inset)))
    if border:

        def edge(brush: Brush) -> None:
            brush.rect(0, 0, w, h, radius)
            if min(w, h) > 2 * line:
                brush.cut.rect(line, line, w - 2 * line, h - 2 * line, radius - line)

        layers.append((border, edge))
    return paint(w, h, 1.0, *layers)


def _blur(side: int, reach: int, sigma: float, shadow: Shadow) -> pygame.Surface:
    """The nine-slice tile of a blurred box whose edges lie `reach` pixels inside."""
    across = [0.5 * (1 + math.erf((n + 0.5 - reach) / (sigma * math.sqrt(2)))) for n in range(side)]
    across = [*across, across[-1], *reversed(across)]
    tile = pygame.Surface((len(across), len(across)), pygame.SRCALPHA)
    for y, down in enumerate(across):
        for x, each in enumerate(across):
            tile.set_at((x, y), (*shadow.colour, round(255 * shadow.alpha * down * each)))
    return tile


def _moved(work: Callable[[Brush], None], dx: float, dy: float) -> Callable[[Brush], None]:
    """The work done by a brush whose origin lies (dx, dy) further on."""
    if not dx and not dy:
        return work
    return lambda brush: work(brush.placed(dx, dy))


def _dash(points: tuple[Point, ...], width: float) -> Callable[[Brush], None]:
    def work(brush: Brush) -> None:
        brush.bar(points, width)
        for x, y in points[1:-1]:
            brush.disc(x, y, width / 2)

    return work
