"""The Home tab."""

from __future__ import annotations

from collections.abc import Sequence

from game.board.canvas import Canvas
from game.board.layout import Rect
from game.board.panels.base import Panel
from game.board.theme import PANEL
from game.board.widgets import Paint, Widget


class Home(Panel):
    """The Home tab."""

    name = "Home"
    icon = "home"
    key = "h"
    wide = False

    def build(self, rect: Rect) -> Sequence[Widget]:
        """Return its widgets."""

        def paint(canvas: Canvas) -> None:
            canvas.text("Home", PANEL, canvas.palette.ink, rect.top(40).inset(18, 0))

        return [Paint("home:title", rect, paint)]
