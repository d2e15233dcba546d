"""Who raised the rungs: every flashpoint's ladder over the turns, and each step up shared out by seat."""

from __future__ import annotations

from typing import Final

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.screens.tale_popups import share_bar
from game.board.theme import AXIS, BODY_SMALL, CARD, CARD_SMALL, LABEL_SMALL, NOTE
from game.board.widgets import Paint
from game.views.epilogue import Epilogue
from game.views.escalation import Ladder
from game.views.figures import quarter
from game.views.names import short
from game.views.story import Story
from rules.terms import POWERS, Power

SHORT: Final = {Power.JAPAN: "JP", Power.US: "US", Power.CHINA: "CN", Power.DPRK: "KP"}
LIMIT: Final = 5


def rungs_card(rect: Rect, told: Epilogue, story: Story) -> Paint:
    """Return the card."""
    return Paint("end:rungs", rect, lambda canvas: _draw(canvas, rect, told, story))


def _draw(canvas: Canvas, rect: Rect, told: Epilogue, story: Story) -> None:
    palette = canvas.palette
    canvas.box(rect, palette.card, 8, palette.hairline, palette.border)
    inner = rect.inset(20, 12)
    used = canvas.text("Who raised the rungs", CARD, palette.ink, inner.top(26)).w
    about = "share of every step up; hatched: chance"
    if used + canvas.width(about, NOTE) + 20 <= inner.w:
        canvas.text(about, NOTE, palette.second, inner.top(26), "right")
    names = 122.0 if inner.w > 520 else 96.0
    shares = 146.0 if inner.w > 520 else 96.0
    rows = inner.below(38).above(28).rows(len(told.ladders))
    for nth, (ladder, row) in enumerate(zip(told.ladders, rows, strict=True)):
        if nth:
            canvas.fill(row.top(1), palette.faint)
        _ladder(canvas, row.inset(0, 4), ladder, names, shares)
    chart = inner.foot(22).after(names).before(shares + 16)
    _years(canvas, chart, story)
    _key(canvas, inner.foot(22).end(shares + 8))


def _ladder(canvas: Canvas, row: Rect, ladder: Ladder, names: float, shares: float) -> None:
    palette = canvas.palette
    name = short(ladder.name)
    words = canvas.type.wrap(name, CARD_SMALL, names - 8)
    top = row.centre[1] - (len(words) * 20 + 18) / 2
    for nth, line in enumerate(words):
        canvas.text(line, CARD_SMALL, palette.ink, Rect(row.x, top + nth * 20, names - 4, 20))
    low = Rect(row.x, top + len(words) * 20, names - 4, 18)
    canvas.text(f"peak {ladder.peak}", NOTE, palette.second, low)
    _chart(canvas, row.after(names).before(shares + 16), ladder)
    if any(ladder.shares):
        share_bar(canvas, Rect(row.right - shares, row.centre[1] - 9, shares, 18), ladder.percent)
    else:
        place = Rect(row.right - shares, row.centre[1] - 10, shares, 20)
        canvas.text("never rose", NOTE, palette.muted, place, "centre")


def _chart(canvas: Canvas, chart: Rect, ladder: Ladder) -> None:
    """Draw a column of rungs for each turn, with the marks of those who raised it above."""
    palette = canvas.palette
    turns = ladder.rungs[1:] or ladder.rungs
    marks, most = 15.0, max(LIMIT, ladder.peak)
    base = chart.bottom - 2
    tall = (chart.h - marks - 4) / most
    gap = min(2.0, tall * 0.25)
    limit = base - LIMIT * tall
    canvas.polyline(((chart.x, limit), (chart.right - 14, limit)), palette.bad, 1.2, (3, 3))
    canvas.text(str(LIMIT), AXIS, palette.bad, Rect(chart.right - 11, limit - 8, 11, 16), "right")
    columns = chart.before(16).columns(max(1, len(turns)), 3 if len(turns) <= 16 else 1)
    for turn, (rung, cell) in enumerate(zip(turns, columns, strict=True), 1):
        for level in range(rung):
            y = base - (level + 1) * tall + gap
            canvas.box(Rect(cell.x, y, cell.w, tall - gap), palette.rungs[level + 1], 1.5)
        rises = [rise for rise in ladder.rises if rise.turn == turn]
        seats = [power for power in POWERS if any(rise.shares[power] for rise in rises)]
        size = min(11.0, cell.w / max(1, len(seats)))
        left = cell.centre[0] - size * (len(seats) - 1) / 2
        high = base - max([rung, *(rise.after for rise in rises)]) * tall
        for nth, power in enumerate(seats):
            canvas.seat(power, left + nth * size, max(chart.y + 6, high - 7), size)
    canvas.fill(Rect(chart.x, base, chart.w - 16, 1), palette.muted)


def _years(canvas: Canvas, chart: Rect, story: Story) -> None:
    played = max(1, story.played)
    room = chart.before(16)
    years: dict[int, list[int]] = {}
    for turn in range(1, played + 1):
        years.setdefault(quarter(story.world, turn)[0], []).append(turn)
    for year, turns in years.items():
        if len(turns) * room.w / played >= 30:
            middle = room.x + room.w * (turns[0] + turns[-1] - 1) / 2 / played
            canvas.text(
                str(year), BODY_SMALL, canvas.palette.second, Rect(middle - 20, chart.y, 40, 22), "centre"
            )


def _key(canvas: Canvas, rect: Rect) -> None:
    if rect.w < 140:
        return
    for power, cell in zip(POWERS, rect.columns(4), strict=True):
        canvas.seat(power, cell.x + 7, cell.centre[1], 12)
        canvas.text(SHORT[power], LABEL_SMALL, canvas.palette.ink, cell.after(15))
