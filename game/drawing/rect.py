"""Rectangles in logical pixels: what layouts, maps and pictures are made of."""

from __future__ import annotations

from typing import NamedTuple


class Rect(NamedTuple):
    """A rectangle in logical pixels: left, top, width, height."""

    x: float
    y: float
    w: float
    h: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.w

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.h

    @property
    def centre(self) -> tuple[float, float]:
        """The point in the middle."""
        return self.x + self.w / 2, self.y + self.h / 2

    def holds(self, x: float, y: float) -> bool:
        """Tell whether a point lies inside."""
        return self.x <= x < self.x + self.w and self.y <= y < self.y + self.h

    def contains(self, other: Rect, slack: float = 0.0) -> bool:
        """Tell whether another rectangle lies inside, give or take some slack."""
        return (
            other.x >= self.x - slack
            and other.y >= self.y - slack
            and other.right <= self.right + slack
            and other.bottom <= self.bottom + slack
        )

    def meets(self, other: Rect) -> bool:
        """Tell whether two rectangles share some area."""
        return (
            self.x < other.right and other.x < self.right and self.y < other.bottom and other.y < self.bottom
        )

    def inset(self, dx: float, dy: float | None = None) -> Rect:
        """Return the rectangle smaller by a margin on every side; negative makes it larger."""
        down = dx if dy is None else dy
        return Rect(self.x + dx, self.y + down, self.w - 2 * dx, self.h - 2 * down)

    def moved(self, dx: float, dy: float) -> Rect:
        """Return the rectangle moved."""
        return Rect(self.x + dx, self.y + dy, self.w, self.h)

    def top(self, height: float) -> Rect:
        """Return the strip at the top."""
        return Rect(self.x, self.y, self.w, height)

    def below(self, height: float) -> Rect:
        """Return what is left under a strip at the top."""
        return Rect(self.x, self.y + height, self.w, self.h - height)

    def foot(self, height: float) -> Rect:
        """Return the strip at the bottom."""
        return Rect(self.x, self.bottom - height, self.w, height)

    def above(self, height: float) -> Rect:
        """Return what is left over a strip at the bottom."""
        return Rect(self.x, self.y, self.w, self.h - height)

    def left(self, width: float) -> Rect:
        """Return the strip at the left."""
        return Rect(self.x, self.y, width, self.h)

    def after(self, width: float) -> Rect:
        """Return what is left beside a strip at the left."""
        return Rect(self.x + width, self.y, self.w - width, self.h)

    def end(self, width: float) -> Rect:
        """Return the strip at the right."""
        return Rect(self.right - width, self.y, width, self.h)

    def before(self, width: float) -> Rect:
        """Return what is left beside a strip at the right."""
        return Rect(self.x, self.y, self.w - width, self.h)

    def columns(self, count: int, gap: float = 0.0) -> list[Rect]:
        """Return so many columns of equal width."""
        width = (self.w - gap * (count - 1)) / count
        return [Rect(self.x + nth * (width + gap), self.y, width, self.h) for nth in range(count)]

    def rows(self, count: int, gap: float = 0.0) -> list[Rect]:
        """Return so many rows of equal height."""
        height = (self.h - gap * (count - 1)) / count
        return [Rect(self.x, self.y + nth * (height + gap), self.w, height) for nth in range(count)]

    def centred(self, width: float, height: float) -> Rect:
        """Return a rectangle of a size in the middle of this one."""
        return Rect(self.x + (self.w - width) / 2, self.y + (self.h - height) / 2, width, height)
