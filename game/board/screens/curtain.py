"""The curtain screen."""

from __future__ import annotations

from collections.abc import Sequence

from game.board.canvas import Canvas
from game.board.layout import Frame
from game.board.screens.base import Screen
from game.board.theme import PAGE
from game.board.widgets import Paint, Region, Widget


class Curtain(Screen):
    """The curtain screen."""

    def build(self, frame: Frame) -> Sequence[Widget]:
        """Return its widgets."""

        def paint(canvas: Canvas) -> None:
            canvas.text("Curtain", PAGE, canvas.palette.ink, frame.whole.top(60).inset(40, 0))

        return [Region("page", frame.whole, [Paint("curtain:title", frame.whole, paint)], self.palette.paper)]
