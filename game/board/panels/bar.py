"""The bar: whose table it is, the calendar, the seat's tracks, and what is always at hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from attrs import frozen

from game.board.canvas import Canvas
from game.board.drawing.text import Face, TextStyle
from game.board.layout import Breadth, Rect
from game.board.panels.track_tips import alarm_tip, tip
from game.board.theme import AXIS, CARD, NOTE, PANEL, STRONG, VALUE, VALUE_SMALL
from game.board.widgets import IconButton, Paint, Widget
from game.views.figures import quarter_words
from game.views.tracks import tracks

if TYPE_CHECKING:
    from game.board.screens.table import Table

GAP: Final = 24.0
CAPS_SMALL: Final = TextStyle(Face.BOLD, 10, 0.8)


@frozen
class Figure:
    """A track in the bar: its label, its figure, what stands small behind it, its tip."""

    key: str
    label: str
    value: str
    after: str
    tip: str


class Bar:
    """Lays the parts of the bar out from left to right."""

    def __init__(self, table: Table, rect: Rect) -> None:
        self.table = table
        self.rect = rect
        self.kind = table.ui.type
        self.shown = tracks(table.book.desk)
        self.small = table.ui.frame.breadth is Breadth.COMPACT
        self.gap = 14.0 if self.small else GAP

    def widgets(self) -> Iterator[Widget]:
        """Return all parts."""
        edge = self.rect.foot(1)
        yield Paint("bar:edge", edge, lambda canvas: canvas.fill(edge, canvas.palette.brass))
        buttons = self._buttons()
        x = self.rect.x + (10 if self.small else 14)
        for part in (self._seat, self._date, self._squares):
            widget = part(x)
            yield widget
            x = widget.rect.right + self.gap
        room = buttons[0].rect.x - 8 - x
        yield from self._tracks(x, room)
        yield from buttons

    # ---------- seat and time ----------

    def _seat(self, x: float) -> Paint:
        power, name = self.shown.power, self.shown.name
        if self.small and name == "United States":
            name = "US"
        style = CARD if self.small else PANEL
        wide = 38 + self.kind.width(name, style)
        rect = Rect(x, self.rect.y, wide + (0 if self.small else 16), self.rect.h)

        def paint(canvas: Canvas) -> None:
            middle = rect.y + rect.h / 2
            canvas.badge(power, x + 14, middle, 26)
            canvas.text(name, style, canvas.palette.cream, Rect(x + 38, rect.y, wide - 37, rect.h))
            if not self.small:
                canvas.line(
                    (rect.right, rect.y + 12), (rect.right, rect.bottom - 12), canvas.palette.navy_edge
                )

        return Paint("bar:seat", rect, paint)

    def _date(self, x: float) -> Paint:
        shown, clock = self.shown, self.table.commit.clock
        turn = f"Turn {shown.turn} of {shown.length}"
        date = shown.months
        if self.small:
            date = quarter_words(self.table.observation.world, shown.turn)
        wide = max(
            self.kind.width(date, STRONG), self.kind.width(turn + ("   88:88 " if clock else ""), NOTE)
        )
        rect = Rect(x, self.rect.y, wide + 3, self.rect.h)
        half = rect.h / 2

        def paint(canvas: Canvas) -> None:
            palette = canvas.palette
            canvas.text(date, STRONG, palette.cream, Rect(x, rect.y + 5, rect.w, half - 4))
            low = Rect(x, rect.y + half, rect.w, half - 5)
            canvas.text(turn, NOTE, palette.cream_second, low)
            left = self.table.commit.clock
            if left:
                late = self.table.commit.late
                colour = palette.focus_on_navy if late else palette.cream
                canvas.text(left, VALUE_SMALL if late else NOTE, colour, low, "right")

        about = f"{shown.months}: turn {shown.turn} of {shown.length}."
        return Paint("bar:date", rect, paint, about + (" The clock commits the sheet." if clock else ""))

    def _squares(self, x: float) -> Paint:
        shown = self.shown
        years = sorted({square.year for square in shown.squares})
        side = 11.0 if len(shown.squares) <= 12 else 7.0
        if self.small:
            side = 8.0 if len(shown.squares) <= 12 else 5.0
        pitch, between = side + 3, 7.0 if not self.small else 4.0
        wide = len(shown.squares) * pitch + (len(years) - 1) * between
        rect = Rect(x, self.rect.y, wide, self.rect.h)

        def paint(canvas: Canvas) -> None:
            for square in shown.squares:
                at = x + (square.turn - 1) * pitch + years.index(square.year) * between
                self._square(
                    canvas, Rect(at, rect.y + (12 if not self.small else 11), side, side), square.ahead
                )
            for nth, year in enumerate(years):
                mine = [square.turn for square in shown.squares if square.year == year]
                start = x + (mine[0] - 1) * pitch + nth * between
                room = len(mine) * pitch - 3
                word = str(year) if room >= 28 else ""
                if word:
                    box = Rect(start - 8, rect.bottom - 21, room + 16, 14)
                    canvas.text(word, AXIS, canvas.palette.cream_second, box, "centre")

        return Paint(
            "bar:squares", rect, paint, f"{shown.turn - 1} of {shown.length} turns are played (R1.4)."
        )

    @staticmethod
    def _square(canvas: Canvas, rect: Rect, ahead: int) -> None:
        palette = canvas.palette
        if ahead < 0:
            canvas.box(rect, palette.brass, 2)
        elif ahead == 0:
            now = palette.focus_on_navy if not palette.dark else palette.brass
            canvas.box(rect.inset(-1.5), now, 2.5, palette.cream, 1)
        else:
            canvas.box(rect, None, 2, palette.navy_edge, 1)

    # ---------- tracks ----------

    def _figures(self) -> tuple[Figure, ...]:
        shown, table = self.shown, self.table
        small = self.small
        moves = f"→ {shown.readiness_next}" if shown.readiness_next != shown.readiness else ""
        return (
            Figure(
                "treasury", "Free" if small else "Treasury", shown.treasury_words, "", tip(table, "treasury")
            ),
            Figure(
                "capital", "Capital", str(shown.capital), f"of {shown.capital_most}", tip(table, "capital")
            ),
            Figure("support", "Support", str(shown.support), "", tip(table, "support")),
            Figure(
                "readiness",
                "Ready" if small else "Readiness",
                str(shown.readiness),
                moves,
                tip(table, "readiness"),
            ),
            Figure("stocks", "Stocks", str(shown.stocks), f"of {shown.stocks_most}", tip(table, "stocks")),
        )

    def _tracks(self, x: float, room: float) -> Iterator[Widget]:
        figures = self._figures()
        wides = [self._wide(each) for each in figures]
        alarm = max(self.kind.width("ALARM", self._caps) + 2, len(self.shown.alarm) * 38.0)
        spare = room - sum(wides) - alarm
        gap = max(8.0, min(26.0, spare / (len(figures) + 1)))
        x += max(0.0, (spare - gap * len(figures)) * 0.6)
        for figure, wide in zip(figures, wides, strict=True):
            rect = Rect(x, self.rect.y, wide, self.rect.h)
            yield Paint(f"bar:{figure.key}", rect, self._painter(figure, rect), figure.tip)
            x += wide + gap
        yield self._alarm(Rect(x, self.rect.y, alarm, self.rect.h))

    @property
    def _caps(self) -> TextStyle:
        return CAPS_SMALL if self.small else TextStyle(Face.MEDIUM, 11, 0.6)

    def _wide(self, figure: Figure) -> float:
        label = self.kind.width(figure.label.upper(), self._caps) + 2
        behind = self.kind.width(figure.after, NOTE) + 5 if figure.after else 0.0
        return max(label, self.kind.width(figure.value, VALUE) + behind + 1)

    def _painter(self, figure: Figure, rect: Rect) -> Callable[[Canvas], None]:
        def paint(canvas: Canvas) -> None:
            palette = canvas.palette
            top = Rect(rect.x, rect.y + 7, rect.w, rect.h / 2 - 6)
            canvas.text(figure.label.upper(), self._caps, palette.cream_second, top)
            low = Rect(rect.x, rect.y + rect.h / 2, rect.w, rect.h / 2 - 4)
            placed = canvas.text(figure.value, VALUE, palette.cream, low)
            if figure.after:
                behind = low.after(placed.w + 4)
                canvas.text(figure.after, NOTE, palette.cream_second, behind)

        return paint

    def _alarm(self, rect: Rect) -> Paint:
        needles = self.shown.alarm

        def paint(canvas: Canvas) -> None:
            palette = canvas.palette
            top = Rect(rect.x, rect.y + 7, rect.w, rect.h / 2 - 6)
            canvas.text("ALARM", self._caps, palette.cream_second, top)
            y = rect.y + rect.h * 3 / 4 - 2
            for nth, needle in enumerate(needles):
                x = rect.x + nth * 38
                canvas.badge(needle.about, x + 7, y, 14, 1)
                canvas.text(str(needle.value), VALUE, palette.cream, Rect(x + 18, y - 10, 20, 20))

        return Paint("bar:alarm", rect, paint, alarm_tip(self.table, needles))

    # ---------- always at hand ----------

    def _buttons(self) -> list[Widget]:
        table, app = self.table, self.table.app
        parts: list[tuple[str, str, str, Callable[[], None], str]] = []
        if table.said.lines:
            parts.append(("said", "Messages", "document", table.said.again, table.said.tip))
        parts += [
            ("help", "Help", "help", app.help, "Help  (F1)"),
            ("settings", "Settings", "gear", app.preferences, "Settings  (Ctrl ,)"),
            ("menu", "Menu", "menu", table.menu, "Menu  (Esc)"),
        ]
        pitch = 32.0 if self.small else 40.0
        y = self.rect.y + (self.rect.h - 30) / 2
        start = self.rect.right - 6 - len(parts) * pitch
        return [
            IconButton(
                f"bar:{key}", Rect(start + nth * pitch, y, 30, 30), label, icon, act, navy=True, tip=about
            )
            for nth, (key, label, icon, act, about) in enumerate(parts)
        ]


def bar(table: Table, rect: Rect) -> Sequence[Widget]:
    """Return the bar."""
    return list(Bar(table, rect).widgets())
