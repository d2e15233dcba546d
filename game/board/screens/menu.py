"""The menu of a game."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.board.app import App


def open_menu(app: App) -> None:
    """Open it."""
