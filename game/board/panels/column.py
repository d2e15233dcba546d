"""A column of text and rows in a pop-up: what is put in stands under what was put in before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from game.board.canvas import Canvas
from game.board.drawing.text import TextStyle
from game.board.layout import Rect
from game.board.theme import BODY_SMALL, CAPS, PANEL, Colour
from game.board.widgets import Row, Ui, Widget

ROW: Final = 26.0


class Column:
    """Widgets under one another in a width; `y` is where the next one begins."""

    def __init__(self, ui: Ui, key: str, rect: Rect) -> None:
        self.ui = ui
        self.key = key
        self.x = rect.x
        self.width = rect.w
        self.top = rect.y
        self.y = rect.y
        self.widgets: list[Widget] = []

    @property
    def height(self) -> float:
        """How high all of it is."""
        return self.y - self.top

    def gap(self, height: float) -> None:
        """Leave room."""
        self.y += height

    def take(self, height: float) -> Rect:
        """Return the next piece of so much height."""
        rect = Rect(self.x, self.y, self.width, height)
        self.y += height
        return rect

    def paint(self, height: float, draw: Callable[[Canvas, Rect], None], tip: str = "") -> None:
        """Add something drawn."""
        from game.board.widgets import Paint

        rect = self.take(height)
        self.widgets.append(Paint(self._name("paint"), rect, lambda canvas: draw(canvas, rect), tip))

    def title(self, text: str) -> None:
        """Add a title, over as many lines as it takes."""
        self._words(text, PANEL, self.ui.palette.ink)

    def caps(self, text: str, right: str = "") -> None:
        """Add a label in capitals over what follows, with a word at the right."""
        self.gap(8)

        def draw(canvas: Canvas, rect: Rect) -> None:
            canvas.text(text.upper(), CAPS, canvas.palette.gold, rect)
            if right:
                canvas.text(right, BODY_SMALL, canvas.palette.second, rect, "right")

        self.paint(22, draw)

    def body(self, text: str, colour: Colour | None = None) -> None:
        """Add a paragraph."""
        self._words(text, BODY_SMALL, colour or self.ui.palette.second)

    def pair(self, label: str, value: str, colour: Colour | None = None) -> None:
        """Add a label with its value at the right."""

        def draw(canvas: Canvas, rect: Rect) -> None:
            wide = canvas.width(value, BODY_SMALL) + 1
            canvas.text(label, BODY_SMALL, canvas.palette.ink, rect.before(wide + 8))
            canvas.text(value, BODY_SMALL, colour or canvas.palette.second, rect, "right")

        self.paint(21, draw)

    def row(
        self,
        label: str,
        click: Callable[[], None] | None,
        *,
        value: str = "",
        on: bool = False,
        locked: str = "",
        tip: str = "",
        key: str = "",
        tone: Colour | None = None,
    ) -> Row:
        """Add a row that can be pressed."""
        made = Row(
            key or self._name(label),
            self.take(ROW),
            label,
            click,
            value=value,
            on=on,
            locked=locked,
            tip=tip,
            tone=tone,
        )
        self.widgets.append(made)
        return made

    def add(self, widget: Widget) -> None:
        """Add a widget that was laid out with `take`."""
        self.widgets.append(widget)

    def _words(self, text: str, style: TextStyle, colour: Colour) -> None:
        step = self.ui.type.line(style)
        lines = self.ui.type.wrap(text, style, self.width)

        def draw(canvas: Canvas, rect: Rect) -> None:
            for nth, line in enumerate(lines):
                canvas.text(line, style, colour, Rect(rect.x, rect.y + nth * step, rect.w, step))

        self.paint(step * len(lines), draw)

    def _name(self, word: str) -> str:
        return f"{self.key}:{len(self.widgets)}:{word}"
