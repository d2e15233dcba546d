"""Tips: a few words about what is pointed at or has the focus."""

from __future__ import annotations

from typing import Final

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.theme import BODY_SMALL

TIP_AFTER: Final = 450
"""Milliseconds until the tip of what is pointed at appears."""

WIDEST: Final = 300.0


def draw_tip(canvas: Canvas, text: str, at: Rect, whole: Rect) -> None:
    """Draw a tip under a rectangle, or over it where there is no room below."""
    paragraphs = text.split("\n")
    wide = min(WIDEST, max(canvas.width(each, BODY_SMALL) for each in paragraphs)) + 1
    lines = [line for each in paragraphs for line in canvas.type.wrap(each, BODY_SMALL, wide)]
    step = canvas.type.line(BODY_SMALL)
    size = (wide + 20, len(lines) * step + 14)
    x = min(max(8.0, at.x + at.w / 2 - size[0] / 2), whole.w - size[0] - 8)
    y = at.bottom + 8 if at.bottom + 8 + size[1] < whole.h - 4 else at.y - 8 - size[1]
    box = Rect(x, max(4.0, y), *size)
    canvas.shadow(box)
    palette = canvas.palette
    canvas.box(box, palette.navy, 6, palette.navy_edge)
    for nth, line in enumerate(lines):
        canvas.text(line, BODY_SMALL, palette.cream, Rect(box.x + 10, box.y + 7 + nth * step, wide, step))
