"""Points along curves: arcs, ovals, round corners, Bézier curves."""

from __future__ import annotations

import math

Point = tuple[float, float]


def arc(x: float, y: float, radius: float, first: float, last: float) -> list[Point]:
    """Points along part of a circle, degrees clockwise from the top."""
    steps = max(2, math.ceil(abs(last - first) / 4))
    angles = [math.radians(first + (last - first) * n / steps) for n in range(steps + 1)]
    return [(x + radius * math.sin(a), y - radius * math.cos(a)) for a in angles]


def oval(x: float, y: float, across: float, down: float) -> list[Point]:
    """Points along an ellipse of two radii."""
    return [(x + across * px, y + down * py) for px, py in arc(0, 0, 1, 0, 360)]


def rounded(x: float, y: float, width: float, height: float, radius: float) -> list[Point]:
    """The outline of a rectangle with round corners."""
    r = min(radius, width / 2, height / 2)
    if r <= 0:
        return [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    corners = ((x + width - r, y + r, 0), (x + width - r, y + height - r, 90), (x + r, y + height - r, 180))
    out: list[Point] = []
    for cx, cy, first in (*corners, (x + r, y + r, 270)):
        out += arc(cx, cy, r, first, first + 90)
    return out


def curve(start: Point, first: Point, second: Point, end: Point, steps: int = 24) -> list[Point]:
    """Points along a cubic Bézier curve."""
    out: list[Point] = []
    for n in range(steps + 1):
        t = n / steps
        u = 1 - t
        weights = (u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t)
        nodes = (start, first, second, end)
        out.append(
            (
                sum(w * p[0] for w, p in zip(weights, nodes, strict=True)),
                sum(w * p[1] for w, p in zip(weights, nodes, strict=True)),
            )
        )
    return out
