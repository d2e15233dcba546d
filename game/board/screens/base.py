"""What a screen is: it builds widgets from what there is to show, and gives keys their meaning."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from game.board.layout import Frame
from game.board.theme import Palette
from game.board.widgets import Ui, Widget

if TYPE_CHECKING:
    from game.board.app import App


class Screen:
    """One page of the board. It is built anew whenever something changed; see `Ui`."""

    title = "Two Percent"
    """The window's title; it never names a seat or what a seat knows."""

    def __init__(self, app: App) -> None:
        self.app = app

    @property
    def ui(self) -> Ui:
        """The app's ui."""
        return self.app.ui

    @property
    def palette(self) -> Palette:
        """The colours in use."""
        return self.app.ui.palette

    def enter(self) -> None:
        """It comes to be shown, for the first time or again."""

    def leave(self) -> None:
        """It is shown no longer."""

    def build(self, frame: Frame) -> Sequence[Widget]:
        """Return its widgets, from the lowest up."""
        raise NotImplementedError

    def keys(self) -> Mapping[str, Callable[[], None]]:
        """Return what keys do here, by their names."""
        return {}

    def escape(self) -> None:
        """Esc was pressed and no layer was open."""
        self.app.pop()

    def tick(self, now: float) -> None:
        """Time went on, in milliseconds."""

    def tick_below(self, now: float) -> None:
        """Time went on while another screen lies over this one."""
