"""Orders of the table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from game.board.layout import Rect
from game.board.widgets import Widget

if TYPE_CHECKING:
    from game.board.screens.table import Table


class Orders:
    """Orders of the table."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def build(self, rect: Rect, *, folded: bool) -> Sequence[Widget]:
        """Return its widgets."""
        return []

    def keys(self) -> Mapping[str, Callable[[], None]]:
        """Return its keys."""
        return {}

    def show(self) -> None:
        """Show the orders."""
