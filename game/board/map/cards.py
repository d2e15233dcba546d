"""The four flashpoints on the map's edge: cards, or pills where there is little room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from game.board.canvas import Canvas
from game.board.drawing import dial
from game.board.drawing.dial import ControlColours, DialColours
from game.board.layout import Rect
from game.board.theme import AXIS, CARD_SMALL, LABEL_SMALL, NOTE, STRONG_SMALL, VALUE_SMALL, Palette
from game.board.widgets import Key, Ui, Widget
from game.board.widgets.buttons import Pressable
from game.drawing.gauge import SPAN
from game.drawing.palette import mixed
from game.views.map_scene import Quarrel
from game.views.names import short
from rules.terms import POWERS

WORDS: Final = (LABEL_SMALL, NOTE, AXIS)
"""How a rung's words are written, the first that fits."""
ALERTS: Final = 2
"""How many bars an alert has: routine and crisis (R5.5)."""


def dial_colours(palette: Palette) -> DialColours:
    """Return the colours of a dial."""
    return DialColours(
        rungs=palette.rungs,
        empty=mixed(palette.card, palette.hairline, 0.9) if not palette.dark else palette.faint,
        tick=palette.ink,
        dot=palette.second,
        figure=palette.ink,
    )


def control_colours(palette: Palette) -> ControlColours:
    """Return the colours of a row of control cells."""
    return ControlColours(
        cell=palette.faint,
        between=palette.muted if not palette.dark else palette.hairline,
        value=palette.ink,
        pointer=palette.ink,
        figure=palette.ink,
    )


def draw_control(canvas: Canvas, x: float, y: float, value: int, pitch: float) -> None:
    """Draw the cells of control with their pointer and figure, the cells' upper left at a point."""
    left, top = canvas.pixel(x, y)
    at = (left / canvas.scale, top / canvas.scale)
    colours = control_colours(canvas.palette)
    dial.control_bar(canvas.surface, canvas.pen, canvas.type, *at, SPAN, value, colours, pitch=pitch)


class Flashpoint(Widget):
    """A flashpoint's card or pill; pressing it opens its sheet."""

    focusable = True
    pointed = True

    def __init__(
        self,
        rect: Rect,
        quarrel: Quarrel,
        click: Callable[[], None] | None,
        tip: str = "",
        *,
        lit: bool = False,
        level: float | None = None,
    ) -> None:
        super().__init__(f"flashpoint:{quarrel.id}", rect, quarrel.name, tip)
        self.quarrel = quarrel
        self.lit = lit
        self.level = level
        """How far the dial is filled while it moves."""
        self.radius = 8 if rect.h > 40 else rect.h / 2
        self._click = click

    def activate(self, ui: Ui) -> None:
        """Open the sheet."""
        if self._click is not None:
            self._click()

    def take(self, ui: Ui, key: Key) -> bool:
        """Go to the cards beside it."""
        if key.name not in ("up", "down", "left", "right"):
            return False
        cards = [node.widget.key for node in ui.nodes() if isinstance(node.widget, Flashpoint)]
        place = cards.index(self.key) + (-1 if key.name in ("up", "left") else 1)
        if 0 <= place < len(cards):
            ui.set_focus(cards[place])
        return True

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw the card or the pill."""
        palette = canvas.palette
        over = ui.hover == self.key or self.lit
        edge = palette.brass if over else palette.hairline
        canvas.shadow(self.rect)
        canvas.box(self.rect, palette.card, self.radius, edge, max(palette.border, 1.4 if over else 1))
        if self.rect.h > 40:
            self._card(canvas)
        else:
            self._pill(canvas)

    def _card(self, canvas: Canvas) -> None:
        rect, quarrel, palette = self.rect, self.quarrel, canvas.palette
        head = Rect(rect.x + 12, rect.y + 6, rect.w - 24, 20)
        if quarrel.crisis:
            wide = canvas.width("crisis", LABEL_SMALL) + 14
            tag = Rect(rect.right - wide - 7, rect.y + 7, wide, 18)
            canvas.box(tag, palette.bad, 9)
            canvas.text("crisis", LABEL_SMALL, palette.card, tag, "centre")
            head = head.before(wide)
        whole = canvas.width(quarrel.name, CARD_SMALL) <= head.w
        canvas.text(quarrel.name if whole else short(quarrel.name), CARD_SMALL, palette.ink, head)
        self._dial(canvas, rect.x + 40, rect.y + 68)
        words = Rect(rect.x + 82, rect.y + 32, rect.w - 88, 20)
        style = next((each for each in WORDS if canvas.width(quarrel.words, each) <= words.w), WORDS[-1])
        canvas.text(quarrel.words, style, palette.ink, words)
        draw_control(canvas, rect.x + 82, rect.y + 63, quarrel.control, 11.0)
        for power in POWERS:
            x = rect.x + 88.5 + 20.5 * power
            canvas.seat(power, x, rect.y + 92, 13.5, filled=quarrel.seats[power])
        if quarrel.alert is not None:
            dial.alert_bars(
                canvas.surface,
                canvas.pen,
                *self._at(canvas, rect.right - 30, rect.y + 98),
                quarrel.alert + 1,
                palette.gold,
                palette.faint,
                bars=ALERTS,
            )

    def _dial(self, canvas: Canvas, x: float, y: float) -> None:
        quarrel = self.quarrel
        made = dial.dial(
            canvas.pen,
            canvas.type,
            quarrel.rung,
            quarrel.last,
            dial_colours(canvas.palette),
            level=self.level,
        )
        half = made.get_width() / 2 / canvas.scale
        canvas.image(made, x - half, y - half)

    def _at(self, canvas: Canvas, x: float, y: float) -> tuple[float, float]:
        """Return a point for what draws on the bare surface."""
        left, top = canvas.pixel(x, y)
        return left / canvas.scale, top / canvas.scale

    def _pill(self, canvas: Canvas) -> None:
        rect, quarrel, palette = self.rect, self.quarrel, canvas.palette
        middle = rect.y + rect.h / 2
        canvas.rung(quarrel.rung, rect.x + 17, middle, 20)
        figure = dial.signed(quarrel.control)
        wide = canvas.width(figure, VALUE_SMALL)
        canvas.text(figure, VALUE_SMALL, palette.ink, rect.inset(12, 0).end(wide + 1), "right")
        name = Rect(rect.x + 33, rect.y, rect.w - 33 - wide - 18, rect.h)
        if quarrel.crisis and name.w > 130:
            canvas.icon("warning", name.right - 8, middle, 14, palette.bad)
            name = name.before(20)
        title = quarrel.name if canvas.width(quarrel.name, STRONG_SMALL) <= name.w else short(quarrel.name)
        canvas.text(title, STRONG_SMALL, palette.ink, name)


class Legend(Pressable):
    """The key of the map: open where it is wide, else only its letter."""

    def __init__(self, rect: Rect, click: Callable[[], None]) -> None:
        super().__init__("map:key", rect, "Key", click, "Key of the map (K)")
        self.radius = 6

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw the signs and what they mean."""
        rect, palette = self.rect, canvas.palette
        canvas.shadow(rect)
        edge = palette.brass if self._hovered(ui) else palette.sea_label
        canvas.box(rect, palette.card, 6, edge, palette.border)
        canvas.text("K", LABEL_SMALL, palette.ink, rect.end(26), "centre")
        if rect.w < 100:
            return
        y = rect.centre[1]
        canvas.polyline(((rect.x + 10, y), (rect.x + 32, y)), palette.sea_label, 1.7, (9, 4))
        canvas.text("lane", NOTE, palette.ink, Rect(rect.x + 37, rect.y, 30, rect.h))
        canvas.polyline(((rect.x + 72, y), (rect.x + 96, y)), palette.bad, 2.1, (4, 3))
        canvas.text("contested", NOTE, palette.ink, Rect(rect.x + 101, rect.y, 60, rect.h))
        canvas.circle(rect.x + 168, y, 3, palette.card, palette.land_label, 1.2)
        canvas.text("base", NOTE, palette.ink, Rect(rect.x + 176, rect.y, 30, rect.h))
