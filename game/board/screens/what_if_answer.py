"""The answer to a what-if: every seat's scores as ordered and changed, the difference, endings, rungs."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from math import ceil
from typing import Final

from attrs import frozen

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.panels.flow import Flow, second
from game.board.screens.page import SEATS
from game.board.theme import AXIS, BODY_SMALL, CARD_SMALL, LABEL_SMALL, NOTE, VALUE_SMALL, Colour, Palette
from game.board.wondering import Reply
from game.headless.stats import Mean
from game.headless.whatif_facts import Findings, RungEffect, SeatEffect
from game.views.epilogue import BANDS
from game.views.names import capital, short
from game.wording import ENDINGS
from rules.terms import Ending, Power

ROW: Final = 78.0
BAR: Final = 8.0
MINUS: Final = "−"
CLEAR: Final = {1: "gains", -1: "loses", 0: "too close to tell"}

HOW: Final = (
    "From the moment the orders of the turn are in, all dice fall anew. Every branch is played twice on the "
    "same dice: once as it was ordered and once with the change. Bots play on, also for people. The bars are "
    "mean scores; the diamond is the game as it went.",
    "The difference is taken branch by branch. Its line shows within which bounds the mean difference lies "
    "at 95 %: where the line crosses the middle, these branches cannot tell whether the change did anything.",
    "A game, not a forecast: it speaks of these rules and these bots.",
)


def explain(flow: Flow) -> None:
    """Say how an answer is to be read."""
    flow.caps("How to read it")
    for text in HOW:
        flow.text(text, BODY_SMALL, second)
        flow.gap(4)


@frozen
class Columns:
    """Where a row's name, bars, difference and share of successes stand."""

    name: Rect
    bars: Rect
    moved: Rect
    won: Rect


def columns(row: Rect) -> Columns:
    """Return the columns of a row."""
    narrow = row.w < 640
    name, won, gap = (96.0, 92.0, 12.0) if narrow else (128.0, 104.0, 24.0)
    rest = row.w - name - won - 2 * gap
    bars = Rect(row.x + name, row.y, rest * 0.54, row.h)
    moved = Rect(bars.right + gap, row.y, rest - bars.w, row.h)
    return Columns(row.left(name), bars, moved, row.end(won))


def reply_blocks(flow: Flow, reply: Reply) -> None:
    """Show what the branches came to."""
    found = reply.found
    reach = _reach(found)
    flow.paint(36, _heads)
    for each in found.seats:
        flow.paint(ROW, partial(_seat, each=each, reach=reach))
    flow.gap(12)
    _ends(flow, found, len(reply.answer.pairs))
    flow.gap(10)
    _rungs(flow, found)
    flow.gap(10)
    explain(flow)


# ---------- seats ----------


def _heads(canvas: Canvas, row: Rect) -> None:
    """Draw what the columns are, with the key of the bars."""
    palette, at = canvas.palette, columns(row)
    canvas.text("Score, mean", LABEL_SMALL, palette.ink, at.bars.top(18))
    canvas.text("Difference, 95 %", LABEL_SMALL, palette.ink, at.moved.top(18), "centre")
    canvas.text("Succeeded", LABEL_SMALL, palette.ink, at.won.top(18), "right")
    x = at.bars.x if at.bars.w > 230 else row.x
    key = Rect(x, row.y + 18, at.bars.right - x, 16)
    for word in ("as ordered", "changed", "game"):
        middle = key.centre[1]
        if word == "game":
            canvas.diamond(x + 6, middle, 5, palette.ink)
        elif word == "changed":
            canvas.box(Rect(x, middle - 3, 12, 6), palette.second, 3)
        else:
            canvas.box(Rect(x, middle - 3, 12, 6), None, 3, palette.second, 1.4)
        used = canvas.text(word, NOTE, palette.second, Rect(x + 17, key.y, key.right - x - 17, 16)).w
        x += 17 + used + 12
    canvas.fill(row.foot(1), palette.faint)


def _seat(canvas: Canvas, row: Rect, each: SeatEffect, reach: float) -> None:
    palette, at = canvas.palette, columns(row)
    middle = row.centre[1]
    canvas.seat(each.power, at.name.x + 11, middle, 22)
    name = SEATS[each.power] if at.name.w > 120 else {Power.US: "US"}.get(each.power, SEATS[each.power])
    style = CARD_SMALL if canvas.width(name, CARD_SMALL) <= at.name.w - 30 else LABEL_SMALL
    lines = canvas.type.wrap(name, style, at.name.w - 30)
    for nth, line in enumerate(lines):
        y = middle - 10 * len(lines) + 20 * nth
        canvas.text(line, style, palette.ink, Rect(at.name.x + 28, y, at.name.w - 28, 20))
    _bars(canvas, at.bars, each)
    _moved(canvas, at.moved, each.score.difference, reach)
    kept, changed = (f"{100 * share.value:.0f}" for share in each.succeeded)
    canvas.text(f"{kept} → {changed} %", VALUE_SMALL, palette.ink, at.won, "right")
    canvas.fill(row.foot(1), palette.faint)


def _bars(canvas: Canvas, area: Rect, each: SeatEffect) -> None:
    """Draw the mean score as ordered and changed, with the bands and the game's own score."""
    palette, room = canvas.palette, area.before(38)
    full = palette.seat(each.power).fill
    high, low = area.y + 24.0, area.y + 42.0
    for y, mean, kept in ((high, each.score.kept.mean, True), (low, each.score.changed.mean, False)):
        value = mean.value or 0.0
        canvas.box(Rect(room.x, y, room.w, BAR), palette.faint, BAR / 2)
        part = Rect(room.x, y, max(BAR, room.w * value / 100), BAR)
        if kept:
            canvas.box(part, palette.card, BAR / 2, full, 1.6)
        else:
            canvas.box(part, full, BAR / 2)
        figure = Rect(room.right + 4, y - 5, 34, 18)
        canvas.text(f"{value:.1f}", VALUE_SMALL, palette.ink, figure, "right")
    for band in BANDS:
        x = room.x + room.w * band / 100
        canvas.line((x, high - 3), (x, low + BAR + 3), palette.muted, 1)
        canvas.text(str(band), AXIS, palette.second, Rect(x - 14, low + BAR + 4, 28, 14), "centre")
    if each.real is not None:
        canvas.diamond(room.x + room.w * each.real / 100, high - 10, 5, palette.ink)
        beside = room.x + room.w * each.real / 100 + 9
        canvas.text(str(each.real), AXIS, palette.ink, Rect(beside, high - 17, 24, 14))


def _moved(canvas: Canvas, area: Rect, moved: Mean, reach: float) -> None:
    """Draw the paired difference with its interval around nought."""
    palette = canvas.palette
    value, low, high = moved.value or 0.0, moved.low or 0.0, moved.high or 0.0
    middle, y = area.x + area.w / 2, area.y + 34.0
    unit = (area.w / 2 - 6) / reach
    canvas.line((area.x, y), (area.right, y), palette.faint, 2)
    canvas.line((middle, y - 12), (middle, y + 12), palette.muted, 1)
    ink = tone(palette, moved)
    canvas.line((middle + low * unit, y), (middle + high * unit, y), ink, 4)
    for end in (low, high):
        canvas.line((middle + end * unit, y - 5), (middle + end * unit, y + 5), ink, 2)
    canvas.circle(middle + value * unit, y, 5, ink, palette.card, 1.5)
    canvas.text(CLEAR[clear(moved)], NOTE, ink, Rect(area.x, area.y + 4, area.w, 16), "centre")
    said = f"{_signed(value)} ({_signed(low)} to {_signed(high)})"
    canvas.text(said, BODY_SMALL, palette.ink, Rect(area.x - 10, y + 14, area.w + 20, 20), "centre")


def clear(moved: Mean) -> int:
    """Return the sign of a difference whose interval is on one side of nought, else 0."""
    low, high = moved.low or 0.0, moved.high or 0.0
    return 1 if low > 0 else -1 if high < 0 else 0


def tone(palette: Palette, moved: Mean) -> Colour:
    """Return the colour of a difference."""
    return {1: palette.good, -1: palette.bad, 0: palette.second}[clear(moved)]


def _reach(found: Findings) -> float:
    """Return how far the axis of differences goes to either side: fives that hold every interval."""
    bounds = [abs(bound or 0.0) for each in found.seats for bound in _bounds(each.score.difference)]
    return max(5.0, 5.0 * ceil(max(bounds) / 5))


def _bounds(moved: Mean) -> tuple[float | None, float | None]:
    return moved.low, moved.high


def _signed(value: float) -> str:
    text = f"{value:+.1f}"
    return "0.0" if float(text) == 0 else text.replace("-", MINUS)


# ---------- endings and rungs ----------


def _ends(flow: Flow, found: Findings, games: int) -> None:
    flow.caps("How the branches ended")
    counts = [(ending, kept, changed) for ending, kept, changed in found.endings if kept or changed]
    for word, nth in (("as ordered", 1), ("changed", 2)):
        shares = [(each[0], each[nth]) for each in counts if each[nth]]
        flow.paint(26, partial(_ended, word=word, shares=shares, games=games))


def _ended(canvas: Canvas, row: Rect, word: str, shares: Sequence[tuple[Ending, int]], games: int) -> None:
    palette = canvas.palette
    canvas.text(word, BODY_SMALL, palette.second, row.left(78))
    bar = Rect(row.x + 80, row.centre[1] - 5, row.w * 0.32, 10)
    fills = {
        Ending.TIME: palette.good,
        Ending.WAR: palette.bad,
        Ending.NUCLEAR: palette.ink,
        Ending.COLLAPSE: palette.brass,
    }
    x = bar.x
    for ending, count in shares:
        wide = bar.w * count / games
        canvas.box(Rect(x, bar.y, max(2.0, wide - 2), bar.h), fills[ending], 3)
        x += wide
    said = ", ".join(f"{ENDINGS[ending]} {count}" for ending, count in shares)
    canvas.text(said, BODY_SMALL, palette.ink, row.after(bar.right - row.x + 12))


def _rungs(flow: Flow, found: Findings) -> None:
    flow.caps("Highest rung, mean as ordered and changed")
    for each in found.rungs:
        flow.paint(24, partial(_rung, each=each))


def _rung(canvas: Canvas, row: Rect, each: RungEffect) -> None:
    palette, moved = canvas.palette, each.peak.difference
    name = capital(short(each.name))
    canvas.text(name, BODY_SMALL, palette.ink, row.left(150))
    kept, changed = (mean.mean.value or 0.0 for mean in (each.peak.kept, each.peak.changed))
    said = f"{kept:.1f} → {changed:.1f}"
    canvas.text(said, VALUE_SMALL, palette.ink, row.after(154).left(84))
    bounds = [_signed(bound or 0.0) for bound in _bounds(moved)]
    said = "no difference" if bounds == ["0.0", "0.0"] else f"difference {' to '.join(bounds)}"
    canvas.text(said, BODY_SMALL, palette.ink if clear(moved) else palette.second, row.after(244).left(172))
    canvas.text(f"in the game {each.real}", BODY_SMALL, palette.second, row, "right")
