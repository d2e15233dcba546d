"""Beginning a game from the pages, with what goes wrong as one line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from game.board.app import App
    from game.board.new_game import NewGame


def begin_game(app: App, choice: NewGame) -> str:
    """Begin a game and show it; return one line where it cannot be, and nothing has changed then."""
    from game.board.faults import line_of
    from game.board.match import Match

    try:
        match = Match.begin(choice, app.saves)
    except Exception as error:
        return line_of(error)
    app.play(match)
    return ""
