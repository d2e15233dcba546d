"""Lists: rows to choose from, cards to choose among, what scrolls, and the box of a pop-up."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from game.board.canvas import Canvas
from game.board.drawing.text import TextStyle
from game.board.layout import Rect
from game.board.theme import BODY_SMALL, STRONG_SMALL, Colour
from game.board.widgets.base import Key, Region, Widget
from game.board.widgets.ui import Ui

STEP: Final = 46.0
"""How far a turn of the wheel scrolls."""


class Row(Widget):
    """A row of a list: a word at the left, a value at the right; arrows go to the rows beside it."""

    focusable = True
    listed = True
    pointed = True

    def __init__(
        self,
        key: str,
        rect: Rect,
        label: str,
        click: Callable[[], None] | None,
        *,
        value: str = "",
        on: bool = False,
        locked: str = "",
        tip: str = "",
        tone: Colour | None = None,
        text: TextStyle = BODY_SMALL,
        paint: Callable[[Canvas, Rect], None] | None = None,
        keys: Callable[[Key], bool] | None = None,
    ) -> None:
        super().__init__(key, rect, label, tip or locked)
        self.value = value
        self.on = on
        self.locked = locked
        """Why it cannot be chosen; it stays readable and can be looked at."""
        self._click = click
        self._tone = tone
        self._text = text
        self._paint = paint
        self._keys = keys
        self.radius = 4

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw the ground by its state, then the words, or what `paint` draws."""
        palette = canvas.palette
        if self.on:
            canvas.box(self.rect, palette.chosen, 4)
            canvas.fill(self.rect.left(3), palette.brass)
        elif ui.hover == self.key:
            canvas.box(self.rect, palette.faint, 4)
        if self._paint is not None:
            self._paint(canvas, self.rect)
            return
        ink = palette.muted if self.locked else palette.ink
        inner = self.rect.inset(8, 0)
        wide = canvas.width(self.value, BODY_SMALL)
        if self.locked and not self.value:
            canvas.icon("lock", inner.right - 6, inner.y + inner.h / 2, 12, palette.muted)
            wide = 14
        elif self.value:
            canvas.text(self.value, BODY_SMALL, self._tone or palette.second, inner.end(wide + 1), "right")
        canvas.text(
            self.label, STRONG_SMALL if self.on else self._text, ink, inner.before(wide + 10 if wide else 0)
        )

    def activate(self, ui: Ui) -> None:
        """Call back."""
        if self._click is not None:
            self._click()

    def take(self, ui: Ui, key: Key) -> bool:
        """Go to the rows beside it."""
        if self._keys is not None and self._keys(key):
            return True
        if key.name in ("up", "down"):
            return _beside(ui, self, -1 if key.name == "up" else 1)
        return False


class ChoiceCard(Widget):
    """A card that is one of several; its content is drawn by a function."""

    focusable = True
    pointed = True

    def __init__(
        self,
        key: str,
        rect: Rect,
        label: str,
        on: bool,
        click: Callable[[], None],
        paint: Callable[[Canvas, Rect], None],
        tip: str = "",
    ) -> None:
        super().__init__(key, rect, label, tip)
        self.on = on
        self._click = click
        self._paint = paint
        self.radius = 8

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw the card, with a brass edge when chosen."""
        palette = canvas.palette
        edge = palette.brass if self.on or ui.hover == self.key else palette.hairline
        if self.on and not palette.dark:
            canvas.shadow(self.rect)
        canvas.box(self.rect, palette.card, 8, edge, 2 if self.on else palette.border)
        self._paint(canvas, self.rect)

    def activate(self, ui: Ui) -> None:
        """Call back."""
        self._click()

    def take(self, ui: Ui, key: Key) -> bool:
        """Go to the cards beside it."""
        if key.name in ("up", "down", "left", "right"):
            return _beside(ui, self, -1 if key.name in ("up", "left") else 1)
        return False


def _beside(ui: Ui, widget: Widget, by: int) -> bool:
    """Give the focus to the next widget of the same kind in the same window, or the one before."""
    here = ui.node(widget.key)
    alike = [node for node in ui.live() if type(node.widget) is type(widget)]
    order = [node.widget for node in alike if here is not None and node.window == here.window]
    place = next((nth for nth, each in enumerate(order) if each.key == widget.key), None)
    if place is None or not 0 <= place + by < len(order):
        return True
    ui.set_focus(order[place + by].key)
    return True


class Scroll(Widget):
    """A window on widgets that may be higher than it; where it stands is kept by key."""

    def __init__(self, key: str, rect: Rect, height: float, children: Sequence[Widget]) -> None:
        super().__init__(key, rect)
        self.children = children
        self.height = height
        """Of what is inside."""
        self._top = 0.0
        self.pointed = False

    @property
    def most(self) -> float:
        """How far it can be scrolled."""
        return max(0.0, self.height - self.rect.h)

    @property
    def shift(self) -> tuple[float, float]:
        """Children are moved up by what is scrolled."""
        return 0.0, -self._top

    @property
    def window(self) -> Rect | None:
        """Children are seen inside it only."""
        return self.rect

    def attach(self, ui: Ui) -> None:
        """Stand where it stood."""
        self._top = min(self.most, max(0.0, ui.recall(f"{self.key}:top", 0.0)))

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw what is seen, and the bar if there is more."""
        with canvas.clipped(self.rect), canvas.shifted(0, -self._top):
            seen = self.rect.moved(0, self._top)
            for child in self.children:
                if child.rect.bottom >= seen.y and child.rect.y <= seen.bottom:
                    child.draw(canvas, ui)
        if self.most > 0:
            long = max(24.0, self.rect.h * self.rect.h / self.height)
            y = self.rect.y + (self.rect.h - long) * self._top / self.most
            canvas.box(Rect(self.rect.right - 5, y, 4, long), (*canvas.palette.muted, 150), 2)

    def wheel(self, ui: Ui, steps: float) -> bool:
        """Scroll; tell whether it moved."""
        return self._go(ui, self._top - steps * STEP)

    def roll(self, ui: Ui, by: float) -> None:
        """Scroll by so much, as a key does."""
        if self._go(ui, self._top + by):
            ui.replant()

    def reveal(self, ui: Ui, rect: Rect) -> bool:
        """Scroll until a rectangle inside is seen."""
        if rect.y - 6 < self.rect.y + self._top:
            return self._go(ui, rect.y - 6 - self.rect.y)
        if rect.bottom + 6 > self.rect.bottom + self._top:
            return self._go(ui, rect.bottom + 6 - self.rect.bottom)
        return False

    def _go(self, ui: Ui, top: float) -> bool:
        before = self._top
        self._top = min(self.most, max(0.0, top))
        if self._top == before:
            return False
        ui.keep(f"{self.key}:top", self._top)
        ui.mark(self.key)
        return True


class _Box(Region):
    """The box of a pop-up with its shadow."""

    def paint(self, canvas: Canvas, ui: Ui) -> None:
        """Draw the box, then what is in it."""
        palette = canvas.palette
        canvas.shadow(self.rect, raised=True)
        canvas.box(
            self.rect, palette.paper, 10, palette.muted if not palette.dark else palette.ink, palette.border
        )
        for child in self.children:
            child.draw(canvas, ui)


def popup(key: str, rect: Rect, children: Sequence[Widget]) -> Region:
    """Return the box of a pop-up with widgets in it."""
    return _Box(key, rect, children, None, None, 30)
