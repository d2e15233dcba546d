"""The camera: which part of the map a rectangle of the window shows, and how large.

The map's plane is in kilometres east and south of the projection's centre; the window in logical pixels.
"""

from __future__ import annotations

from typing import Final

from attrs import evolve, frozen

from game.drawing.rect import Rect

Where = tuple[float, float]
Rectangle = tuple[float, float, float, float]
"""Kilometres west, north, east and south."""

NEAREST: Final = 5.0
"""How many times the home view's size the map can be drawn."""
FARTHEST: Final = 0.72
COUNTER: Final = 27.0
PITCH: Final = 33.0
COUNTERS: Final = (22.0, 24.5, COUNTER, 30.0, 33.0, 36.5, 40.0)
"""The sizes of counters on the map."""
CROP: Final = 0.74
"""A window so much narrower than the home view, or more, cuts it at its sides instead of making it small."""


@frozen
class Camera:
    """A view: the window's rectangle, the place in its middle, and logical pixels a kilometre."""

    view: Rect
    x: float
    y: float
    scale: float

    @property
    def ground(self) -> Rectangle:
        """What is seen, in kilometres."""
        half, down = self.view.w / 2 / self.scale, self.view.h / 2 / self.scale
        return self.x - half, self.y - down, self.x + half, self.y + down

    def to_screen(self, x: float, y: float) -> Where:
        """Return the logical pixel of a place."""
        left, top = self.view.centre
        return left + (x - self.x) * self.scale, top + (y - self.y) * self.scale

    def to_map(self, x: float, y: float) -> Where:
        """Return the place under a logical pixel."""
        left, top = self.view.centre
        return self.x + (x - left) / self.scale, self.y + (y - top) / self.scale

    def panned(self, dx: float, dy: float) -> Camera:
        """Return the view after the map was pushed by so many logical pixels."""
        return evolve(self, x=self.x - dx / self.scale, y=self.y - dy / self.scale)

    def zoomed(self, factor: float, at: Where | None = None) -> Camera:
        """Return the view larger by a factor; what lies at a logical pixel stays there."""
        left, top = self.view.centre if at is None else at
        x, y = self.to_map(left, top)
        scale = self.scale * factor
        middle, level = self.view.centre
        return evolve(self, scale=scale, x=x - (left - middle) / scale, y=y - (top - level) / scale)

    def looking_at(self, x: float, y: float) -> Camera:
        """Return the view with a place in its middle."""
        return evolve(self, x=x, y=y)

    def zoom(self, pixel: float) -> float:
        """Return how large the map is drawn beside the home view, of so many kilometres a pixel."""
        return self.scale * pixel


def home(view: Rect, ground: Rectangle) -> Camera:
    """Return the view that shows a piece of the map whole; in a narrow window its sides are cut."""
    west, north, east, south = ground
    wide, high = view.w / (east - west), view.h / (south - north)
    narrow = wide < CROP * high
    scale = high if narrow else min(wide, high)
    camera = Camera(view, (west + east) / 2, (north + south) / 2, scale)
    if narrow:
        room = (east - west) - view.w / scale
        camera = camera.looking_at(west + NARROW * room + view.w / scale / 2, camera.y)
    return camera


NARROW: Final = 0.775
"""Where a narrow window stands on the home view: 0 at its western end, 1 at its eastern."""


def within(camera: Camera, extent: Rectangle, least: float, most: float) -> Camera:
    """Return the nearest view that is neither too near nor too far and shows nothing beyond the data."""
    west, north, east, south = extent
    fill = max(camera.view.w / (east - west), camera.view.h / (south - north))
    scale = min(most, max(least, fill, camera.scale))
    half, down = camera.view.w / 2 / scale, camera.view.h / 2 / scale
    x = min(east - half, max(west + half, camera.x))
    y = min(south - down, max(north + down, camera.y))
    return evolve(camera, x=x, y=y, scale=scale)


def clear_of(camera: Camera, area: Rect, cover: Rect) -> Camera:
    """Return the view panned as little as possible so that a pop-up does not cover a rectangle of it."""
    if not area.meets(cover):
        return camera
    view, gap = camera.view, 12.0
    ways = (
        (cover.right + gap - area.x, 0.0, area.w <= view.right - cover.right - 2 * gap),
        (cover.x - gap - area.right, 0.0, area.w <= cover.x - view.x - 2 * gap),
        (0.0, cover.bottom + gap - area.y, area.h <= view.bottom - cover.bottom - 2 * gap),
        (0.0, cover.y - gap - area.bottom, area.h <= cover.y - view.y - 2 * gap),
    )
    fitting = [(abs(dx) + abs(dy), dx, dy) for dx, dy, fits in ways if fits]
    if not fitting:
        left, right = cover.x - view.x, view.right - cover.right
        middle = (cover.right + view.right) / 2 if right >= left else (view.x + cover.x) / 2
        return camera.panned(middle - area.centre[0], 0.0)
    _, dx, dy = min(fitting)
    return camera.panned(dx, dy)


def counter_size(zoom: float) -> float:
    """Return how large counters are at a zoom (look book, section 6): one of a few sizes."""
    wanted: float = COUNTER * zoom**0.6
    return min(COUNTERS, key=lambda each: abs(each - wanted))
