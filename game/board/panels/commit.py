"""Commit of the table."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.board.screens.table import Table


class Commit:
    """Commit of the table."""

    def __init__(self, table: Table) -> None:
        self.table = table

    def ask(self) -> None:
        """Ask whether to commit."""
        self.table.done()

    def tick(self, now: float) -> None:
        """Let time go on."""
