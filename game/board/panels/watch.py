"""The Watch tab."""

from __future__ import annotations

from collections.abc import Sequence

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.panels.base import Panel
from game.board.theme import PANEL
from game.board.widgets import Paint, Widget


class Watch(Panel):
    """The Watch tab."""

    name = "Watch"
    icon = "watch"
    key = "w"
    wide = True

    def build(self, rect: Rect) -> Sequence[Widget]:
        """Return its widgets."""

        def paint(canvas: Canvas) -> None:
            canvas.text("Watch", PANEL, canvas.palette.ink, rect.top(40).inset(18, 0))

        return [Paint("watch:title", rect, paint)]
