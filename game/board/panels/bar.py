"""The bar of the table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from game.board.layout import Rect
from game.board.widgets import Widget

if TYPE_CHECKING:
    from game.board.screens.table import Table


def bar(table: Table, rect: Rect) -> Sequence[Widget]:
    """Return the bar."""
    return []
