"""The words and limits of a table: what counts at the deadline, the switches, what it refuses."""

from __future__ import annotations

from enum import Enum
from typing import Final

from attrs import frozen

FACILITATOR: Final = "facilitator"
"""The word for the facilitator among those a message goes to."""

AWAY: Final = 20.0
"""Seconds without a sign of somebody's browser after which they count as away."""

LONGEST_MESSAGE: Final = 2000
THE_CLOCK: Final = "the clock"
"""By whom a sheet is committed that nobody committed by the deadline."""

MOST_POSTS: Final = 10_000
MOST_POSTS_A_TURN: Final = 80
"""How many messages a seat sends a turn; the facilitator's are not counted."""

MOST_COMMITS: Final = 40
"""How often a seat commits a turn; what is written counts at the deadline without it, too."""

MOST_PEOPLE: Final = 60
MOST_JOINS: Final = 300
"""How many people a table sees come and go."""


class TableError(Exception):
    """What cannot be done at a table now, in one line for the person who asked."""


class Fallback(Enum):
    """What counts at the deadline for a seat that wrote nothing."""

    HOLD = "hold"
    ADVISOR = "advisor"


@frozen
class Options:
    """The facilitator's switches of a table."""

    advisor: bool = True
    """Whether teams may ask the advisor."""
    pause_after: bool = True
    """Whether the clock stands when a turn has been adjudicated, so that the class reads the news."""
    released: bool = False
    """Whether students may read the debrief."""
    door: bool = True
    """Whether newcomers may join with the code: once all sit, a closed door keeps seats from being tried."""
