"""Which screen a game's phase asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from game.board import phases
from game.board.screens.base import Screen

if TYPE_CHECKING:
    from game.board.app import App


def screen_of(app: App) -> Screen:
    """Return a new screen for the phase of the game that is played."""
    assert app.match is not None
    match app.match.phase:
        case phases.Curtain():
            from game.board.screens.curtain import Curtain

            return Curtain(app)
        case phases.Memo():
            from game.board.screens.memo import MemoScreen

            return MemoScreen(app)
        case phases.Briefing():
            from game.board.screens.briefing import Briefing

            return Briefing(app)
        case phases.Table():
            from game.board.screens.table import Table

            return Table(app)
        case phases.Thinking():
            from game.board.screens.thinking import Thinking

            return Thinking(app)
        case phases.Resolution():
            from game.board.screens.resolution import Resolution

            return Resolution(app)
        case phases.End():
            from game.board.screens.end import End

            return End(app)
