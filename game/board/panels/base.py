"""What a tab of the table is: a part of the panel that shows one side of the seat's affairs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from game.board.layout import Rect
from game.board.theme import Palette
from game.board.widgets import Ui, Widget

if TYPE_CHECKING:
    from game.board.screens.table import Table


class Panel:
    """A tab: built anew whenever something changed; what it keeps between builds lives in `Ui.memory`."""

    name = ""
    """The word on the rail, also what it is called in keys of widgets."""
    icon = ""
    key = ""
    """The letter that opens it."""
    wide = False
    """Whether it takes the room of the map (look book, section 11)."""

    def __init__(self, table: Table) -> None:
        self.table = table

    @property
    def ui(self) -> Ui:
        """The app's ui."""
        return self.table.ui

    @property
    def palette(self) -> Palette:
        """The colours in use."""
        return self.table.palette

    def news(self) -> int:
        """Return how many things wait for an answer: the amber disc on the rail."""
        return 0

    def build(self, rect: Rect) -> Sequence[Widget]:
        """Return its widgets inside a rectangle; what is higher scrolls."""
        raise NotImplementedError

    def keys(self) -> Mapping[str, Callable[[], None]]:
        """Return what keys do while it is shown."""
        return {}
