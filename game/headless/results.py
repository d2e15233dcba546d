"""What many games come to: mean scores with 95 % intervals, shares of successes, endings.

Only sums are kept, so that ten million games take no more memory than ten.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import sqrt
from statistics import NormalDist
from typing import Any, Final

from attrs import define, field, frozen

from game.codec import FaultLine
from rules.terms import POWERS, Ending, Power

SUCCESS: Final = 60
"""The score from which a seat has succeeded (R11)."""

_T_FEW: Final = (12.706, 4.303, 3.182, 2.776)


@frozen
class Lost:
    """What faults cost a seat in a game: in how many turns, and the first one's turn and reason."""

    turns: int = 0
    first: str = ""


@frozen
class Game:
    """One finished game in short: its number from 1, how it ended and what each seat scored."""

    number: int
    seed: int
    digest: str
    turns: int
    ending: Ending
    scores: tuple[int, int, int, int]
    lost: tuple[Lost, ...] = (Lost(),) * len(POWERS)


@frozen
class Seat:
    """What a seat came to: its mean score between two bounds, and the share of games it succeeded in.

    `faulty` counts the turns in which its player's faults cost orders; `first_fault` names the first.
    """

    mean: float
    low: float
    high: float
    succeeded: float
    faulty: int = 0
    first_fault: str = ""


@define
class Summary:
    """Adds up games one by one."""

    games: int = 0
    endings: dict[Ending, int] = field(factory=lambda: dict.fromkeys(Ending, 0))
    _sums: list[int] = field(factory=lambda: [0] * len(POWERS))
    _squares: list[int] = field(factory=lambda: [0] * len(POWERS))
    _succeeded: list[int] = field(factory=lambda: [0] * len(POWERS))
    _faulty: list[int] = field(factory=lambda: [0] * len(POWERS))
    _first: list[str] = field(factory=lambda: [""] * len(POWERS))

    def add(self, game: Game) -> None:
        """Count a game."""
        self.games += 1
        self.endings[game.ending] += 1
        for power, score in zip(POWERS, game.scores, strict=True):
            self._sums[power] += score
            self._squares[power] += score * score
            self._succeeded[power] += score >= SUCCESS
            lost = game.lost[power]
            if lost.turns:
                self._faulty[power] += lost.turns
                self._first[power] = self._first[power] or f"game {game.number}, {lost.first}"

    def seat(self, power: Power) -> Seat:
        """Return what a seat came to; without a game it is all nought."""
        if not self.games:
            return Seat(0.0, 0.0, 0.0, 0.0)
        mean = self._sums[power] / self.games
        reach = self._reach(power)
        low, high = max(0.0, mean - reach), min(100.0, mean + reach)
        succeeded = self._succeeded[power] / self.games
        return Seat(mean, low, high, succeeded, self._faulty[power], self._first[power])

    def _reach(self, power: Power) -> float:
        """Return half the width of the 95 % interval of a mean; one game says nothing."""
        count = self.games
        if count < 2:
            return 100.0
        spread = self._squares[power] * count - self._sums[power] ** 2
        return student(count - 1) * sqrt(spread / (count - 1)) / count


def lost_to(power: Power, faults: Iterable[FaultLine]) -> Lost:
    """Return what faults cost a seat in a game."""
    own = [fault for fault in faults if fault.power == power]
    first = f"turn {own[0].turn}: {own[0].reason}" if own else ""
    return Lost(len(dict.fromkeys(fault.turn for fault in own)), first)


def faults_of(game: Game) -> dict[str, Any]:
    """Return what a game's line tells of faults: nothing where there were none."""
    lost = [(power.key, each) for power, each in zip(POWERS, game.lost, strict=True) if each.turns]
    faults = {power: {"turns": each.turns, "first": each.first} for power, each in lost}
    return {"faults": faults} if faults else {}


def lost_of(faults: Any) -> tuple[Lost, ...]:
    """Return what each power lost to faults of its player, as a game's line tells it."""
    found = (faults.get(power.key, {}) for power in POWERS)
    return tuple(Lost(int(each.get("turns", 0)), str(each.get("first", ""))) for each in found)


def student(freedom: int) -> float:
    """Return the number of standard errors that 95 % of samples lie within (Student's t, to 0.003)."""
    if freedom <= len(_T_FEW):
        return _T_FEW[freedom - 1]
    z = NormalDist().inv_cdf(0.975)
    first = (z**3 + z) / 4
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384
    return z + first / freedom + second / freedom**2 + third / freedom**3
