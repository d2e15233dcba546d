"""What a claim expects of a study, and whether the study shows it.

A sign is shown where the whole 95 % interval of the paired difference lies on its side of nought, not shown
where it lies on the other side or where no game differs, and else uncertain. `within` turns sign 0 into a
margin: shown where the interval lies in it; `no rise` and `no fall` are shown where the interval does not go
beyond nought. `each` must hold in every game, `mean` for the whole interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf
from typing import Final

from attrs import frozen

from game.headless.stats import Mean, mean_of

SHOWN: Final = "shown"
UNCERTAIN: Final = "uncertain"
NOT_SHOWN: Final = "not shown"

NO_RISE: Final = "no rise"
NO_FALL: Final = "no fall"
SIGNS: Final = ("+", "-", "0", NO_RISE, NO_FALL)
"""What a difference may be expected to be."""


@frozen
class Claim:
    """A claim of the article: what it says, what is varied, its rule clauses, the verdict it should get."""

    id: str
    says: str
    varied: str
    clauses: tuple[str, ...] = ()
    verdict: str = SHOWN


@frozen
class Expect:
    """What a study should find: the sign of a difference, or bounds of every game or of the mean.

    The difference is that of a level from the factor's first, or of a measure from another in one game.
    """

    measure: str
    minus: str
    factor: str
    level: str
    sign: str = ""
    within: float | None = None
    each: tuple[float, float] | None = None
    mean: tuple[float, float] | None = None

    @property
    def text(self) -> str:
        """What is expected in words."""
        what = f"{self.measure} − {self.minus}" if self.minus else self.measure
        where = f", {self.level}" if self.level else ""
        if self.each is not None:
            return f"{what}{where}: every game {_bounds(self.each)}"
        if self.mean is not None:
            return f"{what}{where}: mean {_bounds(self.mean)}"
        words = {"+": "rises", "-": "falls", "0": "the same", NO_RISE: NO_RISE, NO_FALL: NO_FALL}
        if self.minus:
            words.update({"+": "above 0", "-": "below 0", "0": "equal"})
        margin = "" if self.within is None else f" within {self.within:g}"
        return f"{what}{where}: {words[self.sign]}{margin}"


@frozen
class Finding:
    """What was found of what was expected."""

    expect: Expect
    mean: Mean
    verdict: str
    p: float | None = None

    @property
    def never_differs(self) -> bool:
        """Tell whether no game was to differ, and none did."""
        return self.expect.sign == "0" and self.expect.within is None and self.verdict == SHOWN


def judged(expect: Expect, values: Sequence[float]) -> str:
    """Return the verdict on what was expected of some numbers: differences for a sign, else values."""
    if not values:
        return UNCERTAIN
    if expect.each is not None:
        return SHOWN if all(expect.each[0] <= value <= expect.each[1] for value in values) else NOT_SHOWN
    mean = mean_of(values)
    if mean.low is None or mean.high is None:
        return UNCERTAIN
    if expect.mean is not None:
        return _inside(mean.low, mean.high, *expect.mean)
    if expect.sign == "0" and expect.within is None:
        return SHOWN if not any(values) else NOT_SHOWN
    if expect.sign == "0":
        margin = expect.within or 0.0
        return _inside(mean.low, mean.high, -margin, margin)
    if expect.sign == NO_RISE:
        return _inside(mean.low, mean.high, -inf, 0)
    if expect.sign == NO_FALL:
        return _inside(mean.low, mean.high, 0, inf)
    if expect.sign == "-":
        return _above(-mean.high, -mean.low)
    return _above(mean.low, mean.high)


def _inside(low: float, high: float, least: float, most: float) -> str:
    if least <= low and high <= most:
        return SHOWN
    return NOT_SHOWN if high < least or low > most else UNCERTAIN


def _above(low: float, high: float) -> str:
    if low > 0:
        return SHOWN
    return NOT_SHOWN if high < 0 or low == high == 0 else UNCERTAIN


def overall(verdicts: Sequence[str]) -> str:
    """Return the verdict on a claim: the worst of its parts."""
    for verdict in (NOT_SHOWN, UNCERTAIN):
        if verdict in verdicts:
            return verdict
    return SHOWN if verdicts else UNCERTAIN


def _bounds(pair: tuple[float, float]) -> str:
    return f"{pair[0]:g}" if pair[0] == pair[1] else f"{pair[0]:g} to {pair[1]:g}"
