"""The left column of the briefing: headline, what changed, contracts, the calendar, money left to decide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from attrs import frozen

from game.board.canvas import Canvas
from game.board.drawing.text import Face, TextStyle, Type
from game.board.layout import Rect
from game.board.panels.flow import Flow
from game.board.screens.chip_row import tone_ink
from game.board.theme import ASIDE, ASIDE_SMALL, BODY, CAPS, FIGURE, NOTE, STRONG_SMALL
from game.views.briefing import Briefing
from game.views.chips import Tone
from game.views.figures import dollars
from game.views.order_book import OrderBook
from game.views.saying import Line
from rules.terms import Power

TITLE: Final = TextStyle(Face.SERIF, 36)
TITLE_SMALL: Final = TextStyle(Face.SERIF, 28)
ROW: Final = 29.0
FITTING: Final = ((29.0, 6), (26.0, 6), (26.0, 4), (24.0, 4), (24.0, 3))
"""Heights of a row and lines of the calendar, tried until the column fits."""
MARKS: Final = 26.0
"""Room for the mark of a seat before a line."""


def news_column(kind: Type, rect: Rect, told: Briefing, book: OrderBook) -> Flow:
    """Return the column's blocks, as airy as they fit; `book` holds what was answered so far."""
    for row, dates in FITTING:
        flow = _column(News(kind, told, book, row, dates), rect)
        if flow.height <= rect.h:
            break
    return flow


@frozen
class News:
    """What the column is made of: what is told, the draft, how high rows are, how many dates it gives."""

    kind: Type
    told: Briefing
    book: OrderBook
    row: float
    dates: int


def _column(news: News, rect: Rect) -> Flow:
    kind, told = news.kind, news.told
    low = news.row < ROW
    flow = Flow("news", kind, rect)
    flow.paint(20, lambda canvas, row: _caps(canvas, "Cabinet briefing", row))
    style = TITLE_SMALL if rect.h < 600 or kind.width(told.title, TITLE) > rect.w else TITLE
    flow.gap(0 if low else 6)
    for words in kind.wrap(told.title, style, rect.w):
        flow.paint(style.size * 1.25, _writer(words, style))
    aside = ASIDE_SMALL if rect.h < 600 else ASIDE
    for words in kind.wrap(told.aside, aside, rect.w):
        flow.paint(aside.size * 1.16, _writer(words, aside, muted=True))
    flow.gap(12 if low else 18)
    none = "The game begins." if told.turn == 1 else "All quiet."
    _lines(flow, "Since last turn", told.since, news.row, none)
    if told.messages:
        flow.gap(8 if low else 14)
        _lines(flow, "Messages", told.messages, news.row)
    if told.contracts:
        flow.gap(8 if low else 14)
        _lines(flow, "Contracts", told.contracts, news.row, signs=True)
    if told.calendar:
        flow.gap(8 if low else 14)
        _calendar(flow, news)
    flow.gap(10 if low else 16)
    _money(flow, told, news.book)
    return flow


def _writer(text: str, style: TextStyle, *, muted: bool = False) -> Callable[[Canvas, Rect], None]:
    def paint(canvas: Canvas, row: Rect) -> None:
        ink = canvas.palette.second if muted else canvas.palette.ink
        canvas.text(text, style, ink, row)

    return paint


def _caps(canvas: Canvas, text: str, row: Rect) -> None:
    canvas.text(text.upper(), CAPS, canvas.palette.gold, row)


def _head(flow: Flow, text: str) -> None:
    def paint(canvas: Canvas, row: Rect) -> None:
        _caps(canvas, text, row.above(4))
        canvas.fill(row.foot(1), canvas.palette.hairline)

    flow.paint(23, paint)


def _lines(
    flow: Flow, title: str, lines: Sequence[Line], high: float, none: str = "", *, signs: bool = False
) -> None:
    _head(flow, title)
    for line in lines:
        _line(flow, line, high, signs=signs)
    if not lines and none:
        flow.paint(high, _writer(none, BODY, muted=True))


def _line(flow: Flow, line: Line, least: float, *, signs: bool) -> None:
    """Set a line: whose it is, its words over as many rows as they take, its effect at the right."""
    effect = flow.kind.width(line.effect, STRONG_SMALL) if line.effect else 0.0
    effect = min(effect, flow.w * 0.42)
    marks = max(MARKS, 19.0 * min(3, len(line.seats)) + 7)
    room = flow.w - marks - (effect + 14 if effect else 0)
    words = flow.kind.wrap(line.text, BODY, room)
    high = max(least, len(words) * 19.0 + least - 19)

    def paint(canvas: Canvas, row: Rect) -> None:
        top = Rect(row.x, row.y, row.w, least)
        if signs:
            _sign(canvas, line.tone, top)
        else:
            seat_marks(canvas, line.seats, row.x + 8, top.centre[1])
        for nth, each in enumerate(words):
            box = Rect(row.x + marks, row.y + (high - len(words) * 19) / 2 + nth * 19, room, 19)
            canvas.text(each, BODY, canvas.palette.ink, box)
        if effect:
            box = row.end(effect + 1)
            canvas.text(line.effect, STRONG_SMALL, tone_ink(canvas.palette, line.tone), box, "right")
        canvas.fill(row.after(MARKS).foot(1), canvas.palette.faint)

    flow.paint(high, paint)


def seat_marks(canvas: Canvas, seats: Sequence[Power], x: float, y: float, size: float = 16.0) -> None:
    """Draw the marks of up to three seats beside each other; a dash where it is nobody's."""
    for nth, power in enumerate(seats[:3]):
        canvas.seat(power, x + nth * (size + 3), y, size)
    if not seats:
        canvas.fill(Rect(x - 4, y - 1, 8, 2), canvas.palette.muted)


def _sign(canvas: Canvas, tone: Tone, row: Rect) -> None:
    name, ink = {
        Tone.GOOD: ("check", canvas.palette.good),
        Tone.BAD: ("clock", canvas.palette.bad),
        Tone.PLAIN: ("clock", canvas.palette.second),
    }[tone]
    canvas.icon(name, row.x + 8, row.centre[1], 14, ink)


def _calendar(flow: Flow, news: News) -> None:
    _head(flow, "On the calendar")
    shown = news.told.calendar[: news.dates]
    side = max(flow.kind.width(each.date, STRONG_SMALL) for each in shown) + 18
    for due in shown:
        words = flow.kind.wrap(due.text, BODY, flow.w - side)
        high = max(news.row, len(words) * 19.0 + news.row - 19)

        def paint(
            canvas: Canvas, row: Rect, words: list[str] = words, date: str = due.date, high: float = high
        ) -> None:
            canvas.text(date, STRONG_SMALL, canvas.palette.gold, row.left(side).top(news.row))
            for nth, each in enumerate(words):
                box = Rect(row.x + side, row.y + (high - len(words) * 19) / 2 + nth * 19, row.w - side, 19)
                canvas.text(each, BODY, canvas.palette.ink, box)
            canvas.fill(row.after(side).foot(1), canvas.palette.faint)

        flow.paint(high, paint)


def _money(flow: Flow, told: Briefing, book: OrderBook) -> None:
    money = told.money
    left = book.left.money
    figures = (
        (dollars(money.income), "income", False),
        (dollars(money.signed), "bills already signed", False),
        (dollars(left), "left to decide", True),
    )

    def paint(canvas: Canvas, row: Rect) -> None:
        for (value, label, last), cell in zip(figures, row.columns(3, 10), strict=True):
            ink = canvas.palette.ink
            if last:
                ink = canvas.palette.good if left >= 0 else canvas.palette.bad
            canvas.text(value, FIGURE, ink, cell.top(26))
            canvas.text(label, NOTE, canvas.palette.second, cell.below(26).top(18))

    flow.paint(46, paint)
