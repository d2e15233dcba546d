"""Lines reckoned before they are drawn: dashes, bends, arrow heads, octagons."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from game.drawing.curves import Point, curve

Box = tuple[float, float, float, float]
"""x, y, width, height."""


def dashes(points: Sequence[Point], on: float, off: float) -> list[list[Point]]:
    """A line cut into dashes of length `on` with gaps of `off`, going round its corners."""
    out: list[list[Point]] = []
    dash: list[Point] = [points[0]] if points else []
    left, inked = on, True
    for start, end in pairwise(points):
        length, done = math.dist(start, end), 0.0
        while length - done > left:
            done += left
            here = (
                start[0] + (end[0] - start[0]) * done / length,
                start[1] + (end[1] - start[1]) * done / length,
            )
            if inked:
                out.append([*dash, here])
            inked = not inked
            left = on if inked else off
            dash = [here]
        left -= length - done
        dash.append(end)
    if inked and len(dash) > 1:
        out.append(dash)
    return out


def bend(start: Point, end: Point, bulge: float) -> list[Point]:
    """A curve from start to end that leaves the straight line by `bulge` of its length, to the left."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    nx, ny = dy * bulge * 4 / 3, -dx * bulge * 4 / 3
    first = (start[0] + dx * 0.25 + nx, start[1] + dy * 0.25 + ny)
    second = (start[0] + dx * 0.75 + nx, start[1] + dy * 0.75 + ny)
    return curve(start, first, second, end)


def octagon(x: float, y: float, radius: float) -> list[Point]:
    """An upright octagon whose flat sides are `radius` from the middle."""
    far, near = radius, radius * math.tan(math.pi / 8)
    turns = ((near, -far), (far, -near), (far, near), (near, far))
    half = [(x + px, y + py) for px, py in turns]
    return [*half, *((2 * x - px, 2 * y - py) for px, py in half)]


def arrow(points: Sequence[Point], width: float) -> tuple[list[Point], list[Point]]:
    """A line's shaft, shortened to make room, and the swept head at its last point."""
    tip, size = points[-1], width * 4.2
    shaft = [each for each in points[:-1] if math.dist(each, tip) > size * 0.8] or [points[0]]
    back = shaft[-1]
    length = math.dist(back, tip) or 1.0
    ux, uy = (tip[0] - back[0]) / length, (tip[1] - back[1]) / length
    neck = (tip[0] - ux * size * 0.72, tip[1] - uy * size * 0.72)
    base = (tip[0] - ux * size, tip[1] - uy * size)
    half = size * 0.42
    left, right = (base[0] - uy * half, base[1] + ux * half), (base[0] + uy * half, base[1] - ux * half)
    return [*shaft, neck], [tip, left, neck, right]


def local(points: Sequence[Point], margin: float) -> tuple[Box, tuple[Point, ...]]:
    """The box round the points with a margin, and the points measured from its corner."""
    left, top = min(x for x, _ in points) - margin, min(y for _, y in points) - margin
    right, bottom = max(x for x, _ in points) + margin, max(y for _, y in points) + margin
    near = tuple((round(x - left, 2), round(y - top, 2)) for x, y in points)
    return (left, top, right - left, bottom - top), near


def halves(points: Sequence[Point]) -> tuple[Sequence[Point], Sequence[Point]]:
    """A line in two parts that share a point; a single stretch is cut in the middle."""
    if len(points) > 2:
        middle = len(points) // 2
        return points[: middle + 1], points[middle:]
    (ax, ay), (bx, by) = points
    half = ((ax + bx) / 2, (ay + by) / 2)
    return [points[0], half], [half, points[1]]
