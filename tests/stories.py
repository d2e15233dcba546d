"""Stories of games for tests of what is shown."""

from __future__ import annotations

from functools import cache

from builders import STANDARD, Turn, game
from game.views.story import Story


def told(turns: tuple[Turn, ...]) -> Story:
    """Return the story of turns played one after the other."""
    states = (turns[0].before, *(turn.after for turn in turns))
    return Story(states, tuple(turn.sheets for turn in turns), tuple(turn.facts for turn in turns), {})


@cache
def story(kind: str, seed: int, name: str = STANDARD) -> Story:
    """Return the story of a whole game of four bots of a kind."""
    return told(game(kind, seed, name))
