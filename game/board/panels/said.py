"""Said of the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.board.layout import Rect
from game.board.widgets import Widget

if TYPE_CHECKING:
    from game.board.screens.table import Table


class Said:
    """Said of the table."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def build(self, rect: Rect) -> Sequence[Widget]:
        """Return its widgets."""
        return []

    def say(self, text: str, *, bad: bool = False) -> None:
        """Say something."""

    def tick(self, now: float) -> None:
        """Let time go on."""
