"""The first month and the last day of a turn, which is a calendar quarter (R1.4)."""

from __future__ import annotations

from typing import Final

from game.views.figures import quarter
from rules.content import World

_ENDS: Final = ("31 March", "30 June", "30 September", "31 December")
_STARTS: Final = ("January", "April", "July", "October")


def quarter_end(world: World, turn: int) -> str:
    """Return the last day of a turn, such as `31 March 2027`."""
    year, nth = quarter(world, turn)
    return f"{_ENDS[nth - 1]} {year}"


def quarter_start(world: World, turn: int) -> str:
    """Return the first month of a turn, such as `April 2027`."""
    year, nth = quarter(world, turn)
    return f"{_STARTS[nth - 1]} {year}"
