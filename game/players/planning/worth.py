"""What a seat has at a point of a game: its score as if the game ended there, and what it is close to.

Scores climb by steps; between two steps part of the way is counted, so that plans which help a little
can be told from plans which do not.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from rules.content import ObjectiveRow
from rules.reckoning import Row, score
from rules.state import State
from rules.terms import Power

NEARNESS: Final = 0.5
"""How much of the way to the next step counts, as a share of its points."""


def worth(state: State, power: Power) -> float:
    """Return a seat's score as if the game ended now, and a share of what it is on the way to, in points."""
    ending = state.commons.ending
    result = score(state, power, ending)
    if ending is not None and ending.key in ("war", "nuclear", "collapse"):
        return float(result.total)
    rows = state.world.objectives[power]
    return result.total + NEARNESS * sum(
        _on_the_way(row, reached) for row, reached in zip(rows, result.rows, strict=True)
    )


def _on_the_way(row: ObjectiveRow, reached: Row) -> float:
    """Return the points between the step reached and where the reading stands before the next."""
    sign = -1 if row.at == "most" else 1
    value = sign * reached.value
    steps = [(sign * threshold, points) for threshold, points in row.steps]
    if value >= steps[0][0]:
        return 0.0
    gap = steps[0][0] - steps[1][0] if len(steps) > 1 else 1
    steps.append((steps[-1][0] - gap, 0))
    for (high, more), (low, less) in pairwise(steps):
        if value >= low:
            return (more - less) * (value - low) / (high - low)
    return 0.0
