"""A small picture of the board in a palette: sea, land, counters, a rung, gain and loss, a button."""

from __future__ import annotations

from typing import Final

from game.board.canvas import Canvas
from game.board.drawing.text import Face, TextStyle
from game.board.layout import Rect
from game.board.theme import CARD_SMALL, NOTE, STRONG_SMALL, Palette
from rules.terms import POWERS, Power, UnitKind

SWATCH: Final = 176.0
SEA: Final = 84.0
NAME: Final = TextStyle(Face.SERIF_ITALIC, 14, 1)


def swatch(canvas: Canvas, box: Rect, palette: Palette) -> None:
    """Draw the picture on a card, in a palette of its own."""
    other = canvas.in_colours(palette)
    inner = box.inset(2)
    other.box(inner, palette.paper, 7)
    _sea(other, inner.top(SEA), palette)
    _signs(other, inner.below(SEA), palette)


def _sea(canvas: Canvas, box: Rect, palette: Palette) -> None:
    with canvas.clipped(box):
        canvas.box(Rect(box.x, box.y, box.w, box.h + 8), palette.sea_deep, 7)
        coast = [(0.0, 0.0), (0.34, 0.0), (0.27, 0.2), (0.3, 0.4), (0.2, 0.62), (0.16, 1.0), (0.0, 1.0)]
        land = [(box.x + x * box.w, box.y + y * box.h) for x, y in coast]
        tint = _mixed(palette.land, palette.tints[2], palette.tint_share)
        canvas.polygon(land, tint, palette.coast, 1)
        lane = [(box.x + x * box.w, box.y + y * box.h) for x, y in ((0.3, 1.0), (0.6, 0.6), (1.0, 0.74))]
        canvas.polyline(lane, palette.sea_label, 1.4, (7, 4))
    canvas.text(
        "East China Sea", NAME, palette.sea_label, Rect(box.x + box.w * 0.4, box.y + 6, box.w * 0.6, 20)
    )
    y = box.y + 50
    placed = (
        (Power.CHINA, UnitKind.AIR, 3, 0.12),
        (Power.JAPAN, UnitKind.FLEET, 1, 0.46),
        (Power.CHINA, UnitKind.FLEET, 2, 0.58),
        (Power.US, UnitKind.CARRIER, 1, 0.74),
        (Power.DPRK, UnitKind.AIR, 1, 0.9),
    )
    for power, kind, count, part in placed:
        canvas.counter(power, kind, count, box.x + part * box.w, y, 24)
    canvas.fill(Rect(box.x, box.bottom, box.w, 1), palette.hairline)


def _signs(canvas: Canvas, box: Rect, palette: Palette) -> None:
    words = box.inset(12, 0)
    canvas.text(palette.title, CARD_SMALL, palette.ink, Rect(words.x, box.y + 4, words.w, 24))
    about = canvas.type.fit(palette.about, NOTE, words.w)
    canvas.text(about, NOTE, palette.second, Rect(words.x, box.y + 27, words.w, 16))
    y = box.y + 66
    for nth, rung in enumerate((2, 4, 7)):
        canvas.rung(rung, words.x + 11 + nth * 26, y, 20)
    for nth, power in enumerate(POWERS):
        canvas.seat(power, words.x + 92 + nth * 17, y, 12)
    x = words.x + 160
    canvas.text("+ gain", STRONG_SMALL, palette.good, Rect(x, y - 18, 60, 18))
    canvas.text("− loss", STRONG_SMALL, palette.bad, Rect(x, y, 60, 18))


def _mixed(one: tuple[int, int, int], other: tuple[int, int, int], share: float) -> tuple[int, int, int]:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
