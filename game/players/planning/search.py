"""The search: plans compared in the same futures, those behind and the worse half dropped round by round."""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt
from statistics import fmean
from typing import Final

from attrs import define, field

from game.players.planning.futures import Plan

PRIOR_SPREAD: Final = 5.0
"""The spread of a difference, in points, before any is seen."""

PRIOR_WEIGHT: Final = 2.0
"""For how many differences the prior spread counts."""

DOUBT: Final = 0.7
"""By how many standard errors a variation must beat the base to be chosen."""

DEEPEST: Final = 16
"""In how many futures a candidate is played at most."""


@define
class Candidate:
    """A plan under comparison, in words, with its value in each future played so far."""

    label: str
    plan: Plan
    values: list[float] = field(factory=list)

    @property
    def mean(self) -> float:
        """The mean value in points."""
        return fmean(self.values) if self.values else 0.0


def gain(candidate: Candidate, base: Candidate) -> float:
    """Return the mean of paired differences to the base in the futures that both were played in."""
    pairs = list(zip(candidate.values, base.values, strict=False))
    return fmean([one - other for one, other in pairs]) if pairs else 0.0


def margin(candidate: Candidate, base: Candidate) -> float:
    """Return by how much a candidate must beat the base: its doubt, in standard errors of the differences."""
    differences = [one - other for one, other in zip(candidate.values, base.values, strict=False)]
    count = len(differences)
    if not count:
        return PRIOR_SPREAD
    mean = fmean(differences)
    squares = sum((each - mean) ** 2 for each in differences) + PRIOR_WEIGHT * PRIOR_SPREAD**2
    return DOUBT * sqrt(squares / (count - 1 + PRIOR_WEIGHT) / count)


Merge = Callable[[Candidate, Candidate], Candidate | None]
Value = Callable[[Plan, int], float]


class Budget:
    """What a decision may spend: a number of playouts, and a clock that may ring earlier."""

    def __init__(self, playouts: int, expired: Callable[[], bool] = lambda: False) -> None:
        self.left = playouts
        self._expired = expired

    @property
    def spent(self) -> bool:
        """Tell whether nothing is left."""
        return self.left <= 0 or self._expired()

    def take(self) -> bool:
        """Take one playout from what is left, and tell whether there was any."""
        if self.spent:
            return False
        self.left -= 1
        return True


def race(
    base: Candidate, rivals: list[Candidate], value: Value, merge: Merge, budget: Budget
) -> list[Candidate]:
    """Play candidates in ever more futures and keep, of those ahead of the base, the better half each round.

    Values are written to the candidates. Returned are those that came of joining the best two in one. The
    race ends when nobody is ahead, when all was played deep enough, or when the budget is spent.
    """
    alive, joined, depth = rivals, list[Candidate](), 1
    while alive and depth <= DEEPEST and _played(base, depth, value, budget):
        if not all([_played(each, depth, value, budget) for each in alive]):
            break
        ahead = sorted([each for each in alive if gain(each, base) > 0], key=lambda each: -gain(each, base))
        alive = ahead[: max(1, (len(alive) + 1) // 2)]
        both = merge(alive[0], alive[1]) if len(alive) > 1 else None
        if both is not None and not any(_alike(both, each) for each in (base, *rivals, *joined)):
            alive.append(both)
            joined.append(both)
        depth += max(1, depth // 2)
    return joined


def _alike(one: Candidate, other: Candidate) -> bool:
    return set(one.plan.sheet.orders) == set(other.plan.sheet.orders)


def _played(candidate: Candidate, depth: int, value: Value, budget: Budget) -> bool:
    while len(candidate.values) < depth:
        if not budget.take():
            return False
        candidate.values.append(value(candidate.plan, len(candidate.values)))
    return True


def best(candidates: list[Candidate]) -> Candidate:
    """Return the candidate that beats the base by most beyond its margin, else the base."""
    base = candidates[0]
    found, most = base, 0.0
    for each in candidates[1:]:
        beyond = gain(each, base) - margin(each, base) if each.values else 0.0
        if beyond > most:
            found, most = each, beyond
    return found
