"""Takes the lines of the map to pixels of a layer and leaves out what is not seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from game.drawing.camera import Rectangle

Pixel = tuple[float, float]


class Cutter:
    """A layer of so many pixels a kilometre that shows a piece of the map and some room around it."""

    def __init__(self, ground: Rectangle, factor: float, margin: int) -> None:
        west, north, east, south = ground
        self.factor = factor
        self.dx = margin - west * factor
        self.dy = margin - north * factor
        room = (margin + 40) / factor
        self.ground: Rectangle = (west - room, north - room, east + room, south + room)

    def point(self, at: Pixel) -> Pixel:
        """Return a place of the map in pixels."""
        return at[0] * self.factor + self.dx, at[1] * self.factor + self.dy

    def sees(self, bounds: Rectangle) -> bool:
        """Tell whether a rectangle of the map may be seen."""
        west, north, east, south = self.ground
        return bounds[0] <= east and bounds[2] >= west and bounds[1] <= south and bounds[3] >= north

    def holds(self, bounds: Rectangle) -> bool:
        """Tell whether a rectangle lies inside what is seen."""
        west, north, east, south = self.ground
        return bounds[0] >= west and bounds[2] <= east and bounds[1] >= north and bounds[3] <= south

    def line(self, points: Sequence[Pixel]) -> list[Pixel]:
        """Return points of the map in pixels, without those nearer than a pixel to the one before."""
        k, dx, dy = self.factor, self.dx, self.dy
        out: list[Pixel] = []
        px = py = -1e9
        for x, y in points:
            sx, sy = x * k + dx, y * k + dy
            if abs(sx - px) + abs(sy - py) >= 1.2:
                out.append((sx, sy))
                px, py = sx, sy
        return out

    def ring(self, points: Sequence[Pixel], bounds: Rectangle) -> list[Pixel]:
        """Return a ring in pixels, cut to what is seen."""
        return self.line(points if self.holds(bounds) else clip(points, self.ground))

    def strokes(self, points: Sequence[Pixel]) -> Iterator[list[Pixel]]:
        """Yield the parts of a line that may be seen, in pixels."""
        west, north, east, south = self.ground
        part: list[Pixel] = []
        for (ax, ay), (bx, by) in pairwise(points):
            if (
                (ax < west and bx < west)
                or (ax > east and bx > east)
                or (ay < north and by < north)
                or (ay > south and by > south)
            ):
                if len(part) > 1:
                    yield self.line(part)
                part = []
                continue
            if not part:
                part = [(ax, ay)]
            part.append((bx, by))
        if len(part) > 1:
            yield self.line(part)


def clip(ring: Sequence[Pixel], ground: Rectangle) -> Sequence[Pixel]:
    """Return a ring cut to a rectangle (Sutherland and Hodgman)."""
    for axis, bound, sign in ((0, ground[0], 1), (0, ground[2], -1), (1, ground[1], 1), (1, ground[3], -1)):
        if not ring:
            return ring
        out: list[Pixel] = []
        ax, ay = ring[-1]
        a_in = ((ax, ay)[axis] - bound) * sign >= 0
        for bx, by in ring:
            b_in = ((bx, by)[axis] - bound) * sign >= 0
            if a_in != b_in:
                if axis == 0:
                    t = (bound - ax) / (bx - ax)
                    out.append((bound, ay + (by - ay) * t))
                else:
                    t = (bound - ay) / (by - ay)
                    out.append((ax + (bx - ax) * t, bound))
            if b_in:
                out.append((bx, by))
            ax, ay, a_in = bx, by, b_in
        ring = out
    return ring
