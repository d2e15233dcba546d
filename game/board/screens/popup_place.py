"""Where a pop-up goes on the map: beside what it is about, off the cards, covering as little as it can."""

from __future__ import annotations

from collections.abc import Sequence

from game.board.layout import Rect
from game.board.screens.tale_popups import Popup


def placed(made: Popup, rect: Rect, free: Rect, spots: Sequence[tuple[float, float]]) -> Rect:
    """Return where a pop-up goes: beside what it is about, inside the map, off the cards if it can be."""
    wide, high = made.width, min(made.height, rect.h - 16)
    room = free if free.w >= wide else rect.inset(8, 0)
    inside = Rect(room.x, rect.y + 8, room.w, rect.h - 16)
    if not spots:
        return Rect(room.x + (room.w - wide) / 2, rect.bottom - high - 24, wide, high)
    ways = [*_beside(spots, inside, wide, high), *_corners(inside, wide, high)]

    def covered(box: Rect) -> int:
        return sum(box.inset(-34).holds(*spot) for spot in spots)

    return min((box for box in ways if inside.contains(box, 1)), key=covered)


def _beside(spots: Sequence[tuple[float, float]], inside: Rect, wide: float, high: float) -> list[Rect]:
    """Return the places below, above, right and left of some spots."""
    left, right = min(x for x, _ in spots), max(x for x, _ in spots)
    top, low = min(y for _, y in spots), max(y for _, y in spots)
    x = min(max(inside.x, (left + right - wide) / 2), inside.right - wide)
    y = min(max(inside.y, (top + low - high) / 2), inside.bottom - high)
    return [
        Rect(x, low + 52, wide, high),
        Rect(x, top - 52 - high, wide, high),
        Rect(right + 60, y, wide, high),
        Rect(left - 60 - wide, y, wide, high),
    ]


def _corners(inside: Rect, wide: float, high: float) -> list[Rect]:
    """Return the corners of a room, and its middle at last."""
    right, low = inside.right - wide, inside.bottom - high
    middle = inside.x + (inside.w - wide) / 2
    return [Rect(x, y, wide, high) for x in (right, inside.x, middle) for y in (low, inside.y)]
