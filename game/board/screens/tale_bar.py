"""The bar over the pages that tell the game: who looks on, the calendar, and what is always at hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from attrs import frozen

from game.board.canvas import Canvas
from game.board.drawing import dial
from game.board.drawing.text import Face, TextStyle
from game.board.layout import Breadth, Rect
from game.board.theme import CARD, LABEL, NOTE, PANEL, STRONG, VALUE
from game.board.widgets import IconButton, Paint, Region, Widget
from game.views.figures import months, quarter, quarter_words
from rules.content import World
from rules.terms import POWERS, Power

if TYPE_CHECKING:
    from game.board.app import App

SMALL_CAPS: Final = TextStyle(Face.MEDIUM, 11, 0.6)
BUTTONS: Final = 112.0
SHORT: Final = {"United States": "US"}


@frozen
class Figure:
    """A figure of the bar: its label, its value, and seats' signs with values in place of one."""

    label: str
    value: str = ""
    needles: tuple[tuple[Power, str], ...] = ()


@frozen
class Head:
    """What the bar says: whose page it is (nobody's has no mark), the turn, and figures or the seats."""

    title: str
    world: World
    turn: int
    power: Power | None = None
    figures: tuple[Figure, ...] = ()
    note: str = ""
    """A line in place of figures and seats."""


MENU: Final = ("Menu", "menu", "Menu  (Esc)")
CLOSE: Final = ("Close", "cross", "Close  (Esc)")


def tale_bar(
    app: App, rect: Rect, head: Head, menu: Callable[[], None], last: tuple[str, str, str] = MENU
) -> Region:
    """Return the bar; `last` is the word, icon and tip of its last button, which `menu` answers."""
    layout = _Layout(app, rect, head)
    parts: list[Widget] = [Paint("bar:words", rect, layout.draw), *_buttons(app, rect, menu, last)]
    return Region("bar", rect, parts, app.ui.palette.navy)


def _buttons(app: App, rect: Rect, menu: Callable[[], None], last: tuple[str, str, str]) -> Sequence[Widget]:
    y = rect.y + (rect.h - 30) / 2
    entries = (
        ("Help", "help", app.help, "Help  (F1)"),
        ("Settings", "gear", app.preferences, "Settings  (Ctrl ,)"),
        (last[0], last[1], menu, last[2]),
    )
    start = rect.right - BUTTONS - 4
    return [
        IconButton(f"bar:{icon}", Rect(start + nth * 38, y, 30, 30), label, icon, act, navy=True, tip=tip)
        for nth, (label, icon, act, tip) in enumerate(entries)
    ]


class _Layout:
    """Draws the words of the bar from left to right."""

    def __init__(self, app: App, rect: Rect, head: Head) -> None:
        self.rect = rect
        self.head = head
        self.small = app.ui.frame.breadth is Breadth.COMPACT

    def draw(self, canvas: Canvas) -> None:
        rect = self.rect
        canvas.fill(rect.foot(1), canvas.palette.brass)
        x = self._date(canvas, self._title(canvas, rect.x + 14))
        x = self._squares(canvas, x)
        room = Rect(x, rect.y, rect.right - BUTTONS - 12 - x, rect.h)
        if self.head.note:
            canvas.text(self.head.note, LABEL, canvas.palette.cream, room, "right")
        elif self.head.figures:
            self._figures(canvas, room)
        else:
            self._seats(canvas, room)

    def _title(self, canvas: Canvas, x: float) -> float:
        head, rect, palette = self.head, self.rect, canvas.palette
        title = SHORT.get(head.title, head.title) if self.small else head.title
        if head.power is not None:
            canvas.badge(head.power, x + 14, rect.centre[1], 26)
            x += 38
        style = CARD if self.small else PANEL
        wide = canvas.width(title, style)
        canvas.text(title, style, palette.cream, Rect(x, rect.y, wide + 1, rect.h))
        x += wide + (12 if self.small else 18)
        canvas.line((x, rect.y + 12), (x, rect.bottom - 12), palette.navy_edge)
        return x + (10 if self.small else 15)

    def _date(self, canvas: Canvas, x: float) -> float:
        head, rect, palette = self.head, self.rect, canvas.palette
        date = quarter_words(head.world, head.turn) if self.small else months(head.world, head.turn)
        turn = f"Turn {head.turn} of {head.world.length}"
        wide = max(canvas.width(date, STRONG), canvas.width(turn, NOTE)) + 1
        half = rect.h / 2
        canvas.text(date, STRONG, palette.cream, Rect(x, rect.y + 5, wide, half - 4))
        canvas.text(turn, NOTE, palette.cream_second, Rect(x, rect.y + half, wide, half - 5))
        return x + wide + (14 if self.small else 24)

    def _squares(self, canvas: Canvas, x: float) -> float:
        head, palette = self.head, canvas.palette
        length = head.world.length
        if self.small or length > 16:
            return x
        years: dict[str, int] = {}
        for turn in range(1, length + 1):
            year = str(quarter(head.world, turn)[0])
            years[year] = years.get(year, 0) + 1
        colours = dial.TurnColours(
            done=palette.brass,
            now=palette.focus_on_navy if not palette.dark else palette.brass,
            now_edge=palette.cream,
            coming=palette.navy_edge,
            year=palette.cream_second,
        )
        left, top = canvas.pixel(x, self.rect.y + 12)
        scale = canvas.scale
        wide = dial.turn_squares(
            canvas.surface,
            canvas.pen,
            canvas.type,
            left / scale,
            top / scale,
            list(years.items()),
            head.turn - 1,
            colours,
        )
        return x + wide + 36

    def _figures(self, canvas: Canvas, room: Rect) -> None:
        figures, palette = self.head.figures, canvas.palette
        wides = [self._wide(canvas, each) for each in figures]
        gap = max(6.0, min(26.0, (room.w - sum(wides)) / max(1, len(figures))))
        x, half = room.x + min(20.0, max(0.0, room.w - sum(wides) - gap * len(figures))), room.h / 2
        for figure, wide in zip(figures, wides, strict=True):
            if x + wide > room.right + 1:
                return
            label = Rect(x, room.y + 7, wide + 1, half - 6)
            canvas.text(figure.label.upper(), SMALL_CAPS, palette.cream_second, label)
            low = Rect(x, room.y + half, wide + 1, half - 4)
            if figure.needles:
                for nth, (power, value) in enumerate(figure.needles):
                    at = x + nth * 38
                    canvas.badge(power, at + 7, low.centre[1], 14, 1)
                    canvas.text(value, VALUE, palette.cream, Rect(at + 18, low.y, 20, low.h))
            else:
                canvas.text(figure.value, VALUE, palette.cream, low)
            x += wide + gap

    def _wide(self, canvas: Canvas, figure: Figure) -> float:
        label = canvas.width(figure.label.upper(), SMALL_CAPS) + 1
        return max(label, canvas.width(figure.value, VALUE), 38.0 * len(figure.needles))

    def _seats(self, canvas: Canvas, room: Rect) -> None:
        """Draw the four seats, all of whose sheets are in."""
        names = [each.name for each in self.head.world.powers]
        if self.small:
            names = [SHORT.get(name, name) for name in names]
        wides = [30 + canvas.width(name, LABEL) + 22 for name in names]
        x = room.x + max(0.0, (room.w - sum(wides)) / 2)
        for power, name, wide in zip(POWERS, names, wides, strict=True):
            middle = room.centre[1]
            canvas.badge(power, x + 11, middle, 22)
            placed = canvas.text(name, LABEL, canvas.palette.cream, Rect(x + 28, room.y, wide - 45, room.h))
            canvas.icon("check", placed.right + 11, middle, 11, canvas.palette.cream_second)
            x += wide
