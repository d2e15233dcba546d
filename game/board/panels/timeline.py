"""Contracts over time: paid and to pay, when each arrives, the worst of nine in ten, what was promised."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from attrs import frozen

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.panels.flow import scrolling
from game.board.panels.parts import caps, words_that_fit
from game.board.theme import BODY_SMALL, NOTE, STRONG_SMALL, VALUE_SMALL, Colour
from game.board.widgets import Paint, Row, Scroll, Widget
from game.board.widgets.base import Key
from game.views.catalogue import ContractRow
from game.views.figures import dollars, quarter, quarter_words

if TYPE_CHECKING:
    from game.board.panels.programmes import Programmes as Tab

HEAD: Final = 32.0
ROW: Final = 27.0
LEGEND: Final = 36.0

BEHIND: Final = 4
"""Quarters shown before the present one."""


def contract_key(row: ContractRow) -> str:
    """Return what a contract is called among the things that can be in hand."""
    return f"contract:{row.programme}:{row.nth}"


@frozen
class Axis:
    """Turns along a strip: where the first one begins and how wide a quarter is."""

    x: float
    right: float
    first: int
    last: int

    @property
    def step(self) -> float:
        """Width of a quarter."""
        return (self.right - self.x) / (self.last - self.first)

    def at(self, turn: float) -> float:
        """Return where a turn begins, within the strip."""
        return min(self.right, max(self.x, self.x + (turn - self.first) * self.step))


def timeline(tab: Tab, rect: Rect, rows: Sequence[ContractRow], chosen: str) -> list[Widget]:
    """Return the contracts of a seat over time; the one in hand is chosen like any row."""
    seen = tab.table.observation
    longest = max((tab.ui.type.width(row.name, BODY_SMALL) for row in rows), default=0.0) + 14
    names = min(238.0, max(rect.w * 0.36, min(rect.w * 0.46, longest)))
    latest = max([row.arrival.worst for row in rows], default=0)
    last = max(seen.world.length + 4, min(latest + 2, seen.world.length + 10))
    axis = Axis(rect.x + names, rect.right - 8, min(seen.turn - BEHIND, 0), last)
    ground = Timeline(tab, rect, axis)
    parts: list[Widget] = [Paint("timeline:ground", rect, ground.paint)]
    if not rows:
        parts.append(Paint("timeline:none", rect, ground.nothing))
        return parts
    inside = Rect(rect.x - 8, rect.y + HEAD, rect.w + 16, rect.h - HEAD - LEGEND)
    parts.append(
        Scroll(
            "timeline:scroll",
            inside,
            ROW * len(rows),
            [
                _row(tab, Rect(inside.x, inside.y + nth * ROW, inside.w, ROW), row, axis, rows, nth, chosen)
                for nth, row in enumerate(rows)
            ],
        )
    )
    parts.append(Paint("timeline:now", rect, ground.now))
    return parts


@frozen
class Timeline:
    """What stands still on the timeline: years, the present, the end of the game, the legend."""

    tab: Tab
    rect: Rect
    axis: Axis

    def paint(self, canvas: Canvas) -> None:
        """Draw years, the end of the game and the legend."""
        palette, rect, axis = canvas.palette, self.rect, self.axis
        world = self.tab.table.observation.world
        body = Rect(axis.x, rect.y + 14, axis.right - axis.x, rect.h - LEGEND - 14)
        end = axis.at(world.length + 1)
        canvas.fill(Rect(end, body.y, axis.right - end, body.h), palette.sunken)
        if axis.right - end > 86:
            canvas.text(
                "after the game", NOTE, palette.muted, Rect(end, rect.y - 3, axis.right - end, 16), "right"
            )
        caps(canvas, "Under contract", Rect(rect.x, rect.y + 8, axis.x - rect.x, 20))
        for turn in range(axis.first, axis.last):
            year, nth = quarter(world, turn)
            if nth == 1:
                x = axis.at(turn)
                canvas.line((x, body.y), (x, body.bottom), palette.hairline)
                canvas.text(str(year), BODY_SMALL, palette.second, Rect(x + 5, body.y, 40, 18))
        canvas.line((axis.x, body.bottom), (axis.right, body.bottom), palette.hairline)
        self._legend(canvas, Rect(rect.x, rect.bottom - LEGEND + 10, rect.w, 20))

    def _legend(self, canvas: Canvas, rect: Rect) -> None:
        palette = canvas.palette
        ink, y = palette.lines[3], rect.y + rect.h / 2
        words = ("paid, to pay", "arrives", "worst of nine in ten", "first promised")
        wides = [canvas.width(word, NOTE) for word in words]
        narrow = rect.w < 640
        x = rect.x if narrow else self.axis.x
        gap = 14.0 if narrow else 28.0
        for nth, (word, wide) in enumerate(zip(words, wides, strict=True)):
            sign = (26.0, 14.0, 24.0, 12.0)[nth]
            if narrow and x + sign + wide > rect.right:
                break
            if nth == 0:
                canvas.box(Rect(x, y - 4, 13, 8), ink, 2)
                canvas.box(Rect(x + 13, y - 4, 13, 8), _light(canvas, ink), 2)
            elif nth == 1:
                canvas.diamond(x + 6, y, 6, ink)
            elif nth == 2:
                _whisker(canvas, x, x + 22, y, ink)
            else:
                canvas.diamond(x + 5, y, 4.5, palette.paper, ink)
            canvas.text(word, NOTE, palette.second, Rect(x + sign + 6, rect.y, wide + 1, rect.h))
            x += sign + 6 + wide + gap

    def now(self, canvas: Canvas) -> None:
        """Draw where the game stands, over the rows."""
        palette, rect = canvas.palette, self.rect
        x = self.axis.at(self.tab.table.observation.turn)
        canvas.text("now", STRONG_SMALL, palette.ink, Rect(x - 24, rect.y - 5, 48, 16), "centre")
        canvas.polygon(((x - 5, rect.y + 10), (x + 5, rect.y + 10), (x, rect.y + 17)), palette.ink)
        canvas.line((x, rect.y + 12), (x, rect.bottom - LEGEND), palette.ink, 1.4)

    def nothing(self, canvas: Canvas) -> None:
        """Say that nothing is under contract."""
        box = Rect(self.rect.x, self.rect.y + HEAD, self.axis.x - self.rect.x, ROW)
        canvas.text("nothing yet", BODY_SMALL, canvas.palette.muted, box)


# ---------- rows ----------


def _row(
    tab: Tab,
    rect: Rect,
    row: ContractRow,
    axis: Axis,
    rows: Sequence[ContractRow],
    nth: int,
    chosen: str,
) -> Row:
    key = contract_key(row)

    def take(pressed: Key) -> bool:
        if pressed.name in ("shift+up", "shift+down"):
            scrolling(tab.ui, "detail")[pressed.plain]()
            return True
        by = {"up": -1, "down": 1}.get(pressed.name)
        if by is None:
            return False
        there = contract_key(rows[max(0, min(len(rows) - 1, nth + by))])
        tab.choose(there)
        tab.ui.set_focus(f"timeline:{there}")
        return True

    return Row(
        f"timeline:{key}",
        rect,
        row.name,
        lambda: tab.choose(key),
        on=key == chosen,
        paint=lambda canvas, place: _paint(canvas, place, row, axis, tab),
        keys=take,
        tip=_tip(row, tab),
    )


def _tip(row: ContractRow, tab: Tab) -> str:
    world = tab.table.observation.world
    yields = ", ".join(chip.text for chip in row.yields)
    lines = [
        f"{row.name}: {dollars(row.paid)} paid, {dollars(row.unpaid)} to pay",
        f"due {row.due_words}, nine in ten by {quarter_words(world, row.arrival.worst)}",
        yields,
    ]
    return "\n".join(line for line in lines if line)


def _paint(canvas: Canvas, rect: Rect, row: ContractRow, axis: Axis, tab: Tab) -> None:
    palette = canvas.palette
    inner = rect.inset(8, 0)
    canvas.line((inner.x, rect.bottom - 0.5), (inner.right, rect.bottom - 0.5), palette.faint)
    flags = ", ".join(row.flags)
    wide = canvas.width(flags, NOTE) + 8 if flags else 0.0
    room = axis.x - inner.x - wide - 10
    name = words_that_fit(canvas.type, row.name.split(" "), BODY_SMALL, room, " ")
    canvas.text(name, BODY_SMALL, palette.ink, Rect(inner.x, rect.y, room, rect.h))
    if flags:
        bad = any(word in flags for word in ("slipped", "cancelled", "stretched"))
        colour = palette.bad if bad else palette.good
        canvas.text(flags, NOTE, colour, Rect(axis.x - wide - 6, rect.y, wide, rect.h), "right")
    _bar(canvas, rect.y + rect.h / 2, row, axis, tab)


def _bar(canvas: Canvas, y: float, row: ContractRow, axis: Axis, tab: Tab) -> None:
    """Draw what is paid and to pay, the arrival, the worst, the promise, and the words behind."""
    palette = canvas.palette
    ink = palette.lines[row.line] if row.line < len(palette.lines) else palette.second
    start, due, now = axis.at(row.signed), axis.at(row.due), axis.at(tab.table.observation.turn)
    split = start + (due - start) * row.paid / max(1, row.paid + row.unpaid)
    split = max(
        start, min(due, max(split, min(now, due)) if row.signed < tab.table.observation.turn else split)
    )
    if "cancelled" in row.flags:
        canvas.polyline(((start, y), (due, y)), ink, 1.5, (4, 3))
    else:
        canvas.box(Rect(start, y - 5, due - start, 10), _light(canvas, ink), 2)
        canvas.box(Rect(start, y - 5, split - start, 10), ink, 2)
    if row.signed < axis.first:
        notch = palette.paper
        canvas.polygon(((start - 1, y - 5), (start + 4, y), (start - 1, y + 5)), notch)
    worst = axis.at(row.arrival.worst)
    if worst > due:
        _whisker(canvas, due, worst, y, ink)
    if row.promised != row.due:
        canvas.diamond(axis.at(row.promised), y, 4.5, palette.paper, ink)
    canvas.diamond(due, y, 7.5, ink, palette.paper)
    _words(canvas, y, max(worst, due, axis.at(row.promised)) + 8, start, due, row, axis)


def _words(
    canvas: Canvas, y: float, after: float, start: float, due: float, row: ContractRow, axis: Axis
) -> None:
    """Draw the quarter and what comes behind the bar; where there is no room, on it."""
    palette = canvas.palette
    wide = canvas.width(row.due_words, VALUE_SMALL)
    right = axis.right + 6
    if after + wide <= right:
        box = Rect(after, y - 10, wide + 1, 20)
        canvas.text(row.due_words, VALUE_SMALL, palette.ink, box)
        rest = Rect(box.right + 7, box.y, right - box.right - 7, 20)
        words = [chip.text for chip in row.yields]
        text = words_that_fit(canvas.type, words, NOTE, rest.w)
        if text:
            canvas.text(text, NOTE, palette.second, rest)
    else:
        ground = Rect(due - 14 - wide - 6, y - 9, wide + 6, 18)
        canvas.box(ground, palette.paper, 3)
        canvas.text(row.due_words, VALUE_SMALL, palette.ink, ground, "centre")


def _whisker(canvas: Canvas, start: float, stop: float, y: float, ink: Colour) -> None:
    canvas.line((start, y), (stop, y), ink, 1.6)
    canvas.line((stop, y - 4), (stop, y + 4), ink, 1.6)


def _light(canvas: Canvas, ink: Colour) -> Colour:
    """Return a colour halfway to the ground."""
    paper = canvas.palette.paper
    red, green, blue = (round(a * 0.42 + b * 0.58) for a, b in zip(ink, paper, strict=True))
    return red, green, blue
