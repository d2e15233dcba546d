"""What the pages around the table have in common: margins, the bar at the top, seats in words, errors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from game.board.canvas import Canvas
from game.board.layout import Breadth, Frame, Rect
from game.board.theme import BODY_SMALL, CAPS, PAGE, Palette
from game.board.widgets import Paint, Region, Widget
from rules.terms import Power

HEAD: Final = 64.0
"""The height of the bar at the top."""
FOOT: Final = 64.0
"""The height of the strip of buttons at the bottom."""
WIDEST: Final = 1240.0
"""Pages are no wider: type does not stretch."""

SEATS: Final = {
    Power.JAPAN: "Japan",
    Power.US: "United States",
    Power.CHINA: "China",
    Power.DPRK: "DPRK",
}
IN_LINE: Final = {
    Power.JAPAN: "Japan",
    Power.US: "the US",
    Power.CHINA: "China",
    Power.DPRK: "the DPRK",
}
"""Seats within a sentence."""


def margin(frame: Frame) -> float:
    """Return how far a page's content stays from the window's edge."""
    return 24.0 if frame.breadth is Breadth.COMPACT else 40.0


def body(frame: Frame, widest: float = WIDEST) -> Rect:
    """Return the middle of a page: between its margins, no wider than type should run."""
    width = min(widest, frame.width - 2 * margin(frame))
    return Rect((frame.width - width) / 2, 0, width, frame.height)


def head(frame: Frame, palette: Palette, title: str, note: str = "", widest: float = WIDEST) -> Region:
    """Return the bar at the top with a page's title, and a note at its right."""
    bar = frame.whole.top(HEAD)
    inner = body(frame, widest)
    inner = Rect(inner.x, 0, inner.w, HEAD)

    def paint(canvas: Canvas) -> None:
        colours = canvas.palette
        used = canvas.text(title, PAGE, colours.cream, inner).w
        if note:
            canvas.text(note, BODY_SMALL, colours.cream_second, inner.after(used + 24), "right")
        canvas.fill(bar.foot(1), colours.brass)

    return Region("head", bar, [Paint("head:text", bar, paint)], palette.navy)


def foot(frame: Frame, palette: Palette, children: Sequence[Widget]) -> Region:
    """Return the strip at the bottom with its buttons."""
    strip = frame.whole.foot(FOOT)

    def rule(canvas: Canvas) -> None:
        canvas.fill(strip.top(1), canvas.palette.hairline)

    return Region("foot", strip, [Paint("foot:rule", strip, rule), *children], palette.paper)


def caps(key: str, rect: Rect, text: str) -> Paint:
    """Return a small heading in spaced capitals."""
    return Paint(key, rect, lambda canvas: _write(canvas, text, rect))


def _write(canvas: Canvas, text: str, rect: Rect) -> None:
    canvas.text(text.upper(), CAPS, canvas.palette.gold, rect)


def listed(words: Sequence[str]) -> str:
    """Return words as a list in a sentence: `Japan, China and the US`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}" if words else ""


def shortened(text: str, lines: int, wrap: Callable[[str], list[str]]) -> str:
    """Return as much of a text as so many lines hold, with … where more would follow."""
    if len(wrap(text)) <= lines:
        return text
    words = text.split(" ")
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if len(wrap(_cut(words[:middle]))) <= lines:
            low = middle
        else:
            high = middle - 1
    return _cut(words[:low])


def _cut(words: Sequence[str]) -> str:
    return " ".join(words).rstrip(".,;:–—") + "…"
