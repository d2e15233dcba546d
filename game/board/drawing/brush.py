"""Smooth vector drawing: painted several times larger on one layer of one colour, then reduced.

Lengths are in the units of the brush: logical pixels, or those of a grid that is fitted into a size.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Final

import pygame

from game.board.drawing.text import Colour
from game.drawing.curves import Point, arc, oval, rounded

Paint = Callable[["Brush"], None]

SMALL: Final = 160
"""Up to this many device pixels a layer is drawn FINE times larger, above only COARSE times."""
FINE: Final = 8
COARSE: Final = 4


class Brush:
    """Draws solid shapes on a layer that is larger than what is shown; `cut` takes away instead."""

    def __init__(
        self,
        layer: pygame.Surface,
        unit: float,
        colour: tuple[int, int, int, int],
        origin: Point = (0.0, 0.0),
    ) -> None:
        self.layer = layer
        self.unit = unit
        self.colour = colour
        self.origin = origin

    @property
    def cut(self) -> Brush:
        """The same brush, making holes."""
        return Brush(self.layer, self.unit, (*self.colour[:3], 0), self.origin)

    def placed(self, x: float, y: float, factor: float = 1.0) -> Brush:
        """The same brush with its origin moved to (x, y) and its unit `factor` times as long."""
        return Brush(self.layer, self.unit * factor, self.colour, self._at((x, y)))

    def _at(self, point: Point) -> Point:
        return self.origin[0] + point[0] * self.unit, self.origin[1] + point[1] * self.unit

    def polygon(self, points: Sequence[Point]) -> None:
        """A filled polygon."""
        spots = [self._at(each) for each in points]
        pygame.draw.polygon(self.layer, self.colour, [(round(x - 0.5), round(y - 0.5)) for x, y in spots])

    @property
    def _rim(self) -> float:
        """What a polygon is drawn too large on every side, its edge included: half a pixel of the layer."""
        return 0.5 / self.unit

    def disc(self, x: float, y: float, radius: float) -> None:
        """A filled circle."""
        self.oval(x, y, radius, radius)

    def oval(self, x: float, y: float, across: float, down: float) -> None:
        """A filled ellipse of two radii."""
        self.polygon(oval(x, y, across - self._rim, down - self._rim))

    def ring(self, x: float, y: float, radius: float, width: float) -> None:
        """A circle's line, centred on the radius."""
        self.arc(x, y, radius, 0, 360, width)

    def arc(self, x: float, y: float, radius: float, first: float, last: float, width: float) -> None:
        """Part of a circle's line with flat ends, degrees clockwise from the top."""
        half = width / 2 - self._rim
        outer = arc(x, y, radius + half, first, last)
        inner = arc(x, y, radius - half, first, last)
        self.polygon([*outer, *reversed(inner)])

    def rect(self, x: float, y: float, width: float, height: float, radius: float = 0.0) -> None:
        """A filled rectangle with round corners."""
        rim = self._rim
        self.polygon(rounded(x + rim, y + rim, width - 2 * rim, height - 2 * rim, radius - rim))

    def line(self, points: Sequence[Point], width: float) -> None:
        """A line through the points with round joints and ends."""
        self.bar(points, width)
        for x, y in points:
            self.disc(x, y, width / 2)

    def loop(self, points: Sequence[Point], width: float) -> None:
        """A closed line with round joints."""
        self.line([*points, points[0]], width)

    def bar(self, points: Sequence[Point], width: float) -> None:
        """A line with flat ends and open joints."""
        for (ax, ay), (bx, by) in pairwise(points):
            length = math.hypot(bx - ax, by - ay)
            if length:
                half = width / 2 - self._rim
                dx, dy = (bx - ax) / length * half, (by - ay) / length * half
                self.polygon([(ax - dy, ay + dx), (bx - dy, by + dx), (bx + dy, by - dx), (ax + dy, ay - dx)])


def paint(width: int, height: int, unit: float, *layers: tuple[Colour, Paint]) -> pygame.Surface:
    """A surface of so many device pixels with layers painted over one another, `unit` pixels to a unit."""
    sheet = pygame.Surface((max(1, width), max(1, height)), pygame.SRCALPHA)
    over = FINE if max(width, height) <= SMALL else COARSE
    for number, (colour, work) in enumerate(layers):
        layer = pygame.Surface((sheet.get_width() * over, sheet.get_height() * over), pygame.SRCALPHA)
        layer.fill((*colour[:3], 0))
        work(Brush(layer, unit * over, (*colour[:3], 255)))
        small = pygame.transform.smoothscale(layer, sheet.get_size())
        if len(colour) == 4 and colour[3] < 255:
            small.fill((255, 255, 255, colour[3]), special_flags=pygame.BLEND_RGBA_MULT)
        if number:
            sheet.blit(small, (0, 0))
        else:
            sheet = small
    return sheet.convert_alpha() if pygame.display.get_surface() else sheet
