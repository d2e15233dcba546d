"""Means with 95 % intervals, two-sided p-values of Student's t, and Holm's correction for many tests."""

from __future__ import annotations

from collections.abc import Sequence
from math import atan2, cos, fsum, pi, sin, sqrt
from statistics import fmean

from attrs import frozen

from game.headless.results import student


@frozen
class Mean:
    """The mean of some independent numbers and half the width of its 95 % interval.

    No number gives no mean, and one gives no interval: these are None.
    """

    count: int
    value: float | None
    reach: float | None

    @property
    def low(self) -> float | None:
        """The lower bound."""
        return None if self.value is None or self.reach is None else self.value - self.reach

    @property
    def high(self) -> float | None:
        """The upper bound."""
        return None if self.value is None or self.reach is None else self.value + self.reach


def mean_of(values: Sequence[float]) -> Mean:
    """Return the mean of independent numbers with Student's interval."""
    count = len(values)
    if count < 2:
        return Mean(count, values[0] if values else None, None)
    return Mean(count, fmean(values), student(count - 1) * _error(values))


def _error(values: Sequence[float]) -> float:
    """Return the standard error of a mean."""
    mean, count = fmean(values), len(values)
    return sqrt(fsum((value - mean) ** 2 for value in values) / (count - 1) / count)


def p_of_mean(values: Sequence[float]) -> float | None:
    """Return the two-sided p-value of a mean of nought; None for fewer than two numbers.

    Where all numbers are alike there is no spread to judge by: then it is that of the sign test.
    """
    if len(values) < 2:
        return None
    mean, error = fmean(values), _error(values)
    if min(values) == max(values):
        return 1.0 if mean == 0 else 2.0 ** (1 - len(values))
    return two_sided(mean / error, len(values) - 1)


def two_sided(t: float, freedom: int) -> float:
    """Return the chance of a Student's t at least as far from nought (Abramowitz and Stegun 26.7.3 and 4)."""
    angle = atan2(abs(t), sqrt(freedom))
    square = cos(angle) ** 2
    term = total = cos(angle) if freedom % 2 else 1.0
    for nth in range(2 + freedom % 2, freedom - 1, 2):
        term *= square * (nth - 1) / nth
        total += term
    if freedom == 1:
        total = 0.0
    inside = 2 / pi * (angle + sin(angle) * total) if freedom % 2 else sin(angle) * total
    return min(1.0, max(0.0, 1 - inside))


def holm(chances: Sequence[float | None]) -> list[float | None]:
    """Return p-values corrected by Holm's step-down method for being many; None is no test and stays."""
    tested = sorted((chance, nth) for nth, chance in enumerate(chances) if chance is not None)
    corrected: list[float | None] = [None] * len(chances)
    least = 0.0
    for place, (chance, nth) in enumerate(tested):
        least = max(least, min(1.0, chance * (len(tested) - place)))
        corrected[nth] = least
    return corrected
