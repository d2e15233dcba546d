"""Text set one block below the other, and the dialog that holds such blocks over its buttons."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.drawing.text import TextStyle, Type
from game.board.layout import Frame, Rect
from game.board.panels.parts import caps, chips_height, draw_chips
from game.board.theme import BODY_SMALL, NOTE, PANEL, STRONG_SMALL, Colour, Palette
from game.board.widgets import Paint, Scroll, Widget
from game.board.widgets.lists import popup
from game.board.widgets.nodes import Veil
from game.views.chips import Chip

if TYPE_CHECKING:
    from game.board.widgets import Ui

Ink = Callable[[Palette], Colour]

HIGHEST: Final = 560.0
"""How high a dialog may be; what is more scrolls."""

FOOT: Final = 66.0
"""Room for the buttons of a dialog."""


def ink(palette: Palette) -> Colour:
    """The colour of text."""
    return palette.ink


def second(palette: Palette) -> Colour:
    """The colour of what matters less."""
    return palette.second


def muted(palette: Palette) -> Colour:
    """The colour of notes."""
    return palette.muted


def bad(palette: Palette) -> Colour:
    """The colour of bad news."""
    return palette.bad


def good(palette: Palette) -> Colour:
    """The colour of good news."""
    return palette.good


def warn(palette: Palette) -> Colour:
    """The colour of what deserves a second look."""
    return palette.warn


class Flow:
    """Blocks one below the other in a column; `widgets` is what they came to, `y` where the next goes."""

    def __init__(self, key: str, kind: Type, rect: Rect) -> None:
        self.key = key
        self.kind = kind
        self.x, self.w = rect.x, rect.w
        self.top = rect.y
        self.y = rect.y
        self.widgets: list[Widget] = []

    @property
    def height(self) -> float:
        """How high the blocks are together."""
        return self.y - self.top

    def gap(self, height: float) -> None:
        """Leave some room."""
        self.y += height

    def take(self, height: float) -> Rect:
        """Return the next strip of the column, for widgets of one's own."""
        rect = Rect(self.x, self.y, self.w, height)
        self.y += height
        return rect

    def add(self, *widgets: Widget) -> None:
        """Take widgets in that were laid out in a strip."""
        self.widgets += widgets

    def paint(
        self, height: float, paint: Callable[[Canvas, Rect], None], tip: str = "", key: str = ""
    ) -> None:
        """Take a strip that is drawn by a function; a key is for what others point at."""
        rect = self.take(height)
        name = key or f"{self.key}:{len(self.widgets)}"
        self.widgets.append(Paint(name, rect, lambda canvas: paint(canvas, rect), tip))

    def text(
        self, text: str, style: TextStyle = BODY_SMALL, colour: Ink = ink, *, indent: float = 0.0
    ) -> None:
        """Set a paragraph."""
        high = len(self.kind.wrap(text, style, self.w - indent)) * self.kind.line(style)
        self.paint(high, lambda c, rect: _paragraph(c, text, style, colour, rect.after(indent)))

    def caps(self, text: str) -> None:
        """Set a heading in small capitals."""
        self.paint(22, lambda c, rect: caps(c, text, rect))

    def pair(self, label: str, value: str, colour: Ink = ink, *, side: float = 0.0) -> None:
        """Set a label and its value: at the right, or in a column that begins at `side`."""
        wide = self.kind.width(label, BODY_SMALL) + 12
        start = side or wide
        lines = self.kind.wrap(value, STRONG_SMALL if not side else BODY_SMALL, self.w - start)
        step = self.kind.line(BODY_SMALL)

        def paint(canvas: Canvas, rect: Rect) -> None:
            first = rect.top(step + 2)
            canvas.text(label, BODY_SMALL, canvas.palette.second, first.left(start))
            style = BODY_SMALL if side else STRONG_SMALL
            for nth, line in enumerate(lines):
                box = Rect(rect.x + start, rect.y + nth * step, rect.w - start, step + 2)
                canvas.text(line, style, colour(canvas.palette), box, "left" if side else "right")

        self.paint(len(lines) * step + 3, paint)

    def chips(self, chips: Sequence[Chip], label: str = "", side: float = 0.0) -> None:
        """Set consequences as words in a row, behind a label if there is one."""
        start = side if label else 0.0
        high = chips_height(self.kind, chips, self.w - start) + 3

        def paint(canvas: Canvas, rect: Rect) -> None:
            if label:
                first = rect.top(self.kind.line(BODY_SMALL))
                canvas.text(label, BODY_SMALL, canvas.palette.second, first.left(start))
            draw_chips(canvas, chips, rect.after(start))

        self.paint(high, paint)

    def sign(self, icon: str, text: str, colour: Ink, style: TextStyle = BODY_SMALL) -> None:
        """Set a paragraph behind a sign."""
        step = self.kind.line(style)
        high = len(self.kind.wrap(text, style, self.w - 24)) * step + 2

        def paint(canvas: Canvas, rect: Rect) -> None:
            canvas.icon(icon, rect.x + 8, rect.y + step / 2, 13, colour(canvas.palette))
            _paragraph(canvas, text, style, colour, rect.after(24))

        self.paint(high, paint)

    def rule(self) -> None:
        """Draw a line across."""

        def paint(canvas: Canvas, rect: Rect) -> None:
            y = rect.y + 6
            canvas.line((rect.x, y), (rect.right, y), canvas.palette.hairline)

        self.paint(12, paint)


def _paragraph(canvas: Canvas, text: str, style: TextStyle, colour: Ink, rect: Rect) -> None:
    canvas.paragraph(text, style, colour(canvas.palette), Rect(rect.x, rect.y, rect.w, rect.h + 4))


def dialog(
    ui: Ui,
    key: str,
    frame: Frame,
    title: str,
    fill: Callable[[Flow], None],
    buttons: Callable[[Rect], Sequence[Widget]],
    *,
    wide: float = 480.0,
    aside: str = "",
) -> Sequence[Widget]:
    """Return a veil and a box in the middle with a title, blocks that scroll, and buttons below."""
    flow = Flow(f"{key}:text", ui.type, Rect(0, 0, wide - 48, 0))
    fill(flow)
    head = 22 + ui.type.line(PANEL) * len(ui.type.wrap(title, PANEL, wide - 48)) + (20 if aside else 6)
    tall = min(head + flow.height + 12 + FOOT, HIGHEST, frame.height - 32)
    box = frame.whole.centred(wide, tall)
    inner = Rect(box.x + 24, box.y + head, box.w - 48, box.h - head - FOOT - 8)
    flow = Flow(f"{key}:text", ui.type, inner)
    fill(flow)

    def paint(canvas: Canvas) -> None:
        palette = canvas.palette
        place = Rect(box.x + 24, box.y + 18, box.w - 48, head)
        high = canvas.paragraph(title, PANEL, palette.ink, place)
        if aside:
            canvas.text(aside, NOTE, palette.muted, place.below(high).top(18))
        foot = box.bottom - FOOT
        canvas.line((box.x + 1, foot), (box.right - 1, foot), palette.hairline)

    scroll = Scroll(
        f"{key}:scroll", Rect(inner.x - 6, inner.y, inner.w + 18, inner.h), flow.height, flow.widgets
    )
    row = Rect(box.x + 24, box.bottom - FOOT + 13, box.w - 48, 40)
    return [
        Veil(f"{key}:veil", frame.whole),
        popup(f"{key}:box", box, [Paint(f"{key}:head", box, paint), scroll, *buttons(row)]),
    ]


def scrolling(ui: Ui, key: str) -> dict[str, Callable[[], None]]:
    """Return the keys that scroll the text of a dialog, or of any `Scroll` whose key is `KEY:scroll`."""

    def go(by: float) -> None:
        node = ui.node(f"{key}:scroll")
        if node is not None and node.widget.wheel(ui, -by):
            ui.replant()

    steps = {"up": -1.0, "down": 1.0, "page up": -5.0, "page down": 5.0}
    return {name: partial(go, by) for name, by in steps.items()}
