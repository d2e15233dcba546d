"""The chart on the title: Japan's defence spending as a share of GDP, on the official basis."""

from __future__ import annotations

from typing import Final

from game.board.canvas import Canvas
from game.board.drawing.text import Face, TextStyle
from game.board.layout import Rect
from game.board.theme import BODY_SMALL, NOTE

SHARES: Final = (("2021", 10), ("2022", 10), ("2023", 14), ("2024", 16), ("2025", 18))
"""Fiscal years and tenths of a per cent of GDP of fiscal year 2022, with related outlays, as budgeted.

Nippon.com, "Japan Targets 2 %" (2025), for 2022, 2023 and the first budget of 2025; Nikkei Asia, April 2024,
for 2024. 2021 is about one per cent.
"""
PROMISED: Final = ("March 2026", 20)
"""Supplementary budget, enacted 16 December 2025 (Yomiuri and Asahi, 29 November 2025)."""
SOURCES: Final = (
    "Official basis: with related outlays, against the GDP of fiscal year 2022; first budget of each year. "
    "2021: about 1.0.\n"
    "2022, 2023, 2025: Nippon.com, 2025. 2024: Nikkei Asia, April 2024. "
    "2.0 with the supplementary budget of 16 December 2025: Yomiuri and Asahi, 29 November 2025."
)
LOW: Final = 9
HIGH: Final = 20


def draw_chart(canvas: Canvas, rect: Rect) -> None:
    """Draw the line through the years, the stretch to the promise and the target."""
    palette = canvas.palette
    canvas.text(
        "Japan’s defence spending as a share of GDP, official basis", BODY_SMALL, palette.cream, rect.top(22)
    )
    plot = Rect(rect.x, rect.y + 38, rect.w - 62, rect.h - 66)
    gold = palette.focus_on_navy if not palette.dark else palette.brass
    step = plot.w / len(SHARES)

    def at(nth: int, tenths: int) -> tuple[float, float]:
        return plot.x + nth * step, plot.bottom - plot.h * (tenths - LOW) / (HIGH - LOW)

    points = [at(nth, tenths) for nth, (_, tenths) in enumerate(SHARES)]
    end = at(len(SHARES), PROMISED[1])
    area = [*points, (points[-1][0], plot.bottom), (plot.x, plot.bottom)]
    canvas.polygon(area, (*gold, 28))
    canvas.polyline([(plot.x, plot.y), (rect.right - 26, plot.y)], (*gold, 150), 1, (2, 3))
    canvas.polyline([(plot.x, plot.bottom), (rect.right - 26, plot.bottom)], (*palette.cream_second, 120), 1)
    canvas.polyline(points, gold, 2.2)
    canvas.polyline([points[-1], end], gold, 2.2, (6, 4))
    for nth, ((year, tenths), (x, y)) in enumerate(zip(SHARES, points, strict=True)):
        canvas.circle(x, y, 3, gold)
        canvas.text(year, NOTE, palette.cream_second, Rect(x - 24, plot.bottom + 6, 48, 18), "centre")
        if nth:
            box = Rect(x - 24, y - 24, 48, 18)
            canvas.text(f"{tenths / 10:.1f}", NOTE, palette.cream, box, "centre")
    canvas.circle(*end, 6, palette.navy, gold, 2.4)
    bold = TextStyle(Face.BOLD, 14)
    canvas.text(f"{PROMISED[1] / 10:.1f} %", bold, gold, Rect(end[0] + 8, end[1] - 24, 54, 20))
    canvas.text(PROMISED[0], NOTE, gold, Rect(end[0] - 40, plot.bottom + 6, 80, 18), "centre")
