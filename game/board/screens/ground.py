"""Dark grounds: the map behind the title, or a bare graticule; the rose of the curtain."""

from __future__ import annotations

import math

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.map.title import title_picture

RAYS = 32


def dark_map(canvas: Canvas, rect: Rect) -> None:
    """Draw the dark map."""
    size = canvas.device(rect).size
    canvas.image(title_picture(size, canvas.scale, canvas.palette), rect.x, rect.y)


def graticule(canvas: Canvas, rect: Rect) -> None:
    """Draw meridians that lean together towards the north and parallels that bend."""
    line = (*canvas.palette.navy_edge, 70)
    pole = (rect.x + rect.w * 0.62, rect.y - rect.h * 1.6)
    with canvas.clipped(rect):
        for nth in range(1, 9):
            radius = rect.h * (1.5 + nth * 0.2)
            arc = [
                (pole[0] + radius * math.sin(angle / 40), pole[1] + radius * math.cos(angle / 40))
                for angle in range(-36, 37)
            ]
            canvas.polyline(arc, line, 1)
        for nth in range(-8, 9):
            angle = nth * 0.075
            sine, cosine = math.sin(angle), math.cos(angle)
            near, far = rect.h * 1.5, rect.h * 3.4
            ends = [(pole[0] + reach * sine, pole[1] + reach * cosine) for reach in (near, far)]
            canvas.polyline(ends, line, 1)


def rose(canvas: Canvas, rect: Rect, centre: tuple[float, float], radius: float) -> None:
    """Draw circles and rays round a point, and a ring of brass with its ticks at a radius."""
    x, y = centre
    palette = canvas.palette
    furthest = math.hypot(max(x - rect.x, rect.right - x), max(y - rect.y, rect.bottom - y))
    with canvas.clipped(rect):
        reach = radius + 44
        while reach < furthest:
            canvas.circle(x, y, reach, None, (*palette.navy_edge, _faint(reach, radius)), 1)
            reach += 44
        for nth in range(RAYS):
            angle = 2 * math.pi * nth / RAYS
            main = nth % 4 == 0
            alpha = 120 if main else 70
            start = radius * (1.3 if main else 2.2)
            ends = [
                (x + length * math.sin(angle), y + length * math.cos(angle)) for length in (start, furthest)
            ]
            canvas.polyline(ends, (*palette.navy_edge, alpha), 1)
    _ring(canvas, x, y, radius)


def _faint(reach: float, radius: float) -> int:
    return 70 if reach < 2.2 * radius else 95


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
