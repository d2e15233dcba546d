"""The replay screen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from game.board.canvas import Canvas
from game.board.layout import Frame
from game.board.screens.base import Screen
from game.board.theme import PAGE
from game.board.widgets import Paint, Region, Widget

if TYPE_CHECKING:
    from game.board.app import App


class Replay(Screen):
    """The replay screen."""

    def build(self, frame: Frame) -> Sequence[Widget]:
        """Return its widgets."""

        def paint(canvas: Canvas) -> None:
            canvas.text("Replay", PAGE, canvas.palette.ink, frame.whole.top(60).inset(40, 0))

        return [Region("page", frame.whole, [Paint("replay:title", frame.whole, paint)], self.palette.paper)]


def open_replay(app: App, path: Path) -> Replay:
    """Return the replay of a record."""
    return Replay(app)
