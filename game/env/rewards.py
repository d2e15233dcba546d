"""What an agent is rewarded with: its score at the end, and on request a potential on the way."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from rules.observation import Observation, believe
from rules.reckoning import Outcome, score
from rules.terms import POWERS, Power

Scores = Mapping[Power, float]

HUNDRED: Final = 100.0
"""The best score there is (R11)."""


def _difference(scores: Scores, power: Power) -> float:
    others = [scores[other] for other in POWERS if other != power]
    return (scores[power] - sum(others) / len(others)) / HUNDRED


def _own(scores: Scores, power: Power) -> float:
    return scores[power] / HUNDRED


REWARDS: Final[dict[str, Callable[[Scores, Power], float]]] = {"difference": _difference, "score": _own}
"""`difference`: score less the mean of the other three, sums to nought, -1 to 1; `score`: 0 to 1."""


def final_rewards(kind: str, outcome: Outcome) -> dict[Power, float]:
    """Return what each power is rewarded with when a game has ended."""
    scores = {each.power: float(each.total) for each in outcome.scores}
    return {power: REWARDS[kind](scores, power) for power in POWERS}


def potential(observation: Observation) -> float:
    """Return the score, of 1, that a seat would have if the game ended now, as far as it can tell."""
    return score(believe(observation), observation.power, None).total / HUNDRED
