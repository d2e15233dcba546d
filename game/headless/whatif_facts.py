"""What the branches of a what-if come to: spreads, shares and paired differences with 95 % intervals."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from attrs import frozen

from game.headless.balance import wilson
from game.headless.results import SUCCESS
from game.headless.stats import Mean, mean_of, p_of_mean
from game.headless.whatif import Branch, Pair, WhatIf
from rules.content import World
from rules.terms import POWERS, Ending, Power

TENTHS: Final = (1, 5, 9)
"""Below which tenths of the branches the three marks of a spread lie."""


@frozen
class Spread:
    """Numbers of many branches: the mean with its interval; what 1, 5 and 9 tenths of them are under."""

    mean: Mean
    low: float
    middle: float
    high: float


@frozen
class Share:
    """How many of the branches, and Wilson's interval of the share."""

    count: int
    games: int

    @property
    def value(self) -> float:
        """The share."""
        return self.count / self.games if self.games else 0.0

    @property
    def bounds(self) -> tuple[float, float]:
        """The interval of the share."""
        return wilson(self.count, self.games)


@frozen
class Effect:
    """A number as ordered and changed, over the same branches, and the paired difference.

    `p` is the two-sided p-value of a difference of nought; `more` and `less` count branches that moved.
    """

    kept: Spread
    changed: Spread
    difference: Mean
    p: float | None
    more: int
    less: int


@frozen
class SeatEffect:
    """What the change did to a seat: in the real game, on the same dice, and over the branches."""

    power: Power
    real: int | None
    same_dice: tuple[int, int]
    score: Effect
    succeeded: tuple[Share, Share]


@frozen
class RungEffect:
    """What the change did to how high a flashpoint went."""

    flashpoint: str
    name: str
    real: int
    same_dice: tuple[int, int]
    peak: Effect


@frozen
class Findings:
    """All that is said of a what-if."""

    seats: tuple[SeatEffect, ...]
    rungs: tuple[RungEffect, ...]
    endings: tuple[tuple[Ending, int, int], ...]
    left_out: int
    faults: int


def findings(answer: WhatIf, world: World) -> Findings:
    """Return what the branches come to; nothing counted twice: branch 0 stands apart."""
    pairs = answer.pairs
    return Findings(
        seats=tuple(_seat(answer, power) for power in POWERS),
        rungs=tuple(_rung(answer, place, each.id, each.name) for place, each in enumerate(world.flashpoints)),
        endings=tuple(
            (
                ending,
                sum(pair.kept.ending == ending for pair in pairs),
                sum(pair.changed.ending == ending for pair in pairs),
            )
            for ending in Ending
        ),
        left_out=sum(branch.left_out for pair in pairs for branch in (pair.kept, pair.changed)),
        faults=sum(branch.faults for pair in pairs for branch in (pair.kept, pair.changed)),
    )


def _seat(answer: WhatIf, power: Power) -> SeatEffect:
    first, pairs = answer.same_dice, answer.pairs
    return SeatEffect(
        power=power,
        real=None if answer.real.scores is None else answer.real.scores[power],
        same_dice=(first.kept.scores[power], first.changed.scores[power]),
        score=_effect(pairs, lambda branch: branch.scores[power]),
        succeeded=(
            Share(sum(pair.kept.scores[power] >= SUCCESS for pair in pairs), len(pairs)),
            Share(sum(pair.changed.scores[power] >= SUCCESS for pair in pairs), len(pairs)),
        ),
    )


def _rung(answer: WhatIf, place: int, flashpoint: str, name: str) -> RungEffect:
    first = answer.same_dice
    return RungEffect(
        flashpoint=flashpoint,
        name=name,
        real=answer.real.peaks[place],
        same_dice=(first.kept.peaks[place], first.changed.peaks[place]),
        peak=_effect(answer.pairs, lambda branch: branch.peaks[place]),
    )


def _effect(pairs: Sequence[Pair], read: Callable[[Branch], int]) -> Effect:
    kept, changed = [read(pair.kept) for pair in pairs], [read(pair.changed) for pair in pairs]
    moved = [after - before for before, after in zip(kept, changed, strict=True)]
    return Effect(
        _spread(kept),
        _spread(changed),
        mean_of(moved),
        p_of_mean(moved),
        sum(each > 0 for each in moved),
        sum(each < 0 for each in moved),
    )


def _spread(values: Sequence[int]) -> Spread:
    low, middle, high = (_below(values, tenths) for tenths in TENTHS)
    return Spread(mean_of(values), low, middle, high)


def _below(values: Sequence[int], tenths: int) -> float:
    """Return the number that so many tenths of the values are under, between two of them in proportion."""
    ranked = sorted(values)
    whole, rest = divmod((len(ranked) - 1) * tenths, 10)
    after = ranked[min(whole + 1, len(ranked) - 1)]
    return ranked[whole] + (after - ranked[whole]) * rest / 10


# ---------- as plain data ----------


def plain(found: Findings) -> dict[str, Any]:
    """Return findings as tables for JSON."""
    return {
        "seats": {
            each.power.key: {
                "real": each.real,
                "same_dice": {"as_ordered": each.same_dice[0], "changed": each.same_dice[1]},
                "score": _plain_effect(each.score),
                "succeeded": {
                    name: {"share": share.value, "low": share.bounds[0], "high": share.bounds[1]}
                    for name, share in zip(("as_ordered", "changed"), each.succeeded, strict=True)
                },
            }
            for each in found.seats
        },
        "peak_rungs": {
            each.flashpoint: {
                "real": each.real,
                "same_dice": {"as_ordered": each.same_dice[0], "changed": each.same_dice[1]},
                "peak": _plain_effect(each.peak),
            }
            for each in found.rungs
        },
        "endings": {
            ending.key: {"as_ordered": kept, "changed": changed} for ending, kept, changed in found.endings
        },
        "orders_left_out": found.left_out,
        "faults": found.faults,
    }


def _plain_effect(effect: Effect) -> dict[str, Any]:
    return {
        "as_ordered": _plain_spread(effect.kept),
        "changed": _plain_spread(effect.changed),
        "difference": _plain_mean(effect.difference),
        "p": effect.p,
        "branches_higher": effect.more,
        "branches_lower": effect.less,
    }


def _plain_spread(spread: Spread) -> dict[str, Any]:
    marks = {"p10": spread.low, "median": spread.middle, "p90": spread.high}
    return {**_plain_mean(spread.mean), **marks}


def _plain_mean(mean: Mean) -> dict[str, Any]:
    return {"mean": mean.value, "low": mean.low, "high": mean.high}
