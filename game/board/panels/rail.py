"""The rail: seven tabs, each with an icon, its word, and an amber disc where something waits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from game.board.canvas import Canvas
from game.board.drawing.text import Face, TextStyle
from game.board.layout import Breadth, Rect
from game.board.panels.base import Panel
from game.board.theme import COUNT, LABEL_SMALL, best_on
from game.board.widgets import Ui, Widget
from game.board.widgets.base import Key

if TYPE_CHECKING:
    from game.board.screens.table import Table

TALL: Final = 66.0
"""From one tab to the next where there are words; without words they stand closer."""

SIZES: Final = (LABEL_SMALL, *(TextStyle(Face.MEDIUM, size) for size in (12, 11, 10.5)))
"""The sizes of a word on the rail: the largest that has room."""


class RailTab(Widget):
    """A tab on the rail; the arrows open the one above or below."""

    focusable = True
    pointed = True

    def __init__(
        self, panel: Panel, rect: Rect, on: bool, bare: bool, news: int, go: Callable[[int], None]
    ) -> None:
        tip = f"{panel.name}  ({panel.key.upper()})"
        if news:
            tip += f": {news} to answer"
        super().__init__(f"rail:{panel.name}", rect, panel.name, tip)
        self.on = on
        self._bare = bare
        self._panel = panel
        self._news = news
        self._go = go
        self.on_navy = True

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw ground, bar, icon, word and disc."""
        palette = canvas.palette
        over = ui.hover == self.key
        ink = palette.ink if self.on else palette.cream
        if self.on:
            canvas.box(self.rect, palette.paper, 6, palette.cream if palette.dark else None, palette.border)
            canvas.box(Rect(self.rect.x, self.rect.y + 8, 3, self.rect.h - 16), palette.brass, 2)
        elif over:
            canvas.box(self.rect, palette.navy_raised, 6)
        x, middle = self.rect.centre
        canvas.icon(self._panel.icon, x, middle if self._bare else self.rect.y + 23, 20, ink)
        if not self._bare:
            room = self.rect.w - 3
            style = next((each for each in SIZES if canvas.width(self._panel.name, each) <= room), SIZES[-1])
            canvas.text(self._panel.name, style, ink, self.rect.foot(26).inset(-2, 0).moved(1, 0), "centre")
        if self._news:
            self._disc(canvas)

    def _disc(self, canvas: Canvas) -> None:
        amber = canvas.palette.focus_on_navy if not canvas.palette.dark else canvas.palette.brass
        x = self.rect.right - (9 if self._bare else 14)
        y = self.rect.y + (9 if self._bare else 13)
        canvas.circle(x, y, 8, amber)
        number = str(self._news) if self._news < 10 else "9+"
        canvas.text(number, COUNT, best_on(amber), Rect(x - 9, y - 8, 18, 16), "centre")

    def activate(self, ui: Ui) -> None:
        """Show the tab."""
        self._go(0)

    def take(self, ui: Ui, key: Key) -> bool:
        """Show the tab above or below."""
        by = {"up": -1, "down": 1}.get(key.name)
        if by is None:
            return False
        self._go(by)
        return True


def rail(table: Table, rect: Rect) -> Sequence[Widget]:
    """Return the tabs of the rail from the top down."""
    bare = table.ui.frame.breadth is Breadth.COMPACT
    names = list(table.panels)
    step = 52.0 if bare else min(TALL, (rect.h - 16) / len(names))
    wide, x = (rect.w - 6, rect.x + 3) if bare else (rect.w - 5, rect.x + 5)
    return [
        RailTab(
            table.panels[name],
            Rect(x, rect.y + 10 + nth * step, wide, step - 6),
            name == table.tab,
            bare,
            table.panels[name].news(),
            _opener(table, names, nth),
        )
        for nth, name in enumerate(names)
    ]


def _opener(table: Table, names: Sequence[str], nth: int) -> Callable[[int], None]:
    """Return what opens a tab, or the one so many places from it, which then has the focus."""

    def go(by: int) -> None:
        there = names[max(0, min(len(names) - 1, nth + by))]
        table.show_tab(there)
        table.ui.set_focus(f"rail:{there}")

    return go
