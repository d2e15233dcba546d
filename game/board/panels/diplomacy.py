"""The Diplomacy tab."""

from __future__ import annotations

from collections.abc import Sequence

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.panels.base import Panel
from game.board.theme import PANEL
from game.board.widgets import Paint, Widget


class Diplomacy(Panel):
    """The Diplomacy tab."""

    name = "Diplomacy"
    icon = "diplomacy"
    key = "d"
    wide = True

    def build(self, rect: Rect) -> Sequence[Widget]:
        """Return its widgets."""

        def paint(canvas: Canvas) -> None:
            canvas.text("Diplomacy", PANEL, canvas.palette.ink, rect.top(40).inset(18, 0))

        return [Paint("diplomacy:title", rect, paint)]
