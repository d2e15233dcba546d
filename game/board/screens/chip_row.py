"""Chips: consequences in rounded boxes, as many rows as they take."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from game.board.canvas import Canvas
from game.board.drawing.text import Type
from game.board.layout import Rect
from game.board.theme import LABEL_SMALL, Colour, Palette
from game.drawing.palette import mixed
from game.views.chips import Chip, Tone

HIGH: Final = 20.0
GAP: Final = 6.0


def chip_rows(kind: Type, chips: Sequence[Chip], width: float) -> list[list[tuple[Chip, float]]]:
    """Return chips row by row, each with its width."""
    rows: list[list[tuple[Chip, float]]] = [[]]
    used = 0.0
    for chip in chips:
        wide = min(width, kind.width(chip.text, LABEL_SMALL) + 18)
        if rows[-1] and used + GAP + wide > width:
            rows.append([])
            used = 0.0
        used += wide + (GAP if rows[-1] else 0.0)
        rows[-1].append((chip, wide))
    return rows


def rows_height(kind: Type, chips: Sequence[Chip], width: float) -> float:
    """Return how high chips are together; nought without any."""
    return len(chip_rows(kind, chips, width)) * (HIGH + 5) - 5 if chips else 0.0


def chip_row(canvas: Canvas, chips: Sequence[Chip], rect: Rect) -> None:
    """Draw chips from the left upper corner of a rectangle."""
    y = rect.y
    for row in chip_rows(canvas.type, chips, rect.w):
        x = rect.x
        for chip, wide in row:
            one_chip(canvas, chip, Rect(x, y, wide, HIGH))
            x += wide + GAP
        y += HIGH + 5


def one_chip(canvas: Canvas, chip: Chip, rect: Rect) -> None:
    """Draw a chip."""
    palette = canvas.palette
    ink = tone_ink(palette, chip.tone)
    ground = palette.sunken if chip.tone is Tone.PLAIN else mixed(palette.card, ink, 0.12)
    edge = mixed(palette.card, ink, 0.55) if chip.tone is not Tone.PLAIN else palette.hairline
    canvas.box(rect, ground, rect.h / 2, edge, 1)
    text = ink if chip.tone is not Tone.PLAIN else palette.second
    canvas.text(chip.text, LABEL_SMALL, text, rect.inset(8, 0), "centre")


def tone_ink(palette: Palette, tone: Tone) -> Colour:
    """Return the colour of a tone for text."""
    return {Tone.GOOD: palette.good, Tone.BAD: palette.bad}.get(tone, palette.second)
