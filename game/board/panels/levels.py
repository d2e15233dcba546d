"""Levels drawn: cells around nought, a bar with its mark, pips."""

from __future__ import annotations

from game.board.canvas import Canvas
from game.board.layout import Rect


def draw_cells(canvas: Canvas, rect: Rect, value: int, low: int, high: int) -> None:
    """Draw cells from low to high, nought darker, those up to the value filled in the colour of its sign."""
    palette = canvas.palette
    cells = Rect(rect.x, rect.y + rect.h / 2 - 4, rect.w, 8).columns(high - low + 1, 2)
    for step, cell in zip(range(low, high + 1), cells, strict=True):
        on = 0 < step <= value or value <= step < 0
        colour = (palette.good if value > 0 else palette.bad) if on else palette.faint
        canvas.box(cell, palette.muted if step == 0 else colour, 1.5)


def draw_bar(canvas: Canvas, rect: Rect, value: int, most: int, mark: int | None) -> None:
    """Draw a bar up to a value, with a pointer over the mark it is drawn to."""
    palette = canvas.palette
    track = Rect(rect.x, rect.y + rect.h / 2 - 3, rect.w, 7)
    canvas.box(track, palette.faint, 3, palette.hairline)
    canvas.box(track.left(max(6.0, rect.w * value / most)), palette.primary, 3)
    if mark is not None:
        x = track.x + track.w * mark / most
        canvas.polygon(((x - 4.5, track.y - 7), (x + 4.5, track.y - 7), (x, track.y - 1)), palette.ink)


def draw_pips(canvas: Canvas, rect: Rect, value: int, most: int) -> None:
    """Draw as many pips as there can be, so many of them filled."""
    palette, middle = canvas.palette, rect.y + rect.h / 2
    for nth in range(most):
        x = rect.x + 5 + nth * 15
        canvas.circle(x, middle, 4.6, palette.gold if nth < value else None, palette.gold, 1.3)
