"""Dark grounds: the map behind the title, or a bare graticule; the rose of the curtain."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Final

import pygame

from game.board.canvas import Canvas, Point
from game.board.faults import LOG
from game.board.layout import Frame, Rect
from game.board.theme import Colour, Palette

if TYPE_CHECKING:
    from game.board.map.picture import Painter

RAYS: Final = 32
SIDES: Final = 240
"""Of the polygons that circles across the window are drawn as."""
MOST: Final = 3
"""How many dark maps are kept."""

_MADE: Final[dict[tuple[tuple[int, int], str], pygame.Surface]] = {}


class DarkMap:
    """The dark map behind the title, drawn in steps between frames; a graticule stands until it is there."""

    def __init__(self) -> None:
        self._key: tuple[tuple[int, int], str] | None = None
        self._steps: Iterator[None] | None = None
        self._painter: Painter | None = None

    def draw(self, canvas: Canvas, rect: Rect) -> None:
        """Draw the map, or the graticule."""
        made = _MADE.get((canvas.device(rect).size, canvas.palette.name))
        if made is None:
            graticule(canvas, rect)
        else:
            canvas.image(made, rect.x, rect.y)

    def step(self, frame: Frame, palette: Palette) -> bool:
        """Draw a step of the map for a window; tell whether it has just become whole."""
        key = (frame.device, palette.name)
        if key in _MADE:
            return False
        try:
            if key != self._key:
                self._begin(frame, palette)
                self._key = key
            if self._steps is None or next(self._steps, self) is not self:
                return False
        except Exception as error:
            LOG.warning("the dark map cannot be drawn", exc_info=error)
            self._steps = None
            return False
        assert self._painter is not None
        self._steps = None
        while len(_MADE) >= MOST:
            del _MADE[next(iter(_MADE))]
        _MADE[key] = self._painter.done
        return True

    def _begin(self, frame: Frame, palette: Palette) -> None:
        from game.board.map.atlas import atlas_of
        from game.board.map.picture import Plate
        from game.board.map.title import Title, covering

        geometry = atlas_of().geometry
        ground = covering(geometry.title, frame.device)
        self._painter = Title(Plate(geometry, ground, frame.device, frame.scale, palette))
        self._steps = iter(self._painter.steps())


def graticule(canvas: Canvas, rect: Rect) -> None:
    """Draw meridians that lean together towards the north and parallels that bend."""
    line = _faint(canvas, 70)
    pole = (rect.x + rect.w * 0.62, rect.y - rect.h * 1.6)
    with canvas.clipped(rect):
        for nth in range(1, 9):
            radius = rect.h * (1.5 + nth * 0.2)
            arc = [
                (pole[0] + radius * math.sin(angle / 40), pole[1] + radius * math.cos(angle / 40))
                for angle in range(-36, 37)
            ]
            _stroke(canvas, arc, line)
        for nth in range(-8, 9):
            angle = nth * 0.075
            sine, cosine = math.sin(angle), math.cos(angle)
            near, far = rect.h * 1.5, rect.h * 3.4
            ends = [(pole[0] + reach * sine, pole[1] + reach * cosine) for reach in (near, far)]
            _stroke(canvas, ends, line)


def rose(canvas: Canvas, rect: Rect, centre: tuple[float, float], radius: float) -> None:
    """Draw circles and rays round a point, and a ring of brass with its ticks at a radius."""
    x, y = centre
    furthest = math.hypot(max(x - rect.x, rect.right - x), max(y - rect.y, rect.bottom - y))
    turn = [2 * math.pi * nth / SIDES for nth in range(SIDES + 1)]
    with canvas.clipped(rect):
        reach = radius + 44
        while reach < furthest:
            ring = [(x + reach * math.sin(angle), y + reach * math.cos(angle)) for angle in turn]
            _stroke(canvas, ring, _faint(canvas, 70 if reach < 2.2 * radius else 95))
            reach += 44
        for nth in range(RAYS):
            angle = 2 * math.pi * nth / RAYS
            main = nth % 4 == 0
            start = radius * (1.3 if main else 2.2)
            ends = [
                (x + length * math.sin(angle), y + length * math.cos(angle)) for length in (start, furthest)
            ]
            _stroke(canvas, ends, _faint(canvas, 120 if main else 70))
    _ring(canvas, x, y, radius)


def _faint(canvas: Canvas, strength: int) -> Colour:
    """Return the colour of a line on navy, of a strength up to 255."""
    ground, edge = canvas.palette.navy, canvas.palette.navy_edge
    red, green, blue = (a + (b - a) * strength // 255 for a, b in zip(ground, edge, strict=True))
    return red, green, blue


def _stroke(canvas: Canvas, points: Sequence[Point], colour: Colour) -> None:
    """Draw a hair line across the window at once: smooth shapes of that size would take seconds.

    Stretch by stretch: `aalines` gives the joints of a line another shade from one call to the next.
    """
    left, top = canvas.pixel(0, 0)
    scale = canvas.scale
    pixels = [(left + x * scale, top + y * scale) for x, y in points]
    for start, stop in pairwise(pixels):
        pygame.draw.aaline(canvas.surface, colour, start, stop)


def _ring(canvas: Canvas, x: float, y: float, radius: float) -> None:
    brass = canvas.palette.brass
    canvas.circle(x, y, radius, canvas.palette.navy, brass, 2)
    canvas.circle(x, y, radius - 6, None, brass, 1)
    for nth in range(96):
        angle = 2 * math.pi * nth / 96
        long = 8.0 if nth % 6 == 0 else 4.0
        if nth % 2 and long < 8:
            continue
        outer, inner = radius - 6, radius - 6 - long
        ends = [(x + length * math.sin(angle), y + length * math.cos(angle)) for length in (inner, outer)]
        canvas.polyline(ends, brass, 1.2)
